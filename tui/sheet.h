/*
 * A form laid out for the screen: where each question stands.
 *
 * As on the paper, short answers stand beside each other and long ones have lines
 * of their own under a heading; where it is narrow, one question takes a line. A
 * sheet knows no keys and changes nothing.
 */
#ifndef TUI_SHEET_H
#define TUI_SHEET_H

#include "forms/answers.h"
#include "forms/check.h"
#include "tui/widget.h"

/* What is laid out. */
struct sheet_subject {
    const struct record *record;
    const struct check *checks;
    struct text *texts; /* one a field; the one in focus is being typed */
    size_t focus;       /* field_count: on no field */
    bool marks;         /* missing answers are marked */
    int columns, rows;  /* of the body */
};

/* A question. */
struct sheet_cell {
    size_t field;
    const char *label; /* "" where the heading says it */
    int row, column;
    int at, width, rows; /* of the answer: its first column, columns and rows */
    bool options;        /* the choices stand there, not the answer alone */
};

struct sheet_heading {
    int row;
    const char *label;
};

struct sheet {
    struct sheet_cell *cells;
    size_t cell_count;
    struct sheet_heading *headings;
    size_t heading_count;
    int rows;
};

/* Lays it out in visit_arena(). */
struct sheet sheet_lay(struct visit *visit, const struct sheet_subject *subject);

/* Draws the rows from top on. */
void sheet_draw(struct visit *visit, struct canvas *canvas, const struct sheet_subject *subject,
                const struct sheet *sheet, int top);

/* The cell of a field; NULL when it is not asked. */
const struct sheet_cell *sheet_find(const struct sheet *sheet, size_t field);

/* An answer as the reader reads it, its middle hidden where the form says so. */
const char *sheet_answer(struct visit *visit, const struct record *record, size_t field);

/* Whether the answer is chosen by digit. */
bool sheet_chosen(const struct form_field *field);

#endif
