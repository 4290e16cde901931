/*
 * What a form is filled about, a case, a child or a place: who may, and in which post.
 */
#ifndef FORMS_SUBJECT_H
#define FORMS_SUBJECT_H

#include "core/cases/casefile.h"
#include "forms/form.h"

struct subject {
    int64_t case_id, child_id, place_id; /* 0 where there is none */
    struct casefile casefile;            /* of the case; read by subject_permit() */
};

/*
 * Whether the actor may do it at the places of the subject, holding a role that the form names;
 * the post in *post when post is not NULL. Fills in the case and the child of a case. ERROR_DENIED
 * at the console: a paper has an author. ERROR_INVALID when the form is about something else.
 * Inside a verb's transaction; texts in the arena.
 */
bool subject_permit(struct store *store, const struct actor *actor, enum action action,
                    const struct form *form, struct subject *subject,
                    const struct held_post **post, struct arena *arena, struct error *err);

/* Whether subject_permit() would grant it: for what a screen offers. */
bool subject_offers(struct store *store, const struct actor *actor, enum action action,
                    const struct form *form, const struct subject *subject, bool *offered,
                    struct error *err);

/* Leaves a line to every post that the form goes to, on the lines of the subject. */
bool subject_tell(struct store *store, const struct actor *actor, const struct form *form,
                  const struct subject *subject, const char *key, const char *route,
                  struct error *err);

#endif
