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

#include "core/store/store.h"

struct policy;

/* The path of a name in the folder, in the arena. */
const char *county_path(const char *folder, const char *name, struct arena *arena);

/* Opens the county's database. NULL with ERROR_MISSING when the folder holds no county. */
struct store *county_open(const char *folder, struct error *err);

/*
 * Makes the folder of a new county that lives by a policy: an empty database with
 * the county as its first place, and what lies beside it but for the host key.
 * The folder may be there already; ERROR_CONFLICT when it holds a county. When it
 * fails nothing of the county is left behind.
 */
bool county_create(const char *folder, const struct policy *policy, struct error *err);

#endif
