#define _GNU_SOURCE      1 /* memfd_create() */
#define NCURSES_WIDECHAR 1
#include "tui/term/terminal.h"

#include "tui/term/profile.h"
#include "tui/term/theme.h"

#include <locale.h>
#include <ncurses.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <term.h>
#include <unistd.h>

/* <term.h> takes these words for capabilities. */
#undef columns
#undef lines

enum {
    COLUMNS_MOST = 500
};

/* What the terminal is asked to show, and the columns it should take. */
static const struct sample {
    const char *text;
    int columns;
    bool drawn; /* without it lines and dots are drawn in ASCII */
} samples[] = {
    {"\xe2\x94\x80", 1, true }, /* U+2500, a rule */
    {"\xc2\xb7",     1, true }, /* U+00B7, the dot in names */
    {"\xe4\xb8\xad", 2, true }, /* a Chinese character: is it UTF-8 at all? */
    {"\xef\xbb\xbb", 1, false}, /* lam-alef in one cell */
};

struct terminal {
    SCREEN *screen;
    FILE *out, *in;
    int fd; /* what ncurses has written */
    const struct profile *profile;
    size_t asked, answers; /* of samples */
    unsigned manner;       /* of layout_flags */
    bool answered, redraw;
};

/* --- Opening --- */

/* Types that ncurses' base descriptions lack, and what describes them well. */
static const char *const like_xterm[] = {
    "xterm",
    "kitty",
    "alacritty",
    "foot",
    "wezterm",
    "ghostty",
    "putty",
    "konsole",
    "gnome",
    "vte",
    "mintty",
    "ms-terminal",
    "iterm",
    "mlterm",
    "st-",
    "contour",
    "termux",
};

static const char *nearest_type(const char *type)
{
    for (size_t i = 0; i < sizeof like_xterm / sizeof *like_xterm; i++)
        if (strncmp(type, like_xterm[i], strlen(like_xterm[i])) == 0)
            return "xterm-256color";
    return "vt100";
}

/* Whether there is a description that can place text on a screen. */
static bool type_usable(const char *type, int fd)
{
    int found;
    if (type[0] == '\0' || strchr(type, '/') || setupterm(type, fd, &found) != OK)
        return false;
    bool usable = cursor_address && clear_screen && !hard_copy && !generic_type;
    del_curterm(cur_term);
    return usable;
}

/* Where there are more than 16 colours: shades that read on white paper and on black glass alike. */
static const struct {
    short colour, shade;
} shades[] = {
    {COLOUR_RED,    160},
    {COLOUR_YELLOW, 136},
    {COLOUR_CYAN,   30 },
};

static void start_colours(void)
{
    if (!has_colors() || start_color() != OK || COLORS < 8)
        return;
    use_default_colors();
    for (size_t i = 0; i < sizeof shades / sizeof *shades; i++)
        init_pair(shades[i].colour, COLORS >= 256 ? shades[i].shade : shades[i].colour, -1);
}

static void tell_size(int rows, int columns)
{
    char number[16];
    snprintf(number, sizeof number, "%d", rows);
    setenv("LINES", number, 1);
    snprintf(number, sizeof number, "%d", columns);
    setenv("COLUMNS", number, 1);
}

static bool start_screen(struct terminal *terminal, const char *type, int rows, int columns)
{
    /* Without the environment newterm() refuses types that state no size; without
       tioctl it does not ask the memory file for one. */
    use_env(TRUE);
    use_tioctl(FALSE);
    tell_size(rows, columns);
    terminal->screen = newterm(type, terminal->out, terminal->in);
    if (!terminal->screen)
        return false;
    set_term(terminal->screen);
    start_colours();
    nonl(); /* so that ncurses may use line feeds to move */
    leaveok(stdscr, FALSE);
    return true;
}

struct terminal *terminal_open(const char *type, int rows, int columns, struct error *err)
{
    struct terminal *terminal = calloc(1, sizeof *terminal);
    if (!terminal)
        abort();
    setlocale(LC_CTYPE, "C.UTF-8");
    terminal->profile = &profiles[PROFILE_VISUAL];
    terminal->fd = memfd_create("frame", MFD_CLOEXEC);
    terminal->out = terminal->fd >= 0 ? fdopen(terminal->fd, "w") : NULL;
    terminal->in = fopen("/dev/null", "r");
    if (terminal->out && terminal->in) {
        if (!type_usable(type, terminal->fd))
            type = nearest_type(type);
        if (start_screen(terminal, type, rows, columns))
            return terminal;
    }
    error_record(err, ERROR_SYSTEM, MSG("terminal.none"), "terminal type %s cannot be driven",
                 type);
    terminal_close(terminal);
    return NULL;
}

void terminal_close(struct terminal *terminal)
{
    if (terminal->screen) {
        endwin();
        delscreen(terminal->screen);
    }
    if (terminal->out)
        fclose(terminal->out);
    else if (terminal->fd >= 0)
        close(terminal->fd);
    if (terminal->in)
        fclose(terminal->in);
    free(terminal);
}

