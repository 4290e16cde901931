#include "core/store/store.h"

#include "core/base/clock.h"
#include "core/store/disk.h"
#include "core/store/sqlite.h"
#include "core/store/writers.h"
#include "i18n/names/collate.h"

#include <libgen.h>
#include <stdlib.h>
#include <string.h>

enum {
    APPLICATION_ID = 0x62616F78, /* "baox", in the file's header */
    READ_MILLISECONDS = 5000,    /* what a person waits for at most */
    READ_OPERATIONS = 10000,     /* of SQLite's machine, between two looks at the clock */
    BUSY_MILLISECONDS = 10000,
};

static const struct migration {
    int version;
    const char *sql;
} migrations[] = {
#include "core/schema.inc"
};

/* What SQLite's codes mean to a person. */
static const struct {
    int code;
    enum error_kind kind;
    const char *key;
} failures[] = {
    {SQLITE_FULL,      ERROR_STORE,  MSG("store.full")     },
    {SQLITE_READONLY,  ERROR_STORE,  MSG("store.read-only")},
    {SQLITE_IOERR,     ERROR_STORE,  MSG("store.disk")     },
    {SQLITE_CORRUPT,   ERROR_STORE,  MSG("store.damaged")  },
    {SQLITE_NOTADB,    ERROR_STORE,  MSG("store.foreign")  },
    {SQLITE_CANTOPEN,  ERROR_STORE,  MSG("store.open")     },
    {SQLITE_BUSY,      ERROR_STORE,  MSG("store.busy")     },
    {SQLITE_INTERRUPT, ERROR_STORE,  MSG("store.slow")     },
    {SQLITE_AUTH,      ERROR_DENIED, MSG("denied")         },
};

bool sqlite_fail(struct store *store, int status, struct error *err)
{
    for (size_t i = 0; i < COUNT(failures); i++)
        if (failures[i].code == (status & 0xFF))
            return error_set(err, failures[i].kind, failures[i].key, "%s",
                             sqlite3_errmsg(store->db));
    return error_set(err, ERROR_STORE, MSG("store.failed"), "%s", sqlite3_errmsg(store->db));
}

static bool execute(struct store *store, const char *sql, struct error *err)
{
    int status = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
    if (status == SQLITE_IOERR_FSYNC || status == SQLITE_IOERR_DIR_FSYNC)
        store->unsafe = true;
    return status == SQLITE_OK || sqlite_fail(store, status, err);
}

bool store_execute(struct store *store, const char *script, struct error *err)
{
    return execute(store, script, err);
}

static int64_t read_number(struct store *store, const char *sql)
{
    QUERY(query) = query_open(store, sql);
    return query_next(&query) ? query_int(&query, 0) : 0;
}

static int64_t read_version(struct store *store)
{
    return read_number(store, "PRAGMA user_version");
}

static int newest_version(void)
{
    return migrations[COUNT(migrations) - 1].version;
}

static void leave_queue(struct store *store)
{
    if (store->writes)
        writers_leave(store->queue);
    store->writes = false;
}

static bool begin(struct store *store, const char *outermost, struct error *err)
{
    if (!execute(store, store->depth == 0 ? outermost : "SAVEPOINT inner", err))
        return false;
    store->depth++;
    return true;
}

/* The turn first, then SQLite: the queue is fair, SQLite's own waiting is not. */
static bool begin_writing(struct store *store, struct error *err)
{
    writers_enter(store->queue);
    store->writes = true;
    if (begin(store, "BEGIN IMMEDIATE", err))
        return true;
    leave_queue(store);
    return false;
}

bool store_end(struct store *store, bool ok, struct error *err)
{
    bool outermost = --store->depth == 0;
    if (outermost)
        sqlite_drop_kept(store);
    bool stands = ok && execute(store, outermost ? "COMMIT" : "RELEASE inner", err);
    if (!stands)
        sqlite3_exec(store->db, outermost ? "ROLLBACK" : "ROLLBACK TO inner; RELEASE inner", NULL,
                     NULL, NULL);
    if (outermost)
        leave_queue(store);
    return stands;
}

