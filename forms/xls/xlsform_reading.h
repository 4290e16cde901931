/*
 * A workbook while it is read as a definition: for xlsform_read.c (the file, settings and
 * choices) and xlsform_survey.c (questions) alone.
 */
#ifndef FORMS_XLS_XLSFORM_READING_H
#define FORMS_XLS_XLSFORM_READING_H

#include "forms/xls/xlsexpression.h"
#include "forms/xls/xlsform.h"
#include "forms/xls/xlssheet.h"
#include "forms/xls/yamlout.h"

struct xls_reading {
    const char *file;
    struct arena *arena;
    struct yamlout out;
    struct xls_table survey, choices, settings, events, signers;
    struct xls_name *names; /* of the questions and the repeats */
    size_t name_count;
    struct definition_mistake *mistakes; /* by the line of the definition */
    size_t mistake_count;
};

/* "survey.xlsx survey:12" */
const char *xls_where(const struct xls_reading *reading, const struct xls_sheet *sheet,
                      int64_t row);

/* Notes a mistake whose place is in it. */
void xls_mistake(struct xls_reading *reading, const struct error *reason);

/* Notes a mistake of the row that is being read: {0} is where, {1} what. Always false. */
bool xls_broken(struct xls_reading *reading, const struct xls_sheet *sheet, int64_t row,
                const char *key, const char *what);

/* The texts of a translated word. */
void xls_label(struct xls_reading *reading, const struct xls_table *table,
               const struct xls_row *row, const char *word, const char *key);

/* Finds the names of all questions; then writes them as the definition's fields. */
void xls_survey_names(struct xls_reading *reading);
void xls_survey_fields(struct xls_reading *reading);

#endif
