/* What the program's own papers do to a case, and whose they are. */
#include "core/cases/legal.h"
#include "forms/served/batch.h"
#include "forms/served/serving.h"
#include "tests/support/desk.h"

#include <string.h>

struct said {
    const char *field, *value;
};

/* A paper that the actor fills with these words and completes. */
static int64_t paper(struct desk *desk, const struct actor *actor, const char *form,
                     const struct record_start *about, const struct said said[], size_t count)
{
    struct record_start start = *about;
    start.form = form_find(desk->forms, form);
    int64_t id = desk_paper(desk, actor, &start);
    assert_int_not_equal(id, 0);
    for (size_t i = 0; i < count; i++)
        desk_say(desk, actor, id, said[i].field, said[i].value);
    assert_true(desk_complete(desk, actor, id));
    return id;
}

static struct case_event newest(struct desk *desk, int64_t case_id)
{
    struct fixture *f = desk->work.f;
    struct case_event *rows;
    size_t count;
    assert_true(casefile_events(f->store, case_id, (struct page){.size = 50}, &f->arena, &rows,
                                &count, &f->err));
    assert_int_not_equal(count, 0);
    return rows[count - 1];
}

static const struct said visited[] = {
    {"way",          "contact.visit"           },
    {"signs",        "talk"                    },
    {"signs_words",  "说不想上学"         },
    {"talked",       "父亲在家，谈了话"},
    {"family_says",  "hesitates"               },
    {"family_words", "农忙缺人手"         },
};

static void a_home_visit_is_a_contact_of_the_childs_case(void **state)
{
    struct desk desk = desk_begin(*state);
    int64_t case_id = work_case(&desk.work, CHILD_LI);
    const struct record_start about = {.child_id = desk.work.county.child[CHILD_LI]};

    int64_t id = paper(&desk, &desk.teacher, "home_visit", &about, visited, COUNT(visited));

    struct case_event event = newest(&desk, case_id);
    assert_string_equal(event.kind, "contact.visit");
    assert_string_equal(event.result, "failed");
    assert_string_equal(event.note, "父亲在家，谈了话");
    assert_int_equal(event.record_id, id);
    desk_end(&desk);
}

/* A8: the class teacher visits, calls, or asks the parents to school, and fills the record. */
static void a_home_visit_does_the_first_duty_of_anze(void **state)
{
    static const enum county_child absent[] = {CHILD_LI, CHILD_COUNT};
    static const char open_duty[] = "SELECT coalesce(max(id), 0) FROM duty WHERE case_id = :id"
                                    " AND rung = 'contact' AND state = 'open'";
    struct desk desk = desk_begin(*state);
    policy_close(desk.work.policy);
    desk.work.policy = policy_open(NULL, "anze", &desk.work.f->err);
    assert_true(work_report(&desk.work, COUNTY_TODAY, absent));
    int64_t case_id = work_case_of(&desk.work, CHILD_LI);
    const struct record_start about = {.case_id = case_id,
                                       .duty_id = work_count(&desk.work, open_duty, case_id)};
    assert_int_not_equal(about.duty_id, 0);

    paper(&desk, &desk.teacher, "home_visit", &about, visited, COUNT(visited));

    assert_int_equal(work_count(&desk.work, open_duty, case_id), 0);
    desk_end(&desk);
}

static void a_home_visit_needs_no_case(void **state)
{
    struct desk desk = desk_begin(*state);
    const struct record_start about = {.child_id = desk.work.county.child[CHILD_LI]};

    paper(&desk, &desk.teacher, "home_visit", &about, visited, COUNT(visited));

    assert_int_equal(work_case_of(&desk.work, CHILD_LI), 0);
    desk_end(&desk);
}

static void a_leavers_registration_tells_the_case_where_the_child_is_and_then_registers(void **state)
{
    static const struct said left[] = {
        {"left_on",           "2026-09-10"                 },
        {"reasons",           "moved"                      },
        {"reason_words",      "随父母外出"            },
        {"whereabouts",       "out_of_province"            },
        {"whereabouts_words", "外省示例市，同父母"},
        {"doing",             "at_home"                    },
        {"heard_from",        "父亲在电话里说"      },
    };
    struct desk desk = desk_begin(*state);
    int64_t case_id = work_case(&desk.work, CHILD_LI);
    const struct record_start about = {.child_id = desk.work.county.child[CHILD_LI]};

    paper(&desk, &desk.teacher, "leaver_registration", &about, left, COUNT(left));

    assert_string_equal(newest(&desk, case_id).kind, "registered");
    assert_int_equal(work_count(&desk.work,
                                "SELECT count(*) FROM case_event WHERE case_id = :id"
                                " AND kind = 'whereabouts.found' AND result = 'out_of_province'",
                                case_id),
                     1);
    desk_end(&desk);
}

