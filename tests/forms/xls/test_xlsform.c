#include "forms/xls/xlsform.h"

#include "core/exchange/spreadsheet.h"
#include "core/exchange/stream.h"
#include "core/exchange/xlsx.h"
#include "i18n/catalogue.h"
#include "tests/support/fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- There and back --------------------------------------------------------------------------- */

static const struct form *imported(struct fixture *f, FILE *file)
{
    const struct definition_mistake *mistakes;
    const char *yaml;
    size_t count;
    fflush(file);
    const struct form *form = xlsform_read(file, "x.xlsx", &f->arena, &yaml, &mistakes, &count);
    for (size_t i = 0; i < count; i++)
        print_error("%s %s %s %s\n", mistakes[i].reason.key, mistakes[i].reason.values[0],
                    mistakes[i].reason.values[1], mistakes[i].reason.values[2]);
    assert_non_null(form);
    return form;
}

static FILE *exported(struct fixture *f, const struct form *form)
{
    FILE *file = tmpfile();
    if (!xlsform_write(form, stream_sink(file), &f->err))
        fail_msg("%s %s %s", f->err.key, f->err.values[0], f->err.values[1]);
    return file;
}

static void assert_same_label(const struct label *left, const struct label *right)
{
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        assert_string_equal(left->text[i], right->text[i]);
}

static void assert_same_group(const struct form_group *left, const struct form_group *right)
{
    assert_int_equal(left != NULL, right != NULL);
    if (!left)
        return;
    assert_same_label(&left->label, &right->label);
    assert_string_equal(left->repeat, right->repeat);
    assert_int_equal(left->least, right->least);
    assert_int_equal(left->most, right->most);
}

static void assert_same_choices(const struct choice_list *left, const struct choice_list *right)
{
    assert_int_equal(left != NULL, right != NULL);
    if (!left)
        return;
    assert_string_equal(left->name, right->name);
    assert_int_equal(left->count, right->count);
    for (size_t i = 0; i < left->count; i++) {
        assert_string_equal(left->choices[i].name, right->choices[i].name);
        assert_same_label(&left->choices[i].label, &right->choices[i].label);
    }
}

static void assert_same_field(const struct form_field *left, const struct form_field *right)
{
    assert_string_equal(left->name, right->name);
    assert_string_equal(left->type->name, right->type->name);
    assert_string_equal(left->clause, right->clause);
    assert_string_equal(left->fill, right->fill);
    assert_string_equal(left->calculation, right->calculation);
    assert_string_equal(left->relevant, right->relevant);
    assert_string_equal(left->constraint, right->constraint);
    assert_string_equal(left->later, right->later);
    assert_same_label(&left->label, &right->label);
    assert_same_label(&left->hint, &right->hint);
    assert_same_label(&left->constraint_message, &right->constraint_message);
    assert_same_label(&left->signature, &right->signature);
    assert_same_choices(left->choices, right->choices);
    assert_same_group(left->group, right->group);
    assert_int_equal(left->required, right->required);
    assert_int_equal(left->masked, right->masked);
    assert_int_equal(left->beside, right->beside);
    assert_int_equal(left->unprinted, right->unprinted);
    assert_int_equal(left->keep, right->keep);
}

static void assert_same_head(const struct form *left, const struct form *right)
{
    assert_string_equal(left->name, right->name);
    assert_int_equal(left->version, right->version);
    assert_string_equal(left->clause, right->clause);
    assert_same_label(&left->title, &right->title);
    assert_same_label(&left->purpose, &right->purpose);
    assert_same_label(&left->sentence, &right->sentence);
    assert_int_equal(left->about, right->about);
    assert_int_equal(left->filled_by, right->filled_by);
    assert_int_equal(left->goes_to, right->goes_to);
    assert_string_equal(left->number, right->number);
    assert_string_equal(left->serves, right->serves);
    assert_int_equal(left->copies, right->copies);
    assert_int_equal(left->batch, right->batch);
    assert_int_equal(left->action, right->action);
    assert_int_equal(left->place_count, right->place_count);
    for (size_t i = 0; i < left->place_count; i++)
        assert_string_equal(left->places[i], right->places[i]);
    assert_int_equal(left->signer_count, right->signer_count);
    for (size_t i = 0; i < left->signer_count; i++) {
        assert_string_equal(left->signers[i].name, right->signers[i].name);
        assert_same_label(&left->signers[i].label, &right->signers[i].label);
    }
}

