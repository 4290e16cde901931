#include "forms/paper/pdf_list.h"
#include "forms/paper/sheet.h"
#include "tests/support/answered.h"
#include "tests/support/pdf.h"

#include <stdlib.h>
#include <string.h>

static const struct pdf_stamp stamp = {.where = "示例县", .who = "林静怡", .when = "2026-09-17 14:03"};

static void print_record(struct pdf *pdf, const void *record)
{
    pdf_form(pdf, record, &stamp);
}

static void print_list(struct pdf *pdf, const void *table)
{
    pdf_list(pdf, table, &stamp);
}

/* --- Annexes 2 and 3 -------------------------------------------------------------------------- */

/* Every label of the form that is printed, in its order, in the text; "" when all are there. */
static const char *missing_label(struct fixture *f, const struct form *form, const char *text)
{
    for (size_t i = 0; i < form->field_count; i++) {
        if (form->fields[i].unprinted)
            continue;
        const char *label = form->fields[i].label.text[LANGUAGE_ZH];
        const char *found = strstr(text, label);
        const struct form_group *group = form->fields[i].group;
        if (!found && !(group && strcmp(group->label.text[LANGUAGE_ZH], label) == 0))
            return arena_text(&f->arena, "%s", label);
        text = found ? found : text;
    }
    return "";
}

static void each_annex_has_every_question_of_its_definition_in_order(void **state)
{
    struct fixture *f = *state;
    static const char *const annexes[] = {"persuasion", "return_report"};
    struct forms *forms = forms_open(NULL, &f->err);
    for (size_t i = 0; i < COUNT(annexes); i++) {
        struct form_record blank = sheet_blank(form_find(forms, annexes[i]), &f->arena);

        const char *text = pdf_words(f, LANGUAGE_ZH, print_record, &blank);

        assert_string_equal(missing_label(f, blank.form, text), "");
    }
    forms_close(forms);
}

/* The seed's tables, cell by cell as they are read. */
static void annex_2_stands_as_the_county_printed_it(void **state)
{
    struct fixture *f = *state;
    static const char *const cells[] = {
        "控辍保学劝学记录表", "学校", "时间", "学生情况", "学生", "性别", "出生年月", "班级", "班主任",
        "全国学籍号", "身份证号", "家庭情况", "父亲", "电话", "职业", "母亲", "电话", "职业", "户籍地",
        "家庭住址", "家庭状况", "劝学过程", "家长态度", "家长签字", "学生态度", "学生签字",
        "学校意见", "校领导签字", "劝学人员"};
    struct forms *forms = forms_open(NULL, &f->err);
    struct form_record blank = sheet_blank(form_find(forms, "persuasion"), &f->arena);

    const char *text = pdf_words(f, LANGUAGE_ZH, print_record, &blank);

    for (size_t i = 0; i < COUNT(cells); i++) {
        text = strstr(text, cells[i]);
        assert_non_null(text);
    }
    forms_close(forms);
}

static void each_annex_is_one_page_even_when_it_is_filled_in(void **state)
{
    struct fixture *f = *state;
    const char *course = "上门，父亲在家。孩子前天随表哥去县城打零工，父亲愿意接回。"
                         "约定周五前返校，村干部同去县城。\n第二天再去。";
    const char *const said[][2] = {
        {"course",      course              },
        {"family",      course              },
        {"school_says", course              },
        {"family_says", "agrees"            },
        {"id_number",   "659900201408170003"},
    };
    struct forms *forms = forms_open(NULL, &f->err);
    struct form_record record =
        answered(f, form_find(forms, "persuasion"), said, COUNT(said));
    record.case_number = "572-4";

    const char *text = pdf_words(f, LANGUAGE_ZH, print_record, &record);

    assert_non_null(strstr(text, "第1页，共1页"));
    assert_non_null(strstr(text, "示例县控辍保学劝学记录表第1版"));
    assert_non_null(strstr(text, "个案572-4"));
    assert_non_null(strstr(text, "林静怡打印于2026-09-1714:03"));
    assert_non_null(strstr(text, "659900201408170003"));
    forms_close(forms);
}

