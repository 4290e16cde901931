#include "tests/support/listfile.h"

#include <string.h>

static bool give(void *context, char *buffer, size_t *size, struct error *err)
{
    struct listfile *file = context;
    size_t piece = 7 + file->taken % 13;
    if (file->fails_at && file->taken >= file->fails_at)
        return error_set(err, ERROR_SYSTEM, "test.broken", "the source broke");
    if (piece > file->size - file->taken)
        piece = file->size - file->taken;
    if (piece > *size)
        piece = *size;
    memcpy(buffer, file->bytes + file->taken, piece);
    file->taken += piece;
    *size = piece;
    return true;
}

struct csv_source listfile_source(struct listfile *file)
{
    return (struct csv_source){give, file};
}

static bool keep(void *context, const char *bytes, size_t size, struct error *err)
{
    struct listfile *file = context;
    if (file->written_size + size >= sizeof file->written)
        return error_set(err, ERROR_SYSTEM, "test.full", "no room");
    memcpy(file->written + file->written_size, bytes, size);
    file->written_size += size;
    return true;
}

struct csv_sink listfile_sink(struct listfile *file)
{
    return (struct csv_sink){keep, file};
}
