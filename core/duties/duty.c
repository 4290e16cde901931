#include "core/duties/duty.h"

#include "core/base/pieces.h"
#include "core/cases/casefile.h"
#include "core/duties/duty_row.h"
#include "core/duties/ladder.h"
#include "core/posts/notice.h"

#include <inttypes.h>
#include <string.h>

enum {
    RULES_MOST = 8 /* versions of the rules that are prepared at once */
};

/* One derivation: rules prepared once, for one case or for all of the county's. */
struct deriving {
    struct store *store;
    const char *today;
    const struct policy *policy; /* today's, and with it the older ones */
    struct evaluator *evaluator;
    struct ladder *ladders[RULES_MOST]; /* prepared so far */
    size_t ladder_count;
    const struct ladder *ladder; /* of the case */
    struct arena kept;           /* as long as the derivation */
    struct arena arena;          /* as long as one case */
    struct calendar calendar;    /* of calendar_place */
    struct calendar paused;      /* the same with the pauses of the case */
    int64_t calendar_place;
};

static bool begin(struct deriving *d, struct store *store, const struct policy *policy,
                  const char *today, struct evaluator *evaluator)
{
    *d = (struct deriving){
        .store = store,
        .today = today,
        .policy = policy,
        .evaluator = evaluator,
    };
    return evaluator != NULL;
}

/* A case goes by the rules that it began under. */
static bool find_ladder(struct deriving *d, int64_t version, struct error *err)
{
    const struct policy *policy = policy_of(d->policy, version);
    for (size_t i = 0; i < d->ladder_count; i++)
        if (d->ladders[i]->policy == policy) {
            d->ladder = d->ladders[i];
            return true;
        }
    if (d->ladder_count == RULES_MOST) /* more than open cases can have begun under */
        d->ladder_count = 0;
    struct ladder *ladder = arena_new(&d->kept, struct ladder);
    d->ladders[d->ladder_count++] = ladder;
    d->ladder = ladder;
    return ladder_prepare(ladder, policy, d->evaluator, &d->kept, err);
}

static void end(struct deriving *d)
{
    arena_clear(&d->kept);
    arena_clear(&d->arena);
}

/* Cases of one school follow each other, so its calendar is read once. */
static bool find_calendar(struct deriving *d, const struct history *history, struct error *err)
{
    int64_t place = history->school_id ? history->school_id
        : history->class_id            ? history->class_id
                                       : history->group_id;
    bool known = d->calendar_place == place && d->calendar.policy;
    d->calendar_place = place;
    if (!known
        && !calendar_read(d->store, d->policy, place, &d->kept, &d->calendar, err))
        return false;
    d->paused = d->calendar;
    d->paused.pauses = history->pauses;
    d->paused.pause_count = history->pause_count;
    return true;
}

static struct duty_places places_of(const struct history *history)
{
    return (struct duty_places){
        .school = history->class_id ? history->class_id : history->school_id,
        .household = history->group_id,
    };
}

static bool is_rung(const struct deriving *d, const struct due *due)
{
    const struct policy *policy = d->ladder->policy;
    return due->rung >= policy->rungs && due->rung < policy->rungs + policy->rung_count;
}

/* --- Why -------------------------------------------------------------------------------------- */

/* The unexcused days in a row that led to the duty, and every day after, counted or not. */
static const char *absent_days(struct deriving *d, const struct story *story, const struct due *due,
                               const char *until)
{
    struct pieces list = {.arena = &d->arena};
    size_t first = 0;
    for (size_t i = 0; i < story->day_count && strcmp(story->days[i].day, due->since) <= 0; i++)
        if (story->days[i].counted == 1)
            first = i > 0 ? i - 1 : i;
    for (size_t i = first; i < story->day_count && strcmp(story->days[i].day, until) <= 0; i++)
        pieces_add(&list, "%s{\"day\":\"%s\",\"counted\":%" PRId64 ",\"reason\":\"%s\"}",
                   list.length > 0 ? "," : "", story->days[i].day, story->days[i].counted,
                   story->days[i].reason);
    return pieces_text(&list);
}

/* The days that its condition had to hold first, then those in which it is to be done. */
static const char *period_days(struct deriving *d, const struct due *due)
{
    const char *waited = "", *within;
    if (strcmp(due->held, due->since) < 0)
        waited = duty_counted_days(&d->paused, due->rung->after.unit, due->held, due->since,
                                   &d->arena);
    within = duty_counted_days(&d->paused, due->rung->within.unit, due->since, due->last,
                               &d->arena);
    return arena_text(&d->arena, "%s%s%s", waited, *waited ? "," : "", within);
}

static const char *next_step(struct deriving *d, const struct due *due,
                             const struct duty_posts *posts, size_t level)
{
    const char **climbs;
    size_t count = duty_climbs(&d->paused, due->rung->within.unit, due->last,
                               date_add(due->last, 30, &d->arena), level + 1, &d->arena, &climbs);
    if (due->state != DUE_OPEN || level + 1 >= posts->count || count <= level)
        return "{}";
    return arena_text(&d->arena, "{\"role\":\"%s\",\"from\":\"%s\"}",
                      role_name(posts->roles[level + 1]), climbs[level]);
}

