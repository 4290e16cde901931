#include "tests/support/seen.h"

#include <string.h>

const char *seen(const char *text, enum direction direction, unsigned flags, int width)
{
    static char row[SEEN_COLUMNS * CELL_BYTES];
    struct glyph glyphs[SEEN_COLUMNS];
    size_t count = layout(text, strlen(text), direction, flags, width, glyphs, NULL);

    row[0] = '\0';
    for (size_t i = 0; i < count; i++)
        strcat(row, glyphs[i].text);
    return row;
}
