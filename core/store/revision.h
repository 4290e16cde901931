/*
 * What a field of a list said before: the history of the register and the roll
 * (H10). Each revision points at the row of the trail that says who and when.
 */
#ifndef CORE_REVISION_H
#define CORE_REVISION_H

#include "core/posts/permit.h"
#include "core/store/store.h"

/* What changed. subject is the table whose row it is: register_row, roll_entry, household, guardian. */
struct revision {
    int64_t child_id;
    const char *subject;
    int64_t subject_id;
    const char *field, *before, *after;
    const char *reason; /* NULL or "": none was given, as in an import */
    int64_t import_id;  /* 0: no file changed it */
};

/*
 * Keeps a revision, inside the verb's transaction. It waits for its row of the
 * trail: revision_sign() must follow before the transaction ends, or it cannot end.
 */
bool revision_keep(struct store *store, const struct actor *actor, const struct revision *revision,
                   struct error *err);

/* Points what revision_keep() kept at the newest row of the trail. */
bool revision_sign(struct store *store, struct error *err);

struct revision_row {
    struct revision revision;
    int64_t at;                                  /* Unix seconds */
    const char *account, *person_zh, *person_ug; /* "" for the console */
};

/* The history of a child's rows, newest first. */
bool revision_list(struct store *store, int64_t child_id, struct page page, struct arena *arena,
                   struct revision_row **rows, size_t *count, struct error *err);

#endif
