/*
 * The lines of a text as the eye sees them: for the text widget alone.
 *
 * The caret stands in the cell in which the next letter appears, if that letter
 * is read the way the one before the caret is; so where the caret stands is found by
 * laying out the line with such a letter in it. Moving it left and right passes
 * every place between two characters once, in the order in which they are seen.
 */
#ifndef TUI_WIDGETS_LINE_H
#define TUI_WIDGETS_LINE_H

#include "i18n/layout.h"
#include "tui/widget.h"

enum {
    LINES_MOST = 512 /* of a paragraph */
};

/* Where the lines of a text begin. */
struct lines {
    size_t begins[LINES_MOST];
    size_t count; /* one at least */
};

struct line {
    size_t begin, end; /* bytes; without the line break */
    bool broken;       /* the text goes on in the same paragraph: its end is the next one's begin */
    bool rtl;          /* where it begins */
    size_t count;
    int columns;
    struct glyph *glyphs; /* from the left; their bytes are counted from begin */
};

/* A place for the caret, counted in columns from where the line begins. */
struct spot {
    int column;
    int width; /* of the letter that would appear there */
    int all;   /* columns of the line with that letter in it */
    bool rtl;  /* and where it would begin */
};

/* Breaks a paragraph into lines of text->width columns; another text is one line. */
void lines_break(const struct text *text, struct lines *lines);
/* The line that a place in the text belongs to. */
size_t lines_at(const struct lines *lines, size_t place);

/* Lays out one line. Between a lam and its alef the caret parts the two. In the arena. */
struct line line_see(const struct text *text, const struct lines *lines, size_t index,
                     struct arena *arena);

/* Where the next letter of a place in the line would appear. */
struct spot line_spot(const struct text *text, const struct line *line, size_t place);

/* The places of a line from where it begins to where it ends; one at least. In the arena. */
size_t line_places(const struct text *text, const struct line *line, struct arena *arena,
                   size_t **places);

#endif
