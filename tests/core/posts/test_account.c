#include "tests/support/county.h"

#include "core/posts/account.h"

#include <string.h>

#define ED25519 "AAAAC3NzaC1lZDI1NTE5AAAAIBnIbw5uYxJ0mUgUoVbDWx0U0a1xk9sbJm1QyqGRxy3x"

struct made {
    int64_t id;
    char password[ACCOUNT_PASSWORD_SIZE];
};

static struct made make(struct fixture *f, const char *name)
{
    struct made made;
    assert_true(account_create(f->store, &f->console, &(struct account){.name = name}, &made.id,
                               made.password, &f->err));
    return made;
}

static int64_t check(struct fixture *f, const char *name, const char *password)
{
    int64_t id = -1;
    assert_true(account_check_password(f->store, name, password, &id, &f->err));
    return id;
}

static bool change(struct fixture *f, const struct made *made, const char *name,
                   const char *password)
{
    const struct actor actor = {.account_id = made->id, .name = name};
    f->err = (struct error){0};
    return account_change_password(f->store, &actor, password, &f->err);
}

static void a_one_time_password_opens_the_account_it_was_made_for(void **state)
{
    struct fixture *f = *state;
    struct made ali = make(f, "ali");
    make(f, "wang");

    assert_int_equal(check(f, "ali", ali.password), ali.id);
    assert_int_equal(check(f, "wang", ali.password), 0);
    assert_int_equal(check(f, "nobody", ali.password), 0);
    assert_int_equal(check(f, "ali", ""), 0);
}

static void a_one_time_password_must_be_changed(void **state)
{
    struct fixture *f = *state;
    struct made ali = make(f, "ali");
    struct account account;
    assert_true(account_read(f->store, ali.id, &f->arena, &account, &f->err));
    assert_true(account.must_change);

    assert_true(change(f, &ali, "ali", "ein langes Wort"));

    assert_true(account_read(f->store, ali.id, &f->arena, &account, &f->err));
    assert_false(account.must_change);
    assert_int_equal(check(f, "ali", "ein langes Wort"), ali.id);
    assert_int_equal(check(f, "ali", ali.password), 0);
}

static void a_weak_password_is_refused_with_its_reason(void **state)
{
    struct fixture *f = *state;
    struct made ali = make(f, "alimjan");
    char long_one[ACCOUNT_PASSWORD_MOST + 2];
    memset(long_one, 'x', sizeof long_one - 1);
    long_one[sizeof long_one - 1] = '\0';
    const struct {
        const char *password, *key;
    } refused[] = {
        {"short",             "password.too-short"},
        {long_one,            "password.too-long" },
        {"my name: AlimJan!", "password.has-name" },
        {ali.password,        "password.old"      },
    };
    for (size_t i = 0; i < COUNT(refused); i++) {
        assert_false(change(f, &ali, "alimjan", refused[i].password));
        assert_string_equal(f->err.key, refused[i].key);
    }
}

static void a_keyboard_is_there_again_and_is_nobody_elses(void **state)
{
    struct fixture *f = *state;
    struct made ali = make(f, "ali"), wang = make(f, "wang");
    const struct actor actor = {.account_id = ali.id, .name = "ali"};
    struct account hers, his;

    assert_true(account_choose_keyboard(f->store, &actor, "uyghur", true, &f->err));

    assert_true(account_read(f->store, ali.id, &f->arena, &hers, &f->err));
    assert_true(account_read(f->store, wang.id, &f->arena, &his, &f->err));
    assert_string_equal(hers.keyboard, "uyghur");
    assert_true(hers.auto_hamza);
    assert_string_equal(his.keyboard, "");
    assert_false(his.auto_hamza);
}

static void a_disabled_account_opens_no_more_until_it_is_enabled(void **state)
{
    struct fixture *f = *state;
    struct made ali = make(f, "ali");
    int64_t id = -1;
    assert_true(account_add_key(f->store, &f->console, ali.id, "ssh-ed25519 " ED25519, &f->err));

    assert_true(account_disable(f->store, &f->console, ali.id, true, &f->err));
    assert_int_equal(check(f, "ali", ali.password), 0);
    assert_true(account_check_key(f->store, "ali", "ssh-ed25519", ED25519, &id, &f->err));
    assert_int_equal(id, 0);

    assert_true(account_disable(f->store, &f->console, ali.id, false, &f->err));
    assert_int_equal(check(f, "ali", ali.password), ali.id);
}

static void disabling_ends_the_sessions_of_the_account(void **state)
{
    struct fixture *f = *state;
    struct made ali = make(f, "ali");
    QUERY(insert) = query_open(f->store, "INSERT INTO session (account_id, pid, source,"
                                         " began_at, seen_at)"
                                         " VALUES (:id, 1, '', 0, 0)");
    bind_int(&insert, ":id", ali.id);
    assert_true(query_run(&insert, &f->err));

    assert_true(account_disable(f->store, &f->console, ali.id, true, &f->err));

    QUERY(query) = query_open(f->store, "SELECT ending FROM session");
    assert_true(query_next(&query));
    assert_int_equal(query_int(&query, 0), 1);
}

static void nobody_disables_themselves(void **state)
{
    struct fixture *f = *state;
    county_make(f);
    struct actor admin = county_actor(f, ROLE_ACCOUNT_ADMIN);

    assert_false(account_disable(f->store, &admin, admin.account_id, true, &f->err));

    assert_string_equal(f->err.key, "account.not-yourself");
}

