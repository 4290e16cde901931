/*
 * A verb of plans at work: what each of them asks, writes and leaves behind. Inside one
 * transaction, which plan_deed_end() closes.
 */
#ifndef CORE_PLAN_DEED_H
#define CORE_PLAN_DEED_H

#include "core/cases/plan.h"
#include "core/duties/duty_row.h"

/* The plan as it is, what happens to it, and who says so. */
struct plan_deed {
    struct store *store;
    const struct policy *policy;
    const struct actor *actor;
    const char *today;
    struct plan plan;
    const struct policy_plan *rule;
    const struct held_post *post;
    struct duty_places places; /* of the child */
    struct arena arena;
};

/* Called with the transaction open, or about to be opened. */
struct plan_deed plan_deed_begin(struct store *store, const struct policy *policy,
                                 const struct actor *actor, const char *today);
bool plan_deed_end(struct plan_deed *deed, bool ok, struct error *err);

/* Whether the actor answers for a place of the child. ERROR_DENIED when not. */
bool plan_deed_allow_there(struct plan_deed *deed, enum action action, struct error *err);
/* Or keeps the plan. */
bool plan_deed_allow(struct plan_deed *deed, enum action action, struct error *err);

/* What the policy says of the kind, and where the child is. */
bool plan_deed_rule(struct plan_deed *deed, const char *kind, struct error *err);
bool plan_deed_places(struct plan_deed *deed, struct error *err);
/* All that of a plan on file. ERROR_CONFLICT when it is in another state. */
bool plan_deed_find(struct plan_deed *deed, int64_t plan_id, const char *state, struct error *err);
bool plan_deed_needs_note(const char *note, struct error *err);

/* Who keeps it: the post, if it may; the policy's own for 0. */
bool plan_deed_choose(struct plan_deed *deed, int64_t post_id, struct error *err);
bool plan_deed_tell_keeper(struct plan_deed *deed, struct error *err);

/* An event of the plan; its state, keeper and days; the row in the trail and what is due now. */
bool plan_deed_add(const struct plan_deed *deed, const char *kind, const char *day,
                   const char *note, const char *data, struct error *err);
bool plan_deed_write(const struct plan_deed *deed, struct error *err);
bool plan_deed_finish(struct plan_deed *deed, const char *event, struct error *err);

#endif
