/*
 * Wrong passwords, counted by name and address together: five in a quarter of an
 * hour, and that pair waits a quarter of an hour. Nobody can lock a colleague
 * out from somewhere else.
 */
#ifndef TUI_SSH_TRIES_H
#define TUI_SSH_TRIES_H

#include "core/posts/account.h"
#include "tui/ssh/source.h"

enum {
    TRIES_MOST = 5,
    TRIES_PERIOD = 15 * 60 * 1000, /* milliseconds */
    TRIES_ROWS = 4096,
};

struct
try {
    char name[ACCOUNT_NAME_SIZE];
    char source[SOURCE_SIZE];
    int count;
    int64_t first, last; /* milliseconds of a clock that cannot be set */
};

struct tries {
    struct try rows[TRIES_ROWS];
};

/* Whether the pair must wait. Names that no account has are counted like any other. */
bool tries_locked(const struct tries *tries, const char *name, const char *source, int64_t now);

void tries_failed(struct tries *tries, const char *name, const char *source, int64_t now);

/* The right password was given: the pair starts anew. */
void tries_forget(struct tries *tries, const char *name, const char *source);

#endif