static void a_placement_plan_places_the_child(void **state)
{
    static const struct said planned[] = {
        {"out_from",      "2026-09-01"     },
        {"back_on",       "2026-09-16"     },
        {"reasons",       "跟得上"      },
        {"way",           "own_class"      },
        {"into_class_on", "2026-09-18"     },
        {"support",       "班主任结对"},
        {"step#1",        "补课"         },
        {"step_who#1",    "陈示例"      },
        {"step_by#1",     "2026-09-30"     },
        {"review_on",     "2026-10-15"     },
        {"until",         "2027-01-15"     },
    };
    struct desk desk = desk_begin(*state);
    const struct record_start about = {.case_id = work_case(&desk.work, CHILD_LI)};

    paper(&desk, &desk.principal, "placement_plan", &about, planned, COUNT(planned));

    struct case_event event = newest(&desk, about.case_id);
    assert_string_equal(event.kind, "placement.made");
    assert_string_equal(event.result, "own_class");
    assert_string_equal(event.note, "班主任结对");
    desk_end(&desk);
}

/* Yi County gives the family three working days: 18, 20 (a make-up day) and 21 September. */
static void a_persuasion_notice_knows_the_countys_time_and_serving_it_is_the_step(void **state)
{
    static const struct said noticed[] = {
        {"absent_from",   "2026-09-14" },
        {"contact_phone", "13900000033"},
    };
    static const struct service service = {
        .day = COUNTY_TODAY, .how = "in_person", .receiver = "示例父", .note = ""};
    struct desk desk = desk_begin(*state);
    struct fixture *f = desk.work.f;
    const struct record_start about = {.case_id = work_case(&desk.work, CHILD_LI)};
    desk_persuasion(&desk, about.case_id);

    int64_t id = paper(&desk, &desk.principal, "persuasion_notice", &about, noticed,
                       COUNT(noticed));
    assert_true(serving_write(f->store, desk.work.policy, &desk.principal, desk.work.today, id,
                              &service, &f->err));

    struct form_record record = desk_read(&desk, id);
    assert_string_equal(desk_value(&record, "return_by"), "2026-09-21");
    assert_string_equal(desk_value(&record, "persuasions"), "1");
    assert_string_equal(record.number, "示例中学劝返〔2026〕1号");
    assert_string_equal(newest(&desk, about.case_id).kind, "notice.served");
    desk_end(&desk);
}

static bool may_begin(struct desk *desk, enum role role, const char *form, int64_t case_id)
{
    struct actor actor = county_actor(desk->work.f, role);
    const struct record_start start = {.form = form_find(desk->forms, form), .case_id = case_id};
    return desk_paper(desk, &actor, &start) != 0;
}

/* What has effect on a family is not everybody's to write. */
static void a_penalty_decision_is_the_townships(void **state)
{
    struct desk desk = desk_begin(*state);
    int64_t case_id = work_case(&desk.work, CHILD_LI);

    assert_false(may_begin(&desk, ROLE_CLASS_TEACHER, "penalty_decision", case_id));
    assert_false(may_begin(&desk, ROLE_PRINCIPAL, "penalty_decision", case_id));
    assert_false(may_begin(&desk, ROLE_CLASS_TEACHER, "return_order", case_id));
    assert_true(may_begin(&desk, ROLE_PRINCIPAL, "return_order", case_id));
    assert_true(may_begin(&desk, ROLE_TOWNSHIP, "penalty_decision", case_id));

    desk_end(&desk);
}

/* D4, A13: what bears down on a family is weighed for that family. */
static void notices_are_made_by_the_class_and_orders_one_by_one(void **state)
{
    struct fixture *f = *state;
    struct forms *forms = forms_open(NULL, &f->err);
    assert_non_null(forms);

    assert_true(batch_asked(form_find(forms, "admission_notice")));
    assert_true(batch_asked(form_find(forms, "persuasion_notice")));
    assert_false(batch_asked(form_find(forms, "return_order")));
    assert_false(batch_asked(form_find(forms, "penalty_decision")));

    forms_close(forms);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_home_visit_is_a_contact_of_the_childs_case),
        SPEC(a_home_visit_does_the_first_duty_of_anze),
        SPEC(a_home_visit_needs_no_case),
        SPEC(a_leavers_registration_tells_the_case_where_the_child_is_and_then_registers),
        SPEC(a_placement_plan_places_the_child),
        SPEC(a_persuasion_notice_knows_the_countys_time_and_serving_it_is_the_step),
        SPEC(a_penalty_decision_is_the_townships),
        SPEC(notices_are_made_by_the_class_and_orders_one_by_one),
    };
    return cmocka_run_group_tests_name("shipped", specs, NULL, NULL);
}
