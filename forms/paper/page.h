/*
 * A record as the county prints it: a page of plain text, filled in either language.
 *
 * The page has what the paper has, in its order, with empty lines where people
 * sign. It is as wide as a typewriter's page and needs no program to print.
 */
#ifndef FORMS_PAPER_PAGE_H
#define FORMS_PAPER_PAGE_H

#include "forms/filling/answers.h"

enum {
    PAGE_COLUMNS = 78
};

/* The whole page, its lines ended by '\n'; in the arena. */
const char *page_text(const struct form_record *record, enum language language, struct arena *arena);

#endif
