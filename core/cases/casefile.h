/*
 * A case: one child, followed step by step until the matter is settled.
 *
 * A case is the sum of its events. Events are only ever added, here and by
 * trigger in the schema; the state is what the table of transitions made of the
 * last one. One post is in charge at every moment. A child's second case is a
 * second chapter, with its own number.
 *
 * Every verb asks permit_at() for the places of the case (its class, school and
 * group), writes one audit row, and derives the duties of the case anew. Nothing
 * is written unless all of it is.
 */
#ifndef CORE_CASEFILE_H
#define CORE_CASEFILE_H

#include "core/cases/transition.h"
#include "core/posts/permit.h"
#include "core/store/store.h"

struct policy;

struct casefile {
    int64_t id, child_id;
    const char *number, *kind, *policy;
    int64_t policy_id;                      /* the version of the rules it began under (core/rules/rules.h); 0: none */
    const char *state;                      /* transition.h */
    const char *status;                     /* "", "suspected", "dropped_out" */
    const char *opened_on, *closed_on;      /* closed_on is "" while it is not */
    int64_t school_id, class_id, group_id;  /* 0 when not known */
    int64_t charge_id;                      /* the post in charge */
    int64_t child_class_id, child_group_id; /* where the child is now */
};

struct case_event {
    int64_t id, case_id;
    const char *kind;   /* "contact.phone": core/cases/transition.c */
    const char *day;    /* when it happened; ISO 8601, not later than today */
    const char *result; /* of a visit; of "assigned" the new role, of "closing.asked" the proof */
    const char *rung;   /* of the duty that it was done for; NULL or "" when for none */
    const char *note;   /* NULL or "" for none */
    const char *data;   /* JSON: what else the kind says; NULL for {} */
    int64_t record_id;  /* the form that tells it; 0 for none */

    /* Set by casefile_events(), not read by casefile_append(). */
    int64_t typed_at, account_id, post_id;
    const char *role;                  /* of the post; "" for the clock and the console */
    const char *person_zh, *person_ug; /* who typed it; both "" for the clock and the console */
};

/*
 * Opens a case for a child on a day, with a post in charge: of the class, else of the
 * school that serves the child, else of the village; a post that nobody holds gives way
 * to the one above. permit: MAY_OPEN_CASE at the child's places. ERROR_CONFLICT
 * with the number while the child has a case that is not closed.
 */
bool casefile_open(struct store *store, const struct policy *policy, const struct actor *actor,
                   const char *today, int64_t child_id, const char *kind, const char *note,
                   int64_t *case_id, struct error *err);

/*
 * Adds an event and moves the case to the state that the event leads to; a child that has changed
 * class or home since takes its case along. A visit whose result is "returned" adds the event
 * "returned" too. ERROR_CONFLICT when the state does not admit the event, ERROR_INVALID for an
 * impossible day or result. Opening, assigning, closing, reopening, pausing and the steps of
 * core/cases/legal.h have verbs of their own.
 */
bool casefile_append(struct store *store, const struct policy *policy, const struct actor *actor,
                     const char *today, const struct case_event *event, struct error *err);

/*
 * Gives cases to a post: one, or all that were marked, or none. The post's role must work on
 * cases and its place must cover each of them. The post gets a line in its today.
 * permit: MAY_ASSIGN.
 */
bool casefile_assign(struct store *store, const struct policy *policy, const struct actor *actor,
                     const char *today, const int64_t *case_ids, size_t count, int64_t post_id,
                     const char *note, struct error *err);

/* ERROR_MISSING when there is none, or none in sight. */
bool casefile_read(struct store *store, int64_t case_id, struct arena *arena,
                   struct casefile *casefile, struct error *err);

/* What stands at the head of a case: who it is about, where, and who answers for it. */
struct case_about {
    const char *name_zh, *name_ug, *sex, *born;
    const char *class_zh, *class_ug, *school_zh, *school_ug;
    const char *village_zh, *village_ug, *group_zh, *group_ug;
    const char *guardian_zh, *guardian_ug, *phone; /* the first guardian; masked by who shows it */
    const char *charge_role;                       /* "" while nobody is in charge */
    const char *charge_zh, *charge_ug;             /* the person who holds the post today */
};

bool casefile_about(struct store *store, int64_t case_id, const char *today, struct arena *arena,
                    struct case_about *about, struct error *err);

/* The events of a case in the order they were typed. */
bool casefile_events(struct store *store, int64_t case_id, struct page page, struct arena *arena,
                     struct case_event **rows, size_t *count, struct error *err);

/* The case of a child that is not closed; *case_id is 0 when there is none. */
bool casefile_of_child(struct store *store, int64_t child_id, int64_t *case_id, struct error *err);

/* Whether the actor's posts may do this to the case: for what a screen offers. */
bool casefile_offers(struct store *store, const struct actor *actor,
                     const struct casefile *casefile, enum action action, bool *offered,
                     struct error *err);

/*
 * For core/duties/duty.c, inside its transaction: what time does to a case. The event handed_over
 * tells on which day a rung's duty went to a post, once; the status is the policy's.
 */
bool casefile_hand_over(struct store *store, int64_t case_id, const char *day, const char *rung,
                        int64_t post_id, struct error *err);
bool casefile_set_status(struct store *store, int64_t case_id, const char *status,
                         struct error *err);

/* For core/cases/transfer.c, inside its transaction: the case goes to the places that c says, and a post
   takes charge; the event assigned tells it. */
bool casefile_move(struct store *store, struct casefile *c, const char *today, int64_t post_id,
                   struct error *err);

#endif