/* The list without its first day. */
static const char *after_first(const char *list)
{
    const char *next = strstr(list, "},");
    return next ? next + strlen("},") : "";
}

/* The absences that led to it, and then the days in which it is to be done, where it has any. */
static const char *counted_days(struct deriving *d, const struct story *story,
                                const struct due *due)
{
    const char *until = due->state == DUE_OPEN ? d->today : due->ended_on;
    const char *absences, *period;
    if (due->days == 0)
        return period_days(d, due);
    if (due->rung->within.count == 0 && due->rung->after.count == 0)
        return absent_days(d, story, due, until);
    absences = absent_days(d, story, due, due->held);
    period = *absences ? after_first(period_days(d, due)) : period_days(d, due);
    return arena_text(&d->arena, "%s%s%s", absences, *absences && *period ? "," : "", period);
}

static const char *explain(struct deriving *d, const struct story *story, const struct due *due,
                           const struct duty_posts *posts, size_t level)
{
    return arena_text(&d->arena, "{\"trigger\":\"%s\",\"clause\":%s,\"days\":[%s],\"next\":%s}",
                      due->since, duty_json(&d->arena, due->rung->clause),
                      counted_days(d, story, due), next_step(d, due, posts, level));
}

/* --- One duty --------------------------------------------------------------------------------- */

/* The same duty derives to the same words: what it is, of which case, and what it came from. */
static const char *subject_of(struct deriving *d, const struct history *history,
                              const struct due *due)
{
    if (is_rung(d, due))
        return arena_text(&d->arena, "case/%" PRId64 "/%s/%s", history->case_id, due->rung->name,
                          due->since);
    return arena_text(&d->arena, "case/%" PRId64 "/%s/%" PRId64, history->case_id, due->rung->name,
                      due->cause);
}

static struct duty_row row_of(struct deriving *d, const struct history *history,
                              const struct due *due)
{
    static const char *const states[] = {
        [DUE_OPEN] = "open", [DUE_DONE] = "done", [DUE_VOID] = "void"};
    return (struct duty_row){
        .kind = is_rung(d, due) ? "rung" : due->rung->name,
        .rung = is_rung(d, due) ? due->rung->name : "",
        .subject = subject_of(d, history, due),
        .case_id = history->case_id,
        .child_id = history->child_id,
        .place_id = history->class_id ? history->class_id : history->school_id,
        .record_id = due->record_id,
        .event_id = due->event_id,
        .days = due->days,
        .since = due->since,
        .due = due->last,
        .state = states[due->state],
        .done_on = due->state == DUE_OPEN ? "" : due->ended_on,
    };
}

static bool tell(struct deriving *d, const struct history *history, const struct policy_posts *told,
                 const char *key, struct error *err)
{
    const struct duty_places places = places_of(history);
    for (size_t i = 0; i < told->count; i++) {
        int64_t post;
        if (!duty_post(d->store, &told->rows[i], &places, &post, err))
            return false;
        const struct notice notice = {
            .post_id = post,
            .case_id = history->case_id,
            .child_id = history->child_id,
            .key = key,
            .route = arena_text(&d->arena, "case/%" PRId64, history->case_id),
        };
        if (post != 0 && !notice_add(d->store, &notice, err))
            return false;
    }
    return true;
}

/* Whoever had it reads that it has gone to the post above, and may still do it. */
static bool tell_first(struct deriving *d, const struct history *history,
                       const struct duty_row *row, struct error *err)
{
    const struct notice notice = {
        .post_id = row->first_post,
        .case_id = history->case_id,
        .child_id = history->child_id,
        .key = MSG("notice.handed-over"),
        .route = arena_text(&d->arena, "case/%" PRId64, history->case_id),
    };
    return notice_add(d->store, &notice, err);
}

/* What changes for others when a duty begins, climbs or is done. */
static bool pass_on(struct deriving *d, const struct history *history, const struct due *due,
                    const struct duty_row *old, const struct duty_row *row,
                    const struct duty_posts *posts, const char *const *climbs, struct error *err)
{
    bool is_new = old->id == 0, open = due->state == DUE_OPEN;
    const struct duty_places places = places_of(history);
    bool ok = duty_row_with(d->store, row->id, &due->rung->with, &places, err);
    if (ok && is_new && open)
        ok = tell(d, history, &due->rung->tells, MSG("notice.step-due"), err);
    if (ok && due->state == DUE_DONE && (is_new || strcmp(old->state, "open") == 0))
        ok = tell(d, history, &due->rung->result_to, MSG("notice.step-done"), err);
    for (int64_t i = is_new ? 0 : old->level; ok && open && i < row->level; i++)
        ok = casefile_hand_over(d->store, history->case_id, climbs[i], due->rung->name,
                                posts->chain[i + 1], err);
    if (ok && open && row->level > (is_new ? 0 : old->level))
        ok = tell_first(d, history, row, err);
    return ok;
}

