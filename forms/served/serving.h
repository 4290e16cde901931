/*
 * Serving a paper with legal effect: on which day it was handed over, how, and to whom.
 *
 * A paper is served once. Where the county's rules know its service as a step of the case, serving
 * takes the step with the paper's number: one fact is typed once, and the period to answer follows.
 */
#ifndef FORMS_SERVING_H
#define FORMS_SERVING_H

#include "forms/filling/answers.h"

/* Whether the form is a paper that is served. */
bool serving_asked(const struct form *form);

struct service {
    const char *day;                   /* "" while it is not served */
    const char *how, *receiver, *note; /* how: serving_how() */
    const char *person_zh, *person_ug; /* who wrote it down */
};

/* How a paper is handed over: what legal_how() knows but the spoken word, which has no paper. NULL
   past the last. */
const char *serving_how(size_t index);

/* Through the actor's views. */
bool serving_read(struct store *store, int64_t record_id, struct arena *arena,
                  struct service *service, struct error *err);

/*
 * Writes down that the paper was served, and takes the step of its case that this is, unless it is
 * taken, or was with the paper that this one corrects. permit: as core/cases/legal.h has it for a step, as for
 * filling without one. ERROR_INVALID when the form is not served, or the day or the way cannot be;
 * ERROR_CONFLICT while it is not complete, when it was served, was corrected, or is not the next
 * step.
 */
bool serving_write(struct store *store, const struct policy *policy, const struct actor *actor,
                   const char *today, int64_t record_id, const struct service *service,
                   struct error *err);

/* The form whose service is a step, by the step's event; NULL when there is none. */
const struct form *serving_form(const struct forms *forms, const char *event);

/* The newest record of a case whose service is a step, complete or not; 0 when there is none.
   Through the actor's views. */
bool serving_find(struct store *store, int64_t case_id, const struct form *form, int64_t *record_id,
                  struct error *err);

#endif
