/*
 * Rounds: what is due on days of the year at every place of a kind, without any child: checks at
 * the beginning of a term (Y1, Y11), monthly reports, nil included (D3, H13, N7), lists by a day
 * of June or September (A1, A2).
 *
 * Which there are and when they begin is the county's policy. Only the act that is recorded here
 * ends one: done, on a day, with a word on it. Acts are only added; a correction is a new line.
 */
#ifndef CORE_ROUND_H
#define CORE_ROUND_H

#include "core/days/calendar.h"
#include "core/posts/permit.h"
#include "core/rules/policy.h"

/* The days between two on which a round begins at a place with this calendar, in their order and
   in the arena. */
size_t round_begins(const struct policy_round *round, const struct calendar *calendar,
                    const char *first, const char *last, struct arena *arena, const char ***days);

struct round_act {
    const char *round;
    int64_t place_id;
    const char *begins_on; /* which of them */
    const char *day;       /* when it was done; not later than today */
    bool nil;              /* there was nothing to tell; only where the policy takes that */
    const char *note;      /* what was found or sent; may be empty only with nil */

    /* Set by round_read(), not read by round_report(). */
    int64_t typed_at;
    const char *role, *person_zh, *person_ug;
};

/*
 * Records that a round was done at a place, and tells those the policy names. ERROR_INVALID when
 * the round does not begin there on that day. permit: MAY_REPORT_ROUND at the place.
 */
bool round_report(struct store *store, const struct policy *policy, const struct actor *actor,
                  const char *today, const struct round_act *act, struct error *err);

/* The last word on a round of a place; *found is false while there is none. */
bool round_read(struct store *store, const char *round, int64_t place_id, const char *begins_on,
                struct arena *arena, struct round_act *act, bool *found, struct error *err);

/* The duties of a place's rounds as they stand on today; what was due before the county's first day
   with this program is not asked for. Inside a transaction. */
bool round_derive(struct store *store, const struct policy *policy, const char *today,
                  int64_t place_id, struct error *err);

/* Keeps the county's first day, once. Inside a transaction. */
bool round_keep_since(struct store *store, const char *today, struct error *err);

/* The places after one at which the policy has rounds, at most size of them. */
bool round_places(struct store *store, const struct policy *policy, int64_t after, size_t size,
                  int64_t *ids, size_t *count, struct error *err);

#endif
