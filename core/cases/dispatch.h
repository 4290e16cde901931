/*
 * The copies of a written report: to whom it was sent, who confirmed it, what they did.
 *
 * H17 3(4) and H18 Annex 3: the school's report goes in triplicate to the
 * bureau's education section, the county supervision office and the township of
 * the child's household. A copy is received by a person who says how to reach
 * them; what was done with it is their answer (处理结果).
 */
#ifndef CORE_DISPATCH_H
#define CORE_DISPATCH_H

#include "core/posts/permit.h"
#include "core/store/store.h"

struct policy;

struct report_copy {
    int64_t id, record_id, case_id, child_id, post_id;
    const char *role, *place_zh, *place_ug; /* of the post it was sent to */
    const char *sent_on;
    const char *received_on;           /* "" until it is confirmed */
    const char *person_zh, *person_ug; /* who confirmed it */
    const char *contact, *result;      /* "" until given */
};

/* The post of a role that a case's copy goes to: on the school line or the household line of the
   case. ERROR_INVALID when the case has no such place: the child's home is not known. Inside a
   verb's transaction. */
bool dispatch_recipient(struct store *store, int64_t case_id, const char *role, bool household_line,
                        int64_t *post_id, struct error *err);

/*
 * Sends a completed report to posts: a copy for each, and the event report.sent with the
 * record. permit: MAY_SEND_REPORT at the case. ERROR_CONFLICT when the record was sent before.
 */
bool dispatch_send(struct store *store, const struct policy *policy, const struct actor *actor,
                   const char *today, int64_t case_id, int64_t record_id, const int64_t *posts,
                   size_t count, struct error *err);

/*
 * Confirms that a copy has arrived: the event report.received, its data naming the role.
 * Only a holder of the copy's post. permit: MAY_RECEIVE_REPORT. ERROR_CONFLICT when
 * it was confirmed before; ERROR_INVALID without a contact.
 */
bool dispatch_receive(struct store *store, const struct policy *policy, const struct actor *actor,
                      const char *today, int64_t copy_id, const char *contact, struct error *err);

/* Says what was done with a received copy; may be said again. The event report.result. */
bool dispatch_answer(struct store *store, const struct policy *policy, const struct actor *actor,
                     const char *today, int64_t copy_id, const char *result, struct error *err);

/* The copies of a record, in the order they were sent. */
bool dispatch_list(struct store *store, int64_t record_id, struct arena *arena,
                   struct report_copy **rows, size_t *count, struct error *err);

#endif
