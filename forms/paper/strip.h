/* A sheet while it is set: strips that are added one below the other, and what stands in them. */
#ifndef FORMS_PAPER_STRIP_H
#define FORMS_PAPER_STRIP_H

#include "forms/paper/columns.h"
#include "forms/paper/typeset.h"

struct setting {
    struct pdf *pdf;
    const struct sheet *sheet;
    struct arena *arena;
    struct typeset set;
    double row_least;   /* height of a row of pairs */
    double first_label; /* of the rows beside a group, so that they stand below each other */
    double left, width; /* of the rows of the block */
    size_t block;
};

/* Each adds one and returns it, until the next is added. */
struct strip *strip_add(struct setting *setting, double height);
struct piece *strip_piece(struct setting *setting, struct strip *strip, enum piece_kind kind,
                          double x, double y, double width);

void strip_text(struct setting *setting, struct strip *strip, struct pdf_text text);

/* Walks over the boxes of choices as they flow in lines, and returns how many lines those are; puts
   them into the strip unless it is NULL. */
int strip_boxes(struct setting *setting, struct strip *strip, const struct sheet_cell *cell,
                double x, double y, double width);

#endif
