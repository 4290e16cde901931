/*
 * The comparison: where register and roll disagree about the same child, and
 * who is on one of them only (requirements 3).
 *
 * Reading takes no lock; what was found is then written at once. A disagreement
 * that a person has settled is never asked again; one whose cause is gone is
 * put away; comparing again changes nothing.
 */
#ifndef CORE_COMPARE_H
#define CORE_COMPARE_H

#include "core/posts/permit.h"
#include "core/store/store.h"

struct policy;

struct compare_count {
    const char *kind; /* the catalogue has "finding.KIND" */
    int64_t open;
};

struct compare_summary {
    int64_t on_register, on_roll; /* how many lines and entries were compared */
    int64_t added, gone;          /* findings that are new, and whose cause is gone */
    struct compare_count *kinds;  /* in the arena; every kind, in a fixed order */
    size_t kind_count;
};

/*
 * Compares the lists as they stand on today. ERROR_MISSING while one of them is
 * still empty. permit: MAY_COMPARE.
 */
bool compare_run(struct store *store, const struct policy *policy, const struct actor *actor,
                 const char *today, struct arena *arena, struct compare_summary *summary,
                 struct error *err);

#endif
