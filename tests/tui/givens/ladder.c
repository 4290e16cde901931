/* Li is absent for three days: called on the first, not visited on the second. Aygul is absent
   today. The clerk has been at work each day. */
#include "core/cases/casefile.h"
#include "core/days/absence.h"
#include "core/duties/clerk.h"
#include "core/rules/policy.h"
#include "tests/tui/given.h"

static void report(struct fixture *f, const struct county *c, const struct policy *policy,
                   const struct actor *teacher, const char *day, size_t absent)
{
    const struct absence_mark marks[] = {
        {c->child[CHILD_LI],    ABSENCE_UNEXCUSED},
        {c->child[CHILD_AYGUL], ABSENCE_UNEXCUSED}
    };
    assert_true(clerk_work(f->store, policy, day, &f->err));
    assert_true(absence_report(f->store, policy, teacher, day, c->class_junior_7_1, day, marks, absent,
                               &f->err));
}

void given_ladder(struct fixture *f, const struct county *c)
{
    struct policy *policy = policy_open(NULL, "hutubi", &f->err);
    struct actor teacher = county_actor(f, ROLE_CLASS_TEACHER);
    struct case_event call = {.kind = "contact.phone", .day = "2026-09-15", .result = "not_reached"};
    assert_non_null(policy);

    report(f, c, policy, &teacher, "2026-09-14", 0);
    report(f, c, policy, &teacher, "2026-09-15", 1);
    assert_true(casefile_of_child(f->store, c->child[CHILD_LI], &call.case_id, &f->err));
    assert_true(casefile_append(f->store, policy, &teacher, "2026-09-15", &call, &f->err));
    report(f, c, policy, &teacher, "2026-09-16", 1);
    report(f, c, policy, &teacher, "2026-09-17", 2);
    policy_close(policy);
}
