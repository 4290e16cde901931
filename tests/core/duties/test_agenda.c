/* What people see of their duties, each through their own views. */
#include "tests/support/county.h"

#include "core/days/absence.h"
#include "core/duties/agenda.h"
#include "core/duties/clerk.h"
#include "core/rules/policy.h"
#include "core/scope/scope.h"

#include <string.h>

struct agenda {
    struct fixture *f;
    struct county county;
    struct policy *policy;
    struct actor actor; /* whose list it is */
    struct duty *rows;
    size_t count;
    struct duty_counts counts;
};

static void report(struct agenda *a, const struct actor *teacher, const char *day, size_t absent)
{
    const struct absence_mark marks[] = {
        {a->county.child[CHILD_LI],    ABSENCE_UNEXCUSED},
        {a->county.child[CHILD_AYGUL], ABSENCE_UNEXCUSED}
    };
    assert_true(clerk_work(a->f->store, a->policy, day, &a->f->err));
    assert_true(absence_report(a->f->store, a->policy, teacher, day, a->county.class_junior_7_1, day,
                               marks, absent, &a->f->err));
}

/* Li absent from Friday the 18th over a Sunday with school to Tuesday the 22nd, Aygul on the last
   day; nobody did anything about it. */
static struct agenda begin(void **state, enum role role)
{
    struct agenda a = {.f = *state};
    a.county = county_make(a.f);
    a.policy = policy_open(NULL, "hutubi", &a.f->err);
    assert_non_null(a.policy);
    struct actor teacher = county_actor(a.f, ROLE_CLASS_TEACHER);
    a.actor = county_actor(a.f, role);
    report(&a, &teacher, "2026-09-17", 0);
    report(&a, &teacher, "2026-09-18", 1);
    report(&a, &teacher, "2026-09-20", 1);
    report(&a, &teacher, "2026-09-21", 1);
    report(&a, &teacher, "2026-09-22", 2);
    assert_true(scope_enter(a.f->store, &a.actor, &a.f->err));
    return a;
}

static void look(struct agenda *a)
{
    assert_true(agenda_today(a->f->store, &a->actor, "2026-09-22", (struct page){.size = 50},
                             &a->f->arena, &a->rows, &a->count, &a->counts, &a->f->err));
}

static const struct duty *find(struct agenda *a, const char *rung, const char *name)
{
    look(a);
    for (size_t i = 0; i < a->count; i++)
        if (strcmp(a->rows[i].rung, rung) == 0 && strcmp(a->rows[i].name_zh, name) == 0)
            return &a->rows[i];
    return NULL;
}

static void end(struct agenda *a)
{
    policy_close(a->policy);
}

static void what_is_overdue_stands_first_and_is_counted(void **state)
{
    struct agenda a = begin(state, ROLE_CLASS_TEACHER);

    look(&a);

    assert_int_equal(a.counts.open, 4);
    assert_int_equal(a.counts.overdue, 3);
    assert_int_equal(a.counts.today, 1);
    assert_string_equal(a.rows[0].rung, "contact");
    assert_string_equal(a.rows[0].due, "2026-09-18");
    assert_string_equal(a.rows[3].name_ug, "ئايگۈل مەمەت");
    end(&a);
}

static void a_duty_that_climbed_stays_with_who_had_it_first(void **state)
{
    struct agenda a = begin(state, ROLE_CLASS_TEACHER);

    const struct duty *contact = find(&a, "contact", "李示例");

    assert_non_null(contact);
    assert_int_equal(contact->part, DUTY_CLIMBED);
    assert_string_equal(contact->role, "bureau_education");
    assert_string_equal(agenda_title(a.policy, contact, LANGUAGE_ZH), "打电话或上门");
    assert_string_equal(agenda_because(a.policy, contact, LANGUAGE_ZH, &a.f->arena), "缺课第1天");
    end(&a);
}

static void who_takes_part_sees_it_as_another_s(void **state)
{
    struct agenda a = begin(state, ROLE_VILLAGE_WORKER);

    const struct duty *visit = find(&a, "collective_visit", "李示例");

    assert_non_null(visit);
    assert_int_equal(visit->part, DUTY_TAKES_PART);
    assert_null(find(&a, "plan", "李示例"));
    end(&a);
}

static void the_post_above_has_it_as_its_own(void **state)
{
    struct agenda a = begin(state, ROLE_BUREAU_EDUCATION);

    const struct duty *contact = find(&a, "contact", "李示例");

    assert_non_null(contact);
    assert_int_equal(contact->part, DUTY_MINE);
    end(&a);
}

static void nobody_s_list_shows_what_no_post_of_theirs_is_for(void **state)
{
    struct agenda a = begin(state, ROLE_TOWNSHIP);

    look(&a);

    assert_int_equal(a.counts.open, 0);
    end(&a);
}

static void an_administrator_s_day_is_empty_of_children(void **state)
{
    struct agenda a = begin(state, ROLE_ACCOUNT_ADMIN);

    look(&a);

    assert_int_equal(a.counts.open, 0);
    end(&a);
}

static void a_duty_explains_itself_day_by_day(void **state)
{
    struct agenda a = begin(state, ROLE_ACADEMIC_OFFICE);
    static const struct {
        const char *day, *reason;
        int64_t counted;
    } days[] = {
        {"2026-09-17", "present", 0},
        {"2026-09-18", "absent",  1},
        {"2026-09-19", "weekend", 0},
        {"2026-09-20", "absent",  2},
        {"2026-09-21", "absent",  3},
        {"2026-09-22", "absent",  4},
    };
    const struct duty *visit = find(&a, "joint_visit", "李示例");
    assert_non_null(visit);

    struct duty_why why;
    assert_true(agenda_explain(a.f->store, a.policy, visit->id, &a.f->arena, &why, &a.f->err));

    assert_string_equal(why.rung->clause, "H17 3(2)");
    assert_int_equal(why.day_count, COUNT(days));
    for (size_t i = 0; i < COUNT(days); i++) {
        assert_string_equal(why.days[i].day, days[i].day);
        assert_string_equal(why.days[i].reason, days[i].reason);
        assert_int_equal(why.days[i].counted, days[i].counted);
    }
    assert_int_equal(why.days[3].rung_count, 1);
    assert_string_equal(why.days[3].rungs[0]->name, "joint_visit");
    assert_false(why.assumed);
    end(&a);
}

