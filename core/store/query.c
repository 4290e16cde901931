#include "core/store/sqlite.h"

#include <string.h>

/*
 * Preparing takes longer than most statements run. Within a writing transaction
 * they are kept, so that a verb may open its query for each of a million rows;
 * with the transaction they go, and with them what it was allowed to read.
 */
static sqlite3_stmt *take_kept(struct store *store, const char *sql)
{
    for (size_t i = 0; i < store->kept_count; i++) {
        sqlite3_stmt *statement = store->kept[i].statement;
        if (store->kept[i].sql != sql || strcmp(sqlite3_sql(statement), sql) != 0)
            continue;
        store->kept[i] = store->kept[--store->kept_count];
        return statement;
    }
    return NULL;
}

static bool keep(struct query *query)
{
    struct store *store = query->store;
    if (!query->statement || !query->inside || !store->writes || store->kept_count == KEPT_MOST)
        return false;
    sqlite3_reset(query->statement);
    sqlite3_clear_bindings(query->statement);
    store->kept[store->kept_count++] = (struct kept_statement){query->sql, query->statement};
    return true;
}

void sqlite_drop_kept(struct store *store)
{
    while (store->kept_count > 0)
        sqlite3_finalize(store->kept[--store->kept_count].statement);
}

struct query query_open(struct store *store, const char *sql)
{
    struct query query = {
        .store = store, .sql = sql, .inside = store->depth > 0, .status = SQLITE_AUTH};
    if (!sqlite_admits(store, sql))
        return query;
    query.statement = take_kept(store, sql);
    query.status = query.statement ? SQLITE_OK
                                   : sqlite3_prepare_v2(store->db, sql, -1, &query.statement, NULL);
    return query;
}

void query_close(struct query *query)
{
    if (!keep(query))
        sqlite3_finalize(query->statement);
    query->statement = NULL;
}

void query_reset(struct query *query)
{
    sqlite3_reset(query->statement);
}

static void latch(struct query *query, int status)
{
    if (query->status == SQLITE_OK)
        query->status = status;
}

static int parameter(const struct query *query, const char *name)
{
    return sqlite3_bind_parameter_index(query->statement, name);
}

void bind_int(struct query *query, const char *name, int64_t value)
{
    latch(query, sqlite3_bind_int64(query->statement, parameter(query, name), value));
}

void bind_id(struct query *query, const char *name, int64_t value)
{
    if (value != 0)
        bind_int(query, name, value);
    else
        latch(query, sqlite3_bind_null(query->statement, parameter(query, name)));
}

void bind_real(struct query *query, const char *name, double value)
{
    latch(query, sqlite3_bind_double(query->statement, parameter(query, name), value));
}

void bind_text(struct query *query, const char *name, const char *value)
{
    latch(query,
          sqlite3_bind_text(query->statement, parameter(query, name), value, -1, SQLITE_TRANSIENT));
}

void bind_blob(struct query *query, const char *name, const void *bytes, size_t size)
{
    latch(query,
          sqlite3_bind_blob64(query->statement, parameter(query, name), bytes, size,
                              SQLITE_TRANSIENT));
}

void bind_page(struct query *query, struct page page)
{
    bind_int(query, ":first", page.first);
    bind_int(query, ":size", (int64_t)page.size);
}

/* What a verb was allowed to read is not for those who come after its transaction. */
static bool outlives_its_transaction(const struct query *query)
{
    return query->inside && query->store->restricted && query->store->depth == 0;
}

bool query_next(struct query *query)
{
    if (query->status == SQLITE_OK && outlives_its_transaction(query))
        latch(query, SQLITE_AUTH);
    if (query->status != SQLITE_OK)
        return false;
    int status = sqlite3_step(query->statement);
    if (status != SQLITE_ROW && status != SQLITE_DONE)
        latch(query, status);
    return status == SQLITE_ROW;
}

int64_t query_int(const struct query *query, int column)
{
    return sqlite3_column_int64(query->statement, column);
}

bool query_null(const struct query *query, int column)
{
    return sqlite3_column_type(query->statement, column) == SQLITE_NULL;
}

bool query_is_integer(const struct query *query, int column)
{
    return sqlite3_column_type(query->statement, column) == SQLITE_INTEGER;
}

const char *query_text(const struct query *query, int column, struct arena *arena)
{
    const unsigned char *text = sqlite3_column_text(query->statement, column);
    int length = sqlite3_column_bytes(query->statement, column);
    return arena_copy(arena, text ? (const char *)text : "", (size_t)length);
}

const void *query_blob(const struct query *query, int column, size_t *size, struct arena *arena)
{
    const void *bytes = sqlite3_column_blob(query->statement, column);
    *size = (size_t)sqlite3_column_bytes(query->statement, column);
    return bytes ? arena_copy(arena, bytes, *size) : NULL;
}

bool query_ok(const struct query *query, struct error *err)
{
    return query->status == SQLITE_OK || sqlite_fail(query->store, query->status, err);
}

bool query_run(struct query *query, struct error *err)
{
    while (query_next(query)) {
    }
    return query_ok(query, err);
}

int64_t store_inserted(const struct store *store)
{
    return sqlite3_last_insert_rowid(store->db);
}

int64_t store_changed(const struct store *store)
{
    return sqlite3_changes64(store->db);
}
