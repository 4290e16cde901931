/*
 * A line that a rehearsal said, taken apart again: for whoever shows it or acts on it.
 *
 * Every field of a line that does not have it is "".
 */
#ifndef CORE_REHEARSE_LINE_H
#define CORE_REHEARSE_LINE_H

#include "core/base/arena.h"

#include <stdbool.h>

struct rehearse_line {
    const char *day;    /* ISO 8601 */
    const char *kind;   /* "duty", "done", "notice", ... */
    const char *about;  /* the child, or the place of a round */
    const char *name;   /* the duty, kind of case, state, status, plan, notice or refused statement */
    const char *role;   /* whose it is, or who is told */
    const char *due;    /* ISO 8601; of a plan: its review */
    const char *end;    /* what ended it, why it was refused, or the state of a plan */
    const char *clause; /* as the rules write it */
};

/* In the arena. False when it is no such line. */
bool rehearse_line_read(const char *text, struct arena *arena, struct rehearse_line *line);

#endif
