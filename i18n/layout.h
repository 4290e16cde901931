/*
 * Logical text to visual cells: bidi, Arabic joining, widths, cut marks.
 *
 * All text that people see goes through layout(). Text is kept in logical
 * order and base letters; only the cells that layout() gives hold presentation
 * forms, in the order the eye reads them from the left (facts: Unicode UAX #9,
 * ICU's joining types; never u_shapeArabic).
 */
#ifndef I18N_LAYOUT_H
#define I18N_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    CELL_BYTES = 12 /* UTF-8 of one cell's glyph, with its NUL */
};

struct glyph {
    char text[CELL_BYTES]; /* what the terminal is sent for this cell */
    uint8_t width;         /* 1 or 2 columns */
    bool rtl;              /* it stands in a right-to-left run */
    uint32_t begin, end;   /* the bytes of the logical text it shows */
};

enum direction {
    DIRECTION_LTR,
    DIRECTION_RTL,
    DIRECTION_AUTO /* of the first strong character; LTR when there is none */
};

enum layout_flags {
    LAYOUT_CUT_START = 1, /* when it does not fit, cut the logical beginning, not the end */
    /* The manner of a terminal: what it cannot show. */
    LAYOUT_ASCII = 2, /* what is of ambiguous width takes two columns there: plain_of() is drawn */
    LAYOUT_LATIN = 4, /* no Uyghur: it is spelt in Latin letters, and all goes from left to right */
};

/* Opens what all calls reuse; catalogue_open() calls it. */
bool layout_open(void);

/*
 * Whether a text of the direction begins at the right: for its lines, which are laid out one by
 * one but belong to it. Never with LAYOUT_LATIN.
 */
bool layout_rtl(const char *text, size_t length, enum direction direction, unsigned flags);

/*
 * Lays out text (UTF-8, length bytes) in at most width columns and writes the
 * glyphs in visual order from the left; returns how many, and the columns they
 * take in *columns (may be NULL). What does not fit is cut at a grapheme, with
 * '~' in the last column at the cut end; joining is computed after the cut. Spaces at the end are
 * cut silently. What has no safe width is one '?'; a newline or tab is a space.
 * Control characters and bidi controls are never in a glyph. Where a Uyghur letter is spelt with
 * two Latin ones, both glyphs have its bytes. glyphs has room for `width` glyphs.
 */
size_t layout(const char *text, size_t length, enum direction direction, unsigned flags,
              int width, struct glyph *glyphs, int *columns);

/* Columns the text would take if nothing were cut. Of the flags the manner counts. */
int layout_columns(const char *text, size_t length, unsigned flags);

/*
 * Breaks text into lines of at most width columns, at word boundaries where
 * there are any (UAX #14), at newlines always. Writes the byte offsets where lines begin;
 * returns the number of lines, writing at most capacity of them. Text that ends in a newline
 * has an empty last line, as an editor shows it; spaces at a line's end may stand beyond width.
 */
size_t layout_lines(const char *text, size_t length, unsigned flags, int width, size_t *begins,
                    size_t capacity);

#endif
