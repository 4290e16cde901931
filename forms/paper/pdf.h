/*
 * A pen for PDF: pages of A4 with text, lines and boxes, by Pango and Cairo.
 *
 * Places are in points, from the top and from the side where reading begins: for a language that
 * is read from the right everything is mirrored here, and nobody else knows. The fonts are the two
 * families that a county's papers are set in and no others, whatever the machine has: the same
 * record is the same file everywhere. What is handed in is said in it; it asks no clock.
 */
#ifndef FORMS_PAPER_PDF_H
#define FORMS_PAPER_PDF_H

#include "core/base/error.h"
#include "i18n/catalogue.h"

#include <stddef.h>
#include <stdio.h>

enum {
    PDF_WIDTH = 595, /* of A4, in points */
    PDF_HEIGHT = 842
};

enum pdf_style {
    PDF_TEXT,
    PDF_LABEL,
    PDF_SMALL,
    PDF_LETTER,
    PDF_TITLE,
    PDF_STYLE_COUNT
};

enum pdf_align {
    PDF_START,
    PDF_CENTER,
    PDF_END
};

/* What the file says of itself. */
struct pdf_about {
    enum language language;
    const char *title, *author;
    const char *at; /* "2026-11-26 14:03"; "" for no time */
};

/* A text in a column: its lines from first on, count of them. */
struct pdf_text {
    double x, y, width; /* y: of the top of the first line */
    enum pdf_style style;
    enum pdf_align align;
    const char *text;
    int first, count;
};

struct pdf;

/*
 * Reads the fonts, all that is needed to write any text: afterwards no file is looked for and no
 * thread is started, also after a fork and inside a box. ERROR_MISSING names a family that is not
 * installed. Does nothing when it was done.
 */
bool pdf_prepare(struct error *err);

/* Begins a file that is written to out as it grows; prepares. NULL when it cannot. */
struct pdf *pdf_open(FILE *out, const struct pdf_about *about, struct error *err);

/* Ends the file. False when not all of it could be written. pdf may be NULL. */
bool pdf_close(struct pdf *pdf, struct error *err);

/* Begins a page; the first, too. */
void pdf_page(struct pdf *pdf);

enum language pdf_language(const struct pdf *pdf);

/* How high a line of the style is. */
double pdf_leading(const struct pdf *pdf, enum pdf_style style);
/* How wide a text is in one line, or its widest line when it has several. */
double pdf_width(struct pdf *pdf, enum pdf_style style, const char *text);
/* The lines that a text takes in a column; 1 for an empty one. */
int pdf_lines(struct pdf *pdf, enum pdf_style style, double width, const char *text);

void pdf_write(struct pdf *pdf, const struct pdf_text *text);
void pdf_rule(struct pdf *pdf, double x1, double y1, double x2, double y2, double weight);
/* A box to tick, and a tick in it. */
void pdf_box(struct pdf *pdf, double x, double y, double size, bool ticked);

#endif
