/* Li was absent yesterday and today: a case, with its first duties. */
#include "core/days/absence.h"
#include "core/rules/policy.h"
#include "tests/tui/given.h"

static void report(struct fixture *f, const struct county *c, const struct policy *policy,
                   const char *day)
{
    const struct actor teacher = county_actor(f, ROLE_CLASS_TEACHER);
    const struct absence_mark mark = {c->child[CHILD_LI], ABSENCE_UNEXCUSED};
    assert_true(absence_report(f->store, policy, &teacher, COUNTY_TODAY, c->class_junior_7_1, day,
                               &mark, 1, &f->err));
}

void given_two_days(struct fixture *f, const struct county *c)
{
    struct policy *policy = policy_open(NULL, "hutubi", &f->err);
    assert_non_null(policy);
    report(f, c, policy, "2026-09-16");
    report(f, c, policy, COUNTY_TODAY);
    policy_close(policy);
}
