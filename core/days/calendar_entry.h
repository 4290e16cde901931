/*
 * What every entry in the school calendar has in common: whose it may be, which
 * days it may reach over, and that what depends on it moves.
 *
 * Duties are not derived here: a day of the county's calendar moves those of every
 * class. A change is counted, and the clerk (core/duties/clerk.h) follows it at once in
 * batches; until then nothing wrong is stored, only what was true a moment ago.
 */
#ifndef CORE_CALENDAR_ENTRY_H
#define CORE_CALENDAR_ENTRY_H

#include "core/posts/permit.h"
#include "core/store/store.h"

enum {
    CALENDAR_DAYS_MOST = 60,  /* of one holiday */
    CALENDAR_TERM_MOST = 220, /* days of one term */
    CALENDAR_REACH = 2 * 366  /* days from today, either way, that can be entered */
};

/*
 * ERROR_DENIED when the actor may not enter anything for the place, ERROR_INVALID when it is
 * neither the county nor a school. permit: MAY_EDIT_CALENDAR. Inside a transaction.
 */
bool calendar_entry_permit(struct store *store, const struct actor *actor, int64_t place_id,
                           struct error *err);

/* ERROR_INVALID when one is no day, the last is before the first, they are more than most days
   or out of reach. */
bool calendar_entry_span(const char *today, const char *first, const char *last, int most,
                         struct error *err);

/* Writes the trail's row and counts the change; detail as of audit_detail(). */
bool calendar_entry_sign(struct store *store, const struct actor *actor, const char *action,
                         int64_t place_id, const char *detail, struct error *err);

/* How many changes there have been: what was derived after fewer is outdated. */
bool calendar_entry_changes(struct store *store, struct arena *arena, const char **changes,
                            struct error *err);

/* The column of record_calendar that a refusal of core/days/term.h or core/days/special_day.h is about. */
int calendar_entry_column(const struct error *err);

#endif
