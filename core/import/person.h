/* Who a row of the register or the roll is about. */
#ifndef CORE_IMPORT_PERSON_H
#define CORE_IMPORT_PERSON_H

#include "core/import/load.h"
#include "core/lists/child.h"

/* The record's columns that name a person; sex is -1 where there is no such column. */
struct person_columns {
    int name, name_ug, id_number, sex, born;
};

/*
 * Reads the person: a Uyghur name in the column of Chinese ones changes sides, sex
 * and day of birth come from the ID number where they are not written. Refuses a
 * day of birth that is a month alone and that no ID number makes whole, or still to come.
 */
bool person_read(struct load *load, const struct person_columns *columns, const char *const *values,
                 struct child *person, struct error *err);

/* The child with the person's ID number, completed; else a new one. *added says which. */
bool person_child(struct load *load, struct child *person, int64_t known_id, bool *added,
                  struct error *err);

#endif
