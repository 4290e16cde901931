#include "core/store.h"

#include "i18n/collate.h"

#include <sqlite3.h>

#include <stdlib.h>

struct store {
    sqlite3 *db;
    int depth; /* of transactions: the outermost is real, those inside are savepoints */
};

static const struct migration {
    int version;
    const char *sql;
} migrations[] = {
#include "core/schema.inc"
};

static bool fail(struct store *store, struct error *err)
{
    return error_set(err, ERROR_STORE, MSG("store.failed"), "%s", sqlite3_errmsg(store->db));
}

static bool execute(struct store *store, const char *sql, struct error *err)
{
    return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK || fail(store, err);
}

static bool read_version(struct store *store, int64_t *version, struct error *err)
{
    QUERY(query) = query_open(store, "PRAGMA user_version");
    *version = query_next(&query) ? query_int(&query, 0) : 0;
    return query_ok(&query, err);
}

/* Applies the migrations that this database has not seen: all of them or none. */
static bool migrate(struct store *store, struct error *err)
{
    int64_t version;
    if (!store_begin(store, err))
        return false;

    bool ok = read_version(store, &version, err);
    for (size_t i = 0; ok && i < COUNT(migrations); i++)
        if (migrations[i].version > version)
            ok = execute(store, migrations[i].sql, err);
    return store_end(store, ok, err);
}

static bool open_database(struct store *store, const char *path, struct error *err)
{
    if (sqlite3_open(path, &store->db) != SQLITE_OK)
        return error_set(err, ERROR_STORE, MSG("store.open"), "%s: %s", path,
                         sqlite3_errmsg(store->db));
    sqlite3_busy_timeout(store->db, 10000);
    return execute(store, "PRAGMA foreign_keys = ON", err)
        && migrate(store, err);
}

/* The collation "people": names in the order people expect, in ORDER BY. */
static int compare_names(void *context, int left_length, const void *left, int right_length,
                         const void *right)
{
    (void)context;
    return collate_compare_bytes(left, (size_t)left_length, right, (size_t)right_length);
}

static bool add_collation(struct store *store, struct error *err)
{
    int status = sqlite3_create_collation(store->db, "people", SQLITE_UTF8, NULL, compare_names);
    return status == SQLITE_OK || fail(store, err);
}

struct store *store_open(const char *path, struct error *err)
{
    struct store *store = calloc(1, sizeof *store);
    if (!store)
        abort();
    if (open_database(store, path, err) && add_collation(store, err))
        return store;
    store_close(store);
    return NULL;
}

void store_close(struct store *store)
{
    if (!store)
        return;
    sqlite3_close(store->db);
    free(store);
}

static bool begin(struct store *store, const char *outermost, struct error *err)
{
    if (!execute(store, store->depth == 0 ? outermost : "SAVEPOINT inner", err))
        return false;
    store->depth++;
    return true;
}

bool store_begin(struct store *store, struct error *err)
{
    return begin(store, "BEGIN IMMEDIATE", err);
}

bool store_begin_reading(struct store *store, struct error *err)
{
    return begin(store, "BEGIN", err);
}

bool store_end(struct store *store, bool ok, struct error *err)
{
    bool outermost = --store->depth == 0;
    if (ok && execute(store, outermost ? "COMMIT" : "RELEASE inner", err))
        return true;
    sqlite3_exec(store->db, outermost ? "ROLLBACK" : "ROLLBACK TO inner; RELEASE inner", NULL, NULL,
                 NULL);
    return false;
}

bool store_restrict(struct store *store, const char *setup, struct error *err)
{
    return execute(store, setup, err);
}

int64_t store_version(struct store *store)
{
    QUERY(query) = query_open(store, "PRAGMA data_version");
    return query_next(&query) ? query_int(&query, 0) : 0;
}

bool store_checkpoint(struct store *store, struct error *err)
{
    return sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL) == SQLITE_OK
        || fail(store, err);
}

struct query query_open(struct store *store, const char *sql)
{
    struct query query = {.store = store};
    query.status = sqlite3_prepare_v2(store->db, sql, -1, &query.statement, NULL);
    return query;
}

void query_close(struct query *query)
{
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

void bind_text(struct query *query, const char *name, const char *value)
{
    latch(query, sqlite3_bind_text(query->statement, parameter(query, name), value, -1, SQLITE_TRANSIENT));
}

void bind_blob(struct query *query, const char *name, const void *bytes, size_t size)
{
    latch(query, sqlite3_bind_blob64(query->statement, parameter(query, name), bytes, size, SQLITE_TRANSIENT));
}

void bind_page(struct query *query, struct page page)
{
    bind_int(query, ":first", page.first);
    bind_int(query, ":size", (int64_t)page.size);
}

bool query_next(struct query *query)
{
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
    return query->status == SQLITE_OK || fail(query->store, err);
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

/* What an expression may call: nothing that reads a clock, makes chance or takes long. */
static const char *const functions[] = {
    "abs",
    "coalesce",
    "glob",
    "ifnull",
    "iif",
    "instr",
    "length",
    "like",
    "lower",
    "ltrim",
    "max",
    "min",
    "nullif",
    "replace",
    "round",
    "rtrim",
    "sign",
    "substr",
    "trim",
    "upper",
};

static int authorize_expression(void *context, int action, const char *unused, const char *name,
                                const char *database, const char *trigger)
{
    (void)context, (void)unused, (void)database, (void)trigger;
    if (action == SQLITE_SELECT)
        return SQLITE_OK;
    for (size_t i = 0; action == SQLITE_FUNCTION && i < COUNT(functions); i++)
        if (sqlite3_stricmp(name, functions[i]) == 0)
            return SQLITE_OK;
    return SQLITE_DENY;
}

/* How much an expression may ask for, before SQLite refuses it. */
static const struct {
    int what, most;
} expression_limits[] = {
    {SQLITE_LIMIT_LENGTH,              100000},
    {SQLITE_LIMIT_SQL_LENGTH,          100000},
    {SQLITE_LIMIT_EXPR_DEPTH,          100   },
    {SQLITE_LIMIT_COMPOUND_SELECT,     1     },
    {SQLITE_LIMIT_FUNCTION_ARG,        20    },
    {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100   },
    {SQLITE_LIMIT_ATTACHED,            0     },
    {SQLITE_LIMIT_TRIGGER_DEPTH,       0     },
};

struct store *store_open_evaluator(struct error *err)
{
    struct store *store = calloc(1, sizeof *store);
    if (!store)
        abort();
    if (sqlite3_open(":memory:", &store->db) != SQLITE_OK) {
        fail(store, err);
        store_close(store);
        return NULL;
    }
    for (size_t i = 0; i < COUNT(expression_limits); i++)
        sqlite3_limit(store->db, expression_limits[i].what, expression_limits[i].most);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_set_authorizer(store->db, authorize_expression, NULL);
    return store;
}
