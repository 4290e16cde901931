/*
 * What the sheets of a workbook share: their names and places, formats and texts.
 * Part of spreadsheet.c.
 */
#ifndef CORE_EXCHANGE_SPREADSHEET_PARTS_H
#define CORE_EXCHANGE_SPREADSHEET_PARTS_H

#include "core/base/arena.h"
#include "core/exchange/package.h"

struct spreadsheet_sheet {
    const char *name, *part;
};

struct spreadsheet_parts {
    struct package *package;
    struct arena arena;
    struct spreadsheet_sheet *sheets;
    size_t sheet_count;
    bool from_1904;

    unsigned char *kinds; /* enum cell_kind by the number of a cell's format */
    size_t kind_count;

    char *texts; /* each with its NUL */
    size_t text_used, text_room;
    uint32_t *begins; /* of each text */
    size_t begin_count, begin_room;
};

/* ERROR_INVALID when the package is no sheets, has macros, or breaks a limit. */
bool spreadsheet_parts_read(struct spreadsheet_parts *parts, struct error *err);
void spreadsheet_parts_clear(struct spreadsheet_parts *parts);

/* Undoes _x000A_ for signs that XML has not, and drops what no text has; in place. */
void spreadsheet_plain(char *text);

/* Room for one more at count; *room grows. */
void *spreadsheet_grow(void *rows, size_t count, size_t *room, size_t size);

#endif
