/*
 * A number in a sheet as text: spreadsheets keep days and times as numbers, and only the cell's
 * format tells them apart.
 */
#ifndef CORE_EXCHANGE_CELL_H
#define CORE_EXCHANGE_CELL_H

#include <stdbool.h>
#include <stddef.h>

enum cell_kind {
    CELL_NUMBER,
    CELL_DAY,
    CELL_TIME,
    CELL_DAY_TIME
};

enum {
    CELL_NUMBER_SIZE = 48
};

/* What a number format shows; code is NULL for one that every spreadsheet has built in. */
enum cell_kind cell_kind_of(long format, const char *code);

/*
 * The number as text: 12, 12.5, 2026-09-17, 08:30, 2026-09-17 08:30. What is no number, or has more
 * digits than a number keeps, stays as it is, cut to the room there is. Days count from 1900, or
 * from 1904 as some spreadsheets do.
 */
const char *cell_number_text(const char *number, enum cell_kind kind, bool from_1904,
                             char text[static CELL_NUMBER_SIZE]);

#endif
