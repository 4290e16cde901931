/*
 * Who is signed in now: a row while a session lasts. An administrator may ask
 * one to end; the session sees that by itself, says so and goes.
 */
#ifndef CORE_SIGNIN_H
#define CORE_SIGNIN_H

#include "core/posts/permit.h"
#include "core/store/store.h"

struct signin {
    int64_t id, account_id;
    const char *account, *person_zh, *person_ug; /* read only */
    const char *source, *client;                 /* address and SSH identification */
    int64_t pid, began_at, seen_at;
    bool ending;
};

/* Adds the row of a session that begins; its id in *id. */
bool signin_begin(struct store *store, const struct signin *signin, int64_t *id, struct error *err);
/* Says that its person is still at work. */
bool signin_touch(struct store *store, int64_t id, struct error *err);
/* Whether an administrator asked it to end. */
bool signin_ending(struct store *store, int64_t id, bool *ending, struct error *err);
bool signin_end(struct store *store, int64_t id, struct error *err);

/* Forgets the rows that a server left behind which did not end well. When a server starts. */
bool signin_clear(struct store *store, struct error *err);

/* Who is signed in, the latest first, and how many there are. permit: MAY_SEE_SESSIONS. */
bool signin_list(struct store *store, const struct actor *actor, struct page page,
                 struct arena *arena, struct signin **rows, size_t *count, int64_t *total,
                 struct error *err);
/* Asks a session to end. ERROR_MISSING when it has already. permit: MAY_SEE_SESSIONS. */
bool signin_ask_end(struct store *store, const struct actor *actor, int64_t id, struct error *err);

#endif
