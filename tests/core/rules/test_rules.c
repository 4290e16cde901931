/* A county changes its rules while it works: 17 September 2026 is a Thursday. */
#include "tests/support/work.h"

#include "core/duties/clerk.h"
#include "core/rules/rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Hutubi's rules with a plan and a visit with the village on the fourth day, not the third. */
static const char *later_rules(struct fixture *f)
{
    static const char third[] = "    when: unexcused_days >= 3\n";
    const char *text, *found;
    size_t length;
    assert_true(policy_source(NULL, "hutubi", &f->arena, &text, &length, &f->err));
    char *later = arena_copy(&f->arena, text, length);
    while ((found = strstr(later, third)))
        later[(size_t)(found - later) + strlen(third) - 2] = '4';
    return later;
}

static bool change_as(struct work *work, const struct actor *actor, const char *text)
{
    work->f->err = (struct error){0};
    return rules_change(work->f->store, actor, NULL, work->today, "later.yaml", text, strlen(text),
                        &work->f->err);
}

static void changed(struct work *work)
{
    struct actor bureau = county_actor(work->f, ROLE_BUREAU_EDUCATION);
    if (!change_as(work, &bureau, later_rules(work->f)))
        fail_msg("%s %s", work->f->err.key, work->f->err.values[0]);
    policy_close(work->policy);
    work->policy = rules_open(work->f->store, NULL, &work->f->err);
    assert_non_null(work->policy);
}

static void absent(struct work *work, const char *day, const enum county_child children[])
{
    work->today = day;
    if (!work_report(work, day, children))
        fail_msg("%s %s", work->f->err.key, work->f->err.detail);
}

static int64_t plans_asked_of(struct work *work, enum county_child child)
{
    return work_count(work, "SELECT count(*) FROM duty WHERE rung = 'plan' AND child_id = :id",
                      work->county.child[child]);
}

static void an_open_case_goes_on_by_the_rules_that_it_began_under(void **state)
{
    struct work work = work_begin(*state);
    static const enum county_child li[] = {CHILD_LI, CHILD_COUNT};
    static const enum county_child both[] = {CHILD_LI, CHILD_AYGUL, CHILD_COUNT};
    absent(&work, "2026-09-15", li);

    changed(&work);
    absent(&work, "2026-09-16", both);
    absent(&work, "2026-09-17", both);
    absent(&work, "2026-09-18", both);

    assert_int_equal(plans_asked_of(&work, CHILD_LI), 1);    /* the third of four days */
    assert_int_equal(plans_asked_of(&work, CHILD_AYGUL), 0); /* the third of three, by the new */
    absent(&work, "2026-09-20", both);
    assert_int_equal(plans_asked_of(&work, CHILD_AYGUL), 1);
    work_end(&work);
}

static void rules_with_a_mistake_change_nothing(void **state)
{
    struct work work = work_begin(*state);
    struct actor bureau = county_actor(work.f, ROLE_BUREAU_EDUCATION);

    assert_false(change_as(&work, &bureau, "policy: hutubi\n"));
    assert_int_equal(work.f->err.kind, ERROR_INVALID);
    assert_string_equal(work.f->err.values[0], "later.yaml:1");

    assert_int_equal(work_count(&work, "SELECT count(*) FROM policy_version", 0), 0);
    work_end(&work);
}

static void another_county_s_rules_are_refused(void **state)
{
    struct work work = work_begin(*state);
    struct actor bureau = county_actor(work.f, ROLE_BUREAU_EDUCATION);
    const char *text;
    size_t length;
    assert_true(policy_source(NULL, "new", &work.f->arena, &text, &length, &work.f->err));

    bool done = change_as(&work, &bureau, text);

    assert_false(done);
    assert_string_equal(work.f->err.key, "policy.other-name");
    work_end(&work);
}

static void only_the_bureau_changes_the_rules(void **state)
{
    struct work work = work_begin(*state);
    struct actor principal = county_actor(work.f, ROLE_PRINCIPAL);

    bool done = change_as(&work, &principal, later_rules(work.f));

    assert_false(done);
    assert_int_equal(work.f->err.kind, ERROR_DENIED);
    work_end(&work);
}

static void whoever_works_learns_that_the_rules_are_others(void **state)
{
    struct work work = work_begin(*state);
    struct policy *before = rules_open(work.f->store, NULL, &work.f->err);
    bool same = true, other = false;

    assert_true(rules_changed(work.f->store, before, &same, &work.f->err));
    changed(&work);
    assert_true(rules_changed(work.f->store, before, &other, &work.f->err));

    assert_false(same);
    assert_true(other);
    const struct policy *goes_by = before;
    struct policy *kept = NULL;
    assert_true(rules_follow(work.f->store, NULL, &goes_by, &kept, &work.f->err));
    assert_int_equal(goes_by->version, work.policy->version);
    assert_ptr_equal(goes_by, kept);
    policy_close(kept);
    policy_close(before);
    work_end(&work);
}

static void old_rules_are_kept_as_long_as_a_case_goes_by_them(void **state)
{
    struct work work = work_begin(*state);
    struct rules_version *rows;
    size_t count;
    (void)work_case(&work, CHILD_LI);

    changed(&work);

    assert_non_null(work.policy->older);
    assert_true(rules_versions(work.f->store, (struct page){.size = 9}, &work.f->arena, &rows,
                               &count, &work.f->err));
    assert_int_equal(count, 2);
    assert_string_equal(rows[0].first_day, "2026-09-17");
    assert_int_equal(rows[1].open_cases, 1);
    work_end(&work);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(an_open_case_goes_on_by_the_rules_that_it_began_under),
        SPEC(rules_with_a_mistake_change_nothing),
        SPEC(another_county_s_rules_are_refused),
        SPEC(only_the_bureau_changes_the_rules),
        SPEC(whoever_works_learns_that_the_rules_are_others),
        SPEC(old_rules_are_kept_as_long_as_a_case_goes_by_them),
    };
    return cmocka_run_group_tests(specs, NULL, NULL);
}
