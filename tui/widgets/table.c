#include "tui/widget.h"

#include "i18n/names/searchkey.h"
#include "tui/parts/listing.h"
#include "tui/widgets/columns.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum {
    GAP = 2,
    NARROW_GAP = 1,
    WHOLE_MOST = 2000 /* rows of a list on paper */
};

/* --- What is in it --- */

static const void *row_at(const struct table *table, int64_t index)
{
    int64_t at = index - table->first;
    if (at < 0 || at >= (int64_t)table->count)
        return NULL;
    return table->rows + (size_t)at * table->kind->row_size;
}

const void *table_selected(const struct table *table)
{
    return table->kind ? row_at(table, table->selected) : NULL;
}

const char *table_filter(const struct table *table)
{
    return table->filter ? table->filter->bytes : "";
}

struct page table_page(const struct table *table, const struct visit *visit)
{
    if (table->whole)
        return (struct page){0, WHOLE_MOST};
    /* Twice what fits: a row that moved down a little is still found. */
    return (struct page){table->top, (size_t)visit->rows * 2};
}

static int64_t limited(int64_t value, int64_t least, int64_t most)
{
    if (value > most)
        value = most;
    return value < least ? least : value;
}

/* Reads the rows again where they do not hold what is to be drawn. */
static void read_what_is_shown(struct visit *visit, const struct table *table)
{
    int64_t end = table->top + table->shown;
    if (end > table->total)
        end = table->total;
    if (table->top < table->first || end > table->first + (int64_t)table->count)
        visit_reload(visit);
}

/* A list that changed under the person moves around the row they are in, not under them. */
static void settle(struct visit *visit, struct table *table)
{
    for (size_t i = 0; i < table->count && table->selected_id != 0; i++) {
        int64_t index = table->first + (int64_t)i;
        if (table->kind->id(row_at(table, index)) != table->selected_id)
            continue;
        table->top += index - table->selected;
        table->selected = index;
        break;
    }
    table->selected = limited(table->selected, 0, table->total - 1);
    table->top = limited(table->top, 0, table->selected);
    const void *row = table_selected(table);
    table->selected_id = row ? table->kind->id(row) : 0;
    read_what_is_shown(visit, table);
}

void table_fill_page(struct visit *visit, struct table *table, const struct table_kind *kind,
                     const void *rows, size_t count, int64_t total)
{
    table->kind = kind;
    table->rows = rows;
    table->count = count;
    table->first = total > 0 && !table->whole ? table->top : 0;
    table->total = total;
    settle(visit, table);
}

static bool row_contains(struct visit *visit, const struct table_kind *kind, const void *row,
                         const char *folded)
{
    for (size_t i = 0; i < kind->column_count; i++) {
        char key[512];
        searchkey_fold(kind->columns[i].text(visit, row), key, sizeof key);
        if (strstr(key, folded))
            return true;
    }
    return false;
}

void table_fill(struct visit *visit, struct table *table, const struct table_kind *kind,
                const void *rows, size_t count)
{
    char *kept = arena_alloc(&visit->arena, kind->row_size * (count + 1)), folded[512] = "";
    size_t passed = 0;

    searchkey_fold(table_filter(table), folded, sizeof folded);
    for (size_t i = 0; i < count; i++) {
        const char *row = (const char *)rows + i * kind->row_size;
        if (folded[0] == '\0' || row_contains(visit, kind, row, folded))
            memcpy(kept + passed++ * kind->row_size, row, kind->row_size);
    }
    if (table->sort < kind->sort_count && kind->sorts[table->sort].compare)
        qsort(kept, passed, kind->row_size, kind->sorts[table->sort].compare);
    table->kind = kind;
    table->rows = kept;
    table->count = passed;
    table->first = 0;
    table->total = (int64_t)passed;
    settle(visit, table);
    if (table->total <= table->shown) /* a row that came in above pushes none out of sight */
        table->top = 0;
}

/* --- Marks --- */

static size_t find_mark(const struct table *table, int64_t id)
{
    size_t i = 0;
    while (i < table->marked_count && table->marked[i] != id)
        i++;
    return i;
}

