#include "forms/form.h"

#include "core/rules/policy.h"
#include "forms/definition.h"
#include "tests/support/fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct forms *shipped(struct fixture *f)
{
    struct forms *forms = forms_open(NULL, &f->err);
    if (!forms)
        print_error("%s %s\n", f->err.values[0], f->err.values[1]);
    assert_non_null(forms);
    return forms;
}

static void assert_words(const struct label *label)
{
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        assert_true(*label->text[i]);
}

static void the_countys_two_papers_and_its_plan_are_in_the_program(void **state)
{
    struct fixture *f = *state;
    struct forms *forms = shipped(f);

    assert_int_equal(form_find(forms, "persuasion")->action, MAY_FILL_FORM);
    assert_int_equal(form_find(forms, "return_report")->action, MAY_SEND_REPORT);
    assert_non_null(form_find(forms, "retention_plan"));
    assert_null(form_find(forms, "nothing"));

    forms_close(forms);
}

static void what_is_served_has_a_number(void **state)
{
    struct fixture *f = *state;
    struct forms *forms = shipped(f);
    const struct form *form;
    size_t served = 0;

    for (size_t i = 0; (form = form_at(forms, i)); i++)
        if (*form->serves) {
            assert_non_null(strstr(form->number, "{number}"));
            served++;
        }

    assert_true(served > 0);
    forms_close(forms);
}

static void every_field_has_its_words_in_three_languages_and_its_clause(void **state)
{
    struct fixture *f = *state;
    struct forms *forms = shipped(f);
    const struct form *form;

    for (size_t i = 0; (form = form_at(forms, i)); i++) {
        assert_words(&form->title);
        for (size_t j = 0; j < form->field_count; j++) {
            const struct form_field *field = &form->fields[j];
            assert_words(&field->label);
            assert_true(*field->clause);
            for (size_t k = 0; field->choices && k < field->choices->count; k++)
                assert_words(&field->choices->choices[k].label);
        }
    }

    forms_close(forms);
}

/* What annex 2 has, in its order (H18). */
static void the_persuasion_record_has_every_field_of_the_paper(void **state)
{
    static const char *const paper[] = {
        "学校",
        "时间",
        "学生",
        "性别",
        "出生年月",
        "班级",
        "班主任",
        "全国学籍号",
        "身份证号",
        "父亲",
        "电话",
        "职业",
        "母亲",
        "电话",
        "职业",
        "户籍地",
        "家庭住址",
        "家庭状况",
        "劝学过程",
        "家长态度",
        "学生态度",
        "学校意见",
        "劝学人员",
    };
    struct fixture *f = *state;
    struct forms *forms = shipped(f);
    const struct form *form = form_find(forms, "persuasion");

    size_t printed = 0;
    for (size_t i = 0; i < form->field_count; i++)
        if (!form->fields[i].unprinted)
            assert_string_equal(form->fields[i].label.text[LANGUAGE_ZH], paper[printed++]);

    assert_int_equal(printed, COUNT(paper));
    assert_string_equal(form_field(form, "family_says")->signature.text[LANGUAGE_ZH], "家长签字");
    assert_string_equal(form_field(form, "student_says")->signature.text[LANGUAGE_ZH], "学生签字");
    assert_string_equal(form_field(form, "school_says")->signature.text[LANGUAGE_ZH], "校领导签字");
    forms_close(forms);
}

/* What annex 3 has after the blanks of its sentence. */
static void the_written_report_has_every_field_of_the_paper(void **state)
{
    static const char *const blanks[] = {"recipients", "grade", "class_number", "student",
                                         "absent_from", "absent_to", "persuasions"};
    static const char *const paper[] = {
        "学校",
        "联系人",
        "电话",
        "学生",
        "性别",
        "出生年月",
        "班级",
        "班主任",
        "学籍号",
        "身份证号",
        "父亲",
        "电话",
        "职业",
        "母亲",
        "电话",
        "职业",
        "户籍地",
        "家庭住址",
        "基本情况",
        "报送单位",
        "报送时间",
        "报送人",
        "接收人",
        "接收人联系方式",
        "处理结果",
        "抄送：县委办、人大办、政协办，存档。",
    };
    struct fixture *f = *state;
    struct forms *forms = shipped(f);
    const struct form *form = form_find(forms, "return_report");

    for (size_t i = 0; i < COUNT(blanks); i++) {
        assert_non_null(form_field(form, blanks[i]));
        for (int language = 0; language < LANGUAGE_COUNT; language++)
            assert_non_null(strstr(form->sentence.text[language],
                                   arena_text(&f->arena, "{%s}", blanks[i])));
    }
    size_t first = form_index(form, form_field(form, "school"));
    for (size_t i = 0; i < COUNT(paper); i++)
        assert_string_equal(form->fields[first + i].label.text[LANGUAGE_ZH], paper[i]);
    assert_int_equal(first + COUNT(paper), form->field_count);
    forms_close(forms);
}

