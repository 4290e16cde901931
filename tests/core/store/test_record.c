#include "tests/support/fixture.h"

#include "core/store/record.h"
#include "i18n/catalogue.h"

#include <stdlib.h>

static struct vocabulary words_of(struct fixture *f, const struct record *record)
{
    struct vocabulary words = {.arena = &f->arena};
    value_words(&words);
    record_words(record, &words);
    return words;
}

static void a_column_is_known_by_every_name_that_lists_give_it(void **state)
{
    struct fixture *f = *state;
    struct vocabulary words = words_of(f, &record_roll);
    static const struct {
        const char *header;
        int column;
    } headers[] = {
        {"姓名",                    ROLL_NAME          },
        {"学生姓名",              ROLL_NAME          },
        {"*姓名",                   ROLL_NAME          },
        {"姓 名",                   ROLL_NAME          },
        {"民文姓名",              ROLL_NAME_UG       },
        {"姓名（民文）",        ROLL_NAME_UG       },
        {"公民身份号码",        ROLL_ID_NUMBER     },
        {"身份证号",              ROLL_ID_NUMBER     },
        {"身份证件号",           ROLL_ID_NUMBER     },
        {"身份证号（必填）",  ROLL_ID_NUMBER     },
        {"出生日期",              ROLL_BORN          },
        {"出生年月",              ROLL_BORN          },
        {"学校名称",              ROLL_SCHOOL        },
        {"年级",                    ROLL_GRADE         },
        {"班级",                    ROLL_CLASS         },
        {"就读状态",              ROLL_STATUS        },
        {"全国学籍号",           ROLL_STUDENT_NUMBER},
        {"学籍号",                 ROLL_STUDENT_NUMBER},
        {"监护人姓名",           ROLL_GUARDIAN      },
        {"كىملىك نومۇرى", ROLL_ID_NUMBER     },
        {"ID number",                 ROLL_ID_NUMBER     },
        {"student_number",            ROLL_STUDENT_NUMBER},
        {"民族",                    -1                 },
        {"政治面貌",              -1                 },
        {"宗教信仰",              -1                 },
        {"照片",                    -1                 },
        {"",                          -1                 },
    };

    for (size_t i = 0; i < COUNT(headers); i++)
        assert_int_equal(record_column(&record_roll, &words, headers[i].header), headers[i].column);
}

static void every_column_of_every_list_is_found_by_its_own_label(void **state)
{
    struct fixture *f = *state;
    const struct record *const records[] = {&record_places, &record_schools, &record_groups,
                                            &record_accounts, &record_register, &record_roll};

    for (size_t r = 0; r < COUNT(records); r++) {
        struct vocabulary words = words_of(f, records[r]);
        for (size_t i = 0; i < records[r]->count; i++) {
            const char *key = arena_text(&f->arena, "column.%s", records[r]->columns[i].name);
            for (int language = 0; language < LANGUAGE_COUNT; language++)
                assert_int_equal(record_column(records[r], &words, message((enum language)language, key)), (int)i);
        }
    }
}

static void a_cell_is_read_into_the_one_form_that_is_kept(void **state)
{
    struct fixture *f = *state;
    struct vocabulary words = words_of(f, &record_roll);
    static const struct {
        int column;
        const char *cell, *value;
    } cells[] = {
        {ROLL_BORN,      "2014年4月11日",      "2014-04-11"        },
        {ROLL_BORN,      "2014-04-11 00:00:00",   "2014-04-11"        },
        {ROLL_BORN,      "201404",                "2014-04"           },
        {ROLL_BORN,      "2014年4月",           "2014-04"           },
        {ROLL_SEX,       "女",                   "f"                 },
        {ROLL_SEX,       "ئوغۇل",            "m"                 },
        {ROLL_SEX,       "1",                     "m"                 },
        {ROLL_GRADE,     "七年级",             "7"                 },
        {ROLL_GRADE,     "初一",                "7"                 },
        {ROLL_GRADE,     "初中二年级",       "8"                 },
        {ROLL_GRADE,     "高三",                "12"                },
        {ROLL_GRADE,     "小学三年级",       "3"                 },
        {ROLL_CLASS,     "(2)班",                "2"                 },
        {ROLL_CLASS,     "七年级(2)班",       "7-2"               },
        {ROLL_CLASS,     "初二(3)班",          "8-3"               },
        {ROLL_CLASS,     "实验班",             "实验班"         },
        {ROLL_STATUS,    "在校",                "at_school"         },
        {ROLL_STATUS,    "at_school",             "at_school"         },
        {ROLL_STATUS,    "休学",                "suspended"         },
        {ROLL_ID_NUMBER, "'659900201404110011",   "659900201404110011"},
        {ROLL_NAME,      "  李  示例 ",        "李 示例"        },
        {ROLL_NAME,      "李\xE2\x80\xAE示例", "李示例"         },
        {ROLL_GUARDIAN,  "无",                   ""                  },
        {ROLL_GUARDIAN,  "/",                     ""                  },
        {ROLL_PHONE,     "'+86 139",              "+86 139"           },
    };

    for (size_t i = 0; i < COUNT(cells); i++) {
        const char *value = "";
        struct error err = {0};
        assert_true(record_read(&record_roll, &words, cells[i].column, cells[i].cell, &f->arena, &value, &err));
        assert_string_equal(value, cells[i].value);
    }
}

static void a_cell_that_cannot_be_read_says_why(void **state)
{
    struct fixture *f = *state;
    struct vocabulary words = words_of(f, &record_roll);
    char *long_text = arena_alloc(&f->arena, 2 * VALUE_MOST);
    for (int i = 0; i < VALUE_MOST + 1; i++)
        long_text[i] = 'a';
    const struct {
        int column;
        const char *cell, *key;
    } cells[] = {
        {ROLL_BORN,      "2014-02-30",         "value.day"       },
        {ROLL_GRADE,     "十五",             "value.grade"     },
        {ROLL_STATUS,    "飞走",             "value.status"    },
        {ROLL_SEX,       "x",                  "value.sex"       },
        {ROLL_ID_NUMBER, "659900201404110012", "idnumber.check"  },
        {ROLL_NAME,      "李\xEF\xBF\xBD",    "value.unreadable"},
        {ROLL_NAME,      long_text,            "value.too-long"  },
    };

    for (size_t i = 0; i < COUNT(cells); i++) {
        const char *value = "";
        struct error err = {0};
        assert_false(record_read(&record_roll, &words, cells[i].column, cells[i].cell, &f->arena, &value, &err));
        assert_string_equal(err.key, cells[i].key);
    }
}

static void numbers_codes_and_days_are_latin_and_names_are_not(void **state)
{
    static const char *const latin[] = {"head_phone", "id_number", "born", "page"};
    static const char *const own[] = {"name_zh", "name_ug", "address", "father_work"};
    (void)state;

    for (size_t i = 0; i < COUNT(latin); i++) {
        assert_true(record_latin(&record_register, latin[i]));
        assert_false(record_latin(&record_register, own[i]));
    }
    assert_true(record_latin(&record_roll, "student_number"));
    assert_false(record_latin(&record_roll, "no such column"));
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_column_is_known_by_every_name_that_lists_give_it),
        SPEC(every_column_of_every_list_is_found_by_its_own_label),
        SPEC(a_cell_is_read_into_the_one_form_that_is_kept),
        SPEC(a_cell_that_cannot_be_read_says_why),
        SPEC(numbers_codes_and_days_are_latin_and_names_are_not),
    };
    if (!catalogue_open())
        return EXIT_FAILURE;
    return cmocka_run_group_tests_name("record", specs, NULL, NULL);
}
