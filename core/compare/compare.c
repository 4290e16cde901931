#include "core/compare/compare.h"

#include "core/base/date.h"
#include "core/compare/kind.h"
#include "core/duties/standing.h"
#include "core/posts/place.h"
#include "core/store/audit.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const struct compare_kind *const kinds[] = {
#define KIND(name) &compare_##name,
    COMPARE_KINDS(KIND)
#undef KIND
};

/* --- What leaves call ---------------------------------------------------------------------- */

void comparison_add(struct comparison *comparison, const struct compare_found *found)
{
    if (comparison->found_count == comparison->found_room) {
        comparison->found_room = 2 * comparison->found_room + 256;
        comparison->found = reallocarray(comparison->found, comparison->found_room,
                                         sizeof *comparison->found);
        if (!comparison->found)
            abort();
    }
    comparison->found[comparison->found_count++] = *found;
}

/* The values are part of the subject: another disagreement of the pair is another question. */
void comparison_add_pair(struct comparison *comparison, const struct compare_kind *kind,
                         const struct compare_pair *pair, const char *field, const char *line,
                         const char *entry)
{
    struct arena *arena = comparison->arena;
    bool two = pair->line.child_id != pair->entry.child_id;
    unsigned evidence = pair->evidence ? pair->evidence
                                       : match_evidence(&pair->line, &pair->entry);
    comparison_add(
        comparison,
        &(struct compare_found){
            .kind = kind->name,
            .subject = arena_text(arena, "%" PRId64 "/%" PRId64 ":%s/%s", pair->line.row_id,
                                  pair->entry.row_id, line, entry),
            .child_id = pair->line.child_id,
            .other_child_id = two ? pair->entry.child_id : 0,
            .register_row_id = pair->line.row_id,
            .roll_entry_id = pair->entry.row_id,
            .place_id = pair->entry.place_id,
            .why = audit_detail(arena, "matched", match_words(evidence, arena), "field", field,
                                "register", line, "roll", entry, NULL),
        });
}

