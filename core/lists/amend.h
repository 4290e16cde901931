/* Changing what a row of the register or the roll says, and keeping what it said (H10). */
#ifndef CORE_AMEND_H
#define CORE_AMEND_H

#include "core/store/revision.h"

/*
 * Writes revision->after into the field of the row and keeps the revision. Where
 * the child had the field from this list, the child's follows. The caller has
 * checked the value, asks the permit and signs with revision_sign().
 */
bool amend(struct store *store, const struct actor *actor, const struct revision *revision,
           struct error *err);

struct amendment {
    const char *field, *before, *after;
};

/* Amends each field that has an after and differs; an empty after says nothing. *changed becomes
   true when any did. revision says whose row it is and why. */
bool amend_each(struct store *store, const struct actor *actor, const struct revision *revision,
                const struct amendment *fields, size_t count, bool *changed, struct error *err);

#endif
