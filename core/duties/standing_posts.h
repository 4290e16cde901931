/*
 * Posts that nobody holds while something is due for them: what was theirs has gone up, and that
 * nobody is there is itself somebody's to mend (design 3).
 */
#ifndef CORE_STANDING_POSTS_H
#define CORE_STANDING_POSTS_H

#include "core/store/store.h"

struct policy;

/* The duties of vacant posts as they stand on today: one a post, until somebody holds it or nothing
   waits for it. Nothing where the policy has no such duty. Inside a transaction. */
bool standing_derive_posts(struct store *store, const struct policy *policy, const char *today,
                           struct error *err);

#endif
