/* The queue: the cases in sight, filtered, in an order, a page at a time. */
#ifndef CORE_QUEUE_H
#define CORE_QUEUE_H

#include "core/posts/permit.h"
#include "core/store/store.h"

enum queue_order {
    QUEUE_BY_DUE,    /* the most urgent duty first, cases without one last */
    QUEUE_BY_OPENED, /* who has been out longest first */
    QUEUE_BY_NAME
};

struct queue_filter {
    const char *state;   /* transition_state_at(); "" for all that are not closed, "all" for all */
    const char *kind;    /* "" for every kind */
    bool late;           /* an open duty is overdue */
    bool mine;           /* in the charge of one of the actor's posts */
    int64_t school_id;   /* 0 for every school */
    int64_t township_id; /* 0 for every township */
};

struct queue_row {
    int64_t case_id, child_id, charge_id;
    const char *number, *kind, *state, *status, *opened_on;
    const char *name_zh, *name_ug;     /* of the child */
    const char *place_zh, *place_ug;   /* its class, else its school or group */
    int64_t duty_id;                   /* the most urgent open duty; 0 when there is none */
    const char *duty, *rung, *due;     /* its kind, rung and day; "" when there is none */
    const char *charge_role;           /* "" while nobody is in charge */
    const char *charge_zh, *charge_ug; /* the place of the post in charge */
};

/* One page of the queue, and in *total how many cases the filter lets through. */
bool queue_list(struct store *store, const struct actor *actor, const char *today,
                const struct queue_filter *filter, enum queue_order order, struct page page,
                struct arena *arena, struct queue_row **rows, size_t *count, int64_t *total,
                struct error *err);

#endif
