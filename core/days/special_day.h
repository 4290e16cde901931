/*
 * Holidays and make-up days as they are entered, a span of days at a time, for the
 * county or for one school. What a place goes by is read by core/days/calendar.h: a
 * school's own day wins over the county's.
 *
 * A span is nothing that is stored: days that follow each other and are called the
 * same are one.
 */
#ifndef CORE_SPECIAL_DAY_H
#define CORE_SPECIAL_DAY_H

#include "core/days/calendar.h"
#include "core/posts/permit.h"
#include "core/store/store.h"

struct special_days {
    int64_t place_id;
    enum day_kind kind; /* DAY_HOLIDAY or DAY_MAKE_UP */
    const char *first_day, *last_day;
    const char *name_zh, *name_ug;
};

/* How many days were new, and how many were there under another name. */
struct special_change {
    int added, renamed;
};

/*
 * Enters a span. ERROR_INVALID when its days cannot be or a holiday has no name; ERROR_CONFLICT
 * when the place has a day of it as the other kind, or a make-up day is worked on already. What is there already is left as it is, without a row in the trail.
 * permit: MAY_EDIT_CALENDAR at the place.
 */
bool special_days_enter(struct store *store, const struct policy *policy, const struct actor *actor,
                        const char *today, const struct special_days *days,
                        struct special_change *change, struct error *err);

/* Enters a span instead of the one from first to last of the same place. */
bool special_days_change(struct store *store, const struct policy *policy,
                         const struct actor *actor, const char *today, const char *first,
                         const char *last, const struct special_days *days, struct error *err);

/* Removes what the place has from first to last. ERROR_MISSING when it has nothing. */
bool special_days_remove(struct store *store, const struct actor *actor, int64_t place_id,
                         const char *first, const char *last, struct error *err);

/* The place's own spans that reach into the days from first to last, in order. */
bool special_days_list(struct store *store, int64_t place_id, const char *first, const char *last,
                       struct arena *arena, struct special_days **rows, size_t *count,
                       struct error *err);

/* The place's own span that a day lies in. ERROR_MISSING when there is none. */
bool special_days_find(struct store *store, int64_t place_id, const char *day, struct arena *arena,
                       struct special_days *days, struct error *err);

#endif
