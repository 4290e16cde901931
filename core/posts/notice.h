/*
 * One line for a post's today: something was assigned, handed over, answered.
 *
 * A notice says a catalogue key and a case; it never repeats what the case
 * says. It is gone once a holder of the post has seen it.
 */
#ifndef CORE_NOTICE_H
#define CORE_NOTICE_H

#include "core/posts/permit.h"
#include "core/store/store.h"

struct notice {
    int64_t id, post_id, case_id, child_id, at;
    const char *key;                        /* {0} is the child's name, {1} the case's number */
    const char *route;                      /* where it leads; "" for nowhere */
    const char *name_zh, *name_ug, *number; /* set by notice_list(); "" for none */
};

/* Leaves a line for a post: id, at and names are not read. Called inside a verb's transaction.
   A line that still waits there is not left twice. */
bool notice_add(struct store *store, const struct notice *notice, struct error *err);

/* What the actor's posts have not seen, newest first. */
bool notice_list(struct store *store, const struct actor *actor, struct page page,
                 struct arena *arena, struct notice **rows, size_t *count, struct error *err);

/* Takes a line away. ERROR_MISSING when it is none of the actor's. */
bool notice_seen(struct store *store, const struct actor *actor, int64_t notice_id,
                 struct error *err);

#endif
