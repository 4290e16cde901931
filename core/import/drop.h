/*
 * The drop folder: where files are laid to be imported, and where what was
 * refused comes back. Nothing outside it is ever read or written from here.
 */
#ifndef CORE_DROP_H
#define CORE_DROP_H

#include "core/base/arena.h"
#include "core/base/error.h"

#include <stdint.h>
#include <stdio.h>

enum {
    DROP_FILES_MOST = 200
};

struct drop_file {
    const char *name;
    int64_t size, changed_at; /* bytes; Unix seconds */
};

/* The files of the county's drop folder that can be imported, the newest first. */
bool drop_list(const char *county, struct arena *arena, struct drop_file **files, size_t *count,
               struct error *err);

/* Every file of it, what was refused and what is none to import as well. */
bool drop_files(const char *county, struct arena *arena, struct drop_file **files, size_t *count,
                struct error *err);

/*
 * Opens a file of the folder by its name alone. NULL with ERROR_INVALID when the
 * name has a slash or begins with a dot, ERROR_MISSING when there is no such
 * plain file (what a link points at is none).
 */
FILE *drop_open(const char *county, const char *name, struct error *err);

/* The name under which the refused rows of a file come back; drop_list() passes it over. */
const char *drop_rejects_name(const char *name, struct arena *arena);

/* Makes (or empties) a file of the folder, readable by the county's owner alone. */
FILE *drop_create(const char *county, const char *name, struct error *err);
/* Takes a file out of the folder; nothing happens when it is not there. */
bool drop_remove(const char *county, const char *name, struct error *err);
/* Calls a file otherwise, in place of one that had that name. ERROR_MISSING when it is not there. */
bool drop_rename(const char *county, const char *from, const char *to, struct error *err);

#endif
