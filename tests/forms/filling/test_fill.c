#include "forms/filling/fill.h"

#include "core/cases/legal.h"
#include "core/cases/letter.h"
#include "tests/support/work.h"

#include <string.h>

#define NAMED(zh, ug) zh "\t" ug

/* What a path gives for the class teacher of 7(1), about a child and a case. */
static const char *filled(struct work *w, enum county_child child, int64_t case_id,
                          const char *path)
{
    struct actor teacher = county_actor(w->f, ROLE_CLASS_TEACHER);
    const struct fill_subject subject = {
        .policy = w->policy,
        .actor = &teacher,
        .today = w->today,
        .child_id = w->county.child[child],
        .case_id = case_id,
        .form = "return_order",
        .serves = "order.served",
    };
    const char *value = "";
    assert_true(fill_value(w->f->store, &subject, path, &w->f->arena, &value, &w->f->err));
    return value;
}

struct known {
    const char *path, *value;
};

static void assert_known(struct work *w, enum county_child child, int64_t case_id,
                         const struct known known[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert_true(fill_exists(known[i].path));
        assert_string_equal(filled(w, child, case_id, known[i].path), known[i].value);
    }
}

static void the_lists_know_who_answers_for_a_child_and_where(void **state)
{
    static const struct known known[] = {
        {"guardian.name",                            NAMED("示例父", "مىسال دادا")},
        {"guardian.phone",                           "13900000011"    },
        {"guardian.relation",                                  "father"                 },
        {"school.principal",                      NAMED("孙示例",                                       "سۇن مىسال")                      },
        {"township.name",   NAMED("东示例镇",                    "شەرقىي مىسال بازىرى")     },
        {"child.serving_school", NAMED("示例中学",                  "مىسال ئوتتۇرا مەكتەپ")},
    };
    struct work w = work_begin(*state);

    assert_known(&w, CHILD_LI, 0, known, COUNT(known));

    work_end(&w);
}

static void the_roll_names_a_guardian_where_the_register_does_not(void **state)
{
    struct work w = work_begin(*state);
    QUERY(query) = query_open(w.f->store, "UPDATE main.roll_entry SET guardian = '吴某',"
                                          " phone = '13900000099' WHERE child_id = :child");
    bind_int(&query, ":child", w.county.child[CHILD_UNKNOWN]);
    assert_true(query_run(&query, &w.f->err));
    QUERY(none) = query_open(w.f->store, "DELETE FROM main.guardian WHERE child_id = :child");
    bind_int(&none, ":child", w.county.child[CHILD_UNKNOWN]);
    assert_true(query_run(&none, &w.f->err));

    assert_string_equal(filled(&w, CHILD_UNKNOWN, 0, "guardian.name"), "吴某");
    assert_string_equal(filled(&w, CHILD_UNKNOWN, 0, "guardian.phone"), "13900000099");
    assert_string_equal(filled(&w, CHILD_UNKNOWN, 0, "guardian.relation"), "");
    work_end(&w);
}

static void who_works_in_a_class_is_of_its_school(void **state)
{
    struct work w = work_begin(*state);

    assert_string_equal(filled(&w, CHILD_LI, 0, "me.unit"),
                        filled(&w, CHILD_LI, 0, "child.school"));

    work_end(&w);
}

/* Li was born on 6 May 2013. */
static void an_age_is_in_full_years(void **state)
{
    struct work w = work_begin(*state);

    w.today = "2026-05-05";
    assert_string_equal(filled(&w, CHILD_LI, 0, "child.age"), "12");
    w.today = "2026-05-06";
    assert_string_equal(filled(&w, CHILD_LI, 0, "child.age"), "13");

    work_end(&w);
}

/* The small county's term is 2026-09-01 to 2027-01-15. */
static void a_term_is_the_one_that_runs_or_else_the_next(void **state)
{
    struct work w = work_begin(*state);

    assert_string_equal(filled(&w, CHILD_LI, 0, "term.first_day"), "2026-09-01");
    assert_string_equal(filled(&w, CHILD_LI, 0, "term.last_day"), "2027-01-15");
    assert_string_equal(filled(&w, CHILD_LI, 0, "admission.day"), COUNTY_TODAY);
    w.today = "2026-08-03";
    assert_string_equal(filled(&w, CHILD_LI, 0, "term.first_day"), "2026-09-01");
    assert_string_equal(filled(&w, CHILD_LI, 0, "admission.day"), "2026-09-01");

    work_end(&w);
}

/* Patigul is of primary age and lives in the area of the nine-year school. */
static void a_child_goes_to_the_school_of_its_age_and_home(void **state)
{
    struct work w = work_begin(*state);

    assert_string_equal(filled(&w, CHILD_SMALL, 0, "child.serving_school"),
                        NAMED("示例学校", "مىسال مەكتەپ"));
    assert_string_equal(filled(&w, CHILD_UNKNOWN, 0, "child.serving_school"), "");

    work_end(&w);
}

