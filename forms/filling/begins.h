/*
 * A complete paper that tells of a plan which nobody has begun: the person is asked whether to
 * begin it, and then the plan is told what the paper says.
 */
#ifndef FORMS_BEGINS_H
#define FORMS_BEGINS_H

#include "core/posts/permit.h"
#include "core/store/store.h"

struct plan_start;
struct policy;

/*
 * The plan that a complete record should belong to, when its child has none of those that it could
 * and the actor may begin it: what the form tells, or what the county's rules say the form is for.
 * *kind is "" when there is nothing to ask.
 */
bool begins_plan(struct store *store, const struct policy *policy, const struct actor *actor,
                 const char *today, int64_t record_id, struct arena *arena, const char **kind,
                 struct error *err);

/* Begins a plan and tells it what a paper says that was completed without it; all or nothing. 0: no
   such paper. As plan_begin(). */
bool begins_with(struct store *store, const struct policy *policy, const struct actor *actor,
                 const char *today, const struct plan_start *start, int64_t record_id,
                 int64_t *plan_id, struct error *err);

#endif
