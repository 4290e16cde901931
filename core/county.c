#include "core/county.h"

#include <unistd.h>

const char *county_path(const char *folder, const char *name, struct arena *arena)
{
    return arena_text(arena, "%s/%s", folder, name);
}

struct store *county_open(const char *folder, struct error *err)
{
    ARENA(arena);
    const char *path = county_path(folder, "county.db", &arena);
    if (access(path, F_OK) != 0) {
        (void)error_tell(err, ERROR_MISSING, MSG("county.missing"), folder);
        return NULL;
    }
    return store_open(path, err);
}
