/* The register: a volume a group and school year, a page a household, a row a person (H10). */
#include "core/base/date.h"
#include "core/import/person.h"
#include "core/lists/amend.h"
#include "core/lists/guardian.h"
#include "core/lists/household.h"
#include "core/lists/search.h"
#include "i18n/format.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const struct person_columns columns = {
    REGISTER_NAME, REGISTER_NAME_UG, REGISTER_ID_NUMBER, REGISTER_SEX, REGISTER_BORN};

/* Down from the county: what the file does not name is passed over. */
static bool find_group(struct load *load, const char *const *values, int64_t *id, struct error *err)
{
    struct place village = {.kind = "village", .name_zh = values[REGISTER_VILLAGE]};
    struct place group = {.kind = "group", .name_zh = values[REGISTER_GROUP]};
    const char *township = values[REGISTER_TOWNSHIP];
    if (*township && !load_place(load, "township", township, 0, &village.parent_id, err))
        return false;
    if (*township && village.parent_id == 0)
        return load_refuse(load, REGISTER_TOWNSHIP, err, MSG("import.unknown-township"), township);
    if (*village.name_zh && !load_place(load, "village", village.name_zh, village.parent_id, &group.parent_id, err))
        return false;
    if (*village.name_zh && group.parent_id == 0) {
        /* Without its township a new village has no place in the tree. */
        if (*township == '\0')
            return load_refuse(load, REGISTER_VILLAGE, err, MSG("import.unknown-village"), village.name_zh);
        if (!load_place_or_make(load, &village, REGISTER_VILLAGE, &group.parent_id, err))
            return false;
    }
    if (group.parent_id != 0)
        return load_place_or_make(load, &group, REGISTER_GROUP, id, err);
    if (!load_place(load, "group", group.name_zh, village.parent_id, id, err))
        return false;
    return *id != 0 || load_refuse(load, REGISTER_GROUP, err, MSG("import.unknown-group"), group.name_zh);
}

/* In August the register of the year to come is made (H10). */
static int school_year(struct load *load, const char *const *values)
{
    enum {
        AHEAD = 31 /* days */
    };
    if (*values[REGISTER_YEAR])
        return atoi(values[REGISTER_YEAR]);
    return date_school_year(date_add(load->request->today, AHEAD, &load->row));
}

static bool find_volume(struct load *load, int64_t group_id, int year, int64_t *id, struct error *err)
{
    const char *key = arena_text(&load->row, "volume|%" PRId64 "|%d", group_id, year);
    if (lookup_find(&load->places, key, id))
        return true;
    if (!volume_ensure(load->store, group_id, year, id, err))
        return false;
    lookup_put(&load->places, key, *id);
    return true;
}

/* The page as this file describes it; *id is 0 when the volume has no such page. */
static bool find_household(struct load *load, const struct household *household, struct household *old,
                           struct error *err)
{
    if (household->page > 0)
        return household_find(load->store, household->volume_id, household->page, &load->row, old, err);
    return household_find_head(load->store, household, &load->row, old, err);
}

static bool find_line(struct load *load, const struct register_line *line, int year,
                      struct register_line *old, struct error *err)
{
    *old = (struct register_line){0};
    if (*line->id_number && !register_line_find(load->store, line->id_number, year, &load->row, old, err))
        return false;
    if (old->id != 0 && old->place_id != line->place_id) {
        struct place group;
        if (!place_read(load->store, old->place_id, &load->row, &group, err))
            return false;
        return load_refuse(load, REGISTER_ID_NUMBER, err, MSG("import.in-other-volume"),
                           format_name(load->request->language, group.name_zh, group.name_ug),
                           arena_text(&load->row, "%d", old->page), arena_text(&load->row, "%d", old->line));
    }
    if (old->id != 0 || line->household_id == 0)
        return true;
    return register_line_find_name(load->store, line, &load->row, old, err);
}

static bool amend_line(struct load *load, const struct register_line *line,
                       const struct register_line *old, bool *changed, struct error *err)
{
    const struct revision revision = {
        .child_id = old->child_id, .subject = "register_row", .subject_id = old->id, .import_id = load->id};
    const struct amendment fields[] = {
        {"id_number", old->id_number, line->id_number},
        {"name_zh",   old->name_zh,   line->name_zh  },
        {"name_ug",   old->name_ug,   line->name_ug  },
        {"sex",       old->sex,       line->sex      },
        {"born",      old->born,      line->born     },
        {"resident",  old->resident,  line->resident },
    };
    return amend_each(load->store, load->actor, &revision, fields, COUNT(fields), changed, err);
}

static bool add_line(struct load *load, struct register_line *line, struct child *person,
                     struct error *err)
{
    bool added;
    int64_t known = 0;
    if (*line->id_number == '\0' && !register_line_before(load->store, line, line->place_id, &known, err))
        return false;
    person->group_id = line->place_id;
    if (!person_child(load, person, known, &added, err))
        return false;
    if (*line->resident == '\0')
        line->resident = "local";
    line->child_id = person->id;
    return register_line_add(load->store, line, &line->id, err)
        && (added || child_live_in(load->store, person->id, line->place_id, err));
}

/* The columns that speak of one guardian. */
static const struct guardian_columns {
    const char *relation; /* NULL: a column says it */
    int name, name_ug, phone, work;
} guardians[] = {
    {"father", REGISTER_FATHER,   REGISTER_FATHER_UG,   REGISTER_FATHER_PHONE,   REGISTER_FATHER_WORK  },
    {"mother", REGISTER_MOTHER,   REGISTER_MOTHER_UG,   REGISTER_MOTHER_PHONE,   REGISTER_MOTHER_WORK  },
    {NULL,     REGISTER_GUARDIAN, REGISTER_GUARDIAN_UG, REGISTER_GUARDIAN_PHONE, REGISTER_GUARDIAN_WORK},
};

