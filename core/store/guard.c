#include "core/store/guard.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static bool contains(const char *const names[], size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcasecmp(names[i], name) == 0)
            return true;
    return false;
}

static bool is_open(const struct guard *guard, const char *table)
{
    return contains(guard->open, guard->open_count, table);
}

static bool is_view(const struct guard *guard, const char *name)
{
    return contains(guard->views, guard->view_count, name);
}

bool guard_covers(const struct guard *guard, const char *const tables[], size_t count,
                  struct error *err)
{
    for (size_t i = 0; i < count; i++)
        if (!is_open(guard, tables[i]) && !is_view(guard, tables[i]))
            return error_set(err, ERROR_STORE, MSG("store.failed"), "table %s is in no scope",
                             tables[i]);
    return true;
}

bool guard_shows(const struct guard *guard, const char *table, const char *column,
                 const char *through)
{
    /* An existence without a value, as in count(*): the rows counted are the view's. */
    if (column[0] == '\0' || is_open(guard, table))
        return true;
    return through && is_view(guard, through) && is_view(guard, table);
}

bool guard_lends(const char *temporary_table)
{
    return strncasecmp(temporary_table, GUARD_PREFIX, strlen(GUARD_PREFIX)) != 0;
}

bool guard_gives(const char *table)
{
    return strcasecmp(table, "erasing") != 0;
}

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

/* Quoted or not, the name of the schema is the word main. */
bool guard_names_base(const char *sql)
{
    static const char name[] = "main";
    for (const char *at = sql; *at; at++)
        if (strncasecmp(at, name, strlen(name)) == 0 && (at == sql || !is_word(at[-1]))
            && !is_word(at[strlen(name)]))
            return true;
    return false;
}
