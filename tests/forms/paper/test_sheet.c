#include "forms/paper/sheet.h"

#include "tests/support/answered.h"

#include <string.h>

static const char source[] =
    "form: letter\nversion: 1\nclause: Y11\nabout: child\n"
    "title: {zh: 通知书, ug: ئۇقتۇرۇش, en: Notice}\n"
    "number: '{place}通〔{year}〕{number}号'\nserves: yes\n"
    "signed_by:\n"
    "  - {name: guardian, label: {zh: 家长签收, ug: ھامىي, en: Guardian}}\n"
    "  - {name: school, label: {zh: 学校（盖章）, ug: تامغا, en: Stamp}}\n"
    "sentence: {zh: '{who}：请在{day}返校。', ug: '{who}: {day}.', en: '{who}: by {day}.'}\n"
    "fields:\n"
    "  - {name: who, type: person, unprinted: true, label: {zh: 家长, ug: ھامىي, en: To}}\n"
    "  - {name: day, type: date, fill: today, label: {zh: 时间, ug: كۈنى, en: Day}}\n"
    "  - {name: help, type: choices, choices: kinds, label: {zh: 帮助, ug: ياردەم, en: Help}}\n"
    "  - {name: words, type: paragraph, label: {zh: 说明, ug: ئىزاھات, en: Words}}\n"
    "  - group: {zh: 上门, ug: زىيارەت, en: Visits}\n"
    "    repeat: visits\n"
    "    most: 5\n"
    "    fields:\n"
    "      - {name: visited, type: date, label: {zh: 日期, ug: چېسلا, en: Date}}\n"
    "      - {name: came, type: yes_no, label: {zh: 见到, ug: كۆردى, en: Met}}\n"
    "choices:\n"
    "  kinds:\n"
    "    - {name: food, label: {zh: 伙食, ug: تاماق, en: food}}\n"
    "    - {name: road, label: {zh: 交通, ug: قاتناش, en: travel}}\n"
    "    - {name: bed, label: {zh: 住宿, ug: ياتاق, en: bed}}\n";

static const char *const answers[][2] = {
    {"who",       "李示例"      },
    {"day",       "2026-09-17"     },
    {"help",      "food\nbed"      },
    {"words",     "上门两次。"},
    {"visited#1", "2026-09-15"     },
    {"came#1",    "yes"            },
};

static struct sheet sheet_in(struct fixture *f, enum language language)
{
    struct form_record record = answered_source(f, source, 2, answers, COUNT(answers));
    return sheet_of(&record, language, &f->arena);
}

/* The block of a group; the first without one for "". */
static const struct sheet_block *block_of(const struct sheet *sheet, const char *group)
{
    for (size_t i = 0; i < sheet->block_count; i++)
        if (strcmp(sheet->blocks[i].group, group) == 0)
            return &sheet->blocks[i];
    return NULL;
}

static void several_choices_have_a_box_each_and_the_chosen_are_ticked(void **state)
{
    struct sheet sheet = sheet_in(*state, LANGUAGE_ZH);

    const struct sheet_cell *help = &sheet.blocks[1].rows[1].cells[0];

    assert_string_equal(help->label, "帮助");
    assert_int_equal(help->box_count, 3);
    assert_string_equal(help->boxes[1].label, "交通");
    assert_true(help->boxes[0].ticked && help->boxes[2].ticked);
    assert_false(help->boxes[1].ticked);
}

static void a_long_answer_has_room_to_go_on_by_hand(void **state)
{
    struct sheet sheet = sheet_in(*state, LANGUAGE_ZH);

    const struct sheet_row *words = &sheet.blocks[1].rows[2];

    assert_int_equal(words->kind, SHEET_WRITING);
    assert_true(words->lines >= 4);
    assert_string_equal(words->cells[0].text, "上门两次。");
}

