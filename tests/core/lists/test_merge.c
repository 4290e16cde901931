/* One child that the lists took for two: what goes on with the one who stays. */
#include "tests/support/keep.h"

#include "core/cases/plan.h"
#include "core/duties/clerk.h"
#include "core/keeping/hold.h"
#include "core/lists/merge.h"

static int64_t paired(struct work *work, enum county_child child)
{
    const struct plan_start start = {
        .child_id = work->county.child[child],
        .kind = "pairing",
        .reason = "常缺课，家里没有人管",
    };
    int64_t id = 0;
    if (!plan_begin(work->f->store, work->policy, &work->f->console, work->today, &start, &id,
                    &work->f->err))
        fail_msg("%s: %s", work->f->err.key, work->f->err.detail);
    return id;
}

/* Aygul was found to be Li. */
static bool merge(struct work *work)
{
    return merge_child(work->f->store, work->county.child[CHILD_AYGUL],
                       work->county.child[CHILD_LI], &work->f->err);
}

static void a_plan_goes_on_for_the_child_that_stays(void **state)
{
    struct work work = work_by_example(*state);
    int64_t plan = paired(&work, CHILD_AYGUL);

    assert_true(merge(&work));

    assert_int_equal(work_count(&work, "SELECT child_id FROM plan WHERE id = :id", plan),
                     work.county.child[CHILD_LI]);
    work_end(&work);
}

/* Whose plan nobody could derive kept the clerk from the rest of its day. */
static void the_clerk_goes_on_with_the_plans_of_the_child_that_stays(void **state)
{
    struct work work = work_by_example(*state);
    paired(&work, CHILD_AYGUL);
    assert_true(merge(&work));

    assert_true(clerk_work(work.f->store, work.policy, work.today, &work.f->err));

    work_end(&work);
}

static void the_same_plan_twice_is_a_person_s_to_end_first(void **state)
{
    struct work work = work_by_example(*state);
    paired(&work, CHILD_AYGUL);
    paired(&work, CHILD_LI);

    assert_false(merge(&work));

    assert_int_equal(work.f->err.kind, ERROR_CONFLICT);
    assert_string_equal(work.f->err.key, "finding.two-plans");
    work_end(&work);
}

static void a_child_that_was_held_back_keeps_the_cases_it_brought(void **state)
{
    struct work work = work_begin(*state);
    int64_t id = keep_closed(&work, CHILD_AYGUL, "2020-01-01", 0);
    assert_true(hold_back(work.f->store, &work.f->console, work.today, KEPT_ADULT,
                          work.county.child[CHILD_AYGUL], "2026-12-31", "行政复议", &work.f->err));
    assert_true(merge(&work));

    keep_days(&work, COUNTY_TODAY, "2026-10-31");

    assert_true(keep_has_case(&work, id));
    work_end(&work);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_plan_goes_on_for_the_child_that_stays),
        SPEC(the_clerk_goes_on_with_the_plans_of_the_child_that_stays),
        SPEC(the_same_plan_twice_is_a_person_s_to_end_first),
        SPEC(a_child_that_was_held_back_keeps_the_cases_it_brought),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("merge", specs, NULL, NULL) : 1;
}
