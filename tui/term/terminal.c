#define _GNU_SOURCE      1 /* memfd_create() */
#define NCURSES_WIDECHAR 1
#include "tui/term/terminal.h"

#include "i18n/charset.h"
#include "tui/term/modes.h"
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

static const char careful[] =
#include "tui/term/careful.inc"
    ;

enum {
    ROWS_MOST = 200, /* whose numbers are kept */
    PAIRS_OF_SHADE = 8
};

struct terminal {
    SCREEN *screen;
    FILE *out, *in;
    int fd;        /* what ncurses has written */
    char type[64]; /* of its description */
    bool careful;  /* another description is drawn by now */
    struct identity identity;
    struct speech speech;
    int light;                     /* of the background its colours were made for */
    const char *farewell;          /* what it wants to hear when it is left */
    struct charset_reader *reader; /* of what a client that is not in UTF-8 types */
    uint64_t drawn[ROWS_MOST];     /* of each row: a number for what it shows */
    bool redraw;
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

static const enum colour colours[] = {COLOUR_NONE, COLOUR_RED, COLOUR_YELLOW, COLOUR_CYAN};

/* Pair 0 is the terminal's own colours. */
static short pair_of(enum colour colour, enum cell_shade shade)
{
    int first = COLORS < 256 ? 0 : PAIRS_OF_SHADE * (int)shade;
    if (!has_colors() || COLORS < 8)
        return 0;
    return (short)(colour > 0 ? first + (int)colour : first);
}

static void start_pairs(int light)
{
    for (size_t i = 0; i < sizeof colours / sizeof *colours; i++)
        for (int shade = 0; shade < CELL_SHADE_COUNT; shade++) {
            short pair = pair_of(colours[i], (enum cell_shade)shade);
            short number = theme_shade(colours[i], (enum cell_shade)shade, light);
            if (pair > 0)
                init_pair(pair, COLORS >= 256 ? number : (short)colours[i], -1);
        }
}

static void start_colours(int light)
{
    if (!has_colors() || start_color() != OK || COLORS < 8)
        return;
    use_default_colors();
    start_pairs(light);
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
    start_colours(terminal->identity.light);
    nonl(); /* so that ncurses may use line feeds to move */
    leaveok(stdscr, FALSE);
    return true;
}

/* Draws on by the description that is in the binary; by the old one if it cannot be read. */
static void be_careful(struct terminal *terminal)
{
    int rows = LINES, columns = COLS;
    const char *folder = getenv("TERMINFO");
    char *kept = folder ? strdup(folder) : NULL;
    terminal->careful = terminal->redraw = true;
    setenv("TERMINFO", careful, 1);
    delscreen(terminal->screen);
    bool started = start_screen(terminal, "careful", rows, columns);
    if (kept)
        setenv("TERMINFO", kept, 1);
    else
        unsetenv("TERMINFO");
    free(kept);
    if (!started && !start_screen(terminal, terminal->type, rows, columns))
        abort(); /* it was there before: there is no memory */
}

struct terminal *terminal_open(const char *type, int rows, int columns, struct error *err)
{
    struct terminal *terminal = calloc(1, sizeof *terminal);
    if (!terminal)
        abort();
    setlocale(LC_CTYPE, "C.UTF-8");
    terminal->farewell = "";
    terminal->fd = memfd_create("frame", MFD_CLOEXEC);
    terminal->out = terminal->fd >= 0 ? fdopen(terminal->fd, "w") : NULL;
    terminal->in = fopen("/dev/null", "r");
    if (terminal->out && terminal->in) {
        if (!type_usable(type, terminal->fd))
            type = nearest_type(type);
        snprintf(terminal->type, sizeof terminal->type, "%s", type);
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
    charset_close(terminal->reader);
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
    send(terminal, MODES_ENTER);
    send(terminal, identity_questions());
    send(terminal, "\r\033[2J"); /* whatever came of them */
    terminal->redraw = true;
}

void terminal_leave(struct terminal *terminal, const char *last_words)
{
    send(terminal, "\033[0m\033[H\033[2J" MODES_LEAVE_SCREEN);
    /* Still as they were laid out: only then the terminal goes its own ways again. */
    send(terminal, last_words);
    send(terminal, MODES_LEAVE);
    send(terminal, terminal->farewell);
}

bool terminal_answer(struct terminal *terminal, const struct key *key)
{
    return identity_answer(&terminal->identity, key->paste, key->length);
}

const struct identity *terminal_identity(const struct terminal *terminal)
{
    return &terminal->identity;
}

unsigned terminal_manner(const struct terminal *terminal)
{
    return profiles[terminal->speech.profile].manner
        | (terminal->speech.plain ? LAYOUT_ASCII : 0);
}

/* What its kind wants to hear, and the description it can be trusted with. */
static void heed(struct terminal *terminal)
{
    if (!terminal->farewell[0]) {
        send(terminal, identity_greeting(&terminal->identity));
        terminal->farewell = identity_farewell(&terminal->identity);
    }
    if (identity_careful(&terminal->identity) && !terminal->careful)
        be_careful(terminal);
}

void terminal_speak(struct terminal *terminal, struct speech speech)
{
    heed(terminal);
    if (speech.profile == terminal->speech.profile && speech.plain == terminal->speech.plain
        && terminal->identity.light == terminal->light)
        return;
    terminal->light = terminal->identity.light;
    terminal->speech = speech;
    terminal->redraw = true;
    charset_close(terminal->reader);
    terminal->reader = speech.profile == PROFILE_GBK ? charset_open(CHARSET_GB18030) : NULL;
    start_pairs(terminal->identity.light);
}

const char *terminal_read(struct terminal *terminal, const char *bytes, size_t *length,
                          struct arena *arena)
{
    if (!terminal->reader)
        return bytes;
    size_t size = 3 * *length + 16, taken = *length;
    char *text = arena_alloc(arena, size);
    *length = charset_read(terminal->reader, bytes, &taken, false, text, size);
    return text;
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
    to_wide(cell->text, wide);
    short pair = pair_of(look->colour, (enum cell_shade)cell->shade);
    setcchar(&drawn, wide, attributes(look), pair, NULL);
    mvadd_wch(row, column, &drawn);
}

static const struct profile *profile_of_row(const struct terminal *terminal,
                                            const struct grid *grid, int row)
{
    return &profiles[grid->spoken[row] > 0 ? grid->spoken[row] - 1u : terminal->speech.profile];
}

static int columns_of(const struct grid *grid)
{
    return grid->columns < PROFILE_COLUMNS_MOST ? grid->columns : PROFILE_COLUMNS_MOST;
}

static void order_row_of(const struct terminal *terminal, const struct grid *grid, int row,
                         struct sent_row *sent)
{
    profile_of_row(terminal, grid, row)
        ->order(&grid->cells[row * grid->columns], columns_of(grid), sent);
}

/* Writing the last column of the last row would scroll some terminals. Those that reorder whole
   rows are none of them, and would shift the row for a cell that was left out. */
static int columns_drawn(const struct terminal *terminal, const struct grid *grid, int row)
{
    bool whole = row < grid->rows - 1 || profile_of_row(terminal, grid, row)->reorders;
    return whole ? columns_of(grid) : columns_of(grid) - 1;
}

static void draw_row(const struct terminal *terminal, const struct grid *grid, int row)
{
    struct sent_row sent;
    int end = columns_drawn(terminal, grid, row);
    order_row_of(terminal, grid, row, &sent);
    for (int column = 0; column < end; column++)
        if (sent.cells[column].text[0] != '\0' || column == 0 || sent.cells[column - 1].width != 2)
            draw_cell(row, column, &sent.cells[column]);
}

/* The column to put the caret in, so that the eye meets it where the grid has it. */
static int caret_column(const struct terminal *terminal, const struct grid *grid)
{
    struct sent_row sent;
    order_row_of(terminal, grid, grid->caret_row, &sent);
    return grid->caret_column < columns_of(grid) ? sent.column[grid->caret_column] : 0;
}

const char *terminal_line(const struct terminal *terminal, const struct grid *grid, int row,
                          struct arena *arena)
{
    struct sent_row sent;
    int end = columns_of(grid);
    order_row_of(terminal, grid, row, &sent);
    char *line = arena_alloc(arena, (size_t)end * CELL_BYTES + 1), *at = line;
    while (!profile_of_row(terminal, grid, row)->reorders && end > 0
           && sent.cells[end - 1].text[0] == '\0' && sent.cells[end - 1].width == 0)
        end--;
    for (int i = 0; i < end; i++)
        if (sent.cells[i].text[0] != '\0')
            at = stpcpy(at, sent.cells[i].text);
        else if (i == 0 || sent.cells[i - 1].width != 2)
            at = stpcpy(at, " ");
    return line;
}

void terminal_redraw(struct terminal *terminal)
{
    terminal->redraw = true;
}

static void draw_changed_rows(struct terminal *terminal, const struct grid *grid, int rows)
{
    if (terminal->redraw) {
        erase();
        memset(terminal->drawn, 0, sizeof terminal->drawn);
    }
    for (int row = 0; row < rows; row++) {
        uint64_t number = grid_row_number(grid, row);
        if (row < ROWS_MOST && terminal->drawn[row] == number)
            continue;
        move(row, 0);
        clrtoeol();
        draw_row(terminal, grid, row);
        if (row < ROWS_MOST)
            terminal->drawn[row] = number;
    }
}

void terminal_draw(struct terminal *terminal, const struct grid *grid)
{
    int rows = grid->rows < LINES ? grid->rows : LINES;
    bool caret = grid->caret_row >= 0 && grid->caret_row < rows;
    draw_changed_rows(terminal, grid, rows);
    if (terminal->redraw)
        clearok(curscr, TRUE);
    terminal->redraw = false;
    if (caret)
        move(grid->caret_row, caret_column(terminal, grid));
    curs_set(caret ? 1 : 0);
    refresh();
}

static const char *take_frame(struct terminal *terminal, struct arena *arena, size_t *length)
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

const char *terminal_take(struct terminal *terminal, struct arena *arena, size_t *length)
{
    const char *bytes = take_frame(terminal, arena, length);
    if (terminal->speech.profile != PROFILE_GBK)
        return bytes;
    size_t size = charset_to_gbk(bytes, *length, NULL, 0) + 1;
    char *converted = arena_alloc(arena, size);
    *length = charset_to_gbk(bytes, *length, converted, size);
    return converted;
}
