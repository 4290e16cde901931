/*
 * A kind of finding: a leaf in core/compare/, one const struct compare_kind, and
 * a row below. To add one, write the leaf and its row; the catalogue needs
 * "finding.NAME", a policy may say which kind of case settles it.
 */
#ifndef CORE_COMPARE_KIND_H
#define CORE_COMPARE_KIND_H

#include "core/compare/match.h"
#include "core/rules/policy.h"
#include "core/store/store.h"

/* Every kind, in the order in which people read them. */
#define COMPARE_KINDS(X) \
    X(not_enrolled)      \
    X(no_grade_7)        \
    X(never_present)     \
    X(not_in_register)   \
    X(id_differs)        \
    X(name_differs)      \
    X(sex_differs)       \
    X(birth_differs)     \
    X(not_marked)        \
    X(twice)

/* What the two lists say of one child. */
struct compare_pair {
    struct compare_person line, entry; /* of the register and of the roll */
    unsigned evidence;                 /* why they are held for the same child; 0: not asked yet */
};

/* A disagreement, before it is written. */
struct compare_found {
    const char *kind, *subject;
    int64_t child_id, other_child_id;
    int64_t register_row_id, roll_entry_id; /* 0 where there is none */
    int64_t place_id;                       /* the school in charge; 0 when none is */
    const char *why;
};

struct comparison {
    struct store *store;
    const struct policy *policy;
    const char *today;
    int school_year;
    struct arena *arena; /* lives until all is written */

    struct compare_pair *proposals;           /* matched by other things than the ID number */
    int64_t *matched_lines, *matched_entries; /* their rows, sorted */
    size_t proposal_count;

    struct compare_found *found;
    size_t found_count, found_room;
};

struct compare_kind {
    const char *name;
    /* Sees each child that is on both lists. May be NULL. */
    bool (*pair)(struct comparison *comparison, const struct compare_pair *pair, struct error *err);
    /* Looks through the lists for itself. May be NULL. */
    bool (*find)(struct comparison *comparison, struct error *err);
};

#define DECLARE_KIND(name) extern const struct compare_kind compare_##name;
COMPARE_KINDS(DECLARE_KIND)

enum {
    PERSON_COLUMNS = 12
};

/*
 * A person from PERSON_COLUMNS columns of a query: child, row, ID number, name_zh,
 * name_ug, sex, born, guardians, phones, place, class, grade.
 */
struct compare_person comparison_person(const struct query *query, int first, struct arena *arena);

/* Keeps a finding; copies nothing but the struct. */
void comparison_add(struct comparison *comparison, const struct compare_found *found);

/* The same of a pair: field is what differs, and what each list says there. */
void comparison_add_pair(struct comparison *comparison, const struct compare_kind *kind,
                         const struct compare_pair *pair, const char *field, const char *line,
                         const char *entry);

/* Whether a line (an entry) was matched with one of the other list by a proposal. */
bool comparison_matched_line(const struct comparison *comparison, int64_t register_row_id);
bool comparison_matched_entry(const struct comparison *comparison, int64_t roll_entry_id);

/* The school that serves a place for a child of this age; 0 when none does. */
bool comparison_school(struct comparison *comparison, int64_t place_id, const char *born,
                       int64_t *school_id, struct error *err);

#endif
