/* Numbers by text, kept for the length of an import: places by name, rows seen before. */
#ifndef CORE_IMPORT_LOOKUP_H
#define CORE_IMPORT_LOOKUP_H

#include "core/base/arena.h"

#include <stdbool.h>
#include <stdint.h>

struct lookup {
    struct lookup_slot *slots;
    size_t used, room; /* room is a power of two */
    struct arena keys;
};

void lookup_close(struct lookup *lookup);

/* Whether the key is there; its number in *value. */
bool lookup_find(const struct lookup *lookup, const char *key, int64_t *value);

/* Sets the number of a key. */
void lookup_put(struct lookup *lookup, const char *key, int64_t value);

#endif
