/*
 * What makes a letter of a sheet: its number, the sentence with the stamp of who says it, who
 * signs, and the receipt that comes back from where it is served.
 */
#ifndef FORMS_PAPER_SHEET_LETTER_H
#define FORMS_PAPER_SHEET_LETTER_H

#include "forms/paper/sheet_making.h"

/* The number that a paper has, or the form of the one that it will get; "" when it gets none. */
const char *letter_number(const struct making *making);

/* What whoever holds the paper must know of it: that it is not complete yet, that it puts another
   right or that another puts it right; "" for nothing. */
const char *letter_remark(const struct making *making);

/* Above the answers; nothing for a form without a sentence. */
void letter_begin(struct making *making);

/* Below them. */
void letter_end(struct making *making);

#endif
