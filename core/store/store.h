/*
 * The database: opening, migrating, transactions and statements.
 *
 * store.c and query.c are all that knows SQLite. A query remembers its
 * first failure, so bind and step need no checks of their own: loop while
 * query_next() gives rows, then ask query_ok() once.
 *
 * A store is opened after the fork, by the process that uses it; a connection
 * never crosses one. Nothing but SQLite opens the database's files.
 */
#ifndef CORE_STORE_H
#define CORE_STORE_H

#include "core/base/arena.h"
#include "core/base/error.h"

#include <stdint.h>

struct store;

/* Lists are read a page at a time: what fits on a screen, or in one export batch. */
struct page {
    int64_t first;
    size_t size;
};

struct query {
    struct store *store;
    struct sqlite3_stmt *statement;
    const char *sql;
    bool inside; /* opened within a transaction */
    int status;  /* the first SQLite result that was a failure */
};

/* Declares a query that closes itself at the end of its block. */
#define QUERY(name) __attribute__((cleanup(query_close))) struct query name

/*
 * Opens the database and brings it to this program's schema. ":memory:" is a
 * database of its own, for tests. NULL with err set when it cannot be opened, is
 * another program's, is newer than this one, or does not lie on a local disk.
 */
struct store *store_open(const char *path, struct error *err);
void store_close(struct store *store);

/*
 * A connection of its own for core/rules/expression.c alone: without data, without tables,
 * and with no functions but those on a list. Nothing it is asked can reach anything.
 */
struct store *store_open_evaluator(struct error *err);

/*
 * Transactions nest: one inside another stands or falls by itself, then with
 * it. Writers queue for the outermost (BEGIN IMMEDIATE behind one flock), first
 * come first served. When it returns true the work is on the disk.
 */
bool store_begin(struct store *store, struct error *err);
/*
 * A transaction that only reads, one moment of the database from begin to end:
 * it waits for nobody, and base tables may be read in it as in a verb.
 */
bool store_begin_reading(struct store *store, struct error *err);
/* Commits when ok, rolls back when not; returns whether the work now stands. */
bool store_end(struct store *store, bool ok, struct error *err);

/*
 * Cuts what this connection reads to what its temporary views show, each named
 * as the table it cuts, and to the tables that are open. Every table must be one
 * or the other. Inside a transaction, where verbs check with permit(), base tables
 * may be read and written: a verb names them main.NAME, a reading names them bare
 * and gets the view. When it fails, nothing at all can be read. For core/scope/scope.c.
 */
bool store_restrict(struct store *store, const char *const open[], size_t count, struct error *err);
/* Lifts the restriction, so that the views can be made anew. For core/scope/scope.c. */
void store_widen(struct store *store);

/* Runs a script of statements that take no values: schema pieces, temporary tables. */
bool store_execute(struct store *store, const char *script, struct error *err);

/* More memory for this connection: for imports and comparisons, not for sessions. */
void store_make_room(struct store *store);

/* A number that changes when another connection has committed. */
int64_t store_version(struct store *store);

/* Moves committed pages from the log into the database, in the writers' turn. The clerk calls it
   from time to time, a long import at its end. */
bool store_checkpoint(struct store *store, struct error *err);

/* The same, and leaves the log empty: what was erased stands in it until then. *wiped is false when
   somebody was reading in it; then it is to be called again. */
bool store_wipe_log(struct store *store, bool *wiped, struct error *err);

/* Writes the whole database anew, so that no page has a trace of what was deleted: beside it, so
   that the disk must have room for it twice, and in the writers' turn. For the clerk, on a day on which something was erased. */
bool store_rewrite(struct store *store, struct error *err);

/* The collation "people" orders names as people expect, in every store. */
struct query query_open(struct store *store, const char *sql);
void query_close(struct query *query);

/* Readies the statement to be bound and run again. */
void query_reset(struct query *query);

void bind_int(struct query *query, const char *name, int64_t value);
void bind_id(struct query *query, const char *name, int64_t value); /* 0 becomes NULL */
void bind_real(struct query *query, const char *name, double value);
void bind_text(struct query *query, const char *name, const char *value); /* NULL stays NULL */
void bind_blob(struct query *query, const char *name, const void *bytes, size_t size);
/* Binds :first and :size. */
void bind_page(struct query *query, struct page page);

bool query_next(struct query *query);
int64_t query_int(const struct query *query, int column); /* 0 for NULL */
bool query_null(const struct query *query, int column);
bool query_is_integer(const struct query *query, int column);
/* In the arena; "" for NULL. */
const char *query_text(const struct query *query, int column, struct arena *arena);
const void *query_blob(const struct query *query, int column, size_t *size, struct arena *arena);

bool query_ok(const struct query *query, struct error *err);
/* For statements that return no rows: runs it and asks query_ok(). */
bool query_run(struct query *query, struct error *err);
/* The id of the row this connection inserted last. */
int64_t store_inserted(const struct store *store);
/* How many rows the last statement changed. */
int64_t store_changed(const struct store *store);

#endif
