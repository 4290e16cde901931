#include "forms/filling/answers.h"

#include "core/cases/casefile.h"
#include "core/cases/dispatch.h"
#include "core/days/absence.h"
#include "core/rules/policy.h"
#include "forms/filling/complete.h"
#include "forms/filling/fill.h"
#include "tests/support/county.h"

#include <string.h>

/* A child of class 7(1) whose absence opened a case, and the people around it. */
struct world {
    struct county county;
    struct policy *policy;
    struct forms *forms;
    struct actor teacher, office, principal;
    int64_t case_id;
};

static void report_absent(struct fixture *f, struct world *w, const char *day)
{
    const struct absence_mark mark = {w->county.child[CHILD_LI], ABSENCE_UNEXCUSED};
    assert_true(absence_report(f->store, w->policy, &w->teacher, COUNTY_TODAY,
                               w->county.class_junior_7_1, day, &mark, 1, &f->err));
}

static struct world make_world(struct fixture *f)
{
    struct world w = {.county = county_make(f)};
    w.policy = policy_open(NULL, "hutubi", &f->err);
    w.forms = forms_open(NULL, &f->err);
    assert_non_null(w.policy);
    assert_non_null(w.forms);
    w.teacher = county_actor(f, ROLE_CLASS_TEACHER);
    w.office = county_actor(f, ROLE_ACADEMIC_OFFICE);
    w.principal = county_actor(f, ROLE_PRINCIPAL);
    report_absent(f, &w, "2026-09-16");
    report_absent(f, &w, COUNTY_TODAY);
    assert_true(casefile_of_child(f->store, w.county.child[CHILD_LI], &w.case_id, &f->err));
    assert_int_not_equal(w.case_id, 0);
    return w;
}

static void end_world(struct world *w)
{
    forms_close(w->forms);
    policy_close(w->policy);
}

static int64_t begin(struct fixture *f, struct world *w, const struct actor *actor,
                     const char *form)
{
    const struct record_start start = {.form = form_find(w->forms, form), .case_id = w->case_id};
    int64_t record_id = 0;
    assert_true(
        answers_begin(f->store, w->policy, actor, COUNTY_TODAY, &start, &record_id, &f->err));
    return record_id;
}

static struct form_record read(struct fixture *f, int64_t record_id)
{
    struct form_record record = {0};
    assert_true(answers_read(f->store, record_id, &f->arena, &record, &f->err));
    return record;
}

static const struct answer *answer_of(const struct form_record *record, const char *field)
{
    return &record->answers[form_index(record->form, form_field(record->form, field))];
}

static bool answer(struct fixture *f, const struct actor *actor, const struct form_record *record,
                   const char *field, const char *value)
{
    struct answer_clash clash;
    return answers_store(f->store, actor, COUNTY_TODAY, record,
                         form_index(record->form, form_field(record->form, field)), value,
                         &f->arena, &clash, &f->err);
}

/* Gives the answers that no list can give. */
static int64_t filled(struct fixture *f, struct world *w, const char *attitude)
{
    int64_t id = begin(f, w, &w->teacher, "persuasion");
    struct form_record record = read(f, id);
    assert_true(answer(f, &w->teacher, &record, "how", "contact.visit"));
    assert_true(answer(f, &w->teacher, &record, "course", "上门，父亲在家。"));
    assert_true(answer(f, &w->teacher, &record, "family_says", attitude));
    assert_true(answer(f, &w->teacher, &record, "student_says", "not_seen"));
    return id;
}

static bool complete(struct fixture *f, struct world *w, const struct actor *actor,
                     int64_t record_id)
{
    return complete_record(f->store, w->policy, actor, COUNTY_TODAY, record_id, &f->err);
}

static int64_t count_rows(struct fixture *f, const char *sql)
{
    QUERY(query) = query_open(f->store, sql);
    assert_true(query_next(&query));
    return query_int(&query, 0);
}