static void a_paper_that_is_a_little_too_long_is_one_page(void **state)
{
    struct fixture *f = *state;
    struct forms *forms = forms_open(NULL, &f->err);
    struct form_record blank = sheet_blank(form_find(forms, "home_teaching_visit"), &f->arena);

    const char *text = pdf_words(f, LANGUAGE_ZH, print_record, &blank);

    assert_non_null(strstr(text, "第1页，共1页"));
    forms_close(forms);
}

static void what_does_not_fit_goes_on_overleaf_and_pages_are_counted(void **state)
{
    struct fixture *f = *state;
    const char *course = "上门。";
    for (int i = 0; i < 9; i++)
        course = arena_text(&f->arena, "%s%s\n", course, course);
    const char *const said[][2] = {
        {"course", course}
    };
    struct forms *forms = forms_open(NULL, &f->err);
    struct form_record record = answered(f, form_find(forms, "persuasion"), said, 1);
    size_t size;

    const char *bytes = pdf_bytes(f, LANGUAGE_ZH, print_record, &record, &size);
    const char *text = pdf_ask(f, "pdftotext - -", bytes, size);

    int pages = 0;
    for (const char *at = text; *at; at++)
        pages += *at == '\f';
    assert_true(pages >= 2);
    assert_non_null(strstr(text, arena_text(&f->arena, "第1页，共%d页", pages)));
    assert_non_null(strstr(text, arena_text(&f->arena, "第%d页，共%d页", pages, pages)));
    forms_close(forms);
}

static void a_form_of_which_nothing_is_printed_is_a_page_with_its_title(void **state)
{
    struct fixture *f = *state;
    static const char source[] =
        "form: hidden\nversion: 1\nclause: D8\nabout: child\n"
        "title: {zh: 内部记录, ug: خاتىرە, en: Record}\n"
        "fields:\n"
        "  - {name: day, type: date, unprinted: true, label: {zh: 哪天, ug: كۈنى, en: Day}}\n";
    struct form_record record = answered_source(f, source, 0, NULL, 0);

    const char *text = pdf_words(f, LANGUAGE_ZH, print_record, &record);

    assert_non_null(strstr(text, "内部记录"));
    assert_null(strstr(text, "哪天"));
}

static void no_word_of_a_name_or_of_who_signs_is_cut(void **state)
{
    struct fixture *f = *state;
    struct forms *forms = forms_open(NULL, &f->err);
    struct form_record order = sheet_blank(form_find(forms, "return_order"), &f->arena);
    struct form_record inspection = sheet_blank(form_find(forms, "inspection_record"), &f->arena);
    size_t size;

    const char *signers = pdf_words(f, LANGUAGE_EN, print_record, &order);
    const char *bytes = pdf_bytes(f, LANGUAGE_EN, print_record, &inspection, &size);

    assert_non_null(strstr(signers, "Receivedbytheguardian:"));
    assert_non_null(strstr(pdf_ask(f, "pdftotext -raw - -", bytes, size), "Headcount"));
    forms_close(forms);
}

