#include "i18n/catalogue.h"
#include "tests/support/fixture.h"
#include "tui/term/terminal.h"

#include <stdio.h>
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
    assert_non_null(strstr(leave, "bye\r\n\033[8h\033[0 k\033[?1243h"));
    assert_non_null(strstr(leave, "\033[?2004l"));
    assert_non_null(strstr(leave, "\033[?1049l"));
    terminal_close(terminal);
}

static void speak(struct terminal *terminal, enum profile_kind profile, bool plain)
{
    terminal_speak(terminal, (struct speech){.profile = profile, .plain = plain});
}

static void what_a_terminal_does_not_show_is_its_manner(void **state)
{
    struct fixture *f = *state;
    struct terminal *terminal = open_terminal(f, "xterm", 24, 80);

    assert_int_equal(terminal_manner(terminal), 0);
    speak(terminal, PROFILE_VISUAL, true);
    assert_int_equal(terminal_manner(terminal), LAYOUT_ASCII);
    speak(terminal, PROFILE_LATIN, false);
    assert_int_equal(terminal_manner(terminal), LAYOUT_LATIN);
    speak(terminal, PROFILE_GBK, false);
    assert_int_equal(terminal_manner(terminal), LAYOUT_LATIN | LAYOUT_ASCII);

    terminal_close(terminal);
}

/* "سا" is drawn from the left as final alef, initial seen; PuTTY turns it around by itself. */
static void another_profile_draws_everything_anew(void **state)
{
    struct fixture *f = *state;
    struct terminal *terminal = open_terminal(f, "xterm", 2, 20);

    assert_non_null(strstr(draw(f, terminal, 2, 20, "سا"), "\uFE8E\uFEB3"));
    speak(terminal, PROFILE_IMPLICIT, false);
    const char *bytes = draw(f, terminal, 2, 20, "سا");

    assert_non_null(strstr(bytes, "\uFEB3\uFE8E"));
    assert_null(strstr(bytes, "\uFE8E\uFEB3"));
    terminal_close(terminal);
}

static void a_gbk_client_is_written_to_and_read_in_gbk(void **state)
{
    struct fixture *f = *state;
    struct terminal *terminal = open_terminal(f, "xterm", 2, 20);
    speak(terminal, PROFILE_GBK, true);

    assert_non_null(strstr(draw(f, terminal, 2, 20, "示例"), "\xca\xbe\xc0\xfd"));

    /* One byte at a time: half a character waits; a key sequence passes. */
    const char *typed = "\xca\xbe\033[A", *text = "";
    for (size_t i = 0; i < strlen(typed); i++) {
        size_t length = 1;
        const char *read = terminal_read(terminal, typed + i, &length, &f->arena);
        text = arena_text(&f->arena, "%s%.*s", text, (int)length, read);
    }
    assert_string_equal(text, "示\033[A");
    terminal_close(terminal);
}

/* The column, from the left, in which the terminal is told to show the caret of a canvas. */
static int caret_sent(struct fixture *f, struct terminal *terminal, struct canvas *canvas, int row,
                      int column)
{
    int sent_row = 0, sent_column = 0;
    size_t length;
    canvas_caret(canvas, 0, 0);
    terminal_draw(terminal, canvas->grid);
    terminal_take(terminal, &f->arena, &length);
    canvas_caret(canvas, row, column);
    terminal_draw(terminal, canvas->grid);
    const char *bytes = terminal_take(terminal, &f->arena, &length);
    assert_int_equal(sscanf(bytes, "\033[%d;%dH", &sent_row, &sent_column), 2);
    assert_int_equal(sent_row, row + 1);
    return sent_column - 1;
}

/* Three letters beside the right margin; PuTTY shows there what it is sent first. */
static void the_caret_is_sent_where_the_eye_wants_it(void **state)
{
    struct fixture *f = *state;
    struct grid grid;
    struct terminal *terminal = open_terminal(f, "xterm", 30, 20);
    struct canvas canvas = canvas_new(&f->arena, &grid, 30, 20, true);
    canvas_text(&canvas, 20, 1, 10, ALIGN_START, STYLE_PLAIN, "سسس");

    speak(terminal, PROFILE_VISUAL, false);
    assert_int_equal(caret_sent(f, terminal, &canvas, 20, 4), 15);
    speak(terminal, PROFILE_IMPLICIT, false);
    assert_int_equal(caret_sent(f, terminal, &canvas, 20, 4), 4);

    terminal_close(terminal);
}

static void a_row_that_stays_is_not_sent_again_when_another_changes(void **state)
{
    struct fixture *f = *state;
    struct grid grid;
    size_t length;
    struct terminal *terminal = open_terminal(f, "xterm", 3, 20);
    struct canvas canvas = canvas_new(&f->arena, &grid, 3, 20, false);
    canvas_text(&canvas, 0, 0, 20, ALIGN_START, STYLE_PLAIN, "stays");
    canvas_text(&canvas, 1, 0, 20, ALIGN_START, STYLE_PLAIN, "中中中");
    terminal_draw(terminal, &grid);
    terminal_take(terminal, &f->arena, &length);

    canvas_erase(&canvas, 1, 0, 1, 20);
    canvas_text(&canvas, 1, 1, 20, ALIGN_START, STYLE_PLAIN, "abc");
    terminal_draw(terminal, &grid);
    const char *bytes = terminal_take(terminal, &f->arena, &length);

    assert_null(strstr(bytes, "stays"));
    assert_non_null(strstr(bytes, "abc"));
    terminal_close(terminal);
}

/* Wide characters give way to blanks: mlterm would leave as many columns of what stood beside them. */
static void terminals_that_count_otherwise_are_sent_blanks(void **state)
{
    static const struct {
        const char *answer;
        bool erases;
    } cases[] = {
        {">41;379;0c", true },
        {">24;279;0c", false},
        {">0;136;0c",  false},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct terminal *terminal = open_terminal(f, "xterm-256color", 2, 40);
        answer(terminal, cases[i].answer);
        speak(terminal, PROFILE_VISUAL, false);
        draw(f, terminal, 2, 40, "潘紫涵潘紫涵潘紫涵 潘紫涵 x");

        const char *bytes = draw(f, terminal, 2, 40, "                           x");

        assert_int_equal(strstr(bytes, "\033[1K") != NULL, cases[i].erases);
        assert_null(strstr(bytes, "X"));
        terminal_close(terminal);
    }
}

static void mlterm_hears_that_it_should_leave_text_alone(void **state)
{
    struct fixture *f = *state;
    size_t length;
    struct terminal *terminal = open_terminal(f, "mlterm", 24, 80);
    terminal_enter(terminal);
    answer(terminal, ">24;279;0c");
    speak(terminal, PROFILE_VISUAL, false);

    assert_non_null(strstr(terminal_take(terminal, &f->arena, &length), "use_ctl=false"));
    terminal_leave(terminal, "");
    assert_non_null(strstr(terminal_take(terminal, &f->arena, &length), "use_ctl=true"));
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
        SPEC(what_a_terminal_does_not_show_is_its_manner),
        SPEC(another_profile_draws_everything_anew),
        SPEC(a_gbk_client_is_written_to_and_read_in_gbk),
        SPEC(the_caret_is_sent_where_the_eye_wants_it),
        SPEC(a_row_that_stays_is_not_sent_again_when_another_changes),
        SPEC(terminals_that_count_otherwise_are_sent_blanks),
        SPEC(mlterm_hears_that_it_should_leave_text_alone),
    };
    return cmocka_run_group_tests_name("terminal", specs, NULL, NULL);
}