static void a_record_begins_with_what_the_lists_know(void **state)
{
    static const struct {
        const char *field, *value;
    } known[] = {
        {"school",             "示例中学\tمىسال ئوتتۇرا مەكتەپ"},
        {"visited_on",         COUNTY_TODAY                                          },
        {"student",            "李示例"                                           },
        {"sex",                "m"                                                   },
        {"born",               "2013-05"                                             },
        {"class",              "7年级(1)班\t7-يىللىق 1-سىنىپ"          },
        {"class_teacher",      "陈示例\tچېن مىسال"                        },
        {"student_number",     "G659900201305060011"                                 },
        {"id_number",          "659900201305060012"                                  },
        {"father",             "示例父\tمىسال دادا"                      },
        {"father_phone",       "13900000011"                                         },
        {"father_occupation",  "务农"                                              },
        {"mother",             ""                                                    },
        {"registered_address", "示例县"                                           },
        {"address",            "示例县"                                           },
    };
    struct fixture *f = *state;
    struct world w = make_world(f);

    struct form_record record = read(f, begin(f, &w, &w.teacher, "persuasion"));

    for (size_t i = 0; i < COUNT(known); i++) {
        assert_string_equal(answer_of(&record, known[i].field)->value, known[i].value);
        assert_true(answer_of(&record, known[i].field)->prefilled || !*known[i].value);
    }
    assert_memory_equal(answer_of(&record, "persuaders")->value, "陈示例", strlen("陈示例"));
    end_world(&w);
}

static void two_people_fill_one_paper(void **state)
{
    struct fixture *f = *state;
    struct world w = make_world(f);

    int64_t first = begin(f, &w, &w.teacher, "persuasion");
    int64_t second = begin(f, &w, &w.office, "persuasion");

    assert_int_equal(first, second);
    end_world(&w);
}

static void a_duty_of_another_child_is_done_by_another_paper(void **state)
{
    struct fixture *f = *state;
    struct world w = make_world(f);
    int64_t record_id = 0;
    QUERY(query) = query_open(f->store, "INSERT INTO main.duty (kind, rung, child_id, post_id,"
                                        " first_post, since, due, subject) SELECT 'rung', rung,"
                                        " :child, post_id, first_post, since, due, 'another'"
                                        " FROM main.duty WHERE kind = 'rung' LIMIT 1");
    bind_int(&query, ":child", w.county.child[CHILD_AYGUL]);
    assert_true(query_run(&query, &f->err));
    assert_int_equal(store_changed(f->store), 1);
    const struct record_start start = {
        .form = form_find(w.forms, "persuasion"),
        .case_id = w.case_id,
        .duty_id = store_inserted(f->store),
    };

    assert_false(
        answers_begin(f->store, w.policy, &w.teacher, COUNTY_TODAY, &start, &record_id, &f->err));

    assert_int_equal(f->err.kind, ERROR_INVALID);
    end_world(&w);
}

static void who_answers_for_another_class_fills_nothing(void **state)
{
    struct fixture *f = *state;
    struct world w = make_world(f);
    struct actor keeper = county_actor(f, ROLE_ROLL_KEEPER);
    const struct record_start start = {.form = form_find(w.forms, "persuasion"),
                                       .case_id = w.case_id};
    int64_t record_id = 0;

    assert_false(
        answers_begin(f->store, w.policy, &keeper, COUNTY_TODAY, &start, &record_id, &f->err));

    assert_int_equal(f->err.kind, ERROR_DENIED);
    end_world(&w);
}

static void an_answer_is_kept_as_the_persons_word(void **state)
{
    struct fixture *f = *state;
    struct world w = make_world(f);
    int64_t id = begin(f, &w, &w.teacher, "persuasion");
    struct form_record before = read(f, id);

    assert_true(answer(f, &w.teacher, &before, "mother_phone", "13900000022"));

    struct form_record after = read(f, id);
    assert_string_equal(answer_of(&after, "mother_phone")->value, "13900000022");
    assert_false(answer_of(&after, "mother_phone")->prefilled);
    assert_int_equal(answer_of(&after, "mother_phone")->account_id, w.teacher.account_id);
    end_world(&w);
}

