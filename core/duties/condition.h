/*
 * A rule's condition as a story goes on: since when it holds without a break, and whether that is
 * long enough.
 */
#ifndef CORE_CONDITION_H
#define CORE_CONDITION_H

#include "core/days/calendar.h"

struct condition {
    bool holds;
    bool met;          /* it has led to what it leads to, and holds still */
    const char *since; /* the day it began to hold; "" while it does not */
    const char *ripe;  /* the first day on which it has held long enough */
};

/* Takes what a condition says on a day. It must hold for longer than after: what a family has a
   week for is not overdue on the week's last day. Texts lie in the arena. */
void condition_take(struct condition *condition, bool holds, const char *day, struct period after,
                    const struct calendar *calendar, struct arena *arena);

/* Whether it has held long enough on a day. */
bool condition_ripe(const struct condition *condition, const char *day);

#endif
