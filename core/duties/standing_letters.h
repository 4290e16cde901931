/*
 * What is due for a transfer, a letter or a handover list: an answer, a
 * signature, until a day. Policies that do not say so have no such duty.
 *
 * A duty's subject is the route of what it is about. Inside a transaction.
 */
#ifndef CORE_STANDING_LETTERS_H
#define CORE_STANDING_LETTERS_H

#include "core/store/store.h"

struct policy;

/* The receiver's answer to an offered case; it ends when the case is closed before. */
bool standing_derive_transfer(struct store *store, const struct policy *policy, const char *today,
                              int64_t transfer_id, struct error *err);

/* Our answer to another place's letter, or theirs to ours. */
bool standing_derive_letter(struct store *store, const struct policy *policy, const char *today,
                            int64_t letter_id, struct error *err);

/* The signature of each school, from the first day of the autumn term on; the junior school's, from
   when the primary school has signed. */
bool standing_derive_handover(struct store *store, const struct policy *policy, const char *today,
                              int64_t handover_id, struct error *err);

/* All of them that wait. */
bool standing_derive_letters(struct store *store, const struct policy *policy, const char *today,
                             struct error *err);

/* The county's place; 0 while there is none. */
bool standing_county(struct store *store, int64_t *place_id, struct error *err);

#endif
