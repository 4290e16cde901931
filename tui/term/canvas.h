/*
 * A rectangle of cells that screens draw on.
 *
 * Rows and columns are logical: column 0 is where reading begins. In a language
 * written from right to left the canvas mirrors every column, so a screen is
 * written once and never knows. All text goes through layout() here, and what
 * does not fit its width is cut with a mark; nothing ever overlaps.
 *
 * A canvas is the whole screen, or a window on one (canvas_window()).
 */
#ifndef TUI_TERM_CANVAS_H
#define TUI_TERM_CANVAS_H

#include "core/base/arena.h"
#include "i18n/layout.h"

/* What a text is, not what it looks like; theme.c says how each looks. */
enum style {
    STYLE_PLAIN,
    STYLE_TITLE,
    STYLE_DIM, /* labels, column heads, what matters least */
    STYLE_OVERDUE,
    STYLE_TODAY,
    STYLE_OPENABLE,  /* Enter or its number opens it */
    STYLE_PREFILLED, /* filled in for the person, not by the person */
    STYLE_SELECTED,  /* the row one is in */
    STYLE_FIELD,     /* where one types */
    STYLE_RULE,
    STYLE_ERROR,
    STYLE_COUNT
};

enum align {
    ALIGN_START, /* where reading begins: left, in Uyghur right */
    ALIGN_END,
    ALIGN_CENTRE
};

/* One column of one row, as the terminal will show it, counted from the left. */
struct cell {
    char text[CELL_BYTES]; /* "" is a blank */
    uint8_t width;         /* 1 or 2; 0 is the second half of the cell before */
    uint8_t style;         /* enum style */
    bool rtl;              /* part of a right-to-left run: profiles need to know */
    uint8_t shade;         /* enum cell_shade, set by profiles */
};

/* All but the same colour, so that no run of one look holds two cells. */
enum cell_shade {
    CELL_SHADE_NONE,
    CELL_SHADE_ODD,
    CELL_SHADE_EVEN,
    CELL_SHADE_BESIDE, /* of what stands beside such cells and is none itself */
    CELL_SHADE_COUNT
};

struct grid {
    int rows, columns;
    bool rtl;        /* columns are mirrored */
    unsigned manner; /* of the terminal: what it cannot show (i18n/layout.h) */
    /* Of each row: 0, or 1 and the profile it is sent in instead of the terminal's. */
    uint8_t *spoken;
    struct cell *cells;
    int caret_row, caret_column; /* from the top left; row -1 while there is none */
    /* Cells written over without canvas_erase(): a screen's mistake, for tests. */
    int overlaps;
};

/* A window on a grid; row and column 0 of the canvas are its own. */
struct canvas {
    struct grid *grid;
    int top, left; /* logical place in the grid */
    int rows, columns;
};

/* A blank grid in the arena, and the canvas that is all of it. */
struct canvas canvas_new(struct arena *arena, struct grid *grid, int rows, int columns, bool rtl);

/* A part of a canvas as a canvas of its own; cut to what is there. */
struct canvas canvas_window(const struct canvas *canvas, int row, int column, int rows,
                            int columns);

/* Columns the text would take here if nothing were cut. */
int canvas_columns(const struct canvas *canvas, const char *text);

/* Below 60 columns: one thing a line, columns dropped by rank. */
bool canvas_narrow(const struct canvas *canvas);

/*
 * Writes text in the width columns from column on; returns the columns the text
 * took. Rows outside are ignored, columns outside cut.
 */
int canvas_text(struct canvas *canvas, int row, int column, int width, enum align align,
                enum style style, const char *text);

/* Text broken into lines of at most width columns; returns the rows it took, at most rows. */
int canvas_paragraph(struct canvas *canvas, int row, int column, int width, int rows,
                     enum style style, const char *text);

/* Gives what stands in width columns another style: the row one is in. */
void canvas_tint(struct canvas *canvas, int row, int column, int width, enum style style);

/* Blanks rows, for what is drawn over other things. */
void canvas_erase(struct canvas *canvas, int row, int column, int rows, int columns);

/* A line across the canvas; label stands in it near the beginning ("" or NULL: none). */
void canvas_rule(struct canvas *canvas, int row, enum style style, const char *label);

/* The frame of a dialog. */
void canvas_frame(struct canvas *canvas, int row, int column, int rows, int columns);

/* Where the person types. A column of the canvas, at its reading edge. */
void canvas_caret(struct canvas *canvas, int row, int column);

/* The mark of the row one is in: it points the way one reads. */
const char *canvas_pointer(const struct canvas *canvas);

/* Puts glyphs that are laid out already, from the left of width columns at column. */
void canvas_glyphs(struct canvas *canvas, int row, int column, int width, enum style style,
                   const struct glyph *glyphs, size_t count);

/* A number for what a row of the grid looks like, never 0. Different rows hardly ever share one. */
uint64_t grid_row_number(const struct grid *grid, int row);

/* The same of a whole grid. */
uint64_t grid_number(const struct grid *grid);

/* The text of one row, from the left, without blanks at its end: for tests. */
const char *canvas_row(const struct canvas *canvas, int row, struct arena *arena);

#endif