/* A table that others point to is made anew without them: what they point to is asked once it is
   whole again. */
static bool check_references(struct store *store, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT \"table\" FROM pragma_foreign_key_check");
    if (query_next(&query))
        return error_set(err, ERROR_STORE, MSG("store.damaged"), "a migration left a row alone");
    return query_ok(&query, err);
}

/* Applies the migrations that this database has not seen. */
static bool apply_migrations(struct store *store, struct error *err)
{
    int64_t version = read_version(store);
    for (size_t i = 0; i < COUNT(migrations); i++)
        if (migrations[i].version > version && !execute(store, migrations[i].sql, err))
            return false;
    return execute(store, "PRAGMA application_id = 0x62616F78", err)
        && check_references(store, err);
}

/* All migrations or none; those who open at the same time wait, and find it done. References are
   not enforced meanwhile, as SQLite's "making other kinds of table schema changes" asks. */
static bool migrate(struct store *store, struct error *err)
{
    if (read_version(store) == newest_version())
        return true;
    return execute(store, "PRAGMA foreign_keys = OFF", err)
        && begin_writing(store, err)
        && store_end(store, apply_migrations(store, err), err)
        && execute(store, "PRAGMA foreign_keys = ON", err);
}

/* An empty file is one that is being made. Nothing is written before this is known. */
static bool recognise(struct store *store, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT count(*) FROM sqlite_schema");
    bool empty = query_next(&query) && query_int(&query, 0) == 0;
    if (!query_ok(&query, err))
        return false;
    if (!empty && read_number(store, "PRAGMA application_id") != APPLICATION_ID)
        return error_set(err, ERROR_STORE, MSG("store.foreign"), "another program's database");
    return read_version(store) <= newest_version()
        || error_set(err, ERROR_STORE, MSG("store.newer"), "version %d", (int)read_version(store));
}

/* Sessions never checkpoint: SQLite before 3.51.3 may lose pages when processes do at will. */
static const char pragmas[] =
    "PRAGMA journal_mode = WAL;"
    "PRAGMA synchronous = FULL;"
    "PRAGMA foreign_keys = ON;"
    "PRAGMA wal_autocheckpoint = 0;"
    "PRAGMA journal_size_limit = 67108864;"
    "PRAGMA mmap_size = 0;"
    "PRAGMA cell_size_check = ON;"
    "PRAGMA trusted_schema = OFF;"
    "PRAGMA secure_delete = ON;"
    "PRAGMA temp_store = MEMORY;"
    "PRAGMA cache_size = -512;";

/* The collation "people": names in the order people expect, in ORDER BY. */
static int compare_names(void *context, int left_length, const void *left, int right_length,
                         const void *right)
{
    (void)context;
    return collate_compare_bytes(left, (size_t)left_length, right, (size_t)right_length);
}

