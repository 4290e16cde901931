/* A sheet while it is made: its blocks, rows, cells and marks, one after the other. */
#ifndef FORMS_PAPER_SHEET_MAKING_H
#define FORMS_PAPER_SHEET_MAKING_H

#include "forms/paper/sheet.h"

struct making {
    const struct form_record *record;
    const struct form *form;
    enum language language;
    struct arena *arena;
    struct sheet sheet;
};

/* Each adds one and returns it, until the next of its kind is added. */
struct sheet_block *making_block(struct making *making, const char *group);
struct sheet_row *making_row(struct making *making, struct sheet_block *block,
                             enum sheet_kind kind);
void making_cell(struct making *making, struct sheet_row *row, struct sheet_cell cell);

/* Room to sign or to stamp; none for an empty label. */
void making_mark(struct making *making, struct sheet_row *row, const struct label *label,
                 const char *day);
bool making_seal(const struct label *label);

/* The cell of a question with an answer, "" for none. */
struct sheet_cell making_answer(struct making *making, const struct form_field *field,
                                const char *value);

bool making_type(const struct form_field *field, const char *name);

#endif