static void an_id_number_put_right_brings_birth_and_sex_along(void **state)
{
    struct fixture *f = *state;
    struct world w = make_world(f);
    int64_t id = begin(f, &w, &w.teacher, "persuasion");
    struct form_record before = read(f, id);

    assert_true(answer(f, &w.teacher, &before, "id_number", "11010519491231002X"));

    struct form_record after = read(f, id);
    assert_string_equal(answer_of(&after, "born")->value, "1949-12");
    assert_string_equal(answer_of(&after, "sex")->value, "f");
    end_world(&w);
}

static void nobodys_word_is_lost_to_anothers(void **state)
{
    struct fixture *f = *state;
    struct world w = make_world(f);
    int64_t id = begin(f, &w, &w.teacher, "persuasion");
    struct form_record seen = read(f, id);
    size_t field = form_index(seen.form, form_field(seen.form, "course"));
    struct answer_clash clash;
    assert_true(answer(f, &w.office, &seen, "course", "教务处写的"));

    assert_false(answers_store(f->store, &w.teacher, COUNTY_TODAY, &seen, field, "班主任写的", &f->arena,
                               &clash, &f->err));

    assert_int_equal(f->err.kind, ERROR_CONFLICT);
    assert_string_equal(clash.value, "教务处写的");
    assert_string_equal(clash.person_zh, "黄示例");
    struct form_record after = read(f, id);
    assert_string_equal(answer_of(&after, "course")->value, "教务处写的");
    end_world(&w);
}

/* The one who puts the number right has not seen what a colleague typed in between. */
static void what_follows_from_an_answer_is_nobodys_word(void **state)
{
    struct fixture *f = *state;
    struct world w = make_world(f);
    int64_t record_id = begin(f, &w, &w.teacher, "persuasion");
    struct form_record seen = read(f, record_id);
    assert_true(answer(f, &w.office, &seen, "born", "2013-07"));

    assert_true(answer(f, &w.teacher, &seen, "id_number", "652323201205060012"));

    struct form_record record = read(f, record_id);
    assert_string_equal(answer_of(&record, "born")->value, "2013-07");
    assert_int_equal(answer_of(&record, "born")->account_id, w.office.account_id);
    end_world(&w);
}

static void an_incomplete_record_is_not_completed(void **state)
{
    struct fixture *f = *state;
    struct world w = make_world(f);
    int64_t id = begin(f, &w, &w.teacher, "persuasion");

    assert_false(complete(f, &w, &w.teacher, id));

    assert_int_equal(f->err.kind, ERROR_INVALID);
    assert_false(read(f, id).complete);
    end_world(&w);
}

static void completing_adds_exactly_one_event_to_the_case(void **state)
{
    struct fixture *f = *state;
    struct world w = make_world(f);
    int64_t id = filled(f, &w, "hesitates");
    int64_t before = count_rows(f, "SELECT count(*) FROM case_event");

    assert_true(complete(f, &w, &w.teacher, id));

    assert_int_equal(count_rows(f, "SELECT count(*) FROM case_event"), before + 1);
    assert_int_equal(count_rows(f, "SELECT count(*) FROM case_event WHERE kind = 'contact.visit'"
                                   " AND result = 'failed' AND day = '2026-09-17'"
                                   " AND note = '上门，父亲在家。' AND record_id IS NOT NULL"),
                     1);
    end_world(&w);
}

static void a_complete_record_never_changes(void **state)
{
    struct fixture *f = *state;
    struct world w = make_world(f);
    int64_t id = filled(f, &w, "agrees");
    assert_true(complete(f, &w, &w.teacher, id));
    struct form_record record = read(f, id);
    assert_true(record.complete);

    assert_false(answer(f, &w.teacher, &record, "course", "别的"));
    assert_int_equal(f->err.kind, ERROR_CONFLICT);
    f->err = (struct error){0};
    assert_false(complete(f, &w, &w.teacher, id));
    assert_int_equal(f->err.kind, ERROR_CONFLICT);

    QUERY(update) = query_open(f->store, "UPDATE answer SET value = 'x' WHERE field = 'course'");
    f->err = (struct error){0};
    assert_false(query_run(&update, &f->err));
    end_world(&w);
}

