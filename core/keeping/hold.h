/*
 * Holding back what would be erased: until a day, with the reason in writing, by the bureau.
 * A dispute goes on, an inspection has asked for it. What is held back stays whole: a case
 * keeps its child, and a child all that is about it.
 */
#ifndef CORE_HOLD_H
#define CORE_HOLD_H

#include "core/keeping/keeping.h"

enum {
    HOLD_LONGEST = 366 /* days; whoever needs longer says so again */
};

struct keeping_hold {
    int64_t id;
    const char *until, *reason;
    int64_t at;
    const char *account, *person_zh, *person_ug; /* who; "" for the console */
};

/*
 * ERROR_MISSING when there is no such thing in sight; ERROR_INVALID without a reason, or when
 * the day is past or too far. It takes the place of an earlier hold. permit: MAY_HOLD_BACK.
 */
bool hold_back(struct store *store, const struct actor *actor, const char *today,
               enum policy_kept what, int64_t id, const char *until, const char *reason,
               struct error *err);

/* Lets it go at its time again. ERROR_CONFLICT when nothing holds it. permit: MAY_HOLD_BACK. */
bool hold_lift(struct store *store, const struct actor *actor, const char *today,
               enum policy_kept what, int64_t id, struct error *err);

/* The hold of the thing itself that runs today; *found is false when there is none. */
bool hold_read(struct store *store, const char *today, enum policy_kept what, int64_t id,
               struct arena *arena, struct keeping_hold *hold, bool *found, struct error *err);

#endif
