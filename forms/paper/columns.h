/* How wide the cells of a row are: labels as they need, answers with the rest. */
#ifndef FORMS_PAPER_COLUMNS_H
#define FORMS_PAPER_COLUMNS_H

#include "forms/paper/pdf.h"
#include "forms/paper/sheet.h"

enum {
    COLUMN_PADDING = 4, /* at both sides of a cell */
    COLUMN_GAP = 9,     /* after a choice */
    COLUMN_BOX = 8,     /* to tick, and the room behind it is 3 */
    COLUMN_PAIRS_MOST = 12
};

/* Of a pair: its label's cell and its answer's. */
struct column {
    double label, label_least, value, value_least;
    double ticked;   /* in which all choices stand in one line, and more is of no use; 0: no choices */
    double unbroken; /* the least of a number; words are broken before it is */
    double share;    /* of what is left over, for each width that it has */
};

/* What the pairs of a row want. */
void columns_want(struct pdf *pdf, const struct sheet_row *row, struct column columns[]);

/* Makes each as wide as it is in any of two rows, so that they stand below each other. */
void columns_join(struct column columns[], const struct column others[], size_t count);

/* Whether they fit, each with what it needs at least. */
bool columns_fit(const struct column columns[], size_t count, double width);

/* Gives label and value the width that they have, to fill width. */
void columns_settle(struct column columns[], size_t count, double width);

/* The width of a text that may be broken between words. */
double columns_word(struct pdf *pdf, enum pdf_style style, const char *text);

#endif
