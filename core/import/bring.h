/*
 * Files that people bring into the drop folder from their own machines, piece by
 * piece, and take away again. For those who import, and on record.
 *
 * A file stands under its name once it is whole; until then, and when the line was
 * cut, it is one that nobody imports by mistake.
 */
#ifndef CORE_BRING_H
#define CORE_BRING_H

#include "core/import/drop.h"
#include "core/posts/permit.h"
#include "core/store/store.h"

enum {
    BRING_BYTES_MOST = 128 * 1024 * 1024, /* of one file */
    BRING_ALL_MOST = 512 * 1024 * 1024,   /* in the folder, before another one comes */
    BRING_NAME_MOST = 200
};

/* One that is coming in. */
struct bring {
    FILE *file; /* NULL: none */
    const char *name, *part;
    uint64_t size; /* so far */
};

/*
 * Begins a file of that name; the texts of *bring live in the arena. ERROR_INVALID for
 * a name that a file of the folder cannot have, ERROR_CONFLICT when the folder is
 * full. permit: MAY_IMPORT, as for all of these.
 */
bool bring_begin(const char *county, const struct actor *actor, const char *name,
                 struct arena *arena, struct bring *bring, struct error *err);

/* Puts bytes where they belong in it. ERROR_INVALID beyond BRING_BYTES_MOST, and beyond what came so
   far: who goes on with a file of another day has not brought its beginning. */
bool bring_write(struct bring *bring, uint64_t from, const char *bytes, size_t length,
                 struct error *err);

/* It is whole: it stands under its name, in place of one that had it. bring is empty then in any case. */
bool bring_end(struct store *store, const char *county, const struct actor *actor,
               struct bring *bring, struct error *err);

/* It will not become whole. Does nothing when bring is empty. */
void bring_give_up(const char *county, struct bring *bring);

/* Every file that lies there, the newest first. */
bool bring_list(const char *county, const struct actor *actor, struct arena *arena,
                struct drop_file **files, size_t *count, struct error *err);

/* Opens one to be taken along, on record. NULL with err set when that cannot be. */
FILE *bring_open(struct store *store, const char *county, const struct actor *actor,
                 const char *name, struct error *err);

bool bring_remove(struct store *store, const char *county, const struct actor *actor,
                  const char *name, struct error *err);
/*
 * After import_run() found a restricted group in a list: when the file that was read lies in the
 * folder, takes it away, with what was refused of it before, and says so in *refusal. A file that
 * lies elsewhere, or is sent, stays its owner's.
 */
void bring_withdraw(struct store *store, const char *county, const struct actor *actor, FILE *read,
                    struct error *refusal);
bool bring_rename(struct store *store, const char *county, const struct actor *actor,
                  const char *from, const char *to, struct error *err);

#endif
