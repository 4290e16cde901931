/* While somebody fills the first record, the academic office answers the rest and completes it. */
#include "core/rules/policy.h"
#include "forms/filling/complete.h"
#include "tests/tui/given.h"

static void say(struct fixture *f, const struct actor *actor, const char *field, const char *value)
{
    struct answer_clash clash;
    struct form_record record;
    assert_true(answers_read(f->store, 1, &f->arena, &record, &f->err));
    assert_true(answers_store(f->store, actor, COUNTY_TODAY, &record,
                              form_index(record.form, form_field(record.form, field)), value,
                              &f->arena, &clash, &f->err));
}

void given_colleague_completes(struct fixture *f, const struct county *c)
{
    const struct actor office = county_actor(f, ROLE_ACADEMIC_OFFICE);
    struct policy *policy = policy_open(NULL, "hutubi", &f->err);
    (void)c;
    assert_non_null(policy);
    say(f, &office, "how", "contact.visit");
    say(f, &office, "family_says", "refuses");
    say(f, &office, "student_says", "not_seen");
    assert_true(complete_record(f->store, policy, &office, COUNTY_TODAY, 1, &f->err));
    policy_close(policy);
}
