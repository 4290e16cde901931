/*
 * What is due without any case: each class reports its day, and each school
 * settles what two lists disagree on. Inside a transaction.
 */
#ifndef CORE_STANDING_H
#define CORE_STANDING_H

#include "core/store/store.h"

struct policy;

/* The attendance duties of a class as they stand on today: one for each school day not reported. */
bool standing_derive_class(struct store *store, const struct policy *policy, const char *today,
                           int64_t class_id, struct error *err);

/*
 * The same for every class at or below a place, from a day on: makes the duties of the days
 * that nobody looked at, and moves those that are open.
 */
bool standing_derive_classes(struct store *store, const struct policy *policy, const char *from,
                             const char *today, int64_t place_id, struct error *err);

/*
 * The same once the calendar has changed: a day that is no school day any more is not asked for,
 * one that has become a school day is, if the class was asked for an earlier one.
 */
bool standing_move_classes(struct store *store, const struct policy *policy, const char *today,
                           int64_t place_id, struct error *err);

/* The duty of a school with open findings; 0 for those that no school is in charge of. */
bool standing_derive_findings(struct store *store, const struct policy *policy, const char *today,
                              int64_t school_id, struct error *err);

/* The same for every school that has open findings, or had until now. */
bool standing_derive_all_findings(struct store *store, const struct policy *policy,
                                  const char *today, struct error *err);

#endif
