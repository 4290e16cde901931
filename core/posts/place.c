#include "core/posts/place.h"

#include "core/store/audit.h"

#include <inttypes.h>
#include <string.h>

/* Which kind of place lies directly below which. */
static const struct {
    const char *above, *below;
} branches[] = {
    {"",               "county"        },
    {"county",         "township"      },
    {"township",       "village"       },
    {"village",        "group"         },
    {"county",         "central_school"},
    {"county",         "school"        },
    {"central_school", "school"        },
    {"school",         "grade"         },
    {"school",         "class"         },
    {"grade",          "class"         },
};

bool place_leads(const char *above, const char *below)
{
    for (size_t i = 0; i < COUNT(branches); i++)
        if (strcmp(branches[i].above, above) == 0
            && (strcmp(branches[i].below, below) == 0 || place_leads(branches[i].below, below)))
            return true;
    return false;
}

static bool belongs(struct store *store, const struct place *place, struct error *err)
{
    ARENA(arena);
    struct place parent = {.kind = ""};
    if (place->parent_id != 0 && !place_read(store, place->parent_id, &arena, &parent, err))
        return false;
    for (size_t i = 0; i < COUNT(branches); i++)
        if (strcmp(branches[i].above, parent.kind) == 0
            && strcmp(branches[i].below, place->kind) == 0)
            return true;
    return error_set(err, ERROR_INVALID, MSG("place.not-here"), "%s below %s", place->kind,
                     parent.kind);
}

static bool code_is_free(struct store *store, const struct place *place, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT 1 FROM main.place"
                                     " WHERE code <> '' AND kind = :kind AND code = :code");
    bind_text(&query, ":kind", place->kind);
    bind_text(&query, ":code", place->code);
    bool taken = query_next(&query);
    if (!query_ok(&query, err))
        return false;
    return !taken || error_tell(err, ERROR_CONFLICT, MSG("place.code-taken"), place->code);
}

/* What the caller left out is empty. */
static const char *or_empty(const char *text)
{
    return text ? text : "";
}

static bool insert_place(struct store *store, const struct place *place, int64_t *id,
                         struct error *err)
{
    QUERY(query) = query_open(store,
                              "INSERT INTO main.place (parent_id, kind, code, name_zh, name_ug,"
                              " stage, grade, number)"
                              " VALUES (:parent, :kind, :code, :zh, :ug, :stage, :grade, :number)");
    bind_id(&query, ":parent", place->parent_id);
    bind_text(&query, ":kind", place->kind);
    bind_text(&query, ":code", or_empty(place->code));
    bind_text(&query, ":zh", or_empty(place->name_zh));
    bind_text(&query, ":ug", or_empty(place->name_ug));
    bind_text(&query, ":stage", or_empty(place->stage));
    bind_int(&query, ":grade", place->grade);
    bind_int(&query, ":number", place->number);
    if (!query_run(&query, err))
        return false;
    *id = store_inserted(store);
    return true;
}

/* The new place lies within all that its parent lies within, and within itself. */
static bool insert_within(struct store *store, int64_t parent_id, int64_t id, struct error *err)
{
    QUERY(query) = query_open(store,
                              "INSERT INTO main.place_within (ancestor_id, place_id)"
                              " SELECT ancestor_id, :id FROM main.place_within WHERE place_id ="
                              " :parent"
                              " UNION ALL SELECT :id, :id");
    bind_int(&query, ":id", id);
    bind_int(&query, ":parent", parent_id);
    return query_run(&query, err);
}

static bool record_place(struct store *store, const struct actor *actor, const char *action,
                         int64_t id, const char *detail, struct error *err)
{
    const struct audit_entry entry = {
        .action = action, .subject = "place", .subject_id = id, .detail = detail};
    return audit_write(store, actor, &entry, err);
}

static bool add(struct store *store, const struct actor *actor, const struct place *place,
                int64_t *id, struct error *err)
{
    ARENA(arena);
    return permit(actor, MAY_EDIT_PLACES, err)
        && belongs(store, place, err)
        && code_is_free(store, place, err)
        && insert_place(store, place, id, err)
        && insert_within(store, place->parent_id, *id, err)
        && record_place(store, actor, "place.add", *id,
                        audit_detail(&arena, "kind", place->kind, "code", or_empty(place->code),
                                     "name", or_empty(place->name_zh), NULL),
                        err);
}

