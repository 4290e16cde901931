#include "core/clerk.h"

#include "core/date.h"
#include "core/duty.h"
#include "core/search.h"
#include "core/setting.h"
#include "core/standing.h"
#include "core/store.h"

#include <string.h>

enum {
    BATCH = 50 /* cases a transaction: nobody who writes waits for the whole county to be done */
};

/* The last day that was worked through; no such setting in a county that begins today. */
#define CLERK_DAY "clerk.day"

static bool read_cases(struct store *store, int64_t after, int64_t ids[static BATCH], size_t *count,
                       struct error *err)
{
    QUERY(query) = query_open(store, "SELECT id FROM main.casefile"
                                     " WHERE id > :after AND state <> 'closed' ORDER BY id"
                                     " LIMIT :size");
    bind_int(&query, ":after", after);
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
                         read_cases(store, after, ids, &count, err)
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

static bool work_schools(struct store *store, const struct policy *policy, const char *from,
                         const char *today, struct error *err)
{
    int64_t ids[BATCH] = {0};
    size_t count = BATCH;
    bool ok = true;
    for (int64_t after = 0; ok && count == BATCH; after = ids[count ? count - 1 : 0]) {
        ok = read_schools(store, after, ids, &count, err);
        for (size_t i = 0; ok && i < count; i++)
            ok = store_begin(store, err)
                && store_end(store,
                             standing_derive_classes(store, policy, from, today, ids[i], err), err);
    }
    return ok;
}

static bool finish(struct store *store, const struct policy *policy, const char *worked,
                   const char *today, struct error *err)
{
    return standing_derive_all_findings(store, policy, today, err)
        && (strcmp(worked, today) == 0 || setting_keep(store, CLERK_DAY, today, err));
}

bool clerk_work(struct store *store, const struct policy *policy, const char *today,
                struct error *err)
{
    ARENA(arena);
    const char *worked;
    if (!setting_read(store, CLERK_DAY, &arena, &worked, err))
        return false;
    if (strcmp(worked, today) > 0) /* a clock that went back lets nothing expire */
        return true;
    /* An import that was interrupted leaves children whom nobody finds yet; a new program,
       those who are found by what its keys no longer are. */
    return search_index_outdated(store, err)
        && search_index_waiting(store, err)
        && work_cases(store, policy, today, err)
        && work_schools(store, policy, *worked ? worked : today, today, err)
        && store_begin(store, err)
        && store_end(store, finish(store, policy, worked, today, err), err);
}
