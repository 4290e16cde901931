#include "i18n/catalogue.h"
#include "tests/support/fixture.h"
#include "tui/term/canvas.h"
#include "tui/term/key.h"

static struct canvas blank(struct fixture *f, struct grid *grid, bool rtl)
{
    return canvas_new(&f->arena, grid, 3, 20, rtl);
}

static void assert_row(struct fixture *f, const struct canvas *canvas, int row, const char *want)
{
    assert_string_equal(canvas_row(canvas, row, &f->arena), want);
}

static void text_begins_where_reading_begins(void **state)
{
    struct fixture *f = *state;
    struct grid left, right;
    struct canvas ltr = blank(f, &left, false), rtl = blank(f, &right, true);

    canvas_text(&ltr, 0, 2, 8, ALIGN_START, STYLE_PLAIN, "abc");
    canvas_text(&rtl, 0, 2, 8, ALIGN_START, STYLE_PLAIN, "abc");

    assert_row(f, &ltr, 0, "  abc");
    assert_row(f, &rtl, 0, "               abc");
}

static void numbers_keep_their_order_in_a_mirrored_screen(void **state)
{
    struct fixture *f = *state;
    struct grid grid;
    struct canvas canvas = blank(f, &grid, true);

    canvas_text(&canvas, 0, 0, 12, ALIGN_START, STYLE_PLAIN, "139****0011");
    canvas_text(&canvas, 1, 0, 12, ALIGN_START, STYLE_PLAIN, "2026-09-17");

    assert_row(f, &canvas, 0, "         139****0011");
    assert_row(f, &canvas, 1, "          2026-09-17");
}

static void what_does_not_fit_is_cut_with_a_mark_and_touches_nothing_else(void **state)
{
    struct fixture *f = *state;
    struct grid grid;
    struct canvas canvas = blank(f, &grid, false);

    canvas_text(&canvas, 0, 6, 4, ALIGN_START, STYLE_PLAIN, "next");
    canvas_text(&canvas, 0, 0, 5, ALIGN_START, STYLE_PLAIN, "示例中学");

    assert_row(f, &canvas, 0, "示例~ next");
}

static void half_a_wide_character_is_never_left_behind(void **state)
{
    struct fixture *f = *state;
    struct grid grid;
    struct canvas canvas = blank(f, &grid, false);

    canvas_text(&canvas, 0, 0, 8, ALIGN_START, STYLE_PLAIN, "示例示例");
    canvas_text(&canvas, 0, 3, 1, ALIGN_START, STYLE_PLAIN, "x");

    assert_row(f, &canvas, 0, "示 x示例");
}

static void rows_and_columns_outside_are_ignored(void **state)
{
    struct fixture *f = *state;
    struct grid grid;
    struct canvas canvas = blank(f, &grid, false);
    struct canvas window = canvas_window(&canvas, 1, 15, 9, 9);

    canvas_text(&canvas, -1, 0, 5, ALIGN_START, STYLE_PLAIN, "above");
    canvas_text(&canvas, 3, 0, 5, ALIGN_START, STYLE_PLAIN, "below");
    canvas_text(&window, 0, 0, 9, ALIGN_START, STYLE_PLAIN, "beside it");
    canvas_caret(&window, 0, 5);

    assert_int_equal(window.rows, 2);
    assert_int_equal(window.columns, 5);
    assert_row(f, &canvas, 0, "");
    assert_row(f, &canvas, 1, "               besi~");
    assert_int_equal(grid.caret_row, -1);
}

static void a_window_is_mirrored_within_the_whole_screen(void **state)
{
    struct fixture *f = *state;
    struct grid grid;
    struct canvas canvas = blank(f, &grid, true);
    struct canvas window = canvas_window(&canvas, 0, 1, 3, 10);

    canvas_text(&window, 0, 0, 3, ALIGN_START, STYLE_PLAIN, "1");
    canvas_text(&window, 0, 0, 10, ALIGN_END, STYLE_PLAIN, "9");
    canvas_caret(&window, 0, 0);

    assert_row(f, &canvas, 0, "         9        1");
    assert_int_equal(grid.caret_column, 18);
}

static void a_rule_carries_its_label_near_the_beginning(void **state)
{
    struct fixture *f = *state;
    struct grid left, right;
    struct canvas ltr = blank(f, &left, false), rtl = blank(f, &right, true);
    left.manner = right.manner = LAYOUT_ASCII;

    canvas_rule(&ltr, 0, STYLE_PLAIN, "abc");
    canvas_rule(&rtl, 0, STYLE_PLAIN, "abc");

    assert_row(f, &ltr, 0, "- abc --------------");
    assert_row(f, &rtl, 0, "-------------- abc -");
}

