/*
 * A sheet in strips: measured with a pen, not yet on a page.
 *
 * A strip is a slice of the table from side to side that is never cut. A row of pairs is one; a
 * cell to write in has one for each line, so that a long answer goes on overleaf.
 */
#ifndef FORMS_PAPER_TYPESET_H
#define FORMS_PAPER_TYPESET_H

#include "forms/paper/pdf_margin.h"
#include "forms/paper/sheet.h"

enum piece_kind {
    PIECE_TEXT,
    PIECE_BOX,  /* to tick; as wide as high */
    PIECE_RULE, /* to sign on */
    PIECE_EDGE  /* between cells, from above to below */
};

/* Something in a strip, y from its top. */
struct piece {
    enum piece_kind kind;
    struct pdf_text text; /* its x, y and width are those of every kind */
    bool ticked;
};

struct strip {
    double height;
    struct piece *pieces;
    size_t piece_count;
    size_t block;  /* of the sheet */
    bool begins;   /* a row: a line stands above it */
    double most;   /* that its empty room may be made more by, to fill a page */
    double spare;  /* part of its height that it can do without */
    double follow; /* height of the strips of its row from here on */
    size_t head;   /* of a line of a table: the strip of its heads, counted from 1; 0 for none */
};

struct typeset {
    struct strip *strips;
    size_t count;
    double group_width; /* of the column with the names of the groups; 0 when there is none */
};

/* Sets a sheet, in the arena. */
struct typeset typeset(struct pdf *pdf, const struct sheet *sheet, struct arena *arena);

#endif
