/*
 * Workbooks as spreadsheet programs save them (.xlsx), a sheet's rows one at a time, every cell as
 * the text it shows: days in ISO 8601, formulas as what they came to.
 *
 * A workbook may come from anywhere: limits in package.h, markup.h and here hold while it is
 * read. One with macros is refused; nothing in a workbook is ever run.
 */
#ifndef CORE_EXCHANGE_SPREADSHEET_H
#define CORE_EXCHANGE_SPREADSHEET_H

#include "core/base/error.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum {
    SPREADSHEET_COLUMNS_MOST = 1000,
    SPREADSHEET_CELLS_MOST = 16384,           /* of a row, empty ones as well */
    SPREADSHEET_ROWS_MOST = 1048576,          /* the format's own limit */
    SPREADSHEET_CELL_MOST = 128 * 1024,       /* bytes; the format has 32,767 characters */
    SPREADSHEET_ROW_MOST = 1024 * 1024,       /* bytes */
    SPREADSHEET_TEXTS_MOST = 1000 * 1000,     /* shared texts */
    SPREADSHEET_TEXT_MOST = 24 * 1024 * 1024, /* bytes of them */
    SPREADSHEET_SHEETS_MOST = 255,
};

/* Cells live until the next spreadsheet_next(); behind the last that is not empty there is none. */
struct spreadsheet_row {
    int64_t number; /* as a spreadsheet shows it */
    size_t count;
    const char *const *cells;
};

struct spreadsheet;

/*
 * Reads what all sheets share. The stream has to be a file, and stays the caller's. NULL with
 * err set when it is no workbook or breaks a limit; err says what to do.
 */
struct spreadsheet *spreadsheet_open(FILE *file, struct error *err);
void spreadsheet_close(struct spreadsheet *sheets);

/* Closes itself at the end of its block. */
#define SPREADSHEET(name) \
    __attribute__((cleanup(spreadsheet_close_pointer))) struct spreadsheet *name
void spreadsheet_close_pointer(struct spreadsheet **sheets);

/* The sheets in their order; NULL past the last. */
const char *spreadsheet_sheet(const struct spreadsheet *sheets, size_t index);

/* Goes to the beginning of a sheet; capital letters are no difference. ERROR_MISSING: none. */
bool spreadsheet_begin(struct spreadsheet *sheets, const char *sheet, struct error *err);

/* The next row that is not empty. */
bool spreadsheet_next(struct spreadsheet *sheets, struct spreadsheet_row *row);

/* False with err set when spreadsheet_next() ended because of a fault in the file. */
bool spreadsheet_ok(const struct spreadsheet *sheets, struct error *err);

#endif