/* Who asked for the closing does not confirm it: the next in the chain does. */
static bool leave_out_asker(struct deriving *d, const struct due *due, struct duty_posts *posts,
                            struct error *err)
{
    if (due->rung != &d->ladder->policy->duties[POLICY_CONFIRM_CLOSING])
        return true;
    QUERY(query) = query_open(d->store, "SELECT post_id FROM main.case_event WHERE id = :event");
    bind_int(&query, ":event", due->cause);
    int64_t asker = query_next(&query) ? query_int(&query, 0) : 0;
    if (posts->count > 1 && posts->chain[0] == asker) {
        posts->count--;
        memmove(posts->chain, posts->chain + 1, posts->count * sizeof *posts->chain);
        memmove(posts->roles, posts->roles + 1, posts->count * sizeof *posts->roles);
        posts->first = posts->chain[0];
    }
    return query_ok(&query, err);
}

static bool write_due(struct deriving *d, const struct history *history, const struct story *story,
                      const struct due *due, struct error *err)
{
    struct duty_row row = row_of(d, history, due), old;
    const struct duty_places places = places_of(history);
    struct duty_posts posts;
    const char **climbs;
    if (!duty_row_find(d->store, row.subject, &d->arena, &old, err)
        || !duty_chain_whole(d->store, due->rung, due->post_id, &places, d->today, &posts, err)
        || !leave_out_asker(d, due, &posts, err))
        return false;
    if (posts.count == 0)
        return true;
    size_t level = duty_climbs(&d->paused, due->rung->within.unit, due->last,
                               due->state == DUE_OPEN ? d->today : due->ended_on, posts.count - 1,
                               &d->arena, &climbs);
    row.level = (int64_t)level;
    row.post_id = posts.chain[level];
    row.first_post = posts.first;
    row.why = explain(d, story, due, &posts, level);
    return duty_row_write(d->store, &old, &row, err)
        && pass_on(d, history, due, &old, &row, &posts, climbs, err);
}

/* --- A case ----------------------------------------------------------------------------------- */

static bool still_derived(struct deriving *d, const struct history *history,
                          const struct story *story, const char *subject)
{
    for (size_t i = 0; i < story->due_count; i++)
        if (strcmp(subject_of(d, history, &story->dues[i]), subject) == 0)
            return true;
    return false;
}

/* What was due by what has since been corrected never was, though somebody did it. */
static bool void_others(struct deriving *d, const struct history *history,
                        const struct story *story, struct error *err)
{
    int64_t *ids = NULL;
    size_t count = 0;
    QUERY(query) = query_open(d->store, "SELECT id, subject FROM main.duty"
                                        " WHERE case_id = :case AND state <> 'void'"
                                        " AND subject GLOB 'case/*'");
    bind_int(&query, ":case", history->case_id);
    while (query_next(&query))
        if (!still_derived(d, history, story, query_text(&query, 1, &d->arena))) {
            ids = arena_grow(&d->arena, ids, count, sizeof *ids);
            ids[count++] = query_int(&query, 0);
        }
    bool ok = query_ok(&query, err);
    for (size_t i = 0; ok && i < count; i++)
        ok = duty_row_void(d->store, ids[i], d->today, err);
    return ok;
}

static bool write_story(struct deriving *d, const struct history *history,
                        const struct story *story, struct error *err)
{
    for (size_t i = 0; i < story->due_count; i++)
        if (!write_due(d, history, story, &story->dues[i], err))
            return false;
    return void_others(d, history, story, err)
        && (strcmp(history->status, story->status) == 0
            || casefile_set_status(d->store, history->case_id, story->status, err));
}

static bool derive(struct deriving *d, int64_t case_id, struct error *err)
{
    struct history history;
    struct story story;
    arena_clear(&d->arena);
    return history_read(d->store, case_id, &d->arena, &history, err)
        && find_ladder(d, history.policy_id, err)
        && find_calendar(d, &history, err)
        && ladder_play(d->ladder, &history, &d->paused, d->today, &d->arena, &story, err)
        && write_story(d, &history, &story, err);
}

bool duty_derive_case(struct store *store, const struct policy *policy, const char *today,
                      int64_t case_id, struct error *err)
{
    return duty_derive_cases(store, policy, today, &case_id, 1, err);
}

bool duty_derive_cases(struct store *store, const struct policy *policy, const char *today,
                       const int64_t *case_ids, size_t count, struct error *err)
{
    EVALUATOR(evaluator) = evaluator_open(err);
    struct deriving d;
    bool ok = begin(&d, store, policy, today, evaluator);
    for (size_t i = 0; ok && i < count; i++)
        ok = derive(&d, case_ids[i], err);
    end(&d);
    return ok;
}

bool duty_opens_case(struct store *store, const struct policy *policy, const char *today,
                     int64_t child_id, const char **kind, struct error *err)
{
    EVALUATOR(evaluator) = evaluator_open(err);
    struct deriving d;
    struct history history;
    bool ok = begin(&d, store, policy, today, evaluator)
        && history_of_child(store, child_id, today, &d.arena, &history, err)
        && find_ladder(&d, policy->version, err)
        && find_calendar(&d, &history, err)
        && ladder_opens(d.ladder, &history, &d.calendar, today, &d.arena, kind, err);
    end(&d);
    return ok;
}
