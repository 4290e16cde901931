/* Which column of a file is which column of a list. */
#ifndef CORE_IMPORT_HEADER_H
#define CORE_IMPORT_HEADER_H

#include "core/import/load.h"

struct header {
    int columns[CSV_COLUMNS_MOST]; /* by place in the file: the record's column, or -1 */
    size_t count;
    const char **titles; /* by the record's column: what the file calls it; NULL: not in the file */
    const char *dropped; /* titles of the columns that are not needed, for people */
};

/*
 * Finds the header near the top of the file: titles and empty rows may stand above
 * it. ERROR_INVALID when no row is a header, or a needed column is missing.
 */
bool header_find(struct load *load, struct csv_reader *reader, struct header *header, struct error *err);

/* Reads every needed cell of a row; the first that cannot be read, or is needed and empty, refuses
   the row and is load->column. */
bool header_read(struct load *load, const struct header *header, const struct csv_row *row,
                 const char **values, struct error *err);

#endif
