/*
 * A form laid out for the screen: where each question stands.
 *
 * As on the paper, short answers stand beside each other and long ones have lines
 * of their own under a heading; where it is narrow, one question takes a line. A
 * paper knows no keys and changes nothing.
 */
#ifndef TUI_PAPER_H
#define TUI_PAPER_H

#include "forms/answers.h"
#include "forms/check.h"
#include "tui/widget.h"

/* What is laid out. */
struct paper_subject {
    const struct form_record *record;
    const struct check *checks;
    struct text *texts; /* one a field; the one in focus is being typed */
    size_t focus;       /* field_count: on no field */
    bool editable;      /* somebody is filling it: choices and the field in focus are shown */
    bool marks;         /* missing answers are marked */
    int columns, rows;  /* of the body */
};

/* A question. */
struct paper_cell {
    size_t field;
    const char *label; /* "" where the heading says it */
    int row, column;
    int at, width, rows; /* of the answer: its first column, columns and rows */
    int end;             /* the first row below it */
    bool options;        /* the choices stand there, not the answer alone */
};

struct paper_heading {
    int row;
    const char *label;
};

struct paper {
    struct paper_cell *cells;
    size_t cell_count;
    struct paper_heading *headings;
    size_t heading_count;
    int rows;
};

/* Lays it out in visit_arena(). */
struct paper paper_lay(struct visit *visit, const struct paper_subject *subject);

/* Draws the rows from top on. */
void paper_draw(struct visit *visit, struct canvas *canvas, const struct paper_subject *subject,
                const struct paper *paper, int top);

/* The cell of a field; NULL when it is not asked. */
const struct paper_cell *paper_find(const struct paper *paper, size_t field);

/* An answer as the reader reads it, its middle hidden where the form says so. */
const char *paper_answer(struct visit *visit, const struct form_record *record, size_t field);

/* Whether the answer is chosen by digit. */
bool paper_chosen(const struct form_field *field);

#endif
