#include "tests/faults/shim.h"

#include "core/store/sqlite.h"

#include <stdlib.h>
#include <string.h>

static sqlite3_vfs *under, shim;
static const sqlite3_io_methods *beneath[SHIM_FILES];
static sqlite3_io_methods methods[SHIM_FILES];

static struct shim_step *steps;
static size_t count, room;
static bool recording, sync_broken;
static void (*hook)(void);
static sqlite3_file *armed;

static enum shim_file file_of(const sqlite3_file *file)
{
    return (enum shim_file)(file->pMethods - (const sqlite3_io_methods *)methods);
}

static void remember(struct shim_step step)
{
    if (!recording)
        return;
    if (count == room) {
        room = room ? 2 * room : 4096;
        steps = realloc(steps, room * sizeof *steps);
        if (!steps)
            abort();
    }
    steps[count++] = step;
}

static int write_file(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 offset)
{
    struct shim_step step = {
        .kind = SHIM_WRITE, .file = file_of(file), .offset = offset, .size = (size_t)size};
    if (recording) {
        step.bytes = malloc(step.size);
        memcpy(step.bytes, bytes, step.size);
    }
    remember(step);
    return beneath[step.file]->xWrite(file, bytes, size, offset);
}

static int truncate_file(sqlite3_file *file, sqlite3_int64 size)
{
    remember((struct shim_step){.kind = SHIM_TRUNCATE, .file = file_of(file), .offset = size});
    return beneath[file_of(file)]->xTruncate(file, size);
}

static int sync_file(sqlite3_file *file, int flags)
{
    if (sync_broken)
        return SQLITE_IOERR_FSYNC;
    remember((struct shim_step){.kind = SHIM_SYNC, .file = file_of(file)});
    return beneath[file_of(file)]->xSync(file, flags);
}

/* A checkpoint unfetches a page of the database just before it looks whether the log was reset. */
static int unfetch(sqlite3_file *file, sqlite3_int64 offset, void *page)
{
    if (hook && file == armed && !page) {
        void (*run)(void) = hook;
        hook = NULL;
        run();
    }
    return beneath[file_of(file)]->xUnfetch(file, offset, page);
}

/* A journal that is gone is as good as an empty one. */
static int delete_file(sqlite3_vfs *vfs, const char *name, int sync)
{
    size_t length = strlen(name);
    (void)vfs;
    if (length > 8 && strcmp(name + length - 8, "-journal") == 0) {
        remember((struct shim_step){.kind = SHIM_TRUNCATE, .file = SHIM_JOURNAL});
        remember((struct shim_step){.kind = SHIM_SYNC, .file = SHIM_JOURNAL});
    }
    return under->xDelete(under, name, sync);
}

static int kind_of(int flags)
{
    if (flags & SQLITE_OPEN_MAIN_DB)
        return SHIM_DATABASE;
    if (flags & SQLITE_OPEN_WAL)
        return SHIM_LOG;
    return flags & SQLITE_OPEN_MAIN_JOURNAL ? SHIM_JOURNAL : -1;
}

static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
    (void)vfs;
    int status = under->xOpen(under, name, file, flags, out);
    int kind = kind_of(flags);
    if (status != SQLITE_OK || kind < 0)
        return status;
    if (!beneath[kind]) {
        beneath[kind] = file->pMethods;
        methods[kind] = *file->pMethods;
        methods[kind].xWrite = write_file;
        methods[kind].xTruncate = truncate_file;
        methods[kind].xSync = sync_file;
        methods[kind].xUnfetch = unfetch;
    }
    file->pMethods = &methods[kind];
    return SQLITE_OK;
}

void shim_install(void)
{
    under = sqlite3_vfs_find(NULL);
    shim = *under;
    shim.zName = "shim";
    shim.xOpen = open_file;
    shim.xDelete = delete_file;
    sqlite3_vfs_register(&shim, 1);
}

void shim_record(bool on)
{
    recording = on;
}

void shim_saved(int64_t saved)
{
    remember((struct shim_step){.kind = SHIM_SAVED, .offset = saved});
}

const struct shim_step *shim_steps(size_t *number)
{
    *number = count;
    return steps;
}

void shim_forget(void)
{
    for (size_t i = 0; i < count; i++)
        free(steps[i].bytes);
    count = 0;
}

void shim_break_sync(bool on)
{
    sync_broken = on;
}

void shim_at_reset(struct store *store, void (*run)(void))
{
    sqlite3_file_control(store->db, "main", SQLITE_FCNTL_FILE_POINTER, &armed);
    hook = run;
}
