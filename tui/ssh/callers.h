/*
 * The monitor's table of who is connected, and whether one more may come: within the
 * rate of their address, and within what may wait at the door at once.
 */
#ifndef TUI_SSH_CALLERS_H
#define TUI_SSH_CALLERS_H

#include "tui/ssh/source.h"

#include <sys/types.h>

enum {
    CALLERS_MOST = 700
};

/* One connection: its net, and its session once there is one. */
struct caller {
    uint64_t id; /* 0: the row is free */
    pid_t net, session;
    int socket;            /* to the net; -1 when that is gone */
    struct source *source; /* while not signed in */
    char address[SOURCE_SIZE];
    int64_t came_at;
    int64_t account; /* the gate's word; 0: none */
};

struct callers {
    struct caller rows[CALLERS_MOST];
};

#define EACH_CALLER(callers, caller)         \
    struct caller *caller = (callers)->rows; \
    caller < (callers)->rows + CALLERS_MOST; \
    caller++

/* A row that nobody has; NULL when all are taken. */
struct caller *callers_free_row(struct callers *callers);

/* NULL when that connection is gone. */
struct caller *callers_find(struct callers *callers, uint64_t id);

int callers_sessions(struct callers *callers);

/*
 * Whether the rates and numbers let one more in from there. Who has waited longest, and
 * long enough, is given up for them: their net is ended.
 */
bool callers_admit(struct callers *callers, struct source *source);

/* They have signed in or gone: their address may have one more at the door. */
void caller_stop_waiting(struct caller *caller);

#endif
