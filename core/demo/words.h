/* The words and the dice of the demonstration county. */
#ifndef CORE_DEMO_WORDS_H
#define CORE_DEMO_WORDS_H

#include "core/base/arena.h"

#include <stdint.h>

enum word_kind {
    WORD_SURNAME,
    WORD_GIVEN_MALE,
    WORD_GIVEN_FEMALE,
    WORD_END_MALE,
    WORD_END_FEMALE,
    WORD_UYGHUR_MALE,
    WORD_UYGHUR_FEMALE,
    WORD_TOWNSHIP,
    WORD_VILLAGE,
    WORD_OCCUPATION,
    WORD_TEXT,    /* what the lists call things: key, zh, ug */
    WORD_ACCOUNT, /* account name, its person's name in zh and ug */
    WORD_KINDS
};

/* Up to three spellings of one word; a missing one is NULL. */
struct word {
    const char *text[3];
};

struct words {
    struct word *of[WORD_KINDS];
    size_t count[WORD_KINDS];
};

/* Reads core/demo/names.txt, which is inside the program. */
void words_read(struct arena *arena, struct words *words);

/* A text by its key, in Chinese (0) or Uyghur (1); "" when there is none. */
const char *words_text(const struct words *words, const char *key, int language);

/* SplitMix64 (Steele, Lea and Flood, 2014): small, even, and the same everywhere. */
struct dice {
    uint64_t state;
};

/* A number from 0 to sides - 1. */
unsigned dice_roll(struct dice *dice, unsigned sides);

#endif
