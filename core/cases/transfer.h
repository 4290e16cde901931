/*
 * Handing a case to another school or village of the county: offered by who may
 * assign it, accepted or refused there with a reason, by a reply deadline
 * (H14, Y9, D6); taken back by who may offer it, until then.
 *
 * The case keeps its id and number. Until it is accepted whoever has it keeps it:
 * a case is never nobody's. A refused offer changes nothing but its own record.
 */
#ifndef CORE_TRANSFER_H
#define CORE_TRANSFER_H

#include "core/posts/permit.h"
#include "core/store/store.h"

struct casefile;
struct policy;

struct transfer {
    int64_t id, case_id, child_id, from_place, to_place;
    const char *number;                            /* of the case */
    const char *name_zh, *name_ug;                 /* of the child */
    const char *from_zh, *from_ug, *to_zh, *to_ug; /* the places */
    const char *sent_on, *note;
    const char *reply_due;                 /* "" where the county sets no time */
    const char *state;                     /* "offered", "accepted", "refused", "withdrawn", "passed" */
    const char *replied_on, *reason;       /* "" until it is answered */
    const char *person_zh, *person_ug;     /* who offered it; "" for the console and the clock */
    const char *answered_zh, *answered_ug; /* who answered it, or took it back */
};

/*
 * Offers a case to a school or a village, with a note: the event transfer.sent. permit:
 * MAY_ASSIGN at the case. ERROR_INVALID for a place that takes no cases or has this one;
 * ERROR_CONFLICT while an offer waits, or when nobody there could answer.
 */
bool transfer_offer(struct store *store, const struct policy *policy, const struct actor *actor,
                    const char *today, int64_t case_id, int64_t to_place, const char *note,
                    int64_t *id, struct error *err);

/*
 * Takes the case over: its school or village and the post in charge are the receiver's from
 * now on, the event transfer.accepted. permit: MAY_TAKE_OVER there. ERROR_CONFLICT when it was
 * answered before, or the case has been closed.
 */
bool transfer_accept(struct store *store, const struct policy *policy, const struct actor *actor,
                     const char *today, int64_t transfer_id, struct error *err);

/* Sends it back: the event transfer.refused. ERROR_INVALID without a reason; else as above. */
bool transfer_refuse(struct store *store, const struct policy *policy, const struct actor *actor,
                     const char *today, int64_t transfer_id, const char *reason,
                     struct error *err);

/*
 * Takes back an offer that waits: the event offer.withdrawn; nobody there has to answer any more, and
 * they are told without a name. permit: MAY_ASSIGN at the case, as for offering. ERROR_INVALID
 * without a reason; ERROR_CONFLICT when it was answered before.
 */
bool transfer_withdraw(struct store *store, const struct policy *policy, const struct actor *actor,
                       const char *today, int64_t transfer_id, const char *reason,
                       struct error *err);

/* ERROR_MISSING when there is none, or none in sight. */
bool transfer_read(struct store *store, int64_t transfer_id, struct arena *arena,
                   struct transfer *transfer, struct error *err);

/* The offer of a case that waits for its answer; *id is 0 when there is none. */
bool transfer_waiting(struct store *store, int64_t case_id, int64_t *id, struct error *err);

/* Where a case may be offered to, by name. */
struct transfer_place {
    int64_t id;
    const char *name_zh, *name_ug;
    const char *within_zh, *within_ug; /* the township of a village; "" for a school */
};

/* The schools of the county, or its villages, without the one that has the case. */
bool transfer_places(struct store *store, int64_t case_id, bool villages, struct page page,
                     struct arena *arena, struct transfer_place **rows, size_t *count,
                     struct error *err);

/*
 * For core/cases/handover.c, inside its transaction: a rule of the county moves a case to a school,
 * and nobody is asked. The event assigned tells it.
 */
bool transfer_pass(struct store *store, const char *today, struct casefile *c, int64_t school_id,
                   struct error *err);

/*
 * For core/cases/casefile.c: the class and the group the child was in when its case was moved
 * elsewhere; 0 when it never was. The case follows the child when that has changed.
 */
bool transfer_left(struct store *store, int64_t case_id, int64_t *class_id, int64_t *group_id,
                   struct error *err);

#endif
