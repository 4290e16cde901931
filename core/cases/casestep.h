/*
 * One step of a case: the one way an event gets into it.
 *
 * For the verbs of a case (casefile.c, closing.c), inside their transaction. A
 * step asks whether the state admits the event and the actor may record it; it does not
 * derive duties, the verb does at its end.
 */
#ifndef CORE_CASESTEP_H
#define CORE_CASESTEP_H

#include "core/cases/casefile.h"

/* Takes the row of a query that names the columns of struct casefile, from child_id on, in their
   order. ERROR_MISSING when there is no row. */
bool casestep_take_row(struct query *query, int64_t case_id, struct arena *arena,
                       struct casefile *c, struct error *err);

/* The case as it is, whoever looks: verbs decide by permit, not by sight. */
bool casestep_read(struct store *store, int64_t case_id, struct arena *arena, struct casefile *c,
                   struct error *err);

/* As permit_at() for the places of the case and those of its child: who answers for any may act. */
bool casestep_permit(struct store *store, const struct actor *actor, enum action action,
                     const struct casefile *c, const struct held_post **post, struct error *err);

/* Takes the step and moves c->state along. ERROR_CONFLICT when the state does not admit it. */
bool casestep_take(struct store *store, const struct actor *actor, const char *today,
                   struct casefile *c, const struct case_event *event, struct error *err);

/* Leaves a post a line about the case, unless the actor holds it. */
bool casestep_tell(struct store *store, const struct actor *actor, const struct casefile *c,
                   int64_t post_id, const char *key, struct error *err);

#endif
