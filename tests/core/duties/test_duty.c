/* Hutubi's ladder (H17) played day by day in the small county: 17 September 2026 is a Thursday,
   20 September a Sunday with school, 25 September a holiday. */
#include "tests/support/work.h"

#include "core/cases/casefile.h"
#include "core/cases/closing.h"
#include "core/cases/dispatch.h"
#include "core/days/absence.h"
#include "core/duties/clerk.h"
#include "core/duties/duty.h"
#include "core/rules/policy.h"

#include <stdlib.h>
#include <string.h>

struct play {
    struct fixture *f;
    struct county county;
    struct policy *policy;
    struct actor teacher, office, principal;
};

static struct play begin(void **state)
{
    struct play play = {.f = *state};
    play.county = county_make(play.f);
    play.policy = policy_open(NULL, "hutubi", &play.f->err);
    assert_non_null(play.policy);
    play.teacher = county_actor(play.f, ROLE_CLASS_TEACHER);
    play.office = county_actor(play.f, ROLE_ACADEMIC_OFFICE);
    play.principal = county_actor(play.f, ROLE_PRINCIPAL);
    return play;
}

static void end(struct play *play)
{
    policy_close(play->policy);
}

static void ok(struct play *play, bool done)
{
    if (!done)
        fail_msg("%s: %s", play->f->err.key, play->f->err.detail);
}

/* The teacher reports the class: Li is absent, or everybody is there. */
static void report(struct play *play, const char *today, const char *day, bool absent)
{
    const struct absence_mark mark = {play->county.child[CHILD_LI], ABSENCE_UNEXCUSED};
    struct fixture *f = play->f;
    int64_t class_id = play->county.class_junior_7_1;
    bool done = absence_report(f->store, play->policy, &play->teacher, today, class_id, day, &mark,
                               absent ? 1 : 0, &f->err);
    ok(play, done);
}

static int64_t case_of(struct play *play)
{
    int64_t id = 0;
    ok(play, casefile_of_child(play->f->store, play->county.child[CHILD_LI], &id, &play->f->err));
    return id;
}

static void happened(struct play *play, const struct actor *actor, const char *today,
                     const char *day, const char *kind, const char *result)
{
    const struct case_event event = {
        .case_id = case_of(play), .kind = kind, .day = day, .result = result};
    ok(play, casefile_append(play->f->store, play->policy, actor, today, &event, &play->f->err));
}

static void night(struct play *play, const char *today)
{
    ok(play, clerk_work(play->f->store, play->policy, today, &play->f->err));
}

/* The rungs of the case: "contact since due state level role", one a line, in their order. */
static const char *rungs(struct play *play)
{
    QUERY(query) = query_open(play->f->store,
                              "SELECT group_concat(rung || ' ' || substr(since, 6) || ' '"
                              " || substr(due, 6) || ' ' || state || ' ' || level || ' ' || role, '; ')"
                              " FROM (SELECT * FROM duty WHERE kind = 'rung' ORDER BY since, id) AS d"
                              " JOIN post ON post.id = d.post_id");
    assert_true(query_next(&query));
    return query_text(&query, 0, &play->f->arena);
}

static int64_t count(struct play *play, const char *sql)
{
    QUERY(query) = query_open(play->f->store, sql);
    assert_true(query_next(&query));
    return query_int(&query, 0);
}

/* Everything that is stored of duties, as one text. */
static const char *everything(struct play *play)
{
    QUERY(query) = query_open(play->f->store,
                              "SELECT (SELECT group_concat(id || kind || rung || post_id || first_post"
                              "  || level || days || since || due || state || coalesce(done_on, '-')"
                              "  || coalesce(event_id, 0) || why || subject, x'0a') FROM duty)"
                              " || (SELECT count(*) FROM duty_with) || ' '"
                              " || (SELECT count(*) FROM notice) || ' '"
                              " || (SELECT count(*) FROM case_event)");
    assert_true(query_next(&query));
    return query_text(&query, 0, &play->f->arena);
}