bool place_add(struct store *store, const struct actor *actor, const struct place *place,
               int64_t *id, struct error *err)
{
    return store_begin(store, err)
        && store_end(store, add(store, actor, place, id, err), err);
}

static bool write_missing(struct store *store, const struct place *place, bool *changed,
                          struct error *err)
{
    QUERY(query) = query_open(store,
                              "UPDATE main.place SET code = iif(code = '', :code, code),"
                              " name_zh = iif(name_zh = '', :zh, name_zh), name_ug = iif(name_ug"
                              " = '', :ug, name_ug),"
                              " stage = iif(stage = '', :stage, stage) WHERE id = :id"
                              " AND ((code = '' AND :code <> '') OR (name_zh = '' AND :zh <> '')"
                              " OR (name_ug = '' AND :ug <> '') OR (stage = '' AND :stage <> ''))");
    bind_int(&query, ":id", place->id);
    bind_text(&query, ":code", or_empty(place->code));
    bind_text(&query, ":zh", or_empty(place->name_zh));
    bind_text(&query, ":ug", or_empty(place->name_ug));
    bind_text(&query, ":stage", or_empty(place->stage));
    if (!query_run(&query, err))
        return false;
    *changed = store_changed(store) > 0;
    return true;
}

static bool complete(struct store *store, const struct actor *actor, const struct place *place,
                     bool *changed, struct error *err)
{
    ARENA(arena);
    struct place old;
    *changed = false;
    if (!permit(actor, MAY_EDIT_PLACES, err) || !place_read(store, place->id, &arena, &old, err))
        return false;
    if (*old.code == '\0' && *or_empty(place->code) && !code_is_free(store, place, err))
        return false;
    if (!write_missing(store, place, changed, err))
        return false;
    return !*changed
        || record_place(store, actor, "place.complete", place->id,
                        audit_detail(&arena, "code", or_empty(place->code), "name_zh",
                                     or_empty(place->name_zh), "name_ug", or_empty(place->name_ug),
                                     "stage", or_empty(place->stage), NULL),
                        err);
}

bool place_complete(struct store *store, const struct actor *actor, const struct place *place,
                    bool *changed, struct error *err)
{
    return store_begin(store, err)
        && store_end(store, complete(store, actor, place, changed, err), err);
}

static void read_place(const struct query *query, struct arena *arena, struct place *place)
{
    *place = (struct place){
        .id = query_int(query, 0),
        .parent_id = query_int(query, 1),
        .kind = query_text(query, 2, arena),
        .code = query_text(query, 3, arena),
        .name_zh = query_text(query, 4, arena),
        .name_ug = query_text(query, 5, arena),
        .stage = query_text(query, 6, arena),
        .grade = (int)query_int(query, 7),
        .number = (int)query_int(query, 8),
    };
}

bool place_read(struct store *store, int64_t id, struct arena *arena, struct place *place,
                struct error *err)
{
    QUERY(query) = query_open(store, "SELECT id, parent_id, kind, code, name_zh, name_ug, stage,"
                                     " grade,"
                                     " number FROM place WHERE id = :id");
    bind_int(&query, ":id", id);
    if (query_next(&query)) {
        read_place(&query, arena, place);
        return true;
    }
    return query_ok(&query, err)
        && error_set(err, ERROR_MISSING, MSG("place.missing"), "place %" PRId64, id);
}

/* The one row of a query that should find one: 0 for none and for more than one. */
static bool only_id(struct query *query, int64_t *id, struct error *err)
{
    *id = query_next(query) ? query_int(query, 0) : 0;
    if (*id != 0 && query_next(query))
        *id = 0;
    return query_ok(query, err);
}

static bool find_by_code(struct store *store, const char *kind, const char *code, int64_t *id,
                         struct error *err)
{
    QUERY(query) = query_open(store, "SELECT id FROM place WHERE code <> '' AND kind = :kind AND"
                                     " code = :code"
                                     " AND closed_on IS NULL");
    bind_text(&query, ":kind", kind);
    bind_text(&query, ":code", code);
    return only_id(&query, id, err);
}

static bool find_by_name(struct store *store, const char *kind, const char *name, int64_t below,
                         int64_t *id, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT id FROM place WHERE kind = :kind AND closed_on IS NULL AND"
                              " :name <> ''"
                              " AND (name_zh = :name OR name_ug = :name)"
                              " AND (:below = 0 OR EXISTS (SELECT 1 FROM place_within"
                              " WHERE ancestor_id = :below AND place_id = place.id)) LIMIT 2");
    bind_text(&query, ":kind", kind);
    bind_text(&query, ":name", name);
    bind_int(&query, ":below", below);
    return only_id(&query, id, err);
}

