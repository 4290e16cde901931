/* One child that the lists took for two. */
#ifndef CORE_MERGE_H
#define CORE_MERGE_H

#include "core/store/store.h"

/*
 * Moves all that hangs on one child to the other, who is the same, and keeps of the
 * first only that it became the second. Inside the caller's transaction, which asks
 * the permit and writes the trail. ERROR_CONFLICT while both have a case that is not
 * closed, or a plan of the same kind: a person decides which goes on.
 */
bool merge_child(struct store *store, int64_t from, int64_t into, struct error *err);

#endif
