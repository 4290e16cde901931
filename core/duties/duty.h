/*
 * What is due, for which post, until when, and why.
 *
 * Duties are derived: from the events and absences of a case, the calendar and
 * the county's rules, played through day by day. Deriving again gives the same
 * rows, so nothing else ever writes them. What happened counts on the day it
 * happened, whenever it was typed. A duty that is not done in time climbs to
 * the post above and stays visible to those below; doing it takes it from all.
 */
#ifndef CORE_DUTY_H
#define CORE_DUTY_H

#include "core/store/store.h"

struct policy;

/*
 * Whether a day's absence of a child without a case opens one: its kind in *kind, NULL when
 * the county's rules open none. kind lives as long as the policy.
 */
bool duty_opens_case(struct store *store, const struct policy *policy, const char *today,
                     int64_t child_id, const char **kind, struct error *err);

/*
 * Derives the duties of a case as they stand on today, and its status. Called at the
 * end of every verb that adds to a case, inside its transaction.
 */
bool duty_derive_case(struct store *store, const struct policy *policy, const char *today,
                      int64_t case_id, struct error *err);

/* The same for many cases, with the rules prepared once. */
bool duty_derive_cases(struct store *store, const struct policy *policy, const char *today,
                       const int64_t *case_ids, size_t count, struct error *err);

#endif
