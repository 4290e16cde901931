#include "forms/paper/columns.h"

#include <string.h>

static const double letter = 5.5; /* width of a letter, about */
static const double box_most = 220;
static const double name_most = 90;
static const double word_least = 33;    /* three Chinese characters */
static const double choices_most = 0.7; /* of what is left */

static double larger(double a, double b)
{
    return a > b ? a : b;
}

static bool is_chinese(const char *text)
{
    return (unsigned char)*text >= 0xE3;
}

/* Chinese is broken anywhere: half of a long label stands above the other. */
double columns_word(struct pdf *pdf, enum pdf_style style, const char *text)
{
    ARENA(arena);
    double widest = 0, whole = pdf_width(pdf, style, text), line = pdf_leading(pdf, style);
    if (!strchr(text, ' '))
        return is_chinese(text) && whole > 3 * line ? whole / 2 + line * 0.7 : whole;
    while (*text) {
        size_t length = strcspn(text, " ");
        widest = larger(widest, pdf_width(pdf, style, arena_copy(&arena, text, length)));
        text += length + strspn(text + length, " ");
    }
    return widest;
}

static double boxes_width(struct pdf *pdf, const struct sheet_cell *cell)
{
    double width = 0;
    for (size_t i = 0; i < cell->box_count; i++)
        width += COLUMN_BOX + 3 + pdf_width(pdf, PDF_TEXT, cell->boxes[i].label) + COLUMN_GAP;
    return width;
}

static double widest_box(struct pdf *pdf, const struct sheet_cell *cell)
{
    double widest = 0;
    for (size_t i = 0; i < cell->box_count; i++)
        widest = larger(widest, pdf_width(pdf, PDF_TEXT, cell->boxes[i].label));
    return COLUMN_BOX + 3 + widest;
}

/* Digits and Latin letters, whether or not they are kept apart from words around them. */
static bool is_number(const char *text)
{
    static const char isolates[] = "\u2068\u2069";
    for (; *text; text++)
        if (*text == ' ' || ((unsigned char)*text >= 0x80 && !strchr(isolates, *text)))
            return false;
    return true;
}

/* A number is never broken, and a name only when it is long. */
static double unbroken(const char *text, double width)
{
    return is_number(text) || width < name_most ? width : name_most;
}

static void want_value(struct pdf *pdf, const struct sheet_cell *cell, struct column *column)
{
    double padding = 2 * COLUMN_PADDING;
    column->ticked = 0;
    column->share = 1;
    if (cell->box_count > 0) {
        double all = boxes_width(pdf, cell), one = widest_box(pdf, cell);
        column->value = (all < box_most ? all : box_most) + padding;
        column->value_least = column->unbroken = one + padding;
        column->ticked = all + 2 * padding;
        return;
    }
    double text = pdf_width(pdf, PDF_TEXT, cell->text), room = cell->room * letter;
    column->value = larger(text < box_most ? text : box_most, room) + padding;
    column->value_least = larger(unbroken(cell->text, text), room * 0.7) + padding;
    column->unbroken = (is_number(cell->text) ? text : word_least) + padding;
}

void columns_want(struct pdf *pdf, const struct sheet_row *row, struct column columns[])
{
    for (size_t i = 0; i < row->cell_count; i++) {
        const struct sheet_cell *cell = &row->cells[i];
        columns[i].label = pdf_width(pdf, PDF_LABEL, cell->label) + 2 * COLUMN_PADDING;
        columns[i].label_least = columns_word(pdf, PDF_LABEL, cell->label) + 2 * COLUMN_PADDING;
        want_value(pdf, cell, &columns[i]);
    }
}

void columns_join(struct column columns[], const struct column others[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        columns[i].label = larger(columns[i].label, others[i].label);
        columns[i].label_least = larger(columns[i].label_least, others[i].label_least);
        columns[i].value = larger(columns[i].value, others[i].value);
        columns[i].value_least = larger(columns[i].value_least, others[i].value_least);
        columns[i].unbroken = larger(columns[i].unbroken, others[i].unbroken);
    }
}

bool columns_fit(const struct column columns[], size_t count, double width)
{
    for (size_t i = 0; i < count; i++)
        width -= columns[i].label_least + columns[i].value_least;
    return width >= 0;
}

/* Takes part of what they could do without: 0 nothing, 1 all of it. */
static double share(double lacking, double spare)
{
    return spare <= 0 ? 0 : lacking >= spare ? 1
                                             : lacking / spare;
}

static void shrink(struct column columns[], size_t count, double lacking)
{
    double labels = 0, values = 0;
    for (size_t i = 0; i < count; i++) {
        labels += columns[i].label - columns[i].label_least;
        values += columns[i].value - columns[i].value_least;
    }
    double of_labels = share(lacking, labels);
    double of_values = share(lacking - of_labels * labels, values);
    for (size_t i = 0; i < count; i++) {
        columns[i].label -= of_labels * (columns[i].label - columns[i].label_least);
        columns[i].value -= of_values * (columns[i].value - columns[i].value_least);
    }
}

/* Where even the least of all is too much, words are broken and numbers are not. */
static void squeeze(struct column columns[], size_t count, double lacking)
{
    double spare = 0;
    for (size_t i = 0; i < count; i++)
        spare += larger(columns[i].value - columns[i].unbroken, 0);
    for (size_t i = 0; i < count; i++)
        columns[i].value -=
            share(lacking, spare) * larger(columns[i].value - columns[i].unbroken, 0);
}

static double left_of(const struct column columns[], size_t count, double width)
{
    for (size_t i = 0; i < count; i++)
        width -= columns[i].label + columns[i].value;
    return width;
}

/* Choices get what puts them into one line, when enough is left for the others. */
static void widen_choices(struct column columns[], size_t count, double width)
{
    for (size_t i = 0; i < count; i++) {
        double lacking = columns[i].ticked - columns[i].value;
        if (lacking > 0 && lacking < left_of(columns, count, width) * choices_most)
            columns[i].value += lacking;
    }
}

/* The rest is for what is written. */
static void widen_rest(struct column columns[], size_t count, double left)
{
    double values = 0, written = 0;
    for (size_t i = 0; i < count; i++) {
        values += columns[i].value;
        written += columns[i].ticked > 0 ? 0 : columns[i].value * columns[i].share;
    }
    for (size_t i = 0; i < count; i++)
        if (written == 0)
            columns[i].value += left * columns[i].value / values;
        else if (columns[i].ticked == 0)
            columns[i].value += left * columns[i].value * columns[i].share / written;
}

void columns_settle(struct column columns[], size_t count, double width)
{
    double left = left_of(columns, count, width);
    if (left < 0)
        shrink(columns, count, -left);
    left = left_of(columns, count, width);
    if (left < 0)
        squeeze(columns, count, -left);
    widen_choices(columns, count, width);
    widen_rest(columns, count, left_of(columns, count, width));
}
