/* Who keeps a plan, by the example's rules: chosen, handed over, gone with the child. */
#include "tests/support/plans.h"

#include "core/cases/plan_keepers.h"
#include "core/duties/clerk.h"
#include "core/posts/notice.h"
#include "core/posts/post.h"
#include "core/scope/scope.h"

#include <string.h>

static bool hand_over_as(struct work *work, enum role role, int64_t id, const struct actor *to,
                         const char *reason)
{
    struct actor actor = county_actor(work->f, role);
    work->f->err = (struct error){0};
    return plan_hand_over(work->f->store, work->policy, &actor, work->today, id, to->posts[0].id,
                          reason, &work->f->err);
}

/* "paired_cadre/paired_cadre ", a word a post that may keep such a plan of the child. */
static const char *keepers(struct work *work, enum county_child child, const char *kind)
{
    struct fixture *f = work->f;
    struct plan_keeper *rows;
    size_t count;
    const char *list = "";
    assert_true(plan_keepers_list(f->store, work->policy, work->today, work->county.child[child],
                                  kind, (struct page){0, 50}, &f->arena, &rows, &count, &f->err));
    for (size_t i = 0; i < count; i++)
        list = arena_text(&f->arena, "%s%s%s%s ", list, rows[i].role, *rows[i].seat ? "/" : "",
                          rows[i].seat);
    return list;
}

static void without_a_choice_the_post_of_the_rules_keeps_a_plan(void **state)
{
    struct work work = work_by_example(*state);
    county_actor(work.f, ROLE_PAIRED_CADRE);

    assert_string_equal(keepers(&work, CHILD_LI, "watch"), "class_teacher ");
    work_end(&work);
}

static void the_nearest_of_those_the_rules_name_come_first(void **state)
{
    struct work work = work_by_example(*state);
    county_actor(work.f, ROLE_PAIRED_CADRE);
    county_actor(work.f, ROLE_HOME_TEACHER);
    county_actor(work.f, ROLE_SUBJECT_TEACHER);
    work_hire(&work, ROLE_CLASS_TEACHER, work.county.class_junior_7_2, "next_door");
    work_hire(&work, ROLE_CLASS_TEACHER, work.county.class_nine_7, "elsewhere");

    assert_string_equal(keepers(&work, CHILD_LI, "pairing"),
                        "class_teacher subject_teacher/subject_teacher principal"
                        " home_teacher/home_teacher paired_cadre/paired_cadre class_teacher ");
    work_end(&work);
}

static void of_two_seats_the_one_with_fewer_plans_comes_first(void **state)
{
    struct work work = work_by_example(*state);
    struct actor first = county_actor(work.f, ROLE_PAIRED_CADRE);
    int64_t seat, holding, account = county_account(work.f, "feng", "", "");
    assert_true(post_seat(work.f->store, ROLE_PAIRED_CADRE, work.county.id, "zzz", &seat,
                          &work.f->err));
    assert_true(post_give(work.f->store, &work.f->console, seat, account, "2026-09-01", NULL, false,
                          &holding, &work.f->err));
    assert_true(hand_over_as(&work, ROLE_CLASS_TEACHER, plans_pairing(&work), &first, "结对"));

    assert_string_equal(strstr(keepers(&work, CHILD_WANG, "pairing"), "paired"),
                        "paired_cadre/zzz paired_cadre/paired_cadre class_teacher ");
    work_end(&work);
}

