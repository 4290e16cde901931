#include "tests/support/fixture.h"

#include "i18n/catalogue.h"
#include "i18n/text.h"

#include <string.h>

static const char *cleaned(const char *text, bool lines)
{
    static char buffer[256];
    text_clean(text, strlen(text), lines, buffer, sizeof buffer);
    return buffer;
}

static void broken_sequences_are_not_valid(void **state)
{
    (void)state;

    assert_true(text_valid("李 ئا a", strlen("李 ئا a")));
    assert_false(text_valid("\xC0\xAF", 2));
    assert_false(text_valid("\xED\xA0\x80", 3));
    assert_false(text_valid("\xE6\x9D", 2));
}

static void what_is_kept_is_letters_in_logical_order(void **state)
{
    (void)state;

    assert_string_equal(cleaned("\uFEE3\uFEEA\uFEDB\uFE98\uFEEA\uFB56", false), "مەكتەپ");
    assert_string_equal(cleaned("كىـــتاب", false), "كىتاب");
    assert_string_equal(cleaned("\uFEFB", false), "لا");
    assert_string_equal(cleaned("e\u0301", false), "\u00E9");
}

static void what_cannot_be_seen_is_left_out(void **state)
{
    (void)state;

    assert_string_equal(cleaned("a\x1b[1m\u202E\u200B\u2066b\uFEFF\x7f", false), "a[1mb");
    assert_string_equal(cleaned("a\xff\xfe\uE000z", false), "az");
}

static void spaces_are_single_and_never_at_the_ends(void **state)
{
    (void)state;

    assert_string_equal(cleaned("  李\u3000\u00A0 示例\t\r\n", false), "李 示例");
    assert_string_equal(cleaned("", false), "");
}

static void line_breaks_stay_where_lines_are_wanted(void **state)
{
    (void)state;

    assert_string_equal(cleaned("a\r\n\r\nb\rc  d\n", true), "a\n\nb\nc  d");
    assert_string_equal(cleaned("a\r\nb", false), "a b");
}

static void a_small_buffer_ends_between_characters(void **state)
{
    char buffer[5];
    (void)state;

    size_t needed = text_clean("李示例", 9, false, buffer, sizeof buffer);

    assert_int_equal(needed, 9);
    assert_string_equal(buffer, "李");
    assert_int_equal(text_clean("李示例", 9, false, NULL, 0), 9);
}

static void steps_go_by_what_people_call_a_character(void **state)
{
    const char *text = "李e\u0301\u2068لا";
    size_t length = strlen(text);
    (void)state;

    assert_int_equal(text_next(text, length, 0), 3);
    assert_int_equal(text_next(text, length, 3), 6);
    assert_int_equal(text_previous(text, length, 6), 3);
    assert_int_equal(text_previous(text, length, 0), 0);
    assert_int_equal(text_next(text, length, length), length);
    assert_int_equal(text_count(text, length), 5);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        cmocka_unit_test(broken_sequences_are_not_valid),
        cmocka_unit_test(what_is_kept_is_letters_in_logical_order),
        cmocka_unit_test(what_cannot_be_seen_is_left_out),
        cmocka_unit_test(spaces_are_single_and_never_at_the_ends),
        cmocka_unit_test(line_breaks_stay_where_lines_are_wanted),
        cmocka_unit_test(a_small_buffer_ends_between_characters),
        cmocka_unit_test(steps_go_by_what_people_call_a_character),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("text", specs, NULL, NULL) : 1;
}
