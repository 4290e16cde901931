#include "core/store/county.h"

#include "core/posts/place.h"
#include "core/rules/policy.h"
#include "core/store/setting.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
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

static bool make_folder(const char *path, struct error *err)
{
    return mkdir(path, 0700) == 0 || errno == EEXIST
        || error_tell(err, ERROR_SYSTEM, MSG("county.no-folder"), path, strerror(errno));
}

static bool is_free(const char *database, const char *folder, struct error *err)
{
    return access(database, F_OK) != 0
        || error_tell(err, ERROR_CONFLICT, MSG("county.exists"), folder);
}

static bool write_county(struct store *store, const struct policy *policy, struct error *err)
{
    const struct actor console = {.name = "console", .console = true};
    const struct place county = {
        .kind = "county",
        .code = policy->code,
        .name_zh = policy->county.in[LANGUAGE_ZH],
        .name_ug = policy->county.in[LANGUAGE_UG],
    };
    int64_t id;
    return setting_keep(store, "policy", policy->name, err)
        && place_add(store, &console, &county, &id, err);
}

static bool fill(struct store *store, const struct policy *policy, struct error *err)
{
    return store_begin(store, err)
        && store_end(store, write_county(store, policy, err), err)
        && store_checkpoint(store, err);
}

/* Its files are its owner's alone, from the moment they are there. */
static bool make_database(const char *path, const struct policy *policy, struct error *err)
{
    mode_t mask = umask(077);
    struct store *store = store_open(path, err);
    bool made = store && fill(store, policy, err);
    store_close(store);
    umask(mask);
    return made;
}

static void remove_database(const char *folder)
{
    static const char *const files[] = {"county.db", "county.db-wal", "county.db-shm",
                                        "county.db-queue"};
    ARENA(arena);
    for (size_t i = 0; i < COUNT(files); i++)
        unlink(county_path(folder, files[i], &arena));
}

bool county_create(const char *folder, const struct policy *policy, struct error *err)
{
    ARENA(arena);
    const char *database = county_path(folder, "county.db", &arena);
    if (!make_folder(folder, err) || !is_free(database, folder, err)
        || !make_folder(county_path(folder, "drop", &arena), err))
        return false;
    if (make_database(database, policy, err))
        return true;
    remove_database(folder);
    return false;
}
