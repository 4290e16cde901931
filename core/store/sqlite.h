/*
 * The inside of a store, for store.c, query.c and evaluator.c alone: the only header
 * that includes <sqlite3.h>.
 */
#ifndef CORE_SQLITE_H
#define CORE_SQLITE_H

#include "core/store/guard.h"
#include "core/store/store.h"

#include <sqlite3.h>

enum {
    KEPT_MOST = 64 /* statements kept at once; a long import uses about forty */
};

/* A statement that is ready to be used again, under the literal it was made from. */
struct kept_statement {
    const char *sql;
    sqlite3_stmt *statement;
};

struct store {
    sqlite3 *db;
    int depth;       /* of transactions: the outermost is real, those inside are savepoints */
    int queue;       /* of the writers; -1: none */
    bool writes;     /* the outermost transaction may write, and has the writers' turn */
    bool unsafe;     /* the disk did not keep what it was given: nothing is written any more */
    bool restricted; /* reads go through the views of guard */
    struct guard guard;
    struct arena names; /* of guard */
    struct kept_statement kept[KEPT_MOST];
    size_t kept_count;
    int64_t deadline; /* of the running read, in steady milliseconds; 0: none */
};

/* A store without a database yet; store_close() frees it. */
struct store *sqlite_new(void);

/* Says an SQLite result in a person's words; always false. */
bool sqlite_fail(struct store *store, int status, struct error *err);

/* Forgets the statements that were kept for the transaction that ends. */
void sqlite_drop_kept(struct store *store);

/* Whether a statement may be prepared now, and until when it may run. */
bool sqlite_admits(struct store *store, const char *sql);

#endif
