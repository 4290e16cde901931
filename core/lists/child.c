#include "core/lists/child.h"

#include <inttypes.h>
#include <string.h>

bool child_find(struct store *store, const char *id_number, int64_t *id, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT id FROM main.child WHERE id_number = :number AND id_number <> ''"
                              " AND merged_into IS NULL ORDER BY id LIMIT 1");
    bind_text(&query, ":number", id_number);
    *id = query_next(&query) ? query_int(&query, 0) : 0;
    return query_ok(&query, err);
}

static void bind_child(struct query *query, const struct child *child)
{
    bind_text(query, ":number", child->id_number);
    bind_text(query, ":zh", child->name_zh);
    bind_text(query, ":ug", child->name_ug);
    bind_text(query, ":sex", child->sex);
    bind_text(query, ":born", child->born);
}

bool child_add(struct store *store, const struct child *child, int64_t *id, struct error *err)
{
    QUERY(query) = query_open(store,
                              "INSERT INTO main.child (id, id_number, name_zh, name_ug, sex, born, group_id, class_id)"
                              " VALUES (max(coalesce((SELECT max(id) FROM main.child), 0),"
                              "  (SELECT id FROM main.erased_last WHERE subject = 'child')) + 1,"
                              "  :number, :zh, :ug, :sex, :born, :group, :class)");
    bind_child(&query, child);
    bind_id(&query, ":group", child->group_id);
    bind_id(&query, ":class", child->class_id);
    if (!query_run(&query, err))
        return false;
    *id = store_inserted(store);
    return true;
}

bool child_complete(struct store *store, const struct child *child, struct error *err)
{
    QUERY(query) = query_open(store,
                              "UPDATE main.child SET id_number = iif(id_number = '', :number, id_number),"
                              " name_zh = iif(name_zh = '', :zh, name_zh), name_ug = iif(name_ug = '', :ug, name_ug),"
                              " sex = iif(sex = '', :sex, sex), born = iif(born = '', :born, born)"
                              " WHERE id = :id AND ((id_number = '' AND :number <> '') OR (name_zh = '' AND :zh <> '')"
                              " OR (name_ug = '' AND :ug <> '') OR (sex = '' AND :sex <> '') OR (born = '' AND :born <> ''))");
    bind_child(&query, child);
    bind_int(&query, ":id", child->id);
    return query_run(&query, err);
}

/* A statement a field: column names cannot be bound. */
static const struct {
    const char *field, *sql;
} follows[] = {
    {"id_number", "UPDATE main.child SET id_number = :after WHERE id = :id AND id_number = :before"
                  " AND NOT EXISTS (SELECT 1 FROM main.child WHERE id_number = :after"
                  " AND :after <> '' AND merged_into IS NULL)"                },
    {"name_zh",   "UPDATE main.child SET name_zh = :after WHERE id = :id AND name_zh = :before"},
    {"name_ug",   "UPDATE main.child SET name_ug = :after WHERE id = :id AND name_ug = :before"},
    {"sex",       "UPDATE main.child SET sex = :after WHERE id = :id AND sex = :before"        },
    {"born",      "UPDATE main.child SET born = :after WHERE id = :id AND born = :before"      },
};

bool child_follow(struct store *store, int64_t id, const char *field, const char *before,
                  const char *after, struct error *err)
{
    for (size_t i = 0; i < COUNT(follows); i++) {
        if (strcmp(follows[i].field, field) != 0)
            continue;
        QUERY(query) = query_open(store, follows[i].sql);
        bind_text(&query, ":before", before);
        bind_text(&query, ":after", after);
        bind_int(&query, ":id", id);
        return query_run(&query, err);
    }
    return true;
}

bool child_live_in(struct store *store, int64_t id, int64_t group_id, struct error *err)
{
    QUERY(query) = query_open(store, "UPDATE main.child SET group_id = :group"
                                     " WHERE id = :id AND group_id IS NOT :group");
    bind_id(&query, ":group", group_id);
    bind_int(&query, ":id", id);
    return query_run(&query, err);
}

bool child_read(struct store *store, int64_t id, struct arena *arena, struct child *child,
                struct error *err)
{
    QUERY(query) = query_open(store, "SELECT id, id_number, name_zh, name_ug, sex, born, group_id, class_id"
                                     " FROM child WHERE id = :id");
    bind_int(&query, ":id", id);
    if (!query_next(&query))
        return query_ok(&query, err)
            && error_set(err, ERROR_MISSING, MSG("child.missing"), "child %" PRId64, id);
    *child = (struct child){
        .id = query_int(&query, 0),
        .id_number = query_text(&query, 1, arena),
        .name_zh = query_text(&query, 2, arena),
        .name_ug = query_text(&query, 3, arena),
        .sex = query_text(&query, 4, arena),
        .born = query_text(&query, 5, arena),
        .group_id = query_int(&query, 6),
        .class_id = query_int(&query, 7),
    };
    return query_ok(&query, err);
}
