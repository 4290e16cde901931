#include "tui/ahead.h"

void ahead_keep(struct ahead *ahead, const struct key *key)
{
    if (ahead->count == AHEAD_MOST)
        return;
    struct key *kept = &ahead->keys[ahead->count++];
    *kept = *key;
    if (key->paste)
        kept->paste = arena_copy(&ahead->texts, key->paste, key->length);
}

void ahead_clear(struct ahead *ahead)
{
    ahead->count = 0;
    arena_clear(&ahead->texts);
}
