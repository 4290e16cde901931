#include "core/keeping/keeper.h"

#include "core/base/date.h"
#include "core/keeping/erase.h"
#include "core/store/audit.h"
#include "core/store/setting.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum {
    BATCH = 10 /* things a transaction: others write between two of them */
};

/* The last day on which the keeper was there, and the last whose work it finished. */
#define KEEPER_DAY  "keeping.day"
#define KEEPER_DONE "keeping.done"

/* Where what was erased can still be read: PAGES, then LOG, then nowhere (""). */
#define KEEPER_TRACES "keeping.traces"
#define PAGES         "pages"
#define LOG           "log"

/* The last day on which the pages were to be written anew. */
#define KEEPER_REWRITE "keeping.rewrite"

static const struct actor nobody; /* the clock */

static int gap_of(const char *day, const char *today)
{
    int days = *day ? date_days(day, today) : 0;
    return days > KEEPER_GAP ? days : 0;
}

bool keeper_read(struct store *store, const char *today, struct arena *arena,
                 struct keeper_state *state, struct error *err)
{
    if (!setting_read(store, KEEPER_DAY, arena, &state->day, err))
        return false;
    state->gap = gap_of(state->day, today);
    return true;
}

static bool keep_setting(struct store *store, const char *name, const char *value,
                         struct error *err)
{
    return store_begin(store, err) && store_end(store, setting_keep(store, name, value, err), err);
}

/* --- Telling ---------------------------------------------------------------------------------- */

static bool take_back(struct store *store, const char *subject, int64_t id, struct error *err)
{
    QUERY(query) = query_open(store,
                              "DELETE FROM main.keeping_item WHERE subject = :subject AND id ="
                              " :id");
    bind_text(&query, ":subject", subject);
    bind_int(&query, ":id", id);
    return query_run(&query, err);
}

static bool tell(struct store *store, const char *today, const struct keeping_item *item,
                 struct error *err)
{
    QUERY(query) = query_open(store,
                              "INSERT INTO main.keeping_item (subject, id, child_id, told_on,"
                              " goes_on)"
                              " VALUES (:subject, :id, :child, :today, :goes)"
                              " ON CONFLICT DO UPDATE SET goes_on = :goes WHERE goes_on <> :goes");
    bind_text(&query, ":subject", keeping_subject(item->what));
    bind_int(&query, ":id", item->id);
    bind_id(&query, ":child", item->child_id);
    bind_text(&query, ":today", today);
    bind_text(&query, ":goes", item->goes_on);
    return query_run(&query, err);
}

/* In the order of subject and id, as the table has them. */
static int by_name(const void *left, const void *right)
{
    const struct keeping_item *a = left, *b = right;
    int subjects = strcmp(keeping_subject(a->what), keeping_subject(b->what));
    if (subjects != 0)
        return subjects;
    return a->id < b->id ? -1 : a->id > b->id;
}

struct told {
    struct keeping_item *rows; /* what and id alone */
    size_t count;
};

static bool read_told(struct store *store, struct arena *arena, struct told *told,
                      struct error *err)
{
    QUERY(query) = query_open(store, "SELECT subject, id FROM main.keeping_item");
    while (query_next(&query)) {
        told->rows = arena_grow(arena, told->rows, told->count, sizeof *told->rows);
        struct keeping_item *row = &told->rows[told->count++];
        keeping_find_subject(query_text(&query, 0, arena), &row->what);
        row->id = query_int(&query, 1);
    }
    return query_ok(&query, err);
}

/* What was told and no longer is to go: a case that goes on, a birthday that was mended. */
static bool take_back_others(struct store *store, const struct told *told,
                             const struct keeping_item items[], size_t count, struct error *err)
{
    bool ok = true;
    for (size_t i = 0; ok && i < told->count; i++)
        if (count == 0 || !bsearch(&told->rows[i], items, count, sizeof *items, by_name))
            ok = store_begin(store, err)
                && store_end(store,
                             take_back(store, keeping_subject(told->rows[i].what),
                                       told->rows[i].id, err),
                             err);
    return ok;
}

static bool tell_all(struct store *store, const char *today, const struct keeping_item items[],
                     size_t count, struct error *err)
{
    bool ok = true;
    for (size_t first = 0; ok && first < count; first += BATCH) {
        ok = store_begin(store, err);
        if (!ok)
            break;
        for (size_t i = first; ok && i < count && i < first + BATCH; i++)
            ok = tell(store, today, &items[i], err);
        ok = store_end(store, ok, err);
    }
    return ok;
}

