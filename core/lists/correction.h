/* What every correction by hand has in common: a reading of the value, a reason, the trail. */
#ifndef CORE_CORRECTION_H
#define CORE_CORRECTION_H

#include "core/posts/permit.h"
#include "core/store/record.h"
#include "core/store/revision.h"

/* Cleans and reads what was typed for a column of a record; the value lives in the arena. */
bool correction_read(const struct record *record, int column, const char *typed, struct arena *arena,
                     const char **value, struct error *err);

/* ERROR_INVALID when the reason says nothing. */
bool correction_reason(const char *reason, struct error *err);

/* permit_at() where the child lives, or else where it is enrolled. */
bool correction_permit(struct store *store, const struct actor *actor, enum action action,
                       int64_t child_id, struct error *err);

/*
 * Writes the trail's row of what was amended, signs the revisions and brings the
 * search keys of the child up to date. action: "register.correct", ...
 */
bool correction_sign(struct store *store, const struct actor *actor, const char *action,
                     const struct revision *revision, struct error *err);

#endif
