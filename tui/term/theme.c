#include "tui/term/theme.h"

const struct look theme[STYLE_COUNT] = {
    [STYLE_PLAIN] = {COLOUR_NONE,   false, false, false},
    [STYLE_TITLE] = {COLOUR_NONE,   true,  false, false},
    [STYLE_DIM] = {COLOUR_NONE,   false, true,  false},
    [STYLE_OVERDUE] = {COLOUR_RED,    true,  false, false},
    [STYLE_TODAY] = {COLOUR_YELLOW, false, false, false},
    [STYLE_OPENABLE] = {COLOUR_CYAN,   false, false, false},
    [STYLE_PREFILLED] = {COLOUR_NONE,   false, true,  false},
    [STYLE_SELECTED] = {COLOUR_NONE,   true,  false, false},
    [STYLE_FIELD] = {COLOUR_NONE,   false, false, true },
    [STYLE_RULE] = {COLOUR_NONE,   false, true,  false},
    [STYLE_ERROR] = {COLOUR_RED,    true,  false, false},
};
