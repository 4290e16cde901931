#include "tests/support/fixture.h"

#include "i18n/catalogue.h"
#include "i18n/searchkey.h"

#include <string.h>

struct looked_for {
    char key[64];
    bool found;
};

static void look(void *context, const char *key)
{
    struct looked_for *wanted = context;
    wanted->found = wanted->found || strncmp(key, wanted->key, strlen(wanted->key)) == 0;
}

/* Whether typing something finds a name: the folded text begins one of its keys. */
static bool finds(const char *typed, const char *name)
{
    struct looked_for wanted = {0};
    searchkey_fold(typed, wanted.key, sizeof wanted.key);
    searchkey_of_name(name, look, &wanted);
    return wanted.found;
}

static void chinese_names_are_found_by_what_people_type(void **state)
{
    (void)state;

    assert_true(finds("李示例", "李示例"));
    assert_true(finds("李", "李示例"));
    assert_true(finds("示例", "李示例"));
    assert_true(finds("lishili", "李示例"));
    assert_true(finds("LISHI", "李示例"));
    assert_true(finds("ｌｓｌ", "李示例"));
    assert_true(finds("lǐ shì lì", "李示例"));
    assert_false(finds("wang", "李示例"));
}

static void both_readings_of_a_surname_find(void **state)
{
    static const struct {
        const char *name, *surname, *word;
    } people[] = {
        {"单示例",    "shanshili",  "danshili"   },
        {"解示例",    "xieshili",   "jieshili"   },
        {"曾示例",    "zengshili",  "cengshili"  },
        {"尉迟示例", "yuchishili", "weichishili"},
        {"盖示例",    "geshili",    "gaishili"   },
    };
    (void)state;

    for (size_t i = 0; i < COUNT(people); i++) {
        assert_true(finds(people[i].surname, people[i].name));
        assert_true(finds(people[i].word, people[i].name));
    }
    assert_true(finds("ycsl", "尉迟示例"));
}

static void u_umlaut_is_typed_as_v_or_u(void **state)
{
    (void)state;

    assert_true(finds("lvshili", "吕示例"));
    assert_true(finds("lushili", "吕示例"));
}

static void a_uyghur_name_in_chinese_is_found_by_either_part(void **state)
{
    (void)state;

    assert_true(finds("阿依古丽·买", "阿依古丽·买买提"));
    assert_true(finds("阿依古丽买买提", "阿依古丽・买买提"));
    assert_true(finds("买买提", "阿依古丽·买买提"));
    assert_true(finds("ayiguli", "阿依古丽·买买提"));
    assert_true(finds("aygl", "阿依古丽·买买提"));
    assert_true(finds("maimaiti", "阿依古丽·买买提"));
}

static void uyghur_is_found_in_any_spelling_variant(void **state)
{
    static const struct {
        const char *typed, *name;
    } pairs[] = {
        {"ئايگۈل",       "ئايگۈل مەمەت"},
        {"مەمەت",         "ئايگۈل مەمەت"},
        {"ايگۈل",         "ئايگۈل مەمەت"},
        {"مه‌مه‌ت",   "ئايگۈل مەمەت"},
        {"ﺋﺎﻳﮕﯜﻝ", "ئايگۈل مەمەت"},
        {"ھەسەن",         "هەسەن"             },
        {"کامىل",         "كامىل"             },
        {"یاسىن",         "ياسىن"             },
        {"aygul",              "ئايگۈل مەمەت"},
        {"AYGÜL MEMET",       "ئايگۈل مەمەت"},
        {"memet",              "ئايگۈل مەمەت"},
        {"abdurehim",          "ئابدۇرەھىم"   },
    };
    (void)state;

    for (size_t i = 0; i < COUNT(pairs); i++)
        assert_true(finds(pairs[i].typed, pairs[i].name));
}

static void digits_of_any_script_are_digits(void **state)
{
    char key[16];
    (void)state;

    assert_int_equal(searchkey_fold("６５９9٠١", key, sizeof key), 6);
    assert_string_equal(key, "659901");
}

static void folding_ends_between_characters(void **state)
{
    char key[5];
    (void)state;

    assert_int_equal(searchkey_fold("李示例", key, sizeof key), 9);
    assert_string_equal(key, "李");
}

static void nothing_has_no_keys(void **state)
{
    struct looked_for wanted = {.key = ""};
    (void)state;

    searchkey_of_name(" · ", look, &wanted);

    assert_false(wanted.found);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        cmocka_unit_test(chinese_names_are_found_by_what_people_type),
        cmocka_unit_test(both_readings_of_a_surname_find),
        cmocka_unit_test(u_umlaut_is_typed_as_v_or_u),
        cmocka_unit_test(a_uyghur_name_in_chinese_is_found_by_either_part),
        cmocka_unit_test(uyghur_is_found_in_any_spelling_variant),
        cmocka_unit_test(digits_of_any_script_are_digits),
        cmocka_unit_test(folding_ends_between_characters),
        cmocka_unit_test(nothing_has_no_keys),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("searchkey", specs, NULL, NULL) : 1;
}
