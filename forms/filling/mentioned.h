/*
 * Whose data stand in a record: whoever takes it out of the program has looked at each of them.
 */
#ifndef FORMS_MENTIONED_H
#define FORMS_MENTIONED_H

#include "forms/filling/answers.h"

/*
 * The child that the record is about; of a paper about a place those in it whom a list of the place
 * filled in (handover.child), as far as they are in sight. Each once, in the arena.
 */
bool mentioned_children(struct store *store, const struct form_record *record,
                        struct arena *arena, int64_t **children, size_t *count,
                        struct error *err);

#endif