static void the_next_record_is_another_one_that_knows_the_last(void **state)
{
    struct fixture *f = *state;
    struct world w = make_world(f);
    int64_t first = begin(f, &w, &w.teacher, "persuasion");
    struct form_record record = read(f, first);
    assert_true(answer(f, &w.teacher, &record, "family", "父亲一人照看"));
    assert_int_equal(filled(f, &w, "agrees"), first);
    assert_true(complete(f, &w, &w.teacher, first));

    int64_t second = begin(f, &w, &w.teacher, "persuasion");

    assert_int_not_equal(first, second);
    record = read(f, second);
    assert_string_equal(answer_of(&record, "family")->value, "父亲一人照看");
    assert_true(answer_of(&record, "family")->prefilled);
    end_world(&w);
}

static void a_record_keeps_the_definition_it_began_with(void **state)
{
    struct fixture *f = *state;
    struct world w = make_world(f);
    int64_t id = begin(f, &w, &w.teacher, "persuasion");
    QUERY(old) = query_open(f->store, "UPDATE form_definition SET version = 7,"
                                      " source = replace(source, 'version: 1', 'version: 7')");
    assert_true(query_run(&old, &f->err));

    struct form_record record = read(f, id);

    assert_int_equal(record.form->version, 7);
    assert_int_equal(form_find(w.forms, "persuasion")->version, 1);
    end_world(&w);
}

static void an_untouched_record_can_be_thrown_away_and_a_touched_one_not(void **state)
{
    struct fixture *f = *state;
    struct world w = make_world(f);
    int64_t id = begin(f, &w, &w.teacher, "persuasion");
    bool gone = false;

    assert_true(answers_discard(f->store, &w.teacher, id, &gone, &f->err));
    assert_true(gone);
    id = filled(f, &w, "agrees");
    assert_true(answers_discard(f->store, &w.teacher, id, &gone, &f->err));
    assert_false(gone);

    assert_int_equal(count_rows(f, "SELECT count(*) FROM form_record"), 1);
    end_world(&w);
}

static void the_written_report_goes_to_its_three_recipients(void **state)
{
    struct fixture *f = *state;
    struct world w = make_world(f);
    assert_true(complete(f, &w, &w.teacher, filled(f, &w, "refuses")));
    int64_t id = begin(f, &w, &w.principal, "return_report");
    struct form_record record = read(f, id);
    assert_string_equal(answer_of(&record, "persuasions")->value, "1");
    assert_string_equal(answer_of(&record, "absent_from")->value, "2026-09-16");
    assert_string_equal(answer_of(&record, "absent_to")->value, "2026-09-17");
    assert_string_equal(answer_of(&record, "basics")->value, "上门，父亲在家。");
    assert_true(answer(f, &w.principal, &record, "contact_phone", "0994-4500000"));

    assert_true(complete(f, &w, &w.principal, id));

    struct report_copy *copies;
    size_t count;
    assert_true(dispatch_list(f->store, id, &f->arena, &copies, &count, &f->err));
    assert_int_equal(count, 3);
    assert_int_equal(count_rows(f, "SELECT count(*) FROM case_event WHERE kind = 'report.sent'"),
                     1);
    end_world(&w);
}

static void a_report_goes_to_whom_the_rung_that_it_is_filled_for_names(void **state)
{
    static const struct {
        const char *rung;
        size_t recipients;
    } cases[] = {
        {"written_report", 3},
        {"senior_report",  1},
        {"first_contact",  3}, /* asks for another form: the first that asks for this one */
        {"",               3},
    };
    struct fixture *f = *state;
    struct policy *policy = policy_open(NULL, "hutubi", &f->err);

    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(fill_report_rung(policy, "return_report", "absent", cases[i].rung)
                             ->recipients.count,
                         cases[i].recipients);
    policy_close(policy);
}

