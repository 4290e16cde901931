#include "tests/support/fixture.h"

#include "tui/ssh/tries.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    MINUTE = 60 * 1000
};

static int open_tries(void **state)
{
    *state = calloc(1, sizeof(struct tries));
    return *state ? 0 : -1;
}

static int close_tries(void **state)
{
    free(*state);
    return 0;
}

static void fail_often(struct tries *tries, const char *name, const char *source, int times,
                       int64_t now)
{
    for (int i = 0; i < times; i++)
        tries_failed(tries, name, source, now);
}

static void five_wrong_passwords_lock_the_pair_for_a_quarter_of_an_hour(void **state)
{
    struct tries *tries = *state;

    fail_often(tries, "ali", "10.0.0.1", TRIES_MOST, 0);

    assert_true(tries_locked(tries, "ali", "10.0.0.1", 14 * MINUTE));
    assert_false(tries_locked(tries, "ali", "10.0.0.1", 15 * MINUTE));
}

static void four_do_not(void **state)
{
    struct tries *tries = *state;

    fail_often(tries, "ali", "10.0.0.1", TRIES_MOST - 1, 0);

    assert_false(tries_locked(tries, "ali", "10.0.0.1", 0));
}

static void nobody_locks_a_colleague_out_from_elsewhere(void **state)
{
    struct tries *tries = *state;

    fail_often(tries, "ali", "10.0.0.1", 100, 0);

    assert_false(tries_locked(tries, "ali", "10.0.0.2", 0));
    assert_false(tries_locked(tries, "gul", "10.0.0.1", 0));
}

static void failures_spread_over_hours_do_not_add_up(void **state)
{
    struct tries *tries = *state;

    for (int i = 0; i < 10; i++)
        tries_failed(tries, "ali", "10.0.0.1", (int64_t)i * 16 * MINUTE);

    assert_false(tries_locked(tries, "ali", "10.0.0.1", 10 * 16 * MINUTE));
}

static void the_right_password_starts_the_count_anew(void **state)
{
    struct tries *tries = *state;
    fail_often(tries, "ali", "10.0.0.1", TRIES_MOST - 1, 0);

    tries_forget(tries, "ali", "10.0.0.1");
    fail_often(tries, "ali", "10.0.0.1", TRIES_MOST - 1, 0);

    assert_false(tries_locked(tries, "ali", "10.0.0.1", 0));
}

static void trying_many_names_does_not_free_one_that_is_locked(void **state)
{
    struct tries *tries = *state;
    fail_often(tries, "ali", "10.0.0.1", TRIES_MOST, 0);

    for (int i = 0; i < 2 * TRIES_ROWS; i++) {
        char name[20];
        snprintf(name, sizeof name, "guess%d", i);
        tries_failed(tries, name, "10.0.0.1", i);
    }

    assert_true(tries_locked(tries, "ali", "10.0.0.1", MINUTE));
}

#define TRIES_SPEC(name) cmocka_unit_test_setup_teardown(name, open_tries, close_tries)

int main(void)
{
    const struct CMUnitTest specs[] = {
        TRIES_SPEC(five_wrong_passwords_lock_the_pair_for_a_quarter_of_an_hour),
        TRIES_SPEC(four_do_not),
        TRIES_SPEC(nobody_locks_a_colleague_out_from_elsewhere),
        TRIES_SPEC(failures_spread_over_hours_do_not_add_up),
        TRIES_SPEC(the_right_password_starts_the_count_anew),
        TRIES_SPEC(trying_many_names_does_not_free_one_that_is_locked),
    };
    return cmocka_run_group_tests_name("tries", specs, NULL, NULL);
}
