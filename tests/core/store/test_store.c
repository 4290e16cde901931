#include "tests/support/fixture.h"

#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* A county's database on the disk, in a folder of its own. */
struct disk {
    char folder[64], path[96];
    struct error err;
};

static int disk_open(void **state)
{
    struct disk *disk = calloc(1, sizeof *disk);
    assert_non_null(disk);
    strcpy(disk->folder, "/tmp/baoxue-store-XXXXXX");
    assert_non_null(mkdtemp(disk->folder));
    snprintf(disk->path, sizeof disk->path, "%s/county.db", disk->folder);
    *state = disk;
    return 0;
}

static int disk_close(void **state)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-queue"};
    struct disk *disk = *state;
    char path[128];
    for (size_t i = 0; i < COUNT(ends); i++) {
        snprintf(path, sizeof path, "%s%s", disk->path, ends[i]);
        unlink(path);
    }
    rmdir(disk->folder);
    free(disk);
    return 0;
}

#define ON_DISK(name) cmocka_unit_test_setup_teardown(name, disk_open, disk_close)

static int64_t number(struct store *store, const char *sql)
{
    QUERY(query) = query_open(store, sql);
    assert_true(query_next(&query));
    return query_int(&query, 0);
}

static int64_t count(struct fixture *f)
{
    return number(f->store, "SELECT count(*) FROM setting");
}

static bool add_to(struct store *store, const char *name, struct error *err)
{
    QUERY(query) = query_open(store, "INSERT INTO setting (name, value) VALUES (:name, 'x')");
    bind_text(&query, ":name", name);
    return query_run(&query, err);
}

static bool add(struct fixture *f, const char *name)
{
    return add_to(f->store, name, &f->err);
}

static void what_a_failed_transaction_wrote_is_gone(void **state)
{
    struct fixture *f = *state;
    assert_true(store_begin(f->store, &f->err));
    assert_true(add(f, "a"));

    assert_false(store_end(f->store, false, &f->err));

    assert_int_equal(count(f), 0);
}

static void an_inner_transaction_falls_alone(void **state)
{
    struct fixture *f = *state;
    assert_true(store_begin(f->store, &f->err));
    assert_true(add(f, "a"));
    assert_true(store_begin(f->store, &f->err));
    assert_true(add(f, "b"));

    assert_false(store_end(f->store, false, &f->err));
    assert_true(store_end(f->store, true, &f->err));

    assert_int_equal(count(f), 1);
}

static void an_inner_transaction_falls_with_the_outer(void **state)
{
    struct fixture *f = *state;
    assert_true(store_begin(f->store, &f->err));
    assert_true(store_begin(f->store, &f->err));
    assert_true(add(f, "a"));

    assert_true(store_end(f->store, true, &f->err));
    assert_false(store_end(f->store, false, &f->err));

    assert_int_equal(count(f), 0);
}

static void three_deep_each_stands_or_falls_by_itself(void **state)
{
    struct fixture *f = *state;
    assert_true(store_begin(f->store, &f->err));
    assert_true(store_begin(f->store, &f->err));
    assert_true(add(f, "kept"));
    assert_true(store_begin(f->store, &f->err));
    assert_true(add(f, "dropped"));

    assert_false(store_end(f->store, false, &f->err));
    assert_true(store_end(f->store, true, &f->err));
    assert_true(store_end(f->store, true, &f->err));

    assert_int_equal(number(f->store, "SELECT count(*) FROM setting WHERE name = 'kept'"), 1);
    assert_int_equal(count(f), 1);
}

static void nothing_is_written_in_a_reading_transaction(void **state)
{
    struct fixture *f = *state;
    assert_true(store_begin_reading(f->store, &f->err));

    assert_false(store_begin(f->store, &f->err));

    assert_true(store_end(f->store, true, &f->err));
    f->err = (struct error){0};
    assert_true(store_begin(f->store, &f->err));
    assert_true(store_end(f->store, true, &f->err));
}

static void an_audit_row_cannot_be_rewritten_or_deleted(void **state)
{
    struct fixture *f = *state;
    QUERY(insert) = query_open(f->store, "INSERT INTO audit (at, action, subject, hash)"
                                         " VALUES (1, 'x', 'x', x'00')");
    assert_true(query_run(&insert, &f->err));

    QUERY(update) = query_open(f->store, "UPDATE audit SET action = 'y'");
    assert_false(query_run(&update, &f->err));
    QUERY(delete) = query_open(f->store, "DELETE FROM audit");
    assert_false(query_run(&delete, &f->err));
}