static void a_report_that_no_rung_asks_for_goes_to_whom_the_first_report_goes(void **state)
{
    struct fixture *f = *state;
    struct policy *policy = policy_open(NULL, "anze", &f->err);

    const struct policy_rung *rung = fill_report_rung(policy, "return_report", "absent", "");

    assert_string_equal(rung->name, "leaver_report");
    assert_int_equal(rung->recipients.rows[0].role, ROLE_BUREAU_EDUCATION);
    policy_close(policy);
}

static void the_plan_tells_of_the_village_only_once_it_was_told(void **state)
{
    static const struct {
        const char *told_on;
        int64_t events;
    } cases[] = {
        {"",           0},
        {COUNTY_TODAY, 1}
    };
    struct fixture *f = *state;
    struct world w = make_world(f);

    for (size_t i = 0; i < COUNT(cases); i++) {
        int64_t id = begin(f, &w, &w.principal, "retention_plan");
        struct form_record record = read(f, id);
        assert_true(answer(f, &w.principal, &record, "reasons", "孩子随表哥去县城打零工"));
        assert_true(answer(f, &w.principal, &record, "measures", "村干部同去县城"));
        assert_true(answer(f, &w.principal, &record, "told_on", cases[i].told_on));
        assert_true(complete(f, &w, &w.principal, id));

        assert_int_equal(count_rows(f, "SELECT count(*) FROM case_event WHERE kind = 'plan.made'"),
                         i + 1);
        assert_int_equal(
            count_rows(f, "SELECT count(*) FROM case_event WHERE kind = 'village.told'"),
            cases[i].events);
    }
    end_world(&w);
}

static void a_class_teacher_may_fill_the_report_and_not_send_it(void **state)
{
    struct fixture *f = *state;
    struct world w = make_world(f);
    assert_true(complete(f, &w, &w.teacher, filled(f, &w, "refuses")));
    int64_t id = begin(f, &w, &w.teacher, "return_report");
    struct form_record record = read(f, id);
    assert_true(answer(f, &w.teacher, &record, "contact_phone", "0994-4500000"));

    assert_false(complete(f, &w, &w.teacher, id));

    assert_int_equal(f->err.kind, ERROR_DENIED);
    assert_int_equal(count_rows(f, "SELECT count(*) FROM report_copy"), 0);
    end_world(&w);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_record_begins_with_what_the_lists_know),
        SPEC(two_people_fill_one_paper),
        SPEC(a_duty_of_another_child_is_done_by_another_paper),
        SPEC(who_answers_for_another_class_fills_nothing),
        SPEC(an_answer_is_kept_as_the_persons_word),
        SPEC(an_id_number_put_right_brings_birth_and_sex_along),
        SPEC(nobodys_word_is_lost_to_anothers),
        SPEC(what_follows_from_an_answer_is_nobodys_word),
        SPEC(an_incomplete_record_is_not_completed),
        SPEC(completing_adds_exactly_one_event_to_the_case),
        SPEC(a_complete_record_never_changes),
        SPEC(the_next_record_is_another_one_that_knows_the_last),
        SPEC(a_record_keeps_the_definition_it_began_with),
        SPEC(an_untouched_record_can_be_thrown_away_and_a_touched_one_not),
        SPEC(the_written_report_goes_to_its_three_recipients),
        SPEC(a_report_goes_to_whom_the_rung_that_it_is_filled_for_names),
        SPEC(a_report_that_no_rung_asks_for_goes_to_whom_the_first_report_goes),
        SPEC(the_plan_tells_of_the_village_only_once_it_was_told),
        SPEC(a_class_teacher_may_fill_the_report_and_not_send_it),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("answers", specs, NULL, NULL) : 1;
}