static void a_repeat_is_a_table_with_lines_for_a_pen(void **state)
{
    struct sheet sheet = sheet_in(*state, LANGUAGE_ZH);

    const struct sheet_block *visits = block_of(&sheet, "上门");

    assert_int_equal(visits->row_count, 4);
    assert_int_equal(visits->rows[0].kind, SHEET_HEADS);
    assert_string_equal(visits->rows[0].cells[1].label, "见到");
    assert_string_equal(visits->rows[1].cells[0].text, "2026-09-15");
    assert_true(visits->rows[1].cells[1].boxes[0].ticked);
    assert_string_equal(visits->rows[3].cells[0].text, "");
    assert_false(visits->rows[3].cells[1].boxes[0].ticked);
}

static void a_letter_begins_with_whom_it_is_to_and_ends_with_seal_and_day(void **state)
{
    struct sheet sheet = sheet_in(*state, LANGUAGE_ZH);

    const struct sheet_row *letter = &sheet.blocks[0].rows[0];

    assert_string_equal(letter->cells[0].text, "李示例：\n　　请在2026年9月17日返校。");
    assert_int_equal(letter->mark_count, 1);
    assert_true(letter->marks[0].seal);
    assert_string_equal(letter->marks[0].day, "2026年9月17日");
}

static void a_paper_that_is_served_has_a_receipt_for_the_hand_that_takes_it(void **state)
{
    struct sheet sheet = sheet_in(*state, LANGUAGE_ZH);

    const struct sheet_block *receipt = block_of(&sheet, "送达回证");
    const struct sheet_row *hands = &receipt->rows[receipt->row_count - 1];

    assert_string_equal(hands->marks[0].label, "家长签收");
    assert_false(hands->marks[0].seal);
    assert_string_equal(receipt->rows[1].cells[0].boxes[0].label, "当面送达");
}

static void a_copy_of_a_paper_that_was_served_says_when_how_and_to_whom(void **state)
{
    struct fixture *f = *state;
    struct form_record record = answered_source(f, source, 1, answers, 1);
    record.served_on = "2026-09-18";
    record.served_how = "posted";
    record.served_to = "李示例";

    struct sheet sheet = sheet_of(&record, LANGUAGE_ZH, &f->arena);
    const struct sheet_block *receipt = block_of(&sheet, "送达回证");

    assert_string_equal(receipt->rows[0].cells[0].text, "2026年9月18日");
    assert_string_equal(receipt->rows[0].cells[2].text, "李示例");
    assert_string_equal(receipt->rows[1].cells[0].boxes[2].label, "邮寄");
    assert_true(receipt->rows[1].cells[0].boxes[2].ticked);
    assert_false(receipt->rows[1].cells[0].boxes[0].ticked);
}

static void a_paper_without_a_number_yet_has_room_for_one(void **state)
{
    struct fixture *f = *state;
    struct form_record record = answered_source(f, source, 1, answers, 1);

    struct sheet before = sheet_of(&record, LANGUAGE_UG, &f->arena);
    record.number = "示例中学通〔2026〕3号";
    struct sheet after = sheet_of(&record, LANGUAGE_UG, &f->arena);

    assert_string_equal(before.number, "　　通〔　　〕　　号");
    assert_string_equal(after.number, "示例中学通〔2026〕3号");
}

static void a_paper_says_what_its_holder_must_know(void **state)
{
    struct fixture *f = *state;
    struct form_record record = answered_source(f, source, 1, answers, 1);
    record.reason = "日期写错";

    const char *draft = sheet_of(&record, LANGUAGE_ZH, &f->arena).remark;
    record.complete = true;
    const char *complete = sheet_of(&record, LANGUAGE_ZH, &f->arena).remark;
    record.corrects = 7;
    const char *correction = sheet_of(&record, LANGUAGE_EN, &f->arena).remark;
    record.corrected_by = 9;
    const char *corrected = sheet_of(&record, LANGUAGE_EN, &f->arena).remark;

    assert_string_equal(draft, "未完成");
    assert_string_equal(complete, "");
    assert_non_null(strstr(correction, "日期写错"));
    assert_non_null(strstr(corrected, "9"));
}

