#include "i18n/catalogue.h"
#include "tests/support/fixture.h"
#include "tui/widget.h"

#include <string.h>

static struct text *typed(struct fixture *f, const char *value, unsigned flags)
{
    struct text *text = arena_new(&f->arena, struct text);
    text_begin(text, &f->arena, value, flags);
    return text;
}

static const struct visit from_left = {.language = LANGUAGE_ZH}, from_right = {.language = LANGUAGE_UG};

static void press(struct text *text, enum press press, int times, bool rtl)
{
    struct key key = {.press = press};
    while (times-- > 0)
        text_key(rtl ? &from_right : &from_left, text, &key);
}

static void type(struct text *text, const char *character)
{
    struct key key = {.press = PRESS_TEXT};
    memcpy(key.text, character, strlen(character));
    text_key(&from_left, text, &key);
}

static void paste(struct text *text, const char *bytes)
{
    struct key key = {.press = PRESS_PASTE, .paste = bytes, .length = strlen(bytes)};
    text_key(&from_left, text, &key);
}

static void letters_are_put_in_at_the_caret(void **state)
{
    struct fixture *f = *state;
    struct text *text = typed(f, "李示", 0);

    press(text, PRESS_LEFT, 1, false);
    type(text, "明");
    type(text, " ");

    assert_string_equal(text->bytes, "李明 示");
    assert_true(text->changed);
}

static void a_long_text_keeps_growing_up_to_its_limit(void **state)
{
    struct fixture *f = *state;
    struct text *text = typed(f, "", 0);

    for (int i = 0; i < 300; i++)
        type(text, "示");

    assert_int_equal(text->length, TEXT_LINE_MOST / 3 * 3);
}

static void left_goes_left_in_uyghur_too(void **state)
{
    struct fixture *f = *state;
    struct text *text = typed(f, "ئالما", 0);

    press(text, PRESS_HOME, 1, true);
    assert_int_equal(text->caret, 0);
    press(text, PRESS_LEFT, 1, true);
    assert_int_equal(text->caret, strlen("ئ"));
    press(text, PRESS_RIGHT, 1, true);

    assert_int_equal(text->caret, 0);
}

static void the_caret_reaches_both_ends_of_a_mixed_text(void **state)
{
    struct fixture *f = *state;
    struct text *text = typed(f, "ab ئا", 0);

    press(text, PRESS_LEFT, 9, false);
    assert_int_equal(text->caret, 0);
    press(text, PRESS_RIGHT, 9, false);

    assert_int_equal(text->caret, text->length);
}

static void a_paste_comes_in_clean_and_at_once(void **state)
{
    struct fixture *f = *state;
    struct text *line = typed(f, "", 0), *lines = typed(f, "", TEXT_LINES);

    paste(line, "a\033[31mb\r\nc\xe2\x80\xae");
    paste(lines, "one\ntwo");

    assert_null(strchr(line->bytes, '\033'));
    assert_null(strchr(line->bytes, '\n'));
    assert_null(strstr(line->bytes, "\xe2\x80\xae"));
    assert_string_equal(lines->bytes, "one\ntwo");
}

static void take_back(struct text *text)
{
    struct key key = key_of(CONTROL('z'));
    assert_true(text_key(&from_left, text, &key));
}

static void a_paste_is_one_step_to_take_back(void **state)
{
    struct fixture *f = *state;
    struct text *text = typed(f, "示", 0);

    paste(text, "one");
    paste(text, "two");
    take_back(text);
    assert_string_equal(text->bytes, "示one");
    take_back(text);

    assert_string_equal(text->bytes, "示");
    assert_int_equal(text->caret, text->length);
    assert_true(text->changed);
}

static void a_word_is_one_step_and_ends_where_one_moves(void **state)
{
    struct fixture *f = *state;
    struct text *text = typed(f, "", 0);

    type(text, "a");
    type(text, "b");
    press(text, PRESS_LEFT, 1, false);
    type(text, "c");
    press(text, PRESS_BACKSPACE, 2, false);
    assert_string_equal(text->bytes, "b");
    take_back(text);
    assert_string_equal(text->bytes, "acb");
    take_back(text);
    assert_string_equal(text->bytes, "ab");
    take_back(text);

    assert_string_equal(text->bytes, "");
    take_back(text);
    assert_string_equal(text->bytes, "");
}

static void only_the_last_steps_can_be_taken_back(void **state)
{
    struct fixture *f = *state;
    struct text *text = typed(f, "", 0);

    for (int i = 0; i < TEXT_PAST_MOST + 3; i++)
        paste(text, "示");
    for (int i = 0; i < TEXT_PAST_MOST + 3; i++)
        take_back(text);

    assert_string_equal(text->bytes, "示示示");
}

