#include "tui/ssh/folder.h"

#include "core/outbox.h"
#include "i18n/text.h"

#include <string.h>

enum {
    PATH_MOST = 1024 /* bytes that a client may call a file with */
};

/* Takes the last part off a path that has one. */
static void go_up(char *path)
{
    char *slash = strrchr(path, '/');
    if (slash)
        *slash = '\0';
}

const char *folder_path(const char *text, size_t length, struct arena *arena)
{
    if (length > PATH_MOST || memchr(text, '\0', length) || !text_valid(text, length))
        return NULL;
    char *path = arena_alloc(arena, length + 2);
    for (size_t at = 0, end; at < length; at = end + 1) {
        const char *slash = memchr(text + at, '/', length - at);
        end = slash ? (size_t)(slash - text) : length;
        size_t part = end - at;
        if (part == 2 && memcmp(text + at, "..", 2) == 0)
            go_up(path);
        else if (part > 0 && !(part == 1 && text[at] == '.'))
            strncat(strcat(path, "/"), text + at, part);
    }
    return *path ? path : "/";
}

static bool is_root(const char *path)
{
    return strcmp(path, "/") == 0;
}

static bool missing(struct error *err)
{
    return error_set(err, ERROR_MISSING, MSG("outbox.missing"), "no such file");
}

static struct folder_entry of_paper(const struct outbox_file *file)
{
    return (struct folder_entry){
        .name = file->name,
        .id = file->id,
        .size = file->size,
        .changed_at = file->made_at,
    };
}

bool folder_find(const struct folder *folder, const char *path, struct arena *arena,
                 struct folder_entry *entry, struct error *err)
{
    struct outbox_file file;
    if (is_root(path)) {
        *entry = (struct folder_entry){.name = ".", .folder = true};
        return true;
    }
    if (strchr(path + 1, '/'))
        return missing(err);
    if (!outbox_find(folder->store, folder->actor, path + 1, arena, &file, err))
        return false;
    *entry = of_paper(&file);
    return true;
}

bool folder_list(const struct folder *folder, const char *path, struct arena *arena,
                 struct folder_entry **entries, size_t *count, struct error *err)
{
    struct outbox_file *files;
    if (!is_root(path))
        return missing(err);
    if (!outbox_list(folder->store, folder->actor, arena, &files, count, err))
        return false;
    *entries = arena_array(arena, struct folder_entry, *count + 1);
    for (size_t i = 0; i < *count; i++)
        (*entries)[i] = of_paper(&files[i]);
    return true;
}

bool folder_read(const struct folder *folder, const struct folder_entry *entry,
                 struct arena *arena, const char **bytes, struct error *err)
{
    const struct outbox_file file = {.id = entry->id};
    return outbox_read(folder->store, folder->actor, &file, arena, bytes, err);
}

bool folder_remove(const struct folder *folder, const char *path, struct error *err)
{
    ARENA(arena);
    struct folder_entry entry;
    if (!folder_find(folder, path, &arena, &entry, err))
        return false;
    if (entry.folder)
        return error_set(err, ERROR_DENIED, MSG("files.fixed"), "removing a folder");
    return outbox_remove(folder->store, folder->actor, entry.id, err);
}
