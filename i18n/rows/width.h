/*
 * How many columns a character takes, and which may be shown at all. Agrees with
 * wcwidth() of C.UTF-8, which ncurses trusts, for everything it lets through.
 */
#ifndef I18N_ROWS_WIDTH_H
#define I18N_ROWS_WIDTH_H

#include <stdbool.h>
#include <stdint.h>

enum {
    WIDTH_UNSAFE = -1, /* terminals disagree or nothing is there: shown as '?' */
    WIDTH_DROPPED = 0, /* marks and format characters: never sent */
};

/* Reads the widths from ICU; layout_open() calls it. Once, before any fork. */
void width_open(void);

/* 1 or 2 columns, or one of the above. */
int width_of(int32_t character);

/*
 * Whether some terminals give the character two columns where others give it one (East Asian
 * Ambiguous, UAX #11): those for Chinese readers do so with Greek, Cyrillic, é, '·' and lines.
 */
bool width_ambiguous(int32_t character);

#endif
