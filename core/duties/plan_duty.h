/*
 * What plans ask for: their beats in each week, month or term, the review on its day, and the word
 * that a plan waits for. Derived from the plan's events and the calendar; inside a transaction.
 */
#ifndef CORE_PLAN_DUTY_H
#define CORE_PLAN_DUTY_H

#include "core/store/store.h"

struct duty_places;
struct policy;

/*
 * Where the posts of a child are looked for: its class, or the school that answers for its case or
 * serves its home; and its group. ERROR_MISSING when there is no such child.
 */
bool plan_places(struct store *store, const struct policy *policy, const char *today,
                 int64_t child_id, struct duty_places *places, struct error *err);

/*
 * The duties of a plan as they stand on today: of each beat the one of the running period and the
 * one before. What was missed longer ago is asked for no more. ERROR_MISSING when there is no such
 * plan.
 */
bool plan_derive(struct store *store, const struct policy *policy, const char *today,
                 int64_t plan_id, struct error *err);

#endif