bool table_marked(const struct table *table, int64_t id)
{
    return find_mark(table, id) < table->marked_count;
}

void table_unmark(struct table *table)
{
    table->marked_count = 0;
}

static void toggle_mark(struct visit *visit, struct table *table, int64_t id)
{
    size_t at = find_mark(table, id);
    if (at < table->marked_count) {
        table->marked[at] = table->marked[--table->marked_count];
        return;
    }
    if (table->marked_count == table->marked_room) {
        size_t room = table->marked_room * 2 + 16;
        int64_t *more = arena_array(&visit->kept, int64_t, room);
        if (table->marked_count > 0)
            memcpy(more, table->marked, table->marked_count * sizeof *more);
        table->marked = more;
        table->marked_room = room;
    }
    table->marked[table->marked_count++] = id;
}

/* --- Keys --- */

void table_select(struct visit *visit, struct table *table, int64_t index)
{
    int64_t shown = table->shown > 0 ? table->shown : visit->rows; /* typed before it was drawn */
    table->selected = limited(index, 0, table->total - 1);
    table->top = limited(table->top, table->selected - shown + 1, table->selected);
    table->top = limited(table->top, 0, table->total - 1);
    const void *row = table_selected(table);
    table->selected_id = row ? table->kind->id(row) : 0;
    read_what_is_shown(visit, table);
}

static bool open_selected(struct visit *visit, struct table *table, struct error *err)
{
    const void *row = table_selected(table);
    table->typed = 0;
    return !row || !table->kind->open || table->kind->open(visit, row, err);
}

/*
 * A row's number opens it as soon as no longer number can be meant: with twelve
 * rows 3 opens at once, 1 waits for 10 to 12 or Enter, and says that it waits.
 */
static bool type_number(struct visit *visit, struct table *table, int digit, bool *used,
                        struct error *err)
{
    int64_t shown = table->shown > 0 ? table->shown : visit->rows;
    int64_t visible = limited(table->total - table->top, 0, shown);
    int number = table->typed * 10 + digit;
    *used = number > 0;
    if (number == 0)
        return true;
    table->typed = 0;
    if (number > visible) {
        visit_say(visit, MSG("table.no-row"), visit_digits(visit, number));
        return true;
    }
    table_select(visit, table, table->top + number - 1);
    if ((int64_t)number * 10 > visible)
        return open_selected(visit, table, err);
    table->typed = number;
    if (table->kind->open)
        visit_say(visit, MSG("table.typed"), visit_digits(visit, number));
    return true;
}

void table_start_over(struct visit *visit, struct table *table)
{
    table->top = table->selected = table->selected_id = 0;
    visit_reload(visit);
}

/* Typing after '/': every letter narrows. A second '/' looks everywhere instead. */
static bool filter_key(struct visit *visit, struct table *table, const struct key *key)
{
    int command = key_command(key);
    if (command == PRESS_ESC) {
        text_set(table->filter, "");
        table_start_over(visit, table);
    }
    if (command == PRESS_ESC || command == PRESS_ENTER || command == PRESS_UP
        || command == PRESS_DOWN) {
        table->filtering = false; /* Enter goes on to open the only row that is left */
        return command == PRESS_ESC
            || (command == PRESS_ENTER && (table->total != 1 || table->kind->unnumbered));
    }
    if (command == '/' && table->filter->length == 0
        && !text_types_letter(visit, table->filter, key)) {
        table->filtering = false;
        visit_go(visit, "search");
        return true;
    }
    table->filter->changed = false;
    bool used = text_key(visit, table->filter, key);
    if (table->filter->changed)
        table_start_over(visit, table);
    return used;
}

static void begin_filter(struct visit *visit, struct table *table)
{
    if (!table->filter)
        table->filter = arena_new(&visit->kept, struct text);
    text_begin(table->filter, &visit->kept, "", 0);
    table->filtering = true;
}

static void change_order(struct visit *visit, struct table *table, int step)
{
    size_t count = table->kind->sort_count;
    table->sort = (table->sort + count + (size_t)step) % count;
    table_start_over(visit, table);
}