void terminal_resize(struct terminal *terminal, int rows, int columns)
{
    tell_size(rows, columns);
    resizeterm(rows, columns);
    terminal->redraw = true;
}

/* --- What it is --- */

static void send(struct terminal *terminal, const char *bytes)
{
    fputs(bytes, terminal->out);
}

void terminal_enter(struct terminal *terminal)
{
    send(terminal, "\033[?1049h\033[?2004h");
    send(terminal, terminal->profile->enter);
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        send(terminal, "\r");
        send(terminal, samples[i].text);
        send(terminal, "\033[6n");
        terminal->asked++;
    }
    /* Whatever came of it is wiped; the answer to DA1 is the last there will be. */
    send(terminal, "\r\033[2J\033[c");
    terminal->redraw = true;
}

void terminal_leave(struct terminal *terminal, const char *last_words)
{
    send(terminal, "\033[0m\033[H\033[2J\033[?2004l\033[?25h\033[?1049l");
    /* Still as they were laid out: only then the terminal goes its own ways again. */
    send(terminal, last_words);
    send(terminal, terminal->profile->leave);
}

void terminal_answer(struct terminal *terminal, const struct key *key)
{
    int row, column;
    char end = key->length > 0 ? key->paste[key->length - 1] : '\0';
    if (end == 'c')
        terminal->answered = true;
    if (end != 'R' || terminal->answers >= terminal->asked
        || sscanf(key->paste, "%d;%d", &row, &column) != 2)
        return;
    const struct sample *sample = &samples[terminal->answers++];
    if (sample->drawn && column - 1 != sample->columns)
        terminal->manner |= LAYOUT_ASCII;
}

bool terminal_answered(const struct terminal *terminal)
{
    return terminal->answered;
}

unsigned terminal_manner(const struct terminal *terminal)
{
    return terminal->manner;
}

/* --- Drawing --- */

static attr_t attributes(const struct look *look)
{
    return (look->bold ? A_BOLD : 0) | (look->dim ? A_DIM : 0)
        | (look->underline ? A_UNDERLINE : 0);
}

/* The wide characters of a cell; a blank is a space. */
static void to_wide(const char *text, wchar_t wide[static CCHARW_MAX + 1])
{
    size_t count = mbstowcs(wide, text, CCHARW_MAX);
    if (count == (size_t)-1 || count == 0) {
        wide[0] = L' ';
        count = 1;
    }
    wide[count] = L'\0';
}

static void draw_cell(int row, int column, const struct cell *cell)
{
    wchar_t wide[CCHARW_MAX + 1];
    cchar_t drawn;
    const struct look *look = &theme[cell->style];
    short pair = look->colour > 0 && has_colors() && COLORS >= 8 ? (short)look->colour : 0;
    to_wide(cell->text, wide);
    setcchar(&drawn, wide, attributes(look), pair, NULL);
    mvadd_wch(row, column, &drawn);
}

static void draw_row(const struct terminal *terminal, const struct grid *grid, int row)
{
    struct cell sent[COLUMNS_MOST];
    int columns = grid->columns < COLUMNS_MOST ? grid->columns : COLUMNS_MOST;
    /* Writing the last column of the last row would scroll some terminals. */
    int end = row == grid->rows - 1 ? columns - 1 : columns;
    terminal->profile->order(&grid->cells[row * grid->columns], columns, sent);
    for (int column = 0; column < end; column++)
        if (sent[column].text[0] != '\0' || column == 0 || sent[column - 1].width != 2)
            draw_cell(row, column, &sent[column]);
}

void terminal_redraw(struct terminal *terminal)
{
    terminal->redraw = true;
}

void terminal_draw(struct terminal *terminal, const struct grid *grid)
{
    int rows = grid->rows < LINES ? grid->rows : LINES;
    bool caret = grid->caret_row >= 0 && grid->caret_row < rows;
    erase();
    for (int row = 0; row < rows; row++)
        draw_row(terminal, grid, row);
    if (terminal->redraw)
        clearok(curscr, TRUE);
    terminal->redraw = false;
    if (caret)
        move(grid->caret_row, grid->caret_column);
    curs_set(caret ? 1 : 0);
    refresh();
}

const char *terminal_take(struct terminal *terminal, struct arena *arena, size_t *length)
{
    fflush(terminal->out);
    off_t size = lseek(terminal->fd, 0, SEEK_CUR);
    char *bytes = arena_alloc(arena, (size_t)size + 1);
    ssize_t got = size > 0 ? pread(terminal->fd, bytes, (size_t)size, 0) : 0;
    *length = got > 0 ? (size_t)got : 0;
    if (lseek(terminal->fd, 0, SEEK_SET) < 0 || ftruncate(terminal->fd, 0) < 0)
        *length = 0;
    return bytes;
}
