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

/* The first row that fits: of a colour, for a background of that lightness at least. */
static const struct {
    enum colour colour;
    int light;
    short shades[CELL_SHADE_COUNT];
} shades[] = {
    {COLOUR_NONE,   51, {-1, 235, 236, 237} },
    {COLOUR_NONE,   1,  {-1, 252, 253, 251} },
    {COLOUR_NONE,   0,  {-1, 244, 245, 246} },
    {COLOUR_RED,    0,  {160, 124, 161, 160}},
    {COLOUR_YELLOW, 0,  {136, 137, 100, 136}},
    {COLOUR_CYAN,   0,  {30, 31, 37, 30}    },
};

short theme_shade(enum colour colour, enum cell_shade shade, int light)
{
    for (size_t i = 0; i < sizeof shades / sizeof *shades; i++)
        if (shades[i].colour == colour && light >= shades[i].light)
            return shades[i].shades[shade];
    return -1;
}