static void a_visit_leaves_no_more_than_five_fields_to_type(void **state)
{
    struct fixture *f = *state;
    struct forms *forms = shipped(f);
    const struct form *form = form_find(forms, "persuasion");

    size_t typed = 0;
    for (size_t i = 0; i < form->field_count; i++)
        typed += !*form->fields[i].fill;

    assert_in_range(typed, 1, 5);
    forms_close(forms);
}

/* --- Broken definitions --- */

#define HEAD  "form: x\nversion: 1\nclause: H1\ntitle: {zh: 表, ug: ج, en: X}\n"
#define WORDS "label: {zh: 一, ug: ب, en: One}"

/* clang-format off */
static const struct {
    const char *source, *where, *key, *what;
} broken_definitions[] = {
    {"form: x\nversion: 1\ntitle: {zh: 表, ug: ج, en: X}\n",
     "x.yaml:1", "form.word-missing", "clause"},
    {HEAD "colour: red\n",
     "x.yaml:5", "form.word-unknown", "colour"},
    {HEAD "fields:\n  - {name: a, type: text, " WORDS ", requierd: true}\n",
     "x.yaml:6", "form.word-unknown", "requierd"},
    {HEAD "fields:\n  - {name: a, type: text, label: {zh: 一, en: One}}\n",
     "x.yaml:6", "form.language-missing", "label ug"},
    {HEAD "fields:\n  - {name: a, type: colour, " WORDS "}\n",
     "x.yaml:6", "form.type-unknown", "colour"},
    {HEAD "fields:\n  - {name: a, type: choice, " WORDS ", choices: none}\n",
     "x.yaml:6", "form.choices-unknown", "none"},
    {HEAD "fields:\n  - {name: a, type: text, " WORDS "}\n  - {name: a, type: text, " WORDS "}\n",
     "x.yaml:7", "form.name-twice", "a"},
    {HEAD "fields:\n  - {name: a, type: text, fill: child.religion, " WORDS "}\n",
     "x.yaml:6", "form.fill-unknown", "child.religion"},
    {HEAD "fields:\n  - {name: a, type: number, relevant: b > 1, " WORDS "}\n",
     "x.yaml:6", "form.expression-bad", "b > 1"},
    {HEAD "fields:\n  - {name: a, type: number, constraint: a > 1, " WORDS "}\n",
     "x.yaml:6", "form.language-missing", "constraint_message zh"},
    {HEAD "fields:\n  - {name: a, type: text, required: perhaps, " WORDS "}\n",
     "x.yaml:6", "form.flag-bad", "required"},
    {HEAD "events:\n  - {kind: a, day: nothing}\nfields:\n  - {name: a, type: text, " WORDS "}\n",
     "x.yaml:6", "form.expression-bad", "nothing"},
    {HEAD "fields:\n  - {name: A b, type: text, " WORDS "}\n",
     "x.yaml:6", "form.name-bad", "A b"},
    {HEAD "about: pupil\n", "x.yaml:5", "form.word-unknown", "pupil"},
    {HEAD "filled_by: [police]\n", "x.yaml:5", "form.role-unknown", "police"},
    {HEAD "goes_to: principal\n", "x.yaml:5", "form.not-a-list", "goes_to"},
    {HEAD "signed_by: [{name: guardian}]\n", "x.yaml:5", "form.language-missing", "label zh"},
    {HEAD "number: '3'\n", "x.yaml:5", "form.word-missing", "{number}"},
    {HEAD "number: {zh: '{number}'}\n", "x.yaml:5", "form.word-missing", "{number}"},
    {HEAD "batch: everybody\n", "x.yaml:5", "form.word-unknown", "everybody"},
    {HEAD "batch: cases\n", "x.yaml:5", "form.word-unknown", "cases"}, /* without a number */
    {HEAD "copies: 11\n", "x.yaml:5", "form.number-bad", "11"},
    {HEAD "fields:\n  - {name: a, type: calculated, " WORDS "}\n",
     "x.yaml:6", "form.word-missing", "calculation"},
    {HEAD "fields:\n  - {group: {zh: 一, ug: ج, en: One}, repeat: a, most: 41, fields: []}\n",
     "x.yaml:6", "form.number-bad", "41"},
    {HEAD "fields:\n  - {group: {zh: 一, ug: ج, en: One}, repeat: a, fields: ["
          "{name: n, type: integer, " WORDS "}]}\n  - {name: n_sum, type: text, " WORDS "}\n",
     "x.yaml:7", "form.name-twice", "n_sum"},
    {HEAD "places: [school, moon]\n",
     "x.yaml:5", "form.word-unknown", "moon"},
    {"form: x\nversion: zero\nclause: H1\ntitle: {zh: 表, ug: ج, en: X}\n",
     "x.yaml:2", "form.version-bad", "zero"},
    {"form: x\nversion: 2a\nclause: H1\ntitle: {zh: 表, ug: ج, en: X}\n",
     "x.yaml:2", "form.version-bad", "2a"},
};
/* clang-format on */

