#include "core/duties/clerk.h"

#include "core/base/clock.h"
#include "core/base/date.h"
#include "core/cases/handover.h"
#include "core/cases/pause.h"
#include "core/cases/plan.h"
#include "core/days/calendar_entry.h"
#include "core/duties/duty.h"
#include "core/duties/plan_duty.h"
#include "core/duties/round.h"
#include "core/duties/standing.h"
#include "core/duties/standing_letters.h"
#include "core/duties/standing_lines.h"
#include "core/duties/standing_posts.h"
#include "core/keeping/keeper.h"
#include "core/lists/mark.h"
#include "core/lists/search.h"
#include "core/outbox/outbox.h"
#include "core/store/setting.h"
#include "core/store/store.h"

#include <string.h>

enum {
    BATCH = 50 /* cases a transaction: nobody who writes waits for the whole county to be done */
};

/* The last day that was worked through; no such setting in a county that begins today. */
#define CLERK_DAY "clerk.day"

/* Not "" when who holds posts has changed: written by triggers. */
#define CLERK_AGAIN "clerk.again"

/* How many changes of the calendar the clerk has followed. */
#define CLERK_CALENDAR "clerk.calendar"

/* A case that somebody has gone on with since the day that is caught up is not led back to it. */
static bool read_cases(struct store *store, const char *day, int64_t after,
                       int64_t ids[static BATCH], size_t *count, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT id FROM main.casefile WHERE id > :after AND state <> 'closed'"
                              " AND opened_on <= :day AND NOT EXISTS (SELECT 1 FROM main.case_event"
                              "  WHERE case_id = casefile.id AND day > :day)"
                              " ORDER BY id LIMIT :size");
    bind_int(&query, ":after", after);
    bind_text(&query, ":day", day);
    bind_int(&query, ":size", BATCH);
    for (*count = 0; *count < BATCH && query_next(&query); (*count)++)
        ids[*count] = query_int(&query, 0);
    return query_ok(&query, err);
}

static bool work_cases(struct store *store, const struct policy *policy, const char *today,
                       struct error *err)
{
    int64_t ids[BATCH] = {0};
    size_t count = BATCH;
    bool ok = true;
    for (int64_t after = 0; ok && count == BATCH; after = ids[count ? count - 1 : 0])
        ok = store_begin(store, err)
            && store_end(store,
                         read_cases(store, today, after, ids, &count, err)
                             && duty_derive_cases(store, policy, today, ids, count, err),
                         err);
    return ok;
}

/* The schools after one; classes that hang elsewhere are none of a school's. */
static bool read_schools(struct store *store, int64_t after, int64_t ids[static BATCH],
                         size_t *count, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT id FROM main.place WHERE id > :after AND kind = 'school'"
                                     " AND closed_on IS NULL ORDER BY id LIMIT :size");
    bind_int(&query, ":after", after);
    bind_int(&query, ":size", BATCH);
    for (*count = 0; *count < BATCH && query_next(&query); (*count)++)
        ids[*count] = query_int(&query, 0);
    return query_ok(&query, err);
}

/* What the clerk has done, and what of the county has changed since. */
struct standing {
    const char *worked;            /* the last day; "" in a county that begins today */
    const char *followed, *change; /* of the calendar: the same when nothing has changed */
    const char *again;             /* "" unless all duties are to be derived anew */
};

static bool calendar_moved(const struct standing *standing)
{
    return strcmp(standing->followed, standing->change) != 0;
}

static bool work_school(struct store *store, const struct policy *policy,
                        const struct standing *standing, const char *today, int64_t school_id,
                        struct error *err)
{
    const char *from = *standing->worked ? standing->worked : today;
    return standing_derive_classes(store, policy, from, today, school_id, err)
        && (!calendar_moved(standing)
            || standing_move_classes(store, policy, today, school_id, err))
        && standing_derive_lines(store, policy, today, school_id, err);
}

static bool work_schools(struct store *store, const struct policy *policy,
                         const struct standing *standing, const char *today, struct error *err)
{
    int64_t ids[BATCH] = {0};
    size_t count = BATCH;
    bool ok = true;
    for (int64_t after = 0; ok && count == BATCH; after = ids[count ? count - 1 : 0]) {
        ok = read_schools(store, after, ids, &count, err);
        for (size_t i = 0; ok && i < count; i++)
            ok = store_begin(store, err)
                && store_end(store, work_school(store, policy, standing, today, ids[i], err), err);
    }
    return ok;
}

/* Lists that nobody made, looked for once a day; cases that the one-week rule hands on; and the
   answers that are waited for. */
static bool work_letters(struct store *store, const struct policy *policy,
                         const struct standing *standing, const char *today, struct error *err)
{
    bool looked = strcmp(standing->worked, today) == 0;
    return store_begin(store, err)
        && store_end(store,
                     (looked || handover_make_missing(store, policy, today, err))
                         && handover_pass_cases(store, policy, today, err)
                         && standing_derive_letters(store, policy, today, err),
                     err);
}

/* --- Rounds and plans ------------------------------------------------------------------------- */

static bool work_rounds(struct store *store, const struct policy *policy, const char *today,
                        struct error *err)
{
    int64_t ids[BATCH] = {0};
    size_t count = BATCH;
    bool ok = store_begin(store, err) && store_end(store, round_keep_since(store, today, err), err);
    for (int64_t after = 0; ok && count == BATCH; after = ids[count ? count - 1 : 0]) {
        ok = store_begin(store, err);
        if (!ok)
            break;
        ok = round_places(store, policy, after, BATCH, ids, &count, err);
        for (size_t i = 0; ok && i < count; i++)
            ok = round_derive(store, policy, today, ids[i], err);
        ok = store_end(store, ok, err);
    }
    return ok;
}

