/* Numbers as they stand in the names of grades and classes: 7, ７, 七, 十二. */
#ifndef I18N_NUMERAL_H
#define I18N_NUMERAL_H

#include <stdbool.h>

enum {
    NUMERAL_MOST = 99999
};

/*
 * Finds the next number in *text and moves *text past it. Chinese numerals are
 * read up to 99. False when there is none; what exceeds NUMERAL_MOST becomes it.
 */
bool numeral_next(const char **text, int *number);

#endif
