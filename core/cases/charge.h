/*
 * Who answers for a case (包保): at every moment one post (D5, H12).
 *
 * The post of the child's class comes first, then those above it in the school,
 * then the village and the township; a post that nobody holds gives way to the
 * next, so that no case is ever nobody's.
 */
#ifndef CORE_CHARGE_H
#define CORE_CHARGE_H

#include "core/posts/permit.h"
#include "core/store/store.h"

struct casefile;

/* The post that takes charge of a case at its places; 0 only in a county without posts. */
bool charge_choose(struct store *store, const char *today, const struct casefile *casefile,
                   int64_t *post_id, struct error *err);

/* The role of a post that may be given a case: it works on cases, and its place covers the case.
   NULL in *role when it may not. */
bool charge_admits(struct store *store, int64_t post_id, const struct casefile *casefile,
                   struct arena *arena, const char **role, struct error *err);

/* A post that cases may be given to, and who holds it. */
struct charge_post {
    int64_t id;
    const char *role;
    const char *place_zh, *place_ug;
    const char *person_zh, *person_ug;
};

/* The held posts that may be given every one of these cases, nearest to the child first. */
bool charge_posts(struct store *store, const char *today, const int64_t *case_ids, size_t count,
                  struct arena *arena, struct charge_post **rows, size_t *row_count,
                  struct error *err);

#endif
