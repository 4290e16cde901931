/* Posts: roles at places, who holds them from when to when, and who stands in. */
#ifndef CORE_POST_H
#define CORE_POST_H

#include "core/posts/permit.h"
#include "core/store/store.h"

enum {
    SEAT_MOST = 64 /* bytes of a seat's name */
};

/* The post of a role at a place, made when it is not there yet. For roles without seats. */
bool post_ensure(struct store *store, enum role role, int64_t place_id, int64_t *post_id,
                 struct error *err);

/*
 * One of the posts that many hold at one place, made when it is not there yet. ERROR_INVALID when
 * the role is one of seats and this has no name, or the other way round.
 */
bool post_seat(struct store *store, enum role role, int64_t place_id, const char *seat,
               int64_t *post_id, struct error *err);

/* The name of the seat that an account gets: as typed, or the account's own when nothing was; ""
   for a role without seats when nothing was. */
const char *post_seat_name(enum role role, const char *typed, const char *account);

/*
 * The post of a role that answers for a place: at the place or the nearest one
 * above it that has the role's kind ("principal" of a class is its school's).
 * *post_id is 0 when the tree has no such place; the post is made when missing.
 */
bool post_for(struct store *store, enum role role, int64_t place_id, int64_t *post_id,
              struct error *err);

/* Whether anybody holds the post on a day. */
bool post_held(struct store *store, int64_t post_id, const char *day, bool *held,
               struct error *err);

/* Gives an account a post from a day to a day (NULL: until further notice).
   permit: MAY_MANAGE_ACCOUNTS. ERROR_CONFLICT when roles may not meet in one account
   (administrator, auditor and those who see children are kept apart), and when somebody else
   holds a seat on one of the days: a seat has one holder, and stand-ins. */
bool post_give(struct store *store, const struct actor *actor, int64_t post_id, int64_t account_id,
               const char *first_day, const char *last_day, bool stand_in, int64_t *holding_id,
               struct error *err);

/* Ends a holding on a day. */
bool post_end(struct store *store, const struct actor *actor, int64_t holding_id,
              const char *last_day, struct error *err);

struct holding {
    int64_t id, post_id, account_id, place_id;
    enum role role;
    const char *account, *person_zh, *person_ug; /* who */
    const char *place_zh, *place_ug;             /* where */
    const char *seat;                            /* "" for the post of its place */
    const char *first_day, *last_day;            /* last_day is "" while open */
    bool stand_in;
};

bool post_holdings_of_account(struct store *store, int64_t account_id, struct arena *arena,
                              struct holding **rows, size_t *count, struct error *err);
bool post_holdings_of_post(struct store *store, int64_t post_id, struct arena *arena,
                           struct holding **rows, size_t *count, struct error *err);

/* A seat at a place, and who holds it on the day: "" for nobody. */
struct seat {
    const char *name, *person_zh, *person_ug;
};

/* The first seats of a role at a place, by name. */
bool post_seats(struct store *store, enum role role, int64_t place_id, const char *day,
                struct page page, struct arena *arena, struct seat **rows, size_t *count,
                struct error *err);

/* The actor an account is on a day, with the posts held that day, in the arena. */
bool post_actor(struct store *store, int64_t account_id, const char *day, struct arena *arena,
                struct actor *actor, struct error *err);

#endif
