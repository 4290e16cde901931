/* Who answers for a child at home: father, mother, a grandparent, somebody else. */
#ifndef CORE_GUARDIAN_H
#define CORE_GUARDIAN_H

#include "core/posts/permit.h"
#include "core/store/store.h"

struct guardian {
    int64_t id, child_id;
    const char *relation; /* father, mother, grandparent, other */
    const char *name_zh, *name_ug, *phone, *occupation;
};

/*
 * Adds the child's guardian of that relation, or amends what is said differently;
 * what is empty says nothing. *changed becomes true when a row was written.
 * Inside the caller's transaction; import_id as in struct revision.
 */
bool guardian_put(struct store *store, const struct actor *actor, const struct guardian *guardian,
                  int64_t import_id, bool *changed, struct error *err);

bool guardian_list(struct store *store, int64_t child_id, struct arena *arena, struct guardian **rows,
                   size_t *count, struct error *err);

#endif
