#include "tests/support/fixture.h"

#include "core/rules/policy.h"
#include "core/store/county.h"
#include "core/store/setting.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct fresh {
    char parent[64], folder[96];
    struct policy *policy;
    struct error err;
    struct arena arena;
};

static int open_fresh(void **state)
{
    struct fresh *fresh = calloc(1, sizeof *fresh);
    assert_non_null(fresh);
    strcpy(fresh->parent, "/tmp/baoxue-county-XXXXXX");
    assert_non_null(mkdtemp(fresh->parent));
    snprintf(fresh->folder, sizeof fresh->folder, "%s/county", fresh->parent);
    fresh->policy = policy_open(NULL, "hutubi", &fresh->err);
    assert_non_null(fresh->policy);
    *state = fresh;
    return 0;
}

static int close_fresh(void **state)
{
    static const char *const names[] = {"county.db", "county.db-wal", "county.db-shm",
                                        "county.db-queue"};
    struct fresh *fresh = *state;
    for (size_t i = 0; i < COUNT(names); i++)
        unlink(county_path(fresh->folder, names[i], &fresh->arena));
    rmdir(county_path(fresh->folder, "drop", &fresh->arena));
    rmdir(fresh->folder);
    rmdir(fresh->parent);
    policy_close(fresh->policy);
    arena_clear(&fresh->arena);
    free(fresh);
    return 0;
}

#define FRESH(name) cmocka_unit_test_setup_teardown(name, open_fresh, close_fresh)

static void a_new_county_has_its_rules_and_its_first_place(void **state)
{
    struct fresh *fresh = *state;
    const char *policy;

    assert_true(county_create(fresh->folder, fresh->policy, &fresh->err));

    struct store *store = county_open(fresh->folder, &fresh->err);
    assert_non_null(store);
    assert_true(setting_read(store, "policy", &fresh->arena, &policy, &fresh->err));
    assert_string_equal(policy, "hutubi");
    QUERY(query) = query_open(store, "SELECT count(*), max(kind) FROM place");
    assert_true(query_next(&query));
    assert_int_equal(query_int(&query, 0), 1);
    assert_string_equal(query_text(&query, 1, &fresh->arena), "county");
    query_close(&query);
    store_close(store);
}

static void its_files_are_their_owners_alone(void **state)
{
    static const char *const names[] = {"", "county.db", "county.db-queue", "drop"};
    struct fresh *fresh = *state;

    assert_true(county_create(fresh->folder, fresh->policy, &fresh->err));

    for (size_t i = 0; i < COUNT(names); i++) {
        struct stat status;
        assert_int_equal(stat(county_path(fresh->folder, names[i], &fresh->arena), &status), 0);
        assert_int_equal(status.st_mode & 077, 0);
    }
}

static void a_folder_that_holds_a_county_is_left_alone(void **state)
{
    struct fresh *fresh = *state;
    assert_true(county_create(fresh->folder, fresh->policy, &fresh->err));

    assert_false(county_create(fresh->folder, fresh->policy, &fresh->err));

    assert_string_equal(fresh->err.key, "county.exists");
}

static void a_folder_without_a_county_is_said(void **state)
{
    struct fresh *fresh = *state;

    assert_null(county_open(fresh->parent, &fresh->err));

    assert_string_equal(fresh->err.key, "county.missing");
}

static void a_folder_that_cannot_be_made_is_said(void **state)
{
    struct fresh *fresh = *state;

    assert_false(county_create("/proc/county", fresh->policy, &fresh->err));

    assert_string_equal(fresh->err.key, "county.no-folder");
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        FRESH(a_new_county_has_its_rules_and_its_first_place),
        FRESH(its_files_are_their_owners_alone),
        FRESH(a_folder_that_holds_a_county_is_left_alone),
        FRESH(a_folder_without_a_county_is_said),
        FRESH(a_folder_that_cannot_be_made_is_said),
    };
    return cmocka_run_group_tests_name("county", specs, NULL, NULL);
}
