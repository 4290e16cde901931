/*
 * A person's folder of finished papers: what was printed into a file, to be
 * fetched over SFTP (tui/ssh/files.h) or sent to the county's printer
 * (core/outbox/printing.h).
 *
 * A paper is its maker's own and is seen by nobody else; not even by its maker
 * any more when a child in it is out of their sight. To read one is to look at
 * every child in it, and goes on record as that. A paper is a copy: after
 * OUTBOX_DAYS the clerk takes it out, and it can be made anew.
 */
#ifndef CORE_OUTBOX_H
#define CORE_OUTBOX_H

#include "core/posts/permit.h"
#include "core/store/store.h"

enum {
    OUTBOX_DAYS = 7,
    OUTBOX_FILES_MOST = 60,              /* papers of one person */
    OUTBOX_BYTES_MOST = 4 * 1024 * 1024, /* of one paper */
    OUTBOX_ALL_MOST = 16 * 1024 * 1024,  /* of one person's papers */
};

enum outbox_kind {
    OUTBOX_PDF,
    OUTBOX_TXT,
    OUTBOX_XLSX,
    OUTBOX_CSV,
    OUTBOX_KIND_COUNT
};

/* A paper to be put into the folder. */
struct outbox_paper {
    const char *title; /* in the person's language; the name of the file is made of it */
    enum outbox_kind kind;
    const void *bytes;
    size_t size;
    const int64_t *children; /* whose data stand in it; each once */
    size_t child_count;
};

/* A paper that lies in it. */
struct outbox_file {
    int64_t id, size, made_at;
    const char *name; /* with its extension */
    enum outbox_kind kind;
    const char *print; /* "", "waiting", "printed", "failed" */
    int64_t print_at;
    const char *reason; /* a catalogue key: why the last try failed; "" when it has not */
};

/*
 * Puts a paper into the actor's folder; its name gets a number when it is taken.
 * ERROR_DENIED for the console, which has no folder; ERROR_INVALID when it is
 * empty or too large; ERROR_CONFLICT when the folder is full; ERROR_MISSING when a
 * child is out of sight.
 */
bool outbox_put(struct store *store, const struct actor *actor, const struct outbox_paper *paper,
                int64_t *id, struct error *err);

/* The actor's papers, the newest first. */
bool outbox_list(struct store *store, const struct actor *actor, struct arena *arena,
                 struct outbox_file **files, size_t *count, struct error *err);

/* One of them by its number, or by its name. ERROR_MISSING when it is none of the actor's. */
bool outbox_file(struct store *store, const struct actor *actor, int64_t id, struct arena *arena,
                 struct outbox_file *file, struct error *err);
bool outbox_find(struct store *store, const struct actor *actor, const char *name,
                 struct arena *arena, struct outbox_file *file, struct error *err);

/* Puts the look on record, then reads the file->size bytes. */
bool outbox_read(struct store *store, const struct actor *actor, const struct outbox_file *file,
                 struct arena *arena, const char **bytes, struct error *err);

/* Puts on record that the actor takes a paper out into the world (action says how), and so has
   looked at every child in it. Inside a verb's transaction. */
bool outbox_look(struct store *store, const struct actor *actor, int64_t id, const char *action,
                 struct error *err);

/* Takes a paper out of the folder. ERROR_MISSING when it is none of the actor's. */
bool outbox_remove(struct store *store, const struct actor *actor, int64_t id, struct error *err);

/* Takes out what has lain there for its days. For the clerk; inside its transaction. */
bool outbox_clear(struct store *store, int64_t now, struct error *err);

/* The bytes without a look on record: for the clerk, who hands them to the printer. */
bool outbox_bytes(struct store *store, int64_t id, int64_t size, struct arena *arena,
                  const char **bytes, struct error *err);

/* When a paper will be taken out. */
int64_t outbox_until(const struct outbox_file *file);

#endif
