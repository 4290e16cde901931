/*
 * A hand of the gate: a process with the store open that answers one question at
 * a time. There are two, so that at most two passwords are hashed at once and
 * the gate itself never waits.
 */
#ifndef TUI_SSH_HAND_H
#define TUI_SSH_HAND_H

#include "tui/ssh/wire.h"

struct hand {
    pid_t process;
    int socket; /* -1 while there is no such process */
};

struct hand_answer {
    int64_t account_id; /* 0: they do not belong together */
};

/* Starts a hand. On failure its socket is -1. */
void hand_start(struct hand *hand, const char *folder);

#endif
