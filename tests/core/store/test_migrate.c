/* A county that an older program made is opened by this one, and has all that it had. */
#include "tests/support/fixture.h"

#include <glob.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Names as the migrations count them: what comes after is not known to the older program. */
static const char last_of_the_old[] = "0014-outbox.sql";

static const char rows_of_the_old[] =
    "INSERT INTO place (id, kind, name_zh) VALUES (1, 'county', '示例县');"
    "INSERT INTO place (id, parent_id, kind, name_zh) VALUES (2, 1, 'school', '示例中学');"
    "INSERT INTO account (id, name, created_at) VALUES (1, 'sun', 0);"
    "INSERT INTO post (id, role, place_id) VALUES (7, 'principal', 2);"
    "INSERT INTO holding (post_id, account_id, first_day) VALUES (7, 1, '2026-08-01');"
    "INSERT INTO child (id, name_zh) VALUES (1, '李示例');"
    "INSERT INTO plan (id, child_id, kind, state, post_id, begins_on)"
    " VALUES (1, 1, 'aid', 'stands', 7, '2026-09-01');"
    "INSERT INTO duty (kind, child_id, plan_id, post_id, first_post, since, due, subject)"
    " VALUES ('beat', 1, 1, 7, 7, '2026-09-01', '2026-09-30', 'x');";

struct old {
    char folder[64], path[96];
    struct store *store;
    struct error err;
};

static void run_file(sqlite3 *db, const char *path)
{
    static char sql[64 * 1024];
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    sql[fread(sql, 1, sizeof sql - 1, file)] = '\0';
    fclose(file);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
}

static void run_migrations(sqlite3 *db)
{
    glob_t files;
    char pattern[512];
    snprintf(pattern, sizeof pattern, "%s/core/schema/[0-9]*.sql", getenv("SOURCES"));
    assert_int_equal(glob(pattern, 0, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++)
        if (strcmp(strrchr(files.gl_pathv[i], '/') + 1, last_of_the_old) <= 0)
            run_file(db, files.gl_pathv[i]);
    globfree(&files);
}

static int old_open(void **state)
{
    sqlite3 *db;
    struct old *old = calloc(1, sizeof *old);
    assert_non_null(old);
    strcpy(old->folder, "/tmp/baoxue-migrate-XXXXXX");
    assert_non_null(mkdtemp(old->folder));
    snprintf(old->path, sizeof old->path, "%s/county.db", old->folder);
    assert_int_equal(sqlite3_open(old->path, &db), SQLITE_OK);
    run_migrations(db);
    assert_int_equal(sqlite3_exec(db, "PRAGMA application_id = 0x62616F78", NULL, NULL, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, rows_of_the_old, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    old->store = store_open(old->path, &old->err);
    *state = old;
    return 0;
}

static int old_close(void **state)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-queue"};
    struct old *old = *state;
    char path[128];
    store_close(old->store);
    for (size_t i = 0; i < COUNT(ends); i++) {
        snprintf(path, sizeof path, "%s%s", old->path, ends[i]);
        unlink(path);
    }
    rmdir(old->folder);
    free(old);
    return 0;
}

#define OLD(name) cmocka_unit_test_setup_teardown(name, old_open, old_close)

static int64_t number(const struct old *old, const char *sql)
{
    QUERY(query) = query_open(old->store, sql);
    assert_true(query_next(&query));
    return query_int(&query, 0);
}

static void an_old_county_is_opened(void **state)
{
    const struct old *old = *state;

    assert_non_null(old->store);
}

static void its_posts_are_those_of_their_places(void **state)
{
    const struct old *old = *state;

    assert_int_equal(number(old, "SELECT id FROM post WHERE role = 'principal' AND place_id = 2"
                                 " AND seat = ''"),
                     7);
    assert_int_equal(number(old, "SELECT count(*) FROM holding JOIN post ON post.id = post_id"), 1);
    assert_int_equal(number(old, "SELECT count(*) FROM plan JOIN post ON post.id = post_id"), 1);
}

static void references_to_posts_are_kept_afterwards(void **state)
{
    struct old *old = *state;

    assert_false(store_execute(old->store, "DELETE FROM post WHERE id = 7", &old->err));

    assert_int_equal(number(old, "SELECT count(*) FROM post"), 1);
}

static void one_post_of_a_role_at_a_place_stays_one(void **state)
{
    struct old *old = *state;

    assert_false(store_execute(old->store, "INSERT INTO post (role, place_id) VALUES"
                                           " ('principal', 2)",
                               &old->err));
    assert_true(store_execute(old->store, "INSERT INTO post (role, place_id, seat) VALUES"
                                          " ('home_teacher', 2, '1'), ('home_teacher', 2, '2')",
                              &old->err));
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        OLD(an_old_county_is_opened),
        OLD(its_posts_are_those_of_their_places),
        OLD(references_to_posts_are_kept_afterwards),
        OLD(one_post_of_a_role_at_a_place_stays_one),
    };
    return cmocka_run_group_tests_name("migrate", specs, NULL, NULL);
}
