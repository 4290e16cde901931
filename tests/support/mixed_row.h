/* Rows as screens draw them, with Uyghur, Chinese, numbers and signs in columns. */
#ifndef TESTS_SUPPORT_MIXED_ROW_H
#define TESTS_SUPPORT_MIXED_ROW_H

#include <stdint.h>

#include "i18n/layout.h"
#include "i18n/rows/order.h"

struct mixed_row {
    struct order_cell cells[ORDER_CELLS];
    size_t count;
};

/*
 * The next row of the seed: 1 to 4 columns of made-up text, with at least `apart`
 * blanks between them and one at each margin.
 */
void mixed_row_make(uint32_t *seed, int columns, int apart, struct mixed_row *row);

/* A row from what the eye sees, filled up with blanks. Where two blanks meet is a gap. */
void mixed_row_read(const char *seen, int columns, struct mixed_row *row);

#endif