static void a_blank_form_has_every_question_and_lines_for_a_table(void **state)
{
    struct fixture *f = *state;
    const struct form *form = answered_source(f, source, 1, answers, 0).form->definition;
    struct form_record blank = sheet_blank(form, &f->arena);

    struct sheet sheet = sheet_of(&blank, LANGUAGE_ZH, &f->arena);

    assert_string_equal(sheet.blocks[1].rows[0].cells[0].text, "");
    assert_int_equal(sheet.blocks[1].rows[1].cells[0].box_count, 3);
    assert_int_equal(block_of(&sheet, "上门")->row_count, 6);
    assert_string_equal(sheet.blocks[0].rows[0].cells[0].text, "________：\n　　请在________返校。");
}

static void a_day_among_uyghur_words_keeps_its_order(void **state)
{
    struct fixture *f = *state;
    static const char *const said[][2] = {
        {"words", "بالا 2026-09-18 كۈنى قايتىدۇ، 0994-4500000."}
    };
    struct form_record record = answered_source(f, source, 1, said, 1);

    struct sheet sheet = sheet_of(&record, LANGUAGE_UG, &f->arena);

    assert_string_equal(sheet.blocks[1].rows[2].cells[0].text,
                        "بالا \u20662026-09-18\u2069 كۈنى قايتىدۇ، \u20660994-4500000\u2069.");
}

static const char *const report[][2] = {
    {"recipients",   "教育局教育股\tمائارىپ بۆلۈمى\n教育督导室"},
    {"grade",        "7"                                                               },
    {"class_number", "2"                                                               },
    {"student",      "李示例"                                                       },
    {"absent_from",  "2026-09-15"                                                      },
    {"absent_to",    "2026-09-17"                                                      },
    {"persuasions",  "3"                                                               },
    {"basics",       "孩子随表哥去县城打零工。"                            },
};

static void the_blanks_of_the_sentence_are_filled_in(void **state)
{
    struct fixture *f = *state;
    struct forms *forms = forms_open(NULL, &f->err);
    struct form_record record = answered(f, form_find(forms, "return_report"), report, COUNT(report));

    const char *zh = sheet_sentence(&record, LANGUAGE_ZH, &f->arena);
    const char *ug = sheet_sentence(&record, LANGUAGE_UG, &f->arena);

    assert_string_equal(zh, "教育局教育股、教育督导室：兹有我校7年级2班学生李示例，"
                            "2026年9月15日-2026年9月17日期间未到校上课，经学校和村（社区）工作人员3次劝学未果，"
                            "恳请教育局教育股、教育督导室按照义务教育法相关责任要求，采取劝学措施让其返校，"
                            "完成九年义务教育。");
    assert_non_null(strstr(ug, "2026-يىل 9-ئاينىڭ 15-كۈنى"));
    assert_null(strchr(ug, '{'));
    forms_close(forms);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(the_blanks_of_the_sentence_are_filled_in),
        SPEC(several_choices_have_a_box_each_and_the_chosen_are_ticked),
        SPEC(a_long_answer_has_room_to_go_on_by_hand),
        SPEC(a_repeat_is_a_table_with_lines_for_a_pen),
        SPEC(a_letter_begins_with_whom_it_is_to_and_ends_with_seal_and_day),
        SPEC(a_paper_that_is_served_has_a_receipt_for_the_hand_that_takes_it),
        SPEC(a_copy_of_a_paper_that_was_served_says_when_how_and_to_whom),
        SPEC(a_paper_without_a_number_yet_has_room_for_one),
        SPEC(a_paper_says_what_its_holder_must_know),
        SPEC(a_blank_form_has_every_question_and_lines_for_a_table),
        SPEC(a_day_among_uyghur_words_keeps_its_order),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("sheet", specs, NULL, NULL) : 1;
}
