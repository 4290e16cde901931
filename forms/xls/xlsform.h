/*
 * A form as a workbook: XLSForm, what survey tools for phones and desks write and read.
 *
 * A survey's questions, choices and settings are XLSForm's; our own words travel in
 * columns "baoxue::..." and in sheets of ours, so that a form that went out
 * comes in again as it was. What either cannot say is refused with its reason.
 */
#ifndef FORMS_XLS_XLSFORM_H
#define FORMS_XLS_XLSFORM_H

#include "core/exchange/csv.h"
#include "forms/definition.h"

#include <stdio.h>

/*
 * Reads a workbook as a definition: *yaml is its text. NULL with every mistake in it, each with
 * sheet and row; all in the arena. name is what mistakes call the file.
 */
const struct form *xlsform_read(FILE *file, const char *name, struct arena *arena,
                                const char **yaml, const struct definition_mistake **mistakes,
                                size_t *count);

/* Writes a definition as a workbook. ERROR_INVALID says which question cannot be said, and why. */
bool xlsform_write(const struct form *form, struct csv_sink sink, struct error *err);

#endif
