#include "core/duties/plan_duty.h"

#include "core/duties/standing_run.h"
#include "core/posts/place.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct happened {
    const char *kind, *day;
    const char *was; /* the review that a "reviewed" answered; "" otherwise */
    int64_t from;    /* who kept it until a "handed_over"; 0 otherwise */
};

/* The plan that is derived, past every scope. */
struct subject {
    int64_t id, child_id, post_id;
    struct duty_places places;
    const struct policy_plan *rule; /* NULL when the policy has no such plan any more */
    const char *state, *begins_on, *review_on;
    struct happened *events;
    size_t event_count;
    const char **derived; /* subjects of the duties that were written */
    size_t derived_count;
};

/* The days in which a beat is asked for once, or so many times. */
struct span {
    const char *first, *last;
};

bool plan_places(struct store *store, const struct policy *policy, const char *today,
                 int64_t child_id, struct duty_places *places, struct error *err)
{
    ARENA(arena);
    QUERY(query) = query_open(store,
                              "SELECT class_id, group_id, born, (SELECT school_id FROM main.casefile"
                              "  WHERE child_id = child.id AND state <> 'closed')"
                              " FROM main.child WHERE id = :child AND merged_into IS NULL");
    bind_int(&query, ":child", child_id);
    bool found = query_next(&query);
    *places = (struct duty_places){
        .school = found ? query_int(&query, query_null(&query, 0) ? 3 : 0) : 0,
        .household = found ? query_int(&query, 1) : 0,
    };
    const char *born = found ? query_text(&query, 2, &arena) : "";
    if (!query_ok(&query, err))
        return false;
    if (!found)
        return error_set(err, ERROR_MISSING, MSG("child.missing"), "child %" PRId64, child_id);
    return places->school != 0 || places->household == 0
        || place_served_by(store, places->household, policy_stage(policy, born, today),
                           &places->school, err);
}

static bool read_plan(struct standing_run *run, int64_t plan_id, struct subject *plan,
                      struct error *err)
{
    QUERY(query) = query_open(run->store,
                              "SELECT child_id, post_id, kind, state, begins_on, review_on"
                              " FROM main.plan WHERE id = :plan");
    bind_int(&query, ":plan", plan_id);
    bool found = query_next(&query);
    if (found)
        *plan = (struct subject){
            .id = plan_id,
            .child_id = query_int(&query, 0),
            .post_id = query_int(&query, 1),
            .rule = policy_plan(run->policy, query_text(&query, 2, &run->arena)),
            .state = query_text(&query, 3, &run->arena),
            .begins_on = query_text(&query, 4, &run->arena),
            .review_on = query_text(&query, 5, &run->arena),
        };
    return query_ok(&query, err)
        && (found || error_set(err, ERROR_MISSING, MSG("plan.missing"), "plan %" PRId64, plan_id))
        && plan_places(run->store, run->policy, run->today, plan->child_id, &plan->places, err);
}

static bool read_events(struct standing_run *run, struct subject *plan, struct error *err)
{
    QUERY(query) = query_open(run->store,
                              "SELECT kind, day, coalesce(json_extract(data, '$.was'), ''),"
                              " coalesce(json_extract(data, '$.from'), 0)"
                              " FROM main.plan_event WHERE plan_id = :plan ORDER BY day, id");
    bind_int(&query, ":plan", plan->id);
    while (query_next(&query)) {
        plan->events = arena_grow(&run->arena, plan->events, plan->event_count,
                                  sizeof *plan->events);
        plan->events[plan->event_count++] = (struct happened){
            .kind = query_text(&query, 0, &run->arena),
            .day = query_text(&query, 1, &run->arena),
            .was = query_text(&query, 2, &run->arena),
            .from = query_int(&query, 3),
        };
    }
    return query_ok(&query, err);
}

/* --- One duty --------------------------------------------------------------------------------- */

static struct duty_row begin_row(const struct subject *plan, const char *kind, const char *name,
                                 const char *subject, const char *since)
{
    return (struct duty_row){
        .kind = kind,
        .rung = name,
        .subject = subject,
        .child_id = plan->child_id,
        .place_id = plan->places.school,
        .plan_id = plan->id,
        .since = since,
        .state = "open",
        .done_on = "",
    };
}

/* post_id is whose it is; 0: the rung says. */
static bool write(struct standing_run *run, struct subject *plan, const struct policy_rung *rung,
                  int64_t post_id, struct duty_row *row, struct error *err)
{
    struct duty_posts posts;
    run->rung = rung;
    if (!row->due)
        row->due = calendar_add(&run->calendar, row->since, rung->within, &run->arena);
    plan->derived = arena_grow(&run->arena, plan->derived, plan->derived_count,
                               sizeof *plan->derived);
    plan->derived[plan->derived_count++] = row->subject;
    run->days = duty_counted_days(&run->calendar, rung->within.unit, row->since, row->due,
                                  &run->arena);
    return duty_chain_whole(run->store, rung, post_id, &plan->places, run->today, &posts, err)
        && standing_run_write(run, &plan->places, &posts, row, err);
}

