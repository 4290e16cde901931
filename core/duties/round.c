#include "core/duties/round.h"

#include "core/base/clock.h"
#include "core/duties/standing_run.h"
#include "core/posts/notice.h"
#include "core/posts/place.h"
#include "core/store/audit.h"
#include "core/store/setting.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum {
    LONGEST_BEFORE = 200, /* days between a round's anchor and its begin */
    DAYS_BACK = 200       /* a round that began earlier is asked for no more */
};

/* The setting with the county's first day. */
#define FIRST_DAY "round.since"

/* --- When they begin -------------------------------------------------------------------------- */

/* Days that rounds are counted from, collected one by one. */
struct days {
    struct arena *arena;
    const char **rows;
    size_t count;
};

static void add_day(struct days *days, const char *day)
{
    days->rows = arena_grow(days->arena, days->rows, days->count, sizeof *days->rows);
    days->rows[days->count++] = day;
}

static void add_days_of_year(struct days *days, const char *month_day, const char *first,
                             const char *last)
{
    for (int year = (int)strtol(first, NULL, 10); year <= (int)strtol(last, NULL, 10); year++)
        add_day(days, arena_text(days->arena, "%04d-%s", year, month_day));
}

/* The first or last day of every step-th month. */
static void add_months(struct days *days, const char *first, const char *last, int step, bool ends)
{
    const char *month = arena_text(days->arena, "%.4s-01-01", first);
    for (; strcmp(month, last) <= 0; month = date_add_months(month, step, days->arena)) {
        const char *next = date_add_months(month, step, days->arena);
        add_day(days, ends ? date_add(next, -1, days->arena) : month);
    }
}

static void add_terms(struct days *days, const struct calendar *calendar, const char *first,
                      const char *last, bool ends)
{
    struct calendar_term *terms;
    size_t count = calendar_terms(calendar, first, last, days->arena, &terms);
    for (size_t i = 0; i < count; i++)
        add_day(days, ends ? terms[i].last_day : terms[i].first_day);
}

/* Of the terms of a school year the first, or the last. */
static void add_years(struct days *days, const struct calendar *calendar, const char *first,
                      const char *last, bool ends)
{
    struct calendar_term *terms;
    size_t count = calendar_terms(calendar, date_add(first, -366, days->arena),
                                  date_add(last, 366, days->arena), days->arena, &terms);
    for (size_t i = 0; i < count; i++) {
        int year = date_school_year(terms[i].last_day);
        bool opens = i == 0 || date_school_year(terms[i - 1].last_day) != year;
        bool closes = i + 1 == count || date_school_year(terms[i + 1].last_day) != year;
        if (ends ? closes : opens)
            add_day(days, ends ? terms[i].last_day : terms[i].first_day);
    }
}

static void add_anchors(struct days *days, const struct policy_round *round,
                        const struct calendar *calendar, const char *first, const char *last)
{
    switch (round->anchor) {
    case ANCHOR_DAY:
        add_days_of_year(days, round->day, first, last);
        break;
    case ANCHOR_TERM_START:
    case ANCHOR_TERM_END:
        add_terms(days, calendar, first, last, round->anchor == ANCHOR_TERM_END);
        break;
    case ANCHOR_YEAR_START:
    case ANCHOR_YEAR_END:
        add_years(days, calendar, first, last, round->anchor == ANCHOR_YEAR_END);
        break;
    case ANCHOR_MONTH_START:
    case ANCHOR_MONTH_END:
        add_months(days, first, last, 1, round->anchor == ANCHOR_MONTH_END);
        break;
    case ANCHOR_QUARTER_END:
        add_months(days, first, last, 3, true);
        break;
    }
}

/* The last day on which a round that repeats may begin again: of the term it began in. */
static const char *last_repeat(const struct calendar *calendar, const char *begin,
                               struct arena *arena)
{
    struct calendar_term *terms;
    size_t count = calendar_terms(calendar, begin, begin, arena, &terms);
    return count > 0 ? terms[count - 1].last_day : begin;
}

static const char *begin_of(const struct policy_round *round, const struct calendar *calendar,
                            const char *anchor, struct arena *arena)
{
    if (round->before.count > 0)
        return calendar_back(calendar, anchor, round->before, arena);
    return round->from.count > 0 ? calendar_add(calendar, anchor, round->from, arena) : anchor;
}

