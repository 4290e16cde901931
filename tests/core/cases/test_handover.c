#include "core/cases/handover.h"

#include "core/cases/transfer.h"
#include "core/compare/compare.h"
#include "core/duties/clerk.h"
#include "core/scope/scope.h"
#include "tests/support/work.h"

#include <string.h>

#define OPEN_DUTIES "SELECT count(*) FROM duty WHERE kind = 'handover' AND state = 'open'"

/* The primary school's leavers of this summer: ZHAO lives where the junior school serves, where
   UNKNOWN lives nobody knows. */
struct given {
    struct work work;
    struct actor primary, junior;
    int64_t list;
};

static void graduate(struct given *g, enum county_child child)
{
    QUERY(roll) = query_open(g->work.f->store, "UPDATE roll_entry SET status = 'graduated',"
                                               " class_id = NULL WHERE child_id = :child");
    bind_int(&roll, ":child", g->work.county.child[child]);
    assert_true(query_run(&roll, &g->work.f->err));
    QUERY(query) = query_open(g->work.f->store, "UPDATE child SET class_id = :school WHERE id ="
                                                " :child");
    bind_int(&query, ":school", g->work.county.primary);
    bind_int(&query, ":child", g->work.county.child[child]);
    assert_true(query_run(&query, &g->work.f->err));
}

static int64_t make(struct given *g)
{
    int64_t added = -1;
    struct fixture *f = g->work.f;
    f->err = (struct error){0};
    handover_make(f->store, g->work.policy, &g->primary, g->work.today, g->work.county.primary,
                  &added, &f->err);
    return added;
}

static struct given begin(void **state)
{
    struct given g = {.work = work_begin(*state)};
    g.primary = work_hire(&g.work, ROLE_ACADEMIC_OFFICE, g.work.county.primary, "office_1");
    g.junior = county_actor(g.work.f, ROLE_ACADEMIC_OFFICE);
    g.work.today = "2026-09-02";
    graduate(&g, CHILD_ZHAO);
    graduate(&g, CHILD_UNKNOWN);
    assert_int_equal(make(&g), 2);
    g.list = work_count(&g.work, "SELECT id FROM handover", 0);
    return g;
}

static bool sign(struct given *g, const struct actor *actor, bool received)
{
    struct fixture *f = g->work.f;
    f->err = (struct error){0};
    return received
        ? handover_receive(f->store, g->work.policy, actor, g->work.today, g->list, &f->err)
        : handover_hand_over(f->store, g->work.policy, actor, g->work.today, g->list, &f->err);
}

static void sign_both(struct given *g)
{
    assert_true(sign(g, &g->primary, false));
    assert_true(sign(g, &g->junior, true));
}

static bool came(struct given *g, enum county_child child, bool has)
{
    struct fixture *f = g->work.f;
    f->err = (struct error){0};
    return handover_register(f->store, &g->junior, g->work.today, g->list,
                             g->work.county.child[child], has, &f->err);
}

static struct handover read(struct given *g)
{
    struct handover handover = {0};
    assert_true(handover_read(g->work.f->store, g->list, &g->work.f->arena, &handover,
                              &g->work.f->err));
    return handover;
}

static int64_t responsible(struct given *g, const char *day)
{
    int64_t school = -1;
    assert_true(handover_responsible(g->work.f->store, g->work.policy,
                                     g->work.county.child[CHILD_ZHAO], day, &school,
                                     &g->work.f->err));
    return school;
}

static int64_t open_case(struct given *g)
{
    int64_t id = 0;
    struct fixture *f = g->work.f;
    if (!casefile_open(f->store, g->work.policy, &f->console, g->work.today,
                       g->work.county.child[CHILD_ZHAO], "no_show_grade_7", "", &id, &f->err))
        fail_msg("%s: %s", f->err.key, f->err.detail);
    return id;
}

