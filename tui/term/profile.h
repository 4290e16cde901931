/*
 * Profiles: what a terminal does with right-to-left text by itself, and what it
 * must therefore be sent. The canvas is in visual order; a profile hands its
 * rows on so that the eye sees just that.
 *
 * VISUAL sends the cells as they are: right for terminals that do not reorder,
 * and for those that leave it when told so. Another kind of terminal is another
 * row in profile.c, with an order() of its own.
 */
#ifndef TUI_TERM_PROFILE_H
#define TUI_TERM_PROFILE_H

#include "tui/term/canvas.h"

enum profile_kind {
    PROFILE_VISUAL,
    PROFILE_COUNT
};

struct profile {
    const char *enter, *leave; /* bytes, on the alternate screen, before the first cell */
    /* Writes the row as the terminal must get it; both have columns cells. */
    void (*order)(const struct cell *row, int columns, struct cell *sent);
};

extern const struct profile profiles[PROFILE_COUNT];

#endif