static void a_broken_definition_is_refused_with_file_and_line(void **state)
{
    struct fixture *f = *state;

    for (size_t i = 0; i < COUNT(broken_definitions); i++) {
        const struct form *form;
        f->err = (struct error){0};
        assert_false(definition_read("x.yaml", broken_definitions[i].source, &f->arena, &form, &f->err));
        assert_string_equal(f->err.key, broken_definitions[i].key);
        assert_string_equal(f->err.values[0], broken_definitions[i].where);
        assert_string_equal(f->err.values[1], broken_definitions[i].what);
    }
}

/* --- A county's own --- */

static const char *folder_with(struct fixture *f, const char *source)
{
    char *folder = arena_text(&f->arena, "/tmp/baoxue-forms-XXXXXX");
    assert_non_null(mkdtemp(folder));
    assert_int_equal(mkdir(arena_text(&f->arena, "%s/forms", folder), 0700), 0);
    FILE *file = fopen(arena_text(&f->arena, "%s/forms/own.yaml", folder), "w");
    assert_non_null(file);
    fputs(source, file);
    fclose(file);
    return folder;
}

static void remove_folder(struct fixture *f, const char *folder)
{
    unlink(arena_text(&f->arena, "%s/forms/own.yaml", folder));
    rmdir(arena_text(&f->arena, "%s/forms", folder));
    rmdir(folder);
}

static void a_countys_own_form_wins_over_the_programs(void **state)
{
    struct fixture *f = *state;
    const char *folder = folder_with(f, "form: persuasion\nversion: 7\nclause: H18\n"
                                        "title: {zh: 表, ug: ج, en: X}\n"
                                        "fields:\n  - {name: a, type: text, " WORDS "}\n");

    struct forms *forms = forms_open(folder, &f->err);

    assert_non_null(forms);
    assert_int_equal(form_find(forms, "persuasion")->version, 7);
    assert_non_null(form_find(forms, "return_report"));
    forms_close(forms);
    remove_folder(f, folder);
}

static void a_county_with_a_broken_form_is_told_so_at_the_start(void **state)
{
    struct fixture *f = *state;
    const char *folder = folder_with(f, "form: persuasion\n");

    assert_null(forms_open(folder, &f->err));

    assert_string_equal(f->err.values[0], "own.yaml:1");
    remove_folder(f, folder);
}

static void a_county_without_forms_of_its_own_has_the_programs(void **state)
{
    struct fixture *f = *state;

    struct forms *forms = forms_open("/nonexistent", &f->err);

    assert_non_null(forms);
    forms_close(forms);
}

static void a_rule_that_names_no_form_is_told_so_at_the_start(void **state)
{
    struct fixture *f = *state;
    struct forms *forms = forms_open(NULL, &f->err);
    struct policy *policy = policy_open(NULL, "hutubi", &f->err);
    const struct policy_rung odd = {.form = "nothing"};
    const struct policy_beat beat = {.duty = odd};
    const struct policy_plan plan = {.beats = &beat, .beat_count = 1};

    assert_true(forms_cover(forms, policy, &f->err));
    assert_false(forms_cover(forms, &(struct policy){.rungs = &odd, .rung_count = 1}, &f->err));
    assert_false(forms_cover(forms, &(struct policy){.plans = &plan, .plan_count = 1}, &f->err));

    assert_string_equal(f->err.values[0], "nothing");
    policy_close(policy);
    forms_close(forms);
}

