/* The one tree of places: county, townships, villages, groups; schools, grades, classes. */
#ifndef CORE_PLACE_H
#define CORE_PLACE_H

#include "core/posts/permit.h"
#include "core/store/store.h"

struct place {
    int64_t id, parent_id;
    const char *kind, *code, *name_zh, *name_ug, *stage;
    int grade, number;
};

/*
 * Adds a place below place->parent_id (0 for the county) and says its id.
 * ERROR_CONFLICT when the code is taken. permit: MAY_EDIT_PLACES.
 */
bool place_add(struct store *store, const struct actor *actor, const struct place *place,
               int64_t *id, struct error *err);

/*
 * Writes what was not known of a place: its code, names and stage where they are
 * empty; *changed says whether anything was. ERROR_CONFLICT when the code is
 * another's. permit: MAY_EDIT_PLACES.
 */
bool place_complete(struct store *store, const struct actor *actor, const struct place *place,
                    bool *changed, struct error *err);

/* ERROR_MISSING when there is none. */
bool place_read(struct store *store, int64_t id, struct arena *arena, struct place *place,
                struct error *err);

/* The place of a kind with this code, or else with this Chinese or Uyghur name below a place
   (0: anywhere); *id is 0 when there is none or more than one. */
bool place_find(struct store *store, const char *kind, const char *code_or_name, int64_t below,
                int64_t *id, struct error *err);

/* The class of a school; *id is 0 when there is none. */
bool place_find_class(struct store *store, int64_t school_id, int grade, int number, int64_t *id,
                      struct error *err);

/* The nearest place of a kind at or above a place; *id is 0 when there is none. */
bool place_above(struct store *store, int64_t place_id, const char *kind, int64_t *id,
                 struct error *err);

/* Whether places of the kind below may lie under those of the kind above, at any depth. */
bool place_leads(const char *above, const char *below);

/* The children of a place in the tree, of a kind (NULL: all), in their order. */
bool place_list(struct store *store, int64_t parent_id, const char *kind, struct page page,
                struct arena *arena, struct place **places, size_t *count, struct error *err);

/* Says which school serves a village or group for a stage; replaces what was said before. */
bool place_serve(struct store *store, const struct actor *actor, int64_t place_id,
                 const char *stage, int64_t school_id, struct error *err);

/* The school that serves a place (itself or the nearest above); *school_id is 0 when none does. */
bool place_served_by(struct store *store, int64_t place_id, const char *stage, int64_t *school_id,
                     struct error *err);

#endif
