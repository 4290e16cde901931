/*
 * Terms as they are entered, for the county or for one school. What a place goes by
 * is read by core/days/calendar.h: a school's own term stands for the county's of that time.
 */
#ifndef CORE_TERM_H
#define CORE_TERM_H

#include "core/posts/permit.h"
#include "core/store/store.h"

struct term {
    int64_t id, place_id;
    const char *first_day, *last_day;
    bool assumed; /* not yet announced */
};

/*
 * Enters a term of term->place_id. ERROR_INVALID when its days cannot be, ERROR_CONFLICT when it
 * meets another term of the place. permit: MAY_EDIT_CALENDAR at the place.
 */
bool term_add(struct store *store, const struct actor *actor, const char *today,
              const struct term *term, int64_t *id, struct error *err);

/* Gives the term of term->id other days, or makes it announced. The place stays. */
bool term_change(struct store *store, const struct actor *actor, const char *today,
                 const struct term *term, struct error *err);

bool term_remove(struct store *store, const struct actor *actor, int64_t id, struct error *err);

/* ERROR_MISSING when there is none. */
bool term_read(struct store *store, int64_t id, struct arena *arena, struct term *term,
               struct error *err);

/* The place's own term, other than except, that meets a span of days; id 0 when none does. */
bool term_meeting(struct store *store, int64_t place_id, const char *first, const char *last,
                  int64_t except, struct arena *arena, struct term *term, struct error *err);

#endif
