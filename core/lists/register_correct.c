/* Correcting the register by hand: the verbs of core/lists/register.h. */
#include "core/lists/register.h"

#include "core/base/date.h"
#include "core/lists/amend.h"
#include "core/lists/child.h"
#include "core/lists/correction.h"
#include "core/lists/guardian.h"
#include "core/lists/household.h"
#include "core/lists/idnumber.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Which row of which table a column stands in. relation: of a guardian. */
static const struct target {
    int column;
    const char *subject, *field, *relation;
} targets[] = {
    {REGISTER_NAME,           "register_row", "name_zh",    NULL    },
    {REGISTER_NAME_UG,        "register_row", "name_ug",    NULL    },
    {REGISTER_ID_NUMBER,      "register_row", "id_number",  NULL    },
    {REGISTER_SEX,            "register_row", "sex",        NULL    },
    {REGISTER_BORN,           "register_row", "born",       NULL    },
    {REGISTER_RESIDENT,       "register_row", "resident",   NULL    },
    {REGISTER_HEAD,           "household",    "head",       NULL    },
    {REGISTER_HEAD_PHONE,     "household",    "phone",      NULL    },
    {REGISTER_REGISTERED,     "household",    "registered", NULL    },
    {REGISTER_ADDRESS,        "household",    "address",    NULL    },
    {REGISTER_FATHER,         "guardian",     "name_zh",    "father"},
    {REGISTER_FATHER_UG,      "guardian",     "name_ug",    "father"},
    {REGISTER_FATHER_PHONE,   "guardian",     "phone",      "father"},
    {REGISTER_FATHER_WORK,    "guardian",     "occupation", "father"},
    {REGISTER_MOTHER,         "guardian",     "name_zh",    "mother"},
    {REGISTER_MOTHER_UG,      "guardian",     "name_ug",    "mother"},
    {REGISTER_MOTHER_PHONE,   "guardian",     "phone",      "mother"},
    {REGISTER_MOTHER_WORK,    "guardian",     "occupation", "mother"},
    {REGISTER_GUARDIAN,       "guardian",     "name_zh",    "other" },
    {REGISTER_GUARDIAN_UG,    "guardian",     "name_ug",    "other" },
    {REGISTER_GUARDIAN_PHONE, "guardian",     "phone",      "other" },
    {REGISTER_GUARDIAN_WORK,  "guardian",     "occupation", "other" },
};

static const struct target *target_of(int column)
{
    for (size_t i = 0; i < COUNT(targets); i++)
        if (targets[i].column == column)
            return &targets[i];
    return NULL;
}

bool register_corrects(int column)
{
    return target_of(column) != NULL;
}

/* The year's other row with the number, if there is one, is named. */
static bool id_number_is_free(struct store *store, const struct register_entry *entry, const char *value,
                              struct arena *arena, struct error *err)
{
    struct register_line other;
    if (*value == '\0')
        return true;
    if (!register_line_find(store, value, atoi(entry->values[REGISTER_YEAR]), arena, &other, err))
        return false;
    if (other.id == 0 || other.id == entry->id)
        return true;
    return error_tell(err, ERROR_CONFLICT, MSG("register.id-taken"), arena_text(arena, "%d", other.page),
                      arena_text(arena, "%d", other.line));
}

/* A row without any name, and a birth day without its day, are no rows. */
static bool value_fits(struct store *store, const struct register_entry *entry, int column,
                       const char *value, struct arena *arena, struct error *err)
{
    int number;
    bool nameless = *value == '\0'
        && ((column == REGISTER_NAME && *entry->values[REGISTER_NAME_UG] == '\0')
            || (column == REGISTER_NAME_UG && *entry->values[REGISTER_NAME] == '\0'));
    if (nameless)
        return error_set(err, ERROR_INVALID, MSG("register.no-name"), "no name left");
    if (column == REGISTER_BORN && *value && !date_number(value, &number))
        return error_tell(err, ERROR_INVALID, MSG("import.month-alone"), value);
    if (column == REGISTER_RESIDENT && *value == '\0')
        return error_tell(err, ERROR_INVALID, MSG("value.resident"), value);
    return column != REGISTER_ID_NUMBER || id_number_is_free(store, entry, value, arena, err);
}

