/*
 * The days that moved what is due in a case: holidays, vacations and make-up days within the
 * periods of its duties, as spans that stand between its events.
 *
 * Nothing is kept here: they are those of the school's calendar as it is when they are read, so a
 * corrected calendar corrects them. An agreed wait and the server's own down time are events of the
 * case; a holiday that lies within one moved nothing more.
 */
#ifndef CORE_SKIPPED_H
#define CORE_SKIPPED_H

#include "core/days/calendar.h"
#include "core/store/store.h"
#include "i18n/catalogue.h"

struct skipped {
    enum day_kind kind;       /* DAY_HOLIDAY, DAY_VACATION, DAY_MAKE_UP */
    const char *first, *last; /* whole, though a period met only a part of it */
    const char *name;         /* "" when it has none */
    bool assumed;             /* by convention, or not yet announced */
};

/* The spans of a case in sight, by their first day. In the arena. */
bool skipped_of_case(struct store *store, const struct policy *policy, int64_t case_id,
                     enum language language, struct arena *arena, struct skipped **rows,
                     size_t *count, struct error *err);

#endif
