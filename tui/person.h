/* Who is at work in a session: the account, the posts it holds today, and the store cut to them. */
#ifndef TUI_PERSON_H
#define TUI_PERSON_H

#include "core/posts/account.h"
#include "core/posts/permit.h"
#include "core/store/store.h"

struct person {
    struct account account;
    struct actor actor; /* stays at its place: screens point to it */
    struct arena of_account, of_actor;
};

/*
 * Reads account and posts as they are on a day; where the posts are others than before, the
 * store is cut anew. ERROR_DENIED when the account was disabled meanwhile.
 */
bool person_know(struct person *person, struct store *store, int64_t account_id, const char *day,
                 struct error *err);
void person_clear(struct person *person);

#endif
