/* Schools, one a row; their grades and classes come with the roll. */
#include "core/import/load.h"

#include <string.h>

static bool find_above(struct load *load, const char *const *values, int64_t *id, struct error *err)
{
    const char *central = values[SCHOOL_CENTRAL];
    if (*central == '\0')
        return load_county(load, id, err);
    if (!load_place(load, "central_school", central, 0, id, err))
        return false;
    return *id != 0 || load_refuse(load, SCHOOL_CENTRAL, err, MSG("import.unknown-central"), central);
}

static bool find_existing(struct load *load, const struct place *school, int64_t *id, struct error *err)
{
    *id = 0;
    if (*school->code && !place_find(load->store, "school", school->code, 0, id, err))
        return false;
    const char *name = *school->name_zh ? school->name_zh : school->name_ug;
    return *id != 0 || place_find(load->store, "school", name, 0, id, err);
}

static bool is_same(struct load *load, const struct place *school, int64_t id, struct error *err)
{
    struct place old;
    if (!place_read(load->store, id, &load->row, &old, err))
        return false;
    bool same = *school->name_zh == '\0' || strcmp(old.name_zh, school->name_zh) == 0;
    return same || load_refuse(load, SCHOOL_CODE, err, MSG("import.place-differs"), old.name_zh);
}

static bool keep_school(struct load *load, const struct place *school, enum outcome *outcome,
                        struct error *err)
{
    bool changed;
    if (!is_same(load, school, school->id, err)
        || !load_once(load, "school", school->id, -1, err)
        || !place_complete(load->store, load->actor, school, &changed, err))
        return false;
    *outcome = changed ? OUTCOME_CHANGED : OUTCOME_SAME;
    return true;
}

static bool take(struct load *load, const char *const *values, enum outcome *outcome, struct error *err)
{
    struct place school = {
        .kind = "school",
        .code = values[SCHOOL_CODE],
        .name_zh = values[SCHOOL_NAME],
        .name_ug = values[SCHOOL_NAME_UG],
        .stage = values[SCHOOL_STAGE],
    };
    if (!find_above(load, values, &school.parent_id, err)
        || !find_existing(load, &school, &school.id, err))
        return false;
    if (school.id != 0)
        return keep_school(load, &school, outcome, err);
    *outcome = OUTCOME_ADDED;
    return place_add(load->store, load->actor, &school, &school.id, err)
        && load_once(load, "school", school.id, -1, err);
}

const struct import_kind import_schools = {
    .name = "schools",
    .record = &record_schools,
    .action = MAY_IMPORT,
    .take = take,
};
