/*
 * Putting a completed record right: a new record, never a change of the old one.
 *
 * The old one stays readable as it was, in its own definition, and says by which it was put right.
 * The new one is in the form's definition of today, begins with the old answers, and is filled and
 * completed as any other; what happened is not told a second time, but whoever got the
 * first gets the second. Only the newest of a chain can be put right.
 */
#ifndef FORMS_CORRECT_H
#define FORMS_CORRECT_H

#include "forms/filling/answers.h"

/*
 * Begins the correction of a record, or finds the one that is not complete yet. permit as for
 * filling. ERROR_INVALID without a reason; ERROR_CONFLICT when the record is not complete or was
 * corrected, and for a report of a closed case, which nobody would be sent.
 */
bool correct_begin(struct store *store, const struct forms *forms, const struct policy *policy,
                   const struct actor *actor, const char *today, int64_t record_id,
                   const char *reason, int64_t *new_id, struct error *err);

/* Whether it can be begun, for what a screen offers: the record is complete, and the newest. */
bool correct_offered(const struct form_record *record);

#endif
