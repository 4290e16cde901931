/* What a person calls something, as the name of a file on any system it may be brought to. */
#ifndef CORE_FILENAME_H
#define CORE_FILENAME_H

#include "core/base/arena.h"

enum {
    FILENAME_MOST = 160 /* bytes before the extension: no file system cuts it */
};

/*
 * Without separators, wildcards, spaces and signs that a file system or a command
 * line gives a meaning, not hidden, no name that Windows keeps for itself; "paper" when
 * nothing is left. Cut between characters. In the arena, without extension.
 */
const char *filename_make(const char *title, struct arena *arena);

#endif
