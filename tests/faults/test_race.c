/*
 * SQLite before 3.51.3 can lose committed pages when a process commits between
 * a checkpoint's two looks at the log (the WAL-reset race). A shim calls us in
 * just that window: whoever commits there must be kept waiting for the writers'
 * turn until the checkpoint is over.
 */
#include "tests/faults/campaign.h"

#include <sqlite3.h>

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

enum {
    BEFORE = 45, /* townships in the log before the race */
    SEEN = 40,   /* of which the clerk's look at the log knows */
    AFTER = 5,   /* fewer than the log held: they are taken for done */
    WAIT_MILLISECONDS = 100,
};

static struct {
    sqlite3_vfs *base, shim;
    const sqlite3_io_methods *below;
    sqlite3_io_methods methods;
    void (*in_the_window)(void);
} race;

/* SQLite lets go of a page of the file just between its two looks. */
static int shim_unfetch(sqlite3_file *file, sqlite3_int64 offset, void *page)
{
    void (*window)(void) = race.in_the_window;
    if (window && !page) {
        race.in_the_window = NULL;
        window();
    }
    return race.below->xUnfetch(file, offset, page);
}

static int shim_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
    (void)vfs;
    int status = race.base->xOpen(race.base, name, file, flags, out);
    if (status != SQLITE_OK || !(flags & SQLITE_OPEN_MAIN_DB))
        return status;
    if (!race.below) {
        race.below = file->pMethods;
        race.methods = *file->pMethods;
        race.methods.xUnfetch = shim_unfetch;
    }
    file->pMethods = &race.methods;
    return status;
}

static void stand_in_front(void)
{
    race.base = sqlite3_vfs_find(NULL);
    race.shim = *race.base;
    race.shim.zName = "racing";
    race.shim.xOpen = shim_open;
    sqlite3_vfs_register(&race.shim, 1);
}

/* --- Somebody commits in the window --- */

static struct campaign *campaign;
static struct store *other;
static pthread_t writer;
static atomic_bool written;

static void *write_in_turn(void *unused)
{
    struct error err = {0};
    (void)unused;
    bool ok = campaign_write(campaign, other, BEFORE + 1, &err);
    atomic_store(&written, true);
    return ok ? campaign : NULL;
}

static void commit_in_the_window(void)
{
    struct timespec wait = {0, WAIT_MILLISECONDS * 1000000L};
    assert_int_equal(pthread_create(&writer, NULL, write_in_turn, NULL), 0);
    nanosleep(&wait, NULL);
    assert_false(atomic_load(&written));
}

/* What the log still holds goes into the database, or is lost here. */
static void empty_the_log(const struct campaign *c)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(c->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "SELECT count(*) FROM setting", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_wal_checkpoint_v2(db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    sqlite3_close(db);
}

/* The clerk checkpoints with an old look at the log, and in its window somebody commits. */
static int64_t checkpoint_in_a_race(struct campaign *c)
{
    struct error err = {0};
    campaign = c;
    other = campaign_open(c);
    struct store *clerk = campaign_open(c);
    for (int number = 1; number <= BEFORE; number++) {
        assert_true(campaign_write(c, other, number, &err));
        if (number == SEEN)
            assert_true(campaign_whole(c, clerk) >= 0);
    }
    assert_true(store_checkpoint(other, &err));

    race.in_the_window = commit_in_the_window;
    store_checkpoint(clerk, &err);
    assert_null(race.in_the_window);
    pthread_join(writer, NULL);

    for (int number = 1; number <= AFTER; number++)
        campaign_write(c, other, BEFORE + 1 + number, &err);
    store_close(clerk);
    store_close(other);
    empty_the_log(c);
    struct store *store = store_open(c->path, &err);
    int64_t there = store ? campaign_whole(c, store) : -1;
    store_close(store);
    return there;
}

static void a_commit_waits_for_the_end_of_a_checkpoint(void **state)
{
    assert_int_equal(checkpoint_in_a_race(*state), BEFORE + 1 + AFTER);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        CAMPAIGN(a_commit_waits_for_the_end_of_a_checkpoint),
    };
    stand_in_front();
    return cmocka_run_group_tests_name("race", specs, NULL, NULL);
}