static void what_was_committed_is_there_for_the_next(void **state)
{
    struct disk *disk = *state;
    struct store *store = store_open(disk->path, &disk->err);
    assert_non_null(store);
    assert_true(store_begin(store, &disk->err));
    assert_true(add_to(store, "a", &disk->err));
    assert_true(store_end(store, true, &disk->err));
    store_close(store);

    store = store_open(disk->path, &disk->err);

    assert_non_null(store);
    assert_int_equal(number(store, "SELECT count(*) FROM setting"), 1);
    store_close(store);
}

static void every_promise_to_the_disk_is_switched_on(void **state)
{
    struct disk *disk = *state;
    static const struct {
        const char *sql;
        int64_t value;
    } settings[] = {
        {"SELECT journal_mode = 'wal' FROM pragma_journal_mode", 1       },
        {"PRAGMA synchronous",                                   2       },
        {"PRAGMA foreign_keys",                                  1       },
        {"PRAGMA wal_autocheckpoint",                            0       },
        {"PRAGMA journal_size_limit",                            67108864},
        {"PRAGMA mmap_size",                                     0       },
        {"PRAGMA cell_size_check",                               1       },
        {"PRAGMA trusted_schema",                                0       },
        {"PRAGMA secure_delete",                                 1       },
        {"PRAGMA temp_store",                                    2       },
    };
    struct store *store = store_open(disk->path, &disk->err);
    assert_non_null(store);

    for (size_t i = 0; i < COUNT(settings); i++)
        if (number(store, settings[i].sql) != settings[i].value)
            fail_msg("%s", settings[i].sql);
    store_close(store);
}

static void closing_moves_nothing_from_the_log_only_a_checkpoint_does(void **state)
{
    struct disk *disk = *state;
    struct stat before, after;
    struct store *store = store_open(disk->path, &disk->err);
    assert_non_null(store);
    store_close(store);
    assert_int_equal(stat(disk->path, &before), 0);

    store = store_open(disk->path, &disk->err);
    assert_true(store_checkpoint(store, &disk->err));
    store_close(store);

    assert_int_equal(stat(disk->path, &after), 0);
    assert_true(after.st_size > before.st_size);
}

/* A county may be larger than the machine's memory. */
static void a_county_is_written_anew_without_being_held_in_memory(void **state)
{
    struct disk *disk = *state;
    struct store *store = store_open(disk->path, &disk->err);
    assert_true(store_execute(store,
                              "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n"
                              " WHERE i < 8000) INSERT INTO setting (name, value)"
                              " SELECT 'n' || i, hex(zeroblob(500)) FROM n",
                              &disk->err));
    sqlite3_memory_highwater(true);
    sqlite3_int64 before = sqlite3_memory_used();

    assert_true(store_rewrite(store, &disk->err));

    assert_in_range(sqlite3_memory_highwater(false) - before, 1, 2 * 1024 * 1024);
    assert_int_equal(number(store, "PRAGMA temp_store"), 2);
    store_close(store);
}

/* Refused with this key, and not a byte of the file changed. */
static void refuses(struct disk *disk, const char *key)
{
    struct stat before, after;
    assert_int_equal(stat(disk->path, &before), 0);
    assert_null(store_open(disk->path, &disk->err));
    assert_string_equal(disk->err.key, key);
    assert_int_equal(stat(disk->path, &after), 0);
    assert_int_equal(before.st_size, after.st_size);
    assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
}

static void run_in_county(struct disk *disk, const char *script)
{
    struct store *store = store_open(disk->path, &disk->err);
    assert_non_null(store);
    assert_true(store_execute(store, script, &disk->err));
    assert_true(store_checkpoint(store, &disk->err));
    store_close(store);
}

static void a_database_of_a_newer_program_is_refused(void **state)
{
    struct disk *disk = *state;
    run_in_county(disk, "PRAGMA user_version = 9999");

    refuses(disk, "store.newer");
}

static void a_database_of_another_program_is_refused(void **state)
{
    struct disk *disk = *state;
    run_in_county(disk, "PRAGMA application_id = 1");

    refuses(disk, "store.foreign");
}