static void a_table_that_goes_on_overleaf_has_its_heads_again(void **state)
{
    struct fixture *f = *state;
    static const char source[] =
        "form: visits\nversion: 1\nclause: D8\nabout: child\n"
        "title: {zh: 记录, ug: خاتىرە, en: Record}\n"
        "fields:\n"
        "  - group: {zh: 次, ug: قېتىم, en: Visits}\n"
        "    repeat: visits\n"
        "    most: 40\n"
        "    fields:\n"
        "      - {name: day, type: date, label: {zh: 哪天, ug: كۈنى, en: Day}}\n"
        "      - {name: what, type: text, label: {zh: 做了什么, ug: نېمە, en: What}}\n";
    enum {
        ROWS = 40
    };
    const char *said[ROWS][2];
    for (int i = 0; i < ROWS; i++) {
        said[i][0] = arena_text(&f->arena, "day#%d", i + 1);
        said[i][1] = arena_text(&f->arena, "2026-09-%02d", i % 28 + 1);
    }
    struct form_record record = answered_source(f, source, ROWS, said, ROWS);

    const char *text = pdf_words(f, LANGUAGE_ZH, print_record, &record);

    assert_non_null(strstr(text, "第2页，共2页"));
    const char *again = strstr(strstr(text, "哪天做了什么") + 1, "哪天做了什么");
    assert_non_null(again);
    assert_null(strstr(again + 1, "哪天做了什么"));
}

/* Where a word stands on the page, "xMin" or any other edge; from the left or the top. */
static double edge_of(const char *boxes, const char *word, const char *edge)
{
    char wanted[100];
    snprintf(wanted, sizeof wanted, ">%s</word>", word);
    const char *found = strstr(boxes, wanted);
    assert_non_null(found);
    while (strncmp(found, "<word", 5) != 0)
        found--;
    return atof(strstr(found, edge) + strlen(edge) + strlen("=\""));
}

static const char *lines_of_text(struct fixture *f, int count)
{
    const char *text = "行";
    for (int i = 1; i < count; i++)
        text = arena_text(&f->arena, "%s\n行", text);
    return text;
}

/* Wherever the page ends, the heads of a table are on the page of its first line. */
static void heads_are_never_left_alone(void **state)
{
    struct fixture *f = *state;
    static const char source[] =
        "form: visits\nversion: 1\nclause: D8\nabout: child\n"
        "title: {zh: 记录, ug: خاتىرە, en: Record}\n"
        "fields:\n"
        "  - {name: long, type: paragraph, label: {zh: 写, ug: ياز, en: Text}}\n"
        "  - group: {zh: 次, ug: قېتىم, en: Visits}\n"
        "    repeat: visits\n"
        "    fields:\n"
        "      - {name: day, type: date, label: {zh: 哪天, ug: كۈنى, en: Day}}\n";
    for (int lines = 20; lines < 50; lines++) {
        const char *said[10][2] = {
            {"long", lines_of_text(f, lines)}
        };
        for (int i = 1; i < 10; i++) {
            said[i][0] = arena_text(&f->arena, "day#%d", i);
            said[i][1] = arena_text(&f->arena, "2026-09-%02d", i);
        }
        struct form_record record = answered_source(f, source, 10, said, 10);
        size_t size;
        const char *bytes = pdf_bytes(f, LANGUAGE_ZH, print_record, &record, &size);

        const char *text = pdf_ask(f, "pdftotext -raw - -", bytes, size);

        const char *heads = strstr(text, "哪天"), *line = strstr(text, "2026-09-01");
        assert_null(memchr(heads, '\f', (size_t)(line - heads)));
    }
}

/* Wherever the page ends, the name of a group ends above what stands below its rows. */
static void the_name_of_a_group_stays_beside_its_rows(void **state)
{
    struct fixture *f = *state;
    static const char source[] =
        "form: visits\nversion: 1\nclause: D8\nabout: child\n"
        "title: {zh: 记录, ug: خاتىرە, en: Record}\n"
        "fields:\n"
        "  - group: {zh: 甲甲乙乙丙丙丁丁, ug: قېتىم, en: Visits}\n"
        "    fields:\n"
        "      - {name: long, type: paragraph, label: {zh: 写, ug: ياز, en: Text}}\n"
        "      - {name: day, type: date, label: {zh: 哪天, ug: كۈنى, en: Day}}\n"
        "  - {name: after, type: text, label: {zh: 后面, ug: كېيىن, en: After}}\n";
    int low = 0;
    for (int lines = 20; lines < 50; lines++) {
        const char *const said[][2] = {
            {"long", lines_of_text(f, lines)}
        };
        struct form_record record = answered_source(f, source, 1, said, 1);
        size_t size;
        const char *bytes = pdf_bytes(f, LANGUAGE_ZH, print_record, &record, &size);

        const char *boxes = pdf_ask(f, "pdftotext -bbox - -", bytes, size);

        const char *next = strstr(strstr(boxes, "<page") + 1, "<page");
        if (!next || !strstr(next, ">哪天<"))
            continue;
        low += !strstr(next, ">行<");
        assert_true(edge_of(next, "丁丁", "yMax") < edge_of(next, "后面", "yMin"));
    }
    assert_true(low > 0);
}