static void the_first_day_is_the_class_teacher_s(void **state)
{
    struct play play = begin(state);

    report(&play, "2026-09-15", "2026-09-15", true);

    assert_string_equal(rungs(&play), "contact 09-15 09-15 open 0 class_teacher");
    end(&play);
}

static void a_call_fulfils_the_first_day(void **state)
{
    struct play play = begin(state);
    report(&play, "2026-09-15", "2026-09-15", true);

    happened(&play, &play.teacher, "2026-09-15", "2026-09-15", "contact.phone", "not_reached");

    assert_string_equal(rungs(&play), "contact 09-15 09-15 done 0 class_teacher");
    end(&play);
}

static void three_days_climb_the_ladder_of_annex_1(void **state)
{
    struct play play = begin(state);
    report(&play, "2026-09-15", "2026-09-15", true);
    happened(&play, &play.teacher, "2026-09-15", "2026-09-15", "contact.visit", "agreed");

    report(&play, "2026-09-16", "2026-09-16", true);
    happened(&play, &play.office, "2026-09-16", "2026-09-16", "visit.joint", "failed");
    report(&play, "2026-09-17", "2026-09-17", true);
    happened(&play, &play.principal, "2026-09-17", "2026-09-17", "plan.made", NULL);
    happened(&play, &play.principal, "2026-09-17", "2026-09-17", "visit.collective", "failed");

    assert_string_equal(rungs(&play),
                        "contact 09-15 09-15 done 0 class_teacher; "
                        "joint_visit 09-16 09-16 done 0 academic_office; "
                        "plan 09-17 09-17 done 0 principal; "
                        "village_told 09-17 09-17 done 0 academic_office; "
                        "collective_visit 09-17 09-17 done 0 principal; "
                        "written_report 09-17 09-18 open 0 principal");
    assert_int_equal(count(&play, "SELECT status = 'suspected' FROM casefile"), 1);
    end(&play);
}

static void a_weekend_with_school_on_sunday_is_counted_as_it_was(void **state)
{
    struct play play = begin(state);

    report(&play, "2026-09-18", "2026-09-18", true);
    night(&play, "2026-09-19");
    report(&play, "2026-09-20", "2026-09-20", true);

    assert_string_equal(rungs(&play), "contact 09-18 09-18 open 1 academic_office; "
                                      "joint_visit 09-20 09-20 open 0 academic_office");
    end(&play);
}

static void a_holiday_lets_nothing_expire(void **state)
{
    struct play play = begin(state);
    report(&play, "2026-09-24", "2026-09-24", true);

    night(&play, "2026-09-27");
    assert_string_equal(rungs(&play), "contact 09-24 09-24 open 0 class_teacher");

    night(&play, "2026-09-28");
    assert_string_equal(rungs(&play), "contact 09-24 09-24 open 1 academic_office");
    end(&play);
}

static void a_duty_not_done_climbs_and_tells_both(void **state)
{
    struct play play = begin(state);
    report(&play, "2026-09-15", "2026-09-15", true);

    night(&play, "2026-09-16");
    night(&play, "2026-09-17");

    assert_string_equal(rungs(&play), "contact 09-15 09-15 open 2 principal");
    assert_int_equal(count(&play, "SELECT count(*) FROM case_event WHERE kind = 'handed_over'"
                                  " AND rung = 'contact' AND day IN ('2026-09-16', '2026-09-17')"),
                     2);
    assert_int_equal(count(&play, "SELECT count(*) FROM notice JOIN post ON post.id = post_id"
                                  " WHERE key = 'notice.handed-over' AND role = 'class_teacher'"),
                     1);
    assert_int_equal(count(&play, "SELECT count(*) FROM duty JOIN post ON post.id = first_post"
                                  " WHERE rung = 'contact' AND role = 'class_teacher'"),
                     1);
    end(&play);
}

