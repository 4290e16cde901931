/*
 * A form with the rows of its repeats: each field of a repeat once a row, "day#1", "day#2".
 *
 * A row in which nothing stands is not there; a record that is being filled has
 * one such row below the others, to write into, as a paper has.
 */
#ifndef FORMS_EXPAND_H
#define FORMS_EXPAND_H

#include "forms/form.h"

/* The form with so many rows of each repeat (in the order of form->repeats); in the arena. The
   definition itself when it has no repeats. */
const struct form *form_expand(const struct form *definition, const int rows[],
                               struct arena *arena);

/* The row that a field's name stands in, 0 for none: "day#2" is of row 2. */
int form_row(const char *name);

/* Whether something stands in the row of the field: calculated answers do not count. values
   holds one text a field of the expanded form. */
bool form_row_stands(const struct form *form, const struct form_field *field,
                     const char *const values[]);

#endif
