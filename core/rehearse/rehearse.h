/*
 * A county's rules, rehearsed: a text timeline played through the program's own verbs in a county
 * that exists in memory only, and what came of it said line by line.
 *
 * The form of a timeline and of the lines is in baoxue-rehearse(7). The same policy and the same
 * timeline always say the same; nothing is read or written elsewhere.
 */
#ifndef CORE_REHEARSE_H
#define CORE_REHEARSE_H

#include "core/base/error.h"

#include <stddef.h>

struct policy;

/* Takes a line: "2026-09-15 duty li contact class_teacher due 2026-09-15 H17 3(1)". */
typedef void rehearse_say(void *to, const char *line);

/*
 * Plays a timeline; name is what errors call it. A statement that the county's rules refuse is a
 * line of its own; ERROR_INVALID with "NAME:LINE" is for what is no statement at all.
 */
bool rehearse_play(const struct policy *policy, const char *name, const char *text, size_t length,
                   rehearse_say *say, void *to, struct error *err);

#endif