static bool move_key(struct visit *visit, struct table *table, int command)
{
    int64_t page = table->shown > 1 ? table->shown - 1 : 1, to = table->selected;
    switch (command) {
    case PRESS_UP:
        to--;
        break;
    case PRESS_DOWN:
        to++;
        break;
    case PRESS_PAGE_UP:
        to -= page;
        break;
    case PRESS_PAGE_DOWN:
        to += page;
        break;
    case PRESS_HOME:
        to = 0;
        break;
    case PRESS_END:
        to = table->total - 1;
        break;
    default:
        return false;
    }
    table_select(visit, table, to);
    return true;
}

/* The keys of this kind of table alone: marks, order, filter. */
static bool kind_key(struct visit *visit, struct table *table, int command)
{
    const struct table_kind *kind = table->kind;
    if (command == ' ' && kind->marks && table_selected(table)) {
        toggle_mark(visit, table, kind->id(table_selected(table)));
        table_select(visit, table, table->selected + 1);
    } else if ((command == PRESS_TAB || command == PRESS_BACKTAB) && kind->sort_count > 1) {
        change_order(visit, table, command == PRESS_TAB ? 1 : -1);
    } else if (command == '/' && kind->filters) {
        begin_filter(visit, table);
    } else {
        return false;
    }
    return true;
}

bool table_key(struct visit *visit, struct table *table, const struct key *key, bool *used,
               struct error *err)
{
    int command = key_command(key), digit = key_digit(key);
    *used = false;
    if (!table->kind)
        return true;
    if (table->filtering && filter_key(visit, table, key)) {
        *used = true;
        return true;
    }
    if (digit >= 0 && !table->kind->unnumbered)
        return type_number(visit, table, digit, used, err);
    *used = true;
    if (command == PRESS_ENTER && table->kind->open && table_selected(table))
        return open_selected(visit, table, err);
    table->typed = 0;
    if (command == CONTROL('p') && table->kind->child && table->total > 0)
        return listing_print(visit, table, err);
    *used = move_key(visit, table, command) || kind_key(visit, table, command);
    return true;
}

/* --- Drawing --- */

static void draw_heads(struct visit *visit, struct canvas *canvas, const struct table_kind *kind,
                       const struct place *places, int row)
{
    for (size_t i = 0; i < kind->column_count; i++)
        if (places[i].width > 0 && kind->columns[i].title)
            canvas_text(canvas, row, places[i].column, places[i].width, ALIGN_START, STYLE_DIM,
                        message(visit->language, kind->columns[i].title));
}

static enum style mark_style(enum row_mark mark)
{
    static const enum style styles[] = {
        [ROW_PLAIN] = STYLE_OPENABLE,
        [ROW_TODAY] = STYLE_TODAY,
        [ROW_OVERDUE] = STYLE_OVERDUE,
        [ROW_DONE] = STYLE_DIM,
    };
    return styles[mark];
}

/* "!›12*": overdue, the row one is in, its number, marked. */
static void draw_lead(struct visit *visit, struct canvas *canvas, const struct table *table,
                      const void *row, int at, int number, int digits)
{
    enum row_mark mark = table->kind->mark ? table->kind->mark(visit, row) : ROW_PLAIN;
    enum style style = mark_style(mark);
    int64_t index = table->top + number - 1;
    if (mark == ROW_OVERDUE)
        canvas_text(canvas, at, 0, 1, ALIGN_START, style, "!");
    if (index == table->selected)
        canvas_text(canvas, at, 1, 1, ALIGN_START, STYLE_SELECTED, canvas_pointer(canvas));
    if (!table->kind->unnumbered)
        canvas_text(canvas, at, 2, digits, ALIGN_END, style, visit_digits(visit, number));
    if (table_marked(table, table->kind->id(row)))
        canvas_text(canvas, at, 2 + digits, 1, ALIGN_START, STYLE_SELECTED, "*");
}

