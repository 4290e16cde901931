#include "tests/support/fixture.h"
#include "tests/support/seen.h"

#include "i18n/catalogue.h"
#include "i18n/layout.h"
#include "i18n/rows/width.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

enum {
    LINES_MOST = 200
};

static void numbers_keep_their_order_among_uyghur(void **state)
{
    (void)state;

    assert_string_equal(seen("2-س", DIRECTION_RTL, 0, 20), "\uFEB1-2");
    assert_string_equal(seen("س \u20682012-05-17\u2069", DIRECTION_RTL, 0, 20), "2012-05-17 \uFEB1");
    assert_string_equal(seen("(س) 12", DIRECTION_RTL, 0, 20), "12 (\uFEB1)");
}

static void chinese_and_uyghur_stand_side_by_side(void **state)
{
    (void)state;

    assert_string_equal(seen("李示例 سا", DIRECTION_LTR, 0, 20), "李示例 \uFE8E\uFEB3");
    assert_string_equal(seen("李示例 سا", DIRECTION_RTL, 0, 20), "\uFE8E\uFEB3 李示例");
    assert_string_equal(seen("سا: 李", DIRECTION_AUTO, 0, 20), "李 :\uFE8E\uFEB3");
    assert_string_equal(seen("\u2068سا\u2069: 李", DIRECTION_AUTO, 0, 20), "\uFE8E\uFEB3: 李");
}

static void a_row_from_left_to_right_is_in_the_order_of_its_text(void **state)
{
    struct glyph glyphs[30];
    const char *text = "\u2068李示例\u2069 (2) \u2066a-1\u2069";
    (void)state;

    size_t count = layout(text, strlen(text), DIRECTION_AUTO, 0, 30, glyphs, NULL);

    assert_int_equal(count, 11);
    for (size_t i = 1; i < count; i++)
        assert_true(glyphs[i].begin >= glyphs[i - 1].end && !glyphs[i].rtl);
    assert_string_equal(seen("a\u20671 2\u2069", DIRECTION_LTR, 0, 20), "a2 1");
    assert_string_equal(seen("1\u200F 2", DIRECTION_LTR, 0, 20), "12 ");
}

static void what_does_not_fit_ends_in_a_cut_mark(void **state)
{
    (void)state;

    assert_string_equal(seen("阿依古丽·买买提", DIRECTION_LTR, 0, 8), "阿依古~");
    assert_string_equal(seen("abcdef", DIRECTION_LTR, 0, 4), "abc~");
    assert_string_equal(seen("abcdef", DIRECTION_LTR, LAYOUT_CUT_START, 4), "~def");
    assert_string_equal(seen("abcd", DIRECTION_LTR, 0, 4), "abcd");
    assert_string_equal(seen("abcd", DIRECTION_LTR, 0, 1), "~");
    assert_string_equal(seen("abcd", DIRECTION_LTR, 0, 0), "");
}

static void spaces_at_the_end_are_cut_silently(void **state)
{
    (void)state;

    assert_string_equal(seen("abcd  \n", DIRECTION_LTR, 0, 4), "abcd");
}

static void nothing_that_drives_a_terminal_is_in_a_glyph(void **state)
{
    (void)state;

    assert_string_equal(seen("a\x1b[31mb", DIRECTION_LTR, 0, 20), "a?[31mb");
    assert_string_equal(seen("a\u202E\u200B\u2066b\u2069\u0301", DIRECTION_LTR, 0, 20), "ab");
    assert_string_equal(seen("a\nb\tc", DIRECTION_LTR, 0, 20), "a b c");
    assert_string_equal(seen("\xff\xc0x\U0001F600\uE000", DIRECTION_LTR, 0, 20), "??x??");
}

/* Whether layout keeps all bytes of a text in one cell that shows '?'. */
static bool is_one_question_mark(const char *text)
{
    struct glyph glyphs[20];
    size_t count = layout(text, strlen(text), DIRECTION_LTR, 0, 20, glyphs, NULL);
    return count == 1 && strcmp(glyphs[0].text, "?") == 0 && glyphs[0].width == 1
        && glyphs[0].begin == 0 && glyphs[0].end == strlen(text);
}

static void what_terminals_measure_differently_is_one_question_mark(void **state)
{
    static const char *const texts[] = {
        "\U0001F600",                                 /* emoji */
        "\U0001F600\uFE0F",                           /* with its selector */
        "\U0001F468\u200D\U0001F469\u200D\U0001F467", /* a family */
        "\U0001F469\U0001F3FD\uFE0F\u200D\U0001F680", /* with a colour of skin */
        "\u1161",                                     /* Hangul vowel and final */
        "\u11A8",
        "\uFFA0",
        "\u115F",
        "\u0378", /* unassigned */
        "\U000E0080",
        "\uE000", /* private use */
        "\U0010FFFD",
        "\xc2\x85", /* a control beyond ASCII */
        "\u2028",
        "\x7f",
        "\xc3", /* half a sequence */
    };
    (void)state;

    for (size_t i = 0; i < COUNT(texts); i++)
        if (!is_one_question_mark(texts[i]))
            fail_msg("text %zu is %s", i, seen(texts[i], DIRECTION_LTR, 0, 20));
    assert_string_equal(seen("\U0001F600\U0001F601", DIRECTION_LTR, 0, 20), "??");
    assert_string_equal(seen("☎\uFE0F中\uFE0E", DIRECTION_LTR, 0, 20), "☎中");
}

static void ambiguous_signs_degrade_when_asked(void **state)
{
    (void)state;

    assert_string_equal(seen("买·提—“a”", DIRECTION_LTR, LAYOUT_ASCII, 20), "买.提-\"a\"");
}

