/* Plans by the example's rules: home teaching waits for the bureau, pairing stands at once. */
#include "tests/support/plans.h"

#include "core/scope/scope.h"

static bool confirm_as(struct work *work, enum role role, int64_t id, bool stands, const char *note)
{
    struct actor actor = county_actor(work->f, role);
    work->f->err = (struct error){0};
    return plan_confirm(work->f->store, work->policy, &actor, work->today, id, stands, note,
                        &work->f->err);
}

static void a_plan_stands_at_once_where_nobody_s_word_is_asked(void **state)
{
    struct work work = work_by_example(*state);

    int64_t id = plans_pairing(&work);

    assert_string_equal(plans_read(&work, id).state, "stands");
    assert_string_equal(plans_read(&work, id).role, "class_teacher");
    assert_int_equal(work_count(&work, "SELECT count(*) FROM audit WHERE action = 'plan.event'"
                                       " AND subject_id = :id",
                                id),
                     1);
    work_end(&work);
}

static void a_plan_that_needs_papers_names_those_that_were_seen(void **state)
{
    struct work work = work_by_example(*state);
    int64_t id = 0;

    bool without = plans_begin(&work, ROLE_CLASS_TEACHER, CHILD_LI, "home_teaching", "", &id);
    const char *why = work.f->err.key;
    bool with = plans_begin(&work, ROLE_CLASS_TEACHER, CHILD_LI, "home_teaching", "申请、评估", &id);

    assert_false(without);
    assert_string_equal(why, "plan.no-papers");
    assert_true(with);
    assert_string_equal(plans_read(&work, id).papers, "申请、评估; 申请、评估");
    work_end(&work);
}

static void a_plan_waits_for_the_word_of_the_post_that_the_rules_name(void **state)
{
    struct work work = work_by_example(*state);
    int64_t id = 0;
    assert_true(plans_begin(&work, ROLE_CLASS_TEACHER, CHILD_LI, "home_teaching", "申请", &id));
    assert_string_equal(plans_read(&work, id).state, "asked");

    assert_false(confirm_as(&work, ROLE_PRINCIPAL, id, true, ""));
    assert_int_equal(work.f->err.kind, ERROR_DENIED);
    assert_false(confirm_as(&work, ROLE_BUREAU_EDUCATION, id, false, ""));
    assert_string_equal(work.f->err.key, "plan.no-reason");
    assert_true(confirm_as(&work, ROLE_BUREAU_EDUCATION, id, true, ""));

    assert_string_equal(plans_read(&work, id).state, "stands");
    assert_false(confirm_as(&work, ROLE_BUREAU_EDUCATION, id, true, ""));
    assert_int_equal(work.f->err.kind, ERROR_CONFLICT);
    work_end(&work);
}

static void a_refused_plan_asks_for_nothing(void **state)
{
    struct work work = work_by_example(*state);
    int64_t id = 0;
    assert_true(plans_begin(&work, ROLE_CLASS_TEACHER, CHILD_LI, "home_teaching", "申请", &id));

    assert_true(confirm_as(&work, ROLE_BUREAU_EDUCATION, id, false, "材料不全"));

    assert_string_equal(plans_read(&work, id).state, "refused");
    assert_int_equal(work_count(&work, "SELECT count(*) FROM duty WHERE plan_id = :id"
                                       " AND state = 'open'",
                                id),
                     0);
    assert_false(plans_done(&work, ROLE_CLASS_TEACHER, id, "home_teaching.given", work.today));
    assert_int_equal(work.f->err.kind, ERROR_CONFLICT);
    work_end(&work);
}

static void a_child_has_one_plan_of_a_kind_at_a_time(void **state)
{
    struct work work = work_by_example(*state);
    struct actor teacher = county_actor(work.f, ROLE_CLASS_TEACHER);
    int64_t id = plans_pairing(&work), second = 0;

    assert_false(plans_begin(&work, ROLE_CLASS_TEACHER, CHILD_LI, "pairing", "", &second));
    assert_string_equal(work.f->err.key, "plan.goes-on");
    work.f->err = (struct error){0};
    assert_true(plan_end(work.f->store, work.policy, &teacher, work.today, id, "情况好转",
                         &work.f->err));
    assert_true(plans_begin(&work, ROLE_CLASS_TEACHER, CHILD_LI, "pairing", "", &second));

    assert_int_not_equal(second, id);
    work_end(&work);
}

static void who_does_not_answer_for_the_child_keeps_no_plan_of_it(void **state)
{
    struct work work = work_by_example(*state);
    int64_t id = 0;

    bool begun = plans_begin(&work, ROLE_CLASS_TEACHER, CHILD_KURBAN, "pairing", "", &id);

    assert_false(begun);
    assert_int_equal(work.f->err.kind, ERROR_DENIED);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM plan", 0), 0);
    work_end(&work);
}