static void a_reset_replaces_the_password(void **state)
{
    struct fixture *f = *state;
    struct made ali = make(f, "ali");
    char password[ACCOUNT_PASSWORD_SIZE];

    assert_true(account_reset(f->store, &f->console, ali.id, password, &f->err));

    assert_int_equal(check(f, "ali", ali.password), 0);
    assert_int_equal(check(f, "ali", password), ali.id);
}

static void names_are_plain_and_given_once(void **state)
{
    struct fixture *f = *state;
    static const char *const bad[] = {"", "a b", "Ali", "阿里", ".ali", "a;b", "../etc"};
    struct made made;
    make(f, "ali");

    for (size_t i = 0; i < COUNT(bad); i++) {
        f->err = (struct error){0};
        assert_false(account_create(f->store, &f->console, &(struct account){.name = bad[i]},
                                    &made.id, made.password, &f->err));
        assert_string_equal(f->err.key, "account.bad-name");
    }
    f->err = (struct error){0};
    assert_false(account_create(f->store, &f->console, &(struct account){.name = "ali"}, &made.id,
                                made.password, &f->err));
    assert_string_equal(f->err.key, "account.name-taken");
}

static void a_key_opens_only_its_own_account(void **state)
{
    struct fixture *f = *state;
    struct made ali = make(f, "ali");
    int64_t id = -1;
    make(f, "wang");
    assert_true(account_add_key(f->store, &f->console, ali.id,
                                "ssh-ed25519 " ED25519 " ali@school\n", &f->err));

    assert_true(account_check_key(f->store, "ali", "ssh-ed25519", ED25519, &id, &f->err));
    assert_int_equal(id, ali.id);
    assert_true(account_check_key(f->store, "wang", "ssh-ed25519", ED25519, &id, &f->err));
    assert_int_equal(id, 0);
}

static void what_is_no_key_is_refused(void **state)
{
    struct fixture *f = *state;
    struct made ali = make(f, "ali");
    static const char *const bad[] = {
        "", "hello", "ssh-ed25519", "ssh-ed25519 short", "ssh-dss " ED25519,
        "command=\"sh\" ssh-ed25519 " ED25519, "ssh-ed25519 AAAA;DROP TABLE account;AAAA"};
    for (size_t i = 0; i < COUNT(bad); i++) {
        f->err = (struct error){0};
        assert_false(account_add_key(f->store, &f->console, ali.id, bad[i], &f->err));
        assert_string_equal(f->err.key, "account.bad-key");
    }
}

static void a_key_is_on_file_once_and_can_be_removed(void **state)
{
    struct fixture *f = *state;
    struct made ali = make(f, "ali"), wang = make(f, "wang");
    struct account_key *keys;
    size_t count;
    assert_true(account_add_key(f->store, &f->console, ali.id, "ssh-ed25519 " ED25519, &f->err));
    assert_false(account_add_key(f->store, &f->console, wang.id, "ssh-ed25519 " ED25519, &f->err));
    assert_string_equal(f->err.key, "account.key-taken");
    f->err = (struct error){0};
    assert_true(account_keys(f->store, ali.id, &f->arena, &keys, &count, &f->err));
    assert_int_equal(count, 1);

    assert_true(account_remove_key(f->store, &f->console, keys[0].id, &f->err));

    assert_true(account_keys(f->store, ali.id, &f->arena, &keys, &count, &f->err));
    assert_int_equal(count, 0);
}

static void accounts_are_listed_by_the_beginning_of_a_name(void **state)
{
    struct fixture *f = *state;
    county_make(f);
    static const struct {
        const char *typed;
        int64_t total;
    } lists[] = {
        {"",           13},
        {"a",          3 },
        {"acc",        1 },
        {"陈",        1 },
        {"ئالىم", 1 },
        {"示例",     0 },
        {"%",          0 }
    };

    for (size_t i = 0; i < COUNT(lists); i++) {
        struct account *rows;
        size_t count;
        int64_t total;
        assert_true(account_list(f->store, &f->console, lists[i].typed, (struct page){0, 5},
                                 &f->arena, &rows, &count, &total, &f->err));
        assert_int_equal(total, lists[i].total);
        assert_int_equal(count, lists[i].total < 5 ? lists[i].total : 5);
    }
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_one_time_password_opens_the_account_it_was_made_for),
        SPEC(a_one_time_password_must_be_changed),
        SPEC(a_weak_password_is_refused_with_its_reason),
        SPEC(a_keyboard_is_there_again_and_is_nobody_elses),
        SPEC(a_disabled_account_opens_no_more_until_it_is_enabled),
        SPEC(disabling_ends_the_sessions_of_the_account),
        SPEC(nobody_disables_themselves),
        SPEC(a_reset_replaces_the_password),
        SPEC(names_are_plain_and_given_once),
        SPEC(a_key_opens_only_its_own_account),
        SPEC(what_is_no_key_is_refused),
        SPEC(a_key_is_on_file_once_and_can_be_removed),
        SPEC(accounts_are_listed_by_the_beginning_of_a_name),
    };
    return cmocka_run_group_tests_name("account", specs, NULL, NULL);
}
