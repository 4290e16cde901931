/*
 * Signing as counties do it: a paper is printed, signed by hand, and kept where it was signed.
 *
 * Here stands who has to sign, and of each who has: on which day, under which name, and where the
 * signed copy lies. What was written down stays; it is no signature of its own.
 *
 * The paper of a handover (H11) is signed in the program's own list, by each school for itself:
 * the signatures below it are those of core/cases/handover.h, and nobody writes them down twice.
 */
#ifndef FORMS_SIGNING_H
#define FORMS_SIGNING_H

#include "forms/filling/answers.h"

struct signing_row {
    const char *signer;                          /* as the form names it: a field that is signed below, or a signer */
    struct label label;                          /* as the paper names it */
    const char *signed_on, *signed_by, *kept_at; /* "" while nobody has signed */
    const char *person_zh, *person_ug;           /* who wrote it down; "" for none */
    const char *list;                            /* the route of the list that is signed instead; "" for none */
};

/* Who has to sign the record's paper, in the order of the paper; through the actor's views. */
bool signing_list(struct store *store, const struct form_record *record, struct arena *arena,
                  struct signing_row **rows, size_t *count, struct error *err);

/* How many of them have. */
size_t signing_done(const struct signing_row rows[], size_t count);

/* What is known of a signature before it is written down; texts in the person's language. */
struct signing_known {
    const char *name;    /* who it will be: the guardian, the principal; "" when that is open */
    const char *kept_at; /* the actor's office */
};

bool signing_known(struct store *store, const struct policy *policy, const struct actor *actor,
                   const char *today, const struct form_record *record, const char *signer,
                   enum language language, struct arena *arena, struct signing_known *known,
                   struct error *err);

struct signature {
    const char *signer, *signed_on, *signed_by, *kept_at;
};

/*
 * Writes down that a copy was signed. permit as for filling. ERROR_INVALID when the form has no
 * such signer, a text is missing, or the day is later than today or before the paper was complete;
 * ERROR_CONFLICT while it is not, when the signature is there already, and for one that is given in
 * a list.
 */
bool signing_add(struct store *store, const struct actor *actor, const char *today,
                 int64_t record_id, const struct signature *signature, struct error *err);

#endif
