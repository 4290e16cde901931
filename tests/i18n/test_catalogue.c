#include "tests/support/fixture.h"

#include "i18n/catalogue.h"

#include <string.h>

static void every_language_has_its_own_words(void **state)
{
    (void)state;

    assert_string_equal(message(LANGUAGE_ZH, "denied"), "您的岗位不能做这件事");
    assert_string_equal(message(LANGUAGE_UG, "denied"), "ۋەزىپىڭىز بۇ ئىشقا يەتمەيدۇ");
    assert_string_equal(message(LANGUAGE_EN, "denied"), "Your post may not do this");
}

static void an_unknown_key_shows_itself(void **state)
{
    (void)state;

    assert_string_equal(message(LANGUAGE_UG, "no.such.key"), "no.such.key");
    assert_false(message_exists("no.such.key"));
    assert_true(message_exists("denied"));
}

static void arguments_stand_in_isolates(void **state)
{
    char text[64];
    (void)state;

    size_t needed = message_format(LANGUAGE_EN, "{1}-{0}", (const char *const[]){"a", "b"}, 2, text,
                                   sizeof text);

    assert_string_equal(text, "\u2068b\u2069-\u2068a\u2069");
    assert_int_equal(needed, strlen(text));
}

static void what_was_put_together_from_parts_goes_the_way_of_the_language(void **state)
{
    const char *const parts[] = {"\u2068one\u2069 \u2068two\u2069"};
    char zh[160], ug[160];
    (void)state;

    message_format(LANGUAGE_ZH, "route.missing", parts, 1, zh, sizeof zh);
    message_format(LANGUAGE_UG, "route.missing", parts, 1, ug, sizeof ug);

    assert_non_null(strstr(zh, "\u2068\u2068one"));
    assert_non_null(strstr(ug, "\u2067\u2068one"));
}

static void a_missing_argument_is_empty(void **state)
{
    char text[64];
    (void)state;

    message_format(LANGUAGE_EN, "{0}|{7}", (const char *const[]){"a"}, 1, text, sizeof text);

    assert_string_equal(text, "\u2068a\u2069|\u2068\u2069");
}

static void a_small_buffer_ends_between_characters(void **state)
{
    char text[9];
    (void)state;

    size_t needed = message_format(LANGUAGE_ZH, "denied", NULL, 0, text, sizeof text);

    assert_string_equal(text, "您的");
    assert_int_equal(needed, strlen(message(LANGUAGE_ZH, "denied")));
    assert_int_equal(message_format(LANGUAGE_ZH, "denied", NULL, 0, NULL, 0), needed);
}

static void a_brace_that_is_no_placeholder_stays(void **state)
{
    char text[16];
    (void)state;

    message_format(LANGUAGE_EN, "{x}{{", NULL, 0, text, sizeof text);

    assert_string_equal(text, "{x}{{");
}

static void a_number_without_plural_forms_takes_the_one_text(void **state)
{
    char text[32];
    (void)state;

    message_count(LANGUAGE_UG, "{0}/{1}", 3, (const char *const[]){"x"}, 1, text, sizeof text);

    assert_string_equal(text, "\u20683\u2069/\u2068x\u2069");
}

static void languages_have_codes_and_directions(void **state)
{
    enum language language = LANGUAGE_EN;
    (void)state;

    assert_true(language_find("ug", &language));
    assert_int_equal(language, LANGUAGE_UG);
    assert_false(language_find("fr", &language));
    assert_string_equal(language_code(LANGUAGE_ZH), "zh");
    assert_true(language_rtl(LANGUAGE_UG));
    assert_false(language_rtl(LANGUAGE_ZH));
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        cmocka_unit_test(every_language_has_its_own_words),
        cmocka_unit_test(an_unknown_key_shows_itself),
        cmocka_unit_test(arguments_stand_in_isolates),
        cmocka_unit_test(what_was_put_together_from_parts_goes_the_way_of_the_language),
        cmocka_unit_test(a_missing_argument_is_empty),
        cmocka_unit_test(a_small_buffer_ends_between_characters),
        cmocka_unit_test(a_brace_that_is_no_placeholder_stays),
        cmocka_unit_test(a_number_without_plural_forms_takes_the_one_text),
        cmocka_unit_test(languages_have_codes_and_directions),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("catalogue", specs, NULL, NULL) : 1;
}
