/*
 * Findings: what a comparison found, settled by a person and never asked twice.
 *
 * Each is allotted to the school in charge. It is settled in one of five ways,
 * each a verb, each with a note of how the matter was found out: a case is
 * opened; the list that was wrong is corrected; the two are the same child; the
 * child is marked as the list says; or it is explained and no more is to be done.
 */
#ifndef CORE_FINDING_H
#define CORE_FINDING_H

#include "core/posts/permit.h"
#include "core/store/store.h"

struct policy;

struct finding {
    int64_t id;
    const char *kind; /* a leaf of core/compare/; the catalogue has "finding.KIND" */
    int64_t child_id, other_child_id;
    const char *name_zh, *name_ug;
    int64_t register_row_id, roll_entry_id; /* 0: the child is not on that list */
    int64_t second_row_id;                  /* of "twice": the other row of the same list */
    int64_t place_id;                       /* the school in charge; 0 when none is */
    const char *place_zh, *place_ug;
    const char *matched;                       /* "name,born": what spoke for one child; "" for its ID */
    const char *field, *on_register, *on_roll; /* what differs, as it was found; "" for other kinds */
    const char *days;                          /* of "never_present": missed; else "" */
    const char *found_on, *state, *how, *note;
    const char *settled_zh, *settled_ug; /* who settled it */
    int64_t listed_id;                   /* of "not_marked": the department's list; else 0 */
};

struct finding_filter {
    int64_t school_id; /* 0: of all in sight */
    const char *kind;  /* "": of every kind */
    const char *state; /* "open", "settled", "gone" */
    const char *typed; /* "" or what a child's name begins with */
};

/* A page of findings, the oldest first; *total counts all that fit. */
bool finding_list(struct store *store, const struct finding_filter *filter, struct page page,
                  struct arena *arena, struct finding **rows, size_t *count, int64_t *total,
                  struct error *err);

struct finding_count {
    const char *kind;
    int64_t open;
};

/* How many of each kind are open at a school (0: in all in sight); kinds without any are left out. */
bool finding_counts(struct store *store, int64_t school_id, struct arena *arena,
                    struct finding_count **rows, size_t *count, struct error *err);

/* ERROR_MISSING when there is none in sight. */
bool finding_read(struct store *store, int64_t id, struct arena *arena, struct finding *finding,
                  struct error *err);

/* What one list says of the child. */
struct finding_side {
    bool present;
    const char *id_number, *name_zh, *name_ug, *sex, *born;
    const char *guardians, *phones;  /* parted by '/' */
    const char *place_zh, *place_ug; /* the group, or school and class */
    const char *status;              /* of the roll; "" in the register */
};

/* The two rows side by side: register and roll, or of "twice" the two of one list. A look at a
   child: the caller records it. */
bool finding_sides(struct store *store, const struct finding *finding, struct arena *arena,
                   struct finding_side sides[static 2], struct error *err);

/* What a department's list says of the child; "" where the actor may not see it (any more). */
struct finding_listing {
    const char *kind, *source, *day; /* kind is one of the policy's groups */
};

/* Of a finding "not_marked". A look at a child, as finding_sides(). */
bool finding_listing(struct store *store, const struct finding *finding, struct arena *arena,
                     struct finding_listing *listing, struct error *err);

enum finding_way {
    FINDING_CASE,
    FINDING_CORRECT,
    FINDING_SAME_CHILD,
    FINDING_MARK,
    FINDING_EXPLAIN
};

/* Whether a finding can be settled this way at all. */
bool finding_allows(const struct policy *policy, const struct finding *finding, enum finding_way way);

enum finding_list_name {
    FINDING_REGISTER,
    FINDING_ROLL
};

/*
 * The verbs. permit: MAY_SETTLE_FINDING at the school in charge (the county when
 * none is), and what the case, the register or the roll asks for. A note must be
 * given. ERROR_CONFLICT when it is no longer open, or cannot be settled this way.
 */

/* Opens the case that the policy has for this kind; the child's open case when there is one. */
bool finding_open_case(struct store *store, const struct policy *policy, const struct actor *actor,
                       const char *today, int64_t id, const char *note, int64_t *case_id,
                       struct error *err);

/* Writes what the other list says into the list that was wrong. */
bool finding_correct(struct store *store, const struct policy *policy, const struct actor *actor,
                     const char *today, int64_t id, enum finding_list_name wrong, const char *note,
                     struct error *err);

/* The two are one child: all of the second moves to the first. */
bool finding_same_child(struct store *store, const struct policy *policy, const struct actor *actor,
                        const char *today, int64_t id, const char *note, struct error *err);

/* Marks the child as the department's list says, from its day on (core/lists/mark.h). */
bool finding_mark(struct store *store, const struct policy *policy, const struct actor *actor,
                  const char *today, int64_t id, const char *note, struct error *err);

bool finding_explain(struct store *store, const struct policy *policy, const struct actor *actor,
                     const char *today, int64_t id, const char *note, struct error *err);

/* The child was marked, wherever that was: what a list said of the group is open no more. Inside
   the transaction of mark_set(). */
bool finding_marked(struct store *store, const struct policy *policy, const char *today,
                    int64_t child_id, const char *kind, struct error *err);

#endif
