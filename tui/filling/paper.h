/*
 * A form laid out for the screen: where each question stands.
 *
 * As on the paper, short answers stand beside each other, long ones have lines of
 * their own under a heading, and a table has a line a row; where it is narrow, one
 * question takes a line. A paper knows no keys and changes nothing.
 */
#ifndef TUI_PAPER_H
#define TUI_PAPER_H

#include "forms/filling/answers.h"
#include "forms/filling/check.h"
#include "tui/widget.h"

/* What is laid out. */
struct paper_subject {
    const struct form_record *record;
    const struct check *checks;
    struct text *text;   /* being typed in the field in focus */
    size_t focus;        /* field_count: on no field */
    const char *refused; /* why what is typed there is no answer; "" when it may be one */
    bool editable;       /* somebody is filling it: choices and the field in focus are shown */
    bool marks;          /* missing answers are marked */
    int columns, rows;   /* of the body */
};

/* A question. */
struct paper_cell {
    size_t field;
    const char *label; /* "" where a heading says it */
    int row, column;
    int at, width, rows; /* of the answer: its first column, columns and rows */
    int options;         /* the row in which its choices begin; -1: the answer stands alone */
    const char *note;    /* in note_rows rows from note_row on: what is wrong with it; or "" */
    int note_row, note_rows;
    int end; /* the first row below it all */
};

/* A heading, the head of a column, the number of a row. */
struct paper_label {
    int row, column, width; /* width 0: a rule across the paper */
    const char *text;
};

struct paper {
    struct paper_cell *cells;
    size_t cell_count;
    struct paper_label *labels;
    size_t label_count;
    int rows;
};

/* Lays it out in visit_arena(). */
struct paper paper_lay(struct visit *visit, const struct paper_subject *subject);

/* Draws the rows from top on. */
void paper_draw(struct visit *visit, struct canvas *canvas, const struct paper_subject *subject,
                const struct paper *paper, int top);

/* Who signs it by hand once it is printed: the rows that takes, and those rows. */
int paper_signer_rows(struct visit *visit, const struct form *form);
void paper_draw_signers(struct visit *visit, struct canvas *canvas, int row,
                        const struct form *form);

/* The cell of a field; NULL when it is not asked. */
const struct paper_cell *paper_find(const struct paper *paper, size_t field);

/* An answer as the reader reads it, its middle hidden where the form says so. */
const char *paper_answer(struct visit *visit, const struct form_record *record, size_t field);

/* Whether the answer is chosen by digit, from what stands there; longer lists are typed in. */
bool paper_chosen(const struct form_field *field);

/* The label of one of its choices, the value in *value; NULL past the last, and without choices. */
const char *paper_option(struct visit *visit, const struct form_field *field, size_t index,
                         const char **value);

#endif
