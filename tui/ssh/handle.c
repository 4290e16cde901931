#include "tui/ssh/handle.h"

#include <errno.h>
#include <string.h>

struct handle *handle_new(struct handles *handles)
{
    for (size_t i = 0; i < HANDLES_MOST; i++)
        if (handles->rows[i].number == 0) {
            handles->rows[i] = (struct handle){.number = ++handles->last};
            return &handles->rows[i];
        }
    return NULL;
}

struct handle *handle_find(struct handles *handles, uint32_t number)
{
    for (size_t i = 0; number != 0 && i < HANDLES_MOST; i++)
        if (handles->rows[i].number == number)
            return &handles->rows[i];
    return NULL;
}

bool handle_open_folder(struct handle *handle, const struct folder *folder, const char *path,
                        struct error *err)
{
    return folder_find(folder, path, &handle->arena, &handle->self, err)
        && folder_list(folder, path, &handle->arena, &handle->entries, &handle->count, err);
}

bool handle_open_file(struct handle *handle, const struct folder *folder, const char *path,
                      struct error *err)
{
    if (!folder_find(folder, path, &handle->arena, &handle->self, err))
        return false;
    if (handle->self.folder)
        return error_set(err, ERROR_CONFLICT, MSG("files.folder"), "opening a folder");
    return folder_open(folder, &handle->self, &handle->arena, &handle->bytes, &handle->file, err);
}

bool handle_bring(struct handle *handle, const struct folder *folder, const char *path,
                  struct error *err)
{
    if (!folder_bring(folder, path, &handle->arena, &handle->bring, err))
        return false;
    handle->self = (struct folder_entry){.name = handle->bring.name, .brought = true};
    return true;
}

bool handle_bring_new(struct handle *handle, const struct folder *folder, const char *path,
                      struct error *err)
{
    struct error ignored = {0};
    if (folder_find(folder, path, &handle->arena, &handle->self, &ignored))
        return error_set(err, ERROR_CONFLICT, MSG("files.there"), "it is there");
    return handle_bring(handle, folder, path, err);
}

bool handle_reads(const struct handle *handle)
{
    return handle->bytes || handle->file;
}

bool handle_writes(const struct handle *handle)
{
    return handle->bring.file != NULL;
}

static bool read_file(FILE *file, uint64_t from, char *bytes, size_t wanted, size_t *got,
                      struct error *err)
{
    if (ftello(file) != (off_t)from && fseeko(file, (off_t)from, SEEK_SET) != 0)
        return error_set(err, ERROR_SYSTEM, MSG("drop.no-folder"), "seeking: %s", strerror(errno));
    *got = fread(bytes, 1, wanted, file);
    return !ferror(file)
        || error_set(err, ERROR_SYSTEM, MSG("drop.no-folder"), "reading: %s", strerror(errno));
}

bool handle_read(const struct handle *handle, uint64_t from, char *bytes, size_t wanted,
                 size_t *got, struct error *err)
{
    uint64_t size = (uint64_t)handle->self.size;
    uint64_t left = from < size ? size - from : 0;
    *got = wanted < left ? wanted : (size_t)left;
    if (*got > 0 && handle->file)
        return read_file(handle->file, from, bytes, *got, got, err);
    if (*got > 0)
        memcpy(bytes, handle->bytes + from, *got);
    return true;
}

bool handle_close(struct handle *handle, const struct folder *folder, struct error *err)
{
    bool ended = !handle->bring.file
        || bring_end(folder->store, folder->county, folder->actor, &handle->bring, err);
    handle_give_up(handle, folder);
    return ended;
}

void handle_give_up(struct handle *handle, const struct folder *folder)
{
    bring_give_up(folder->county, &handle->bring);
    if (handle->file)
        fclose(handle->file);
    arena_clear(&handle->arena);
    *handle = (struct handle){0};
}