static bool tell_day(struct store *store, const struct policy *policy, const char *today,
                     struct error *err)
{
    ARENA(arena);
    const char *until = date_add(today, KEEPING_NOTICE, &arena);
    struct keeping_item *items;
    struct told told = {0};
    size_t all, count = 0;
    if (!keeping_list(store, policy, today, until, &arena, &items, &all, err)
        || !read_told(store, &arena, &told, err))
        return false;
    for (size_t i = 0; i < all; i++) /* what is held back longer is told anew before that ends */
        if (strcmp(items[i].goes_on, until) <= 0)
            items[count++] = items[i];
    if (count > 0)
        qsort(items, count, sizeof *items, by_name);
    return take_back_others(store, &told, items, count, err)
        && tell_all(store, today, items, count, err)
        && keep_setting(store, KEEPER_DAY, today, err);
}

/* --- Letting go ------------------------------------------------------------------------------- */

static bool count_run(struct store *store, const char *today, enum policy_kept what,
                      struct error *err)
{
    QUERY(query) = query_open(store,
                              "INSERT INTO main.keeping_run (day, what, count) VALUES (:day,"
                              " :what, 1)"
                              " ON CONFLICT DO UPDATE SET count = count + 1");
    bind_text(&query, ":day", today);
    bind_text(&query, ":what", policy_kept_name(what));
    return query_run(&query, err);
}

/* As it is now, and not as it was when it was told. */
static bool let_go(struct store *store, const struct policy *policy, const char *today,
                   enum policy_kept what, int64_t id, struct error *err)
{
    ARENA(arena);
    struct keeping_item item;
    bool found, erased = false;
    return keeping_find(store, policy, today, what, id, &arena, &item, &found, err)
        && (!found || erase(store, &nobody, today, &item, &erased, err))
        && (erased ? count_run(store, today, what, err)
                   : take_back(store, keeping_subject(what), id, err));
}

struct due {
    enum policy_kept what;
    int64_t id;
};

static bool read_due(struct store *store, const char *today, struct due due[static BATCH],
                     size_t *count, struct error *err)
{
    ARENA(arena);
    QUERY(query) = query_open(store, "SELECT subject, id FROM main.keeping_item"
                                     " WHERE goes_on <= :today ORDER BY goes_on LIMIT :size");
    bind_text(&query, ":today", today);
    bind_int(&query, ":size", BATCH);
    for (*count = 0; *count < BATCH && query_next(&query); (*count)++) {
        keeping_find_subject(query_text(&query, 0, &arena), &due[*count].what);
        due[*count].id = query_int(&query, 1);
    }
    return query_ok(&query, err);
}

/* One that cannot go keeps no other: it is told anew tomorrow, and why is said once the rest went. */
static bool let_go_apart(struct store *store, const struct policy *policy, const char *today,
                         const struct due *due, struct error *failed, struct error *err)
{
    return (store_begin(store, failed)
            && store_end(store, let_go(store, policy, today, due->what, due->id, failed), failed))
        || take_back(store, keeping_subject(due->what), due->id, err);
}

static bool let_go_some(struct store *store, const struct policy *policy, const char *today,
                        size_t *count, struct error *failed, struct error *err)
{
    struct due due[BATCH] = {0};
    if (!read_due(store, today, due, count, err))
        return false;
    bool ok = *count == 0 || setting_keep(store, KEEPER_TRACES, PAGES, err);
    for (size_t i = 0; ok && i < *count; i++)
        ok = let_go_apart(store, policy, today, &due[i], failed, err);
    return ok;
}

static bool let_go_day(struct store *store, const struct policy *policy, const char *today,
                       bool *left, struct error *err)
{
    struct error failed = {0};
    size_t count = BATCH;
    bool ok = true;
    for (size_t gone = 0; ok && count == BATCH && gone < KEEPER_STEP; gone += count)
        ok = store_begin(store, err)
            && store_end(store, let_go_some(store, policy, today, &count, &failed, err), err);
    *left = count == BATCH;
    ok = ok && (*left || keep_setting(store, KEEPER_DONE, today, err));
    if (ok && failed.kind != ERROR_NONE)
        *err = failed;
    return ok && failed.kind == ERROR_NONE;
}

