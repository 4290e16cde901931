/*
 * The stage of a rehearsal: a small made-up county in memory, with every post held, and the
 * children that a timeline names.
 *
 *   county ─ township ─ village ─ group                       household line
 *          └ central school ─ primary, junior, senior ─ grades ─ classes
 */
#ifndef CORE_REHEARSE_STAGE_H
#define CORE_REHEARSE_STAGE_H

#include "core/rehearse/timeline.h"
#include "core/rules/policy.h"
#include "core/store/store.h"

struct stage_child {
    const char *name; /* as the timeline calls it */
    int64_t id, class_id;
};

struct stage_class {
    int64_t id;
    int grade, number;
};

/* A post with its holder; post 0 stands for none. */
struct stage_post {
    enum role role;
    int64_t place_id, post_id, account_id;
};

struct stage {
    struct store *store;
    const struct policy *policy;
    const struct timeline *timeline;
    struct actor console;
    int64_t county, township, village, group, central_school, primary, junior, senior;
    struct stage_child *children;
    size_t child_count;
    struct stage_class *classes;
    size_t class_count;
    struct stage_post *posts;
    size_t post_count;
    struct arena arena; /* as long as the stage */
};

/* Builds the county that a timeline's statements without a day describe. */
bool stage_build(struct stage *stage, const struct policy *policy, const struct timeline *timeline,
                 struct error *err);
void stage_end(struct stage *stage);

/* NULL when the timeline names no such child. */
const struct stage_child *stage_child(const struct stage *stage, const char *name);

/* The child of an id; "" when there is none. */
const char *stage_child_name(const struct stage *stage, int64_t child_id);

/* "primary", "junior", "senior", "central_school", "county", "township", "village"; 0 when it is
   none of them. */
int64_t stage_place(const struct stage *stage, const char *name);

/* What such a place is called; "" for others. */
const char *stage_place_name(const struct stage *stage, int64_t place_id);

/* Who holds the role's post that answers for a place on a day: actor->posts is NULL when nobody
   does. In the arena. */
bool stage_actor(struct stage *stage, enum role role, int64_t place_id, const char *day,
                 struct arena *arena, struct actor *actor, struct error *err);

#endif
