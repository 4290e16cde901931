/*
 * What a restricted connection may read and touch: decided by list.
 *
 * A base table is open to all, or it is read through the temporary view that has
 * its name; a table that is neither cannot be, so a new table is closed until
 * somebody decides. SQLite names in each read the view it comes through, but a
 * common table expression can carry the name of a view, and count(*) names no
 * column. So outside of transactions no statement may name the schema of the
 * base tables at all: bare names then always mean the view.
 */
#ifndef CORE_GUARD_H
#define CORE_GUARD_H

#include "core/base/arena.h"
#include "core/base/error.h"

struct guard {
    const char *const *open; /* base tables that everybody reads */
    size_t open_count;
    const char *const *views; /* temporary views, each cutting the table of its name */
    size_t view_count;
};

/* Tables of this prefix hold a scope; only the code that makes the scope writes them. */
#define GUARD_PREFIX "scope_"

/* Whether every one of the tables is open or has its view. */
bool guard_covers(const struct guard *guard, const char *const tables[], size_t count,
                  struct error *err);

/* Whether a column of a base table may be read; through is the view it comes through, or NULL. */
bool guard_shows(const struct guard *guard, const char *table, const char *column,
                 const char *through);

/* Whether a verb may write a temporary table: any but those that hold a scope. */
bool guard_lends(const char *temporary_table);

/* Whether a verb may write a base table: any but the one that opens the way for erasing. */
bool guard_gives(const char *table);

/* Whether a statement names the schema of the base tables. */
bool guard_names_base(const char *sql);

#endif
