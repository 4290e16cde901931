#include "tests/support/fixture.h"
#include "tests/support/seen.h"

#include "i18n/catalogue.h"
#include "i18n/layout.h"
#include "i18n/rows/plain.h"
#include "i18n/rows/width.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    WIDTH = 80,
    LINES_MOST = 200
};

static const char *plain(const char *text)
{
    return seen(text, DIRECTION_LTR, LAYOUT_ASCII, WIDTH);
}

static void letters_with_marks_are_their_base_letters(void **state)
{
    (void)state;

    assert_string_equal(plain("ā á ǎ à ō ē ī ū ǖ ǘ ǚ ǜ ü ê ń"), "a a a a o e i u u u u u u e n");
    assert_string_equal(plain("É Ö ö ë Ø đ ɡ ɑ"), "E O o e O d g a");
    assert_string_equal(plain("e\u0301"), "e");
}

static void signs_are_what_reads_like_them(void **state)
{
    (void)state;

    assert_string_equal(plain("买·提—“a” ‘b’…"), "买.提-\"a\" 'b'~");
    assert_string_equal(plain("← → ↑ ↓ › ‹ × ÷ √ ① ²"), "< > ^ v > < x / v 1 2");
    assert_string_equal(plain("┌─┬━┐│├┼┤└┴┘╔═╗║"), "+-+-+|+++++++=+|");
    assert_string_equal(plain("● ○ ■ □ ▲ ▼ ★ ※ § 5°"), "* o # # ^ v * * S 5o");
}

static void what_has_no_stand_in_is_one_question_mark(void **state)
{
    (void)state;

    assert_string_equal(plain("Ж я Ω ⑩ ℡ ≥ ½ ♀"), "? ? ? ? ? ? ? ?");
    assert_string_equal(plain("й"), "?");
}

static void what_has_the_same_width_everywhere_stays(void **state)
{
    (void)state;

    assert_string_equal(plain("«中»，。～？ ｱ"), "«中»，。～？ ｱ");
    assert_string_equal(plain("سا"), "\uFE8E\uFEB3");
}

static void nothing_of_ambiguous_width_is_left_and_nothing_changes_its_columns(void **state)
{
    (void)state;

    for (int32_t character = 0; character < 0x110000; character++)
        if (width_of(character) > 0) {
            assert_false(width_ambiguous(plain_of(character)));
            assert_int_equal(width_of(plain_of(character)), width_of(character));
        }
}

static int question_marks(const char *text, size_t length)
{
    int count = 0;
    for (size_t i = 0; i < length; i++)
        count += text[i] == '?';
    return count;
}

/* Lays one line out; an arrow, a dot or a quote that turned into '?' was forgotten. */
static void assert_readable(const char *text, size_t length)
{
    struct glyph glyphs[WIDTH];
    int seen = 0;
    size_t count = layout(text, length, DIRECTION_AUTO, LAYOUT_ASCII, WIDTH, glyphs, NULL);
    for (size_t i = 0; i < count; i++)
        seen += strcmp(glyphs[i].text, "?") == 0;
    if (seen != question_marks(text, length))
        fail_msg("shown with '?': %.*s", (int)length, text);
}

static void assert_text_readable(const char *text, size_t length)
{
    size_t begins[LINES_MOST + 1];
    size_t count = layout_lines(text, length, LAYOUT_ASCII, WIDTH, begins, LINES_MOST);
    assert_in_range(count, 1, LINES_MOST);
    begins[count] = length;
    for (size_t i = 0; i < count; i++)
        assert_readable(text + begins[i], begins[i + 1] - begins[i]);
}

/* Every line of a file of the sources; returns how many there were. */
static int assert_file_readable(const char *name)
{
    char path[500], *line = NULL;
    size_t room = 0;
    int lines = 0;
    snprintf(path, sizeof path, "%s/%s", getenv("SOURCES"), name);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    for (ssize_t length; (length = getline(&line, &room, file)) > 0; lines++)
        assert_text_readable(line, (size_t)length);
    free(line);
    fclose(file);
    return lines;
}

static void every_text_of_the_program_reads_without_ambiguous_signs(void **state)
{
    static const char *const files[] = {
        "i18n/messages/zh.txt",
        "i18n/messages/ug.txt",
        "i18n/messages/en.txt",
        "core/policies/hutubi.yaml",
        "core/demo/names.txt",
        "forms/definitions/persuasion.yaml",
        "forms/definitions/retention_plan.yaml",
        "forms/definitions/return_report.yaml",
    };
    (void)state;

    for (size_t i = 0; i < COUNT(files); i++)
        assert_true(assert_file_readable(files[i]) > 10);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        cmocka_unit_test(letters_with_marks_are_their_base_letters),
        cmocka_unit_test(signs_are_what_reads_like_them),
        cmocka_unit_test(what_has_no_stand_in_is_one_question_mark),
        cmocka_unit_test(what_has_the_same_width_everywhere_stays),
        cmocka_unit_test(nothing_of_ambiguous_width_is_left_and_nothing_changes_its_columns),
        cmocka_unit_test(every_text_of_the_program_reads_without_ambiguous_signs),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("plain", specs, NULL, NULL) : 1;
}
