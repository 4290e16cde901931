#include "core/duties/agenda.h"

#include "core/base/yaml.h"
#include "core/rules/policy.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Which duties are meant: any of the three. */
struct choice {
    int64_t duty_id, case_id;
    const char *posts; /* JSON */
};

/* The columns of a duty, in the order of the statement below. */
static struct duty read_duty(const struct query *query, struct arena *arena)
{
    return (struct duty){
        .id = query_int(query, 0),
        .case_id = query_int(query, 1),
        .child_id = query_int(query, 2),
        .place_id = query_int(query, 3),
        .record_id = query_int(query, 4),
        .post_id = query_int(query, 5),
        .kind = query_text(query, 6, arena),
        .rung = query_text(query, 7, arena),
        .level = (int)query_int(query, 8),
        .days = query_int(query, 9),
        .since = query_text(query, 10, arena),
        .due = query_text(query, 11, arena),
        .name_zh = query_text(query, 12, arena),
        .name_ug = query_text(query, 13, arena),
        .place_zh = query_text(query, 14, arena),
        .place_ug = query_text(query, 15, arena),
        .grade = (int)query_int(query, 16),
        .number = (int)query_int(query, 17),
        .case_number = query_text(query, 18, arena),
        .role = query_text(query, 19, arena),
        .part = (enum duty_part)query_int(query, 20),
        .subject = query_text(query, 21, arena),
        .policy_id = query_int(query, 22),
        .seat = query_text(query, 23, arena),
    };
}

/* Reads one page of the duties that a choice means, the most urgent first: a child overdue comes
   before a list overdue. A county's office has thousands: they are found once, counted, and only
   the page's are read whole. */
static bool list(struct store *store, const struct choice *choice, const char *today,
                 struct page page, struct arena *arena, struct duty **rows, size_t *count,
                 struct duty_counts *counts, struct error *err)
{
    QUERY(query) = query_open(
        store, "WITH mine AS MATERIALIZED (SELECT id, due, kind, CASE"
               "     WHEN post_id IN (SELECT value FROM json_each(:posts)) THEN 0"
               "     WHEN first_post IN (SELECT value FROM json_each(:posts)) THEN 1"
               "     ELSE 2 END AS part"
               "   FROM duty WHERE id = :duty OR case_id = :case AND state = 'open'"
               "     OR post_id IN (SELECT value FROM json_each(:posts)) AND state = 'open'"
               "     OR first_post IN (SELECT value FROM json_each(:posts)) AND state = 'open'"
               "     OR id IN (SELECT duty_id FROM duty_with"
               "         WHERE post_id IN (SELECT value FROM json_each(:posts)))"
               "       AND +state = 'open'),"
               " counts AS (SELECT count(*) AS open_all, sum(due < :today) AS overdue_all,"
               "   sum(due = :today) AS today_all FROM mine),"
               " shown AS (SELECT id AS duty_id, part FROM mine ORDER BY due >= :today,"
               "   CASE WHEN due < :today THEN kind = 'attendance' END, due, part,"
               "   kind = 'attendance', id LIMIT :size OFFSET :first)"
               " SELECT d.id, d.case_id, d.child_id, d.place_id, d.record_id, d.post_id, d.kind,"
               " d.rung, d.level, d.days, d.since, d.due, child.name_zh, child.name_ug,"
               " place.name_zh, place.name_ug, place.grade, place.number, casefile.number,"
               " post.role, part, d.subject, casefile.policy_id,"
               " iif(d.kind = 'vacant_post', (SELECT seat FROM post WHERE id ="
               "  CAST(substr(d.subject, length('vacant_post/') + 1) AS INTEGER)), ''),"
               " open_all, overdue_all, today_all"
               " FROM counts JOIN shown"
               " JOIN duty AS d ON d.id = duty_id"
               " JOIN post ON post.id = d.post_id"
               " LEFT JOIN child ON child.id = d.child_id"
               " LEFT JOIN place ON place.id = d.place_id"
               " LEFT JOIN casefile ON casefile.id = d.case_id"
               " ORDER BY d.due >= :today,"
               "   CASE WHEN d.due < :today THEN d.kind = 'attendance' END, d.due, part,"
               "   d.kind = 'attendance', d.id");
    bind_id(&query, ":duty", choice->duty_id);
    bind_id(&query, ":case", choice->case_id);
    bind_text(&query, ":posts", choice->posts);
    bind_text(&query, ":today", today);
    bind_page(&query, page);

    *rows = arena_array(arena, struct duty, page.size);
    *count = 0;
    *counts = (struct duty_counts){0};
    while (*count < page.size && query_next(&query)) {
        (*rows)[(*count)++] = read_duty(&query, arena);
        *counts = (struct duty_counts){
            .open = query_int(&query, 24),
            .overdue = query_int(&query, 25),
            .today = query_int(&query, 26),
        };
    }
    return query_ok(&query, err);
}

