#include "core/exchange/stream.h"

static bool read_stream(void *context, char *buffer, size_t *size, struct error *err)
{
    FILE *file = context;
    *size = fread(buffer, 1, *size, file);
    return !ferror(file)
        || error_set(err, ERROR_SYSTEM, MSG("stream.read"), "reading: %m");
}

static bool write_stream(void *context, const char *bytes, size_t size, struct error *err)
{
    FILE *file = context;
    return fwrite(bytes, 1, size, file) == size
        || error_set(err, ERROR_SYSTEM, MSG("stream.write"), "writing: %m");
}

struct csv_source stream_source(FILE *file)
{
    return (struct csv_source){read_stream, file};
}

struct csv_sink stream_sink(FILE *file)
{
    return (struct csv_sink){write_stream, file};
}