/* More columns with long answers than a page has room for. */
static void a_day_is_not_broken_in_a_table(void **state)
{
    struct fixture *f = *state;
    enum {
        COLUMNS = 9
    };
    const char *source = "form: list\nversion: 1\nclause: D8\nabout: child\n"
                         "title: {zh: 清单, ug: تىزىم, en: List}\n"
                         "fields:\n"
                         "  - group: {zh: 问题, ug: مەسىلە, en: Problems}\n"
                         "    repeat: problems\n"
                         "    fields:\n"
                         "      - {name: day, type: date, label: {zh: 哪天, ug: كۈنى, en: Day}}\n";
    const char *said[COLUMNS][2] = {
        {"day#1", "2026-09-03"}
    };
    for (int i = 1; i < COLUMNS; i++) {
        source = arena_text(&f->arena,
                            "%s      - {name: what%d, type: text,"
                            " label: {zh: 什么, ug: نېمە, en: What}}\n",
                            source, i);
        said[i][0] = arena_text(&f->arena, "what%d#1", i);
        said[i][1] = "点名册缺三天，和系统对不上";
    }
    struct form_record record = answered_source(f, source, 1, said, COLUMNS);
    size_t size;
    const char *bytes = pdf_bytes(f, LANGUAGE_ZH, print_record, &record, &size);

    const char *boxes = pdf_ask(f, "pdftotext -bbox - -", bytes, size);

    assert_non_null(strstr(boxes, ">2026-09-03<"));
}

/* --- The file --------------------------------------------------------------------------------- */

static void all_fonts_are_inside_the_file(void **state)
{
    struct fixture *f = *state;
    static const char *const said[][2] = {
        {"student", "阿米娜·塔依尔\tئامىنە تاھىر"},
        {"course",  "上门 2026-09-17 ئۆيىگە باردى"    },
    };
    struct forms *forms = forms_open(NULL, &f->err);
    struct form_record record = answered(f, form_find(forms, "persuasion"), said, COUNT(said));
    size_t size;
    const char *bytes = pdf_bytes(f, LANGUAGE_UG, print_record, &record, &size);

    const char *fonts = pdf_ask(f, "pdffonts -", bytes, size);

    assert_non_null(strstr(fonts, "UKIJTuz"));
    assert_non_null(strstr(fonts, "NotoSerifCJKsc"));
    const char *row = strstr(fonts, "+");
    for (; row; row = strchr(row + 1, '+'))
        assert_non_null(strstr(row, "yes yes yes"));
    assert_null(strstr(fonts, " no "));
    forms_close(forms);
}

static void the_same_record_is_the_same_file(void **state)
{
    struct fixture *f = *state;
    struct forms *forms = forms_open(NULL, &f->err);
    struct form_record blank = sheet_blank(form_find(forms, "persuasion"), &f->arena);
    size_t one_size, two_size;

    const char *one = pdf_bytes(f, LANGUAGE_ZH, print_record, &blank, &one_size);
    const char *two = pdf_bytes(f, LANGUAGE_ZH, print_record, &blank, &two_size);

    assert_int_equal(one_size, two_size);
    assert_memory_equal(one, two, one_size);
    forms_close(forms);
}