static void harden(struct store *store)
{
    sqlite3_create_collation(store->db, "people", SQLITE_UTF8, NULL, compare_names);
    sqlite3_extended_result_codes(store->db, 1);
    sqlite3_busy_timeout(store->db, BUSY_MILLISECONDS);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    sqlite3_limit(store->db, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_limit(store->db, SQLITE_LIMIT_LENGTH, 1000000);
    sqlite3_limit(store->db, SQLITE_LIMIT_SQL_LENGTH, 100000);
}

static bool open_database(struct store *store, const char *path, struct error *err)
{
    bool in_memory = strcmp(path, ":memory:") == 0;
    if (!in_memory && !disk_is_local(path))
        return error_set(err, ERROR_STORE, MSG("store.not-local"), "%s", path);
    int status = sqlite3_open(path, &store->db);
    if (status != SQLITE_OK)
        return sqlite_fail(store, status, err);
    harden(store);
    if (!in_memory)
        store->queue = writers_open(path);
    return recognise(store, err)
        && execute(store, pragmas, err)
        && migrate(store, err);
}

struct store *sqlite_new(void)
{
    struct store *store = calloc(1, sizeof *store);
    if (!store)
        abort();
    store->queue = -1;
    return store;
}

struct store *store_open(const char *path, struct error *err)
{
    struct store *store = sqlite_new();
    if (open_database(store, path, err))
        return store;
    store_close(store);
    return NULL;
}

void store_close(struct store *store)
{
    if (!store)
        return;
    sqlite3_close(store->db);
    writers_close(store->queue);
    arena_clear(&store->names);
    free(store);
}

/* A program that was replaced under a running session must not write to the new schema. */
static bool is_current(struct store *store, struct error *err)
{
    return read_version(store) == newest_version()
        || error_set(err, ERROR_STORE, MSG("store.newer"), "the schema has changed");
}

bool store_begin(struct store *store, struct error *err)
{
    if (store->unsafe)
        return error_set(err, ERROR_STORE, MSG("store.disk"), "a flush has failed before");
    if (store->depth > 0)
        return store->writes ? begin(store, "", err)
                             : error_set(err, ERROR_STORE, MSG("store.failed"), "writing while"
                                                                                " reading");
    return begin_writing(store, err)
        && (is_current(store, err) || store_end(store, false, err));
}

bool store_begin_reading(struct store *store, struct error *err)
{
    return begin(store, "BEGIN", err);
}

int64_t store_version(struct store *store)
{
    return read_number(store, "PRAGMA data_version");
}

/* Under the writers' turn: a commit between a checkpoint's two looks is what loses pages. */
bool store_checkpoint(struct store *store, struct error *err)
{
    writers_enter(store->queue);
    int status = sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    writers_leave(store->queue);
    return status == SQLITE_OK || status == SQLITE_BUSY || sqlite_fail(store, status, err);
}

/* Nobody is waited for: who reads in the log goes on, and the next call finds it free. The writers'
   turn is as needed here as above. */
bool store_wipe_log(struct store *store, bool *wiped, struct error *err)
{
    writers_enter(store->queue);
    sqlite3_busy_timeout(store->db, 0);
    int status = sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    sqlite3_busy_timeout(store->db, BUSY_MILLISECONDS);
    writers_leave(store->queue);
    *wiped = status == SQLITE_OK;
    return status == SQLITE_OK || status == SQLITE_BUSY || sqlite_fail(store, status, err);
}

/* What is built anew lies beside the old, in the one folder that is closed to everybody else: in
   memory it would be as large as the county, and the clerk would be ended for it. */
static bool vacuum(struct store *store, struct error *err)
{
    ARENA(arena);
    struct error ignored = {0};
    const char *path = sqlite3_db_filename(store->db, "main");
    if (path && *path)
        sqlite3_temp_directory =
            sqlite3_mprintf("%s", dirname(arena_copy(&arena, path, strlen(path))));
    bool done = execute(store, "PRAGMA temp_store = FILE; VACUUM", err);
    execute(store, "PRAGMA temp_store = MEMORY", &ignored);
    sqlite3_free(sqlite3_temp_directory);
    sqlite3_temp_directory = NULL;
    return done;
}

/* SQLite overwrites what it deletes, but not the copies that moving rows between pages left where a
   page has no rows; a page that is written anew has none. VACUUM attaches a database of its own. */
bool store_rewrite(struct store *store, struct error *err)
{
    sqlite3_limit(store->db, SQLITE_LIMIT_ATTACHED, 1);
    writers_enter(store->queue);
    bool done = vacuum(store, err);
    writers_leave(store->queue);
    sqlite3_limit(store->db, SQLITE_LIMIT_ATTACHED, 0);
    return done;
}

bool sqlite_admits(struct store *store, const char *sql)
{
    bool cut = store->restricted && store->depth == 0;
    store->deadline = cut ? clock_steady() + READ_MILLISECONDS : 0;
    return !cut || !guard_names_base(sql);
}

static int is_too_late(void *context)
{
    const struct store *store = context;
    return store->deadline != 0 && clock_steady() > store->deadline;
}

/* Verbs write through transactions, and never what cuts the reading. */
static bool may_touch(const struct store *store, int action, const char *table,
                      const char *database)
{
    bool temporary = database && strcmp(database, "temp") == 0;
    switch (action) {
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
    case SQLITE_CREATE_TEMP_TABLE:
    case SQLITE_CREATE_TEMP_INDEX:
    case SQLITE_DROP_TEMP_TABLE:
    case SQLITE_DROP_TEMP_INDEX:
    case SQLITE_REINDEX:
        return store->depth > 0 && (temporary ? guard_lends(table) : guard_gives(table));
    default:
        return false;
    }
}

static bool may_ask(const char *pragma, const char *value)
{
    return !value && (strcmp(pragma, "data_version") == 0 || strcmp(pragma, "user_version") == 0);
}

static int authorize(void *context, int action, const char *first, const char *second,
                     const char *database, const char *through)
{
    const struct store *store = context;
    bool allowed;
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_FUNCTION:
    case SQLITE_RECURSIVE:
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT:
        allowed = true;
        break;
    case SQLITE_READ:
        allowed = store->depth > 0 || (database && strcmp(database, "temp") == 0)
            || guard_shows(&store->guard, first, second, through);
        break;
    case SQLITE_PRAGMA:
        allowed = may_ask(first, second);
        break;
    default:
        allowed = may_touch(store, action, first, database);
    }
    return allowed ? SQLITE_OK : SQLITE_DENY;
}