static void a_password_is_not_kept_to_be_taken_back(void **state)
{
    struct fixture *f = *state;
    struct text *text = typed(f, "abc", TEXT_SECRET);

    press(text, PRESS_BACKSPACE, 3, false);
    take_back(text);

    assert_string_equal(text->bytes, "");
}

static void a_form_of_a_letter_is_typed_as_the_letter(void **state)
{
    struct fixture *f = *state;
    struct text *text = typed(f, "", 0);

    type(text, "ﺑ");
    type(text, "ﻼ");

    assert_string_equal(text->bytes, "بلا");
}

static void keys_that_lead_elsewhere_are_left_alone(void **state)
{
    struct fixture *f = *state;
    struct text *text = typed(f, "abc", 0);
    static const enum press presses[] = {PRESS_ENTER, PRESS_ESC, PRESS_TAB, PRESS_UP, PRESS_PAGE_DOWN};

    for (size_t i = 0; i < COUNT(presses); i++) {
        struct key key = {.press = presses[i]};
        assert_false(text_key(&from_left, text, &key));
    }
}

static void up_and_down_move_in_a_paragraph_and_leave_it_at_its_ends(void **state)
{
    struct fixture *f = *state;
    struct text *text = typed(f, "first\nsecond", TEXT_LINES);
    struct key up = {.press = PRESS_UP}, down = {.press = PRESS_DOWN};
    text->width = 20;

    assert_false(text_key(&from_left, text, &down));
    assert_true(text_key(&from_left, text, &up));
    assert_int_equal(text->caret, strlen("first"));
    assert_false(text_key(&from_left, text, &up));
    assert_true(text_key(&from_left, text, &down));

    assert_int_equal(text->caret, text->length);
}

/* --- Drawn --- */

static const char *draw(struct fixture *f, struct grid *grid, struct text *text, bool rtl,
                        bool focused)
{
    struct visit visit = {0};
    struct canvas canvas = canvas_new(&f->arena, grid, 2, 12, rtl);
    text_draw(&visit, &canvas, 0, 1, 10, 1, text, focused);
    arena_clear(&visit.frame);
    return canvas_row(&canvas, 0, &f->arena);
}

static const char *drawn(struct fixture *f, struct grid *grid, struct text *text, bool rtl)
{
    return draw(f, grid, text, rtl, true);
}

static void a_field_scrolls_to_its_caret_both_ways(void **state)
{
    struct fixture *f = *state;
    struct grid grid;
    struct text *text = typed(f, "0123456789abcdef", 0);

    assert_string_equal(drawn(f, &grid, text, false), " 789abcdef");
    assert_int_equal(grid.caret_column, 10);
    press(text, PRESS_HOME, 1, false);

    assert_string_equal(drawn(f, &grid, text, false), " 0123456789");
    assert_int_equal(grid.caret_column, 1);
}

/* In ASCII some letters are spelt with more signs than they have bytes. */
static void a_short_word_in_latin_letters_is_shown_whole(void **state)
{
    struct fixture *f = *state;
    struct grid grid;
    struct visit visit = {0};
    struct text *text = typed(f, "ېېې", 0);
    struct canvas canvas = canvas_new(&f->arena, &grid, 1, 12, false);
    grid.manner = LAYOUT_LATIN | LAYOUT_ASCII;

    text_draw(&visit, &canvas, 0, 1, 10, 1, text, false);

    assert_string_equal(canvas_row(&canvas, 0, &f->arena), " e''e''e'");
    arena_clear(&visit.frame);
}

static void a_uyghur_field_grows_to_the_left(void **state)
{
    struct fixture *f = *state;
    struct grid grid;
    struct text *text = typed(f, "بار", 0);

    assert_string_equal(drawn(f, &grid, text, true), "        ﺭﺎﺑ");
    assert_int_equal(grid.caret_column, 7);
    press(text, PRESS_HOME, 1, true);
    drawn(f, &grid, text, true);

    assert_int_equal(grid.caret_column, 10);
}

static void a_telephone_stands_beside_its_uyghur_label_until_one_types_in_it(void **state)
{
    struct fixture *f = *state;
    struct grid grid;
    struct text *text = typed(f, "139 001", 0);

    assert_string_equal(draw(f, &grid, text, true, false), "    139 001");
    assert_string_equal(drawn(f, &grid, text, true), " 139 001");
    assert_int_equal(grid.caret_column, 8);
    type(text, "1");

    assert_string_equal(drawn(f, &grid, text, true), " 139 0011");
    assert_int_equal(grid.caret_column, 9);
}

static void digits_begin_at_the_right_and_stay_there_when_letters_follow(void **state)
{
    struct fixture *f = *state;
    struct grid grid;
    struct text *text = typed(f, "", 0);

    drawn(f, &grid, text, true);
    assert_int_equal(grid.caret_column, 10);
    type(text, "7");
    assert_string_equal(drawn(f, &grid, text, true), "          7");
    type(text, "-");
    type(text, "ب");

    assert_string_equal(drawn(f, &grid, text, true), "        ﺏ-7");
}