static void a_row_of_marks_alone_is_empty(void **state)
{
    static char marks[6000];
    struct glyph glyphs[4];
    (void)state;

    for (size_t i = 0; i + 2 < sizeof marks; i += 2)
        memcpy(marks + i, "\u0301", 2);
    size_t count = layout(marks, strlen(marks), DIRECTION_LTR, 0, 4, glyphs, NULL);

    assert_int_equal(count, 0);
}

/* ncurses measures with wcwidth(): one disagreement shifts the rest of a row. */
static void widths_agree_with_wcwidth(void **state)
{
    (void)state;
    assert_non_null(setlocale(LC_CTYPE, "C.UTF-8"));

    for (int32_t character = 0; character < 0x110000; character++)
        if (width_of(character) > 0)
            assert_int_equal(width_of(character), wcwidth((wchar_t)character));
}

static void assert_lines(const char *text, int width, const size_t *wanted, size_t count)
{
    size_t begins[8] = {0};
    assert_int_equal(layout_lines(text, strlen(text), 0, width, begins, COUNT(begins)), count);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(begins[i], wanted[i]);
}

static void lines_break_between_words(void **state)
{
    (void)state;

    assert_lines("one two three", 7, (const size_t[]){0, 8}, 2);
    assert_lines("one two three", 8, (const size_t[]){0, 8}, 2);
    assert_lines("上门，父亲在家。", 8, (const size_t[]){0, 12}, 2);
    assert_lines("abcdefghij", 4, (const size_t[]){0, 4, 8}, 3);
    assert_lines("", 4, (const size_t[]){0}, 1);
}

static void newlines_always_begin_a_line(void **state)
{
    (void)state;

    assert_lines("a\n\nb", 10, (const size_t[]){0, 2, 3}, 3);
    assert_lines("a\n", 10, (const size_t[]){0, 2}, 2);
}

static void a_width_too_small_for_any_character_still_ends(void **state)
{
    (void)state;

    assert_lines("中文", 1, (const size_t[]){0, 3}, 2);
}

/* No line is wider than width but for one character that does not fit, and none ends in "1-". */
static void assert_line(const char *text, size_t begin, size_t end, int width)
{
    size_t seen_end = end;
    while (seen_end > begin && strchr(" \n", text[seen_end - 1]))
        seen_end--;
    int columns = layout_columns(text + begin, seen_end - begin, 0);
    if (columns > width && !(width == 1 && columns == 2 && seen_end - begin == 3))
        fail_msg("%d columns in %d: %.*s", columns, width, (int)(end - begin), text + begin);
    bool ordinal = seen_end - begin > 2 && text[seen_end - 1] == '-' && text[seen_end - 2] < 'A';
    if (ordinal && width >= 20)
        fail_msg("cut from its word: %.*s", (int)(end - begin), text + begin);
}

static void assert_whole_lines(const char *text, int width)
{
    size_t begins[LINES_MOST + 1], length = strlen(text);
    size_t count = layout_lines(text, length, 0, width, begins, LINES_MOST);
    assert_in_range(count, 1, LINES_MOST);
    begins[count] = length;
    assert_int_equal(begins[0], 0);
    for (size_t i = 0; i < count; i++) {
        assert_true(begins[i] < begins[i + 1]);
        assert_line(text, begins[i], begins[i + 1], width);
    }
}

static void lines_are_the_whole_text_and_none_is_too_wide(void **state)
{
    static const char *const texts[] = {
        "1-ئورتا مەكتەپنىڭ 3-سىنىپىدىكى ئوقۇغۇچى 张伟 2026-09-14 كۈنى 7-سائەتتە مەكتەپكە كەلمىدى.",
        "上门，父亲在家，说孩子（阿依古丽·买买提）去了外地；电话0991-2345678，2-سىنىپ ئوقۇغۇچىسى。",
        "ئوقۇغۇچىلىرىمىزنىڭكىلەردىنمۇئوقۇغۇچىلىرىمىزنىڭكىلەردىنمۇ 1-2-3-سىنىپ  لالالالالالالالا",
        "one two\n\nthree \u2068ئىككى\u2069 12-بەت https://example.org/a/very/long/path?query=1\n中",
        "e\u0301\u0302 中\u0301 ب\u064Eا\u064E \U0001F468\u200D\U0001F469 ل\u064Eا \xff\xfe",
    };
    (void)state;

    for (size_t i = 0; i < COUNT(texts); i++)
        for (int width = 1; width <= 80; width++)
            assert_whole_lines(texts[i], width);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        cmocka_unit_test(numbers_keep_their_order_among_uyghur),
        cmocka_unit_test(chinese_and_uyghur_stand_side_by_side),
        cmocka_unit_test(a_row_from_left_to_right_is_in_the_order_of_its_text),
        cmocka_unit_test(what_does_not_fit_ends_in_a_cut_mark),
        cmocka_unit_test(spaces_at_the_end_are_cut_silently),
        cmocka_unit_test(nothing_that_drives_a_terminal_is_in_a_glyph),
        cmocka_unit_test(what_terminals_measure_differently_is_one_question_mark),
        cmocka_unit_test(ambiguous_signs_degrade_when_asked),
        cmocka_unit_test(a_row_of_marks_alone_is_empty),
        cmocka_unit_test(widths_agree_with_wcwidth),
        cmocka_unit_test(lines_break_between_words),
        cmocka_unit_test(newlines_always_begin_a_line),
        cmocka_unit_test(lines_are_the_whole_text_and_none_is_too_wide),
        cmocka_unit_test(a_width_too_small_for_any_character_still_ends),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("layout", specs, NULL, NULL) : 1;
}
