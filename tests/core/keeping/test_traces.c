/*
 * Erased is erased: after the log of writes was emptied, nothing that was said of them stands in any
 * byte of the database's files. The names are such as stand nowhere else.
 */
#include "core/lists/search.h"
#include "core/store/audit.h"
#include "tests/support/keep.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    CROWD = 3000 /* children beside the ones looked for: pages are split, merged and moved */
};

/* What is looked for: every third child of the crowd has it, and goes. */
#define MARK "查无此名"

struct place {
    struct fixture f;
    char folder[32];
    struct work work;
};

static void open_place(struct place *place)
{
    strcpy(place->folder, "/tmp/traces-XXXXXX");
    assert_non_null(mkdtemp(place->folder));
    place->f.console = (struct actor){.name = "console", .console = true};
    place->f.store = store_open(arena_text(&place->f.arena, "%s/county.db", place->folder),
                                &place->f.err);
    assert_non_null(place->f.store);
    place->work = work_begin(&place->f);
}

static void close_place(struct place *place)
{
    DIR *entries;
    work_end(&place->work);
    store_close(place->f.store);
    assert_non_null(entries = opendir(place->folder));
    for (struct dirent *entry; (entry = readdir(entries));)
        unlinkat(dirfd(entries), entry->d_name, 0);
    closedir(entries);
    rmdir(place->folder);
    arena_clear(&place->f.arena);
}

static size_t count_in(const char *text, size_t size, const char *bytes)
{
    size_t found = 0, length = strlen(bytes);
    const char *end = text + size;
    for (const char *at = text; (at = memchr(at, *bytes, (size_t)(end - at))); at++)
        found += (size_t)(end - at) >= length && memcmp(at, bytes, length) == 0;
    return found;
}

/* How often the bytes stand in the files of the folder. */
static size_t count_in_files(struct place *place, const char *bytes)
{
    size_t found = 0;
    DIR *entries = opendir(place->folder);
    assert_non_null(entries);
    for (struct dirent *entry; (entry = readdir(entries));) {
        struct stat status;
        int file = openat(dirfd(entries), entry->d_name, O_RDONLY);
        assert_true(file >= 0 && fstat(file, &status) == 0);
        if (S_ISREG(status.st_mode)) {
            char *text = arena_alloc(&place->f.arena, (size_t)status.st_size + 1);
            assert_int_equal(read(file, text, (size_t)status.st_size), status.st_size);
            found += count_in(text, (size_t)status.st_size, bytes);
        }
        close(file);
    }
    closedir(entries);
    return found;
}

/* Written in the order in which a register is loaded, with their keys, rows and guardians. */
static void add_crowd(struct place *place)
{
    struct work *work = &place->work;
    static const char *const rows[] = {
        ("WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
         " INSERT INTO main.child (name_zh, born, id_number) SELECT iif(i % 3, '王示例', '" MARK "') || i,"
         "  iif(i % 3, '2016-01-01', '2001-01-01'), '65990020' || (1000000000 + i * 7919 % 104729) FROM n"),
        ("INSERT INTO main.guardian (child_id, relation, name_zh, phone)"
         " SELECT id, 'father', '父' || name_zh, '139' || (10000000 + id) FROM main.child WHERE id > 8"),
        ("INSERT INTO main.household (volume_id, page, head, phone, registered, address)"
         " SELECT 1, 100 + id, '户主' || name_zh, '139' || (10000000 + id), '示例县' || name_zh, '' FROM"
         " main.child WHERE id > 8"),
        ("INSERT INTO main.register_row (household_id, line, child_id, name_zh, id_number)"
         " SELECT h.id, 1, c.id, c.name_zh, c.id_number FROM main.child c JOIN main.household h"
         " ON h.page = 100 + c.id WHERE c.id > 8"),
        ("INSERT INTO main.draft (account_id, route, field, text, at)"
         " VALUES (1, 'search', 'text', '" MARK "3', 0)"),
    };
    assert_int_equal(CROWD, 3000);
    for (size_t i = 0; i < COUNT(rows); i++)
        keep_sql(work, rows[i], 0, NULL);
    keep_sql(work, "INSERT INTO main.search_waiting SELECT id FROM main.child WHERE id > 8", 0, NULL);
    assert_true(search_index_waiting(place->f.store, &place->f.err));
    assert_true(store_checkpoint(place->f.store, &place->f.err));
}

static void nothing_of_them_stands_in_any_byte(void **state)
{
    struct place place = {0};
    (void)state;
    open_place(&place);
    add_crowd(&place);
    assert_true(count_in_files(&place, MARK) > CROWD);

    keep_days(&place.work, COUNTY_TODAY, "2026-10-17");
    assert_true(keeper_wipe(place.f.store, "2026-10-17", &place.f.err));

    assert_int_equal(work_count(&place.work, "SELECT count(*) FROM child WHERE born = '2001-01-01'", 0), 0);
    assert_int_equal(count_in_files(&place, MARK), 0);
    assert_int_equal(count_in_files(&place, "13910000011"), 0); /* the telephone of the first of them */
    assert_true(count_in_files(&place, "王示例") > CROWD);
    close_place(&place);
}

