#include "tui/frame.h"

#include "tui/navigator.h"

#include <string.h>

enum {
    TITLE_ROWS = 2,  /* title and rule */
    BOTTOM_ROWS = 2, /* rule and keys */
    MARGIN = 1,      /* blank: the last column of the last row is best not written */
    ASIDE_LEAST = 8,
    HINTS_MOST = 24,
    HINT_GAP = 3,
    SAID_ROWS = 3
};

/* One key in the bottom line. */
struct hint {
    const char *key, *label;
    int columns;
};

struct canvas frame_body(const struct canvas *canvas)
{
    return canvas_window(canvas, TITLE_ROWS, MARGIN, canvas->rows - TITLE_ROWS - BOTTOM_ROWS,
                         canvas->columns - 2 * MARGIN);
}

/* --- The title line --- */

static void draw_title(struct visit *visit, struct canvas *line)
{
    const char *title =
        visit->title ? visit->title : message(visit->language, visit->screen->title);
    int used = canvas_text(line, 0, 0, line->columns, ALIGN_START, STYLE_TITLE, title);
    int left = line->columns - used - 2;
    if (visit->aside && left >= ASIDE_LEAST)
        canvas_text(line, 0, used + 2, left, ALIGN_END, STYLE_PLAIN, visit->aside);
}

/* --- The bottom line --- */

static bool is_narrow(const struct visit *visit)
{
    return visit->columns + 2 * MARGIN < 60;
}

static void add_hint(struct visit *visit, struct hint *hints, size_t *count, const char *key,
                     const char *label)
{
    /* On a telephone a key and its label stand together where their scripts keep them apart. */
    bool apart = !is_narrow(visit) || (key[1] != '\0' && visit->language != LANGUAGE_ZH);
    struct hint hint = {.key = key, .label = message(visit->language, label)};
    if (*count == HINTS_MOST)
        return;
    hint.columns = visit_columns(visit, key) + visit_columns(visit, hint.label) + apart;
    hints[(*count)++] = hint;
}

static size_t screen_hints(struct visit *visit, struct hint *hints)
{
    const struct screen *screen = visit->screen;
    size_t count = 0;
    for (size_t i = 0; i < screen->key_count; i++) {
        const struct key_binding *binding = &screen->keys[i];
        if (!binding->label || !binding_offered(binding, visit))
            continue;
        char *name = arena_alloc(&visit->frame, 8);
        add_hint(visit, hints, &count,
                 binding->shown ? binding->shown : key_label(binding->key, name), binding->label);
    }
    return count;
}

/* A key is named where it leads to another screen that this person may open. */
static void hint_elsewhere(struct visit *visit, struct hint *hints, size_t *count, const char *key,
                           const char *name, const char *label)
{
    const struct screen *there = navigator_screen(name);
    if (there != visit->screen && screen_open_to(there, visit->actor))
        add_hint(visit, hints, count, key, label);
}

/* Where letters are typed these are letters. */
static void common_hints(struct visit *visit, struct hint *hints, size_t *count)
{
    if (navigator_signing_in(visit->navigator) || visit->navigator->focused)
        return;
    if (visit->loaded && visit->screen->why && visit->screen->why(visit))
        add_hint(visit, hints, count, "=", MSG("key.why"));
    hint_elsewhere(visit, hints, count, "/", "search", MSG("key.search"));
    hint_elsewhere(visit, hints, count, "0", "menu", MSG("key.menu"));
}

static int draw_hint(struct canvas *line, int column, const struct hint *hint)
{
    int used = canvas_text(line, 0, column, line->columns - column, ALIGN_START, STYLE_OPENABLE,
                           hint->key);
    int gap = hint->columns - used - canvas_columns(line, hint->label);
    canvas_text(line, 0, column + used + gap, line->columns - column - used - gap, ALIGN_START,
                STYLE_PLAIN, hint->label);
    return hint->columns;
}

static int columns_of_hints(const struct hint *hints, size_t count, int gap)
{
    int columns = 0;
    for (size_t i = 0; i < count; i++)
        columns += hints[i].columns + gap;
    return columns;
}

static int all_columns(const struct hint *hints, size_t count, const struct hint *ends, int gap)
{
    return columns_of_hints(hints, count, gap) + columns_of_hints(ends, 2, gap) - gap;
}

/* Less than two columns between them, and key and label of two hints run together. */
static int gap_that_fits(const struct visit *visit, const struct canvas *line,
                         const struct hint *hints, size_t count, const struct hint *ends)
{
    int gap = HINT_GAP, least = is_narrow(visit) ? 1 : 2;
    while (gap > least && all_columns(hints, count, ends, gap) > line->columns)
        gap--;
    return gap;
}

/* While something is asked no key does but what answers it. */
static void draw_answers(const struct visit *visit, struct canvas *line)
{
    const char *answers =
        visit->navigator->dialog.reason ? MSG("dialog.with-reason") : MSG("dialog.yes-no");
    canvas_text(line, 0, 0, line->columns, ALIGN_START, STYLE_PLAIN,
                message(visit->language, answers));
}