static void a_plan_begins_with_the_keeper_that_was_chosen(void **state)
{
    struct work work = work_by_example(*state);
    struct actor teacher = county_actor(work.f, ROLE_CLASS_TEACHER);
    struct actor helper = county_actor(work.f, ROLE_PAIRED_CADRE);
    const struct plan_start start = {
        .child_id = work.county.child[CHILD_LI],
        .kind = "pairing",
        .reason = "常缺课",
        .post_id = helper.posts[0].id,
    };
    int64_t id = 0;

    assert_true(plan_begin(work.f->store, work.policy, &teacher, work.today, &start, &id,
                           &work.f->err));

    assert_string_equal(plans_read(&work, id).role, "paired_cadre");
    assert_string_equal(plans_read(&work, id).seat, "paired_cadre");
    assert_int_equal(work_count(&work, "SELECT count(*) FROM duty WHERE plan_id = :id"
                                       " AND state = 'open' AND post_id <> (SELECT post_id FROM"
                                       " plan WHERE id = duty.plan_id)",
                                id),
                     0);
    work_end(&work);
}

static void no_plan_is_kept_by_who_may_not(void **state)
{
    struct work work = work_by_example(*state);
    struct actor helper = county_actor(work.f, ROLE_PAIRED_CADRE);
    struct actor auditor = county_actor(work.f, ROLE_AUDITOR);
    struct actor elsewhere = work_hire(&work, ROLE_PRINCIPAL, work.county.nine_year, "elsewhere");
    int64_t watch = 0, id = plans_pairing(&work);
    assert_true(plans_begin(&work, ROLE_CLASS_TEACHER, CHILD_LI, "watch", "", &watch));

    assert_false(hand_over_as(&work, ROLE_CLASS_TEACHER, watch, &helper, "x"));
    assert_string_equal(work.f->err.key, "plan.keeper");
    assert_false(hand_over_as(&work, ROLE_CLASS_TEACHER, id, &auditor, "x"));
    assert_string_equal(work.f->err.key, "plan.keeper");
    assert_false(hand_over_as(&work, ROLE_CLASS_TEACHER, id, &elsewhere, "x"));

    assert_string_equal(work.f->err.key, "plan.keeper");
    work_end(&work);
}

static void what_is_due_goes_with_the_plan_and_what_was_done_stays(void **state)
{
    struct work work = work_by_example(*state);
    struct actor helper = county_actor(work.f, ROLE_PAIRED_CADRE);
    int64_t id = plans_pairing(&work);
    assert_true(plans_done(&work, ROLE_CLASS_TEACHER, id, "contact.phone", work.today));
    int64_t done = work_count(&work, "SELECT count(*) FROM duty WHERE plan_id = :id AND state ="
                                     " 'done'",
                              id);

    assert_true(hand_over_as(&work, ROLE_CLASS_TEACHER, id, &helper, "结对的干部定了"));

    assert_int_equal(done, 1);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM duty JOIN post ON post.id = first_post"
                                       " WHERE plan_id = :id AND state = 'done' AND role ="
                                       " 'class_teacher'",
                                id),
                     1);
    work.today = "2026-10-20";
    assert_true(plans_done(&work, ROLE_PAIRED_CADRE, id, "progress.noted", work.today));
    assert_int_equal(work_count(&work, "SELECT count(*) FROM duty JOIN post ON post.id = first_post"
                                       " WHERE plan_id = :id AND state = 'open' AND role ="
                                       " 'class_teacher'",
                                id),
                     0);
    work_end(&work);
}

static void a_plan_is_handed_over_with_a_reason_and_one_row_in_the_trail(void **state)
{
    struct work work = work_by_example(*state);
    struct actor helper = county_actor(work.f, ROLE_PAIRED_CADRE);
    int64_t id = plans_pairing(&work);

    assert_false(hand_over_as(&work, ROLE_CLASS_TEACHER, id, &helper, ""));
    assert_string_equal(work.f->err.key, "plan.no-reason");
    assert_true(hand_over_as(&work, ROLE_CLASS_TEACHER, id, &helper, "结对的干部定了"));

    assert_int_equal(work_count(&work, "SELECT count(*) FROM audit WHERE subject_id = :id"
                                       " AND action = 'plan.event' AND"
                                       " json_extract(detail, '$.event') = 'handed_over'",
                                id),
                     1);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM plan_event WHERE plan_id = :id"
                                       " AND kind = 'handed_over'",
                                id),
                     1);
    assert_false(hand_over_as(&work, ROLE_CLASS_TEACHER, id, &helper, "又一次"));
    assert_string_equal(work.f->err.key, "plan.kept-already");
    work_end(&work);
}

