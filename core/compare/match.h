/*
 * Whether two entries of different lists mean the same child, when their ID
 * numbers do not say so: names in any spelling, days of birth, digits mistyped,
 * guardians and telephones. A match is only ever proposed; a person confirms it.
 */
#ifndef CORE_COMPARE_MATCH_H
#define CORE_COMPARE_MATCH_H

#include "core/base/arena.h"

#include <stdbool.h>
#include <stdint.h>

struct compare_person {
    int64_t child_id;
    int64_t row_id; /* register_row or roll_entry */
    const char *id_number, *name_zh, *name_ug, *sex, *born;
    const char *guardians, *phones; /* several are parted by '/' */
    int64_t place_id;               /* the group, or the school */
    int64_t class_id;
    int grade;
    const char *status;
};

/* What speaks for two being the same; bits. */
enum evidence {
    SAME_ID = 1,
    NEAR_ID = 2, /* one character mistyped, or two neighbours swapped */
    SAME_NAME = 4,
    LIKE_NAME = 8, /* transliterated, or one character different */
    SAME_BORN = 16,
    NEAR_BORN = 32, /* day and month swapped, or one digit mistyped */
    SAME_GUARDIAN = 64,
    OTHER_GUARDIAN = 128, /* both lists name guardians, and none is the same */
    SAME_PHONE = 256,
};

/* Everything that speaks for (or against) two people being the same. */
unsigned match_evidence(const struct compare_person *left, const struct compare_person *right);

/* The names of the bits, "name,born,guardian": for finding.why. */
const char *match_words(unsigned evidence, struct arena *arena);

/* Whether two ID numbers, both known, are a slip apart. */
bool match_near_id(const char *left, const char *right);

struct match {
    const struct compare_person *left, *right;
    unsigned evidence;
};

/*
 * Pairs people of two lists: each at most once, the strongest evidence first.
 * The matches are in the arena.
 */
void match_lists(const struct compare_person *left, size_t left_count,
                 const struct compare_person *right, size_t right_count, struct arena *arena,
                 struct match **matches, size_t *count);

#endif
