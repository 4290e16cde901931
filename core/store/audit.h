/*
 * The trail: who did or saw what, when, in a chain of hashes that shows tampering.
 *
 * A row is written in the same transaction as what it tells of; a look is
 * written before it is drawn. The trail names children by number, never by name.
 */
#ifndef CORE_AUDIT_H
#define CORE_AUDIT_H

#include "core/base/digest.h"
#include "core/posts/permit.h"
#include "core/store/store.h"

struct audit_entry {
    const char *action;  /* the verb: "case.open"; the catalogue has "audit.case.open" */
    const char *subject; /* "child", "case", "account", "place", "import", ... */
    int64_t subject_id;
    int64_t child_id;   /* 0 when it was nobody's data */
    const char *detail; /* JSON: which field, which day; nothing that anybody said. NULL for {} */
    const char *reason; /* a person's own words, kept beside the trail until the child is erased;
                           NULL for none */
};

/* JSON of names and values, {"role":"principal","from":"2026-09-01"}; the list ends with NULL. */
const char *audit_detail(struct arena *arena, ...) __attribute__((sentinel));

/* Adds a row to the chain. Must be inside a transaction. */
bool audit_write(struct store *store, const struct actor *actor, const struct audit_entry *entry,
                 struct error *err);

/* Records that the actor is about to see a child; route says where. Its own transaction. */
bool audit_look(struct store *store, const struct actor *actor, int64_t child_id,
                const char *route, struct error *err);

struct audit_verdict {
    int64_t rows;                /* read */
    int64_t broken;              /* id of the first row that is missing or does not fit; 0 when all fit */
    bool witnessed;              /* the head that was noted stands in the chain; true when none was asked for */
    char head[DIGEST_TEXT_SIZE]; /* hash of the last row, to be noted on paper */
};

/*
 * Proves the chain from its first row. noted is a head written down earlier, or
 * NULL: a chain that was cut and grown again lacks it. permit: MAY_READ_TRAIL.
 */
bool audit_verify(struct store *store, const struct actor *actor, const char *noted,
                  struct audit_verdict *verdict, struct error *err);

struct audit_row {
    int64_t id, at;
    const char *account; /* account name; "" for the console or the clock */
    const char *action, *subject;
    int64_t subject_id, child_id;
    const char *detail; /* "" where it is a child's data: auditors see no child */
};

struct audit_filter {
    const char *account; /* NULL: everybody */
    const char *action;  /* NULL: everything */
    int64_t child_id;    /* 0: every child */
};

enum {
    AUDIT_LISTED = 10000, /* rows that are counted, and so can be paged to */
    AUDIT_ACTIONS_MOST = 200,
    AUDIT_FIELDS_MOST = 20
};

/* One page of the trail, newest first; *total goes up to AUDIT_LISTED. permit: MAY_READ_TRAIL. */
bool audit_list(struct store *store, const struct actor *actor, const struct audit_filter *filter,
                struct page page, struct arena *arena, struct audit_row **rows, size_t *count,
                int64_t *total, struct error *err);

struct audit_field {
    const char *name, *value;
};

/* Takes a detail apart again; none for "". */
bool audit_fields(struct store *store, const char *detail, struct arena *arena,
                  struct audit_field **fields, size_t *count, struct error *err);

/* The actions that the trail in sight knows. */
bool audit_actions(struct store *store, struct arena *arena, const char ***actions, size_t *count,
                   struct error *err);

#endif