/* Else a helper could show a child to anybody of the county. */
static void a_helper_hands_no_child_on(void **state)
{
    struct work work = work_by_example(*state);
    struct actor helper = county_actor(work.f, ROLE_PAIRED_CADRE);
    struct actor other = county_actor(work.f, ROLE_HOME_TEACHER);
    int64_t id = plans_pairing(&work);
    bool may = true;
    assert_true(hand_over_as(&work, ROLE_CLASS_TEACHER, id, &helper, "结对"));

    assert_false(hand_over_as(&work, ROLE_PAIRED_CADRE, id, &other, "我没空"));

    assert_int_equal(work.f->err.kind, ERROR_DENIED);
    assert_true(plan_may_hand_over(work.f->store, work.policy, &helper, work.today, id, &may,
                                   &work.f->err));
    assert_false(may);
    work_end(&work);
}

static size_t notices(struct work *work, const struct actor *actor, const char **key)
{
    struct notice *rows;
    size_t count = 0;
    assert_true(scope_enter(work->f->store, actor, &work->f->err));
    assert_true(notice_list(work->f->store, actor, (struct page){0, 9}, &work->f->arena, &rows,
                            &count, &work->f->err));
    *key = count > 0 ? rows[0].key : "";
    store_widen(work->f->store);
    return count;
}

static void both_keepers_are_told_and_the_former_sees_the_child_no_more(void **state)
{
    struct work work = work_by_example(*state);
    struct fixture *f = work.f;
    struct actor former = county_actor(f, ROLE_PAIRED_CADRE);
    struct actor next = county_actor(f, ROLE_HOME_TEACHER);
    int64_t id = plans_pairing(&work);
    const char *key;
    assert_true(hand_over_as(&work, ROLE_CLASS_TEACHER, id, &former, "结对"));
    assert_int_equal(notices(&work, &former, &key), 1);
    assert_string_equal(key, "notice.plan-given");

    assert_true(hand_over_as(&work, ROLE_CLASS_TEACHER, id, &next, "换人"));

    assert_int_equal(notices(&work, &former, &key), 1);
    assert_string_equal(key, "notice.plan-taken");
    assert_int_equal(notices(&work, &next, &key), 1);
    assert_true(scope_enter(f->store, &former, &f->err));
    assert_int_equal(work_count(&work, "SELECT count(*) FROM child", 0), 0);
    assert_false(plan_read(f->store, id, &f->arena, &(struct plan){0}, &f->err));
    work_end(&work);
}

static void what_is_due_goes_up_when_nobody_sits_on_the_seat(void **state)
{
    struct work work = work_by_example(*state);
    struct actor helper = county_actor(work.f, ROLE_PAIRED_CADRE);
    int64_t id = plans_pairing(&work);
    assert_true(hand_over_as(&work, ROLE_CLASS_TEACHER, id, &helper, "结对"));
    assert_true(store_execute(work.f->store, "UPDATE holding SET last_day = '2026-09-16' WHERE"
                                             " post_id IN (SELECT id FROM post WHERE role ="
                                             " 'paired_cadre')",
                              &work.f->err));

    assert_true(plans_done(&work, ROLE_PRINCIPAL, id, "progress.noted", work.today));

    assert_int_equal(work_count(&work, "SELECT count(*) FROM duty JOIN post ON post.id ="
                                       " duty.post_id JOIN holding h ON h.post_id = post.id"
                                       " WHERE plan_id = :id AND state = 'open'"
                                       " AND h.last_day IS NOT NULL",
                                id),
                     0);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM duty JOIN post ON post.id ="
                                       " duty.first_post WHERE plan_id = :id AND state = 'open'"
                                       " AND role <> 'paired_cadre'",
                                id),
                     0);
    work_end(&work);
}

