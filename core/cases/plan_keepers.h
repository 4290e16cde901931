/*
 * Who may keep a plan: the post that the county's rules name for the child's places, and the held
 * posts of the roles that may keep it beside that (A9, A11, D8, H5), where the child is: at its
 * class, in its school, above its home, of the county. No other post sees a child for a plan.
 */
#ifndef CORE_PLAN_KEEPERS_H
#define CORE_PLAN_KEEPERS_H

#include "core/duties/duty_row.h"
#include "core/rules/policy.h"
#include "core/store/store.h"

struct plan_keeper {
    int64_t post_id;
    const char *role, *seat; /* seat is "" for the post of its place */
    const char *place_zh, *place_ug;
    const char *person_zh, *person_ug; /* who holds it; "" for nobody */
    int64_t plans;                     /* that it keeps already */
};

/* The rules' own post: held, or the next above it that is. *post_id is 0 where there is none. */
bool plan_keepers_usual(struct store *store, const struct policy *policy,
                        const struct policy_plan *rule, const struct duty_places *places,
                        const char *today, int64_t *post_id, struct error *err);

/*
 * Who may keep such a plan for a child: the rules' own first, then the nearest, of those the ones
 * with fewest plans. ERROR_INVALID when the rules have no such plan, ERROR_MISSING without the
 * child.
 */
bool plan_keepers_list(struct store *store, const struct policy *policy, const char *today,
                       int64_t child_id, const char *kind, struct page page, struct arena *arena,
                       struct plan_keeper **rows, size_t *count, struct error *err);

/* Whether the post is one of them. */
bool plan_keepers_admits(struct store *store, const struct policy *policy,
                         const struct policy_plan *rule, const struct duty_places *places,
                         const char *today, int64_t post_id, bool *admitted, struct error *err);

#endif
