/* Townships, villages, groups and central schools: one a row, those above before those below. */
#include "core/import/load.h"

#include <string.h>

/* What each kind of place lies below. */
static const struct {
    const char *kind, *above;
} branches[] = {
    {"township",       "county"  },
    {"village",        "township"},
    {"group",          "village" },
    {"central_school", "county"  },
};

static bool find_above(struct load *load, const char *const *values, int64_t *id, struct error *err)
{
    const char *name = values[PLACE_PARENT], *above = "county";
    for (size_t i = 0; i < COUNT(branches); i++)
        if (strcmp(branches[i].kind, values[PLACE_KIND]) == 0)
            above = branches[i].above;
    if (strcmp(above, "county") == 0)
        return load_county(load, id, err);
    if (!load_place(load, above, name, 0, id, err))
        return false;
    return *id != 0 || load_refuse(load, PLACE_PARENT, err, MSG("import.unknown-above"), name);
}

static bool find_existing(struct load *load, const struct place *place, int64_t *id, struct error *err)
{
    *id = 0;
    if (*place->code && !place_find(load->store, place->kind, place->code, 0, id, err))
        return false;
    const char *name = *place->name_zh ? place->name_zh : place->name_ug;
    return *id != 0 || place_find(load->store, place->kind, name, place->parent_id, id, err);
}

/* A code belongs to one place: another name under it is a mistake in one of the lists. */
static bool is_same(struct load *load, const struct place *place, int64_t id, struct error *err)
{
    struct place old;
    if (!place_read(load->store, id, &load->row, &old, err))
        return false;
    bool same = (*place->name_zh == '\0' || strcmp(old.name_zh, place->name_zh) == 0)
        && old.parent_id == place->parent_id;
    return same || load_refuse(load, PLACE_CODE, err, MSG("import.place-differs"), old.name_zh);
}

static bool find_school(struct load *load, const char *const *values, int column, const char *stage,
                        int64_t *id, struct error *err)
{
    struct place school = {.kind = "school", .name_zh = values[column], .stage = stage};
    *id = 0;
    if (*values[column] == '\0')
        return true;
    if (!load_place(load, "school", values[column], 0, id, err))
        return false;
    return *id != 0
        || (load_county(load, &school.parent_id, err)
            && load_place_or_make(load, &school, column, id, err));
}

static bool serve(struct load *load, int64_t place_id, const char *stage, int64_t school_id,
                  enum outcome *outcome, struct error *err)
{
    int64_t serving = 0;
    if (school_id == 0)
        return true;
    if (!place_served_by(load->store, place_id, stage, &serving, err))
        return false;
    if (serving == school_id)
        return true;
    if (*outcome == OUTCOME_SAME)
        *outcome = OUTCOME_CHANGED;
    return place_serve(load->store, load->actor, place_id, stage, school_id, err);
}

static bool add_place(struct load *load, const struct place *place, int64_t *id, enum outcome *outcome,
                      struct error *err)
{
    *outcome = OUTCOME_ADDED;
    if (!place_add(load->store, load->actor, place, id, err))
        return false;
    lookup_close(&load->places); /* what was missing may be there now */
    return load_once(load, "place", *id, -1, err);
}

static bool keep_place(struct load *load, const struct place *place, enum outcome *outcome,
                       struct error *err)
{
    bool changed;
    if (!is_same(load, place, place->id, err)
        || !load_once(load, "place", place->id, -1, err)
        || !place_complete(load->store, load->actor, place, &changed, err))
        return false;
    *outcome = changed ? OUTCOME_CHANGED : OUTCOME_SAME;
    return true;
}

static bool take(struct load *load, const char *const *values, enum outcome *outcome, struct error *err)
{
    int64_t primary, junior;
    struct place place = {
        .kind = values[PLACE_KIND],
        .code = values[PLACE_CODE],
        .name_zh = values[PLACE_NAME],
        .name_ug = values[PLACE_NAME_UG],
    };
    if (!find_above(load, values, &place.parent_id, err)
        || !find_existing(load, &place, &place.id, err)
        || !find_school(load, values, PLACE_PRIMARY, "primary", &primary, err)
        || !find_school(load, values, PLACE_JUNIOR, "junior", &junior, err))
        return false;
    bool ok = place.id ? keep_place(load, &place, outcome, err)
                       : add_place(load, &place, &place.id, outcome, err);
    return ok
        && serve(load, place.id, "primary", primary, outcome, err)
        && serve(load, place.id, "junior", junior, outcome, err);
}

const struct import_kind import_places = {
    .name = "places",
    .record = &record_places,
    .action = MAY_IMPORT,
    .take = take,
};
