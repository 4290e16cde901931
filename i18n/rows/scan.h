/*
 * Text as the units that a row is made of: what is drawn for each character, and
 * in how many columns. Measuring, cutting and drawing all go through scan_next(),
 * so that they cannot disagree.
 */
#ifndef I18N_ROWS_SCAN_H
#define I18N_ROWS_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* UTF-8 and the flags of layout() it is drawn with. */
struct source {
    const char *text;
    size_t length;
    unsigned flags;
};

/* A character that has a cell, or that bidi or joining must know of. */
struct unit {
    int32_t character; /* as drawn */
    int32_t alef;      /* the alef that a lam is written together with, or 0 */
    uint32_t begin;    /* byte of the text */
    uint32_t at;       /* in the row's UTF-16 */
    uint8_t width;     /* columns; 0: nothing is drawn */
    uint8_t shape;
    bool more; /* a further cell of the letter before, which Latin spells with two */
};

struct scan {
    const struct source *source;
    size_t at, end; /* bytes: what is read next, and where it stops */
    bool lam;       /* the letter before is a lam, so that an alef needs no cell */
    bool unsafe;    /* a '?' stands for the character before */
    bool tied;      /* and a joiner after it ties the next one to it */

    /* Where Uyghur is spelt in Latin letters: */
    const char *latin; /* what is left of the letter that is being spelt */
    size_t letter;     /* the byte it begins at */
    int32_t before;    /* the character before it */
};

/* Begins to read the bytes from begin to end; what stands around them tells how they are spelt. */
struct scan scan_begin(const struct source *source, size_t begin, size_t end);

/*
 * Gives the next unit; false at the end. An alef that its lam takes into its own cell has no
 * width; a letter that is silent in Latin has no unit, its bytes go to the next one.
 */
bool scan_next(struct scan *scan, struct unit *unit);

/* Whether a row needs to keep the unit: marks and the old embedding controls leave no trace. */
bool scan_matters(const struct unit *unit);

/* LRM, RLM and ALM: bidi heeds them, joining passes over them. */
bool scan_direction_mark(int32_t character);

/* The columns of the bytes from begin to end. */
int scan_columns(const struct source *source, size_t begin, size_t end);

/* Where the bytes end that take at most width columns from begin on: what follows begins a cell. */
size_t scan_head(const struct source *source, size_t begin, int width);

/* Where the end of the text begins that takes at most width columns. */
size_t scan_tail(const struct source *source, int width);

#endif