static void draw_row(struct visit *visit, struct canvas *canvas, const struct table *table,
                     const struct place *places, int at, int number, int digits)
{
    const struct table_kind *kind = table->kind;
    const void *row = row_at(table, table->top + number - 1);
    bool done = kind->mark && kind->mark(visit, row) == ROW_DONE;
    bool here = table->top + number - 1 == table->selected;

    draw_lead(visit, canvas, table, row, at, number, digits);
    for (size_t i = 0; i < kind->column_count; i++)
        if (places[i].width > 0)
            canvas_text(canvas, at, places[i].column, places[i].width, ALIGN_START,
                        here ? STYLE_SELECTED : done ? STYLE_DIM
                                                     : STYLE_PLAIN,
                        kind->columns[i].text(visit, row));
    if (here && canvas->grid->caret_row < 0)
        canvas_caret(canvas, at, 1);
}

static const char *shown_range(struct visit *visit, const struct table *table)
{
    int64_t last = limited(table->top + table->shown, 0, table->total);
    return arena_text(visit_arena(visit), "%" PRId64 "-%" PRId64, table->top + 1, last);
}

/* "34 cases · by due day · only: ...": how many, in what order, which. */
static void draw_summary(struct visit *visit, struct canvas *canvas, struct table *table, int row)
{
    const struct table_kind *kind = table->kind;
    const char *count = kind->count ? kind->count : MSG("table.count");
    const char *text = visit_text(visit, count, visit_digits(visit, table->total));

    if (table->filtering) {
        int used = canvas_text(canvas, row, 0, canvas->columns, ALIGN_START, STYLE_OPENABLE, "/ ");
        text_draw(visit, canvas, row, used, canvas->columns / 2, 1, table->filter, true);
        canvas_text(canvas, row, used + canvas->columns / 2 + 1, canvas->columns, ALIGN_START,
                    STYLE_DIM, text);
        return;
    }
    if (table->total > table->shown && table->shown > 0)
        text = visit_text(visit, MSG("table.part"), text, shown_range(visit, table));
    if (kind->sort_count > 0)
        text = visit_text(visit, MSG("table.sorted"), text,
                          message(visit->language, kind->sorts[table->sort].label));
    if (table_filter(table)[0] != '\0')
        text = visit_text(visit, MSG("table.filtered"), text, table_filter(table));
    if (table->marked_count > 0)
        text = visit_text(visit, MSG("table.marked"), text,
                          visit_digits(visit, (int64_t)table->marked_count));
    canvas_text(canvas, row, 0, canvas->columns, ALIGN_START, STYLE_DIM, text);
}

static void draw_empty(struct visit *visit, struct canvas *canvas, const struct table *table,
                       int row, int rows)
{
    const char *key = table_filter(table)[0] != '\0' ? MSG("table.none-pass") : table->kind->empty;
    if (key)
        canvas_paragraph(canvas, row, 2, canvas->columns - 2, rows, STYLE_PLAIN,
                         message(visit->language, key));
}

void table_draw(struct visit *visit, struct canvas *canvas, struct table *table, int row, int rows)
{
    struct place places[COLUMNS_MOST] = {0};
    bool narrow = canvas_narrow(canvas), heads = !narrow && rows > 8;
    bool summary = !table->kind->plain || table->filtering;
    int end = row + rows < canvas->rows ? row + rows : canvas->rows;
    int top = row + summary + heads;
    int digits = table->kind->unnumbered ? 0 : end - top > 9 ? 2
                                                             : 1;
    int lead = 2 + digits + (narrow ? 1 : 2);

    table->shown = end - top > 0 ? end - top : 0;
    if (table->selected >= table->top + table->shown)
        table_select(visit, table, table->selected);
    if (summary)
        draw_summary(visit, canvas, table, row);
    if (table->total == 0) {
        draw_empty(visit, canvas, table, top, end - top);
        return;
    }
    columns_place(visit, table, heads, lead, canvas->columns - lead, narrow ? NARROW_GAP : GAP,
                  places);
    if (heads)
        draw_heads(visit, canvas, table->kind, places, row + summary);
    for (int i = 0; i < table->shown && row_at(table, table->top + i); i++)
        draw_row(visit, canvas, table, places, top + i, i + 1, digits);
}