static void days_that_nobody_worked_are_caught_up_in_order(void **state)
{
    struct play play = begin(state);
    report(&play, "2026-09-15", "2026-09-15", true);

    night(&play, "2026-09-18");

    QUERY(query) = query_open(play.f->store, "SELECT group_concat(substr(day, 6) || role, ' ') FROM"
                                             " (SELECT day, role FROM case_event"
                                             " JOIN post ON post.id = post_id"
                                             " WHERE kind = 'handed_over' ORDER BY case_event.id)");
    assert_true(query_next(&query));
    assert_string_equal(query_text(&query, 0, &play.f->arena),
                        "09-16academic_office 09-17principal 09-18bureau_education");
    end(&play);
}

static void what_was_done_in_time_but_typed_late_counts_on_its_day(void **state)
{
    struct play play = begin(state);
    report(&play, "2026-09-15", "2026-09-15", true);
    night(&play, "2026-09-17");

    happened(&play, &play.teacher, "2026-09-17", "2026-09-15", "contact.phone", "agreed");

    assert_string_equal(rungs(&play), "contact 09-15 09-15 done 0 class_teacher");
    end(&play);
}

static void a_child_who_is_back_voids_what_was_due(void **state)
{
    struct play play = begin(state);
    report(&play, "2026-09-15", "2026-09-15", true);
    report(&play, "2026-09-16", "2026-09-16", true);

    report(&play, "2026-09-17", "2026-09-17", false);

    assert_string_equal(rungs(&play), "contact 09-15 09-15 void 2 principal; "
                                      "joint_visit 09-16 09-16 void 1 principal");
    assert_int_equal(count(&play, "SELECT status = '' FROM casefile"), 1);
    end(&play);
}

static void a_child_absent_again_begins_at_the_first_day(void **state)
{
    struct play play = begin(state);
    report(&play, "2026-09-15", "2026-09-15", true);
    happened(&play, &play.teacher, "2026-09-15", "2026-09-15", "contact.phone", "agreed");
    report(&play, "2026-09-16", "2026-09-16", false);

    report(&play, "2026-09-17", "2026-09-17", true);

    assert_string_equal(rungs(&play), "contact 09-15 09-15 done 0 class_teacher; "
                                      "contact 09-17 09-17 open 0 class_teacher");
    end(&play);
}

static void an_absence_taken_back_takes_its_duty_back(void **state)
{
    struct play play = begin(state);
    report(&play, "2026-09-15", "2026-09-15", true);

    report(&play, "2026-09-15", "2026-09-15", false);

    assert_int_equal(count(&play, "SELECT count(*) FROM duty WHERE kind = 'rung'"
                                  " AND state = 'open'"),
                     0);
    end(&play);
}

static void what_was_done_for_an_absence_that_never_was_counts_no_more(void **state)
{
    struct play play = begin(state);
    report(&play, "2026-09-15", "2026-09-15", true);
    happened(&play, &play.teacher, "2026-09-15", "2026-09-15", "contact.phone", "agreed");

    report(&play, "2026-09-16", "2026-09-15", false);

    assert_string_equal(rungs(&play), "contact 09-15 09-15 void 0 class_teacher");
    end(&play);
}

static void change_class(struct play *play, int64_t class_id)
{
    QUERY(query) = query_open(play->f->store,
                              "UPDATE main.child SET class_id = :class WHERE id = :child");
    bind_int(&query, ":class", class_id);
    bind_int(&query, ":child", play->county.child[CHILD_LI]);
    ok(play, query_run(&query, &play->f->err));
}

static void a_case_that_follows_its_child_takes_its_duties_along(void **state)
{
    struct play play = begin(state);
    report(&play, "2026-09-15", "2026-09-15", true);
    report(&play, "2026-09-16", "2026-09-16", true);
    change_class(&play, play.county.class_nine_7);

    happened(&play, &play.f->console, "2026-09-16", "2026-09-16", "note", NULL);

    assert_int_equal(count(&play, "SELECT count(*) FROM duty JOIN casefile ON casefile.id = case_id"
                                  " WHERE duty.place_id <> casefile.class_id"),
                     0);
    assert_int_equal(count(&play, "SELECT count(*) FROM duty_with JOIN post ON post.id = post_id"
                                  " JOIN place_within USING (place_id)"
                                  " JOIN place ON place.id = ancestor_id"
                                  " WHERE name_zh = '示例中学'"),
                     0);
    end(&play);
}

