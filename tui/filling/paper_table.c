/* The rows of a repeat on the screen. */
#include "tui/filling/paper_lay.h"

#include <string.h>

enum {
    NUMBER_COLUMNS = 3, /* of the number of a row */
    TABLE_GAP = 2,
    TEXT_LEAST = 12, /* columns in which a name can be typed */
    TEXT_MOST = 30,
    FIELDS_MOST = 40 /* that a row may have to stand in one line; more have no room anyway */
};

/* The columns of a table. */
struct columns {
    size_t first, count;     /* the fields of its first row */
    int width[FIELDS_MOST];  /* 0: in no row it is asked for */
    bool grows[FIELDS_MOST]; /* free text: it takes what room is left */
    int total;
};

static size_t fields_of_row(const struct form *form, size_t first, size_t end)
{
    size_t count = 0;
    while (first + count < end && form->fields[first + count].instance == form->fields[first].instance)
        count++;
    return count;
}

/* The columns in which an answer of the kind can be typed. */
static int usual_width(const struct laying *lay, const struct form_field *field)
{
    static const struct {
        const char *kind;
        int width;
    } widths[] = {
        {"date",           11},
        {"month",          8 },
        {"time",           6 },
        {"integer",        5 },
        {"number",         5 },
        {"decimal",        7 },
        {"money",          9 },
        {"calculated",     6 },
        {"phone",          14},
        {"mobile",         12},
        {"landline",       14},
        {"id_number",      19},
        {"student_number", 20},
        {"sex",            4 },
        {"yes_no",         4 },
    };
    const char *label, *value;
    int widest = 0;
    for (size_t i = 0; i < COUNT(widths); i++)
        if (strcmp(widths[i].kind, field->type->name) == 0)
            return widths[i].width;
    for (size_t i = 0; (label = paper_option(lay->visit, field, i, &value)); i++) {
        int columns = visit_columns(lay->visit, label);
        widest = columns > widest ? columns : widest;
    }
    return widest > 0 && widest < TEXT_LEAST ? widest : TEXT_LEAST;
}

static bool is_free(const struct form_field *field)
{
    return !field->type->latin && !field->type->option && !field->type->silent;
}

static void widen(struct columns *columns, size_t i, int width)
{
    if (width <= columns->width[i])
        return;
    columns->total += width - columns->width[i] + (columns->width[i] == 0 ? TABLE_GAP : 0);
    columns->width[i] = width;
}

/* As wide as heads and answers are; free text no wider than what it can do with. */
static void measure(const struct laying *lay, struct columns *columns, size_t end)
{
    columns->total = PAPER_INDENT + NUMBER_COLUMNS;
    for (size_t at = columns->first; at < end; at++) {
        const struct form_field *field = &lay->form->fields[at];
        size_t i = (at - columns->first) % columns->count;
        int answer = visit_columns(lay->visit,
                                   paper_answer(lay->visit, lay->subject->record, at));
        if (!lay_is_asked(lay, at))
            continue;
        columns->grows[i] = is_free(field);
        widen(columns, i, usual_width(lay, field));
        widen(columns, i, visit_columns(lay->visit, field->label.text[lay->visit->language]));
        widen(columns, i, columns->grows[i] && answer > TEXT_LEAST ? TEXT_LEAST : answer);
    }
}

static void share_out(const struct laying *lay, struct columns *columns)
{
    bool grew = true;
    while (grew) {
        grew = false;
        for (size_t i = 0; i < columns->count && columns->total < lay->subject->columns; i++)
            if (columns->grows[i] && columns->width[i] > 0 && columns->width[i] < TEXT_MOST) {
                widen(columns, i, columns->width[i] + 1);
                grew = true;
            }
    }
}

static bool has_paragraph(const struct laying *lay, const struct columns *columns)
{
    for (size_t i = 0; i < columns->count; i++)
        if (lay->form->fields[columns->first + i].type->paragraph)
            return true;
    return false;
}

static void lay_heads(struct laying *lay, const struct columns *columns)
{
    int at = PAPER_INDENT + NUMBER_COLUMNS;
    for (size_t i = 0; i < columns->count; i++) {
        const struct form_field *field = &lay->form->fields[columns->first + i];
        if (columns->width[i] == 0)
            continue;
        lay_label(lay, (struct paper_label){lay->row, at, columns->width[i], field->label.text[lay->visit->language]});
        at += columns->width[i] + TABLE_GAP;
    }
    lay->below = lay->row + 1;
    lay_end_row(lay);
}

static void lay_number(struct laying *lay, size_t first)
{
    const char *number = visit_digits(lay->visit, lay->form->fields[first].instance);
    lay_label(lay, (struct paper_label){lay->row, PAPER_INDENT, NUMBER_COLUMNS - 1, number});
}

static void lay_row(struct laying *lay, const struct columns *columns, size_t first)
{
    int at = PAPER_INDENT + NUMBER_COLUMNS;
    lay_number(lay, first);
    lay->below = lay->row + 1;
    for (size_t i = 0; i < columns->count; i++) {
        size_t field = first + i;
        if (lay_is_asked(lay, field)) {
            struct paper_cell *cell = lay_cell(lay, field, "");
            cell->row = lay->row;
            cell->column = cell->at = at;
            cell->width = columns->width[i];
            lay_below(lay, cell,
                      lay_in_focus(lay, field) && paper_chosen(&lay->form->fields[field]));
        }
        at += columns->width[i] > 0 ? columns->width[i] + TABLE_GAP : 0;
    }
    lay_end_row(lay);
}

/* The number of the row stands before its first field, which begins a line. */
static void lay_row_as_list(struct laying *lay, size_t first, size_t count)
{
    bool numbered = false;
    lay_end_row(lay);
    for (size_t i = first; i < first + count; i++) {
        const struct form_field *field = &lay->form->fields[i];
        const char *label = field->label.text[lay->visit->language];
        if (!lay_is_asked(lay, i))
            continue;
        if (!numbered)
            label = arena_text(visit_arena(lay->visit), "%d. %s", field->instance, label);
        numbered = true;
        lay_field(lay, i, label);
    }
}

void lay_repeat(struct laying *lay, size_t first, size_t end)
{
    struct columns columns = {.first = first, .count = fields_of_row(lay->form, first, end)};
    bool table = !lay->narrow && columns.count <= FIELDS_MOST && !has_paragraph(lay, &columns);
    if (table)
        measure(lay, &columns, end);
    if (table && columns.total <= lay->subject->columns) {
        share_out(lay, &columns);
        lay_heads(lay, &columns);
        for (size_t row = first; row < end; row += columns.count)
            lay_row(lay, &columns, row);
        return;
    }
    for (size_t row = first; row < end; row += columns.count)
        lay_row_as_list(lay, row, columns.count);
}