/* Help and the way back keep the far end; of the others as many as fit, the first first. */
static void draw_keys(struct visit *visit, struct canvas *line)
{
    if (visit->navigator->dialog.question) {
        draw_answers(visit, line);
        return;
    }
    struct hint hints[HINTS_MOST], ends[2] = {0};
    size_t count = screen_hints(visit, hints), end_count = 0;
    bool root = visit->navigator->depth == 1;

    common_hints(visit, hints, &count);
    add_hint(visit, ends, &end_count, visit->navigator->focused ? "F1" : "?", MSG("key.help"));
    add_hint(visit, ends, &end_count, "Esc", root ? MSG("key.quit") : MSG("key.back"));
    int gap = gap_that_fits(visit, line, hints, count, ends), rest;
    if (all_columns(hints, count, ends, gap) > line->columns)
        ends[1] = (struct hint){.key = "Esc", .label = "", .columns = visit_columns(visit, "Esc")};
    rest = line->columns - columns_of_hints(ends, 2, gap) + gap;
    int column = 0;
    for (size_t i = 0; i < count && column + hints[i].columns + gap <= rest; i++)
        column += draw_hint(line, column, &hints[i]) + gap;
    rest += draw_hint(line, rest, &ends[0]) + gap;
    draw_hint(line, rest, &ends[1]);
}

void frame_draw(struct navigator *navigator, struct canvas *canvas)
{
    struct visit *visit = navigator_visit(navigator);
    int width = canvas->columns - 2 * MARGIN;
    struct canvas title = canvas_window(canvas, 0, MARGIN, 2, width);
    struct canvas bottom = canvas_window(canvas, canvas->rows - 2, MARGIN, 1, width);
    struct canvas keys = canvas_window(canvas, canvas->rows - 1, MARGIN, 1, width);

    draw_title(visit, &title);
    canvas_rule(&title, 1, STYLE_RULE, NULL);
    canvas_rule(&bottom, 0, STYLE_RULE, NULL);
    draw_keys(visit, &keys);
}

void frame_draw_said(struct navigator *navigator, struct canvas *canvas)
{
    const char *said = navigator->said;
    const struct visit *visit = navigator_visit(navigator);
    if (!said)
        return;
    struct canvas rows =
        canvas_window(canvas, 0, MARGIN, canvas->rows - 1, canvas->columns - 2 * MARGIN);
    int rule = rows.rows - 1;
    if (visit_columns(visit, said) <= rows.columns - 4) {
        canvas_rule(&rows, rule, navigator->said_style, said);
        return;
    }
    int lines = visit_lines(visit, said, rows.columns);
    int taken = lines < SAID_ROWS ? lines : SAID_ROWS;
    canvas_erase(&rows, rule - taken, 0, taken, rows.columns);
    canvas_paragraph(&rows, rule - taken, 0, rows.columns, taken, navigator->said_style, said);
}

const char *frame_keyboard_name(enum keyboard keyboard)
{
    static const char *const names[] = {
        [KEYBOARD_PLAIN] = MSG("keyboard.plain"),
        [KEYBOARD_UYGHUR] = MSG("keyboard.uyghur"),
        [KEYBOARD_LATIN] = MSG("keyboard.latin"),
    };
    return names[keyboard];
}

/* Nothing is written over: what was said, or a dialog, stands there for one key. */
static bool is_rule(const struct canvas *row, int column, int columns)
{
    const struct grid *grid = row->grid;
    int from = row->left + column, line = row->top * grid->columns;
    for (int i = from; i < from + columns; i++)
        if (grid->cells[line + (grid->rtl ? grid->columns - 1 - i : i)].style != STYLE_RULE)
            return false;
    return true;
}

void frame_draw_keyboard(struct navigator *navigator, struct canvas *canvas)
{
    static const char key[] = "^U";
    const struct visit *visit = navigator_visit(navigator);
    bool shown = visit->writing && visit->keyboard != KEYBOARD_PLAIN;
    if (!shown && !navigator->keyboard_changed)
        return;
    struct canvas rule =
        canvas_window(canvas, canvas->rows - BOTTOM_ROWS, MARGIN, 1, canvas->columns - 2 * MARGIN);
    const char *name = message(visit->language, frame_keyboard_name(visit->keyboard));
    int used = visit_columns(visit, name), columns = used + 1 + (int)strlen(key);
    int column = rule.columns - columns - 2; /* from its end as what is said from its begin */
    if (column < 1 || !is_rule(&rule, column - 1, columns + 2))
        return;
    canvas_erase(&rule, 0, column - 1, 1, columns + 2);
    canvas_text(&rule, 0, column, used, ALIGN_START, STYLE_TITLE, name);
    canvas_text(&rule, 0, column + used + 1, (int)strlen(key), ALIGN_START, STYLE_OPENABLE, key);
}
