/* How each style looks: on 16 colours, and in black and white. */
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

#endif
