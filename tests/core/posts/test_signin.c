#include "core/posts/signin.h"
#include "tests/support/county.h"

static int64_t sign_in(struct fixture *f)
{
    int64_t id = 0;
    struct actor teacher = county_actor(f, ROLE_CLASS_TEACHER);
    struct signin signin = {
        .account_id = teacher.account_id, .source = "192.0.2.7", .client = "SSH-2.0-test", .pid = 7};
    assert_true(signin_begin(f->store, &signin, &id, &f->err));
    return id;
}

static int64_t signed_in(struct fixture *f)
{
    struct actor admin = county_actor(f, ROLE_ACCOUNT_ADMIN);
    struct signin *rows;
    size_t count;
    int64_t total = -1;
    assert_true(signin_list(f->store, &admin, (struct page){0, 10}, &f->arena, &rows, &count, &total,
                            &f->err));
    assert_int_equal(count, total);
    return total;
}

static void who_is_signed_in_is_listed_until_they_go(void **state)
{
    struct fixture *f = *state;
    county_make(f);

    int64_t id = sign_in(f);
    assert_int_equal(signed_in(f), 1);
    assert_true(signin_end(f->store, id, &f->err));

    assert_int_equal(signed_in(f), 0);
}

static void an_administrator_asks_a_session_to_end(void **state)
{
    struct fixture *f = *state;
    county_make(f);
    int64_t id = sign_in(f);
    struct actor admin = county_actor(f, ROLE_ACCOUNT_ADMIN);
    bool before = true, after = false;

    assert_true(signin_ending(f->store, id, &before, &f->err));
    assert_true(signin_ask_end(f->store, &admin, id, &f->err));

    assert_true(signin_ending(f->store, id, &after, &f->err));
    assert_false(before);
    assert_true(after);
}

static void nobody_else_may_end_a_session(void **state)
{
    struct fixture *f = *state;
    county_make(f);
    int64_t id = sign_in(f);
    struct actor teacher = county_actor(f, ROLE_CLASS_TEACHER);
    bool ending = true;

    assert_false(signin_ask_end(f->store, &teacher, id, &f->err));

    assert_int_equal(f->err.kind, ERROR_DENIED);
    f->err = (struct error){0};
    assert_true(signin_ending(f->store, id, &ending, &f->err));
    assert_false(ending);
}

static void a_session_that_has_ended_cannot_be_ended(void **state)
{
    struct fixture *f = *state;
    county_make(f);
    struct actor admin = county_actor(f, ROLE_ACCOUNT_ADMIN);

    assert_false(signin_ask_end(f->store, &admin, 4711, &f->err));

    assert_int_equal(f->err.kind, ERROR_MISSING);
}

static void a_server_that_starts_forgets_who_was_there(void **state)
{
    struct fixture *f = *state;
    county_make(f);
    sign_in(f);

    assert_true(signin_clear(f->store, &f->err));

    assert_int_equal(signed_in(f), 0);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(who_is_signed_in_is_listed_until_they_go),
        SPEC(an_administrator_asks_a_session_to_end),
        SPEC(nobody_else_may_end_a_session),
        SPEC(a_session_that_has_ended_cannot_be_ended),
        SPEC(a_server_that_starts_forgets_who_was_there),
    };
    return cmocka_run_group_tests_name("signin", specs, NULL, NULL);
}
