#include "tui/farewell.h"

enum {
    ROWS = 4,
    MARGIN = 1
};

const char *farewell_lines(const struct terminal *terminal, const struct visit *visit, int columns,
                           const char *sentence, struct arena *arena)
{
    struct grid grid;
    struct canvas canvas = canvas_new(arena, &grid, ROWS, columns, visit_mirrored(visit));
    grid.manner = visit->manner;
    int rows = canvas_paragraph(&canvas, 0, MARGIN, columns - 2 * MARGIN, ROWS, STYLE_PLAIN,
                                sentence);
    const char *lines = "";
    for (int row = 0; row < rows; row++)
        lines = arena_text(arena, "%s%s\r\n", lines, terminal_line(terminal, &grid, row, arena));
    return lines;
}
