/*
 * What the clerk does about keeping: tells once a day what will go, then lets it go on its
 * day, some at a time, so that nobody who writes waits for the county's past.
 *
 * A clock that is wrong must not erase a county. So a thing is told for KEEPING_NOTICE days
 * first, and the keeper counts only days that it was there: when it has not been for more than
 * KEEPER_GAP days, as after a clock that jumped, nothing more is told or goes until a person
 * says that the day is right. On a day before the last it does nothing.
 */
#ifndef CORE_KEEPER_H
#define CORE_KEEPER_H

#include "core/keeping/keeping.h"

enum {
    KEEPER_GAP = 14,  /* days for which the server may have been off */
    KEEPER_STEP = 200 /* things that go in one call, a transaction for some of them */
};

/*
 * Goes on with the day's work; *left says whether there is more of it. For the clerk, after the
 * day's duties. May be ended at any moment: what stands, stands whole.
 */
bool keeper_work(struct store *store, const struct policy *policy, const char *today, bool *left,
                 struct error *err);

/*
 * After the day's work: of what went nothing can be read in the database's files any more. Its
 * pages are written anew once a day, and the log of writes is emptied as soon as nobody reads in
 * it. For the clerk alone, as store_checkpoint() is; to be called again until it has nothing to do.
 */
bool keeper_wipe(struct store *store, const char *today, struct error *err);

struct keeper_state {
    const char *day; /* the last that it was there; "" when it never was */
    int gap;         /* days since then when it waits for a person's word; else 0 */
};

bool keeper_read(struct store *store, const char *today, struct arena *arena,
                 struct keeper_state *state, struct error *err);

/*
 * The day is right, and the server was off: it goes on, and whatever was told before waits as
 * many days longer. ERROR_CONFLICT when it does not wait. permit: MAY_HOLD_BACK.
 */
bool keeper_go_on(struct store *store, const struct actor *actor, const char *today,
                  struct error *err);

struct keeper_run {
    const char *day;
    enum policy_kept what;
    int64_t count;
};

/* What went on the last days on which anything did, the newest first. */
bool keeper_runs(struct store *store, struct page page, struct arena *arena,
                 struct keeper_run **runs, size_t *count, struct error *err);

#endif
