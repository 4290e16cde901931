/*
 * What files call things: the spellings that the catalogue has, in every
 * language, for columns, sexes, statuses, roles and whatever else is one of a few.
 *
 * A thing is kind.code ("status.at_school"). Its label is a spelling; the message
 * kind.code.also, where there is one, has more, parted by '|'; so is the code.
 */
#ifndef CORE_VOCABULARY_H
#define CORE_VOCABULARY_H

#include "core/base/arena.h"

enum {
    VOCABULARY_KINDS = 16
};

struct vocabulary {
    struct word *words; /* those of a kind stand together */
    size_t count, room;
    struct kind {
        const char *name;
        size_t first, count;
    } kinds[VOCABULARY_KINDS];
    size_t kind_count;
    struct arena *arena;
};

/* Adds the spellings of a thing, all things of a kind one after the other. kind and code must
   outlive the vocabulary. */
void vocabulary_add(struct vocabulary *vocabulary, const char *kind, const char *code);

/* Adds one spelling of a thing, as vocabulary_add() its own; written must outlive it, too. */
void vocabulary_add_spelling(struct vocabulary *vocabulary, const char *kind, const char *code,
                             const char *written);

/* The code of what is written, whatever its case, width and spaces; NULL when it is no spelling. */
const char *vocabulary_find(const struct vocabulary *vocabulary, const char *kind, const char *written);

/* The same for a spelling that is written exactly so. */
const char *vocabulary_exact(const struct vocabulary *vocabulary, const char *kind, const char *written);

/* The code of a spelling that is part of what is written; NULL when none is. */
const char *vocabulary_within(const struct vocabulary *vocabulary, const char *kind, const char *written);

#endif