/* Li goes to class 7(2), which has a teacher of its own, and the clerk has worked. */
static struct actor move_child(struct work *work)
{
    struct fixture *f = work->f;
    struct actor next = work_hire(work, ROLE_CLASS_TEACHER, work->county.class_junior_7_2, "next");
    QUERY(query) = query_open(f->store, "UPDATE child SET class_id = :class WHERE id = :child");
    bind_int(&query, ":class", work->county.class_junior_7_2);
    bind_int(&query, ":child", work->county.child[CHILD_LI]);
    assert_true(query_run(&query, &f->err));
    work->today = "2026-09-18";
    assert_true(clerk_work(f->store, work->policy, work->today, &f->err));
    return next;
}

static void the_plan_that_the_class_teacher_keeps_goes_with_the_child(void **state)
{
    struct work work = work_by_example(*state);
    struct fixture *f = work.f;
    struct actor former = county_actor(f, ROLE_CLASS_TEACHER);
    int64_t id = plans_pairing(&work);

    struct actor next = move_child(&work);

    assert_int_equal(plans_read(&work, id).post_id, next.posts[0].id);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM plan_event WHERE plan_id = :id"
                                       " AND kind = 'followed'",
                                id),
                     1);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM audit WHERE action = 'plan.event'"
                                       " AND subject_id = :id AND detail LIKE '%followed%'",
                                id),
                     1);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM notice WHERE post_id = :id"
                                       " AND key = 'notice.plan-given'",
                                next.posts[0].id),
                     1);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM notice WHERE post_id = :id"
                                       " AND key = 'notice.plan-taken' AND child_id IS NULL",
                                former.posts[0].id),
                     1);
    assert_true(scope_enter(f->store, &former, &f->err));
    assert_int_equal(work_count(&work, "SELECT count(*) FROM child WHERE id = :id",
                                work.county.child[CHILD_LI]),
                     0);
    work_end(&work);
}

static void whom_people_have_chosen_keeps_the_plan_wherever_the_child_goes(void **state)
{
    struct work work = work_by_example(*state);
    struct actor teacher = county_actor(work.f, ROLE_CLASS_TEACHER);
    struct actor helper = county_actor(work.f, ROLE_PAIRED_CADRE);
    int64_t id = plans_pairing(&work);
    assert_true(hand_over_as(&work, ROLE_CLASS_TEACHER, id, &helper, "结对"));
    assert_true(hand_over_as(&work, ROLE_CLASS_TEACHER, id, &teacher, "还是我来"));

    move_child(&work);

    assert_int_equal(plans_read(&work, id).post_id, teacher.posts[0].id);
    work_end(&work);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(without_a_choice_the_post_of_the_rules_keeps_a_plan),
        SPEC(the_nearest_of_those_the_rules_name_come_first),
        SPEC(of_two_seats_the_one_with_fewer_plans_comes_first),
        SPEC(a_plan_begins_with_the_keeper_that_was_chosen),
        SPEC(no_plan_is_kept_by_who_may_not),
        SPEC(what_is_due_goes_with_the_plan_and_what_was_done_stays),
        SPEC(a_plan_is_handed_over_with_a_reason_and_one_row_in_the_trail),
        SPEC(a_helper_hands_no_child_on),
        SPEC(both_keepers_are_told_and_the_former_sees_the_child_no_more),
        SPEC(what_is_due_goes_up_when_nobody_sits_on_the_seat),
        SPEC(the_plan_that_the_class_teacher_keeps_goes_with_the_child),
        SPEC(whom_people_have_chosen_keeps_the_plan_wherever_the_child_goes),
    };
    return cmocka_run_group_tests(specs, NULL, NULL);
}