static void assert_same_event(const struct form_event *left, const struct form_event *right)
{
    assert_string_equal(left->when, right->when);
    assert_string_equal(left->plan, right->plan);
    assert_string_equal(left->kind, right->kind);
    assert_string_equal(left->result, right->result);
    assert_string_equal(left->day, right->day);
    assert_string_equal(left->note, right->note);
    assert_string_equal(left->until, right->until);
}

static void assert_same_form(const struct form *left, const struct form *right)
{
    assert_same_head(left, right);
    assert_int_equal(left->field_count, right->field_count);
    for (size_t i = 0; i < left->field_count; i++)
        assert_same_field(&left->fields[i], &right->fields[i]);
    assert_int_equal(left->event_count, right->event_count);
    for (size_t i = 0; i < left->event_count; i++)
        assert_same_event(&left->events[i], &right->events[i]);
    assert_int_equal(left->fact_count, right->fact_count);
}

static void every_form_of_the_program_goes_out_and_comes_in_again(void **state)
{
    struct fixture *f = *state;
    struct forms *forms = forms_open(NULL, &f->err);
    const struct form *form;

    for (size_t i = 0; (form = form_at(forms, i)); i++) {
        FILE *file = exported(f, form);
        assert_same_form(form, imported(f, file));
        fclose(file);
    }

    forms_close(forms);
}

/* --- What others draw up ---------------------------------------------------------------------- */

/* A sheet as it is typed: cells between bars, a row a line. */
struct typed {
    const char *name, *rows;
};

static bool write_row(struct xlsx *xlsx, const char *sheet, char *line, struct error *err)
{
    const char *cells[40];
    size_t count = 0;
    for (char *bar = line; bar; count++) {
        cells[count] = bar;
        bar = strchr(bar, '|');
        if (bar)
            *bar++ = '\0';
    }
    return sheet ? xlsx_sheet(xlsx, sheet, cells, count, err) : xlsx_row(xlsx, cells, count, err);
}

static FILE *workbook(struct fixture *f, const struct typed sheets[], size_t count)
{
    FILE *file = tmpfile();
    XLSX(xlsx) = xlsx_open(&f->err);
    for (size_t i = 0; i < count; i++) {
        char *rows = arena_text(&f->arena, "%s", sheets[i].rows);
        const char *name = sheets[i].name;
        for (char *line = strtok(rows, "\n"); line; line = strtok(NULL, "\n"), name = NULL)
            assert_true(write_row(xlsx, name, line, &f->err));
    }
    assert_true(xlsx_save(xlsx, stream_sink(file), &f->err));
    fflush(file);
    return file;
}

static const struct typed settings = {
    "settings",
    "form_title|form_id|version|default_language|baoxue::clause|baoxue::title::zh|baoxue::title::ug|baoxue::title::en\n"
    "家访|visit|2|English (en)|A8|家访|زىيارەت|Visit\n"};

static void a_survey_of_another_tool_becomes_a_form(void **state)
{
    const struct typed sheets[] = {
        {"survey",  "type|name|label|label::中文 (zh)|label::ug|required|relevant|constraint|constraint_message::zh|constraint_message::ug|constraint_message::en|calculation|appearance|default\n"
                   "start|start||||||||||||\n"
                   "date|seen_on|Seen on|时间|ۋاقتى|yes||. <= today()|a|b|c|||today()\n"
                   "Select_One ways|how|How|方式|شەكلى|TRUE||||||||\n"
                   "begin group|g|Words|话|سۆز||${how} != ''|||||||\n"
                   "text|said|What was said|说了什么|نېمە دېدى||${how} = 1||||||multiline w2|\n"
                   "end group||||||||||||\n"
                   "begin_repeat|people|People|人|كىشىلەر|||||||||\n"
                   "integer|age|Age|年龄|يېشى|||||||||\n"
                   "end_repeat|||||||||||||\n"
                   "calculate|all||||||||||sum(${age}) div count(${people})||\n"
                   "acknowledge|told|Told|已告知|ئۇقتۇرۇلدى|||||||||\n"},
        {"choices", "list name|name|label::en|label::zh|label::ug\n"
                    "ways|1|visit|上门|زىيارەت\n"
                    "ways|2|call|电话|تېلېفون\n"                          },
        settings,
    };
    struct fixture *f = *state;

    FILE *file = workbook(f, sheets, COUNT(sheets));
    const struct form *form = imported(f, file);
    fclose(file);

    assert_string_equal(form->name, "visit");
    assert_int_equal(form->version, 2);
    assert_int_equal(form->field_count, 6);
    assert_string_equal(form_field(form, "seen_on")->constraint, "seen_on <= today");
    assert_string_equal(form_field(form, "seen_on")->fill, "today");
    assert_true(form_field(form, "seen_on")->required && form_field(form, "how")->required);
    assert_int_equal(form_field(form, "how")->choices->count, 2);
    assert_string_equal(form_field(form, "said")->type->name, "paragraph");
    assert_string_equal(form_field(form, "said")->relevant, "(how is not null) and (how = '1')");
    assert_string_equal(form_field(form, "said")->group->label.text[LANGUAGE_UG], "سۆز");
    assert_string_equal(form_field(form, "age")->group->repeat, "people");
    assert_string_equal(form_field(form, "all")->calculation, "age_sum * 1.0 / people_count");
    assert_true(form_field(form, "all")->unprinted);
    assert_string_equal(form_field(form, "told")->type->name, "yes_no");
}