static void end_row(struct duty_row *row, const char *day)
{
    row->state = "done";
    row->done_on = day;
}

/* Whose work it was: what was done before the plan was given on stays with whoever had it. */
static int64_t keeper_at(const struct subject *plan, const struct happened *event)
{
    for (size_t i = (size_t)(event - plan->events) + 1; i < plan->event_count; i++)
        if (plan->events[i].from != 0)
            return plan->events[i].from;
    return plan->post_id;
}

/* --- Beats ------------------------------------------------------------------------------------ */

/* The last day of a span that the beat may be due on; NULL when it asks for none in it. */
static const char *due_in(struct standing_run *run, const struct policy_beat *beat, struct span span)
{
    const char *day = span.last;
    if (!beat->school_time)
        return day;
    while (strcmp(day, span.first) > 0 && !calendar_school_day(&run->calendar, day))
        day = date_add(day, -1, &run->arena);
    return calendar_school_day(&run->calendar, day) ? day : NULL;
}

/* With what the beat was given often enough in the span; NULL while it was not, and how often it
   is still asked for. */
static const struct happened *given(const struct subject *plan, const struct policy_beat *beat,
                                    struct span span, int64_t *left)
{
    *left = beat->times;
    for (size_t i = 0; i < plan->event_count; i++) {
        const struct happened *event = &plan->events[i];
        bool counts = policy_lists(&beat->duty.done_by, event->kind)
            && strcmp(event->day, span.first) >= 0 && strcmp(event->day, span.last) <= 0;
        if (counts && --*left == 0)
            return event;
    }
    return NULL;
}

static bool derive_span(struct standing_run *run, struct subject *plan, const struct policy_beat *beat,
                        struct span span, struct error *err)
{
    if (strcmp(span.last, plan->begins_on) < 0 || strcmp(span.first, run->today) > 0)
        return true;
    if (strcmp(span.first, plan->begins_on) < 0)
        span.first = plan->begins_on;
    const char *due = due_in(run, beat, span);
    const char *name = arena_text(&run->arena, "%s/%s", plan->rule->name, beat->duty.name);
    if (!due)
        return true;
    struct duty_row row = begin_row(plan, "beat", name,
                                    arena_text(&run->arena, "plan/%" PRId64 "/%s/%s", plan->id,
                                               beat->duty.name, span.first),
                                    span.first);
    const struct happened *last = given(plan, beat, span, &row.days);
    row.due = due;
    if (last)
        end_row(&row, last->day);
    return write(run, plan, &beat->duty, last ? keeper_at(plan, last) : plan->post_id, &row, err);
}

/* The span of days that today lies in, and so many spans of it before: weeks begin on Monday,
   months on their first day. */
static struct span span_of(struct standing_run *run, const struct subject *plan, struct period every,
                           int before)
{
    struct arena *arena = &run->arena;
    const char *origin = plan->begins_on, *first;
    if (every.unit == PERIOD_MONTHS) {
        origin = arena_text(arena, "%.7s-01", plan->begins_on);
        int months = 12 * ((int)strtol(run->today, NULL, 10) - (int)strtol(origin, NULL, 10))
            + (int)strtol(run->today + 5, NULL, 10) - (int)strtol(origin + 5, NULL, 10);
        int past = months / every.count - before;
        first = date_add_months(origin, past * every.count, arena);
        return (struct span){first,
                             date_add(date_add_months(first, every.count, arena), -1, arena)};
    }
    int length = every.unit == PERIOD_WEEKS ? 7 * every.count : every.count;
    if (every.unit == PERIOD_WEEKS)
        origin = date_add(origin, 1 - date_weekday(origin), arena);
    int past = date_days(origin, run->today) / length - before;
    first = date_add(origin, past * length, arena);
    return (struct span){first, date_add(first, length - 1, arena)};
}

/* Once in each term: this one, and the one before. */
static bool derive_terms(struct standing_run *run, struct subject *plan, const struct policy_beat *beat,
                         struct error *err)
{
    struct calendar_term *terms;
    size_t count = calendar_terms(&run->calendar, date_add(run->today, -240, &run->arena),
                                  run->today, &run->arena, &terms);
    for (size_t i = count > 2 ? count - 2 : 0; i < count; i++)
        if (!derive_span(run, plan, beat, (struct span){terms[i].first_day, terms[i].last_day},
                         err))
            return false;
    return true;
}

