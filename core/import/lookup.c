#include "core/import/lookup.h"

#include <stdlib.h>
#include <string.h>

struct lookup_slot {
    const char *key; /* NULL: free */
    int64_t value;
};

enum {
    FIRST_ROOM = 256
};

/* FNV-1a. */
static uint64_t hash(const char *key)
{
    uint64_t hash = 14695981039346656037u;
    for (; *key; key++)
        hash = (hash ^ (unsigned char)*key) * 1099511628211u;
    return hash ^ (hash >> 32);
}

/* The slot of the key, or the free one where it would stand. */
static struct lookup_slot *slot_of(const struct lookup *lookup, const char *key)
{
    size_t at = hash(key) & (lookup->room - 1);
    while (lookup->slots[at].key && strcmp(lookup->slots[at].key, key) != 0)
        at = (at + 1) & (lookup->room - 1);
    return &lookup->slots[at];
}

static void grow(struct lookup *lookup)
{
    struct lookup old = *lookup;
    lookup->room = old.room ? 2 * old.room : FIRST_ROOM;
    lookup->slots = calloc(lookup->room, sizeof *lookup->slots);
    if (!lookup->slots)
        abort();
    for (size_t i = 0; i < old.room; i++)
        if (old.slots[i].key)
            *slot_of(lookup, old.slots[i].key) = old.slots[i];
    free(old.slots);
}

void lookup_close(struct lookup *lookup)
{
    free(lookup->slots);
    arena_clear(&lookup->keys);
    *lookup = (struct lookup){0};
}

bool lookup_find(const struct lookup *lookup, const char *key, int64_t *value)
{
    if (lookup->room == 0)
        return false;
    const struct lookup_slot *slot = slot_of(lookup, key);
    *value = slot->value;
    return slot->key != NULL;
}

void lookup_put(struct lookup *lookup, const char *key, int64_t value)
{
    if (4 * lookup->used >= 3 * lookup->room)
        grow(lookup);
    struct lookup_slot *slot = slot_of(lookup, key);
    if (!slot->key) {
        slot->key = arena_copy(&lookup->keys, key, strlen(key));
        lookup->used++;
    }
    slot->value = value;
}
