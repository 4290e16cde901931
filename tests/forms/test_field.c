#include "forms/field.h"

#include "tests/support/fixture.h"

#define TODAY "2026-09-17"

static const struct form_choice attitudes[] = {
    {"agrees",  {{"同意返校", "قايتىشقا قوشۇلدى", "agree"}}},
    {"refuses", {{"拒绝", "رەت قىلدى", "refuse"}}                   },
};
static const struct choice_list attitude = {"attitude", attitudes, COUNT(attitudes)};

static const char *read(struct fixture *f, const char *type, const char *typed, const char *was)
{
    const struct field_context context = {.choices = &attitude, .today = TODAY, .was = was};
    const char *value = NULL;
    f->err = (struct error){0};
    if (!field_read(field_type_find(type), &context, typed, &f->arena, &value, &f->err))
        return NULL;
    return value;
}

/* clang-format off */
static const struct {
    const char *type, *typed, *value;
} typed_values[] = {
    {"text", "  务农  ", "务农"},
    {"text", "a\nb", "a b"},
    {"text", "", ""},
    {"paragraph", "上门，父亲在家。\n约定周五前返校。", "上门，父亲在家。\n约定周五前返校。"},
    {"date", "2026-09-15", "2026-09-15"},
    {"date", "2026年9月5日", "2026-09-05"},
    {"date", "2026-يىل 9-ئاينىڭ 5-كۈنى", "2026-09-05"},
    {"date", "9-15", "2026-09-15"},
    {"date", "9月15日", "2026-09-15"},
    {"date", "９．１５", "2026-09-15"},
    {"date", "t", TODAY},
    {"date", "ت", TODAY},
    {"date", "-1", "2026-09-16"},
    {"date", "－1", "2026-09-16"},
    {"date", "+1", "2026-09-18"},
    {"month", "2013-05", "2013-05"},
    {"month", "2013年5月", "2013-05"},
    {"month", "201305", "2013-05"},
    {"month", "2013-05-20", "2013-05"},
    {"number", "3", "3"},
    {"number", "１２", "12"},
    {"number", "-4", "-4"},
    {"choice", "1", "agrees"},
    {"choice", "２", "refuses"},
    {"choice", "拒绝", "refuses"},
    {"choice", "رەت قىلدى", "refuses"},
    {"choice", "agrees", "agrees"},
    {"sex", "1", "m"},
    {"sex", "女", "f"},
    {"sex", "ئەر", "m"},
    {"person", "李示例", "李示例"},
    {"people", "陈示例、李示例", "陈示例\n李示例"},
    {"people", " 陈示例 ، ئالىم مىسال ,", "陈示例\nئالىم مىسال"},
    {"phone", "139 0000 0011", "13900000011"},
    {"phone", "0994-4500000", "0994-4500000"},
    {"phone", "１３９００００００１１", "13900000011"},
    {"id_number", "11010519491231002x", "11010519491231002X"},
    {"id_number", "110105491231002", "11010519491231002X"}, /* of the first generation */
    {"place", "示例村3组", "示例村3组"},
    {"integer", "１2", "12"},
    {"decimal", "12.5", "12.5"},
    {"money", "￥1,200.50元", "1200.50"},
    {"time", "8:30", "08:30"},
    {"time", "0830", "08:30"},
    {"time", "8点30分", "08:30"},
    {"time", "9时", "09:00"},
    {"mobile", "+86 139 0000 0011", "13900000011"},
    {"landline", "09944500000", "0994-4500000"},
    {"landline", "010-61234567", "010-61234567"},
    {"landline", "4500000", "4500000"},
    {"student_number", "g11010519491231002x", "G11010519491231002X"},
    {"yes_no", "1", "yes"},
    {"yes_no", "否", "no"},
    {"choices", "2 1", "agrees\nrefuses"},
    {"choices", "拒绝、同意返校", "agrees\nrefuses"},
    {"guardian", "李某", "李某"},
};
/* clang-format on */

static void what_people_type_becomes_one_value(void **state)
{
    struct fixture *f = *state;

    for (size_t i = 0; i < COUNT(typed_values); i++) {
        const char *value = read(f, typed_values[i].type, typed_values[i].typed, "");
        if (!value)
            print_error("%s: %s\n", typed_values[i].type, typed_values[i].typed);
        assert_non_null(value);
        assert_string_equal(value, typed_values[i].value);
    }
}

