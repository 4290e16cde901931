/*
 * One run that derives duties without a rung: what attendance, findings and
 * letters share. A duty is written with whose it is, until when, and why.
 *
 * For core/duties/standing.c and its neighbours, inside a transaction.
 */
#ifndef CORE_STANDING_RUN_H
#define CORE_STANDING_RUN_H

#include "core/duties/duty_row.h"

/* Duties of one school follow each other and share its calendar. */
struct standing_run {
    struct store *store;
    const struct policy *policy;
    const struct policy_rung *rung;
    const char *today;
    struct arena kept, arena; /* of the run; of one duty */
    struct calendar calendar;
    int64_t school_id;
    const char *days; /* that why lists (duty_counted_days()); NULL: none */
};

struct standing_run standing_run_begin(struct store *store, const struct policy *policy,
                                       enum policy_duty duty, const char *today);

/* Gives the memory back; returns ok. */
bool standing_run_end(struct standing_run *run, bool ok);

/* The calendar of a place, read when it is another place's than the last one. */
bool standing_run_calendar(struct standing_run *run, int64_t place_id, struct error *err);

/*
 * Completes a row that says what, since when and in which state, for these posts, and stores it.
 * row->due may be set; it is the rung's when it is NULL. So may row->kind and row->rung; the kind
 * is the rung's name when it is NULL.
 */
bool standing_run_write(struct standing_run *run, const struct duty_places *places,
                        const struct duty_posts *posts, struct duty_row *row, struct error *err);

#endif
