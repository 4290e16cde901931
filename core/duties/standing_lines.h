/*
 * What is due where the two lines disagree: the school of the children finds out who is right
 * on the day it is seen (D 3(2)6). Policies that do not say so have no such duty.
 *
 * Inside a transaction.
 */
#ifndef CORE_STANDING_LINES_H
#define CORE_STANDING_LINES_H

#include "core/store/store.h"

struct policy;

/* The duty of the school that a class lies in; of a school, its own. */
bool standing_derive_lines(struct store *store, const struct policy *policy, const char *today,
                           int64_t place_id, struct error *err);

/* The same for the schools of these children: "[3,17]". */
bool standing_derive_lines_of(struct store *store, const struct policy *policy, const char *today,
                              const char *children, struct error *err);

#endif
