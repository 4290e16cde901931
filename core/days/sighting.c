#include "core/days/sighting.h"

#include "core/base/clock.h"
#include "core/base/date.h"
#include "core/duties/standing_lines.h"
#include "core/store/audit.h"

#include <inttypes.h>
#include <string.h>

enum {
    REST_MOST = 5000 /* children of whom one thing is said at once: a village has fewer */
};

const char *const sighting_words[SIGHTING_WORDS] = {
    "at_school",
    "at_home",   /* lives at home and goes to no school */
    "away",      /* has left the place, for work or with the family */
    "elsewhere", /* goes to a school somewhere else */
    "treatment", /* in a hospital or a rehabilitation centre */
    "not_found",
};

const char *sighting_line_name(enum line line)
{
    return line == LINE_HOUSEHOLD ? "household" : "school";
}

/* --- Saying it ------------------------------------------------------------------------------- */

/* What is being said, on its way through the steps below. */
struct saying {
    struct store *store;
    const struct policy *policy;
    const struct actor *actor;
    const char *today, *day;
    enum line line;
};

static bool check_day(const struct saying *s, struct error *err)
{
    int number;
    if (!date_number(s->day, &number))
        return error_tell(err, ERROR_INVALID, MSG("case.bad-day"), s->day);
    if (strcmp(s->day, s->today) > 0)
        return error_tell(err, ERROR_INVALID, MSG("case.day-to-come"), s->day);
    return date_days(s->day, s->today) <= SIGHTING_DAYS_BACK
        || error_tell(err, ERROR_INVALID, MSG("sighting.too-late"), s->day);
}

static bool check_word(const char *word, struct error *err)
{
    for (size_t i = 0; i < SIGHTING_WORDS; i++)
        if (strcmp(sighting_words[i], word) == 0)
            return true;
    return error_set(err, ERROR_INVALID, MSG("sighting.no-such-word"), "word %s", word);
}

/* The group or class that the line knows the child in. */
static bool place_of(const struct saying *s, int64_t child_id, int64_t *place_id, struct error *err)
{
    QUERY(query) = query_open(s->store, "SELECT iif(:household, group_id, class_id) FROM main.child"
                                        " WHERE id = :child AND merged_into IS NULL");
    bind_int(&query, ":household", s->line == LINE_HOUSEHOLD);
    bind_int(&query, ":child", child_id);
    *place_id = query_next(&query) ? query_int(&query, 0) : 0;
    return query_ok(&query, err)
        && (*place_id != 0
            || error_set(err, ERROR_INVALID, MSG("sighting.not-of-line"), "child %" PRId64,
                         child_id));
}

static bool insert(const struct saying *s, const struct sighting *row, int64_t place_id,
                   const struct held_post *post, struct error *err)
{
    QUERY(query) = query_open(s->store,
                              "INSERT INTO main.sighting (child_id, line, word, seen_on, typed_at,"
                              " note, place_id, account_id, post_id) VALUES (:child, :line, :word,"
                              " :day, :now, :note, :place, :account, :post)");
    bind_int(&query, ":child", row->child_id);
    bind_text(&query, ":line", sighting_line_name(s->line));
    bind_text(&query, ":word", row->word);
    bind_text(&query, ":day", s->day);
    bind_int(&query, ":now", clock_now());
    bind_text(&query, ":note", row->note ? row->note : "");
    bind_int(&query, ":place", place_id);
    bind_id(&query, ":account", s->actor->account_id);
    bind_id(&query, ":post", post ? post->id : 0);
    return query_run(&query, err);
}

static bool write_trail(const struct saying *s, const struct sighting *row, struct error *err)
{
    ARENA(arena);
    return audit_write(s->store, s->actor,
                       &(struct audit_entry){
                           .action = "sighting.report",
                           .subject = "child",
                           .subject_id = row->child_id,
                           .child_id = row->child_id,
                           .detail = audit_detail(&arena, "line", sighting_line_name(s->line),
                                                  "word", row->word, "day", s->day, NULL),
                       },
                       err);
}

static bool say(const struct saying *s, const struct sighting *row, struct error *err)
{
    int64_t place_id;
    const struct held_post *post;
    return check_word(row->word, err)
        && place_of(s, row->child_id, &place_id, err)
        && permit_at(s->store, s->actor, MAY_REPORT_SIGHTING, place_id, &post, err)
        && insert(s, row, place_id, post, err)
        && write_trail(s, row, err);
}

