/*
 * The citizen's ID number (GB 11643-1999): 17 digits and a check character,
 * with the day of birth and the sex inside.
 */
#ifndef CORE_IDNUMBER_H
#define CORE_IDNUMBER_H

#include "core/base/arena.h"
#include "core/base/date.h"
#include "core/base/error.h"

enum {
    IDNUMBER_SIZE = 19 /* bytes of a number and its NUL */
};

struct idnumber {
    char number[IDNUMBER_SIZE]; /* 17 digits and a digit or 'X' */
    char born[DATE_SIZE];       /* ISO 8601 day */
    char sex[2];                /* "m" or "f", as in the tables */
};

/*
 * Reads a number as people and spreadsheets write it: full-width digits, spaces
 * and a leading apostrophe are passed over. Letters taken for digits (O for 0,
 * l and I for 1) are put right only when the check character then agrees, which
 * no other reading of them can. ERROR_INVALID with what is wrong: the length, a
 * strange character, the check character, an impossible day, or a number that a
 * spreadsheet has rounded.
 */
bool idnumber_read(const char *written, struct idnumber *id, struct error *err);

/*
 * A number of the first generation (15 digits: the year has two, nothing checks it) as that of 18
 * that GB 11643-1999 makes of it; what is none comes back as it is. In the arena.
 */
const char *idnumber_lengthen(const char *written, struct arena *arena);

/* The check character that belongs behind the first 17 digits of a number. */
char idnumber_check_character(const char *number);

#endif