bool agenda_today(struct store *store, const struct actor *actor, const char *today,
                  struct page page, struct arena *arena, struct duty **rows, size_t *count,
                  struct duty_counts *counts, struct error *err)
{
    const struct choice choice = {.posts = permit_posts(actor, arena)};
    return list(store, &choice, today, page, arena, rows, count, counts, err);
}

bool agenda_of_case(struct store *store, int64_t case_id, struct arena *arena, struct duty **rows,
                    size_t *count, struct error *err)
{
    const struct choice choice = {.case_id = case_id, .posts = "[]"};
    const struct page page = {.size = 50};
    struct duty_counts counts;
    return list(store, &choice, "", page, arena, rows, count, &counts, err);
}

/* ERROR_MISSING when there is none, or none in sight. */
static bool read_by_id(struct store *store, int64_t duty_id, struct arena *arena, struct duty *duty,
                       struct error *err)
{
    const struct choice choice = {.duty_id = duty_id, .posts = "[]"};
    struct duty *rows;
    struct duty_counts counts;
    size_t count;
    if (!list(store, &choice, "", (struct page){.size = 1}, arena, &rows, &count, &counts, err))
        return false;
    if (count == 0)
        return error_set(err, ERROR_MISSING, MSG("duty.missing"), "duty %" PRId64, duty_id);
    *duty = rows[0];
    return true;
}

/* What the rules say of a duty: of a case's those that it began under. */
static const struct policy_rung *rung_of(const struct policy *policy, const struct duty *duty)
{
    return policy_duty(policy_of(policy, duty->policy_id), duty->kind, duty->rung);
}

/* --- Words ------------------------------------------------------------------------------------ */

const char *agenda_title(const struct policy *policy, const struct duty *duty,
                         enum language language)
{
    const struct policy_rung *rung = rung_of(policy, duty);
    return rung ? rung->title.in[language] : duty->rung;
}

const char *agenda_because(const struct policy *policy, const struct duty *duty,
                           enum language language, struct arena *arena)
{
    const struct policy_rung *rung = rung_of(policy, duty);
    const char *words = rung ? rung->because.in[language] : "";
    const char *number = strstr(words, "{0}");
    if (!number)
        return words;
    if (strcmp(duty->kind, "vacant_post") == 0) /* whose place it is says the place alone */
        words = arena_text(arena, "%s%s%s · %s",
                           message(language, arena_text(arena, "role.%s", duty->rung)),
                           *duty->seat ? " · " : "", duty->seat, words);
    number = strstr(words, "{0}");
    return arena_text(arena, "%.*s%" PRId64 "%s", (int)(number - words), words, duty->days,
                      number + strlen("{0}"));
}

const char *agenda_by(const struct policy *policy, const struct duty *duty)
{
    const struct policy_rung *rung = rung_of(policy, duty);
    return rung ? rung->by : NULL;
}

/* The duties whose subject is where they are done. */
static const char *const by_subject[] = {"transfer", "letter", "letter_sent",
                                         "handover", "round", "lines"};

/* Duties whose subject begins with their plan: "plan/7/contact/2026-09-01". */
static const char *const of_plans[] = {"beat", "review_plan", "confirm_plan"};

static const char *plan_route(const struct duty *duty, struct arena *arena)
{
    size_t begin = strlen("plan/");
    return arena_copy(arena, duty->subject, begin + strcspn(duty->subject + begin, "/"));
}

/* Where each duty that is no rung is done. */
static const char *route_of_kind(const struct duty *duty, struct arena *arena)
{
    if (strcmp(duty->kind, "attendance") == 0)
        return arena_text(arena, "absences?class=%" PRId64 "&day=%s", duty->place_id, duty->since);
    if (strcmp(duty->kind, "confirm_closing") == 0)
        return arena_text(arena, "case/%" PRId64 "/closing", duty->case_id);
    if (strcmp(duty->kind, "receive_report") == 0)
        return arena_text(arena, "report/%" PRId64, duty->record_id);
    if (strcmp(duty->kind, "finding") == 0)
        return duty->place_id ? arena_text(arena, "findings?school=%" PRId64, duty->place_id)
                              : "findings";
    if (strcmp(duty->kind, "vacant_post") == 0)
        return arena_text(arena, "why/%" PRId64, duty->id);
    for (size_t i = 0; i < COUNT(by_subject); i++)
        if (strcmp(duty->kind, by_subject[i]) == 0)
            return duty->subject;
    for (size_t i = 0; i < COUNT(of_plans); i++)
        if (strcmp(duty->kind, of_plans[i]) == 0)
            return plan_route(duty, arena);
    return arena_text(arena, "case/%" PRId64, duty->case_id);
}

/* Whether nothing but a step with legal effect fulfils it, or leaving it out. */
static bool asks_step(const struct policy *policy, const struct policy_rung *rung)
{
    for (size_t i = 0; i < rung->done_by.count; i++)
        if (!policy_step(policy, rung->done_by.rows[i])
            && strcmp(rung->done_by.rows[i], "step.skipped") != 0)
            return false;
    return rung->done_by.count > 0;
}