static bool say_all(const struct saying *s, const struct sighting *rows, size_t count,
                    struct error *err)
{
    ARENA(arena);
    const char *children = "";
    if (!check_day(s, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        if (!say(s, &rows[i], err))
            return false;
        children = arena_text(&arena, "%s%s%" PRId64, children, i ? "," : "", rows[i].child_id);
    }
    return standing_derive_lines_of(s->store, s->policy, s->today,
                                    arena_text(&arena, "[%s]", children), err);
}

bool sighting_report(struct store *store, const struct policy *policy, const struct actor *actor,
                     const char *today, enum line line, const char *day,
                     const struct sighting *rows, size_t count, struct error *err)
{
    const struct saying s = {store, policy, actor, today, day, line};
    return store_begin(store, err)
        && store_end(store, say_all(&s, rows, count, err), err);
}

static bool say_of_rest(const struct saying *s, int64_t place_id, const char *word, size_t *said,
                        struct error *err)
{
    ARENA(arena);
    const struct sighting_filter filter = {
        .line = s->line,
        .places = arena_text(&arena, "[%" PRId64 "]", place_id),
        .day = s->day,
        .typed = "",
    };
    struct sighting_row *rows;
    size_t count, left = 0;
    struct sighting_counts counts;
    if (!check_day(s, err)
        || !sighting_list(s->store, s->policy, &filter, (struct page){0, REST_MOST}, &arena, &rows,
                          &count, &counts, err))
        return false;
    struct sighting *rest = arena_array(&arena, struct sighting, count + 1);
    for (size_t i = 0; i < count; i++)
        if (!rows[i].said)
            rest[left++] = (struct sighting){.child_id = rows[i].child_id, .word = word};
    *said = left;
    return say_all(s, rest, left, err);
}

bool sighting_report_rest(struct store *store, const struct policy *policy,
                          const struct actor *actor, const char *today, enum line line,
                          const char *day, int64_t place_id, const char *word, size_t *count,
                          struct error *err)
{
    const struct saying s = {store, policy, actor, today, day, line};
    return store_begin(store, err)
        && store_end(store,
                     permit_at(store, actor, MAY_REPORT_SIGHTING, place_id, NULL, err)
                         && say_of_rest(&s, place_id, word, count, err),
                     err);
}

/* --- The children of a line ------------------------------------------------------------------ */

static bool is_of_line(enum role role, enum line line)
{
    const char *kind = role_place_kind(role);
    return (strcmp(kind, "village") == 0 || strcmp(kind, "township") == 0)
        == (line == LINE_HOUSEHOLD);
}

const char *sighting_places(const struct actor *actor, enum line line, struct arena *arena)
{
    const char *list = "";
    for (size_t i = 0; i < actor->post_count; i++) {
        const struct held_post *post = &actor->posts[i];
        if (role_may(post->role, MAY_REPORT_SIGHTING) && is_of_line(post->role, line))
            list = arena_text(arena, "%s%s%" PRId64, list, *list ? "," : "", post->place_id);
    }
    return arena_text(arena, "[%s]", list);
}

static struct sighting_row take_row(const struct query *query, struct arena *arena)
{
    return (struct sighting_row){
        .child_id = query_int(query, 0),
        .place_id = query_int(query, 1),
        .name_zh = query_text(query, 2, arena),
        .name_ug = query_text(query, 3, arena),
        .born = query_text(query, 4, arena),
        .place_zh = query_text(query, 5, arena),
        .place_ug = query_text(query, 6, arena),
        .above_zh = query_text(query, 7, arena),
        .above_ug = query_text(query, 8, arena),
        .head = query_text(query, 9, arena),
        .number = query_int(query, 10),
        .word = query_text(query, 11, arena),
        .seen_on = query_text(query, 12, arena),
        .note = query_text(query, 13, arena),
        .said = query_int(query, 14) != 0,
    };
}

/* The last columns of both lists: what was said by the day, whether on it, when before it. */
static bool take_rows(struct query *query, const struct policy *policy,
                      const struct sighting_filter *filter, struct page page, struct arena *arena,
                      struct sighting_row **rows, size_t *count, struct sighting_counts *counts,
                      struct error *err)
{
    const char *first, *last;
    policy_school_births(policy, filter->day, arena, &first, &last);
    bind_text(query, ":places", filter->places);
    bind_text(query, ":day", filter->day);
    bind_text(query, ":typed", filter->typed);
    bind_text(query, ":born_first", first);
    bind_text(query, ":born_last", last);
    bind_int(query, ":oldest", filter->order == SIGHTING_OLDEST_FIRST);
    bind_page(query, page);

