#include "tests/support/fixture.h"

#include "core/posts/secret.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void a_password_matches_its_own_hash_and_no_other(void **state)
{
    struct fixture *f = *state;
    char hash[SECRET_HASH_SIZE];

    assert_true(secret_hash("saman-uqughuchi", hash, sizeof hash, &f->err));

    assert_memory_equal(hash, "$y$", 3);
    assert_true(secret_matches("saman-uqughuchi", hash));
    assert_false(secret_matches("saman-uqughuch", hash));
}

static void the_same_password_is_never_hashed_alike(void **state)
{
    struct fixture *f = *state;
    char first[SECRET_HASH_SIZE], second[SECRET_HASH_SIZE];

    assert_true(secret_hash_made("same", first, sizeof first, &f->err));
    assert_true(secret_hash_made("same", second, sizeof second, &f->err));

    assert_string_not_equal(first, second);
}

static void what_is_no_hash_matches_nothing(void **state)
{
    (void)state;

    assert_false(secret_matches("", ""));
    assert_false(secret_matches("*0", "*0"));
    assert_false(secret_matches("x", "not a hash"));
    assert_false(secret_matches("x", "$y$"));
}

static void a_hash_that_would_not_fit_is_refused(void **state)
{
    struct fixture *f = *state;
    char small[16] = "kept";

    assert_false(secret_hash_made("word", small, sizeof small, &f->err));

    assert_int_equal(f->err.kind, ERROR_SYSTEM);
    assert_string_equal(small, "kept");
}

static void a_made_password_is_readable_and_never_the_same(void **state)
{
    (void)state;
    char first[SECRET_MADE_SIZE], second[SECRET_MADE_SIZE];

    secret_make(first, sizeof first);
    secret_make(second, sizeof second);

    assert_int_equal(strlen(first), 14);
    assert_int_equal(strspn(first, "abcdefghjkmnpqrstuvwxyz23456789-"), 14);
    assert_int_equal(first[4], '-');
    assert_int_equal(first[9], '-');
    assert_string_not_equal(first, second);
}

static void a_third_hash_waits_for_a_free_slot(void **state)
{
    struct fixture *f = *state;
    char folder[] = "/tmp/secret-XXXXXX", hash[SECRET_HASH_SIZE];
    assert_non_null(mkdtemp(folder));
    secret_queue(folder);
    assert_true(secret_hash_made("makes the slots", hash, sizeof hash, &f->err));
    FILE *slots[2];
    for (int i = 0; i < 2; i++) {
        slots[i] = fopen(arena_text(&f->arena, "%s/hash-%d.lock", folder, i), "a");
        assert_int_equal(flock(fileno(slots[i]), LOCK_EX), 0);
    }

    pid_t third = fork();
    if (third == 0) {
        fclose(slots[0]);
        fclose(slots[1]);
        _exit(secret_matches("x", hash) ? 1 : 0);
    }
    usleep(100000);
    assert_int_equal(waitpid(third, NULL, WNOHANG), 0);
    for (int i = 0; i < 2; i++)
        fclose(slots[i]);

    int status;
    assert_int_equal(waitpid(third, &status, 0), third);
    assert_int_equal(status, 0);
    for (int i = 0; i < 2; i++)
        unlink(arena_text(&f->arena, "%s/hash-%d.lock", folder, i));
    rmdir(folder);
    secret_queue(NULL);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_password_matches_its_own_hash_and_no_other),
        SPEC(the_same_password_is_never_hashed_alike),
        SPEC(what_is_no_hash_matches_nothing),
        SPEC(a_hash_that_would_not_fit_is_refused),
        SPEC(a_made_password_is_readable_and_never_the_same),
        SPEC(a_third_hash_waits_for_a_free_slot),
    };
    return cmocka_run_group_tests_name("secret", specs, NULL, NULL);
}