static void the_leavers_of_a_school_are_on_the_list_to_the_school_that_serves_them(void **state)
{
    struct given g = begin(state);

    assert_int_equal(read(&g).primary_id, g.work.county.primary);
    assert_int_equal(read(&g).junior_id, g.work.county.junior);
    assert_int_equal(read(&g).year, 2026);
    assert_int_equal(read(&g).children, 2);
    assert_int_equal(make(&g), 0);
    work_end(&g.work);
}

static void before_the_summer_the_sixth_grade_itself_is_on_the_list(void **state)
{
    struct given g = {.work = work_begin(*state)};
    g.primary = work_hire(&g.work, ROLE_ACADEMIC_OFFICE, g.work.county.primary, "office_1");
    g.work.today = "2026-09-17";
    assert_int_equal(make(&g), 0); /* next summer's */

    g.work.today = "2027-06-20";
    assert_int_equal(make(&g), 2);
    work_end(&g.work);
}

static void a_list_that_no_school_has_made_is_made_when_the_school_year_has_begun(void **state)
{
    struct given g = {.work = work_begin(*state)};
    struct fixture *f = g.work.f;
    graduate(&g, CHILD_ZHAO);

    assert_true(clerk_work(f->store, g.work.policy, "2026-08-30", &f->err));
    assert_int_equal(work_count(&g.work, "SELECT count(*) FROM handover", 0), 0);
    assert_true(clerk_work(f->store, g.work.policy, "2026-09-01", &f->err));

    assert_int_equal(work_count(&g.work, "SELECT count(*) FROM handover WHERE primary_id = :id",
                                g.work.county.primary),
                     1);
    assert_int_equal(work_count(&g.work, OPEN_DUTIES " AND place_id = :id",
                                g.work.county.primary),
                     1);
    work_end(&g.work);
}

static void both_schools_sign_the_primary_school_first_and_no_one_for_both(void **state)
{
    struct given g = begin(state);

    assert_false(sign(&g, &g.junior, true));
    assert_int_equal(g.work.f->err.kind, ERROR_CONFLICT);
    assert_false(sign(&g, &g.junior, false));
    assert_int_equal(g.work.f->err.kind, ERROR_DENIED);
    assert_true(sign(&g, &g.primary, false));
    assert_false(sign(&g, &g.primary, true));
    assert_int_equal(g.work.f->err.kind, ERROR_DENIED);
    assert_true(sign(&g, &g.junior, true));

    assert_string_equal(read(&g).handed_on, "2026-09-02");
    assert_string_equal(read(&g).handed_zh, "新示例");
    assert_string_equal(read(&g).received_zh, "黄示例");
    assert_false(sign(&g, &g.junior, true));
    assert_int_equal(g.work.f->err.kind, ERROR_CONFLICT);
    work_end(&g.work);
}

static void who_holds_posts_in_both_schools_signs_for_one(void **state)
{
    struct given g = begin(state);
    const struct held_post posts[] = {g.primary.posts[0], g.junior.posts[0]};
    struct actor both = g.primary;
    both.posts = posts;
    both.post_count = COUNT(posts);

    assert_true(sign(&g, &both, false));

    assert_false(sign(&g, &both, true));
    assert_int_equal(g.work.f->err.kind, ERROR_CONFLICT);
    work_end(&g.work);
}

static void a_signed_list_is_frozen_for_every_hand(void **state)
{
    static const char *const attempts[] = {
        "DELETE FROM handover_child",
        "DELETE FROM handover",
        "UPDATE handover SET handed_on = '2026-08-01'",
        "UPDATE handover SET received_on = NULL",
        "UPDATE handover SET junior_id = primary_id",
        "INSERT INTO handover_child (handover_id, child_id) SELECT 1, max(id) FROM child",
    };
    struct given g = begin(state);
    sign_both(&g);

    for (size_t i = 0; i < COUNT(attempts); i++) {
        struct error err = {0};
        assert_false(store_execute(g.work.f->store, attempts[i], &err));
    }
    assert_true(came(&g, CHILD_ZHAO, true));
    work_end(&g.work);
}

