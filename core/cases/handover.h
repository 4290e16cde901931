/*
 * The handover from primary to junior school (小升初交接, H11): a list a year of
 * the sixth-graders and the school that serves them, signed by both schools,
 * and who of them has come.
 *
 * What is signed does not change any more, here and by trigger in the schema. Who
 * does not come within the county's time is the primary school's, after it the
 * junior school's; nobody is asked, the case moves by itself.
 */
#ifndef CORE_HANDOVER_H
#define CORE_HANDOVER_H

#include "core/posts/permit.h"
#include "core/store/store.h"

struct casefile;
struct policy;

struct handover {
    int64_t id, primary_id, junior_id;
    int year; /* in which the seventh grade begins */
    const char *primary_zh, *primary_ug, *junior_zh, *junior_ug;
    const char *handed_on, *received_on;   /* "" until it is signed */
    const char *handed_zh, *handed_ug;     /* who signed for the primary school */
    const char *received_zh, *received_ug; /* and for the junior school */
    int64_t children, registered;          /* how many are on it, and have come */
};

struct handover_child {
    int64_t child_id;
    const char *name_zh, *name_ug, *sex;
    const char *village_zh, *village_ug, *group_zh, *group_ug;
    const char *registered_on; /* "" while the child has not come */
    int64_t case_id;           /* a case that is not closed; 0 for none */
    const char *case_number;
};

/* The year of the lists that are made on a day. */
int handover_year(const char *today);

/*
 * Makes the lists of a primary school, or adds to those that nobody has signed: one a junior
 * school. Before September the sixth grade is on them and who has left it this year, later
 * only those. *added children were new. permit: MAY_SIGN_HANDOVER at the school.
 * ERROR_CONFLICT when no junior school serves the homes of any of them.
 */
bool handover_make(struct store *store, const struct policy *policy, const struct actor *actor,
                   const char *today, int64_t primary_id, int64_t *added, struct error *err);

/* For the clerk: once the school year has begun, the lists that a school has not made. Its
   signature is asked for then. */
bool handover_make_missing(struct store *store, const struct policy *policy, const char *today,
                           struct error *err);

/*
 * Signs for the primary school, then for the junior school. permit: MAY_SIGN_HANDOVER at that
 * school. ERROR_CONFLICT when it is signed, when the other side is not yet, or by the same person.
 */
bool handover_hand_over(struct store *store, const struct policy *policy,
                        const struct actor *actor, const char *today, int64_t handover_id,
                        struct error *err);
bool handover_receive(struct store *store, const struct policy *policy, const struct actor *actor,
                      const char *today, int64_t handover_id, struct error *err);

/* Whether a child of the list has come to the junior school; child_id 0: all that have not. permit:
   MAY_SIGN_HANDOVER at the junior school. ERROR_CONFLICT before the primary school has signed. */
bool handover_register(struct store *store, const struct actor *actor, const char *today,
                       int64_t handover_id, int64_t child_id, bool came, struct error *err);

/*
 * The school that answers for a child of a list on a day: the primary school until the list is
 * signed and the county's time after it is over, then, and as soon as the child has come, the
 * junior school. *school_id is 0 for who is on no list, and where the county has no such rule.
 */
bool handover_responsible(struct store *store, const struct policy *policy, int64_t child_id,
                          const char *today, int64_t *school_id, struct error *err);

/* Moves a case to the school that answers for its child by this rule, unless people have agreed on
   another one. For core/cases/casefile.c, inside its transaction. */
bool handover_pass_case(struct store *store, const struct policy *policy, const char *today,
                        struct casefile *c, struct error *err);

/* The same for every case whose child is on a list. For the clerk, inside its transaction. */
bool handover_pass_cases(struct store *store, const struct policy *policy, const char *today,
                         struct error *err);

/* The lists in sight, the newest year first. */
bool handover_list(struct store *store, struct page page, struct arena *arena,
                   struct handover **rows, size_t *count, int64_t *total, struct error *err);

/* ERROR_MISSING when there is none, or none in sight. */
bool handover_read(struct store *store, int64_t handover_id, struct arena *arena,
                   struct handover *handover, struct error *err);

/* The children of a list by name, or only those who have not come. */
bool handover_children(struct store *store, int64_t handover_id, bool missing, struct page page,
                       struct arena *arena, struct handover_child **rows, size_t *count,
                       int64_t *total, struct error *err);

#endif
