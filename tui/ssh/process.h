/*
 * What every process of the server does on its first breath: it lets go of all
 * it does not need, and dies with the one that made it.
 */
#ifndef TUI_SSH_PROCESS_H
#define TUI_SSH_PROCESS_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* The kinds of processes (design 2): what ps calls them, and who is ended when memory runs out. */
enum process_kind {
    PROCESS_MONITOR,
    PROCESS_GATE,
    PROCESS_HAND, /* checks one password at a time, for the gate */
    PROCESS_CLERK,
    PROCESS_NET,
    PROCESS_SESSION,
};

/*
 * Forks. In the child (0): every descriptor but the standard ones and those in
 * keep is closed, signals are as at the start of a program, and SIGTERM comes
 * when the parent dies. -1 when the system has no process left.
 */
pid_t process_fork(enum process_kind kind, const int keep[], size_t count);

/* Blocks the signals and returns a descriptor that tells of them. Ends with 0. */
int process_signals(int signal, ...);

/* Takes one signal out of that descriptor; 0 when there is none. */
int process_signal(int signals);

/* Takes the name of its kind, and says how readily the system may end it when memory runs out. */
void process_become(enum process_kind kind);

/* Milliseconds of a clock that nobody can set and that runs while the machine sleeps. */
int64_t process_clock(void);

#endif