/* --- A day ------------------------------------------------------------------------------------ */

bool keeper_work(struct store *store, const struct policy *policy, const char *today, bool *left,
                 struct error *err)
{
    ARENA(arena);
    struct keeper_state state;
    const char *done;
    *left = false;
    if (!keeper_read(store, today, &arena, &state, err)
        || !setting_read(store, KEEPER_DONE, &arena, &done, err))
        return false;
    if (state.gap != 0 || strcmp(state.day, today) > 0 || strcmp(done, today) >= 0)
        return true;
    return (strcmp(state.day, today) == 0 || tell_day(store, policy, today, err))
        && let_go_day(store, policy, today, left, err);
}

/* Once a day, when all of it went: the database is written anew, which costs a second. On a disk
   that has no room for it, it is tried again tomorrow, and nobody waits for it all day. */
static bool clean_pages(struct store *store, const char *today, struct arena *arena,
                        const char **traces, struct error *err)
{
    const char *done, *tried;
    if (strcmp(*traces, PAGES) != 0)
        return true;
    if (!setting_read(store, KEEPER_DONE, arena, &done, err)
        || !setting_read(store, KEEPER_REWRITE, arena, &tried, err))
        return false;
    if (strcmp(done, today) < 0 || strcmp(tried, today) == 0)
        return true;
    *traces = LOG;
    return keep_setting(store, KEEPER_REWRITE, today, err)
        && store_rewrite(store, err)
        && keep_setting(store, KEEPER_TRACES, LOG, err);
}

bool keeper_wipe(struct store *store, const char *today, struct error *err)
{
    ARENA(arena);
    const char *traces;
    bool wiped;
    if (!setting_read(store, KEEPER_TRACES, &arena, &traces, err)
        || !clean_pages(store, today, &arena, &traces, err))
        return false;
    return strcmp(traces, LOG) != 0
        || (store_wipe_log(store, &wiped, err)
            && (!wiped || keep_setting(store, KEEPER_TRACES, "", err)));
}

/* --- A person's word -------------------------------------------------------------------------- */

/* What was told on a day before lies as many days later now. */
static bool wait_longer(struct store *store, int days, struct error *err)
{
    QUERY(query) = query_open(store, "UPDATE main.keeping_item"
                                     " SET told_on = date(told_on, :days || ' days'),"
                                     "     goes_on = date(goes_on, :days || ' days')");
    bind_int(&query, ":days", days);
    return query_run(&query, err);
}

static bool go_on(struct store *store, const struct actor *actor, const char *today,
                  struct error *err)
{
    ARENA(arena);
    struct keeper_state state;
    if (!permit(actor, MAY_HOLD_BACK, err) || !keeper_read(store, today, &arena, &state, err))
        return false;
    if (state.gap == 0)
        return error_set(err, ERROR_CONFLICT, MSG("keeping.not-waiting"), "since %s", state.day);
    const struct audit_entry entry = {
        .action = "keeping.go-on",
        .subject = "county",
        .detail = audit_detail(&arena, "last", state.day, "today", today, NULL),
    };
    /* Today is told as any other day, so that it stays the day before. */
    return wait_longer(store, state.gap, err)
        && setting_keep(store, KEEPER_DAY, date_add(today, -1, &arena), err)
        && audit_write(store, actor, &entry, err);
}

bool keeper_go_on(struct store *store, const struct actor *actor, const char *today,
                  struct error *err)
{
    return store_begin(store, err) && store_end(store, go_on(store, actor, today, err), err);
}

bool keeper_runs(struct store *store, struct page page, struct arena *arena,
                 struct keeper_run **runs, size_t *count, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT day, what, count FROM keeping_run"
                                     " ORDER BY day DESC, what LIMIT :size OFFSET :first");
    bind_page(&query, page);
    *runs = arena_array(arena, struct keeper_run, page.size);
    for (*count = 0; *count < page.size && query_next(&query); (*count)++) {
        struct keeper_run *run = &(*runs)[*count];
        const char *what = query_text(&query, 1, arena);
        run->day = query_text(&query, 0, arena);
        run->count = query_int(&query, 2);
        for (int i = 0; i < KEPT_COUNT; i++)
            if (strcmp(policy_kept_name((enum policy_kept)i), what) == 0)
                run->what = (enum policy_kept)i;
    }
    return query_ok(&query, err);
}
