#include "tui/ssh/folder.h"

#include "core/outbox/outbox.h"
#include "i18n/text.h"

#include <string.h>

enum {
    PATH_MOST = 1024 /* bytes that a client may call a file with */
};

#define IN "/in"

/* --- Paths ------------------------------------------------------------------------------------ */

/* Takes the last part off a path that has one. */
static void go_up(char *path)
{
    char *slash = strrchr(path, '/');
    if (slash)
        *slash = '\0';
}

static char *without_dots(const char *text, struct arena *arena)
{
    char *path = arena_alloc(arena, strlen(text) + 2);
    for (const char *part = text; *part;) {
        size_t length = strcspn(part, "/");
        if (length == 2 && strncmp(part, "..", 2) == 0)
            go_up(path);
        else if (length > 0 && !(length == 1 && *part == '.'))
            strncat(strcat(path, "/"), part, length);
        part += length + (part[length] == '/');
    }
    return path;
}

/* Names come in the form in which the other system keeps them: é, for one, in two characters. */
const char *folder_path(const char *text, size_t length, struct arena *arena)
{
    if (length > PATH_MOST || memchr(text, '\0', length) || !text_valid(text, length))
        return NULL;
    size_t room = text_clean(text, length, false, NULL, 0) + 1;
    char *clean = arena_alloc(arena, room);
    text_clean(text, length, false, clean, room);
    const char *path = without_dots(clean, arena);
    return *path ? path : "/";
}

static bool is_root(const char *path)
{
    return strcmp(path, "/") == 0;
}

static bool imports(const struct folder *folder)
{
    return permit_offers(folder->actor, MAY_IMPORT);
}

static bool is_in(const struct folder *folder, const char *path)
{
    return strcmp(path, IN) == 0 && imports(folder);
}

/* The name of a file of "in"; NULL for every other path. */
static const char *brought(const struct folder *folder, const char *path)
{
    size_t length = strlen(IN "/");
    bool within = strncmp(path, IN "/", length) == 0 && strchr(path + length, '/') == NULL;
    return within && imports(folder) ? path + length : NULL;
}

static bool missing(struct error *err)
{
    return error_set(err, ERROR_MISSING, MSG("outbox.missing"), "no such file");
}

/* --- Entries ---------------------------------------------------------------------------------- */

static struct folder_entry of_paper(const struct outbox_file *file)
{
    return (struct folder_entry){
        .name = file->name,
        .id = file->id,
        .size = file->size,
        .changed_at = file->made_at,
    };
}

static struct folder_entry of_file(const struct drop_file *file)
{
    return (struct folder_entry){
        .name = file->name,
        .brought = true,
        .size = file->size,
        .changed_at = file->changed_at,
    };
}

static const struct folder_entry root = {.name = ".", .folder = true};
static const struct folder_entry in = {.name = "in", .folder = true, .brought = true};

static bool find_brought(const struct folder *folder, const char *name, struct arena *arena,
                         struct folder_entry *entry, struct error *err)
{
    struct drop_file *files;
    size_t count;
    if (!bring_list(folder->county, folder->actor, arena, &files, &count, err))
        return false;
    for (size_t i = 0; i < count; i++)
        if (strcmp(files[i].name, name) == 0) {
            *entry = of_file(&files[i]);
            return true;
        }
    return missing(err);
}

static bool find_paper(const struct folder *folder, const char *path, struct arena *arena,
                       struct folder_entry *entry, struct error *err)
{
    struct outbox_file file;
    if (strchr(path + 1, '/'))
        return missing(err);
    if (!outbox_find(folder->store, folder->actor, path + 1, arena, &file, err))
        return false;
    *entry = of_paper(&file);
    return true;
}

bool folder_find(const struct folder *folder, const char *path, struct arena *arena,
                 struct folder_entry *entry, struct error *err)
{
    const char *name = brought(folder, path);
    if (name)
        return find_brought(folder, name, arena, entry, err);
    if (!is_root(path) && !is_in(folder, path))
        return find_paper(folder, path, arena, entry, err);
    *entry = is_root(path) ? root : in;
    return true;
}

static bool list_in(const struct folder *folder, struct arena *arena,
                    struct folder_entry **entries, size_t *count, struct error *err)
{
    struct drop_file *files;
    if (!bring_list(folder->county, folder->actor, arena, &files, count, err))
        return false;
    *entries = arena_array(arena, struct folder_entry, *count + 1);
    for (size_t i = 0; i < *count; i++)
        (*entries)[i] = of_file(&files[i]);
    return true;
}

static bool list_root(const struct folder *folder, struct arena *arena,
                      struct folder_entry **entries, size_t *count, struct error *err)
{
    struct outbox_file *files;
    if (!outbox_list(folder->store, folder->actor, arena, &files, count, err))
        return false;
    *entries = arena_array(arena, struct folder_entry, *count + 1);
    for (size_t i = 0; i < *count; i++)
        (*entries)[i] = of_paper(&files[i]);
    if (imports(folder))
        (*entries)[(*count)++] = in;
    return true;
}

bool folder_list(const struct folder *folder, const char *path, struct arena *arena,
                 struct folder_entry **entries, size_t *count, struct error *err)
{
    if (is_in(folder, path))
        return list_in(folder, arena, entries, count, err);
    return is_root(path) ? list_root(folder, arena, entries, count, err) : missing(err);
}

/* --- What is done with them ------------------------------------------------------------------- */

bool folder_open(const struct folder *folder, const struct folder_entry *entry,
                 struct arena *arena, const char **bytes, FILE **file, struct error *err)
{
    const struct outbox_file paper = {.id = entry->id};
    if (!entry->brought)
        return outbox_read(folder->store, folder->actor, &paper, arena, bytes, err);
    *file = bring_open(folder->store, folder->county, folder->actor, entry->name, err);
    return *file != NULL;
}

static bool fixed(struct error *err)
{
    return error_set(err, ERROR_DENIED, MSG("files.read-only"), "not in the folder for files");
}

bool folder_bring(const struct folder *folder, const char *path, struct arena *arena,
                  struct bring *bring, struct error *err)
{
    const char *name = brought(folder, path);
    return name ? bring_begin(folder->county, folder->actor, name, arena, bring, err) : fixed(err);
}

bool folder_remove(const struct folder *folder, const char *path, struct error *err)
{
    ARENA(arena);
    struct folder_entry entry;
    if (!folder_find(folder, path, &arena, &entry, err))
        return false;
    if (entry.folder)
        return error_set(err, ERROR_DENIED, MSG("files.fixed"), "removing a folder");
    return entry.brought
        ? bring_remove(folder->store, folder->county, folder->actor, entry.name, err)
        : outbox_remove(folder->store, folder->actor, entry.id, err);
}

bool folder_rename(const struct folder *folder, const char *from, const char *to,
                   struct error *err)
{
    const char *old = brought(folder, from), *name = brought(folder, to);
    if (!old || !name)
        return fixed(err);
    return bring_rename(folder->store, folder->county, folder->actor, old, name, err);
}
