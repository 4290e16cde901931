/* A list on paper: a table of texts whose heads stand on every page. */
#ifndef FORMS_PAPER_PDF_LIST_H
#define FORMS_PAPER_PDF_LIST_H

#include "forms/paper/pdf_margin.h"

struct pdf_table {
    const char *title;
    const char *note; /* under the title: what the list holds, and of which day; "" for nothing */
    const char *const *heads;
    size_t columns;
    const char *const *cells; /* row by row, columns texts each; "" for none */
    size_t rows;
};

/* Prints a list; one without rows has its heads all the same. */
void pdf_list(struct pdf *pdf, const struct pdf_table *table, const struct pdf_stamp *stamp);

#endif
