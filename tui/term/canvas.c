#include "tui/term/canvas.h"

#include "i18n/text.h"

#include <string.h>

enum {
    NARROW_BELOW = 60,
    GLYPHS_MOST = 500, /* the widest terminal there may be */
    LINES_MOST = 200
};

struct canvas canvas_new(struct arena *arena, struct grid *grid, int rows, int columns, bool rtl)
{
    *grid = (struct grid){
        .rows = rows,
        .columns = columns,
        .rtl = rtl,
        .spoken = arena_array(arena, uint8_t, (size_t)rows),
        .cells = arena_array(arena, struct cell, (size_t)rows * (size_t)columns),
        .caret_row = -1,
    };
    return (struct canvas){.grid = grid, .rows = rows, .columns = columns};
}

struct canvas canvas_window(const struct canvas *canvas, int row, int column, int rows,
                            int columns)
{
    if (row < 0) { /* of what begins outside there is only the rest */
        rows += row;
        row = 0;
    }
    if (column < 0) {
        columns += column;
        column = 0;
    }
    struct canvas window = {
        .grid = canvas->grid,
        .top = canvas->top + row,
        .left = canvas->left + column,
        .rows = canvas->rows - row < rows ? canvas->rows - row : rows,
        .columns = canvas->columns - column < columns ? canvas->columns - column : columns,
    };
    window.rows = window.rows < 0 ? 0 : window.rows;
    window.columns = window.columns < 0 ? 0 : window.columns;
    return window;
}

int canvas_columns(const struct canvas *canvas, const char *text)
{
    return layout_columns(text, strlen(text), canvas->grid->manner);
}

bool canvas_narrow(const struct canvas *canvas)
{
    return canvas->grid->columns < NARROW_BELOW;
}

/* From the left of the grid, for width columns that begin at a column of the canvas. */
static int seen_column(const struct canvas *canvas, int column, int width)
{
    int logical = canvas->left + column;
    return canvas->grid->rtl ? canvas->grid->columns - logical - width : logical;
}

static struct cell *cell_at(const struct canvas *canvas, int row, int seen)
{
    return &canvas->grid->cells[(canvas->top + row) * canvas->grid->columns + seen];
}

/* Whatever else a wide character leaves of itself when half of it is written over is a blank. */
static void clear_halves(const struct canvas *canvas, int row, int seen, int width)
{
    struct cell *first = cell_at(canvas, row, seen), *last = first + width - 1;
    if (first->width == 0 && first->text[0] == '\0' && seen > 0 && first[-1].width == 2)
        first[-1] = (struct cell){.width = 1, .style = first[-1].style};
    if (last->width == 2 && seen + width < canvas->grid->columns)
        last[1] = (struct cell){.width = 1, .style = last->style};
}

static void put(const struct canvas *canvas, int row, int seen, const struct glyph *glyph,
                enum style style)
{
    clear_halves(canvas, row, seen, glyph->width);
    struct cell *cell = cell_at(canvas, row, seen);
    canvas->grid->overlaps += cell->text[0] != '\0' && strcmp(cell->text, " ") != 0;
    *cell = (struct cell){.width = glyph->width, .style = (uint8_t)style, .rtl = glyph->rtl};
    memcpy(cell->text, glyph->text, CELL_BYTES);
    if (glyph->width == 2)
        cell[1] = (struct cell){.style = (uint8_t)style, .rtl = glyph->rtl};
}

void canvas_glyphs(struct canvas *canvas, int row, int column, int width, enum style style,
                   const struct glyph *glyphs, size_t count)
{
    if (row < 0 || row >= canvas->rows || column < 0 || column + width > canvas->columns)
        return;
    int seen = seen_column(canvas, column, width), end = seen + width;
    for (size_t i = 0; i < count && seen + glyphs[i].width <= end; i++) {
        put(canvas, row, seen, &glyphs[i], style);
        seen += glyphs[i].width;
    }
}

/*
 * In a mirrored screen a sentence goes from the right as soon as it is one:
 * when it has Arabic letters or values put into it. Numbers, telephones and names in
 * other scripts keep their own order.
 */
