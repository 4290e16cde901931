/*
 * Days on which a case stands still: an agreed wait, and the server's own down time.
 *
 * Each is a line in the case, and moves every date that is counted over it.
 */
#ifndef CORE_PAUSE_H
#define CORE_PAUSE_H

#include "core/posts/permit.h"
#include "core/store/store.h"

struct policy;

enum {
    PAUSE_LONGEST = 60 /* days that may be agreed at once */
};

/* Agrees to wait from today until a day, included. The reason may not be empty. permit: MAY_PAUSE. */
bool pause_agree(struct store *store, const struct policy *policy, const struct actor *actor,
                 const char *today, int64_t case_id, const char *until, const char *reason,
                 struct error *err);

/* Takes the case up again before that day. ERROR_CONFLICT when it does not stand still. */
bool pause_end(struct store *store, const struct policy *policy, const struct actor *actor,
               const char *today, int64_t case_id, const char *note, struct error *err);

/* The last day of the pause that a case is in; *until is "" when it is in none. In the arena. */
bool pause_read(struct store *store, int64_t case_id, const char *today, struct arena *arena,
                const char **until, struct error *err);

/* Adds the days on which nobody could work to every case that is not closed: from the day after
   the last one that the server saw to the day before today. */
bool pause_for_down_time(struct store *store, const struct policy *policy, const char *last_seen,
                         const char *today, struct error *err);

#endif