static bool may_begin(const struct policy_round *round, const struct calendar *calendar,
                      const char *day, struct arena *arena)
{
    struct calendar_term *terms;
    return !round->school_time || calendar_terms(calendar, day, day, arena, &terms) > 0;
}

size_t round_begins(const struct policy_round *round, const struct calendar *calendar,
                    const char *first, const char *last, struct arena *arena, const char ***days)
{
    struct days anchors = {.arena = arena}, begins = {.arena = arena};
    bool repeats = round->repeats.count > 0;
    add_anchors(&anchors, round, calendar,
                date_add(first, repeats ? -366 : -LONGEST_BEFORE, arena),
                date_add(last, LONGEST_BEFORE, arena));
    for (size_t i = 0; i < anchors.count; i++) {
        const char *begin = begin_of(round, calendar, anchors.rows[i], arena);
        const char *until = repeats ? last_repeat(calendar, begin, arena) : begin;
        for (int k = 1; strcmp(begin, until) <= 0; k++) {
            if (strcmp(begin, first) >= 0 && strcmp(begin, last) <= 0
                && may_begin(round, calendar, begin, arena))
                add_day(&begins, begin);
            if (!repeats)
                break;
            struct period past = {k * round->repeats.count, round->repeats.unit};
            begin = calendar_add(calendar, begin_of(round, calendar, anchors.rows[i], arena), past,
                                 arena);
        }
    }
    *days = begins.rows;
    return begins.count;
}

/* --- Reading ---------------------------------------------------------------------------------- */

bool round_read(struct store *store, const char *round, int64_t place_id, const char *begins_on,
                struct arena *arena, struct round_act *act, bool *found, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT r.day, r.nil, r.note, r.typed_at, post.role,"
                              " account.person_zh, account.person_ug FROM round_act r"
                              " LEFT JOIN post ON post.id = r.post_id"
                              " LEFT JOIN account ON account.id = r.account_id"
                              " WHERE r.round = :round AND r.place_id = :place"
                              " AND r.begins_on = :begins ORDER BY r.id DESC LIMIT 1");
    bind_text(&query, ":round", round);
    bind_int(&query, ":place", place_id);
    bind_text(&query, ":begins", begins_on);
    *found = query_next(&query);
    if (*found)
        *act = (struct round_act){
            .round = round,
            .place_id = place_id,
            .begins_on = begins_on,
            .day = query_text(&query, 0, arena),
            .nil = query_int(&query, 1) != 0,
            .note = query_text(&query, 2, arena),
            .typed_at = query_int(&query, 3),
            .role = query_text(&query, 4, arena),
            .person_zh = query_text(&query, 5, arena),
            .person_ug = query_text(&query, 6, arena),
        };
    return query_ok(&query, err);
}

/* --- Duties ----------------------------------------------------------------------------------- */

/* On which line a place is looked for posts. */
static struct duty_places places_of(const struct place *place)
{
    bool household = strcmp(place->kind, "township") == 0 || strcmp(place->kind, "village") == 0;
    return household ? (struct duty_places){.household = place->id}
                     : (struct duty_places){.school = place->id};
}

static bool is_for(const struct policy_round *round, const struct place *place)
{
    return strcmp(role_place_kind(round->duty.post.role), place->kind) == 0
        && (round->stages.count == 0 || policy_lists(&round->stages, place->stage));
}

static const char *subject_of(const struct policy_round *round, int64_t place_id,
                              const char *begins_on, struct arena *arena)
{
    return arena_text(arena, "round/%s/%" PRId64 "/%s", round->duty.name, place_id, begins_on);
}

/* The day it was done first; what was said later is a correction. */
static bool find_done(struct standing_run *run, const struct policy_round *round, int64_t place_id,
                      const char *begins_on, struct duty_row *row, struct error *err)
{
    QUERY(query) = query_open(run->store,
                              "SELECT day FROM main.round_act WHERE round = :round"
                              " AND place_id = :place AND begins_on = :begins ORDER BY id LIMIT 1");
    bind_text(&query, ":round", round->duty.name);
    bind_int(&query, ":place", place_id);
    bind_text(&query, ":begins", begins_on);
    bool done = query_next(&query);
    row->state = done ? "done" : "open";
    row->done_on = done ? query_text(&query, 0, &run->arena) : "";
    return query_ok(&query, err);
}

