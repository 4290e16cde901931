#include "core/store/setting.h"

bool setting_read(struct store *store, const char *name, struct arena *arena, const char **value,
                  struct error *err)
{
    QUERY(query) = query_open(store, "SELECT value FROM setting WHERE name = :name");
    bind_text(&query, ":name", name);
    *value = query_next(&query) ? query_text(&query, 0, arena) : "";
    return query_ok(&query, err);
}

bool setting_keep(struct store *store, const char *name, const char *value, struct error *err)
{
    QUERY(query) = query_open(store, "INSERT INTO main.setting (name, value) VALUES (:name, :value)"
                                     " ON CONFLICT (name) DO UPDATE SET value = excluded.value");
    bind_text(&query, ":name", name);
    bind_text(&query, ":value", value);
    return query_run(&query, err);
}
