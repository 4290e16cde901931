/*
 * What a terminal is sent in place of a character that it would draw in two
 * columns, though the row counts one: an ASCII sign that reads like it.
 *
 * All of them degrade together, for one that is sent shifts the rest of its row
 * (facts: section 4). Only what is drawn changes, never the data.
 */
#ifndef I18N_ROWS_PLAIN_H
#define I18N_ROWS_PLAIN_H

#include <stdint.h>

/*
 * A Latin letter with marks becomes its base letter, a sign the one of the table; what else is
 * of ambiguous width becomes '?'. All other characters stay.
 */
int32_t plain_of(int32_t character);

#endif
