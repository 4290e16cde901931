/*
 * Notices for many children at once: whom a form's papers are for in a place, who has one already,
 * and making, printing and serving those that are missing.
 *
 * A notice is made by itself, in one transaction: what was interrupted goes on where it stopped.
 * Service is written down for all of them or none: what was typed once is said of each.
 * Answers that a form keeps from one paper to the next are those of the person's last complete one
 * of the year.
 */
#ifndef FORMS_BATCH_H
#define FORMS_BATCH_H

#include "forms/filling/answers.h"
#include "forms/served/serving.h"

enum {
    BATCH_MOST = 500,  /* children that are listed */
    BATCH_COPIES = 300 /* of papers in one file: no larger than a folder takes */
};

/* Whether papers of the form are made in batches: its definition says for whom. */
bool batch_asked(const struct form *form);

struct batch_row {
    int64_t child_id, case_id; /* case_id is 0 for a form that is about the child alone */
    const char *name_zh, *name_ug, *born;
    const char *place_zh, *place_ug; /* its class, or else its village */
    int64_t record_id;               /* its newest paper of this year; 0 for none */
    bool complete;
    const char *number, *served_on; /* "" for none */
    const char *missing;            /* the question that a begun paper lacks, in the language; "" */
};

/*
 * The children that the form is for in a place: of a form for first grades those who are due to
 * begin school in the year of today and stand on no roll, of a form about a case the open cases,
 * else all who live or learn there. Through the actor's views; by name, BATCH_MOST at most.
 */
bool batch_list(struct store *store, const struct policy *policy, const struct form *form,
                int64_t place_id, const char *today, enum language language, struct arena *arena,
                struct batch_row **rows, size_t *count, struct error *err);

/* Makes the paper of a row, and completes it when nothing is missing: *complete. It is the paper
   that somebody has made since the list was read, where there is one. */
bool batch_make(struct store *store, const struct policy *policy, const struct actor *actor,
                const char *today, const struct form *form, const struct batch_row *row,
                int64_t *record_id, bool *complete, struct error *err);

/* Writes down that papers were served, as serving_write() one; none of them when one cannot be. */
bool batch_serve(struct store *store, const struct policy *policy, const struct actor *actor,
                 const char *today, const int64_t records[], size_t count,
                 const struct service *service, struct error *err);

/* Prints complete papers into a file of the actor's folder, or several where they are many; at is
   the moment that they say. */
bool batch_print(struct store *store, const struct actor *actor, const char *at,
                 enum language language, const int64_t records[], size_t count, struct error *err);

#endif