static void the_junior_school_ticks_who_has_come_and_may_take_it_back(void **state)
{
    struct given g = begin(state);
    assert_false(came(&g, CHILD_ZHAO, true));
    assert_int_equal(g.work.f->err.kind, ERROR_CONFLICT);
    sign_both(&g);

    assert_true(came(&g, CHILD_ZHAO, true));
    assert_int_equal(read(&g).registered, 1);
    assert_true(came(&g, CHILD_ZHAO, false));
    assert_int_equal(read(&g).registered, 0);

    assert_true(handover_register(g.work.f->store, &g.junior, g.work.today, g.list, 0, true,
                                  &g.work.f->err));
    assert_int_equal(read(&g).registered, 2);
    work_end(&g.work);
}

static void who_does_not_come_is_the_primary_schools_for_a_week(void **state)
{
    struct given g = begin(state);
    assert_int_equal(responsible(&g, "2026-09-30"), g.work.county.primary); /* nothing is signed */

    sign_both(&g);

    assert_int_equal(responsible(&g, "2026-09-02"), g.work.county.primary);
    assert_int_equal(responsible(&g, "2026-09-09"), g.work.county.primary);
    assert_int_equal(responsible(&g, "2026-09-10"), g.work.county.junior);
    work_end(&g.work);
}

static void who_came_is_the_junior_schools_at_once(void **state)
{
    struct given g = begin(state);
    sign_both(&g);

    assert_true(came(&g, CHILD_ZHAO, true));

    assert_int_equal(responsible(&g, "2026-09-03"), g.work.county.junior);
    work_end(&g.work);
}

static void a_case_of_the_first_week_moves_to_the_junior_school_by_itself(void **state)
{
    struct given g = begin(state);
    struct fixture *f = g.work.f;
    sign_both(&g);
    g.work.today = "2026-09-04";
    int64_t id = open_case(&g);
    struct casefile before = work_read(&g.work, id);
    assert_int_equal(before.school_id, g.work.county.primary);

    assert_true(clerk_work(f->store, g.work.policy, "2026-09-09", &f->err));
    assert_int_equal(work_read(&g.work, id).school_id, g.work.county.primary);
    assert_true(clerk_work(f->store, g.work.policy, "2026-09-10", &f->err));

    struct casefile after = work_read(&g.work, id);
    assert_int_equal(after.school_id, g.work.county.junior);
    assert_string_equal(after.number, before.number);
    assert_int_equal(after.charge_id, county_post(f, ROLE_ACADEMIC_OFFICE, g.work.county.junior));
    assert_int_equal(work_count(&g.work, "SELECT count(*) FROM case_event WHERE case_id = :id"
                                         " AND kind = 'assigned' AND day = '2026-09-10'",
                                id),
                     1);
    work_end(&g.work);
}

static void a_case_opened_after_the_week_is_the_junior_schools(void **state)
{
    struct given g = begin(state);
    struct fixture *f = g.work.f;
    sign_both(&g);
    g.work.today = "2026-09-15";

    int64_t id = open_case(&g);
    assert_true(clerk_work(f->store, g.work.policy, "2026-09-16", &f->err));

    assert_int_equal(work_read(&g.work, id).school_id, g.work.county.junior);
    assert_int_equal(work_count(&g.work, "SELECT count(*) FROM case_event WHERE case_id = :id"
                                         " AND kind = 'assigned'",
                                id),
                     1);
    work_end(&g.work);
}

static void what_schools_agreed_on_is_left_alone(void **state)
{
    struct given g = begin(state);
    struct fixture *f = g.work.f;
    struct actor other = work_hire(&g.work, ROLE_ACADEMIC_OFFICE, g.work.county.nine_year,
                                   "office_3");
    int64_t transfer = 0;
    sign_both(&g);
    int64_t id = open_case(&g);
    assert_true(transfer_offer(f->store, g.work.policy, &g.primary, g.work.today, id,
                               g.work.county.nine_year, "", &transfer, &f->err));
    assert_true(transfer_accept(f->store, g.work.policy, &other, g.work.today, transfer, &f->err));

    assert_true(clerk_work(f->store, g.work.policy, "2026-09-20", &f->err));

    assert_int_equal(work_read(&g.work, id).school_id, g.work.county.nine_year);
    work_end(&g.work);
}