/* Where lines take two columns, one that is sent pushes its row over the edge. */
static void a_frame_is_ascii_where_lines_are_wide(void **state)
{
    struct fixture *f = *state;
    struct grid left, right;
    struct canvas ltr = blank(f, &left, false), rtl = blank(f, &right, true);
    left.manner = right.manner = LAYOUT_ASCII;

    canvas_frame(&ltr, 0, 0, 3, 6);
    canvas_frame(&rtl, 0, 0, 3, 6);

    assert_row(f, &ltr, 0, "+----+");
    assert_row(f, &ltr, 1, "|    |");
    assert_row(f, &ltr, 2, "+----+");
    assert_row(f, &rtl, 0, "              +----+");
    assert_string_equal(canvas_pointer(&ltr), ">");
    assert_string_equal(canvas_pointer(&rtl), "<");
}

static void names_of_keys_are_ascii_where_signs_are_wide(void **state)
{
    struct fixture *f = *state;
    struct grid grid;
    struct canvas canvas = blank(f, &grid, false);
    static const int arrows[] = {PRESS_UP, PRESS_DOWN, PRESS_LEFT, PRESS_RIGHT};
    char label[8];
    grid.manner = LAYOUT_ASCII;

    for (int i = 0; i < (int)COUNT(arrows); i++)
        canvas_text(&canvas, 0, i, 1, ALIGN_START, STYLE_PLAIN, key_label(arrows[i], label));
    canvas_text(&canvas, 1, 0, 20, ALIGN_START, STYLE_PLAIN, "买·提 é ↑↓ › …");

    assert_row(f, &canvas, 0, "^v<>");
    assert_row(f, &canvas, 1, "买.提 e ^v > ~");
}

static void a_paragraph_says_how_many_rows_it_took(void **state)
{
    struct fixture *f = *state;
    struct grid grid;
    struct canvas canvas = blank(f, &grid, false);

    int two = canvas_paragraph(&canvas, 0, 0, 10, 3, STYLE_PLAIN, "one two three");
    int none = canvas_paragraph(&canvas, 2, 0, 10, 3, STYLE_PLAIN, "");

    assert_int_equal(two, 2);
    assert_int_equal(none, 0);
    assert_row(f, &canvas, 0, "one two");
    assert_row(f, &canvas, 1, "three");
}

static void lines_of_a_paragraph_go_the_way_it_begins(void **state)
{
    struct fixture *f = *state;
    struct grid grid;
    struct canvas canvas = blank(f, &grid, false);

    canvas_paragraph(&canvas, 0, 0, 8, 3, STYLE_PLAIN, "سسسسسسس 12 س");
    assert_row(f, &canvas, 1, "\uFEB1 12");
    canvas_erase(&canvas, 0, 0, 3, 20);
    canvas_paragraph(&canvas, 0, 0, 8, 3, STYLE_PLAIN, "سسسسسسس ab س\nab س");

    assert_row(f, &canvas, 1, "\uFEB1 ab");
    assert_row(f, &canvas, 2, "ab \uFEB1");
}

static void uyghur_stands_at_the_left_where_it_is_latin(void **state)
{
    struct fixture *f = *state;
    struct grid grid;
    struct canvas canvas = blank(f, &grid, false);
    grid.manner = LAYOUT_LATIN | LAYOUT_ASCII;

    int columns = canvas_text(&canvas, 0, 0, 20, ALIGN_START, STYLE_PLAIN, "ئۆي · چوڭ");
    canvas_paragraph(&canvas, 1, 0, 8, 2, STYLE_PLAIN, "ئوقۇغۇچى (2)");

    assert_int_equal(columns, 11);
    assert_row(f, &canvas, 0, "oey . chong");
    assert_row(f, &canvas, 1, "oqughuch");
    assert_row(f, &canvas, 2, "i (2)");
}

int main(void)
{
    if (!catalogue_open())
        return 1;
    const struct CMUnitTest specs[] = {
        SPEC(text_begins_where_reading_begins),
        SPEC(numbers_keep_their_order_in_a_mirrored_screen),
        SPEC(what_does_not_fit_is_cut_with_a_mark_and_touches_nothing_else),
        SPEC(half_a_wide_character_is_never_left_behind),
        SPEC(rows_and_columns_outside_are_ignored),
        SPEC(a_window_is_mirrored_within_the_whole_screen),
        SPEC(a_rule_carries_its_label_near_the_beginning),
        SPEC(a_frame_is_ascii_where_lines_are_wide),
        SPEC(names_of_keys_are_ascii_where_signs_are_wide),
        SPEC(a_paragraph_says_how_many_rows_it_took),
        SPEC(lines_of_a_paragraph_go_the_way_it_begins),
        SPEC(uyghur_stands_at_the_left_where_it_is_latin),
    };
    return cmocka_run_group_tests_name("canvas", specs, NULL, NULL);
}
