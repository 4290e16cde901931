/* The roll, as the national system exports it: an entry a row, matched to a child by ID number. */
#include "core/import/person.h"
#include "core/lists/amend.h"
#include "core/lists/enrolment.h"
#include "core/lists/search.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const struct person_columns columns = {
    ROLL_NAME, ROLL_NAME_UG, ROLL_ID_NUMBER, ROLL_SEX, ROLL_BORN};

static const char *stage_of(int grade)
{
    if (grade == 0)
        return "";
    if (grade <= 6)
        return "primary";
    return grade <= 9 ? "junior" : "senior";
}

static bool find_school(struct load *load, const char *const *values, int grade, int64_t *id,
                        struct error *err)
{
    const char *code = values[ROLL_SCHOOL_CODE], *name = values[ROLL_SCHOOL];
    struct place school = {.kind = "school", .code = code, .name_zh = name, .stage = stage_of(grade)};
    int column = *name ? ROLL_SCHOOL : ROLL_SCHOOL_CODE;
    *id = 0;
    if (*code && !load_place(load, "school", code, 0, id, err))
        return false;
    if (*id == 0 && *name && !load_place(load, "school", name, 0, id, err))
        return false;
    if (*id != 0)
        return true;
    if (*name == '\0')
        return load_refuse(load, column, err, MSG("import.unknown-school"), code);
    return load_county(load, &school.parent_id, err)
        && load_place_or_make(load, &school, column, id, err);
}

/* "2" of grade 7, "7-2" where the class says its grade itself, or a name. */
static bool find_class(struct load *load, const char *const *values, struct enrolment *entry,
                       struct error *err)
{
    const char *written = values[ROLL_CLASS];
    const char *dash = strchr(written, '-');
    int number = atoi(dash ? dash + 1 : written);
    if (*written == '\0' || entry->grade == 0)
        return true;
    return load_class(load, entry->school_id, entry->grade, number, written, ROLL_CLASS, &entry->class_id, err);
}

static int grade_of(const char *const *values)
{
    if (*values[ROLL_GRADE])
        return atoi(values[ROLL_GRADE]);
    return strchr(values[ROLL_CLASS], '-') ? atoi(values[ROLL_CLASS]) : 0;
}

static const char *number(struct load *load, int64_t value)
{
    return value ? arena_text(&load->row, "%" PRId64, value) : "";
}

static bool amend_entry(struct load *load, const struct enrolment *entry, const struct enrolment *old,
                        bool *changed, struct error *err)
{
    const struct revision revision = {
        .child_id = old->child_id, .subject = "roll_entry", .subject_id = old->id, .import_id = load->id};
    const struct amendment fields[] = {
        {"student_number",   old->student_number, entry->student_number   },
        {"id_number",        old->id_number,      entry->id_number        },
        {"name_zh",          old->name_zh,        entry->name_zh          },
        {"name_ug",          old->name_ug,        entry->name_ug          },
        {"sex",              old->sex,            entry->sex              },
        {"born",             old->born,           entry->born             },
        {"school_id",        number(load,         old->school_id),          number(load, entry->school_id)},
        {"class_id", number(load,                    old->class_id),                                   number(load, entry->class_id)},
        {"grade",    number(load,old->grade),number(load, entry->grade)},
        {"status",            old->status,                 entry->status                                     },
        {"guardian",     old->guardian,                        entry->guardian                                        },
        {"phone",     old->phone,        entry->phone},
    };
    return amend_each(load->store, load->actor, &revision, fields, COUNT(fields), changed, err);
}

static bool back_on_roll(struct load *load, const struct enrolment *old, bool *changed, struct error *err)
{
    const struct revision revision = {
        .child_id = old->child_id,
        .subject = "roll_entry",
        .subject_id = old->id,
        .field = "removed_on",
        .before = old->removed_on,
        .after = "",
        .import_id = load->id,
    };
    if (*old->removed_on == '\0')
        return true;
    *changed = true;
    return amend(load->store, load->actor, &revision, err);
}