static void what_was_done_counts_on_its_own_day_and_never_ahead(void **state)
{
    struct work work = work_by_example(*state);
    int64_t id = plans_pairing(&work);

    assert_false(plans_done(&work, ROLE_CLASS_TEACHER, id, "contact.phone", "2026-09-18"));
    assert_string_equal(work.f->err.key, "case.day-to-come");
    assert_false(plans_done(&work, ROLE_CLASS_TEACHER, id, "order.served", work.today));
    assert_string_equal(work.f->err.key, "case.event-unknown");
    assert_true(plans_done(&work, ROLE_CLASS_TEACHER, id, "contact.phone", work.today));

    assert_int_equal(work_count(&work, "SELECT count(*) FROM duty WHERE plan_id = :id"
                                       " AND kind = 'beat' AND state = 'done'"
                                       " AND done_on = '2026-09-17'",
                                id),
                     1);
    work_end(&work);
}

static void a_review_says_how_the_child_does_and_when_it_is_next(void **state)
{
    struct work work = work_by_example(*state);
    struct actor teacher = county_actor(work.f, ROLE_CLASS_TEACHER);
    int64_t id = 0;
    assert_true(plans_begin(&work, ROLE_CLASS_TEACHER, CHILD_LI, "watch", "", &id));
    assert_string_equal(plans_read(&work, id).review_on, "2026-10-17"); /* lasts a month */

    struct error silent = {0}, back = {0};
    bool without = plan_review(work.f->store, work.policy, &teacher, work.today, id, "2026-11-02",
                               "", &silent);
    bool before = plan_review(work.f->store, work.policy, &teacher, work.today, id, "2026-09-17",
                              "好些", &back);
    bool with = plan_review(work.f->store, work.policy, &teacher, work.today, id, "2026-11-02",
                            "好些", &work.f->err);

    assert_false(without);
    assert_string_equal(silent.key, "plan.no-reason");
    assert_false(before);
    assert_string_equal(back.key, "plan.bad-review");
    assert_true(with);
    assert_string_equal(plans_read(&work, id).review_on, "2026-11-02");
    work_end(&work);
}

static void what_happened_in_a_plan_is_never_rewritten(void **state)
{
    struct work work = work_by_example(*state);
    (void)plans_pairing(&work);

    struct error changed = {0}, deleted = {0};
    assert_false(store_execute(work.f->store, "UPDATE plan_event SET note = 'x'", &changed));
    assert_false(store_execute(work.f->store, "DELETE FROM plan_event", &deleted));
    work_end(&work);
}

static void a_plan_is_seen_where_its_child_is(void **state)
{
    struct work work = work_by_example(*state);
    struct actor office = county_actor(work.f, ROLE_ACADEMIC_OFFICE);
    struct actor keeper = county_actor(work.f, ROLE_VILLAGE_WORKER);
    struct plan *rows;
    size_t count;
    (void)plans_pairing(&work);

    assert_true(scope_enter(work.f->store, &office, &work.f->err));
    assert_true(plan_list(work.f->store, 0, (struct page){.size = 9}, &work.f->arena, &rows, &count,
                          &work.f->err));
    assert_int_equal(count, 1);
    assert_true(scope_enter(work.f->store, &keeper, &work.f->err)); /* the child lives there */
    assert_true(plan_list(work.f->store, work.county.child[CHILD_LI], (struct page){.size = 9},
                          &work.f->arena, &rows, &count, &work.f->err));
    assert_int_equal(count, 1);
    assert_true(plan_list(work.f->store, work.county.child[CHILD_KURBAN], (struct page){.size = 9},
                          &work.f->arena, &rows, &count, &work.f->err));
    assert_int_equal(count, 0);
    work_end(&work);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_plan_stands_at_once_where_nobody_s_word_is_asked),
        SPEC(a_plan_that_needs_papers_names_those_that_were_seen),
        SPEC(a_plan_waits_for_the_word_of_the_post_that_the_rules_name),
        SPEC(a_refused_plan_asks_for_nothing),
        SPEC(a_child_has_one_plan_of_a_kind_at_a_time),
        SPEC(who_does_not_answer_for_the_child_keeps_no_plan_of_it),
        SPEC(what_was_done_counts_on_its_own_day_and_never_ahead),
        SPEC(a_review_says_how_the_child_does_and_when_it_is_next),
        SPEC(what_happened_in_a_plan_is_never_rewritten),
        SPEC(a_plan_is_seen_where_its_child_is),
    };
    return cmocka_run_group_tests(specs, NULL, NULL);
}
