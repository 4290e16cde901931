/*
 * What stands on the paper of a record, and in which order: the county's table as data.
 *
 * A sheet has blocks, each beside the name of its group; a block has rows. How wide and how high
 * anything is, and in which letters, is not known here.
 */
#ifndef FORMS_PAPER_SHEET_H
#define FORMS_PAPER_SHEET_H

#include "forms/filling/answers.h"

enum sheet_kind {
    SHEET_PAIRS,   /* labels, each with a short answer beside it */
    SHEET_WRITING, /* one cell as wide as the block, with room for a pen */
    SHEET_HEADS,   /* the labels of the columns below */
    SHEET_LINE     /* answers in these columns */
};

/* A choice with its box. */
struct sheet_box {
    const char *label;
    bool ticked;
};

struct sheet_cell {
    const char *label;             /* "" where the group has said it */
    const char *text;              /* "" for a pen */
    const struct sheet_box *boxes; /* every choice, in place of the text; NULL for none */
    size_t box_count;
    int room;   /* letters that an answer may take, about */
    bool words; /* which may also be many more */
};

/* Room for a hand to sign or for a seal with its day, at the end of its cell. */
struct sheet_mark {
    const char *label;
    const char *day; /* of a seal; "" for a pen */
    bool seal;
};

struct sheet_row {
    enum sheet_kind kind;
    struct sheet_cell *cells; /* of writing: one */
    size_t cell_count;
    int lines;   /* of writing: that it has at least */
    bool letter; /* of writing: what the paper says, in large letters */
    struct sheet_mark *marks;
    size_t mark_count;
};

struct sheet_block {
    const char *group; /* "" for none */
    struct sheet_row *rows;
    size_t row_count;
};

struct sheet {
    const char *title;
    const char *number; /* of a paper with legal effect; "" for none */
    const char *remark; /* that it is not complete, corrects another or is corrected; "" */
    struct sheet_block *blocks;
    size_t block_count;
};

/* A record of nobody without an answer, in the arena: the form for homes without a line. */
struct form_record sheet_blank(const struct form *form, struct arena *arena);

/* The sheet of a record in a language, in the arena. */
struct sheet sheet_of(const struct form_record *record, enum language language,
                      struct arena *arena);

/* The sentence of a form with its blanks filled in, by a line where nothing is known; "" when the
   form has none. In the arena. */
const char *sheet_sentence(const struct form_record *record, enum language language,
                           struct arena *arena);

#endif