static void what_settings_lack_is_named_by_its_column(void **state)
{
    static const char *const lacking[] = {"form_id", "baoxue::clause", "version",
                                          "baoxue::title zh", "baoxue::title ug", "baoxue::title en"};
    const struct typed sheets[] = {
        {"survey", "type|name|label::zh|label::ug|label::en\ntext|a|a|a|a\n"}
    };
    struct fixture *f = *state;
    const struct definition_mistake *mistakes;
    const char *yaml;
    size_t count;

    FILE *file = workbook(f, sheets, COUNT(sheets));
    assert_null(xlsform_read(file, "x.xlsx", &f->arena, &yaml, &mistakes, &count));
    fclose(file);

    assert_int_equal(count, COUNT(lacking));
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(mistakes[i].reason.values[0], "x.xlsx settings:2");
        assert_string_equal(mistakes[i].reason.values[1], lacking[i]);
    }
}

static void every_mistake_of_a_workbook_is_named_by_sheet_and_row(void **state)
{
    const struct typed sheets[] = {
        {"survey",  "type|name|label::zh|label::ug|label::en|relevent|relevant|constraint|default|baoxue::constraint|baoxue::fill|choice_filter|required\n"
                   "text|a|a|a||x||||||||\n"
                   "geopoint|b|b|b|b||||||||\n"
                   "text|c|c|c|c||regex(., 'x')||||||\n"
                   "text|d|d|d|d||||5|||\n"
                   "integer|e|e|e|e|||. > 5||e > 6|||\n"
                   "select_one nothing|f|f|f|f|||||||x|\n"
                   "begin group|g|g|g|g|||||||\n"
                   "begin group|h|h|h|h|||||||\n"
                   "text|A-b|i|i|i||||||nothing||maybe\n"
                   "end repeat|||||||||||\n"},
        {"choices", "list_name|name|label::zh|label::ug|label::en\n"
                    "|x|x|x|x\n"
                    "ways|y|y|y|\n"        },
        settings,
    };
    static const struct {
        const char *where, *key, *what;
    } expected[] = {
        {"x.xlsx survey:2",          "xlsform.column-unknown", "relevent"     },
        {"x.xlsx survey:7",          "xlsform.refused",        "choice_filter"},
        {"x.xlsx survey:2",          "form.language-missing",  "label en"     },
        {"x.xlsx survey:3",          "xlsform.type-unknown",   "geopoint"     },
        {"x.xlsx survey:4 relevant", "xlsexpression.function", "regex"        },
        {"x.xlsx survey:5",          "xlsform.default",        "5"            },
        {"x.xlsx survey:6",          "xlsform.differ",         "constraint"   },
        {"x.xlsx survey:7",          "form.choices-unknown",   "nothing"      },
        {"x.xlsx survey:9",          "xlsform.nested",         "h"            },
        {"x.xlsx survey:10",         "form.name-bad",          "A-b"          },
        {"x.xlsx survey:10",         "form.flag-bad",          "required"     },
        {"x.xlsx survey:11",         "xlsform.end",            "end_repeat"   },
        {"x.xlsx survey:8",          "xlsform.open",           ""             },
        {"x.xlsx choices:2",         "form.word-missing",      "list_name"    },
        {"x.xlsx choices:3",         "form.language-missing",  "label en"     },
    };
    struct fixture *f = *state;
    const struct definition_mistake *mistakes;
    const char *yaml;
    size_t count;

    FILE *file = workbook(f, sheets, COUNT(sheets));
    assert_null(xlsform_read(file, "x.xlsx", &f->arena, &yaml, &mistakes, &count));
    fclose(file);

    assert_int_equal(count, COUNT(expected));
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(mistakes[i].reason.values[0], expected[i].where);
        assert_string_equal(mistakes[i].reason.key, expected[i].key);
        assert_string_equal(mistakes[i].reason.values[1], expected[i].what);
    }
}