static int by_number(const void *left, const void *right)
{
    const int64_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

static bool is_among(const int64_t *numbers, size_t count, int64_t number)
{
    return count > 0 && bsearch(&number, numbers, count, sizeof number, by_number);
}

bool comparison_matched_line(const struct comparison *comparison, int64_t register_row_id)
{
    return is_among(comparison->matched_lines, comparison->proposal_count, register_row_id);
}

bool comparison_matched_entry(const struct comparison *comparison, int64_t roll_entry_id)
{
    return is_among(comparison->matched_entries, comparison->proposal_count, roll_entry_id);
}

bool comparison_school(struct comparison *comparison, int64_t place_id, const char *born,
                       int64_t *school_id, struct error *err)
{
    const char *stage = policy_stage(comparison->policy, born, comparison->today);
    *school_id = 0;
    return place_id == 0 || *stage == '\0' || strcmp(stage, "preschool") == 0
        || place_served_by(comparison->store, place_id, stage, school_id, err);
}

/* --- Reading the lists --------------------------------------------------------------------- */

struct compare_person comparison_person(const struct query *query, int first, struct arena *arena)
{
    return (struct compare_person){
        .child_id = query_int(query, first),
        .row_id = query_int(query, first + 1),
        .id_number = query_text(query, first + 2, arena),
        .name_zh = query_text(query, first + 3, arena),
        .name_ug = query_text(query, first + 4, arena),
        .sex = query_text(query, first + 5, arena),
        .born = query_text(query, first + 6, arena),
        .guardians = query_text(query, first + 7, arena),
        .phones = query_text(query, first + 8, arena),
        .place_id = query_int(query, first + 9),
        .class_id = query_int(query, first + 10),
        .grade = (int)query_int(query, first + 11),
    };
}

static bool read_people(struct query *query, struct comparison *comparison,
                        struct compare_person **people, size_t *count, struct error *err)
{
    size_t room = 0, used = 0;
    struct compare_person *rows = NULL;
    while (query_next(query)) {
        if (used == room) {
            room = 2 * room + 256;
            struct compare_person *more = arena_array(comparison->arena, struct compare_person, room);
            if (used > 0)
                memcpy(more, rows, used * sizeof *rows);
            rows = more;
        }
        rows[used++] = comparison_person(query, 0, comparison->arena);
    }
    *people = rows;
    *count = used;
    return query_ok(query, err);
}

/* Lines whose child has no entry on the roll, of whatever status. */
static bool read_lines_alone(struct comparison *comparison, struct compare_person **people,
                             size_t *count, struct error *err)
{
    QUERY(query) = query_open(
        comparison->store,
        "SELECT r.child_id, r.id, r.id_number, r.name_zh, r.name_ug, r.sex, r.born,"
        "       coalesce((SELECT group_concat(g.name_zh || '/' || g.name_ug, '/')"
        "                 FROM main.guardian g WHERE g.child_id = r.child_id), ''),"
        "       r.phone || coalesce((SELECT '/' || group_concat(g.phone, '/')"
        "                 FROM main.guardian g WHERE g.child_id = r.child_id), ''),"
        "       r.place_id, NULL, 0"
        " FROM main.register_now r"
        " WHERE NOT EXISTS (SELECT 1 FROM main.roll_entry e"
        "                   WHERE e.child_id = r.child_id AND e.removed_on IS NULL)");
    return read_people(&query, comparison, people, count, err);
}

/* Entries whose child has no line in the register. */
static bool read_entries_alone(struct comparison *comparison, struct compare_person **people,
                               size_t *count, struct error *err)
{
    QUERY(query) = query_open(
        comparison->store,
        "SELECT e.child_id, e.id, e.id_number, e.name_zh, e.name_ug, e.sex, e.born, e.guardian,"
        "       e.phone, e.school_id, e.class_id, e.grade"
        " FROM main.roll_now e"
        " WHERE NOT EXISTS (SELECT 1 FROM main.register_now r WHERE r.child_id = e.child_id)");
    return read_people(&query, comparison, people, count, err);
}

static void keep_proposals(struct comparison *comparison, const struct match *matches, size_t count)
{
    comparison->proposals = arena_array(comparison->arena, struct compare_pair, count + 1);
    comparison->matched_lines = arena_array(comparison->arena, int64_t, count + 1);
    comparison->matched_entries = arena_array(comparison->arena, int64_t, count + 1);
    comparison->proposal_count = count;
    for (size_t i = 0; i < count; i++) {
        comparison->proposals[i] = (struct compare_pair){
            *matches[i].left, *matches[i].right, matches[i].evidence};
        comparison->matched_lines[i] = matches[i].left->row_id;
        comparison->matched_entries[i] = matches[i].right->row_id;
    }
    qsort(comparison->matched_lines, count, sizeof(int64_t), by_number);
    qsort(comparison->matched_entries, count, sizeof(int64_t), by_number);
}

/* Who is on one list only may be on the other under a number that was mistyped. */
static bool propose(struct comparison *comparison, struct error *err)
{
    struct compare_person *lines, *entries;
    size_t line_count, entry_count, count;
    struct match *matches;
    if (!read_entries_alone(comparison, &entries, &entry_count, err))
        return false;
    if (entry_count == 0)
        return true;
    if (!read_lines_alone(comparison, &lines, &line_count, err))
        return false;
    match_lists(lines, line_count, entries, entry_count, comparison->arena, &matches, &count);
    keep_proposals(comparison, matches, count);
    return true;
}

static bool see_pair(struct comparison *comparison, const struct compare_pair *pair, struct error *err)
{
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (kinds[i]->pair && !kinds[i]->pair(comparison, pair, err))
            return false;
    return true;
}

/* Every child that both lists have under one number, then those that were proposed. */
static bool see_pairs(struct comparison *comparison, struct error *err)
{
    QUERY(query) = query_open(
        comparison->store,
        "SELECT r.child_id, r.id, r.id_number, r.name_zh, r.name_ug, r.sex, r.born, '', '',"
        "       r.place_id, NULL, 0,"
        "       e.child_id, e.id, e.id_number, e.name_zh, e.name_ug, e.sex, e.born, '', '',"
        "       e.school_id, e.class_id, e.grade"
        " FROM main.register_now r JOIN main.roll_now e ON e.child_id = r.child_id");
    while (query_next(&query)) {
        ARENA(row);
        struct compare_pair pair = {
            .line = comparison_person(&query, 0, &row),
            .entry = comparison_person(&query, PERSON_COLUMNS, &row),
        };
        if (!see_pair(comparison, &pair, err))
            return false;
    }
    for (size_t i = 0; i < comparison->proposal_count; i++)
        if (!see_pair(comparison, &comparison->proposals[i], err))
            return false;
    return query_ok(&query, err);
}

static bool count_lists(struct comparison *comparison, struct compare_summary *summary,
                        struct error *err)
{
    QUERY(query) = query_open(comparison->store, "SELECT (SELECT count(*) FROM main.register_now),"
                                                 " (SELECT count(*) FROM main.roll_now)");
    if (query_next(&query)) {
        summary->on_register = query_int(&query, 0);
        summary->on_roll = query_int(&query, 1);
    }
    if (!query_ok(&query, err))
        return false;
    if (summary->on_register == 0)
        return error_set(err, ERROR_MISSING, MSG("compare.no-register"), "no line in the register");
    return summary->on_roll > 0
        || error_set(err, ERROR_MISSING, MSG("compare.no-roll"), "no entry on the roll");
}

static bool look(struct comparison *comparison, struct compare_summary *summary, struct error *err)
{
    if (!count_lists(comparison, summary, err)
        || !propose(comparison, err)
        || !see_pairs(comparison, err))
        return false;
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (kinds[i]->find && !kinds[i]->find(comparison, err))
            return false;
    return true;
}

/* --- Writing what was found ---------------------------------------------------------------- */

static int by_subject(const void *left, const void *right)
{
    const struct compare_found *a = left, *b = right;
    int order = strcmp(a->kind, b->kind);
    return order != 0 ? order : strcmp(a->subject, b->subject);
}

static void bind_found(struct query *query, const struct compare_found *found, const char *today)
{
    query_reset(query);
    bind_text(query, ":kind", found->kind);
    bind_text(query, ":subject", found->subject);
    bind_int(query, ":child", found->child_id);
    bind_id(query, ":other", found->other_child_id);
    bind_id(query, ":row", found->register_row_id);
    bind_id(query, ":entry", found->roll_entry_id);
    bind_id(query, ":place", found->place_id);
    bind_text(query, ":why", found->why);
    bind_text(query, ":today", today);
}

/* What was put away comes back when its cause does; what a person settled stays settled. */
static bool write_found(struct comparison *comparison, struct compare_summary *summary,
                        struct error *err)
{
    QUERY(query) = query_open(
        comparison->store,
        "INSERT INTO main.finding (kind, subject, child_id, other_child_id, register_row_id,"
        "                          roll_entry_id, place_id, why, found_on)"
        " VALUES (:kind, :subject, :child, :other, :row, :entry, :place, :why, :today)"
        " ON CONFLICT (kind, subject) DO UPDATE SET"
        "   child_id = :child, other_child_id = :other, register_row_id = :row,"
        "   roll_entry_id = :entry, place_id = :place, why = :why, state = 'open',"
        "   found_on = CASE state WHEN 'gone' THEN :today ELSE found_on END"
        " WHERE state = 'gone' OR (state = 'open' AND (place_id IS NOT :place OR why <> :why))"
        " RETURNING found_on = :today");
    for (size_t i = 0; i < comparison->found_count; i++) {
        bind_found(&query, &comparison->found[i], comparison->today);
        while (query_next(&query))
            summary->added += query_int(&query, 0);
        if (!query_ok(&query, err))
            return false;
    }
    return query_ok(&query, err);
}

/* Open findings that were not found again. */
static bool put_away(struct comparison *comparison, struct compare_summary *summary, struct error *err)
{
    QUERY(open) = query_open(comparison->store,
                             "SELECT id, kind, subject FROM main.finding WHERE state = 'open'");
    QUERY(gone) = query_open(comparison->store,
                             "UPDATE main.finding SET state = 'gone' WHERE id = :finding");
    while (query_next(&open)) {
        ARENA(arena);
        struct compare_found wanted = {.kind = query_text(&open, 1, &arena),
                                       .subject = query_text(&open, 2, &arena)};
        if (comparison->found_count > 0
            && bsearch(&wanted, comparison->found, comparison->found_count, sizeof wanted, by_subject))
            continue;
        query_reset(&gone);
        bind_int(&gone, ":finding", query_int(&open, 0));
        if (!query_run(&gone, err))
            return false;
        summary->gone++;
    }
    return query_ok(&open, err) && query_ok(&gone, err);
}

static bool count_kinds(struct comparison *comparison, struct arena *arena,
                        struct compare_summary *summary, struct error *err)
{
    summary->kinds = arena_array(arena, struct compare_count, COUNT(kinds));
    summary->kind_count = COUNT(kinds);
    QUERY(query) = query_open(comparison->store, "SELECT count(*) FROM main.finding"
                                                 " WHERE kind = :kind AND state = 'open'");
    for (size_t i = 0; i < COUNT(kinds); i++) {
        query_reset(&query);
        bind_text(&query, ":kind", kinds[i]->name);
        summary->kinds[i].kind = kinds[i]->name;
        if (query_next(&query))
            summary->kinds[i].open = query_int(&query, 0);
    }
    return query_ok(&query, err);
}

static bool write(struct comparison *comparison, const struct actor *actor, struct arena *arena,
                  struct compare_summary *summary, struct error *err)
{
    if (comparison->found_count > 0)
        qsort(comparison->found, comparison->found_count, sizeof *comparison->found, by_subject);
    if (!permit(actor, MAY_COMPARE, err)
        || !write_found(comparison, summary, err)
        || !put_away(comparison, summary, err)
        || !count_kinds(comparison, arena, summary, err)
        || !standing_derive_all_findings(comparison->store, comparison->policy, comparison->today, err))
        return false;
    struct audit_entry entry = {
        .action = "compare",
        .subject = "county",
        .detail = audit_detail(arena, "added", arena_text(arena, "%" PRId64, summary->added), "gone",
                               arena_text(arena, "%" PRId64, summary->gone), NULL),
    };
    return audit_write(comparison->store, actor, &entry, err);
}

bool compare_run(struct store *store, const struct policy *policy, const struct actor *actor,
                 const char *today, struct arena *arena, struct compare_summary *summary,
                 struct error *err)
{
    ARENA(work);
    struct comparison comparison = {.store = store,
                                    .policy = policy,
                                    .today = today,
                                    .school_year = date_school_year(today),
                                    .arena = &work};
    *summary = (struct compare_summary){0};
    bool ok = permit(actor, MAY_COMPARE, err)
        && store_begin_reading(store, err)
        && store_end(store, look(&comparison, summary, err), err)
        && store_begin(store, err)
        && store_end(store, write(&comparison, actor, arena, summary, err), err);
    free(comparison.found);
    return ok;
}
