/*
 * A county's folder: all that one county keeps on this machine lies in it.
 *
 *     county.db    the database (with SQLite's own -wal and -shm)
 *     host_key     what the server proves itself with, readable by its owner alone
 *     *.lock       who serves, who writes, who hashes
 *     drop/        files that were brought to be imported
 */
#ifndef CORE_COUNTY_H
#define CORE_COUNTY_H

#include "core/store.h"

/* The path of a name in the folder, in the arena. */
const char *county_path(const char *folder, const char *name, struct arena *arena);

/* Opens the county's database. NULL with ERROR_MISSING when the folder holds no county. */
struct store *county_open(const char *folder, struct error *err);

#endif
