#include "core/base/pieces.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    FIRST_SIZE = 256
};

static void make_room(struct pieces *pieces, size_t least)
{
    size_t size = pieces->size ? 2 * pieces->size : FIRST_SIZE;
    while (size < least)
        size *= 2;
    char *text = arena_alloc(pieces->arena, size);
    if (pieces->length > 0)
        memcpy(text, pieces->text, pieces->length);
    pieces->text = text;
    pieces->size = size;
}

__attribute__((format(printf, 2, 0))) static size_t write(struct pieces *pieces,
                                                          const char *format, va_list args)
{
    size_t room = pieces->size - pieces->length;
    int length = vsnprintf(room ? pieces->text + pieces->length : NULL, room, format, args);
    if (length < 0)
        abort();
    return (size_t)length;
}

void pieces_add(struct pieces *pieces, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    size_t length = write(pieces, format, args);
    if (length >= pieces->size - pieces->length) {
        make_room(pieces, pieces->length + length + 1);
        write(pieces, format, again);
    }
    pieces->length += length;
    va_end(again);
    va_end(args);
}

const char *pieces_text(const struct pieces *pieces)
{
    return pieces->text ? pieces->text : "";
}
