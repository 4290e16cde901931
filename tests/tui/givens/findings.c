#include "core/compare/compare.h"
#include "core/lists/search.h"
#include "core/rules/policy.h"
#include "tests/tui/given.h"

static void run(struct fixture *f, const char *sql, int64_t child)
{
    QUERY(query) = query_open(f->store, sql);
    bind_int(&query, ":child", child);
    assert_true(query_run(&query, &f->err));
}

/* The lists disagree on a name, a sex and a day of birth, and were compared; all can be found. */
void given_findings(struct fixture *f, const struct county *c)
{
    struct compare_summary summary;
    struct policy *policy = policy_open(NULL, "hutubi", &f->err);
    assert_non_null(policy);
    run(f, "UPDATE roll_entry SET name_zh = '李示列' WHERE child_id = :child", c->child[CHILD_LI]);
    run(f, "UPDATE roll_entry SET sex = 'm' WHERE child_id = :child", c->child[CHILD_AYGUL]);
    run(f, "UPDATE roll_entry SET born = '2013-03-21' WHERE child_id = :child", c->child[CHILD_WANG]);
    for (int i = 0; i < CHILD_COUNT; i++)
        assert_true(search_index(f->store, c->child[i], &f->err));

    assert_true(compare_run(f->store, policy, &f->console, COUNTY_TODAY, &f->arena, &summary, &f->err));
    policy_close(policy);
}
