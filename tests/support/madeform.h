/*
 * Forms left to chance: questions of every kind, some asked only after certain answers, some in
 * tables; and what a person is going to answer. The same seed makes the same form.
 */
#ifndef TESTS_SUPPORT_MADEFORM_H
#define TESTS_SUPPORT_MADEFORM_H

#include "core/base/arena.h"

#include <stdbool.h>
#include <stdint.h>

/* What a person is going to answer to a field. */
struct planned {
    const char *field; /* "a3", or "a3#2" in a table */
    const char *typed; /* keys; "" for nothing, or digits where it is chosen */
    const char *value; /* what is kept; "" too when it is never asked */
    bool chosen;
};

struct madeform {
    const char *name, *source; /* YAML */
    struct planned *answers;
    size_t count;
};

struct madeform madeform_make(uint64_t seed, struct arena *arena);

/* NULL when nothing is planned for the field. */
const struct planned *madeform_find(const struct madeform *form, const char *field);

#endif