static bool derive_one(struct standing_run *run, const struct policy_round *round,
                       const struct place *place, const char *since, const char *begins_on,
                       struct error *err)
{
    const struct duty_places places = places_of(place);
    struct duty_posts posts;
    struct duty_row row = {
        .kind = "round",
        .rung = round->duty.name,
        .subject = subject_of(round, place->id, begins_on, &run->arena),
        .place_id = place->id,
        .since = begins_on,
        .due = calendar_add(&run->calendar, begins_on, round->duty.within, &run->arena),
    };
    run->rung = &round->duty;
    if (strcmp(row.due, since) < 0) /* before the county began to work with this */
        return true;
    run->days = duty_counted_days(&run->calendar, round->duty.within.unit, begins_on, row.due,
                                  &run->arena);
    return find_done(run, round, place->id, begins_on, &row, err)
        && duty_chain_whole(run->store, run->rung, 0, &places, run->today, &posts, err)
        && standing_run_write(run, &places, &posts, &row, err);
}

static bool derive_round(struct standing_run *run, const struct policy_round *round,
                         const struct place *place, const char *since, struct error *err)
{
    const char **days;
    size_t count = round_begins(round, &run->calendar, date_add(run->today, -DAYS_BACK, &run->arena),
                                run->today, &run->arena, &days);
    for (size_t i = 0; i < count; i++)
        if (!derive_one(run, round, place, since, days[i], err))
            return false;
    return true;
}

bool round_keep_since(struct store *store, const char *today, struct error *err)
{
    ARENA(arena);
    const char *since;
    return setting_read(store, FIRST_DAY, &arena, &since, err)
        && (*since || setting_keep(store, FIRST_DAY, today, err));
}

bool round_derive(struct store *store, const struct policy *policy, const char *today,
                  int64_t place_id, struct error *err)
{
    struct standing_run run = {.store = store, .policy = policy, .today = today};
    struct place place;
    const char *since;
    bool ok = place_read(store, place_id, &run.arena, &place, err)
        && setting_read(store, FIRST_DAY, &run.arena, &since, err)
        && standing_run_calendar(&run, place_id, err);
    for (size_t i = 0; ok && i < policy->round_count; i++)
        if (is_for(&policy->rounds[i], &place))
            ok = derive_round(&run, &policy->rounds[i], &place, *since ? since : today, err);
    return standing_run_end(&run, ok);
}

static bool has_rounds(const struct policy *policy, const char *kind)
{
    for (size_t i = 0; i < policy->round_count; i++)
        if (strcmp(role_place_kind(policy->rounds[i].duty.post.role), kind) == 0)
            return true;
    return false;
}

bool round_places(struct store *store, const struct policy *policy, int64_t after, size_t size,
                  int64_t *ids, size_t *count, struct error *err)
{
    ARENA(arena);
    QUERY(query) = query_open(store, "SELECT id, kind FROM main.place WHERE id > :after"
                                     " AND closed_on IS NULL AND kind NOT IN ('group', 'grade')"
                                     " ORDER BY id");
    bind_int(&query, ":after", after);
    *count = 0;
    while (*count < size && query_next(&query))
        if (has_rounds(policy, query_text(&query, 1, &arena)))
            ids[(*count)++] = query_int(&query, 0);
    return query_ok(&query, err);
}

/* --- The act ---------------------------------------------------------------------------------- */

static bool check_act(const struct policy_round *round, const struct round_act *act,
                      const char *today, struct error *err)
{
    int number;
    if (!round)
        return error_set(err, ERROR_INVALID, MSG("round.unknown"), "round %s", act->round);
    if (!date_number(act->day, &number))
        return error_tell(err, ERROR_INVALID, MSG("case.bad-day"), act->day);
    if (strcmp(act->day, today) > 0)
        return error_tell(err, ERROR_INVALID, MSG("case.day-to-come"), act->day);
    if (act->nil && !round->nil)
        return error_set(err, ERROR_INVALID, MSG("round.no-nil"), "round %s", act->round);
    return act->nil || (act->note && *act->note)
        || error_set(err, ERROR_INVALID, MSG("round.no-note"), "round %s", act->round);
}

