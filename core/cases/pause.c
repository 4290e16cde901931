#include "core/cases/pause.h"

#include "core/base/clock.h"
#include "core/base/date.h"
#include "core/cases/casestep.h"
#include "core/days/calendar.h"
#include "core/duties/duty.h"
#include "core/store/audit.h"

#include <inttypes.h>
#include <string.h>

bool pause_read(struct store *store, int64_t case_id, const char *today, struct arena *arena,
                const char **until, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT max(json_extract(data, '$.until')) FROM case_event AS p"
                              " WHERE case_id = :case AND kind = 'paused' AND day <= :today"
                              " AND json_extract(data, '$.until') >= :today"
                              " AND NOT EXISTS (SELECT 1 FROM case_event AS r"
                              "  WHERE r.case_id = :case AND r.kind = 'resumed' AND r.id > p.id)");
    bind_int(&query, ":case", case_id);
    bind_text(&query, ":today", today);
    *until = query_next(&query) ? query_text(&query, 0, arena) : "";
    return query_ok(&query, err);
}

static bool add(struct store *store, const struct policy *policy, const struct actor *actor,
                const char *today, struct casefile *c, const struct case_event *event,
                struct error *err)
{
    return casestep_take(store, actor, today, c, event, err)
        && duty_derive_case(store, policy, today, c->id, err);
}

static bool check_until(const char *today, const char *until, struct error *err)
{
    int number;
    if (!until || !*until)
        return error_set(err, ERROR_INVALID, MSG("pause.no-end"), "no last day");
    if (!date_number(until, &number))
        return error_tell(err, ERROR_INVALID, MSG("case.bad-day"), until);
    return (strcmp(until, today) >= 0 && date_days(today, until) <= PAUSE_LONGEST)
        || error_tell(err, ERROR_INVALID, MSG("pause.too-long"), until);
}

static bool agree(struct store *store, const struct policy *policy, const struct actor *actor,
                  const char *today, int64_t case_id, const char *until, const char *reason,
                  struct error *err)
{
    ARENA(arena);
    struct casefile c;
    const char *running;
    if (!reason || !*reason)
        return error_set(err, ERROR_INVALID, MSG("pause.no-reason"), "case %" PRId64, case_id);
    if (!check_until(today, until, err)
        || !casestep_read(store, case_id, &arena, &c, err)
        || !pause_read(store, case_id, today, &arena, &running, err))
        return false;
    if (*running)
        return error_tell(err, ERROR_CONFLICT, MSG("pause.goes-on"), running);
    const struct case_event event = {
        .case_id = case_id,
        .kind = "paused",
        .day = today,
        .note = reason,
        .data = audit_detail(&arena, "until", until, NULL),
    };
    return add(store, policy, actor, today, &c, &event, err);
}

bool pause_agree(struct store *store, const struct policy *policy, const struct actor *actor,
                 const char *today, int64_t case_id, const char *until, const char *reason,
                 struct error *err)
{
    return store_begin(store, err)
        && store_end(store, agree(store, policy, actor, today, case_id, until, reason, err), err);
}

static bool take_up(struct store *store, const struct policy *policy, const struct actor *actor,
                    const char *today, int64_t case_id, const char *note, struct error *err)
{
    ARENA(arena);
    struct casefile c;
    const char *running;
    const struct case_event event = {
        .case_id = case_id,
        .kind = "resumed",
        .day = today,
        .note = note,
    };
    if (!casestep_read(store, case_id, &arena, &c, err)
        || !pause_read(store, case_id, today, &arena, &running, err))
        return false;
    if (!*running)
        return error_set(err, ERROR_CONFLICT, MSG("pause.none"), "case %" PRId64, case_id);
    return add(store, policy, actor, today, &c, &event, err);
}

bool pause_end(struct store *store, const struct policy *policy, const struct actor *actor,
               const char *today, int64_t case_id, const char *note, struct error *err)
{
    return store_begin(store, err)
        && store_end(store, take_up(store, policy, actor, today, case_id, note, err), err);
}

/* --- Down time -------------------------------------------------------------------------------- */

/* The clock's own line: nobody did it. */
static bool note_down_time(struct store *store, const char *first, const char *last,
                           struct error *err)
{
    ARENA(arena);
    QUERY(query) = query_open(store,
                              "INSERT INTO main.case_event (case_id, kind, day, typed_at, data)"
                              " SELECT id, 'paused', :first, :now, :data FROM main.casefile"
                              " WHERE state <> 'closed' AND opened_on <= :first");
    bind_text(&query, ":first", first);
    bind_int(&query, ":now", clock_now());
    bind_text(&query, ":data", audit_detail(&arena, "until", last, "reason", "down", NULL));
    return query_run(&query, err);
}

static bool derive_all(struct store *store, const struct policy *policy, const char *today,
                       struct error *err)
{
    ARENA(arena);
    int64_t *ids = NULL;
    size_t count = 0;
    QUERY(query) = query_open(store, "SELECT id FROM main.casefile WHERE state <> 'closed'");
    while (query_next(&query)) {
        ids = arena_grow(&arena, ids, count, sizeof *ids);
        ids[count++] = query_int(&query, 0);
    }
    return query_ok(&query, err) && duty_derive_cases(store, policy, today, ids, count, err);
}

/* Whether anybody would have worked on one of the days. */
static bool has_work(struct store *store, const struct policy *policy, const char *first,
                     const char *last, bool *has, struct error *err)
{
    ARENA(arena);
    struct calendar calendar;
    QUERY(query) = query_open(store, "SELECT id FROM main.place WHERE kind = 'county'");
    int64_t county = query_next(&query) ? query_int(&query, 0) : 0;
    if (!query_ok(&query, err) || !calendar_read(store, policy, county, &arena, &calendar, err))
        return false;
    *has = false;
    for (; !*has && strcmp(first, last) <= 0; first = date_add(first, 1, &arena))
        *has = calendar_working_day(&calendar, first);
    return true;
}

bool pause_for_down_time(struct store *store, const struct policy *policy, const char *last_seen,
                         const char *today, struct error *err)
{
    ARENA(arena);
    const char *first = date_add(last_seen, 1, &arena), *last = date_add(today, -1, &arena);
    bool has;
    if (!has_work(store, policy, first, last, &has, err))
        return false;
    return !has
        || (store_begin(store, err)
            && store_end(store,
                         note_down_time(store, first, last, err)
                             && derive_all(store, policy, today, err),
                         err));
}