/* The file that last changed an entry. */
static bool mark_entry(struct load *load, int64_t id, struct error *err)
{
    QUERY(query) = query_open(load->store, "UPDATE main.roll_entry SET import_id = :import WHERE id = :id");
    bind_int(&query, ":import", load->id);
    bind_int(&query, ":id", id);
    return query_run(&query, err);
}

/* At another school, which does not say the class: the old class is not this school's. */
static bool leave_class(struct load *load, const struct enrolment *entry, const struct enrolment *old,
                        struct error *err)
{
    const struct revision revision = {
        .child_id = old->child_id,
        .subject = "roll_entry",
        .subject_id = old->id,
        .field = "class_id",
        .before = number(load, old->class_id),
        .after = "",
        .import_id = load->id,
    };
    bool stays = entry->school_id == old->school_id || entry->class_id != 0 || old->class_id == 0;
    return stays || amend(load->store, load->actor, &revision, err);
}

/* What the file does not say is as it was. */
static void complete(struct enrolment *entry, const struct enrolment *old)
{
    if (entry->class_id == 0 && entry->school_id == old->school_id)
        entry->class_id = old->class_id;
    if (*entry->status == '\0')
        entry->status = old->status;
}

static bool keep_entry(struct load *load, struct enrolment *entry, const struct enrolment *old,
                       enum outcome *outcome, struct error *err)
{
    bool changed = false;
    entry->id = old->id;
    entry->child_id = old->child_id;
    if (!amend_entry(load, entry, old, &changed, err)
        || !leave_class(load, entry, old, err)
        || !back_on_roll(load, old, &changed, err))
        return false;
    *outcome = changed ? OUTCOME_CHANGED : OUTCOME_SAME;
    if (!changed)
        return true;
    complete(entry, old);
    return mark_entry(load, old->id, err)
        && enrolment_settle(load->store, entry, old->class_id ? old->class_id : old->school_id, err)
        && search_index_later(load->store, old->child_id, err);
}

static bool add_entry(struct load *load, struct enrolment *entry, struct child *person,
                      enum outcome *outcome, struct error *err)
{
    bool added;
    person->class_id = enrolment_place(entry);
    if (!person_child(load, person, 0, &added, err))
        return false;
    *outcome = OUTCOME_ADDED;
    entry->child_id = person->id;
    return enrolment_add(load->store, entry, load->id, &entry->id, err)
        && load_once(load, "entry", entry->id, -1, err)
        && (added || enrolment_settle(load->store, entry, 0, err))
        && search_index_later(load->store, person->id, err);
}

static bool take(struct load *load, const char *const *values, enum outcome *outcome, struct error *err)
{
    struct child person;
    struct enrolment old, entry = {
                              .student_number = values[ROLL_STUDENT_NUMBER],
                              .grade = grade_of(values),
                              .status = values[ROLL_STATUS],
                              .guardian = values[ROLL_GUARDIAN],
                              .phone = values[ROLL_PHONE],
                          };
    if (!person_read(load, &columns, values, &person, err)
        || !find_school(load, values, entry.grade, &entry.school_id, err)
        || !find_class(load, values, &entry, err))
        return false;
    entry.id_number = person.id_number;
    entry.name_zh = person.name_zh;
    entry.name_ug = person.name_ug;
    entry.sex = person.sex;
    entry.born = person.born;
    if (!enrolment_find(load->store, &entry, &load->row, &old, err))
        return false;
    if (old.id != 0)
        return load_once(load, "entry", old.id, *entry.student_number ? ROLL_STUDENT_NUMBER : ROLL_ID_NUMBER, err)
            && keep_entry(load, &entry, &old, outcome, err);
    if (*entry.status == '\0')
        entry.status = "at_school";
    return add_entry(load, &entry, &person, outcome, err);
}

const struct import_kind import_roll = {
    .name = "roll",
    .record = &record_roll,
    .action = MAY_IMPORT,
    .take = take,
};
