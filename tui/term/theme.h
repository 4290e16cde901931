/* How each style looks: in black and white, on 16 colours and on 256. */
#ifndef TUI_TERM_THEME_H
#define TUI_TERM_THEME_H

#include "tui/term/canvas.h"

enum colour {
    COLOUR_NONE = -1, /* the terminal's own */
    COLOUR_RED = 1,
    COLOUR_YELLOW = 3,
    COLOUR_CYAN = 6
};

struct look {
    enum colour colour;
    bool bold, dim, underline;
};

/* Colour is a second hint: what tells styles apart in black and white comes first. */
extern const struct look theme[STYLE_COUNT];

/*
 * The number that a colour has among 256 in one of its shades: readable on white
 * paper and on black glass alike. COLOUR_NONE is the terminal's own (-1) while it
 * has no shade, else a grey near to it; light is that of the background, 1 to 100,
 * 0 when it is not known.
 */
short theme_shade(enum colour colour, enum cell_shade shade, int light);

#endif
