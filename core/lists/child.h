/*
 * A child: one id for life, on which the lists, cases and forms hang.
 *
 * Each list keeps its own words; here is what is known of the child whichever
 * list said it first. Nothing here asks for permits or writes the trail: the
 * verbs that call it do.
 */
#ifndef CORE_CHILD_H
#define CORE_CHILD_H

#include "core/store/store.h"

struct child {
    int64_t id;
    const char *id_number, *name_zh, *name_ug, *sex, *born; /* "" where unknown */
    int64_t group_id, class_id;                             /* 0 where unknown */
};

/* The child that has this ID number; *id is 0 when none has. */
bool child_find(struct store *store, const char *id_number, int64_t *id, struct error *err);

bool child_add(struct store *store, const struct child *child, int64_t *id, struct error *err);

/* Writes what was unknown of the child; what was known stays. */
bool child_complete(struct store *store, const struct child *child, struct error *err);

/*
 * A list had a field wrong and the child had it from there: the child's follows,
 * but never to an ID number that is another child's. field is id_number, name_zh,
 * name_ug, sex or born; others have no effect.
 */
bool child_follow(struct store *store, int64_t id, const char *field, const char *before,
                  const char *after, struct error *err);

bool child_live_in(struct store *store, int64_t id, int64_t group_id, struct error *err);

/* ERROR_MISSING when there is none within the actor's scope. */
bool child_read(struct store *store, int64_t id, struct arena *arena, struct child *child,
                struct error *err);

#endif