static bool put_guardian(struct load *load, const char *const *values, const struct guardian_columns *from,
                         int64_t child_id, bool *changed, struct error *err)
{
    const char *relation = *values[REGISTER_GUARDIAN_RELATION] ? values[REGISTER_GUARDIAN_RELATION] : "other";
    const char *zh = values[from->name], *ug = values[from->name_ug];
    bool turned = *ug == '\0' && value_in_uyghur(zh);
    const struct guardian guardian = {
        .child_id = child_id,
        .relation = from->relation ? from->relation : relation,
        .name_zh = turned ? "" : zh,
        .name_ug = turned ? zh : ug,
        .phone = values[from->phone],
        .occupation = values[from->work],
    };
    bool said = *zh || *ug || *guardian.phone;
    return !said || guardian_put(load->store, load->actor, &guardian, load->id, changed, err);
}

static bool put_guardians(struct load *load, const char *const *values, int64_t child_id, bool *changed,
                          struct error *err)
{
    for (size_t i = 0; i < COUNT(guardians); i++)
        if (!put_guardian(load, values, &guardians[i], child_id, changed, err))
            return false;
    return true;
}

static bool amend_household(struct load *load, const struct household *household,
                            const struct household *old, int64_t child_id, bool *changed,
                            struct error *err)
{
    const struct revision revision = {
        .child_id = child_id, .subject = "household", .subject_id = old->id, .import_id = load->id};
    const struct amendment fields[] = {
        {"head",       old->head,       household->head      },
        {"phone",      old->phone,      household->phone     },
        {"registered", old->registered, household->registered},
        {"address",    old->address,    household->address   },
    };
    return amend_each(load->store, load->actor, &revision, fields, COUNT(fields), changed, err);
}

/* The family has another page than before. */
static bool move_line(struct load *load, const struct register_line *old, int64_t household_id,
                      bool *changed, struct error *err)
{
    const struct revision revision = {
        .child_id = old->child_id,
        .subject = "register_row",
        .subject_id = old->id,
        .field = "household_id",
        .before = arena_text(&load->row, "%" PRId64, old->household_id),
        .after = arena_text(&load->row, "%" PRId64, household_id),
        .import_id = load->id,
    };
    if (old->household_id == household_id)
        return true;
    *changed = true;
    return register_line_move(load->store, old->id, household_id, err)
        && revision_keep(load->store, load->actor, &revision, err);
}

static bool keep_line(struct load *load, struct register_line *line, const struct register_line *old,
                      bool *changed, struct error *err)
{
    line->child_id = old->child_id;
    return amend_line(load, line, old, changed, err)
        && move_line(load, old, line->household_id, changed, err)
        && child_live_in(load->store, old->child_id, line->place_id, err);
}

/* Everything that may refuse the row has been asked: from here it is written. */
static bool write_row(struct load *load, const char *const *values, const struct household *household,
                      const struct household *old_household, struct register_line *line,
                      const struct register_line *old, struct child *person, enum outcome *outcome,
                      struct error *err)
{
    bool changed = false, is_new = old->id == 0;
    line->household_id = old_household->id;
    if (line->household_id == 0 && !household_add(load->store, household, &line->household_id, err))
        return false;
    if (is_new ? !add_line(load, line, person, err) : !keep_line(load, line, old, &changed, err))
        return false;
    if (old_household->id != 0
        && !amend_household(load, household, old_household, line->child_id, &changed, err))
        return false;
    if (!put_guardians(load, values, line->child_id, &changed, err))
        return false;
    *outcome = is_new ? OUTCOME_ADDED : changed ? OUTCOME_CHANGED
                                                : OUTCOME_SAME;
    if (is_new && !load_once(load, "line", line->id, -1, err))
        return false;
    return *outcome == OUTCOME_SAME || search_index_later(load->store, line->child_id, err);
}

static bool take(struct load *load, const char *const *values, enum outcome *outcome, struct error *err)
{
    struct child person;
    int year = school_year(load, values);
    struct household old_household, household = {
                                        .page = atoi(values[REGISTER_PAGE]),
                                        .head = values[REGISTER_HEAD],
                                        .phone = values[REGISTER_HEAD_PHONE],
                                        .registered = values[REGISTER_REGISTERED],
                                        .address = values[REGISTER_ADDRESS],
                                    };
    struct register_line old, line = {
                                  .line = atoi(values[REGISTER_LINE]),
                                  .resident = values[REGISTER_RESIDENT],
                              };
    if (!person_read(load, &columns, values, &person, err)
        || !find_group(load, values, &line.place_id, err)
        || !find_volume(load, line.place_id, year, &household.volume_id, err)
        || !find_household(load, &household, &old_household, err))
        return false;
    line.household_id = old_household.id;
    line.id_number = person.id_number;
    line.name_zh = person.name_zh;
    line.name_ug = person.name_ug;
    line.sex = person.sex;
    line.born = person.born;
    if (!find_line(load, &line, year, &old, err))
        return false;
    if (old.id != 0 && !load_once(load, "line", old.id, REGISTER_ID_NUMBER, err))
        return false;
    return write_row(load, values, &household, &old_household, &line, &old, &person, outcome, err);
}

const struct import_kind import_register = {
    .name = "register",
    .record = &record_register,
    .action = MAY_IMPORT,
    .take = take,
};
