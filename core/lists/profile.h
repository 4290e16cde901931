/*
 * What the page of a child shows: what each list says, who answers for it at
 * home, its cases, its absences and what is open between the lists. Read within
 * the actor's scope; the caller records the look.
 */
#ifndef CORE_PROFILE_H
#define CORE_PROFILE_H

#include "core/lists/child.h"
#include "core/lists/guardian.h"

enum {
    PROFILE_DAYS = 30 /* the latest absences that are shown, at most */
};

struct profile_line {
    int64_t id, volume_id, household_id;
    int page, school_year;
    const char *place_zh, *place_ug; /* village and group */
    const char *id_number, *name_zh, *name_ug, *sex, *born;
    const char *removed_on;
};

struct profile_entry {
    int64_t id, school_id, class_id;
    const char *place_zh, *place_ug; /* school and class */
    const char *id_number, *name_zh, *name_ug, *sex, *born;
    const char *status, *student_number;
    const char *removed_on;
};

struct profile_case {
    int64_t id;
    const char *number, *kind, *state, *opened_on;
};

struct profile_absence {
    const char *day, *kind;
};

struct profile_finding {
    int64_t id;
    const char *kind;
};

struct profile {
    struct child child;
    struct profile_line *lines;
    struct profile_entry *entries;
    struct guardian *guardians;
    struct profile_case *cases;
    struct profile_absence *absences; /* the latest first */
    struct profile_finding *findings; /* open ones */
    size_t line_count, entry_count, guardian_count, case_count, absence_count, finding_count;
};

/* ERROR_MISSING when there is no such child in sight. */
bool profile_read(struct store *store, int64_t child_id, struct arena *arena, struct profile *profile,
                  struct error *err);

/*
 * Records that the actor is about to see the whole ID number and telephones of a
 * child in sight, and why. ERROR_INVALID without a reason.
 */
bool profile_reveal(struct store *store, const struct actor *actor, int64_t child_id,
                    const char *reason, struct error *err);

#endif