/* YAML would take some of these for something else. */
static void any_text_of_a_cell_is_the_text_of_the_form(void **state)
{
    static const char *const texts[] = {
        "a: b",
        "a:",
        "a #b",
        "#a",
        "- a",
        "-",
        "'a'",
        "\"a\"",
        "a\\nb",
        "null",
        "true",
        "1.0",
        "{a}",
        "[a]",
        "a, b",
        "&a",
        "*a",
        "!a",
        "%a",
        "@a",
        "`a",
        "? a",
        ">",
        ">-",
        "---",
        "...",
        "~",
        "=1+1",
        "a\"b",
        "<b>",
        "a'b",
        "a\u2066b",
        "مەكتەپ: 1",
        "学校（村）：甲",
        "👪",
        "_x000A_",
        "+1",
        "1e5",
        "0x1",
        "a\\",
    };
    struct fixture *f = *state;

    for (size_t i = 0; i < COUNT(texts); i++) {
        const struct typed sheets[] = {
            {"survey", arena_text(&f->arena, "type|name|label::zh|label::ug|label::en|hint::zh|hint::ug|hint::en\n"
                                             "text|a|%s|b|b|b|%s|b\n",
             texts[i], texts[i])},
            settings,
        };
        FILE *file = workbook(f, sheets, COUNT(sheets));
        const struct form *form = imported(f, file);
        fclose(file);
        assert_string_equal(form->fields[0].label.text[LANGUAGE_ZH], texts[i]);
        assert_string_equal(form->fields[0].hint.text[LANGUAGE_UG], texts[i]);
    }
}

/* --- What LibreOffice writes (office/talk.fods says how) -------------------------------------- */

static FILE *of_libreoffice(struct fixture *f)
{
    FILE *file = fopen(arena_text(&f->arena, "%s/tests/forms/xls/office/talk.xlsx",
                                  getenv("SOURCES") ? getenv("SOURCES") : "."),
                       "rb");
    assert_non_null(file);
    return file;
}

static void a_form_drawn_up_in_libreoffice_is_read(void **state)
{
    struct fixture *f = *state;

    FILE *file = of_libreoffice(f);
    const struct form *form = imported(f, file);
    fclose(file);

    assert_string_equal(form->name, "talk");
    assert_int_equal(form->version, 3);
    assert_int_equal(form->about, ABOUT_A_CHILD);
    assert_int_equal(form->field_count, 7);
    assert_string_equal(form_field(form, "child")->type->name, "child");
    assert_true(form_field(form, "child")->required);
    assert_string_equal(form_field(form, "talked_on")->constraint, "talked_on <= today");
    assert_string_equal(form_field(form, "other_place")->relevant, "met_at = 'other'");
    assert_string_equal(form_field(form, "said")->hint.text[LANGUAGE_ZH], "写事实。\n不写评语。");
    assert_string_equal(form_field(form, "total")->calculation, "minutes_sum");
}

static void days_and_numbers_of_libreoffice_are_the_text_they_show(void **state)
{
    struct fixture *f = *state;
    struct spreadsheet_row row;

    FILE *file = of_libreoffice(f);
    SPREADSHEET(book) = spreadsheet_open(file, &f->err);
    assert_true(spreadsheet_begin(book, "notes", &f->err));
    assert_true(spreadsheet_next(book, &row));

    assert_int_equal(row.count, 3);
    assert_string_equal(row.cells[0], "2026-09-17");
    assert_string_equal(row.cells[1], "12");
    fclose(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SPEC(every_form_of_the_program_goes_out_and_comes_in_again),
        SPEC(a_survey_of_another_tool_becomes_a_form),
        SPEC(what_settings_lack_is_named_by_its_column),
        SPEC(every_mistake_of_a_workbook_is_named_by_sheet_and_row),
        SPEC(any_text_of_a_cell_is_the_text_of_the_form),
        SPEC(a_form_drawn_up_in_libreoffice_is_read),
        SPEC(days_and_numbers_of_libreoffice_are_the_text_they_show),
    };
    if (!catalogue_open())
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