/* --- Uyghur ----------------------------------------------------------------------------------- */

static void a_uyghur_page_is_mirrored(void **state)
{
    struct fixture *f = *state;
    static const char *const said[][2] = {
        {"school",     "SHILI"     },
        {"visited_on", "2026-09-16"},
    };
    struct forms *forms = forms_open(NULL, &f->err);
    struct form_record record = answered(f, form_find(forms, "persuasion"), said, COUNT(said));
    size_t size;
    const char *ug = pdf_bytes(f, LANGUAGE_UG, print_record, &record, &size);
    const char *right = pdf_ask(f, "pdftotext -bbox - -", ug, size);
    const char *zh = pdf_bytes(f, LANGUAGE_ZH, print_record, &record, &size);
    const char *left = pdf_ask(f, "pdftotext -bbox - -", zh, size);

    assert_true(edge_of(left, "SHILI", "xMin") < edge_of(left, "2026-09-16", "xMin"));
    assert_true(edge_of(right, "SHILI", "xMin") > edge_of(right, "2026-09-16", "xMin"));
    assert_true(edge_of(right, "2026-09-16", "xMin") < PDF_WIDTH / 2);
    forms_close(forms);
}

/* --- Lists ------------------------------------------------------------------------------------ */

static void a_list_has_its_heads_on_every_page(void **state)
{
    struct fixture *f = *state;
    static const char *const heads[] = {"姓名", "日期"};
    enum {
        ROWS = 100
    };
    const char *cells[2 * ROWS];
    for (size_t i = 0; i < ROWS; i++) {
        cells[2 * i] = arena_text(&f->arena, "李示例%zu", i);
        cells[2 * i + 1] = "2026-09-17";
    }
    const struct pdf_table table = {
        .title = "名单",
        .note = "示例中学",
        .heads = heads,
        .columns = 2,
        .cells = cells,
        .rows = ROWS,
    };

    const char *text = pdf_words(f, LANGUAGE_ZH, print_list, &table);

    int pages = 0;
    for (const char *at = text; (at = strstr(at, "姓名日期")); at++)
        pages++;
    assert_true(pages >= 2);
    assert_non_null(strstr(text, arena_text(&f->arena, "第%d页，共%d页", pages, pages)));
    assert_non_null(strstr(text, "李示例99"));
}

static void an_empty_list_says_what_it_would_hold(void **state)
{
    struct fixture *f = *state;
    static const char *const heads[] = {"姓名", "日期"};
    const struct pdf_table table = {.title = "名单", .note = "", .heads = heads, .columns = 2};

    const char *text = pdf_words(f, LANGUAGE_ZH, print_list, &table);

    assert_non_null(strstr(text, "姓名日期"));
    assert_non_null(strstr(text, "第1页，共1页"));
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(each_annex_has_every_question_of_its_definition_in_order),
        SPEC(annex_2_stands_as_the_county_printed_it),
        SPEC(each_annex_is_one_page_even_when_it_is_filled_in),
        SPEC(a_paper_that_is_a_little_too_long_is_one_page),
        SPEC(what_does_not_fit_goes_on_overleaf_and_pages_are_counted),
        SPEC(a_form_of_which_nothing_is_printed_is_a_page_with_its_title),
        SPEC(no_word_of_a_name_or_of_who_signs_is_cut),
        SPEC(a_table_that_goes_on_overleaf_has_its_heads_again),
        SPEC(heads_are_never_left_alone),
        SPEC(the_name_of_a_group_stays_beside_its_rows),
        SPEC(a_day_is_not_broken_in_a_table),
        SPEC(all_fonts_are_inside_the_file),
        SPEC(the_same_record_is_the_same_file),
        SPEC(a_uyghur_page_is_mirrored),
        SPEC(a_list_has_its_heads_on_every_page),
        SPEC(an_empty_list_says_what_it_would_hold),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("pdf", specs, NULL, NULL) : 1;
}
