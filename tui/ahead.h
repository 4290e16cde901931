/* Keys that were typed before there was a screen to type them on. */
#ifndef TUI_AHEAD_H
#define TUI_AHEAD_H

#include "core/base/arena.h"
#include "tui/term/key.h"

enum {
    AHEAD_MOST = 64 /* keys; more are dropped */
};

struct ahead {
    struct key keys[AHEAD_MOST];
    size_t count;
    struct arena texts; /* of pastes among them */
};

void ahead_keep(struct ahead *ahead, const struct key *key);
/* Forgets them all. */
void ahead_clear(struct ahead *ahead);

#endif