/* Somebody who reads in the log is not waited for: it is emptied when they have read. */
static void a_reader_keeps_the_log_for_a_while(void **state)
{
    struct place place = {0};
    (void)state;
    open_place(&place);
    keep_born(&place.work, CHILD_LI, "2001-01-01");
    keep_days(&place.work, COUNTY_TODAY, "2026-10-16");
    struct store *reader = store_open(arena_text(&place.f.arena, "%s/county.db", place.folder), &place.f.err);
    assert_true(store_begin_reading(reader, &place.f.err));
    QUERY(query) = query_open(reader, "SELECT count(*) FROM child");
    assert_true(query_next(&query));
    keep_day(&place.work, "2026-10-17");

    assert_true(keeper_wipe(place.f.store, "2026-10-17", &place.f.err));
    assert_int_equal(work_count(&place.work, "SELECT count(*) FROM setting WHERE name = 'keeping.traces' AND value <> ''", 0), 1);
    query_close(&query);
    store_end(reader, true, &place.f.err);
    assert_true(keeper_wipe(place.f.store, "2026-10-17", &place.f.err));

    assert_int_equal(count_in_files(&place, "李示例"), 0);
    assert_int_equal(work_count(&place.work, "SELECT count(*) FROM setting WHERE name = 'keeping.traces' AND value <> ''", 0), 0);
    store_close(reader);
    close_place(&place);
}

/* What a statement that goes on keeps from being written anew, a full disk does, too. */
static void what_cannot_be_written_anew_is_tried_once_a_day(void **state)
{
    struct place place = {0};
    struct error refusal = {0};
    (void)state;
    open_place(&place);
    keep_born(&place.work, CHILD_LI, "2001-01-01");
    keep_days(&place.work, COUNTY_TODAY, "2026-10-17");
    QUERY(query) = query_open(place.f.store, "SELECT id FROM child");
    assert_true(query_next(&query));

    assert_false(keeper_wipe(place.f.store, "2026-10-17", &refusal));
    assert_true(keeper_wipe(place.f.store, "2026-10-17", &place.f.err));
    query_close(&query);
    assert_true(keeper_wipe(place.f.store, "2026-10-17", &place.f.err));
    assert_true(count_in_files(&place, "李示例") > 0);
    keep_day(&place.work, "2026-10-18");
    assert_true(keeper_wipe(place.f.store, "2026-10-18", &place.f.err));

    assert_int_equal(count_in_files(&place, "李示例"), 0);
    close_place(&place);
}

/* The keeper's own process, killed after some microseconds; a connection never crosses a fork. */
static void kill_one_at_work(struct place *place, useconds_t after)
{
    const char *path = arena_text(&place->f.arena, "%s/county.db", place->folder);
    pid_t pid = fork();
    if (pid == 0) {
        struct error err = {0};
        bool left = true;
        struct store *store = store_open(path, &err);
        while (store && left && keeper_work(store, place->work.policy, "2026-10-17", &left, &err)) {
        }
        _exit(0);
    }
    usleep(after);
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
}

static void one_that_is_killed_leaves_nothing_half_gone(void **state)
{
    struct place place = {0};
    struct audit_verdict verdict;
    (void)state;
    open_place(&place);
    add_crowd(&place);
    keep_days(&place.work, COUNTY_TODAY, "2026-10-16");
    const char *path = arena_text(&place.f.arena, "%s/county.db", place.folder);
    const char *gone = "SELECT count(*) FROM child c WHERE born = '2001-01-01'";
    store_close(place.f.store);

    for (useconds_t after = 50000; after < 1000000; after += 150000) {
        kill_one_at_work(&place, after);
        place.f.store = store_open(path, &place.f.err);
        int64_t left = work_count(&place.work, gone, 0);
        assert_int_equal(work_count(&place.work, "SELECT count(*) FROM pragma_foreign_key_check", 0), 0);
        assert_int_equal(work_count(&place.work, "SELECT count(*) FROM erasing", 0), 0);
        assert_int_equal(work_count(&place.work, "SELECT count(*) FROM audit WHERE action = 'keeping.erase'", 0),
                         CROWD / 3 - left);
        store_close(place.f.store);
    }

    place.f.store = store_open(path, &place.f.err);
    keep_day(&place.work, "2026-10-17");
    assert_int_equal(work_count(&place.work, gone, 0), 0);
    assert_true(audit_verify(place.f.store, &place.f.console, NULL, &verdict, &place.f.err));
    assert_int_equal(verdict.broken, 0);
    close_place(&place);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        cmocka_unit_test(nothing_of_them_stands_in_any_byte),
        cmocka_unit_test(one_that_is_killed_leaves_nothing_half_gone),
        cmocka_unit_test(a_reader_keeps_the_log_for_a_while),
        cmocka_unit_test(what_cannot_be_written_anew_is_tried_once_a_day),
    };
    return cmocka_run_group_tests_name("traces", specs, NULL, NULL);
}