static void serve_order(struct work *w, int64_t case_id)
{
    const struct legal_paper paper = {
        .case_id = case_id,
        .event = "order.served",
        .day = "2026-09-16",
        .number = "示限复〔2026〕3号",
        .how = "in_person",
        .note = "",
    };
    struct actor bureau = county_actor(w->f, ROLE_BUREAU_EDUCATION);
    struct actor township = county_actor(w->f, ROLE_TOWNSHIP);
    assert_true(legal_skip(w->f->store, w->policy, &bureau, w->today, case_id, "education.given",
                           "已批评教育", &w->f->err));
    assert_true(legal_take(w->f->store, w->policy, &township, w->today, &paper, &w->f->err));
}

static void a_case_knows_its_number_and_what_was_done_in_it(void **state)
{
    struct work w = work_begin(*state);
    int64_t case_id = work_case(&w, CHILD_LI);
    const struct known known[] = {
        {"case.number", work_read(&w, case_id).number},
        {"case.opened_on",             COUNTY_TODAY         },
        {"case.last_visit_day",             COUNTY_TODAY},
        {"case.persuasions",             "2"            },
        {"case.returned_on",             COUNTY_TODAY},
        {"case.order_served_on",             "2026-09-16"        },
        {"case.order_number",             "示限复〔2026〕3号"},
    };
    assert_string_equal(filled(&w, CHILD_LI, case_id, "case.last_visit_day"), "");
    assert_true(work_record(&w, ROLE_CLASS_TEACHER, case_id, "contact.phone", "failed"));
    assert_true(work_record(&w, ROLE_CLASS_TEACHER, case_id, "parents.at_school", "agreed"));
    serve_order(&w, case_id);
    assert_true(work_record(&w, ROLE_CLASS_TEACHER, case_id, "returned", ""));

    assert_known(&w, CHILD_LI, case_id, known, COUNT(known));

    work_end(&w);
}

/* Hutubi gives the family seven calendar days. */
static void the_time_to_comply_is_the_countys(void **state)
{
    struct work w = work_begin(*state);
    int64_t case_id = work_case(&w, CHILD_LI);

    assert_string_equal(filled(&w, CHILD_LI, case_id, "step.reply_by"), "2026-09-24");
    assert_string_equal(filled(&w, CHILD_LI, 0, "step.reply_by"), "");

    work_end(&w);
}

static void receive(struct work *w, const char *office, const char *day)
{
    const struct letter letter = {
        .direction = "in",
        .way = "",
        .office = office,
        .number = "示教函〔2026〕12号",
        .day = day,
        .about = "李示例，男，2013年生",
        .asks = "是否在贵县就读",
        .reply_due = "2026-09-30",
    };
    struct actor bureau = county_actor(w->f, ROLE_BUREAU_EDUCATION);
    int64_t id;
    assert_true(letter_receive(w->f->store, w->policy, &bureau, w->today, &letter, &id, &w->f->err));
    assert_true(letter_link(w->f->store, &bureau, id, "659900201305060012", &w->f->err));
}

static void what_a_letter_says_is_not_typed_again(void **state)
{
    static const struct known known[] = {
        {"letter.office",     "示例市教育局"          },
        {"letter.number",     "示教函〔2026〕12号"    },
        {"letter.day",        "2026-09-15"                  },
        {"letter.about",      "李示例，男，2013年生"},
        {"letter.asks",       "是否在贵县就读"       },
        {"letter.reply_due",  "2026-09-30"                  },
        {"letter.replied_on", ""                            },
        {"letter.answer",     ""                            },
    };
    struct work w = work_begin(*state);
    receive(&w, "示例区教育局", "2026-09-10");
    receive(&w, "示例市教育局", "2026-09-15");

    assert_known(&w, CHILD_LI, 0, known, COUNT(known));
    assert_string_equal(filled(&w, CHILD_WANG, 0, "letter.office"), "");

    work_end(&w);
}

/* What the program never holds has no path, either (requirements 10). */
static void nothing_fills_what_is_not_held(void **state)
{
    (void)state;

    assert_false(fill_exists("child.nation"));
    assert_false(fill_exists("child.religion"));
    assert_false(fill_exists("child.photo"));
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(the_lists_know_who_answers_for_a_child_and_where),
        SPEC(the_roll_names_a_guardian_where_the_register_does_not),
        SPEC(who_works_in_a_class_is_of_its_school),
        SPEC(an_age_is_in_full_years),
        SPEC(a_term_is_the_one_that_runs_or_else_the_next),
        SPEC(a_child_goes_to_the_school_of_its_age_and_home),
        SPEC(a_case_knows_its_number_and_what_was_done_in_it),
        SPEC(the_time_to_comply_is_the_countys),
        SPEC(what_a_letter_says_is_not_typed_again),
        SPEC(nothing_fills_what_is_not_held),
    };
    return cmocka_run_group_tests_name("fill", specs, NULL, NULL);
}
