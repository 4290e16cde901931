/*
 * What lies in a person's folder, as they see it from outside: their finished
 * papers (core/outbox.h). Nothing of this machine's own files has a name in it.
 *
 *     /NAME.pdf      to be fetched and removed
 */
#ifndef TUI_SSH_FOLDER_H
#define TUI_SSH_FOLDER_H

#include "core/permit.h"
#include "core/store.h"

struct folder {
    struct store *store; /* cut to the actor */
    const struct actor *actor;
};

struct folder_entry {
    const char *name; /* without its folder */
    bool folder;
    int64_t id; /* of a paper */
    int64_t size, changed_at;
};

/*
 * What a client calls a file, with "." and ".." taken out: "/", "/a", "/a/b", and
 * never above "/". In the arena. NULL when it is no text or longer than any name.
 */
const char *folder_path(const char *text, size_t length, struct arena *arena);

/* The entry of a path of folder_path(). ERROR_MISSING when there is none. */
bool folder_find(const struct folder *folder, const char *path, struct arena *arena,
                 struct folder_entry *entry, struct error *err);

/* What lies in a folder. ERROR_MISSING when the path is none. */
bool folder_list(const struct folder *folder, const char *path, struct arena *arena,
                 struct folder_entry **entries, size_t *count, struct error *err);

/* The whole of a file, put on record before. */
bool folder_read(const struct folder *folder, const struct folder_entry *entry,
                 struct arena *arena, const char **bytes, struct error *err);

/* Takes a file away. ERROR_DENIED when it is a folder. */
bool folder_remove(const struct folder *folder, const char *path, struct error *err);

#endif
