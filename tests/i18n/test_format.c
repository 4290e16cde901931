#include "tests/support/fixture.h"

#include "i18n/format.h"

static void days_carry_their_weekday(void **state)
{
    char buffer[FORMAT_SIZE];
    (void)state;

    assert_string_equal(format_day(LANGUAGE_ZH, "2026-09-17", buffer), "2026-09-17 星期四");
    assert_string_equal(format_day(LANGUAGE_UG, "2026-09-20", buffer), "2026-09-20 يەكشەنبە");
    assert_string_equal(format_weekday(LANGUAGE_ZH, 4, buffer), "周四");
    assert_string_equal(format_weekday(LANGUAGE_EN, 7, buffer), "Sun");
}

static void documents_have_the_long_form(void **state)
{
    char buffer[FORMAT_SIZE];
    (void)state;

    assert_string_equal(format_day_long(LANGUAGE_ZH, "2026-09-17", buffer), "2026年9月17日");
    assert_string_equal(format_day_long(LANGUAGE_UG, "2026-09-17", buffer),
                        "2026-يىل 9-ئاينىڭ 17-كۈنى");
    assert_string_equal(format_day_long(LANGUAGE_EN, "2026-09-17", buffer), "17 September 2026");
}

static void near_days_are_short(void **state)
{
    char buffer[FORMAT_SIZE];
    (void)state;

    assert_string_equal(format_day_near(LANGUAGE_ZH, "2026-09-17", "2026-09-17", buffer), "今天");
    assert_string_equal(format_day_near(LANGUAGE_UG, "2026-08-31", "2026-09-01", buffer), "تۈنۈگۈن");
    assert_string_equal(format_day_near(LANGUAGE_EN, "2026-09-18", "2026-09-17", buffer), "tomorrow");
    assert_string_equal(format_day_near(LANGUAGE_ZH, "2026-09-30", "2026-09-17", buffer), "9-30");
    assert_string_equal(format_day_near(LANGUAGE_ZH, "2025-09-30", "2026-09-17", buffer), "2025-09-30");
}

static void what_is_no_day_stays_as_it_is(void **state)
{
    static const char *const others[] = {"", "2026-02-30", "2026-09", "soon", "2026-09-17x"};
    char buffer[FORMAT_SIZE];
    (void)state;

    for (size_t i = 0; i < COUNT(others); i++)
        assert_string_equal(format_day(LANGUAGE_ZH, others[i], buffer), others[i]);
}

static void a_missing_name_is_taken_from_the_other_language(void **state)
{
    (void)state;

    assert_string_equal(format_name(LANGUAGE_UG, "李示例", ""), "李示例");
    assert_string_equal(format_name(LANGUAGE_UG, "阿依古丽", "ئايگۈل"), "ئايگۈل");
    assert_string_equal(format_name(LANGUAGE_ZH, "", "ئايگۈل"), "ئايگۈل");
}

static void numbers_are_hidden_in_the_middle(void **state)
{
    char buffer[FORMAT_SIZE];
    (void)state;

    assert_string_equal(format_masked("659900201305170011", buffer), "659900********0011");
    assert_string_equal(format_masked("13900000011", buffer), "139****0011");
    assert_string_equal(format_masked("4512345", buffer), "*******");
    assert_string_equal(format_masked("", buffer), "");
    assert_string_equal(format_masked("电话不详", buffer), "************");
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        cmocka_unit_test(days_carry_their_weekday),
        cmocka_unit_test(documents_have_the_long_form),
        cmocka_unit_test(near_days_are_short),
        cmocka_unit_test(what_is_no_day_stays_as_it_is),
        cmocka_unit_test(a_missing_name_is_taken_from_the_other_language),
        cmocka_unit_test(numbers_are_hidden_in_the_middle),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("format", specs, NULL, NULL) : 1;
}
