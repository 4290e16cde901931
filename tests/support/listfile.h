/* A list as a text in memory, and the file that comes back, for tests of imports. */
#ifndef TESTS_SUPPORT_LISTFILE_H
#define TESTS_SUPPORT_LISTFILE_H

#include "core/exchange/csv.h"

#include <stddef.h>

struct listfile {
    const char *bytes;
    size_t size, taken;
    size_t fails_at;     /* the source breaks after so many bytes; 0: never */
    char written[65536]; /* what came back, ended by a NUL */
    size_t written_size;
};

/* A source of the bytes, given out in small and uneven pieces. */
struct csv_source listfile_source(struct listfile *file);
struct csv_sink listfile_sink(struct listfile *file);

#endif
