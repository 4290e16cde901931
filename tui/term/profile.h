/*
 * Profiles: what a terminal does with right-to-left text by itself, and what it
 * must therefore be sent. The canvas is in visual order; a profile hands its
 * rows on so that the eye sees just that (facts: text.md 1).
 *
 * Another kind of terminal is another row in profile.c.
 */
#ifndef TUI_TERM_PROFILE_H
#define TUI_TERM_PROFILE_H

#include "tui/term/canvas.h"

enum profile_kind {
    PROFILE_VISUAL,   /* cells are shown where they are put: most terminals, also when told so */
    PROFILE_IMPLICIT, /* whole rows are reordered, from where the first strong letter says: PuTTY */
    PROFILE_LINE,     /* whole rows are reordered, always from the left: macOS Terminal */
    PROFILE_JITTER,   /* runs of one look are reordered: terminals in a browser */
    PROFILE_LATIN,    /* no Uyghur letters: Latin Uyghur stands for them */
    PROFILE_GBK,      /* the same for a client whose characters are GBK's */
    PROFILE_COUNT
};

enum {
    PROFILE_COLUMNS_MOST = 500
};

/* A row as the terminal gets it. */
struct sent_row {
    struct cell cells[PROFILE_COLUMNS_MOST];
    int column[PROFILE_COLUMNS_MOST]; /* where the cell that is seen in a column was sent */
};

struct profile {
    const char *name; /* as it is stored; "profile." and the name is its key in the catalogue */
    unsigned manner;  /* layout_flags: what it never shows, whatever was measured */
    bool reorders;    /* whole rows: every cell counts, also the last of the last row */
    /* Writes the row as the terminal must get it; columns is at most PROFILE_COLUMNS_MOST. */
    void (*order)(const struct cell *row, int columns, struct sent_row *sent);
};

extern const struct profile profiles[PROFILE_COUNT];

/* The kind of a name; false when it is none. */
bool profile_find(const char *name, enum profile_kind *kind);

#endif