bool place_find(struct store *store, const char *kind, const char *code_or_name, int64_t below,
                int64_t *id, struct error *err)
{
    if (!find_by_code(store, kind, code_or_name, id, err))
        return false;
    return *id != 0 || find_by_name(store, kind, code_or_name, below, id, err);
}

bool place_find_class(struct store *store, int64_t school_id, int grade, int number, int64_t *id,
                      struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT place.id FROM place_within JOIN place ON place.id ="
                              " place_within.place_id"
                              " WHERE ancestor_id = :school AND kind = 'class' AND grade ="
                              " :grade AND number = :number"
                              " AND closed_on IS NULL LIMIT 2");
    bind_int(&query, ":school", school_id);
    bind_int(&query, ":grade", grade);
    bind_int(&query, ":number", number);
    return only_id(&query, id, err);
}

bool place_above(struct store *store, int64_t place_id, const char *kind, int64_t *id,
                 struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT place.id FROM place_within JOIN place ON place.id ="
                              " ancestor_id"
                              " WHERE place_id = :place AND kind = :kind");
    bind_int(&query, ":place", place_id);
    bind_text(&query, ":kind", kind);
    return only_id(&query, id, err);
}

bool place_list(struct store *store, int64_t parent_id, const char *kind, struct page page,
                struct arena *arena, struct place **places, size_t *count, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT id, parent_id, kind, code, name_zh, name_ug, stage, grade,"
                              " number FROM place"
                              " WHERE parent_id IS :parent AND (:kind IS NULL OR kind = :kind)"
                              " AND closed_on IS NULL"
                              " ORDER BY grade, number, code, id LIMIT :size OFFSET :first");
    bind_id(&query, ":parent", parent_id);
    bind_text(&query, ":kind", kind);
    bind_page(&query, page);
    struct place *list = arena_array(arena, struct place, page.size);
    size_t found = 0;
    while (found < page.size && query_next(&query))
        read_place(&query, arena, &list[found++]);
    *places = list;
    *count = found;
    return query_ok(&query, err);
}

static bool write_service(struct store *store, int64_t place_id, const char *stage,
                          int64_t school_id, struct error *err)
{
    QUERY(query) = query_open(store,
                              "INSERT INTO main.service_area (place_id, stage, school_id) VALUES"
                              " (:place, :stage, :school)"
                              " ON CONFLICT (place_id, stage) DO UPDATE SET school_id ="
                              " excluded.school_id");
    bind_int(&query, ":place", place_id);
    bind_text(&query, ":stage", stage);
    bind_int(&query, ":school", school_id);
    return query_run(&query, err);
}

static bool serve(struct store *store, const struct actor *actor, int64_t place_id,
                  const char *stage, int64_t school_id, struct error *err)
{
    ARENA(arena);
    return permit(actor, MAY_EDIT_PLACES, err)
        && write_service(store, place_id, stage, school_id, err)
        && record_place(store, actor, "place.serve", place_id,
                        audit_detail(&arena, "stage", stage, "school",
                                     arena_text(&arena, "%" PRId64, school_id), NULL),
                        err);
}

bool place_serve(struct store *store, const struct actor *actor, int64_t place_id,
                 const char *stage, int64_t school_id, struct error *err)
{
    return store_begin(store, err)
        && store_end(store, serve(store, actor, place_id, stage, school_id, err), err);
}

/* Of the areas that hold the place, the smallest: the one with most places above it. */
bool place_served_by(struct store *store, int64_t place_id, const char *stage, int64_t *school_id,
                     struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT school_id FROM place_within JOIN service_area ON"
                              " service_area.place_id = ancestor_id"
                              " WHERE place_within.place_id = :place AND stage = :stage"
                              " ORDER BY (SELECT count(*) FROM place_within AS above WHERE"
                              " above.place_id = place_within.ancestor_id) DESC"
                              " LIMIT 1");
    bind_int(&query, ":place", place_id);
    bind_text(&query, ":stage", stage);
    *school_id = query_next(&query) ? query_int(&query, 0) : 0;
    return query_ok(&query, err);
}