static void the_rules_of_every_county_name_forms_that_are_there(void **state)
{
    static const char *const counties[] = {"anze", "district", "hutubi", "nanan", "yixian"};
    struct fixture *f = *state;
    struct forms *forms = forms_open(NULL, &f->err);

    for (size_t i = 0; i < COUNT(counties); i++) {
        struct policy *policy = policy_open(NULL, counties[i], &f->err);
        assert_true(forms_cover(forms, policy, &f->err));
        policy_close(policy);
    }

    forms_close(forms);
}

/* Whoever writes a form mends all of it before the next try. */
static void every_mistake_of_a_definition_is_named_by_its_line(void **state)
{
    static const char source[] = "form: x\n"
                                 "version: none\n"
                                 "clause: A1\n"
                                 "colour: red\n"
                                 "title: {zh: a, en: a}\n"
                                 "goes_to: [nobody, principal]\n"
                                 "fields:\n"
                                 "  - name: a\n"
                                 "    type: colour\n"
                                 "    label: {zh: a, ug: a, en: a}\n"
                                 "    relevant: b = 1\n"
                                 "  - name: a\n"
                                 "    type: text\n"
                                 "    label: {zh: a}\n"
                                 "  - group: {zh: a, ug: a, en: a}\n"
                                 "    fields:\n"
                                 "      - name: c\n"
                                 "        type: text\n"
                                 "        size: 3\n"
                                 "        label: {zh: a, ug: a, en: a}\n"
                                 "        constraint: c >\n"
                                 "events:\n"
                                 "  - day: a\n"
                                 "    kind: d\n";
    static const struct {
        int line;
        const char *key, *what;
    } expected[] = {
        {2,  "form.version-bad",      "none"                 },
        {4,  "form.word-unknown",     "colour"               },
        {5,  "form.language-missing", "title ug"             },
        {6,  "form.role-unknown",     "nobody"               },
        {8,  "form.type-unknown",     "colour"               },
        {8,  "form.expression-bad",   "b = 1"                },
        {12, "form.name-twice",       "a"                    },
        {14, "form.language-missing", "label ug"             },
        {14, "form.language-missing", "label en"             },
        {17, "form.language-missing", "constraint_message zh"},
        {17, "form.language-missing", "constraint_message ug"},
        {17, "form.language-missing", "constraint_message en"},
        {17, "form.expression-bad",   "c >"                  },
        {19, "form.word-unknown",     "size"                 },
        {23, "form.expression-bad",   "d"                    },
    };
    struct fixture *f = *state;
    const struct definition_mistake *mistakes;
    size_t count;

    assert_null(definition_check("x.yaml", source, &f->arena, &mistakes, &count));

    assert_int_equal(count, COUNT(expected));
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(mistakes[i].line, expected[i].line);
        assert_string_equal(mistakes[i].reason.key, expected[i].key);
        assert_string_equal(mistakes[i].reason.values[1], expected[i].what);
    }
    assert_string_equal(mistakes[count - 1].reason.values[2], "d");
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(the_countys_two_papers_and_its_plan_are_in_the_program),
        SPEC(what_is_served_has_a_number),
        SPEC(every_field_has_its_words_in_three_languages_and_its_clause),
        SPEC(the_persuasion_record_has_every_field_of_the_paper),
        SPEC(the_written_report_has_every_field_of_the_paper),
        SPEC(a_visit_leaves_no_more_than_five_fields_to_type),
        SPEC(every_mistake_of_a_definition_is_named_by_its_line),
        SPEC(a_broken_definition_is_refused_with_file_and_line),
        SPEC(a_countys_own_form_wins_over_the_programs),
        SPEC(a_county_with_a_broken_form_is_told_so_at_the_start),
        SPEC(a_rule_that_names_no_form_is_told_so_at_the_start),
        SPEC(the_rules_of_every_county_name_forms_that_are_there),
        SPEC(a_county_without_forms_of_its_own_has_the_programs),
    };
    return cmocka_run_group_tests_name("form", specs, NULL, NULL);
}
