/*
 * Marks: which support groups a child is in (A2, Y14, H5, D10, N6), since when, and who says so.
 *
 * Which groups there are, and which plans their children should have, is the county's policy. A
 * mark stands until it is ended with a reason; none is ever rewritten or deleted. A confidential
 * group's mark is restricted: those in charge of the child see and set it, everybody else sees how
 * many there are, from five on (requirements 10). The scoped views see to that
 * (core/scope/own.sql), and the trail does not say which group a mark is of: of none, lest its
 * silence tell the restricted ones apart.
 */
#ifndef CORE_MARK_H
#define CORE_MARK_H

#include "core/posts/permit.h"
#include "core/store/store.h"

struct policy;
struct policy_group;

enum {
    MARK_SUM_LEAST = 5 /* below it the sum of a restricted group is not told */
};

struct mark_new {
    int64_t child_id;
    const char *kind;      /* of the policy's groups */
    const char *begins_on; /* NULL: today */
    const char *source;    /* a department's list, a visit at home; may not be empty */
};

/*
 * Marks a child. permit: MAY_MARK_CHILD at a place of the child; for a restricted group the actor
 * must be in charge of the child, too. ERROR_CONFLICT while such a mark stands.
 */
bool mark_set(struct store *store, const struct policy *policy, const struct actor *actor,
              const char *today, const struct mark_new *mark, int64_t *mark_id, struct error *err);

/* Ends a mark that the actor sees, on a day, with the reason. ERROR_CONFLICT when it has ended. */
bool mark_end(struct store *store, const struct policy *policy, const struct actor *actor,
              const char *today, int64_t mark_id, const char *day, const char *reason,
              struct error *err);

/* Whether the actor may see and set restricted marks of a child. Through the actor's views; the
   console is in charge of nobody. */
bool mark_in_charge(struct store *store, const struct actor *actor, int64_t child_id,
                    bool *in_charge, struct error *err);

struct mark {
    int64_t id, child_id;
    const char *kind, *begins_on, *source;
    const char *ended_on, *reason; /* "" while it stands */
    bool restricted;
    const char *person_zh, *person_ug, *role; /* who typed it; "" for the console */
};

/* Those of a child that the actor sees, standing ones first. */
bool mark_list(struct store *store, int64_t child_id, struct page page, struct arena *arena,
               struct mark **rows, size_t *count, struct error *err);

/* ERROR_MISSING when there is none in sight. */
bool mark_read(struct store *store, int64_t mark_id, struct arena *arena, struct mark *mark,
               struct error *err);

/* How many children are in a group. */
struct mark_group {
    const struct policy_group *rule;
    bool few;         /* restricted, and fewer than MARK_SUM_LEAST, or none: children is 0 */
    int64_t children; /* in the actor's whole sight */
    int64_t shown;    /* whose marks the actor sees; of a restricted group those in its charge */
    int64_t without;  /* of those shown, who lack one of the plans that the policy names */
};

/* Every group of the policy, in its order. */
bool mark_groups(struct store *store, const struct policy *policy, struct arena *arena,
                 struct mark_group **rows, size_t *count, struct error *err);

struct mark_filter {
    const struct policy_group *group;
    bool without;      /* only those who lack one of the group's plans */
    const char *typed; /* "" or what a child's name begins with */
};

struct mark_child {
    int64_t mark_id, child_id;
    const char *name_zh, *name_ug;
    const char *place_zh, *place_ug; /* class and school; of who is in none, group and village */
    const char *begins_on, *source;
    const char *lacks; /* the names of plans, parted by ','; "" for none */
};

/* The children of a group whose marks the actor sees, by place and name; *total counts all. A look
   at restricted ones is the caller's to record. */
bool mark_children(struct store *store, const struct mark_filter *filter, struct page page,
                   struct arena *arena, struct mark_child **rows, size_t *count, int64_t *total,
                   struct error *err);

/* A child on a department's list, as core/import/ reads it. */
struct mark_listed {
    int64_t child_id;
    const char *kind, *source, *day;
};

enum mark_listing {
    LISTED_NEWLY,
    LISTED_LATER, /* it was on an older list of the same source */
    LISTED_BEFORE
};

/* Writes down that a list names a child. Inside the caller's transaction, which asks the permit. */
bool mark_note_listed(struct store *store, const struct mark_listed *listed, int64_t import_id,
                      enum mark_listing *outcome, struct error *err);

/* What the rules say is confidential is restricted from now on. A mark that was set in confidence
   stays so, whatever the rules say later: who changes them is not in charge of the child. Inside
   the caller's transaction. */
bool mark_follow_rules(struct store *store, const struct policy *policy, struct error *err);

#endif