    *rows = arena_array(arena, struct sighting_row, page.size);
    *count = 0;
    *counts = (struct sighting_counts){0};
    while (query_next(query)) {
        (*rows)[(*count)++] = take_row(query, arena);
        *counts = (struct sighting_counts){query_int(query, 15), query_int(query, 16)};
    }
    return query_ok(query, err);
}

static struct query open_household(struct store *store)
{
    return query_open(
        store,
        "SELECT c.id, p.id, c.name_zh, c.name_ug, c.born, p.name_zh, p.name_ug,"
        " above.name_zh, above.name_ug, h.head, h.page,"
        " s.word, s.seen_on, s.note, coalesce(s.seen_on = :day, 0),"
        " count(*) OVER (), count(*) FILTER (WHERE s.seen_on = :day) OVER ()"
        " FROM place p JOIN child c ON c.group_id = p.id"
        " LEFT JOIN place above ON above.id = p.parent_id"
        " LEFT JOIN register_row r ON r.id = (SELECT x.id FROM register_row x"
        "   JOIN household y ON y.id = x.household_id JOIN volume v ON v.id = y.volume_id"
        "   WHERE x.child_id = c.id AND x.removed_on IS NULL AND v.place_id = c.group_id"
        "   ORDER BY v.school_year DESC LIMIT 1)"
        " LEFT JOIN household h ON h.id = r.household_id"
        " LEFT JOIN sighting s ON s.id = (SELECT x.id FROM sighting x"
        "   WHERE x.child_id = c.id AND x.line = 'household' AND x.seen_on <= :day"
        "   ORDER BY x.seen_on DESC, x.id DESC LIMIT 1)"
        " WHERE p.id IN (SELECT place_id FROM place_within"
        "   WHERE ancestor_id IN (SELECT value FROM json_each(:places)))"
        "   AND c.merged_into IS NULL"
        "   AND c.born BETWEEN :born_first AND :born_last"
        "   AND (:typed = '' OR instr(c.name_zh, :typed) = 1 OR instr(c.name_ug, :typed) = 1"
        "    OR instr(above.name_zh, :typed) = 1 OR instr(above.name_ug, :typed) = 1)"
        " ORDER BY CASE WHEN :oldest THEN (SELECT coalesce(max(x.seen_on), '')"
        "   FROM sighting x WHERE x.child_id = c.id AND x.line = 'household'"
        "   AND x.seen_on < :day) END,"
        " above.name_zh COLLATE people, above.id, p.name_zh COLLATE people, p.id,"
        " h.page, r.line, c.id LIMIT :size OFFSET :first");
}

static struct query open_school(struct store *store)
{
    return query_open(
        store,
        "SELECT c.id, p.id, c.name_zh, c.name_ug, c.born, p.name_zh, p.name_ug,"
        " above.name_zh, above.name_ug, '', n.number, nullif(s.word, 'silent'),"
        " s.seen_on, s.note,"
        " coalesce(s.seen_on = :day, 0), count(*) OVER (),"
        " count(*) FILTER (WHERE s.seen_on = :day) OVER ()"
        " FROM place p JOIN child c ON c.class_id = p.id"
        " LEFT JOIN place above ON above.kind = 'school'"
        "  AND above.id IN (SELECT ancestor_id FROM place_within WHERE place_id = p.id)"
        " LEFT JOIN roster n ON n.class_id = p.id AND n.child_id = c.id"
        " JOIN school_word s ON s.child_id = c.id"
        " WHERE p.id IN (SELECT place_id FROM place_within"
        "   WHERE ancestor_id IN (SELECT value FROM json_each(:places)))"
        "   AND c.merged_into IS NULL"
        "   AND c.born BETWEEN :born_first AND :born_last"
        "   AND (:typed = '' OR instr(c.name_zh, :typed) = 1 OR instr(c.name_ug, :typed) = 1"
        "    OR instr(above.name_zh, :typed) = 1 OR instr(above.name_ug, :typed) = 1)"
        " ORDER BY CASE WHEN :oldest THEN"
        "   max((SELECT coalesce(max(x.seen_on), '') FROM sighting x"
        "         WHERE x.child_id = c.id AND x.line = 'school' AND x.seen_on < :day),"
        "       (SELECT coalesce(max(a.day), '') FROM attendance a"
        "         WHERE a.class_id = c.class_id AND a.day < :day AND n.number IS NOT NULL))"
        "   END, above.id, p.grade, p.number, p.id, n.number, c.id"
        " LIMIT :size OFFSET :first");
}

bool sighting_list(struct store *store, const struct policy *policy,
                   const struct sighting_filter *filter, struct page page, struct arena *arena,
                   struct sighting_row **rows, size_t *count, struct sighting_counts *counts,
                   struct error *err)
{
    QUERY(query) = filter->line == LINE_HOUSEHOLD ? open_household(store) : open_school(store);
    return take_rows(&query, policy, filter, page, arena, rows, count, counts, err);
}