/* The guardian's row, begun when the child has none of the relation. */
static bool guardian_row(struct store *store, const struct actor *actor, int64_t child_id,
                         const char *relation, struct arena *arena, int64_t *id, struct error *err)
{
    bool added;
    struct guardian *rows, guardian = {.child_id = child_id, .relation = relation, .name_zh = "", .name_ug = "", .phone = "", .occupation = ""};
    size_t count;
    *id = 0;
    if (!guardian_list(store, child_id, arena, &rows, &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        bool same = strcmp(rows[i].relation, relation) == 0
            || (strcmp(relation, "other") == 0 && strcmp(rows[i].relation, "grandparent") == 0);
        *id = same ? rows[i].id : *id;
    }
    if (*id != 0)
        return true;
    if (!guardian_put(store, actor, &guardian, 0, &added, err))
        return false;
    *id = store_inserted(store);
    return true;
}

static bool find_row(struct store *store, const struct actor *actor, const struct register_entry *entry,
                     const struct target *target, struct arena *arena, int64_t *id, struct error *err)
{
    if (target->relation)
        return guardian_row(store, actor, entry->child_id, target->relation, arena, id, err);
    *id = strcmp(target->subject, "household") == 0 ? entry->household_id : entry->id;
    return true;
}

static bool correct(struct store *store, const struct actor *actor, int64_t id, const char *field,
                    const char *typed, const char *reason, struct error *err)
{
    ARENA(arena);
    struct register_entry entry;
    const char *value;
    int column = record_field(&record_register, field);
    const struct target *target = target_of(column);
    if (!target)
        return error_set(err, ERROR_INVALID, MSG("amend.fixed"), "%s", field);
    if (!register_read(store, id, &arena, &entry, err)
        || !correction_permit(store, actor, MAY_EDIT_REGISTER, entry.child_id, err)
        || !correction_reason(reason, err)
        || !correction_read(&record_register, column, typed, &arena, &value, err)
        || !value_fits(store, &entry, column, value, &arena, err))
        return false;
    if (strcmp(entry.values[column], value) == 0)
        return true;

    struct revision revision = {
        .child_id = entry.child_id,
        .subject = target->subject,
        .field = target->field,
        .before = entry.values[column],
        .after = value,
        .reason = reason,
    };
    return find_row(store, actor, &entry, target, &arena, &revision.subject_id, err)
        && amend(store, actor, &revision, err)
        && correction_sign(store, actor, "register.correct", &revision, err);
}

bool register_correct(struct store *store, const struct actor *actor, int64_t id, const char *field,
                      const char *value, const char *reason, struct error *err)
{
    return store_begin(store, err)
        && store_end(store, correct(store, actor, id, field, value, reason, err), err);
}

static bool ensure_page(struct store *store, const struct register_entry *entry, int page,
                        struct arena *arena, int64_t *id, struct error *err)
{
    struct household household = {
        .volume_id = entry->volume_id, .head = "", .phone = "", .registered = "", .address = ""};
    *id = 0;
    if (page == 0)
        return household_add(store, &household, id, err);
    if (!household_find(store, entry->volume_id, page, arena, &household, err))
        return false;
    *id = household.id;
    return *id != 0
        || error_tell(err, ERROR_MISSING, MSG("register.no-page"), arena_text(arena, "%d", page));
}

static bool move(struct store *store, const struct actor *actor, int64_t id, int page,
                 const char *reason, struct error *err)
{
    ARENA(arena);
    struct register_entry entry;
    int64_t household_id;
    if (!register_read(store, id, &arena, &entry, err)
        || !correction_permit(store, actor, MAY_EDIT_REGISTER, entry.child_id, err)
        || !correction_reason(reason, err)
        || !ensure_page(store, &entry, page, &arena, &household_id, err))
        return false;
    const struct revision revision = {
        .child_id = entry.child_id,
        .subject = "register_row",
        .subject_id = id,
        .field = "household_id",
        .before = arena_text(&arena, "%" PRId64, entry.household_id),
        .after = arena_text(&arena, "%" PRId64, household_id),
        .reason = reason,
    };
    return household_id == entry.household_id
        || (register_line_move(store, id, household_id, err)
            && revision_keep(store, actor, &revision, err)
            && correction_sign(store, actor, "register.move", &revision, err));
}

bool register_move(struct store *store, const struct actor *actor, int64_t id, int page,
                   const char *reason, struct error *err)
{
    return store_begin(store, err)
        && store_end(store, move(store, actor, id, page, reason, err), err);
}

static bool take_off(struct store *store, const struct actor *actor, int64_t id, const char *today,
                     const char *reason, struct error *err)
{
    ARENA(arena);
    struct register_entry entry;
    if (!register_read(store, id, &arena, &entry, err)
        || !correction_permit(store, actor, MAY_EDIT_REGISTER, entry.child_id, err)
        || !correction_reason(reason, err))
        return false;
    const struct revision revision = {
        .child_id = entry.child_id,
        .subject = "register_row",
        .subject_id = id,
        .field = "removed_on",
        .before = entry.removed_on,
        .after = today,
        .reason = reason,
    };
    return *entry.removed_on != '\0'
        || (amend(store, actor, &revision, err)
            && correction_sign(store, actor, "register.remove", &revision, err));
}

bool register_remove(struct store *store, const struct actor *actor, int64_t id, const char *today,
                     const char *reason, struct error *err)
{
    return store_begin(store, err)
        && store_end(store, take_off(store, actor, id, today, reason, err), err);
}

/* What was typed about the person, read as an import reads it. */
static bool read_person(const char *const typed[static REGISTER_COLUMNS], const char *today,
                        struct arena *arena, struct child *person, const char **resident, struct error *err)
{
    static const int columns[] = {REGISTER_NAME, REGISTER_NAME_UG, REGISTER_ID_NUMBER,
                                  REGISTER_SEX, REGISTER_BORN, REGISTER_RESIDENT};
    const char *values[COUNT(columns)];
    struct idnumber number = {0};
    for (size_t i = 0; i < COUNT(columns); i++)
        if (!correction_read(&record_register, columns[i], typed[columns[i]] ? typed[columns[i]] : "", arena,
                             &values[i], err))
            return false;
    *person = (struct child){.name_zh = values[0], .name_ug = values[1], .id_number = values[2], .sex = values[3], .born = values[4]};
    *resident = *values[5] ? values[5] : "local";
    if (*person->name_zh == '\0' && *person->name_ug == '\0')
        return error_set(err, ERROR_INVALID, MSG("register.no-name"), "no name");
    if (*person->id_number && !idnumber_read(person->id_number, &number, err))
        return false;
    if (*person->sex == '\0')
        person->sex = arena_copy(arena, number.sex, strlen(number.sex));
    if (*person->born == '\0')
        person->born = arena_copy(arena, number.born, strlen(number.born));
    int day;
    if (!date_number(person->born, &day) || strcmp(person->born, today) > 0)
        return error_tell(err, ERROR_INVALID, MSG("value.day"), person->born);
    return true;
}

static bool find_or_add_child(struct store *store, struct child *person, struct error *err)
{
    if (!child_find(store, person->id_number, &person->id, err))
        return false;
    if (person->id == 0)
        return child_add(store, person, &person->id, err);
    return child_complete(store, person, err)
        && child_live_in(store, person->id, person->group_id, err);
}

static bool add_person(struct store *store, const struct actor *actor, int64_t household_id,
                       const char *const typed[static REGISTER_COLUMNS], const char *today, int64_t *id,
                       struct error *err)
{
    ARENA(arena);
    struct child person;
    struct register_page page;
    struct register_volume volume;
    struct register_entry none = {.id = 0};
    struct register_line line = {.household_id = household_id};
    if (!register_page_read(store, household_id, &arena, &page, err)
        || !register_volume_read(store, page.volume_id, &arena, &volume, err)
        || !permit_at(store, actor, MAY_EDIT_REGISTER, volume.place_id, NULL, err)
        || !read_person(typed, today, &arena, &person, &line.resident, err))
        return false;
    none.values[REGISTER_YEAR] = arena_text(&arena, "%d", volume.school_year);
    person.group_id = volume.place_id;
    if (!id_number_is_free(store, &none, person.id_number, &arena, err)
        || !find_or_add_child(store, &person, err))
        return false;
    line.child_id = person.id;
    line.id_number = person.id_number;
    line.name_zh = person.name_zh;
    line.name_ug = person.name_ug;
    line.sex = person.sex;
    line.born = person.born;
    const struct revision revision = {
        .child_id = person.id, .subject = "register_row", .field = "row", .before = "", .after = "added", .reason = ""};
    return register_line_add(store, &line, id, err)
        && correction_sign(store, actor, "register.add", &revision, err);
}

bool register_add(struct store *store, const struct actor *actor, int64_t household_id,
                  const char *const typed[static REGISTER_COLUMNS], const char *today, int64_t *id,
                  struct error *err)
{
    return store_begin(store, err)
        && store_end(store, add_person(store, actor, household_id, typed, today, id, err), err);
}
