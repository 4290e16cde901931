/*
 * A case played through the county's rules, day by day, from its first day to
 * today: which rungs fell due, what fulfilled them, and how each day counted.
 *
 * Nothing is read or written here; the same story always gives the same answer.
 */
#ifndef CORE_LADDER_H
#define CORE_LADDER_H

#include "core/duties/history.h"
#include "core/rules/policy.h"

/* A policy's conditions, compiled once and asked for every case. */
struct ladder {
    const struct policy *policy;
    struct expression **rungs;    /* one a rung of the policy */
    struct expression **untils;   /* the same; NULL for those that only end when they are done */
    struct expression **statuses; /* one a status */
    struct expression **openings; /* one an opening; NULL for those without a condition */
    bool timed;                   /* a condition asks what changes from day to day by itself */
};

bool ladder_prepare(struct ladder *ladder, const struct policy *policy, struct evaluator *evaluator,
                    struct arena *arena, struct error *err);

enum due_state {
    DUE_OPEN,
    DUE_DONE,
    DUE_VOID
};

/* A duty as the story makes it. */
struct due {
    const struct policy_rung *rung; /* one of the policy's rungs, or of its duties */
    int64_t post_id;                /* when it is not the rung that says whose it is; else 0 */
    int64_t record_id;
    int64_t cause;     /* id of the event or copy it came from; 0: the days */
    const char *held;  /* the day from which its condition held; since, when it need not wait */
    const char *since; /* the day it fell due to begin */
    const char *last;  /* the day by which it is due */
    int64_t days;      /* counted days when it began */
    enum due_state state;
    const char *ended_on; /* when it was done or void */
    int64_t event_id;     /* what fulfilled it */
};

/* A day of the story and how it counted. */
struct ladder_day {
    const char *day;
    const char *reason; /* "absent", "leave", "present", "not_reported", or a day_kind_name() */
    int64_t counted;    /* which unexcused day in a row; 0 when it was skipped */
};

struct story {
    struct due *dues;
    size_t due_count;
    struct ladder_day *days;
    size_t day_count;
    const char *status;                 /* the policy's, on the last day */
    const struct policy_status *reason; /* why it is that; NULL for "" */
    int64_t unexcused_days;
};

bool ladder_play(const struct ladder *ladder, const struct history *history,
                 const struct calendar *calendar, const char *today, struct arena *arena,
                 struct story *story, struct error *err);

/* The kind of case that a child's days open; NULL when they open none. */
bool ladder_opens(const struct ladder *ladder, const struct history *history,
                  const struct calendar *calendar, const char *today, struct arena *arena,
                  const char **kind, struct error *err);

#endif
