/* What paper.c and paper_table.c lay out together. For these alone. */
#ifndef TUI_PAPER_LAY_H
#define TUI_PAPER_LAY_H

#include "tui/filling/paper.h"

enum {
    PAPER_INDENT = 2,
    PAPER_GAP = 3,         /* between questions of one row */
    PAPER_ANSWER_LEAST = 4 /* columns */
};

/* A paper while it is laid. */
struct laying {
    struct visit *visit;
    const struct paper_subject *subject;
    const struct form *form;
    struct paper paper;
    const struct form_group *group;
    int row, column;
    int below; /* the first row below the questions of this row */
    bool narrow;
};

/* The next question stands in a row of its own. */
void lay_end_row(struct laying *lay);

/* Whether the person is filling this field. */
bool lay_in_focus(const struct laying *lay, size_t field);

/* Whether the field is asked for here and now. */
bool lay_is_asked(const struct laying *lay, size_t field);

/* A cell for the field, without its place. */
struct paper_cell *lay_cell(struct laying *lay, size_t field, const char *label);

/* The rows that the choices of a field take in so many columns. */
int lay_option_rows(const struct laying *lay, const struct form_field *field, int width);

/* Below what has been laid of the cell: its choices where one is choosing, what is wrong with it. */
void lay_below(struct laying *lay, struct paper_cell *cell, bool options);

void lay_label(struct laying *lay, struct paper_label label);

/* A field beside or below the one before it, in a list of fields; label as it is to be read. */
void lay_field(struct laying *lay, size_t field, const char *label);

/* The rows of a repeat, fields first to end: as a table where its columns fit, else field by field. */
void lay_repeat(struct laying *lay, size_t first, size_t end);

#endif
