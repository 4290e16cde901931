#include "core/import/drop.h"

#include "core/store/county.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define REJECTED "-rejects.csv"

static bool is_plain_name(const char *name)
{
    return *name != '\0' && *name != '.' && strchr(name, '/') == NULL;
}

static bool ends_with(const char *name, const char *end)
{
    size_t length = strlen(name), wanted = strlen(end);
    return length >= wanted && strcmp(name + length - wanted, end) == 0;
}

static bool is_list(const char *name)
{
    return is_plain_name(name) && !ends_with(name, REJECTED)
        && (ends_with(name, ".csv") || ends_with(name, ".txt") || ends_with(name, ".tsv"));
}

static int open_folder(const char *county, struct error *err)
{
    ARENA(arena);
    int folder = open(county_path(county, "drop", &arena), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        error_record(err, ERROR_SYSTEM, MSG("drop.no-folder"), "drop: %m");
    return folder;
}

static int by_newest(const void *left, const void *right)
{
    const struct drop_file *a = left, *b = right;
    if (a->changed_at != b->changed_at)
        return a->changed_at < b->changed_at ? 1 : -1;
    return strcmp(a->name, b->name);
}

typedef bool takes_name(const char *name);

static bool list_files(const char *county, takes_name *takes, struct arena *arena,
                       struct drop_file **files, size_t *count, struct error *err)
{
    int folder = open_folder(county, err);
    DIR *entries = folder < 0 ? NULL : fdopendir(folder);
    *count = 0;
    *files = arena_array(arena, struct drop_file, DROP_FILES_MOST);
    if (!entries)
        return false;
    for (struct dirent *entry; *count < DROP_FILES_MOST && (entry = readdir(entries));) {
        struct stat status;
        if (!takes(entry->d_name) || fstatat(folder, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0
            || !S_ISREG(status.st_mode))
            continue;
        (*files)[(*count)++] = (struct drop_file){
            .name = arena_copy(arena, entry->d_name, strlen(entry->d_name)),
            .size = status.st_size,
            .changed_at = status.st_mtim.tv_sec,
        };
    }
    closedir(entries);
    qsort(*files, *count, sizeof **files, by_newest);
    return true;
}

bool drop_list(const char *county, struct arena *arena, struct drop_file **files, size_t *count,
               struct error *err)
{
    return list_files(county, is_list, arena, files, count, err);
}

bool drop_files(const char *county, struct arena *arena, struct drop_file **files, size_t *count,
                struct error *err)
{
    return list_files(county, is_plain_name, arena, files, count, err);
}

static bool check_name(const char *name, struct error *err)
{
    return is_plain_name(name) || error_tell(err, ERROR_INVALID, MSG("drop.name"), name);
}

/* Opens within the folder; NULL with err set. O_NOFOLLOW: a link could lead out of it. */
static FILE *open_within(const char *county, const char *name, int flags, const char *mode,
                         struct error *err)
{
    struct stat status;
    int folder = check_name(name, err) ? open_folder(county, err) : -1;
    if (folder < 0)
        return NULL;
    int file = openat(folder, name, flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600);
    close(folder);
    if (file >= 0 && fstat(file, &status) == 0 && S_ISREG(status.st_mode))
        return fdopen(file, mode);
    if (file >= 0)
        close(file);
    error_record_values(err, ERROR_MISSING, MSG("drop.missing"), (const char *const[]){name, NULL});
    return NULL;
}

FILE *drop_open(const char *county, const char *name, struct error *err)
{
    return open_within(county, name, O_RDONLY, "r", err);
}

FILE *drop_create(const char *county, const char *name, struct error *err)
{
    return open_within(county, name, O_WRONLY | O_CREAT | O_TRUNC, "w", err);
}

const char *drop_rejects_name(const char *name, struct arena *arena)
{
    const char *dot = strrchr(name, '.');
    int length = dot ? (int)(dot - name) : (int)strlen(name);
    return arena_text(arena, "%.*s%s", length, name, REJECTED);
}

bool drop_remove(const char *county, const char *name, struct error *err)
{
    int folder = check_name(name, err) ? open_folder(county, err) : -1;
    if (folder < 0)
        return false;
    int status = unlinkat(folder, name, 0);
    close(folder);
    return status == 0 || errno == ENOENT
        || error_set(err, ERROR_SYSTEM, MSG("drop.no-folder"), "unlinking: %m");
}

bool drop_rename(const char *county, const char *from, const char *to, struct error *err)
{
    int folder = check_name(from, err) && check_name(to, err) ? open_folder(county, err) : -1;
    if (folder < 0)
        return false;
    int status = renameat(folder, from, folder, to);
    int reason = errno;
    close(folder);
    if (status == 0)
        return true;
    return reason == ENOENT ? error_tell(err, ERROR_MISSING, MSG("drop.missing"), from)
                            : error_set(err, ERROR_SYSTEM, MSG("drop.no-folder"), "renaming: %s",
                                        strerror(reason));
}
