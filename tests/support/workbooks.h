/* Workbooks part by part, whole and hostile ones, for tests of what reads them. */
#ifndef TESTS_SUPPORT_WORKBOOKS_H
#define TESTS_SUPPORT_WORKBOOKS_H

#include <stddef.h>
#include <stdio.h>

struct workbook_part {
    const char *name;
    const char *begin, *piece; /* the piece stands between begin and end, so many times */
    size_t times;
    const char *end;
};

/* What every workbook has: types, relations and one sheet "Sheet1". */
extern const struct workbook_part workbook_plain_parts[];
extern const size_t workbook_plain_count;

/* A file in memory with these parts after (or, by the same name, instead of) the plain ones. */
FILE *workbook_file(const struct workbook_part parts[], size_t count);

/* The same, its parts locked by a password. */
FILE *workbook_locked(const struct workbook_part parts[], size_t count);

/* A file in memory of these bytes. */
FILE *workbook_bytes(const char *bytes, size_t size);

/* The first bytes of a file, which is closed. */
FILE *workbook_cut(FILE *whole, size_t size);

#endif
