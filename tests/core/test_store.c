#include "tests/support/fixture.h"

static int64_t count(struct fixture *f)
{
    QUERY(query) = query_open(f->store, "SELECT count(*) FROM setting");
    assert_true(query_next(&query));
    return query_int(&query, 0);
}

static bool add(struct fixture *f, const char *name)
{
    QUERY(query) = query_open(f->store, "INSERT INTO setting (name, value) VALUES (:name, 'x')");
    bind_text(&query, ":name", name);
    return query_run(&query, &f->err);
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

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(what_a_failed_transaction_wrote_is_gone),
        SPEC(an_inner_transaction_falls_alone),
        SPEC(an_audit_row_cannot_be_rewritten_or_deleted),
    };
    return cmocka_run_group_tests_name("store", specs, NULL, NULL);
}