static void a_file_that_is_no_database_is_refused(void **state)
{
    struct disk *disk = *state;
    FILE *file = fopen(disk->path, "w");
    assert_non_null(file);
    for (int i = 0; i < 1000; i++)
        fputs("姓名,性别,出生日期\n", file);
    fclose(file);

    refuses(disk, "store.foreign");
}

static void a_folder_that_is_not_there_is_said(void **state)
{
    struct disk *disk = *state;

    assert_null(store_open("/nowhere/county.db", &disk->err));

    assert_string_equal(disk->err.key, "store.open");
}

static void a_session_that_the_program_outgrew_writes_no_more(void **state)
{
    struct disk *disk = *state;
    struct store *old = store_open(disk->path, &disk->err);
    assert_non_null(old);
    run_in_county(disk, "PRAGMA user_version = 9999");

    assert_false(store_begin(old, &disk->err));

    assert_string_equal(disk->err.key, "store.newer");
    assert_true(number(old, "SELECT count(*) FROM setting") >= 0);
    store_close(old);
}

/* In a child: adds rows one transaction each, as fast as it can. */
static void write_rows(const char *path, int writer, int rows)
{
    struct error err = {0};
    struct store *store = store_open(path, &err);
    for (int i = 0; store && i < rows; i++) {
        char name[32];
        snprintf(name, sizeof name, "%d-%d", writer, i);
        if (!store_begin(store, &err) || !store_end(store, add_to(store, name, &err), &err))
            _exit(1);
    }
    store_close(store);
    _exit(store ? 0 : 1);
}

static void many_writers_wait_for_each_other_and_lose_nothing(void **state)
{
    enum {
        WRITERS = 8,
        ROWS = 20
    };
    struct disk *disk = *state;
    pid_t children[WRITERS];
    for (int i = 0; i < WRITERS; i++)
        if ((children[i] = fork()) == 0)
            write_rows(disk->path, i, ROWS);

    for (int i = 0; i < WRITERS; i++) {
        int status;
        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_int_equal(status, 0);
    }

    struct store *store = store_open(disk->path, &disk->err);
    assert_int_equal(number(store, "SELECT count(*) FROM setting"), WRITERS * ROWS);
    store_close(store);
}

static void a_writer_that_is_killed_leaves_the_queue(void **state)
{
    struct disk *disk = *state;
    struct store *store = store_open(disk->path, &disk->err);
    assert_non_null(store);
    store_close(store);
    int ready[2];
    assert_int_equal(pipe(ready), 0);
    pid_t child = fork();
    if (child == 0) {
        struct store *held = store_open(disk->path, &disk->err);
        _exit(store_begin(held, &disk->err) && write(ready[1], "x", 1) == 1 ? pause() : 1);
    }
    char byte;
    assert_int_equal(read(ready[0], &byte, 1), 1);

    kill(child, SIGKILL);
    assert_int_equal(waitpid(child, NULL, 0), child);

    store = store_open(disk->path, &disk->err);
    assert_true(store_begin(store, &disk->err));
    assert_true(store_end(store, add_to(store, "a", &disk->err), &disk->err));
    store_close(store);
    close(ready[0]);
    close(ready[1]);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(what_a_failed_transaction_wrote_is_gone),
        SPEC(an_inner_transaction_falls_alone),
        SPEC(an_inner_transaction_falls_with_the_outer),
        SPEC(three_deep_each_stands_or_falls_by_itself),
        SPEC(nothing_is_written_in_a_reading_transaction),
        SPEC(an_audit_row_cannot_be_rewritten_or_deleted),
        ON_DISK(what_was_committed_is_there_for_the_next),
        ON_DISK(every_promise_to_the_disk_is_switched_on),
        ON_DISK(closing_moves_nothing_from_the_log_only_a_checkpoint_does),
        ON_DISK(a_county_is_written_anew_without_being_held_in_memory),
        ON_DISK(a_database_of_a_newer_program_is_refused),
        ON_DISK(a_database_of_another_program_is_refused),
        ON_DISK(a_file_that_is_no_database_is_refused),
        ON_DISK(a_folder_that_is_not_there_is_said),
        ON_DISK(a_session_that_the_program_outgrew_writes_no_more),
        ON_DISK(many_writers_wait_for_each_other_and_lose_nothing),
        ON_DISK(a_writer_that_is_killed_leaves_the_queue),
    };
    return cmocka_run_group_tests_name("store", specs, NULL, NULL);
}
