/*
 * What lies in a person's folder, as they see it from outside: their finished
 * papers (core/outbox/outbox.h) and, where they import, the files that are to be imported
 * (core/import/bring.h). Nothing else of this machine has a name in it.
 *
 *     /NAME.pdf      to be fetched and removed
 *     /in/NAME.csv   to be brought, fetched, called otherwise and removed
 */
#ifndef TUI_SSH_FOLDER_H
#define TUI_SSH_FOLDER_H

#include "core/import/bring.h"
#include "core/posts/permit.h"
#include "core/store/store.h"

struct folder {
    struct store *store; /* cut to the actor */
    const struct actor *actor;
    const char *county; /* the county's folder */
};

struct folder_entry {
    const char *name; /* without its folder */
    bool folder;
    bool brought; /* the folder "in", or a file of it */
    int64_t id;   /* of a paper */
    int64_t size, changed_at;
};

/*
 * What a client calls a file, cleaned as the program keeps texts, with "." and ".."
 * taken out: "/", "/a", "/a/b", and never above "/". In the arena. NULL when it is no
 * text or longer than any name.
 */
const char *folder_path(const char *text, size_t length, struct arena *arena);

/* The entry of a path of folder_path(). ERROR_MISSING when there is none. */
bool folder_find(const struct folder *folder, const char *path, struct arena *arena,
                 struct folder_entry *entry, struct error *err);

/* What lies in a folder. ERROR_MISSING when the path is none. */
bool folder_list(const struct folder *folder, const char *path, struct arena *arena,
                 struct folder_entry **entries, size_t *count, struct error *err);

/* A file to be fetched, put on record before: a paper's bytes, or a file that was brought. */
bool folder_open(const struct folder *folder, const struct folder_entry *entry,
                 struct arena *arena, const char **bytes, FILE **file, struct error *err);

/* Begins a file of "in". ERROR_DENIED anywhere else. */
bool folder_bring(const struct folder *folder, const char *path, struct arena *arena,
                  struct bring *bring, struct error *err);

/* Takes a file away. ERROR_DENIED when it is a folder. */
bool folder_remove(const struct folder *folder, const char *path, struct error *err);

/* Calls a file of "in" otherwise. ERROR_DENIED anywhere else. */
bool folder_rename(const struct folder *folder, const char *from, const char *to,
                   struct error *err);

#endif
