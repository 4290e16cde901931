/*
 * A case on its way through the rules: the play at one moment, and the dues that it has made.
 *
 * Shared by core/duties/ladder.c, which goes through the days, and core/duties/happening.c, which knows what an
 * event changes.
 */
#ifndef CORE_PLAY_H
#define CORE_PLAY_H

#include "core/duties/condition.h"
#include "core/duties/ladder.h"
#include "core/rules/facts.h"

struct play {
    const struct ladder *ladder;
    const struct history *history;
    const struct calendar *calendar;
    struct arena *arena;
    struct story *story;
    const char *day;
    struct moment moment;
    struct condition *rungs;    /* one a rung of the policy */
    struct condition *statuses; /* one a status */
    bool asked;                 /* the facts have not changed since the rungs were asked */
    bool statuses_asked;        /* nor since the statuses were */
    bool begun;                 /* rungs may fall due */
    bool closed;
    size_t next_day, next_event;
};

/* The facts are others than when they were asked. */
void play_turn(struct play *play);

/* A due that begins on a day, its condition having held from another day on. */
struct due *play_add_due(struct play *play, const struct policy_rung *rung, const char *held,
                         const char *since);

bool play_is_open(const struct play *play, const struct policy_rung *rung);

void play_end_due(struct due *due, enum due_state state, const char *day, int64_t event_id);

/* Ends what has become pointless; duty is NULL for every rung, and the taking up of the case. */
void play_void_dues(struct play *play, const struct policy_rung *duty);

/* Ends what an event fulfils. */
void play_fulfil_dues(struct play *play, const struct history_event *event);

/* The child is at school: the count begins anew, and so does what was tried. */
void play_come_back(struct play *play);

/* What an event changes in the play, beside the duties that it fulfils. */
void play_happen(struct play *play, const struct history_event *event);

#endif