static enum direction direction_of(const struct canvas *canvas, const char *text)
{
    if (!canvas->grid->rtl)
        return DIRECTION_AUTO;
    return text_has_arabic(text) || strstr(text, "\xe2\x81\xa8") ? DIRECTION_RTL : DIRECTION_LTR;
}

/* A line belongs to its paragraph: it goes the way that one begins. */
static enum direction direction_of_line(const struct canvas *canvas, const char *text, size_t begin,
                                        enum direction asked, enum direction before)
{
    if (begin > 0 && text[begin - 1] != '\n')
        return before;
    size_t length = strcspn(text + begin, "\n");
    return layout_rtl(text + begin, length, asked, canvas->grid->manner) ? DIRECTION_RTL
                                                                         : DIRECTION_LTR;
}

static int offset_in(enum align align, int width, int used)
{
    if (align == ALIGN_START)
        return 0;
    return align == ALIGN_END ? width - used : (width - used) / 2;
}

static int text_span(struct canvas *canvas, int row, int column, int width, enum align align,
                     enum style style, const char *text, size_t length, enum direction direction)
{
    struct glyph glyphs[GLYPHS_MOST];
    int used = 0;

    if (column + width > canvas->columns)
        width = canvas->columns - column;
    if (row < 0 || row >= canvas->rows || column < 0 || width <= 0)
        return 0;
    size_t count = layout(text, length, direction, canvas->grid->manner,
                          width < GLYPHS_MOST ? width : GLYPHS_MOST, glyphs, &used);
    canvas_glyphs(canvas, row, column + offset_in(align, width, used), used, style, glyphs, count);
    return used;
}

int canvas_text(struct canvas *canvas, int row, int column, int width, enum align align,
                enum style style, const char *text)
{
    return text_span(canvas, row, column, width, align, style, text, strlen(text),
                     direction_of(canvas, text));
}

int canvas_paragraph(struct canvas *canvas, int row, int column, int width, int rows,
                     enum style style, const char *text)
{
    size_t begins[LINES_MOST + 1], length = strlen(text);
    enum direction asked = direction_of(canvas, text), direction = asked;

    if (column + width > canvas->columns)
        width = canvas->columns - column;
    if (width <= 0 || rows <= 0 || length == 0)
        return 0;
    size_t lines = layout_lines(text, length, canvas->grid->manner, width, begins, LINES_MOST);
    lines = lines < LINES_MOST ? lines : LINES_MOST;
    int shown = (int)lines < rows ? (int)lines : rows;
    begins[lines] = length;
    for (int i = 0; i < shown; i++) {
        size_t end = i == shown - 1 ? length : begins[i + 1];
        while (end > begins[i] && i < shown - 1 && strchr(" \n", text[end - 1]))
            end--;
        direction = direction_of_line(canvas, text, begins[i], asked, direction);
        text_span(canvas, row + i, column, width, ALIGN_START, style, text + begins[i],
                  end - begins[i], direction);
    }
    return shown;
}

void canvas_tint(struct canvas *canvas, int row, int column, int width, enum style style)
{
    if (column + width > canvas->columns)
        width = canvas->columns - column;
    if (row < 0 || row >= canvas->rows || column < 0 || width <= 0)
        return;
    struct cell *cell = cell_at(canvas, row, seen_column(canvas, column, width));
    for (int i = 0; i < width; i++)
        cell[i].style = (uint8_t)style;
}

void canvas_erase(struct canvas *canvas, int row, int column, int rows, int columns)
{
    struct canvas window = canvas_window(canvas, row, column, rows, columns);
    for (int i = 0; i < window.rows && window.columns > 0; i++) {
        int seen = seen_column(&window, 0, window.columns);
        clear_halves(&window, i, seen, window.columns);
        memset(cell_at(&window, i, seen), 0, sizeof(struct cell) * (size_t)window.columns);
    }
}

