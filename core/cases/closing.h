/*
 * Closing a case (销号), and opening it again.
 *
 * A case closes with evidence and on a second person's word: whoever asked
 * never confirms. What was refused is open again, with what is missing.
 */
#ifndef CORE_CLOSING_H
#define CORE_CLOSING_H

#include "core/posts/permit.h"
#include "core/store/store.h"

struct policy;

/* Asks for the case to be closed. evidence_kind is of transition_evidence(); evidence says what
   was seen, where and by whom, and may not be empty. permit: MAY_ASK_CLOSING. */
bool closing_ask(struct store *store, const struct policy *policy, const struct actor *actor,
                 const char *today, int64_t case_id, const char *evidence_kind,
                 const char *evidence, struct error *err);

/* Closes the case. ERROR_DENIED for the one who asked. permit: MAY_CONFIRM_CLOSING. */
bool closing_confirm(struct store *store, const struct policy *policy, const struct actor *actor,
                     const char *today, int64_t case_id, const char *note, struct error *err);

/* Sends it back open; the note says what is missing and may not be empty. As closing_confirm(). */
bool closing_refuse(struct store *store, const struct policy *policy, const struct actor *actor,
                    const char *today, int64_t case_id, const char *note, struct error *err);

/* Opens a closed case again, with the reason. ERROR_CONFLICT while a later case of the child is
   not closed. permit: MAY_REOPEN. */
bool closing_reopen(struct store *store, const struct policy *policy, const struct actor *actor,
                    const char *today, int64_t case_id, const char *note, struct error *err);

/* What was asked for: the last request of a case. */
struct closing {
    bool asked; /* the case waits for a second person */
    const char *day, *evidence_kind, *evidence;
    int64_t account_id, post_id; /* who asked */
    const char *person_zh, *person_ug;
};

bool closing_read(struct store *store, int64_t case_id, struct arena *arena,
                  struct closing *closing, struct error *err);

#endif
