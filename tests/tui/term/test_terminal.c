#include "i18n/catalogue.h"
#include "tests/support/fixture.h"
#include "tui/term/terminal.h"

#include <string.h>

static struct terminal *open_terminal(struct fixture *f, const char *type, int rows, int columns)
{
    struct terminal *terminal = terminal_open(type, rows, columns, &f->err);
    assert_non_null(terminal);
    return terminal;
}

static const char *draw(struct fixture *f, struct terminal *terminal, int rows, int columns,
                        const char *text)
{
    struct grid grid;
    size_t length;
    struct canvas canvas = canvas_new(&f->arena, &grid, rows, columns, false);
    for (int row = 0; row < rows; row++)
        canvas_text(&canvas, row, 0, columns, ALIGN_START, STYLE_OVERDUE, text);
    terminal_draw(terminal, &grid);
    return terminal_take(terminal, &f->arena, &length);
}

static void answer(struct terminal *terminal, const char *text)
{
    struct key key = {.press = PRESS_ANSWER, .paste = text, .length = strlen(text)};
    terminal_answer(terminal, &key);
}

static void every_terminal_type_gets_a_screen(void **state)
{
    static const char *const types[] = {
        "xterm",
        "xterm-256color",
        "vt100",
        "linux",
        "dumb",
        "putty",
        "xterm-kitty",
        "alacritty",
        "",
        "no-such-terminal",
        "../../etc/passwd",
        "%n%n",
        "xterm;ls",
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < COUNT(types); i++) {
        struct terminal *terminal = open_terminal(f, types[i], 24, 80);
        assert_non_null(strstr(draw(f, terminal, 24, 80, "示例"), "示例"));
        terminal_close(terminal);
    }
}

static void any_size_is_drawn(void **state)
{
    static const int sizes[][2] = {
        {5,   20 },
        {12,  40 },
        {24,  80 },
        {200, 500}
    };
    struct fixture *f = *state;
    struct terminal *terminal = open_terminal(f, "xterm", 24, 80);
    for (size_t i = 0; i < COUNT(sizes); i++) {
        terminal_resize(terminal, sizes[i][0], sizes[i][1]);
        assert_non_null(strstr(draw(f, terminal, sizes[i][0], sizes[i][1], "示例"), "示例"));
    }
    terminal_close(terminal);
}

static void a_frame_that_shows_the_same_costs_nothing(void **state)
{
    struct fixture *f = *state;
    struct terminal *terminal = open_terminal(f, "xterm", 24, 80);

    draw(f, terminal, 24, 80, "abc");
    const char *again = draw(f, terminal, 24, 80, "abc");

    assert_string_equal(again, "");
    terminal_close(terminal);
}

static void the_last_column_of_the_last_row_is_never_written(void **state)
{
    struct fixture *f = *state;
    struct terminal *terminal = open_terminal(f, "xterm", 2, 20);

    const char *bytes = draw(f, terminal, 2, 20, "abcdefghijklmnopqrsT");

    assert_non_null(strchr(bytes, 'T'));
    assert_ptr_equal(strchr(bytes, 'T'), strrchr(bytes, 'T'));
    terminal_close(terminal);
}

static void entering_and_leaving_undo_each_other(void **state)
{
    struct fixture *f = *state;
    size_t length;
    struct terminal *terminal = open_terminal(f, "xterm", 24, 80);

    terminal_enter(terminal);
    const char *enter = terminal_take(terminal, &f->arena, &length);
    terminal_leave(terminal, "bye\r\n");
    const char *leave = terminal_take(terminal, &f->arena, &length);

    assert_non_null(strstr(enter, "\033[?1049h"));
    assert_non_null(strstr(enter, "\033[8l\033[1 k\033[?2501l\033[?2500l\033[?1243l"));
    assert_non_null(strstr(enter, "\033[?2004h"));
    assert_non_null(strstr(leave, "bye\r\n\033[8h\033[0 k"));
    assert_non_null(strstr(leave, "\033[?2004l"));
    assert_non_null(strstr(leave, "\033[?1049l"));
    terminal_close(terminal);
}

static void a_terminal_with_wide_lines_gets_plain_ones(void **state)
{
    struct fixture *f = *state;
    struct terminal *narrow = open_terminal(f, "xterm", 24, 80);
    terminal_enter(narrow);
    answer(narrow, "1;2R");
    answer(narrow, "1;2R");
    answer(narrow, "1;3R");
    answer(narrow, "1;2R");
    assert_false(terminal_answered(narrow));
    answer(narrow, "?62c");
    assert_true(terminal_answered(narrow));
    assert_int_equal(terminal_manner(narrow), 0);
    terminal_close(narrow);

    struct terminal *wide = open_terminal(f, "xterm", 24, 80);
    terminal_enter(wide);
    answer(wide, "1;3R");
    assert_int_equal(terminal_manner(wide), LAYOUT_ASCII);
    terminal_close(wide);
}

static void an_answer_nobody_asked_for_changes_nothing(void **state)
{
    struct fixture *f = *state;
    struct terminal *terminal = open_terminal(f, "xterm", 24, 80);

    answer(terminal, "1;9R");
    answer(terminal, "R");
    answer(terminal, "");

    assert_int_equal(terminal_manner(terminal), 0);
    assert_false(terminal_answered(terminal));
    terminal_close(terminal);
}

int main(void)
{
    if (!catalogue_open())
        return 1;
    const struct CMUnitTest specs[] = {
        SPEC(every_terminal_type_gets_a_screen),
        SPEC(any_size_is_drawn),
        SPEC(a_frame_that_shows_the_same_costs_nothing),
        SPEC(the_last_column_of_the_last_row_is_never_written),
        SPEC(entering_and_leaving_undo_each_other),
        SPEC(a_terminal_with_wide_lines_gets_plain_ones),
        SPEC(an_answer_nobody_asked_for_changes_nothing),
    };
    return cmocka_run_group_tests_name("terminal", specs, NULL, NULL);
}
