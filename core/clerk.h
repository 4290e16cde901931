/* What time does by itself: duties fall due, climb and lapse without anybody typing. */
#ifndef CORE_CLERK_H
#define CORE_CLERK_H

#include "core/error.h"

struct policy;
struct store;

/*
 * Brings every duty of the county to today: cases that are not closed, classes that have
 * not reported, findings. Days on which nobody ran it are caught up in their order, and so is
 * a calendar that was changed. May be called at any time; what has not changed costs no write.
 */
bool clerk_work(struct store *store, const struct policy *policy, const char *today,
                struct error *err);

#endif