/* Whether the round begins there on that day. */
static bool check_begin(struct store *store, const struct policy *policy,
                        const struct policy_round *round, const struct round_act *act,
                        struct arena *arena, struct error *err)
{
    struct calendar calendar;
    struct place place;
    const char **days;
    int number;
    if (!place_read(store, act->place_id, arena, &place, err)
        || !calendar_read(store, policy, act->place_id, arena, &calendar, err))
        return false;
    return (is_for(round, &place) && date_number(act->begins_on, &number)
            && round_begins(round, &calendar, act->begins_on, act->begins_on, arena, &days) > 0)
        || error_set(err, ERROR_INVALID, MSG("round.not-then"), "%s at %" PRId64 " on %s",
                     act->round, act->place_id, act->begins_on);
}

static bool insert_act(struct store *store, const struct actor *actor, const struct held_post *post,
                       const struct round_act *act, struct error *err)
{
    QUERY(query) = query_open(store,
                              "INSERT INTO main.round_act (round, place_id, begins_on, day,"
                              " typed_at, account_id, post_id, nil, note) VALUES (:round, :place,"
                              " :begins, :day, :now, :account, :post, :nil, coalesce(:note, ''))");
    bind_text(&query, ":round", act->round);
    bind_int(&query, ":place", act->place_id);
    bind_text(&query, ":begins", act->begins_on);
    bind_text(&query, ":day", act->day);
    bind_int(&query, ":now", clock_now());
    bind_id(&query, ":account", actor->account_id);
    bind_id(&query, ":post", post ? post->id : 0);
    bind_int(&query, ":nil", act->nil);
    bind_text(&query, ":note", act->note);
    return query_run(&query, err);
}

/* Leaves a line for a post that the policy names, seen from one place. */
static bool tell_from(struct store *store, const struct policy_post *to,
                      const struct duty_places *places, const struct round_act *act,
                      struct error *err)
{
    ARENA(arena);
    int64_t post;
    if (!duty_post(store, to, places, &post, err))
        return false;
    const struct notice notice = {
        .post_id = post,
        .key = MSG("notice.round-done"),
        .route = arena_text(&arena, "round/%s/%" PRId64 "/%s", act->round, act->place_id,
                            act->begins_on),
    };
    return post == 0 || notice_add(store, &notice, err);
}

/* A school is on no household line: those hear of it whose places it serves (D3). */
static bool tell_served(struct store *store, const struct policy_post *to,
                        const struct round_act *act, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT DISTINCT place_id FROM main.service_area"
                                     " WHERE school_id = :school");
    bind_int(&query, ":school", act->place_id);
    bool ok = true;
    while (ok && query_next(&query)) {
        const struct duty_places places = {.household = query_int(&query, 0)};
        ok = tell_from(store, to, &places, act, err);
    }
    return ok && query_ok(&query, err);
}

static bool tell(struct store *store, const struct policy_round *round, const struct round_act *act,
                 struct error *err)
{
    ARENA(arena);
    struct place place;
    if (!place_read(store, act->place_id, &arena, &place, err))
        return false;
    const struct duty_places places = places_of(&place);
    bool ok = true;
    for (size_t i = 0; ok && i < round->to.count; i++) {
        const struct policy_post *to = &round->to.rows[i];
        bool served = to->line == LINE_HOUSEHOLD && places.household == 0
            && strcmp(role_place_kind(to->role), "county") != 0;
        ok = served ? tell_served(store, to, act, err) : tell_from(store, to, &places, act, err);
    }
    return ok;
}

static bool report(struct store *store, const struct policy *policy, const struct actor *actor,
                   const char *today, const struct round_act *act, struct error *err)
{
    ARENA(arena);
    const struct policy_round *round = policy_round(policy, act->round);
    const struct held_post *post = NULL;
    return check_act(round, act, today, err)
        && permit_at(store, actor, MAY_REPORT_ROUND, act->place_id, &post, err)
        && check_begin(store, policy, round, act, &arena, err)
        && insert_act(store, actor, post, act, err)
        && tell(store, round, act, err)
        && audit_write(store, actor,
                       &(struct audit_entry){
                           .action = "round.report",
                           .subject = "place",
                           .subject_id = act->place_id,
                           .detail = audit_detail(&arena, "round", act->round, "begins",
                                                  act->begins_on, NULL),
                       },
                       err)
        && round_derive(store, policy, today, act->place_id, err);
}

bool round_report(struct store *store, const struct policy *policy, const struct actor *actor,
                  const char *today, const struct round_act *act, struct error *err)
{
    return store_begin(store, err)
        && store_end(store, report(store, policy, actor, today, act, err), err);
}