static bool derive_beat(struct standing_run *run, struct subject *plan, const struct policy_beat *beat,
                        struct error *err)
{
    if (strcmp(plan->begins_on, run->today) > 0)
        return true;
    if (beat->every.count == 0)
        return derive_terms(run, plan, beat, err);
    return derive_span(run, plan, beat, span_of(run, plan, beat->every, 1), err)
        && derive_span(run, plan, beat, span_of(run, plan, beat->every, 0), err);
}

/* --- Review and confirmation ------------------------------------------------------------------ */

static struct duty_row review_row(struct standing_run *run, const struct subject *plan,
                                  const char *day)
{
    return begin_row(plan, "review_plan", "",
                     arena_text(&run->arena, "plan/%" PRId64 "/review/%s", plan->id, day), day);
}

/* The review that has come, and the last one that was answered. */
static bool derive_reviews(struct standing_run *run, struct subject *plan, struct error *err)
{
    const struct policy_rung *rung = &run->policy->duties[POLICY_REVIEW_PLAN];
    const struct happened *last = NULL;
    for (size_t i = 0; i < plan->event_count; i++)
        if (*plan->events[i].was && strcmp(plan->events[i].was, plan->events[i].day) <= 0)
            last = &plan->events[i];
    if (last) {
        struct duty_row row = review_row(run, plan, last->was);
        end_row(&row, last->day);
        if (!write(run, plan, rung, keeper_at(plan, last), &row, err))
            return false;
    }
    if (strcmp(plan->state, "stands") != 0 || !*plan->review_on
        || strcmp(plan->review_on, run->today) > 0)
        return true;
    struct duty_row row = review_row(run, plan, plan->review_on);
    return write(run, plan, rung, plan->post_id, &row, err);
}

static const struct happened *find_event(const struct subject *plan, const char *kind)
{
    for (size_t i = 0; i < plan->event_count; i++)
        if (strcmp(plan->events[i].kind, kind) == 0)
            return &plan->events[i];
    return NULL;
}

/* Asked for on the day it was begun; the policy's plan says whose word it takes. */
static bool derive_confirmation(struct standing_run *run, struct subject *plan, struct error *err)
{
    struct policy_rung *rung = arena_new(&run->arena, struct policy_rung);
    const struct happened *said = find_event(plan, "confirmed");
    if (plan->rule->confirms.count == 0)
        return true;
    *rung = run->policy->duties[POLICY_CONFIRM_PLAN];
    rung->post = plan->rule->confirms.rows[0];
    struct duty_row row = begin_row(plan, "confirm_plan", "",
                                    arena_text(&run->arena, "plan/%" PRId64 "/confirm", plan->id),
                                    plan->begins_on);
    if (!said)
        said = find_event(plan, "refused");
    if (said)
        end_row(&row, said->day);
    return write(run, plan, rung, 0, &row, err);
}

/* --- A plan ----------------------------------------------------------------------------------- */

static bool is_derived(const struct subject *plan, const char *subject)
{
    for (size_t i = 0; i < plan->derived_count; i++)
        if (strcmp(plan->derived[i], subject) == 0)
            return true;
    return false;
}

/* What was missed and lies too far back, and what an ended plan had asked for. */
static bool void_others(struct standing_run *run, const struct subject *plan, struct error *err)
{
    int64_t *ids = NULL;
    size_t count = 0;
    QUERY(query) = query_open(run->store, "SELECT id, subject FROM main.duty"
                                          " WHERE plan_id = :plan AND state = 'open'");
    bind_int(&query, ":plan", plan->id);
    while (query_next(&query))
        if (!is_derived(plan, query_text(&query, 1, &run->arena))) {
            ids = arena_grow(&run->arena, ids, count, sizeof *ids);
            ids[count++] = query_int(&query, 0);
        }
    bool ok = query_ok(&query, err);
    for (size_t i = 0; ok && i < count; i++)
        ok = duty_row_void(run->store, ids[i], run->today, err);
    return ok;
}

static bool derive(struct standing_run *run, struct subject *plan, struct error *err)
{
    bool stands = strcmp(plan->state, "stands") == 0;
    int64_t place = plan->places.school ? plan->places.school : plan->places.household;
    if (!plan->rule)
        return void_others(run, plan, err);
    bool ok = standing_run_calendar(run, place, err)
        && derive_confirmation(run, plan, err)
        && derive_reviews(run, plan, err);
    for (size_t i = 0; ok && stands && i < plan->rule->beat_count; i++)
        ok = derive_beat(run, plan, &plan->rule->beats[i], err);
    return ok && void_others(run, plan, err);
}

bool plan_derive(struct store *store, const struct policy *policy, const char *today,
                 int64_t plan_id, struct error *err)
{
    struct standing_run run = {.store = store, .policy = policy, .today = today};
    struct subject plan;
    return standing_run_end(&run, read_plan(&run, plan_id, &plan, err) && read_events(&run, &plan, err) && derive(&run, &plan, err));
}