static void an_absence_typed_a_day_late_is_due_on_its_own_day(void **state)
{
    struct play play = begin(state);

    report(&play, "2026-09-16", "2026-09-15", true);

    assert_string_equal(rungs(&play), "contact 09-15 09-15 open 1 academic_office");
    end(&play);
}

static void deriving_twice_gives_the_same_rows(void **state)
{
    struct play play = begin(state);
    report(&play, "2026-09-15", "2026-09-15", true);
    happened(&play, &play.teacher, "2026-09-15", "2026-09-15", "contact.phone", "agreed");
    report(&play, "2026-09-16", "2026-09-16", true);
    night(&play, "2026-09-18");
    const char *before = everything(&play);

    night(&play, "2026-09-18");
    ok(&play, store_begin(play.f->store, &play.f->err));
    struct fixture *f = play.f;
    bool derived = duty_derive_case(f->store, play.policy, "2026-09-18", case_of(&play), &f->err);
    ok(&play, store_end(f->store, derived, &f->err));

    assert_string_equal(everything(&play), before);
    end(&play);
}

static void a_post_that_nobody_holds_gives_way_to_the_one_above(void **state)
{
    struct play play = begin(state);
    QUERY(leave) = query_open(play.f->store, "UPDATE holding SET last_day = '2026-09-01'"
                                             " WHERE post_id = :post");
    bind_int(&leave, ":post", play.office.posts[0].id);
    assert_true(query_run(&leave, &play.f->err));
    report(&play, "2026-09-15", "2026-09-15", true);

    report(&play, "2026-09-16", "2026-09-16", true);

    assert_string_equal(rungs(&play), "contact 09-15 09-15 open 1 principal; "
                                      "joint_visit 09-16 09-16 open 0 principal");
    end(&play);
}

/* Three days without success: the principal sends the written report on the third. */
static struct play begin_reported(void **state)
{
    struct play play = begin(state);
    struct work work = {
        .f = play.f, .county = play.county, .policy = play.policy, .today = "2026-09-17"};
    report(&play, "2026-09-15", "2026-09-15", true);
    report(&play, "2026-09-16", "2026-09-16", true);
    report(&play, "2026-09-17", "2026-09-17", true);
    happened(&play, &play.principal, "2026-09-17", "2026-09-17", "visit.collective", "failed");
    ok(&play, work_send(&work, case_of(&play)));
    return play;
}

static void the_report_is_a_duty_of_each_of_its_three_recipients(void **state)
{
    struct play play = begin_reported(state);

    assert_int_equal(count(&play, "SELECT count(DISTINCT role) FROM duty JOIN post ON"
                                  " post.id = post_id WHERE kind = 'receive_report'"
                                  " AND state = 'open' AND due = '2026-09-21'"
                                  " AND role IN ('bureau_education', 'supervision', 'township')"),
                     3);
    assert_int_equal(count(&play, "SELECT count(*) FROM duty WHERE rung = 'written_report'"
                                  " AND state = 'done'"),
                     1);
    end(&play);
}

static void once_supervision_has_the_report_it_persuades_with_the_township(void **state)
{
    struct play play = begin_reported(state);
    struct actor supervision = county_actor(play.f, ROLE_SUPERVISION);
    int64_t copy = count(&play, "SELECT report_copy.id FROM report_copy"
                                " JOIN post ON post.id = post_id WHERE role = 'supervision'");

    struct fixture *f = play.f;
    bool done = dispatch_receive(f->store, play.policy, &supervision, "2026-09-18", copy,
                                 "0994450", &f->err);
    ok(&play, done);

    assert_int_equal(count(&play, "SELECT count(*) FROM duty JOIN post ON post.id = post_id"
                                  " WHERE rung = 'township_persuades' AND state = 'open'"
                                  " AND role = 'supervision' AND due = '2026-09-24'"),
                     1);
    assert_int_equal(count(&play, "SELECT count(*) FROM duty WHERE kind = 'receive_report'"
                                  " AND state = 'done'"),
                     1);
    end(&play);
}

