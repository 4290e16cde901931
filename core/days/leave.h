/*
 * Leave (请假, D10): a child may stay away from a day to a day, because a guardian asked.
 *
 * The days of a leave are reported as leave when the class says nothing else of the
 * child; after its end the child is absent like any other. A child is on one leave at a
 * time. What a class has reported stands: a leave is never moved or withdrawn so that
 * a day reported as leave would lie outside; only an absence without leave becomes one
 * with leave when the leave is asked for afterwards. Suspension (休学) is no leave.
 *
 * Every verb: MAY_RECORD_ABSENCE at the child's class, one audit row, all or nothing.
 */
#ifndef CORE_LEAVE_H
#define CORE_LEAVE_H

#include "core/posts/permit.h"
#include "core/store/store.h"

struct policy;

enum {
    LEAVE_LONG = 30, /* days of a leave beyond which a person is asked whether it is meant */
    LEAVE_MOST = 180 /* days that a leave can have: more is a suspension */
};

enum leave_state {
    LEAVE_ENDED, /* and the child has not been back at school since */
    LEAVE_RUNNING,
    LEAVE_TO_COME,
    LEAVE_OVER,     /* the child is back */
    LEAVE_WITHDRAWN /* it never was */
};

/* "ended", "running", "to_come", "over", "withdrawn"; the catalogue has "leave.state.ended". */
const char *leave_state_name(enum leave_state state);

struct leave {
    int64_t id, child_id, class_id; /* class_id: where the child is now */
    const char *name_zh, *name_ug;  /* of the child */
    const char *class_zh, *class_ug;
    const char *first_day, *last_day;
    const char *reason; /* "illness", "family", "other" */
    const char *note;
    const char *relation, *asked_by;   /* of who asked: "mother", a name */
    const char *person_zh, *person_ug; /* who entered it; "" for the console */
    const char *back_on;               /* "" while nobody said so */
    enum leave_state state;            /* on the day that was asked about */
};

/*
 * At or below a place: the leaves that have ended without the child being back, those that run
 * on the day and those to come, in this order; the longest ended and the next to end first.
 */
bool leave_list(struct store *store, int64_t place_id, const char *day, struct arena *arena,
                struct leave **rows, size_t *count, struct error *err);

/* All leaves of a child, the latest first. */
bool leave_of_child(struct store *store, int64_t child_id, const char *day, struct arena *arena,
                    struct leave **rows, size_t *count, struct error *err);

/* ERROR_MISSING when there is none in sight. */
bool leave_read(struct store *store, int64_t id, const char *day, struct arena *arena,
                struct leave *leave, struct error *err);

/* Days from the first to the last, both counted. Both must be days. */
int leave_length(const char *first_day, const char *last_day);

/*
 * Enters a leave: child_id, first_day, last_day, reason, note, relation and asked_by of leave.
 * ERROR_INVALID for days that are none or in the wrong order, a first day that can no longer
 * be reported, more than LEAVE_MOST days, nobody who asked, or "other" without a note.
 * ERROR_CONFLICT when the child has another leave in these days: its days are in the message.
 */
bool leave_ask(struct store *store, const struct policy *policy, const struct actor *actor,
               const char *today, const struct leave *leave, int64_t *id, struct error *err);

/*
 * Moves the end of a leave that is not over, to an earlier or a later day. ERROR_INVALID as
 * above; ERROR_CONFLICT when a day after the new end was reported as leave, when another leave
 * is reached, or when the child is back.
 */
bool leave_move(struct store *store, const struct policy *policy, const struct actor *actor,
                const char *today, int64_t id, const char *last_day, struct error *err);

/*
 * The child is back today (销假): a leave that runs ends yesterday. ERROR_CONFLICT when it has
 * not begun, when the child is back already, or when today was reported as leave.
 */
bool leave_end(struct store *store, const struct actor *actor, const char *today, int64_t id,
               struct error *err);

/* It was entered by mistake. ERROR_CONFLICT when a day of it was reported as leave. */
bool leave_withdraw(struct store *store, const struct actor *actor, const char *today, int64_t id,
                    const char *reason, struct error *err);

/*
 * The class reports a child on leave as at school on a day: the child is back, and the leave
 * ends the day before, or never was when it began that day. A later day that was
 * reported as leave says otherwise. Inside the report's transaction, which has asked permit.
 */
bool leave_came_back(struct store *store, const struct actor *actor, int64_t child_id,
                     const char *day, struct error *err);

#endif
