/*
 * Tables as text, a row at a time: what spreadsheets and the national roll write.
 *
 * The reader guesses the encoding and what parts the columns (comma, tab or
 * semicolon), and holds one row at a time, however long the file. What it does
 * not hold is refused: rows above CSV_ROW_MOST bytes or CSV_COLUMNS_MOST columns.
 */
#ifndef CORE_EXCHANGE_CSV_H
#define CORE_EXCHANGE_CSV_H

#include "core/base/error.h"

#include <stddef.h>
#include <stdint.h>

enum {
    CSV_ROW_MOST = 1024 * 1024, /* bytes of UTF-8 */
    CSV_COLUMNS_MOST = 1000,
};

/* Where bytes come from: fills buffer and says in *size how much; 0 is the end. */
struct csv_source {
    bool (*read)(void *context, char *buffer, size_t *size, struct error *err);
    void *context;
};

/* Where bytes go. */
struct csv_sink {
    bool (*write)(void *context, const char *bytes, size_t size, struct error *err);
    void *context;
};

/* Fields live until the next csv_next(). A row's number is what a spreadsheet shows beside it. */
struct csv_row {
    int64_t number;
    size_t count;
    const char *const *fields;
};

struct csv_reader;

/*
 * Reads the beginning of the source. NULL with err set when it cannot be read,
 * is empty, is a workbook of a spreadsheet program, or is no text.
 */
struct csv_reader *csv_open(struct csv_source source, struct error *err);
void csv_close(struct csv_reader *reader);

/* From now on only these columns are kept; of the others not a byte. */
void csv_want(struct csv_reader *reader, const bool *wanted, size_t count);

/* The next row that is not empty. */
bool csv_next(struct csv_reader *reader, struct csv_row *row);

/* False with err set when csv_next() ended because of a fault in the file. */
bool csv_ok(const struct csv_reader *reader, struct error *err);

/* Closes itself at the end of its block. */
#define CSV(name) __attribute__((cleanup(csv_close_pointer))) struct csv_reader *name
void csv_close_pointer(struct csv_reader **reader);

/* The byte order mark, by which spreadsheets know UTF-8. */
bool csv_write_mark(struct csv_sink sink, struct error *err);

/*
 * One row. A field that a spreadsheet would run as a formula (= + - @, a tab or
 * a line end in front) gets an apostrophe before it.
 */
bool csv_write(struct csv_sink sink, const char *const fields[], size_t count, struct error *err);

/* A field without the apostrophe that csv_write() put there. */
const char *csv_plain(const char *field);

#endif
