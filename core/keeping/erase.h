/*
 * Erasing: the one way in which what is never deleted goes, whole and for good.
 *
 * What goes together is gathered in the table `erasing`, which the triggers look at, and
 * which no session can write; then it is deleted, in the order in which rows point at each
 * other. One row of the trail stays: what, by which clause, how many rows, and nothing of
 * what they said. Pages of the register without anybody left lose the names on them.
 */
#ifndef CORE_ERASE_H
#define CORE_ERASE_H

#include "core/keeping/keeping.h"

/*
 * Erases the thing, if its day has come and nobody works with it or holds it back;
 * *erased says whether it did. Inside the caller's transaction, which nothing else of the
 * actor's is part of.
 */
bool erase(struct store *store, const struct actor *actor, const char *today,
           const struct keeping_item *item, bool *erased, struct error *err);

/* Whether erase() empties a table of what it holds about a child: for the test that no table
   is forgotten. */
bool erase_covers(const char *table);

#endif