static void what_is_not_of_the_kind_is_refused(void **state)
{
    static const struct {
        const char *type, *typed;
    } cases[] = {
        {"date",           "2026-02-30"          },
        {"date",           "26-9-17"             },
        {"date",           "明天"              },
        {"date",           "2026-09"             },
        {"date",           "-1x"                 },
        {"date",           "-9999999999999999999"},
        {"month",          "2013-13"             },
        {"month",          "13-5"                },
        {"number",         "3天"                },
        {"number",         "12345678901"         },
        {"choice",         "3"                   },
        {"choice",         "0"                   },
        {"sex",            "3"                   },
        {"phone",          "1234"                },
        {"phone",          "13900000011转5"     },
        {"id_number",      "110105194912310021"  },
        {"id_number",      "1101051949123100"    },
        {"decimal",        "1.2.3"               },
        {"money",          "3.005"               },
        {"time",           "25:00"               },
        {"time",           "8:61"                },
        {"mobile",         "0994-4500000"        },
        {"landline",       "13900000011"         },
        {"student_number", "A110105194912310021" },
        {"yes_no",         "3"                   },
        {"choices",        "1 9"                 },
    };
    struct fixture *f = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_null(read(f, cases[i].type, cases[i].typed, ""));
        assert_int_equal(f->err.kind, ERROR_INVALID);
    }
}

static void a_value_is_shown_in_the_readers_language(void **state)
{
    /* clang-format off */
    static const struct {
        const char *type, *value, *zh, *ug, *en;
    } cases[] = {
        {"date", "2026-09-15", "2026-09-15", "2026-09-15", "2026-09-15"},
        {"choice", "refuses", "拒绝", "رەت قىلدى", "refuse"},
        {"sex", "f", "女", "ئايال", "female"},
        {"person", "阿依古丽·买买提\tئايگۈل مەمەت", "阿依古丽·买买提", "ئايگۈل مەمەت", "阿依古丽·买买提"},
        {"person", "李示例", "李示例", "李示例", "李示例"},
        {"people", "陈示例\tچېن مىسال\nئالىم مىسال", "陈示例、ئالىم مىسال", "چېن مىسال، ئالىم مىسال",
         "陈示例, ئالىم مىسال"},
        {"choice", "no longer there", "no longer there", "no longer there", "no longer there"},
    };
    /* clang-format on */
    struct fixture *f = *state;
    const struct field_context context = {.choices = &attitude, .today = TODAY};

    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct field_type *type = field_type_find(cases[i].type);
        assert_string_equal(field_show(type, &context, LANGUAGE_ZH, cases[i].value, &f->arena),
                            cases[i].zh);
        assert_string_equal(field_show(type, &context, LANGUAGE_UG, cases[i].value, &f->arena),
                            cases[i].ug);
        assert_string_equal(field_show(type, &context, LANGUAGE_EN, cases[i].value, &f->arena),
                            cases[i].en);
    }
}

static void a_name_typed_again_keeps_its_other_script(void **state)
{
    struct fixture *f = *state;

    assert_string_equal(read(f, "person", "ئايگۈل مەمەت", "阿依古丽\tئايگۈل مەمەت"),
                        "阿依古丽\tئايگۈل مەمەت");
    assert_string_equal(read(f, "people", "陈示例、王示例", "陈示例\tچېن مىسال"),
                        "陈示例\tچېن مىسال\n王示例");
}

static void every_kind_explains_itself(void **state)
{
    struct fixture *f = *state;
    const struct field_type *type;

    for (size_t i = 0; (type = field_type_at(i)); i++)
        assert_true(message_exists(arena_text(&f->arena, "field.%s.help", type->name)));
}

static void what_the_lists_know_is_checked_too(void **state)
{
    struct fixture *f = *state;
    const struct field_context context = {.today = TODAY};

    assert_true(field_check(field_type_find("phone"), &context, "13900000011", &f->err));
    assert_true(field_check(field_type_find("phone"), &context, "", &f->err));
    assert_false(field_check(field_type_find("phone"), &context, "无", &f->err));
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(what_people_type_becomes_one_value),
        SPEC(what_is_not_of_the_kind_is_refused),
        SPEC(a_value_is_shown_in_the_readers_language),
        SPEC(a_name_typed_again_keeps_its_other_script),
        SPEC(every_kind_explains_itself),
        SPEC(what_the_lists_know_is_checked_too),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("field", specs, NULL, NULL) : 1;
}