static void closing_is_a_second_person_s_duty(void **state)
{
    struct play play = begin(state);
    report(&play, "2026-09-15", "2026-09-15", true);
    report(&play, "2026-09-16", "2026-09-16", false);

    struct fixture *f = play.f;
    int64_t id = case_of(&play);
    bool done = closing_ask(f->store, play.policy, &play.principal, "2026-09-16", id, "in_class",
                            "到校上课", &f->err);
    ok(&play, done);

    assert_int_equal(count(&play, "SELECT count(*) FROM duty JOIN post ON post.id = post_id"
                                  " WHERE kind = 'confirm_closing' AND state = 'open'"
                                  " AND role = 'bureau_education' AND due = '2026-09-20'"),
                     1);

    struct actor bureau = county_actor(play.f, ROLE_BUREAU_EDUCATION);
    ok(&play, closing_confirm(f->store, play.policy, &bureau, "2026-09-17", id, "", &f->err));

    assert_int_equal(count(&play, "SELECT count(*) FROM duty WHERE kind = 'confirm_closing'"
                                  " AND state = 'done'"),
                     1);
    assert_int_equal(count(&play, "SELECT count(*) FROM duty WHERE state = 'open'"
                                  " AND case_id IS NOT NULL"),
                     0);
    end(&play);
}

static void the_post_newly_in_charge_has_a_first_step_to_take(void **state)
{
    struct play play = begin(state);
    report(&play, "2026-09-15", "2026-09-15", true);
    struct actor village = county_actor(play.f, ROLE_VILLAGE_WORKER);
    struct actor bureau = county_actor(play.f, ROLE_BUREAU_EDUCATION);
    int64_t id = case_of(&play);

    struct fixture *f = play.f;
    bool done = casefile_assign(f->store, play.policy, &bureau, "2026-09-15", &id, 1,
                                village.posts[0].id, "", &f->err);
    ok(&play, done);

    assert_int_equal(count(&play, "SELECT count(*) FROM duty JOIN post ON post.id = post_id"
                                  " WHERE kind = 'assigned' AND state = 'open'"
                                  " AND role = 'village_worker' AND due = '2026-09-16'"),
                     1);
    end(&play);
}

static void a_clock_that_went_back_changes_nothing(void **state)
{
    struct play play = begin(state);
    report(&play, "2026-09-15", "2026-09-15", true);
    night(&play, "2026-09-18");
    const char *before = everything(&play);

    night(&play, "2026-09-16");

    assert_string_equal(everything(&play), before);
    end(&play);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(the_first_day_is_the_class_teacher_s),
        SPEC(a_call_fulfils_the_first_day),
        SPEC(three_days_climb_the_ladder_of_annex_1),
        SPEC(a_weekend_with_school_on_sunday_is_counted_as_it_was),
        SPEC(a_holiday_lets_nothing_expire),
        SPEC(a_duty_not_done_climbs_and_tells_both),
        SPEC(days_that_nobody_worked_are_caught_up_in_order),
        SPEC(what_was_done_in_time_but_typed_late_counts_on_its_day),
        SPEC(a_child_who_is_back_voids_what_was_due),
        SPEC(a_child_absent_again_begins_at_the_first_day),
        SPEC(an_absence_taken_back_takes_its_duty_back),
        SPEC(what_was_done_for_an_absence_that_never_was_counts_no_more),
        SPEC(a_case_that_follows_its_child_takes_its_duties_along),
        SPEC(an_absence_typed_a_day_late_is_due_on_its_own_day),
        SPEC(deriving_twice_gives_the_same_rows),
        SPEC(a_post_that_nobody_holds_gives_way_to_the_one_above),
        SPEC(the_report_is_a_duty_of_each_of_its_three_recipients),
        SPEC(once_supervision_has_the_report_it_persuades_with_the_township),
        SPEC(closing_is_a_second_person_s_duty),
        SPEC(the_post_newly_in_charge_has_a_first_step_to_take),
        SPEC(a_clock_that_went_back_changes_nothing),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("duty", specs, NULL, NULL) : 1;
}
