#include "forms/definition.h"
#include "forms/expand.h"
#include "forms/filling/check.h"
#include "tests/support/fixture.h"

#include <string.h>

/* A definition with a table in it; a field below asks what the table adds up to. */
static const char source[] =
    "form: visits\nversion: 1\nclause: D8\nabout: child\n"
    "title: {zh: 记录, ug: خاتىرە, en: Record}\n"
    "fields:\n"
    "  - group: {zh: 次, ug: قېتىم, en: Visits}\n"
    "    repeat: visits\n"
    "    most: 3\n"
    "    fields:\n"
    "      - {name: day, type: date, required: true, label: {zh: 日, ug: كۈن, en: Day},"
    " constraint: day <= today, constraint_message: {zh: 晚, ug: كېيىن, en: late}}\n"
    "      - {name: hours, type: decimal, required: true, label: {zh: 小时, ug: سائەت, en: Hours}}\n"
    "      - {name: why, type: text, relevant: hours < 1,"
    " label: {zh: 原因, ug: سەۋەب, en: Why}}\n"
    "  - {name: total, type: calculated, calculation: hours_sum,"
    " label: {zh: 共, ug: جەمئىي, en: Total}}\n"
    "  - {name: enough, type: yes_no, required: true, relevant: visits_count >= 2,"
    " label: {zh: 够, ug: يېتەرلىك, en: Enough}}\n";

static const struct form *form_of(struct fixture *f, int rows)
{
    const struct form *definition;
    assert_true(definition_read("visits.yaml", source, &f->arena, &definition, &f->err));
    return form_expand(definition, &rows, &f->arena);
}

static size_t at(const struct form *form, const char *name)
{
    return form_index(form, form_field(form, name));
}

static const char **nothing(struct fixture *f, const struct form *form)
{
    const char **values = arena_array(&f->arena, const char *, form->field_count);
    for (size_t i = 0; i < form->field_count; i++)
        values[i] = "";
    return values;
}

static struct check_summary check(struct fixture *f, const struct form *form, const char **values)
{
    struct check_summary summary = {0};
    assert_true(check_form(form, values, "2026-09-17", &f->arena, &summary, &f->err));
    return summary;
}

static void a_repeat_has_its_fields_once_a_row(void **state)
{
    const struct form *form = form_of(*state, 2);

    assert_int_equal(form->field_count, 8);
    assert_string_equal(form->fields[0].name, "day#1");
    assert_string_equal(form->fields[2].name, "why#1");
    assert_string_equal(form->fields[3].name, "day#2");
    assert_string_equal(form->fields[6].name, "total");
    assert_int_equal(form_row("day#2"), 2);
    assert_int_equal(form_row("total"), 0);
}

static void a_row_in_which_nothing_stands_asks_for_nothing(void **state)
{
    struct fixture *f = *state;
    const struct form *form = form_of(f, 2);
    const char **values = nothing(f, form);
    values[at(form, "day#1")] = "2026-09-16";
    values[at(form, "hours#1")] = "2";

    struct check_summary summary = check(f, form, values);

    assert_int_equal(summary.first_missing, form->field_count);
    assert_true(summary.fields[at(form, "day#2")].idle);
}

static void a_table_asks_for_the_rows_that_it_must_have(void **state)
{
    struct fixture *f = *state;
    const struct form *definition;
    const int rows = 2;
    const char *needs = arena_text(&f->arena, "%.*s    least: 1\n%s",
                                   (int)(strstr(source, "    most: 3") - source), source,
                                   strstr(source, "    most: 3"));
    assert_true(definition_read("visits.yaml", needs, &f->arena, &definition, &f->err));
    const struct form *form = form_expand(definition, &rows, &f->arena);
    const char **values = nothing(f, form);

    size_t missing = check(f, form, values).first_missing;
    values[at(form, "day#1")] = "2026-09-16";
    values[at(form, "hours#1")] = "2";

    assert_int_equal(missing, at(form, "day#1"));
    assert_int_equal(check(f, form, values).first_missing, form->field_count);
}

static void a_row_that_was_begun_is_to_be_finished(void **state)
{
    struct fixture *f = *state;
    const struct form *form = form_of(f, 2);
    const char **values = nothing(f, form);
    values[at(form, "hours#2")] = "2";

    assert_int_equal(check(f, form, values).first_missing, at(form, "day#2"));
}

static void a_rule_in_a_row_asks_its_own_row(void **state)
{
    struct fixture *f = *state;
    const struct form *form = form_of(f, 2);
    const char **values = nothing(f, form);
    values[at(form, "day#1")] = "2026-09-16";
    values[at(form, "hours#1")] = "2";
    values[at(form, "day#2")] = "2026-09-18";
    values[at(form, "hours#2")] = "0.5";

    struct check_summary summary = check(f, form, values);

    assert_int_equal(summary.fields[at(form, "day#1")].result, CHECK_GOOD);
    assert_int_equal(summary.fields[at(form, "day#2")].result, CHECK_WRONG);
    assert_false(summary.fields[at(form, "why#1")].relevant);
    assert_true(summary.fields[at(form, "why#2")].relevant);
    assert_true(summary.fields[at(form, "enough")].relevant);
}

static void what_stands_in_the_rows_is_counted_and_summed_up(void **state)
{
    struct fixture *f = *state;
    const struct form *form = form_of(f, 3);
    const char **values = nothing(f, form);
    const bool typed[8 + 3] = {false};
    values[at(form, "hours#1")] = "2";
    values[at(form, "hours#3")] = "0.5";

    assert_true(check_calculate(form, values, typed, "2026-09-17", &f->arena, &f->err));

    assert_string_equal(values[at(form, "total")], "2.5");
    assert_true(check(f, form, values).fields[at(form, "enough")].relevant);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SPEC(a_repeat_has_its_fields_once_a_row),
        SPEC(a_row_in_which_nothing_stands_asks_for_nothing),
        SPEC(a_table_asks_for_the_rows_that_it_must_have),
        SPEC(a_row_that_was_begun_is_to_be_finished),
        SPEC(a_rule_in_a_row_asks_its_own_row),
        SPEC(what_stands_in_the_rows_is_counted_and_summed_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
