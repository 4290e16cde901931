/*
 * The sheets of an XLSForm: which columns they have, in three languages where they are
 * for people, and their rows in memory.
 *
 * Columns that XLSForm does not know are ours and begin with "baoxue::". A column whose
 * words would not hold here is refused as soon as something stands in it.
 */
#ifndef FORMS_XLS_XLSSHEET_H
#define FORMS_XLS_XLSSHEET_H

#include "core/base/arena.h"
#include "core/exchange/spreadsheet.h"
#include "i18n/catalogue.h"

enum xls_column_use {
    XLS_USED,
    XLS_TRANSLATED, /* a column a language: "label::English (en)" */
    XLS_IGNORED,    /* how it looks on a phone, and who wrote it */
    XLS_REFUSED     /* what forms here do not do */
};

struct xls_word {
    const char *word;
    enum xls_column_use use;
};

struct xls_sheet {
    const char *name;
    const struct xls_word *words;
    size_t count;
};

extern const struct xls_sheet xls_survey, xls_choices, xls_settings, xls_events, xls_signers;

enum {
    XLS_NO_LANGUAGE = -1,
    XLS_ROWS_MOST = 5000,
    XLS_BYTES_MOST = 4 << 20
};

/* "label::English (en)"; the word itself without a language. */
const char *xls_heading(const char *word, int language, struct arena *arena);

struct xls_column {
    const struct xls_word *word; /* NULL: a column without a heading, or in another language */
    int language;
};

struct xls_row {
    int64_t number;
    const char *const *cells; /* without blanks around them */
    size_t count;
};

struct xls_table {
    const struct xls_sheet *sheet;
    struct xls_column *columns;
    size_t column_count;
    struct xls_row *rows;
    size_t row_count;
};

/* What a table of another kind than ours is told. */
typedef bool xls_told(void *context, const struct xls_sheet *sheet, int64_t row, const char *key,
                      const char *what);

/*
 * Reads a sheet; one that is not there has no rows. What is wrong with its columns is told.
 * False with err set when the file itself is broken, or too large for a form.
 */
bool xls_table_read(struct spreadsheet *book, const struct xls_sheet *sheet, int fallback,
                    struct arena *arena, struct xls_table *table, xls_told *tell, void *context,
                    struct error *err);

/* What stands in a row under a word; "" when nothing does. */
const char *xls_cell(const struct xls_table *table, const struct xls_row *row, const char *word,
                     int language);

/* What people and spreadsheets write for a flag; an empty cell is false. */
bool xls_is_true(const char *text);
bool xls_is_false(const char *text);

#endif
