#include "tests/support/fixture.h"
#include "tests/support/seen.h"

#include "i18n/catalogue.h"
#include "i18n/layout.h"
#include "i18n/uly.h"

#include <string.h>

enum {
    WIDTH = 100,
    LINES_MOST = 100
};

static const char *const sentences[] = {
    "ئاتا-ئانىسى ئۆيدە، بالىسى كېلەر دۈشەنبە مەكتەپكە كېلىدۇ.",
    "«ئۆيگە زىيارەت» نەتىجىسى: ئوقۇغۇچى (2)، مائارىپ ئىدارىسى؟",
    "3-سىنىپ · 张伟 · 0991-2345678 · 2026-09-14",
    "نەغمە نگ نغ سھ زھ گھ ژۇرنال چوڭ ئائىلە ئېئىتقان لالە",
};

static const char *latin(const char *text, enum direction direction, unsigned flags, int width)
{
    return seen(text, direction, flags | LAYOUT_LATIN, width);
}

static void uyghur_reads_from_left_to_right_in_latin_letters(void **state)
{
    (void)state;

    for (enum direction direction = DIRECTION_LTR; direction <= DIRECTION_AUTO; direction++) {
        assert_string_equal(latin("3-سىنىپ ئوقۇغۇچىسى (2)، 张伟", direction, 0, WIDTH),
                            "3-sinip oqughuchisi (2), 张伟");
        assert_string_equal(latin("«ئۆي» \u2067ئالتە\u2069 \u2068يەتتە\u2069", direction, 0, WIDTH),
                            "«öy» alte yette");
    }
    assert_false(layout_rtl("سا", 4, DIRECTION_RTL, LAYOUT_LATIN));
    assert_true(layout_rtl("سا", 4, DIRECTION_RTL, 0));
}

static void a_row_is_spelt_as_its_text_is(void **state)
{
    char spelt[500];
    (void)state;

    for (size_t i = 0; i < COUNT(sentences); i++) {
        uly_of_uyghur(ULY_LATIN, sentences[i], strlen(sentences[i]), spelt, sizeof spelt);
        assert_string_equal(latin(sentences[i], DIRECTION_RTL, 0, WIDTH), spelt);
    }
}

static void ascii_terminals_have_the_ascii_spelling(void **state)
{
    (void)state;

    assert_string_equal(latin("«ئۆي» كۈن ئېتىز é", DIRECTION_RTL, LAYOUT_ASCII, WIDTH),
                        "\"oey\" kuen e'tiz e");
    assert_string_equal(latin("كۈن é", DIRECTION_RTL, 0, WIDTH), "kün é");
}

static void what_is_arabic_but_not_uyghur_is_a_question_mark_and_a_digit_a_digit(void **state)
{
    (void)state;

    assert_string_equal(latin("ح ١٢ ۳ ﷲ \u064Eب", DIRECTION_RTL, 0, WIDTH), "? 12 3 ? b");
}

static void both_cells_of_a_letter_have_its_bytes_and_a_silent_seat_is_in_the_next(void **state)
{
    static const uint32_t begins[] = {0, 4, 4, 6, 8, 10}, ends[] = {4, 6, 6, 8, 10, 12};
    struct glyph glyphs[WIDTH];
    (void)state;

    /* The hamza seat, alef, che, two letters, the end. */
    size_t count = layout("ئاچمەن", 12, DIRECTION_RTL, LAYOUT_LATIN, WIDTH, glyphs, NULL);

    assert_int_equal(count, COUNT(begins));
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(glyphs[i].begin, begins[i]);
        assert_int_equal(glyphs[i].end, ends[i]);
    }
}

static void columns_count_latin_letters(void **state)
{
    (void)state;

    assert_int_equal(layout_columns("چوڭ", 6, LAYOUT_LATIN), 5);
    assert_int_equal(layout_columns("ئۆي", 6, LAYOUT_LATIN), 2);
    assert_int_equal(layout_columns("ئۆي", 6, LAYOUT_LATIN | LAYOUT_ASCII), 3);
    assert_int_equal(layout_columns("لا", 4, LAYOUT_LATIN), 2);
}

static void a_cut_never_parts_the_letters_of_one(void **state)
{
    (void)state;

    assert_string_equal(latin("ئوچاق", DIRECTION_RTL, 0, 5), "ochaq");
    assert_string_equal(latin("ئوچاق", DIRECTION_RTL, 0, 4), "och~");
    assert_string_equal(latin("ئوچاق", DIRECTION_RTL, 0, 3), "o~");
    assert_string_equal(latin("ئوچاق", DIRECTION_RTL, LAYOUT_CUT_START, 4), "~aq");
    assert_string_equal(latin("چوڭ", DIRECTION_RTL, LAYOUT_CUT_START, 4), "~ong");
}

/* Each cell begins where the one before ends, or shows a further part of the same letter. */
static void assert_covered(const char *text, unsigned flags, int width)
{
    struct glyph glyphs[WIDTH];
    int columns = 0;
    size_t count = layout(text, strlen(text), DIRECTION_RTL, flags, width, glyphs, &columns);
    assert_true(columns <= width);
    for (size_t i = 1; i < count; i++) {
        bool next = glyphs[i].begin == glyphs[i - 1].end;
        bool same = glyphs[i].begin == glyphs[i - 1].begin && glyphs[i].end == glyphs[i - 1].end;
        assert_true(next || same);
    }
}

static void every_byte_belongs_to_a_cell_at_every_width(void **state)
{
    (void)state;

    for (size_t i = 0; i < COUNT(sentences); i++)
        for (int width = 1; width <= 80; width++) {
            assert_covered(sentences[i], LAYOUT_LATIN, width);
            assert_covered(sentences[i], LAYOUT_LATIN | LAYOUT_CUT_START, width);
            assert_covered(sentences[i], LAYOUT_LATIN | LAYOUT_ASCII, width);
        }
}

static void lines_count_latin_letters(void **state)
{
    size_t begins[LINES_MOST + 1];
    const unsigned flags = LAYOUT_LATIN | LAYOUT_ASCII;
    (void)state;

    for (size_t i = 0; i < COUNT(sentences); i++)
        for (int width = 3; width <= 80; width++) {
            const char *text = sentences[i];
            size_t length = strlen(text);
            size_t count = layout_lines(text, length, flags, width, begins, LINES_MOST);
            begins[count] = length;
            for (size_t k = 0; k < count; k++) {
                size_t end = begins[k + 1];
                while (end > begins[k] && text[end - 1] == ' ')
                    end--;
                assert_true(layout_columns(text + begins[k], end - begins[k], flags) <= width);
            }
        }
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        cmocka_unit_test(uyghur_reads_from_left_to_right_in_latin_letters),
        cmocka_unit_test(a_row_is_spelt_as_its_text_is),
        cmocka_unit_test(ascii_terminals_have_the_ascii_spelling),
        cmocka_unit_test(what_is_arabic_but_not_uyghur_is_a_question_mark_and_a_digit_a_digit),
        cmocka_unit_test(both_cells_of_a_letter_have_its_bytes_and_a_silent_seat_is_in_the_next),
        cmocka_unit_test(columns_count_latin_letters),
        cmocka_unit_test(a_cut_never_parts_the_letters_of_one),
        cmocka_unit_test(every_byte_belongs_to_a_cell_at_every_width),
        cmocka_unit_test(lines_count_latin_letters),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("latin", specs, NULL, NULL) : 1;
}
