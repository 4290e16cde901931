/* What stands above and below the table of every page. */
#ifndef FORMS_PAPER_PDF_MARGIN_H
#define FORMS_PAPER_PDF_MARGIN_H

#include "forms/paper/pdf.h"

enum {
    PAPER_LEFT = 54, /* from the edge of the paper where reading begins */
    PAPER_WIDTH = PDF_WIDTH - 2 * PAPER_LEFT,
    PAPER_TOP = 52,
    PAPER_BOTTOM = PDF_HEIGHT - 54
};

/* Whose copy it is. */
struct pdf_stamp {
    const char *where;      /* the county; "" for none */
    const char *who, *when; /* "2026-11-26 14:03" */
};

/* Begins a page and writes its margins: what and of what above; who, when and which page below. */
void pdf_margins(struct pdf *pdf, const char *what, const char *of, const struct pdf_stamp *stamp,
                 int page, int pages);

#endif
