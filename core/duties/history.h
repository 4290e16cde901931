/*
 * What happened in a case, read once so that the ladder can be played over it:
 * its events by the day they happened, and each day as the class reported it.
 *
 * Read inside a verb's transaction, or by the clerk: past every scope.
 */
#ifndef CORE_HISTORY_H
#define CORE_HISTORY_H

#include "core/days/calendar.h"

struct history_event {
    int64_t id;
    const char *kind, *day, *result;
    const char *role;  /* of the recipient, for report.received; "" otherwise */
    const char *until; /* the last day of a pause; "" otherwise */
};

/* A day on which the class reported, or the child was reported absent elsewhere. */
struct history_day {
    const char *day;
    const char *report; /* "unexcused", "leave" or "present" */
};

struct history_copy {
    int64_t id, record_id, post_id;
    const char *sent_on, *received_on; /* received_on is "" until it is confirmed */
};

/* A plan of the child that stands, or did. */
struct history_plan {
    const char *kind, *first, *ended; /* ended is "" while it goes on */
};

struct history {
    int64_t case_id, child_id, school_id, class_id, group_id, charge_id;
    const char *kind, *state, *status, *opened_on;
    const char *born;                   /* the child's; "" when not known */
    int64_t policy_id;                  /* the version of the rules it began under; 0: none */
    const char *from;                   /* the absence it was opened for began; else opened_on */
    const struct history_event *events; /* by day, then as typed */
    size_t event_count;
    const struct history_day *days;
    size_t day_count;
    const struct history_copy *copies;
    size_t copy_count;
    const struct calendar_pause *pauses; /* days on which the case stood still */
    size_t pause_count;
    const struct history_plan *plans;
    size_t plan_count;
};

/* ERROR_MISSING when there is no such case. */
bool history_read(struct store *store, int64_t case_id, struct arena *arena,
                  struct history *history, struct error *err);

/* The days of a child alone, for the question whether a case begins. */
bool history_of_child(struct store *store, int64_t child_id, const char *today, struct arena *arena,
                      struct history *history, struct error *err);

#endif
