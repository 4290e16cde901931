#include "forms/filling/check.h"

#include "forms/definition.h"
#include "tests/support/fixture.h"

#define TODAY     "2026-09-17"
#define WORDS(zh) "label: {zh: " zh ", ug: ب, en: One}"

/* A small form with every kind of rule. */
/* clang-format off */
static const char source[] =
    "form: small\n"
    "version: 1\n"
    "clause: H1\n"
    "title: {zh: 表, ug: ج, en: X}\n"
    "events:\n"
    "  - {kind: \"'contact.phone'\", day: day, result: \"case says when 'yes' then 'agreed' else 'failed' end\"}\n"
    "fields:\n"
    "  - {name: day, type: date, required: true, " WORDS("时间") ", constraint: day <= today,"
    " constraint_message: {zh: 不能晚于今天, ug: بۈگۈن, en: not later than today}}\n"
    "  - {name: id, type: id_number, " WORDS("身份证号") "}\n"
    "  - {name: born, type: month, " WORDS("出生年月") ", calculation: \"substr(id, 7, 4) || '-' || substr(id, 11, 2)\"}\n"
    "  - {name: days, type: number, " WORDS("天数") "}\n"
    "  - {name: twice, type: number, " WORDS("两倍") ", calculation: days * 2}\n"
    "  - {name: says, type: choice, choices: answer, required: true, " WORDS("态度") "}\n"
    "  - {name: words, type: paragraph, relevant: says = 'no', required: true, " WORDS("原话") "}\n"
    "choices:\n"
    "  answer:\n"
    "    - {name: \"yes\", " WORDS("同意") "}\n"
    "    - {name: \"no\", " WORDS("拒绝") "}\n";
/* clang-format on */

enum {
    DAY,
    ID,
    BORN,
    DAYS,
    TWICE,
    SAYS,
    WORDS_SAID,
    FIELDS
};

static const struct form *small(struct fixture *f)
{
    const struct form *form = NULL;
    if (!definition_read("small.yaml", source, &f->arena, &form, &f->err))
        print_error("%s %s %s\n", f->err.key, f->err.values[0], f->err.values[1]);
    assert_non_null(form);
    return form;
}

static struct check_summary check(struct fixture *f, const char *const values[])
{
    struct check_summary summary;
    assert_true(check_form(small(f), values, TODAY, &f->arena, &summary, &f->err));
    return summary;
}

static void an_empty_form_lacks_what_it_asks_for(void **state)
{
    struct fixture *f = *state;
    const char *const values[FIELDS] = {"", "", "", "", "", "", ""};

    struct check_summary summary = check(f, values);

    assert_int_equal(summary.asked, 2);
    assert_int_equal(summary.answered, 0);
    assert_int_equal(summary.first_missing, DAY);
    assert_int_equal(summary.fields[SAYS].result, CHECK_MISSING);
}

static void a_question_that_is_not_relevant_is_not_asked(void **state)
{
    struct fixture *f = *state;
    const char *const agrees[FIELDS] = {TODAY, "", "", "", "", "yes", ""};
    const char *const refuses[FIELDS] = {TODAY, "", "", "", "", "no", ""};

    struct check_summary whole = check(f, agrees);
    struct check_summary lacking = check(f, refuses);

    assert_false(whole.fields[WORDS_SAID].relevant);
    assert_int_equal(whole.first_missing, FIELDS);
    assert_true(lacking.fields[WORDS_SAID].relevant);
    assert_int_equal(lacking.first_missing, WORDS_SAID);
}

static void an_answer_against_its_constraint_says_why(void **state)
{
    struct fixture *f = *state;
    const char *const values[FIELDS] = {"2026-09-18", "", "", "", "", "yes", ""};

    struct check_summary summary = check(f, values);

    assert_int_equal(summary.fields[DAY].result, CHECK_WRONG);
    assert_string_equal(check_words(small(f), DAY, &summary.fields[DAY], LANGUAGE_EN, &f->arena),
                        "\"\u2068One\u2069\": \u2068not later than today\u2069");
}

static void an_answer_not_of_its_kind_is_wrong(void **state)
{
    struct fixture *f = *state;
    const char *const values[FIELDS] = {TODAY, "", "", "many", "", "perhaps", ""};

    struct check_summary summary = check(f, values);

    assert_int_equal(summary.fields[DAYS].result, CHECK_WRONG);
    assert_int_equal(summary.fields[SAYS].result, CHECK_WRONG);
    assert_int_equal(summary.first_missing, DAYS);
}

static void what_is_missing_is_said_with_what_to_do(void **state)
{
    struct fixture *f = *state;
    const char *const values[FIELDS] = {"", "", "", "", "", "", ""};

    struct check_summary summary = check(f, values);

    assert_string_equal(check_words(small(f), DAY, &summary.fields[DAY], LANGUAGE_ZH, &f->arena),
                        "「\u2068时间\u2069」还没有填，请填写");
}

static void an_id_number_fills_what_follows_from_it(void **state)
{
    struct fixture *f = *state;
    const char *values[FIELDS] = {"", "11010519491231002X", "2013-05", "3", "", "", ""};
    const bool typed[FIELDS] = {false};

    assert_true(check_calculate(small(f), values, typed, TODAY, &f->arena, &f->err));

    assert_string_equal(values[BORN], "1949-12");
    assert_string_equal(values[TWICE], "6");
}

static void what_a_person_typed_is_not_calculated_over(void **state)
{
    struct fixture *f = *state;
    const char *values[FIELDS] = {"", "11010519491231002X", "2013-05", "", "", "", ""};
    const bool typed[FIELDS] = {[BORN] = true};

    assert_true(check_calculate(small(f), values, typed, TODAY, &f->arena, &f->err));

    assert_string_equal(values[BORN], "2013-05");
    assert_string_equal(values[TWICE], "");
}

static void an_event_is_told_in_expressions_over_the_answers(void **state)
{
    struct fixture *f = *state;
    const struct form *form = small(f);
    const char *const values[FIELDS] = {TODAY, "", "", "", "", "no", ""};
    const char *kind, *result;

    assert_true(check_text(form, form->events[0].kind, values, TODAY, &f->arena, &kind, &f->err));
    assert_true(
        check_text(form, form->events[0].result, values, TODAY, &f->arena, &result, &f->err));

    assert_string_equal(kind, "contact.phone");
    assert_string_equal(result, "failed");
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(an_empty_form_lacks_what_it_asks_for),
        SPEC(a_question_that_is_not_relevant_is_not_asked),
        SPEC(an_answer_against_its_constraint_says_why),
        SPEC(an_answer_not_of_its_kind_is_wrong),
        SPEC(what_is_missing_is_said_with_what_to_do),
        SPEC(an_id_number_fills_what_follows_from_it),
        SPEC(what_a_person_typed_is_not_calculated_over),
        SPEC(an_event_is_told_in_expressions_over_the_answers),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("check", specs, NULL, NULL) : 1;
}
