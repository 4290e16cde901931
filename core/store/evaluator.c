/* The connection that evaluates expressions of rules and forms (store.h): without a table, and with
   a few functions alone. */
#include "core/store/sqlite.h"

#include <string.h>

/* What an expression may call: nothing that reads a clock, makes chance or takes long. */
static const char *const functions[] = {
    "abs",
    "coalesce",
    "count_selected",
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
    "selected",
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

/* selected(list, name): whether a name stands on a line of its own. */
static void selected(sqlite3_context *context, int count, sqlite3_value *values[])
{
    const char *list = (const char *)sqlite3_value_text(values[0]);
    const char *name = (const char *)sqlite3_value_text(values[1]);
    bool found = false;
    (void)count;
    for (size_t length; list && name && *list && !found;
         list += length + (list[length] == '\n')) {
        length = strcspn(list, "\n");
        found = strlen(name) == length && strncmp(list, name, length) == 0;
    }
    sqlite3_result_int(context, found);
}

/* count_selected(list): how many lines it has. */
static void count_selected(sqlite3_context *context, int count, sqlite3_value *values[])
{
    const char *list = (const char *)sqlite3_value_text(values[0]);
    int lines = 0;
    (void)count;
    for (; list && *list; list++)
        lines += *list == '\n' || lines == 0;
    sqlite3_result_int(context, lines);
}

struct store *store_open_evaluator(struct error *err)
{
    struct store *store = sqlite_new();
    int status = sqlite3_open(":memory:", &store->db);
    if (status != SQLITE_OK) {
        sqlite_fail(store, status, err);
        store_close(store);
        return NULL;
    }
    for (size_t i = 0; i < COUNT(expression_limits); i++)
        sqlite3_limit(store->db, expression_limits[i].what, expression_limits[i].most);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC;
    sqlite3_create_function(store->db, "selected", 2, flags, NULL, selected, NULL, NULL);
    sqlite3_create_function(store->db, "count_selected", 1, flags, NULL, count_selected, NULL, NULL);
    sqlite3_set_authorizer(store->db, authorize_expression, NULL);
    return store;
}
