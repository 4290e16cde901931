/* Whose calendars there are: the county's, and every school's. */
#ifndef CORE_CALENDAR_PLACE_H
#define CORE_CALENDAR_PLACE_H

#include "core/posts/permit.h"
#include "core/store/store.h"

struct calendar_place {
    int64_t id;
    const char *name_zh, *name_ug;
    bool county;
    bool own; /* a term or a day was entered for it alone */
};

/* The county, then the schools by name. */
bool calendar_places(struct store *store, struct arena *arena, struct calendar_place **rows,
                     size_t *count, struct error *err);

/* The place whose calendar concerns the actor first: the school of a post, else the county; 0 in a
   store without any. */
bool calendar_place_of(struct store *store, const struct actor *actor, int64_t *id,
                       struct error *err);

#endif