static void it_says_who_gets_it_next_and_when(void **state)
{
    struct agenda a = begin(state, ROLE_CLASS_TEACHER);
    const struct duty *contact = find(&a, "contact", "阿依古丽·买买提");
    assert_non_null(contact);

    struct duty_why why;
    assert_true(agenda_explain(a.f->store, a.policy, contact->id, &a.f->arena, &why, &a.f->err));

    assert_string_equal(why.next_role, "academic_office");
    assert_string_equal(why.next_day, "2026-09-23");
    end(&a);
}

static void a_duty_out_of_reach_is_missing(void **state)
{
    struct agenda a = begin(state, ROLE_ACCOUNT_ADMIN);
    struct duty_why why;

    assert_false(agenda_explain(a.f->store, a.policy, 1, &a.f->arena, &why, &a.f->err));

    assert_int_equal(a.f->err.kind, ERROR_MISSING);
    end(&a);
}

static void every_kind_of_duty_leads_to_where_it_is_done(void **state)
{
    struct agenda a = begin(state, ROLE_CLASS_TEACHER);
    static const struct {
        struct duty duty;
        const char *route;
    } routes[] = {
        {{.id = 9, .kind = "rung", .rung = "contact", .case_id = 3},                                                       "case/3/form/persuasion?duty=9"    },
        {{.id = 7, .kind = "rung", .rung = "plan", .case_id = 3},                                                          "case/3/form/retention_plan?duty=7"},
        {{.id = 4, .kind = "beat", .rung = "home_teaching/lesson", .child_id = 6},
         "child/6/form/home_teaching_visit?duty=4"                                                                                                            },
        {{.kind = "beat", .rung = "aid/grant", .child_id = 6, .subject = "plan/7/grant/2026-09-01"},
         "plan/7"                                                                                                                                             },
        {{.kind = "attendance", .place_id = 5, .since = "2026-09-22"},
         "absences?class=5&day=2026-09-22"                                                                                                                    },
        {{.kind = "confirm_closing", .case_id = 3},                                                                        "case/3/closing"                   },
        {{.kind = "receive_report", .record_id = 8},                                                                       "report/8"                         },
        {{.kind = "finding", .place_id = 5},                                                                               "findings?school=5"                },
        {{.kind = "round", .rung = "admission_notices", .place_id = 2, .subject = "round/admission_notices/2/2026-08-01"},
         "round/admission_notices/2/2026-08-01"                                                                                                               },
        {{.kind = "assigned", .case_id = 3},                                                                               "case/3"                           },
    };

    for (size_t i = 0; i < COUNT(routes); i++)
        assert_string_equal(agenda_route(a.policy, &routes[i].duty, &a.f->arena), routes[i].route);
    end(&a);
}

static void a_step_that_is_served_on_paper_leads_to_its_paper(void **state)
{
    static const struct {
        const char *policy, *rung, *route;
    } steps[] = {
        {"anze",     "order",   "case/3/form/return_order?duty=9"     },
        {"anze",     "penalty", "case/3/form/penalty_decision?duty=9" },
        {"district", "order",   "case/3/form/return_order?duty=9"     },
        {"district", "penalty", "case/3/form/penalty_decision?duty=9" },
        {"nanan",    "order",   "case/3/form/return_order?duty=9"     },
        {"yixian",   "notice",  "case/3/form/persuasion_notice?duty=9"},
    };
    struct fixture *f = *state;

    for (size_t i = 0; i < COUNT(steps); i++) {
        struct policy *policy = policy_open(NULL, steps[i].policy, &f->err);
        const struct duty duty = {.id = 9, .kind = "rung", .rung = steps[i].rung, .case_id = 3};
        assert_string_equal(agenda_route(policy, &duty, &f->arena), steps[i].route);
        policy_close(policy);
    }
}

static void a_step_that_may_be_left_out_is_taken_among_the_legal_steps(void **state)
{
    struct fixture *f = *state;
    struct policy *anze = policy_open(NULL, "anze", &f->err);
    const struct duty education = {.kind = "rung", .rung = "education", .case_id = 3};

    const char *route = agenda_route(anze, &education, &f->arena);

    assert_string_equal(route, "case/3/legal");
    policy_close(anze);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_step_that_is_served_on_paper_leads_to_its_paper),
        SPEC(a_step_that_may_be_left_out_is_taken_among_the_legal_steps),
        SPEC(what_is_overdue_stands_first_and_is_counted),
        SPEC(a_duty_that_climbed_stays_with_who_had_it_first),
        SPEC(who_takes_part_sees_it_as_another_s),
        SPEC(the_post_above_has_it_as_its_own),
        SPEC(nobody_s_list_shows_what_no_post_of_theirs_is_for),
        SPEC(an_administrator_s_day_is_empty_of_children),
        SPEC(a_duty_explains_itself_day_by_day),
        SPEC(it_says_who_gets_it_next_and_when),
        SPEC(a_duty_out_of_reach_is_missing),
        SPEC(every_kind_of_duty_leads_to_where_it_is_done),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("agenda", specs, NULL, NULL) : 1;
}
