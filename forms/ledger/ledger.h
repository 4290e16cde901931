/*
 * The ledger (台账): a county's cases, a row each, as offices keep them in a spreadsheet.
 *
 * Nothing in it is typed for it: every cell comes from what was recorded of the case and from its
 * newest complete papers. Through the actor's views; ID numbers with their middle hidden.
 */
#ifndef FORMS_LEDGER_H
#define FORMS_LEDGER_H

#include "core/posts/permit.h"
#include "core/store/store.h"
#include "forms/form.h"

/* The columns in their order, by their catalogue keys, "ledger.number"; NULL past the last. */
const char *ledger_column(size_t index);
size_t ledger_columns(void);

struct ledger_row {
    int64_t case_id;
    const char *const *cells; /* ledger_columns() of them */
};

/* Puts the look at the list on record, in one row, before it is read. permit: MAY_SEE_CHILDREN. */
bool ledger_look(struct store *store, const struct actor *actor, struct error *err);

/* The cases behind a case (0: from the first), at most size of them, in the language. Reads one
   moment of the database. */
bool ledger_page(struct store *store, const struct forms *forms, enum language language,
                 const char *today, int64_t after, size_t size, struct arena *arena,
                 struct ledger_row **rows, size_t *count, struct error *err);

#endif
