/*
 * A county left to chance: on each day people report, record, ask and forget as a seed has it.
 *
 * Everything goes through the verbs that the program uses. A verb may refuse; it may not fail. The
 * same seed gives the same story.
 */
#ifndef TESTS_SUPPORT_CHANCE_H
#define TESTS_SUPPORT_CHANCE_H

#include "tests/support/work.h"

struct chance {
    struct work *work;
    uint64_t seed, state;
    bool away[CHILD_COUNT]; /* who stays at home these days */
    const char *deed;       /* what is done, for messages */
    size_t taken, refused;  /* how many deeds stood, and how many did not */
};

struct chance chance_begin(struct work *work, uint64_t seed);

/* Each class reports today's children, or forgets to; on a day without school none does. */
void chance_report(struct chance *chance);

/* Somebody does something, on work->today. */
void chance_deed(struct chance *chance);

/* A number below one. */
size_t chance_below(struct chance *chance, size_t end);

#endif
