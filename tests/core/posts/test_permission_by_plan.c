/* What a keeper does for a child of none of its places: its plan, and what tells of it. */
#include "tests/support/attempts.h"

#include "core/scope/scope.h"

static void give_plan(struct attempts *a, enum role role)
{
    store_widen(a->f->store);
    QUERY(query) =
        query_open(a->f->store, "UPDATE main.plan SET post_id = :post WHERE child_id = :child");
    bind_int(&query, ":post", county_actor(a->f, role).posts[0].id);
    bind_int(&query, ":child", a->county.child[a->child]);
    assert_true(query_run(&query, &a->f->err));
}

static void who_keeps_a_plan_does_that_and_nothing_else(void **state)
{
    static const enum role keepers[] = {ROLE_PAIRED_CADRE, ROLE_HOME_TEACHER, ROLE_CLASS_TEACHER,
                                        ROLE_PRINCIPAL};
    struct attempts a = attempts_begin(*state);
    const struct attempt *attempt;
    a.child = CHILD_KURBAN;

    for (size_t i = 0; i < COUNT(keepers); i++) {
        give_plan(&a, keepers[i]);
        attempts_enter(&a, keepers[i]);
        for (size_t j = 0; (attempt = attempts_at(j)); j++)
            if (attempt->somewhere && attempts_refused(&a, attempt) == attempt->kept)
                fail_msg("%s: %s: %s", role_name(keepers[i]), attempt->name,
                         a.err.key ? a.err.key : "done");
    }
    attempts_end(&a);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(who_keeps_a_plan_does_that_and_nothing_else),
    };
    return cmocka_run_group_tests_name("permission_by_plan", specs, NULL, NULL);
}
