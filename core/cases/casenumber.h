/*
 * A case's number: short enough to read over a telephone, with a check digit
 * that shows a slip of one digit or of two neighbours ("412-7").
 */
#ifndef CORE_CASENUMBER_H
#define CORE_CASENUMBER_H

#include <stdint.h>

enum {
    CASENUMBER_SIZE = 24 /* bytes of the longest, with its NUL */
};

const char *casenumber_write(int64_t sequence, char number[static CASENUMBER_SIZE]);

/* The sequence of a number as people type it: "412-7", "4127", "412 7"; 0 when it is none, or
   its check digit does not fit. */
int64_t casenumber_read(const char *typed);

#endif