static bool read_plans(struct store *store, int64_t after, int64_t ids[static BATCH], size_t *count,
                       struct error *err)
{
    QUERY(query) = query_open(store, "SELECT id FROM main.plan WHERE id > :after"
                                     " AND state IN ('asked', 'stands') ORDER BY id LIMIT :size");
    bind_int(&query, ":after", after);
    bind_int(&query, ":size", BATCH);
    for (*count = 0; *count < BATCH && query_next(&query); (*count)++)
        ids[*count] = query_int(&query, 0);
    return query_ok(&query, err);
}

static bool work_plans(struct store *store, const struct policy *policy, const char *today,
                       struct error *err)
{
    int64_t ids[BATCH] = {0};
    size_t count = BATCH;
    bool ok = true;
    for (int64_t after = 0; ok && count == BATCH; after = ids[count ? count - 1 : 0]) {
        ok = store_begin(store, err);
        if (!ok)
            break;
        ok = read_plans(store, after, ids, &count, err);
        for (size_t i = 0; ok && i < count; i++)
            ok = plan_follow(store, policy, today, ids[i], err)
                && plan_derive(store, policy, today, ids[i], err);
        ok = store_end(store, ok, err);
    }
    return ok;
}

/* --- All of it -------------------------------------------------------------------------------- */

/* What hangs on cases, plans and the year: as verbs leave it, unless a day has passed, or who holds
   posts or the calendar has changed. With all of it, which posts are waited for comes last: what it
   counts is every other duty. */
static bool work_all(struct store *store, const struct policy *policy, const char *today,
                     struct error *err)
{
    return work_cases(store, policy, today, err)
        && work_plans(store, policy, today, err)
        && work_rounds(store, policy, today, err);
}

/* Said before the work begins: what changes while it is done wakes it again. */
static bool take_wish(struct store *store, const char *again, struct error *err)
{
    return *again == '\0'
        || (store_begin(store, err)
            && store_end(store, setting_keep(store, CLERK_AGAIN, "", err), err));
}

/* A calendar that was changed again meanwhile is followed once more. */
static bool finish(struct store *store, const struct policy *policy,
                   const struct standing *standing, bool all, const char *today, struct error *err)
{
    return standing_derive_all_findings(store, policy, today, err)
        && (!all || standing_derive_posts(store, policy, today, err))
        && mark_follow_rules(store, policy, err)
        && outbox_clear(store, clock_now(), err)
        && (strcmp(standing->worked, today) == 0 || setting_keep(store, CLERK_DAY, today, err))
        && (!calendar_moved(standing)
            || setting_keep(store, CLERK_CALENDAR, standing->change, err));
}

static bool read_standing(struct store *store, struct arena *arena, struct standing *standing,
                          struct error *err)
{
    return setting_read(store, CLERK_DAY, arena, &standing->worked, err)
        && setting_read(store, CLERK_CALENDAR, arena, &standing->followed, err)
        && setting_read(store, CLERK_AGAIN, arena, &standing->again, err)
        && calendar_entry_changes(store, arena, &standing->change, err);
}

static bool work_day(struct store *store, const struct policy *policy,
                     const struct standing *standing, bool all, const char *today,
                     struct error *err)
{
    return work_letters(store, policy, standing, today, err)
        && (!all || work_all(store, policy, today, err))
        && work_schools(store, policy, standing, today, err)
        && store_begin(store, err)
        && store_end(store, finish(store, policy, standing, all, today, err), err);
}

/* Days that nobody worked through come first, each as if it were today: what was asked for on one
   of them and lapsed on another has been asked for. */
static bool work_days(struct store *store, const struct policy *policy, struct standing *standing,
                      const char *today, struct error *err)
{
    ARENA(arena);
    while (strcmp(standing->worked, today) < 0) {
        const char *day = date_add(standing->worked, 1, &arena);
        if (!work_day(store, policy, standing, true, day, err))
            return false;
        standing->worked = day;
    }
    return true;
}

bool clerk_work(struct store *store, const struct policy *policy, const char *today,
                struct error *err)
{
    ARENA(arena);
    struct standing standing;
    if (!read_standing(store, &arena, &standing, err))
        return false;
    if (strcmp(standing.worked, today) > 0) /* a clock that went back lets nothing expire */
        return true;
    bool worked = strcmp(standing.worked, today) == 0;
    bool left, all = *standing.again || calendar_moved(&standing) || *standing.worked == '\0';
    /* An import that was interrupted leaves children whom nobody finds yet; a new program,
       those who are found by what its keys no longer are. */
    return search_index_outdated(store, err)
        && search_index_waiting(store, err)
        && take_wish(store, standing.again, err)
        && (worked || !*standing.worked
                ? work_day(store, policy, &standing, all, today, err)
                : work_days(store, policy, &standing, today, err))
        && keeper_work(store, policy, today, &left, err);
}

bool clerk_return(struct store *store, const struct policy *policy, const char *today,
                  struct error *err)
{
    ARENA(arena);
    const char *worked;
    return setting_read(store, CLERK_DAY, &arena, &worked, err)
        && (*worked == '\0' || pause_for_down_time(store, policy, worked, today, err));
}