static void the_caret_parts_its_own_lam_alef_alone(void **state)
{
    struct fixture *f = *state;
    struct grid grid;
    struct text *text = typed(f, "لالا", 0);

    assert_string_equal(drawn(f, &grid, text, true), "         ﻻﻻ");
    press(text, PRESS_RIGHT, 1, true);

    assert_string_equal(drawn(f, &grid, text, true), "        ﺎﻟﻻ");
    assert_int_equal(grid.caret_column, 8);
}

static void a_wrong_letter_of_lam_alef_is_mended_alone(void **state)
{
    struct fixture *f = *state;
    struct text *alef = typed(f, "بالا", 0), *lam = typed(f, "بالا", 0);

    press(alef, PRESS_BACKSPACE, 1, true);
    type(alef, "ە");
    press(lam, PRESS_RIGHT, 1, true);
    press(lam, PRESS_BACKSPACE, 1, true);
    type(lam, "م");

    assert_string_equal(alef->bytes, "بالە");
    assert_string_equal(lam->bytes, "باما");
}

static void with_the_uyghur_keyboard_a_chinese_field_begins_at_the_right(void **state)
{
    struct fixture *f = *state;
    struct grid grid;
    struct visit visit = {.keyboard = KEYBOARD_UYGHUR};
    struct text *text = typed(f, "", 0);
    struct canvas canvas = canvas_new(&f->arena, &grid, 1, 12, false);

    text_draw(&visit, &canvas, 0, 1, 10, 1, text, true);

    assert_int_equal(grid.caret_column, 10);
    assert_true(visit.writing);
    arena_clear(&visit.frame);
}

static void a_number_in_a_uyghur_screen_is_typed_beside_its_label(void **state)
{
    struct fixture *f = *state;
    struct grid grid;
    struct visit visit = {0};
    struct text *text = typed(f, "139 0011", TEXT_LATIN);
    struct canvas canvas = canvas_new(&f->arena, &grid, 1, 80, true);

    text_draw(&visit, &canvas, 0, 0, 80, 1, text, true);

    assert_int_equal(grid.caret_column, 80 - 24 + 8);
    assert_false(visit.writing);
    arena_clear(&visit.frame);
}

static void a_password_is_never_shown(void **state)
{
    struct fixture *f = *state;
    struct grid grid;
    struct text *text = typed(f, "示例abc", TEXT_SECRET);

    assert_string_equal(drawn(f, &grid, text, false), " *****");
}

static void the_caret_of_a_password_goes_with_the_arrows(void **state)
{
    struct fixture *f = *state;
    struct grid grid;
    struct text *text = typed(f, "ئاabc", TEXT_SECRET);

    press(text, PRESS_LEFT, 2, false);
    drawn(f, &grid, text, false);
    assert_int_equal(grid.caret_column, 4);
    press(text, PRESS_RIGHT, 1, true);
    drawn(f, &grid, text, true);

    assert_int_equal(grid.caret_column, 8);
}

int main(void)
{
    if (!catalogue_open())
        return 1;
    const struct CMUnitTest specs[] = {
        SPEC(letters_are_put_in_at_the_caret),
        SPEC(a_long_text_keeps_growing_up_to_its_limit),
        SPEC(left_goes_left_in_uyghur_too),
        SPEC(the_caret_reaches_both_ends_of_a_mixed_text),
        SPEC(a_paste_comes_in_clean_and_at_once),
        SPEC(a_paste_is_one_step_to_take_back),
        SPEC(a_word_is_one_step_and_ends_where_one_moves),
        SPEC(only_the_last_steps_can_be_taken_back),
        SPEC(a_password_is_not_kept_to_be_taken_back),
        SPEC(a_form_of_a_letter_is_typed_as_the_letter),
        SPEC(keys_that_lead_elsewhere_are_left_alone),
        SPEC(up_and_down_move_in_a_paragraph_and_leave_it_at_its_ends),
        SPEC(a_field_scrolls_to_its_caret_both_ways),
        SPEC(a_short_word_in_latin_letters_is_shown_whole),
        SPEC(a_uyghur_field_grows_to_the_left),
        SPEC(a_telephone_stands_beside_its_uyghur_label_until_one_types_in_it),
        SPEC(digits_begin_at_the_right_and_stay_there_when_letters_follow),
        SPEC(the_caret_parts_its_own_lam_alef_alone),
        SPEC(a_wrong_letter_of_lam_alef_is_mended_alone),
        SPEC(with_the_uyghur_keyboard_a_chinese_field_begins_at_the_right),
        SPEC(a_number_in_a_uyghur_screen_is_typed_beside_its_label),
        SPEC(a_password_is_never_shown),
        SPEC(the_caret_of_a_password_goes_with_the_arrows),
    };
    return cmocka_run_group_tests_name("text", specs, NULL, NULL);
}
