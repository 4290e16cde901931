/*
 * An arena: memory that is given out piece by piece and taken back all at once.
 *
 * Every value that a function returns by pointer lives in the arena its caller
 * passed, and dies with it. Nothing in an arena is ever freed by itself.
 */
#ifndef CORE_ARENA_H
#define CORE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena {
    struct arena_block *blocks; /* newest first; zero-initialise to begin */
};

/* Zeroed memory. Never NULL: out of memory ends the process, that is, one session. */
void *arena_alloc(struct arena *arena, size_t size);

/* A formatted text. */
char *arena_text(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
char *arena_vtext(struct arena *arena, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

/* A copy of length bytes, ended by a NUL. */
char *arena_copy(struct arena *arena, const char *bytes, size_t length);

/*
 * Room for one row more after count rows of size bytes, which begin as NULL. Rows move
 * at powers of two; the old ones stay until the arena is cleared.
 */
void *arena_grow(struct arena *arena, void *rows, size_t count, size_t size);

/* Takes everything back; the arena can be used again. */
void arena_clear(struct arena *arena);

#define COUNT(array) (sizeof(array) / sizeof *(array))

#define arena_new(arena, type)          ((type *)arena_alloc((arena), sizeof(type)))
#define arena_array(arena, type, count) ((type *)arena_alloc((arena), sizeof(type) * (count)))

/* Declares an arena that is cleared at the end of its block. */
#define ARENA(name) __attribute__((cleanup(arena_clear))) struct arena name = {0}

#endif
