/* A text put together piece by piece in an arena, each piece formatted once: a list of a year's
   days would otherwise be written anew for each of them. */
#ifndef CORE_PIECES_H
#define CORE_PIECES_H

#include "core/base/arena.h"

struct pieces {
    struct arena *arena; /* set this, the rest begins as zero */
    char *text;
    size_t length, size;
};

/* Adds a formatted piece at the end. */
void pieces_add(struct pieces *pieces, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* What was added so far; "" for nothing. Good until the next piece. */
const char *pieces_text(const struct pieces *pieces);

#endif