static void the_comparison_asks_the_school_that_answers(void **state)
{
    const char *asked = "SELECT place_id FROM finding WHERE kind = 'no_grade_7' AND child_id = :id";
    struct given g = begin(state);
    struct fixture *f = g.work.f;
    struct compare_summary summary;
    sign_both(&g);

    assert_true(compare_run(f->store, g.work.policy, &f->console, "2026-09-05", &f->arena, &summary,
                            &f->err));
    assert_int_equal(work_count(&g.work, asked, g.work.county.child[CHILD_ZHAO]),
                     g.work.county.primary);

    assert_true(compare_run(f->store, g.work.policy, &f->console, "2026-09-12", &f->arena, &summary,
                            &f->err));
    assert_int_equal(work_count(&g.work, asked, g.work.county.child[CHILD_ZHAO]),
                     g.work.county.junior);
    work_end(&g.work);
}

static void each_school_is_asked_for_its_signature_in_its_turn(void **state)
{
    struct given g = begin(state);
    struct fixture *f = g.work.f;
    assert_int_equal(work_count(&g.work, OPEN_DUTIES " AND due = '2026-09-09' AND place_id = :id",
                                g.work.county.primary),
                     1);
    assert_int_equal(work_count(&g.work, OPEN_DUTIES, 0), 1);

    assert_true(sign(&g, &g.primary, false));
    assert_int_equal(work_count(&g.work, OPEN_DUTIES, 0), 1);
    assert_int_equal(work_count(&g.work, OPEN_DUTIES " AND place_id = :id",
                                g.work.county.junior),
                     1);

    assert_true(sign(&g, &g.junior, true));
    assert_true(clerk_work(f->store, g.work.policy, "2026-09-20", &f->err));
    assert_int_equal(work_count(&g.work, OPEN_DUTIES, 0), 0);
    work_end(&g.work);
}

static int64_t seen_by_junior(struct given *g)
{
    assert_true(scope_enter(g->work.f->store, &g->junior, &g->work.f->err));
    int64_t seen = work_count(&g->work, "SELECT count(*) FROM child WHERE id = :id",
                              g->work.county.child[CHILD_UNKNOWN]);
    assert_true(scope_enter(g->work.f->store, &g->work.f->console, &g->work.f->err));
    return seen;
}

static void the_junior_school_sees_the_children_once_they_are_handed_over(void **state)
{
    struct given g = begin(state);
    assert_int_equal(seen_by_junior(&g), 0);

    assert_true(sign(&g, &g.primary, false));

    assert_int_equal(seen_by_junior(&g), 1);
    work_end(&g.work);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(the_leavers_of_a_school_are_on_the_list_to_the_school_that_serves_them),
        SPEC(before_the_summer_the_sixth_grade_itself_is_on_the_list),
        SPEC(a_list_that_no_school_has_made_is_made_when_the_school_year_has_begun),
        SPEC(both_schools_sign_the_primary_school_first_and_no_one_for_both),
        SPEC(who_holds_posts_in_both_schools_signs_for_one),
        SPEC(a_signed_list_is_frozen_for_every_hand),
        SPEC(the_junior_school_ticks_who_has_come_and_may_take_it_back),
        SPEC(who_does_not_come_is_the_primary_schools_for_a_week),
        SPEC(who_came_is_the_junior_schools_at_once),
        SPEC(a_case_of_the_first_week_moves_to_the_junior_school_by_itself),
        SPEC(a_case_opened_after_the_week_is_the_junior_schools),
        SPEC(what_schools_agreed_on_is_left_alone),
        SPEC(the_comparison_asks_the_school_that_answers),
        SPEC(each_school_is_asked_for_its_signature_in_its_turn),
        SPEC(the_junior_school_sees_the_children_once_they_are_handed_over),
    };
    return cmocka_run_group_tests_name("handover", specs, NULL, NULL);
}