/* One of the drawn lines' characters, in count columns. */
static void repeat(struct canvas *canvas, int row, int column, int count, enum style style,
                   const char *drawn, char plain)
{
    struct glyph glyph = {.width = 1};
    if (canvas->grid->manner & LAYOUT_ASCII)
        glyph.text[0] = plain;
    else
        memcpy(glyph.text, drawn, strlen(drawn));
    canvas_erase(canvas, row, column, 1, count);
    for (int i = 0; i < count; i++)
        canvas_glyphs(canvas, row, column + i, 1, style, &glyph, 1);
}

void canvas_rule(struct canvas *canvas, int row, enum style style, const char *label)
{
    repeat(canvas, row, 0, canvas->columns, STYLE_RULE, "─", '-');
    if (!label || label[0] == '\0')
        return;
    int columns = canvas_columns(canvas, label);
    columns = columns < canvas->columns - 4 ? columns : canvas->columns - 4;
    canvas_erase(canvas, row, 1, 1, columns + 2);
    canvas_text(canvas, row, 2, columns, ALIGN_START, style, label);
}

void canvas_frame(struct canvas *canvas, int row, int column, int rows, int columns)
{
    static const char *const corners[2][4] = {
        {"┌", "┐", "└", "┘"},
        {"┐", "┌", "┘", "└"},
    };
    const char *const *corner = corners[canvas->grid->rtl];
    int bottom = row + rows - 1, end = column + columns - 1;

    canvas_erase(canvas, row, column, rows, columns);
    repeat(canvas, row, column, columns, STYLE_RULE, "─", '-');
    repeat(canvas, bottom, column, columns, STYLE_RULE, "─", '-');
    for (int i = row + 1; i < bottom; i++) {
        repeat(canvas, i, column, 1, STYLE_RULE, "│", '|');
        repeat(canvas, i, end, 1, STYLE_RULE, "│", '|');
    }
    repeat(canvas, row, column, 1, STYLE_RULE, corner[0], '+');
    repeat(canvas, row, end, 1, STYLE_RULE, corner[1], '+');
    repeat(canvas, bottom, column, 1, STYLE_RULE, corner[2], '+');
    repeat(canvas, bottom, end, 1, STYLE_RULE, corner[3], '+');
}

void canvas_caret(struct canvas *canvas, int row, int column)
{
    if (row < 0 || row >= canvas->rows || column < 0 || column >= canvas->columns)
        return;
    canvas->grid->caret_row = canvas->top + row;
    canvas->grid->caret_column = seen_column(canvas, column, 1);
}

const char *canvas_pointer(const struct canvas *canvas)
{
    if (canvas->grid->manner & LAYOUT_ASCII)
        return canvas->grid->rtl ? "<" : ">";
    return canvas->grid->rtl ? "‹" : "›";
}

const char *canvas_row(const struct canvas *canvas, int row, struct arena *arena)
{
    char *text = arena_alloc(arena, (size_t)canvas->columns * CELL_BYTES + 1);
    size_t length = 0, kept = 0;
    const struct cell *cell = cell_at(canvas, row, seen_column(canvas, 0, canvas->columns));

    for (int i = 0; i < canvas->columns; i++) {
        size_t bytes = strlen(cell[i].text);
        memcpy(text + length, bytes > 0 ? cell[i].text : " ", bytes > 0 ? bytes : 1);
        if (bytes > 0)
            length += bytes;
        else if (i == 0 || cell[i - 1].width != 2)
            length++;
        if (bytes > 0 && strcmp(cell[i].text, " ") != 0)
            kept = length;
    }
    text[kept] = '\0';
    return text;
}

/* FNV-1a over its cells. */
uint64_t grid_row_number(const struct grid *grid, int row)
{
    const unsigned char *byte = (const unsigned char *)&grid->cells[row * grid->columns];
    uint64_t number = 0xcbf29ce484222325 ^ grid->spoken[row];
    for (size_t i = 0; i < sizeof *grid->cells * (size_t)grid->columns; i++)
        number = (number ^ byte[i]) * 0x100000001b3;
    return number ? number : 1;
}

uint64_t grid_number(const struct grid *grid)
{
    uint64_t number = 0;
    for (int row = 0; row < grid->rows; row++)
        number = number * 31 + grid_row_number(grid, row);
    return number;
}