void store_make_room(struct store *store)
{
    if (store->restricted)
        sqlite3_set_authorizer(store->db, NULL, NULL);
    sqlite3_exec(store->db, "PRAGMA cache_size = -65536", NULL, NULL, NULL);
    if (store->restricted)
        sqlite3_set_authorizer(store->db, authorize, store);
}

enum {
    NAMES_MOST = 200 /* tables of the schema */
};

static const char *const *read_names(struct store *store, const char *sql, size_t *count,
                                     struct error *err)
{
    const char **names = arena_array(&store->names, const char *, NAMES_MOST);
    QUERY(query) = query_open(store, sql);
    for (*count = 0; *count < NAMES_MOST && query_next(&query); (*count)++)
        names[*count] = query_text(&query, 0, &store->names);
    if (!query_ok(&query, err))
        *count = 0;
    return names;
}

void store_widen(struct store *store)
{
    sqlite3_set_authorizer(store->db, NULL, NULL);
    sqlite3_progress_handler(store->db, 0, NULL, NULL);
    arena_clear(&store->names);
    store->guard = (struct guard){0};
    store->restricted = false;
}

/* The first use of json_each looks to an authorizer like a change of the schema: it comes before.
 */
bool store_restrict(struct store *store, const char *const open[], size_t count, struct error *err)
{
    store_widen(store);
    size_t views, tables;
    const char *const *view = read_names(store, "SELECT name FROM temp.sqlite_schema"
                                                " WHERE type = 'view'",
                                         &views, err);
    const char *const *table = read_names(store, "SELECT name FROM main.sqlite_schema"
                                                 " WHERE type = 'table' AND name NOT GLOB"
                                                 " 'sqlite_*'",
                                          &tables, err);
    struct guard guard = {.open = open, .open_count = count, .views = view, .view_count = views};
    bool covered = tables > 0 && guard_covers(&guard, table, tables, err)
        && execute(store, "SELECT 1 FROM json_each('[]')", err);
    if (covered)
        store->guard = guard;
    store->restricted = true;
    sqlite3_progress_handler(store->db, READ_OPERATIONS, is_too_late, store);
    sqlite3_set_authorizer(store->db, authorize, store);
    return covered;
}
