/* What time does by itself: duties fall due, climb and lapse without anybody typing. */
#ifndef CORE_CLERK_H
#define CORE_CLERK_H

#include "core/base/error.h"

struct policy;
struct store;

/*
 * Brings every duty of the county to today: cases that are not closed, plans, rounds of the year,
 * classes that have not reported, findings. Days on which nobody ran it are caught up in their order.
 * May be called at any time; what has not changed costs no write. Last, what the county no longer
 * keeps goes, some of it each time (core/keeping/keeper.h).
 */
bool clerk_work(struct store *store, const struct policy *policy, const char *today,
                struct error *err);

/* The server is back: days on which it was not there are added to what was running then. */
bool clerk_return(struct store *store, const struct policy *policy, const char *today,
                  struct error *err);

#endif