const char *agenda_route(const struct policy *policy, const struct duty *duty, struct arena *arena)
{
    const struct policy_rung *rung = rung_of(policy, duty);
    if (rung && rung->form && (duty->case_id || duty->child_id))
        return arena_text(arena, "%s/%" PRId64 "/form/%s?duty=%" PRId64,
                          duty->case_id ? "case" : "child",
                          duty->case_id ? duty->case_id : duty->child_id, rung->form, duty->id);
    if (rung && duty->case_id && asks_step(policy_of(policy, duty->policy_id), rung))
        return arena_text(arena, "case/%" PRId64 "/legal", duty->case_id);
    return route_of_kind(duty, arena);
}

/* --- Why -------------------------------------------------------------------------------------- */

/* JSON is YAML too: what duty.why keeps is read by the reader that is there. */
static bool read_why(struct store *store, int64_t duty_id, struct arena *arena,
                     const struct yaml_node **why, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT why FROM duty WHERE id = :duty");
    bind_int(&query, ":duty", duty_id);
    const char *text = query_next(&query) ? query_text(&query, 0, arena) : "{}";
    return query_ok(&query, err)
        && yaml_parse("duty.why", text, strlen(text), arena, why, err);
}

struct fallen {
    const char *day;
    const struct policy_rung *rung;
};

/* Which rungs of the case fell due, and when. */
static bool read_fallen(struct store *store, const struct policy *policy, int64_t case_id,
                        struct arena *arena, struct fallen **rows, size_t *count,
                        struct error *err)
{
    QUERY(query) = query_open(store, "SELECT rung, since FROM duty WHERE case_id = :case"
                                     " AND kind = 'rung' ORDER BY since, id");
    bind_int(&query, ":case", case_id);
    *rows = NULL;
    *count = 0;
    while (query_next(&query)) {
        const struct policy_rung *rung = policy_rung(policy, query_text(&query, 0, arena));
        if (!rung)
            continue;
        *rows = arena_grow(arena, *rows, *count, sizeof **rows);
        (*rows)[(*count)++] = (struct fallen){query_text(&query, 1, arena), rung};
    }
    return query_ok(&query, err);
}

static void add_rungs(struct duty_day *day, const struct fallen *fallen, size_t count,
                      struct arena *arena)
{
    const struct policy_rung **rungs = NULL;
    for (size_t i = 0; i < count; i++)
        if (strcmp(fallen[i].day, day->day) == 0) {
            rungs = arena_grow(arena, rungs, day->rung_count, sizeof *rungs);
            rungs[day->rung_count++] = fallen[i].rung;
        }
    day->rungs = rungs;
}

static const char *text_of(const struct yaml_node *node, const char *key)
{
    const char *text = yaml_text(node, key);
    return text ? text : "";
}

static bool read_days(struct store *store, const struct policy *policy,
                      const struct yaml_node *days, struct arena *arena, struct duty_why *why,
                      struct error *err)
{
    struct fallen *fallen;
    size_t fallen_count;
    if (!read_fallen(store, policy, why->duty.case_id, arena, &fallen, &fallen_count, err))
        return false;
    struct duty_day *rows = NULL;
    for (const struct yaml_node *node = days ? days->first : NULL; node; node = node->next) {
        rows = arena_grow(arena, rows, why->day_count, sizeof *rows);
        struct duty_day *day = &rows[why->day_count++];
        *day = (struct duty_day){
            .day = text_of(node, "day"),
            .reason = text_of(node, "reason"),
            .counted = strtol(text_of(node, "counted"), NULL, 10),
        };
        add_rungs(day, fallen, fallen_count, arena);
    }
    why->days = rows;
    return true;
}

bool agenda_explain(struct store *store, const struct policy *policy, int64_t duty_id,
                    struct arena *arena, struct duty_why *why, struct error *err)
{
    const struct yaml_node *told = NULL;
    *why = (struct duty_why){0};
    if (!read_by_id(store, duty_id, arena, &why->duty, err)
        || !read_why(store, duty_id, arena, &told, err))
        return false;
    const struct yaml_node *next = yaml_find(told, "next");
    why->rung = rung_of(policy, &why->duty);
    why->next_role = text_of(next, "role");
    why->next_day = text_of(next, "from");
    if (!why->rung)
        return error_set(err, ERROR_MISSING, MSG("duty.no-rule"), "rung %s", why->duty.rung);
    if (!calendar_read(store, policy, why->duty.place_id, arena, &why->calendar, err)
        || !read_days(store, policy_of(policy, why->duty.policy_id), yaml_find(told, "days"), arena, why, err))
        return false;
    why->assumed = calendar_assumed(&why->calendar, why->duty.since);
    return true;
}
