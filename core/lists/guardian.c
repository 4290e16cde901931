#include "core/lists/guardian.h"

#include "core/lists/amend.h"

enum {
    GUARDIANS_MOST = 8 /* of one child that are listed */
};

static void read_guardian(const struct query *query, struct arena *arena, struct guardian *guardian)
{
    *guardian = (struct guardian){
        .id = query_int(query, 0),
        .child_id = query_int(query, 1),
        .relation = query_text(query, 2, arena),
        .name_zh = query_text(query, 3, arena),
        .name_ug = query_text(query, 4, arena),
        .phone = query_text(query, 5, arena),
        .occupation = query_text(query, 6, arena),
    };
}

static bool find(struct store *store, const struct guardian *like, struct arena *arena,
                 struct guardian *guardian, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT id, child_id, relation, name_zh, name_ug, phone, occupation FROM main.guardian"
                              " WHERE child_id = :child AND relation = :relation ORDER BY id LIMIT 1");
    bind_int(&query, ":child", like->child_id);
    bind_text(&query, ":relation", like->relation);
    *guardian = (struct guardian){0};
    if (query_next(&query))
        read_guardian(&query, arena, guardian);
    return query_ok(&query, err);
}

static bool add(struct store *store, const struct guardian *guardian, struct error *err)
{
    QUERY(query) = query_open(store,
                              "INSERT INTO main.guardian (child_id, relation, name_zh, name_ug, phone, occupation)"
                              " VALUES (:child, :relation, :zh, :ug, :phone, :occupation)");
    bind_int(&query, ":child", guardian->child_id);
    bind_text(&query, ":relation", guardian->relation);
    bind_text(&query, ":zh", guardian->name_zh);
    bind_text(&query, ":ug", guardian->name_ug);
    bind_text(&query, ":phone", guardian->phone);
    bind_text(&query, ":occupation", guardian->occupation);
    return query_run(&query, err);
}

bool guardian_put(struct store *store, const struct actor *actor, const struct guardian *guardian,
                  int64_t import_id, bool *changed, struct error *err)
{
    ARENA(arena);
    struct guardian old;
    if (!find(store, guardian, &arena, &old, err))
        return false;
    if (old.id == 0) {
        *changed = true;
        return add(store, guardian, err);
    }
    const struct amendment fields[] = {
        {"name_zh",    old.name_zh,    guardian->name_zh   },
        {"name_ug",    old.name_ug,    guardian->name_ug   },
        {"phone",      old.phone,      guardian->phone     },
        {"occupation", old.occupation, guardian->occupation},
    };
    const struct revision revision = {
        .child_id = old.child_id, .subject = "guardian", .subject_id = old.id, .import_id = import_id};
    return amend_each(store, actor, &revision, fields, COUNT(fields), changed, err);
}

bool guardian_list(struct store *store, int64_t child_id, struct arena *arena, struct guardian **rows,
                   size_t *count, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT id, child_id, relation, name_zh, name_ug, phone, occupation FROM guardian"
                              " WHERE child_id = :child ORDER BY relation <> 'father', relation <> 'mother', id LIMIT :most");
    bind_int(&query, ":child", child_id);
    bind_int(&query, ":most", GUARDIANS_MOST);
    *rows = arena_array(arena, struct guardian, GUARDIANS_MOST);
    *count = 0;
    while (*count < GUARDIANS_MOST && query_next(&query))
        read_guardian(&query, arena, &(*rows)[(*count)++]);
    return query_ok(&query, err);
}
