#include "core/lists/roll.h"

#include "core/base/date.h"
#include "core/lists/amend.h"
#include "core/lists/correction.h"
#include "core/lists/search.h"
#include "core/posts/place.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum {
    CLASSES_MOST = 300 /* of one school that are listed */
};

static void read_place(const struct query *query, struct arena *arena, struct roll_place *place)
{
    *place = (struct roll_place){
        .id = query_int(query, 0),
        .name_zh = query_text(query, 1, arena),
        .name_ug = query_text(query, 2, arena),
        .here = query_int(query, 3),
        .gone = query_int(query, 4),
    };
}

static bool count_schools(struct store *store, const char *typed, int64_t *total, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT count(id) FROM place WHERE kind = 'school'"
                              " AND place.id IN (SELECT school_id FROM roll_entry)"
                              " AND (:typed = '' OR instr(name_zh || ' ' || name_ug, :typed) > 0)");
    bind_text(&query, ":typed", typed);
    *total = query_next(&query) ? query_int(&query, 0) : 0;
    return query_ok(&query, err);
}

bool roll_schools(struct store *store, const char *typed, struct page page, struct arena *arena,
                  struct roll_place **rows, size_t *count, int64_t *total, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT id, name_zh, name_ug,"
                              " (SELECT count(id) FROM roll_entry WHERE school_id = place.id AND removed_on IS NULL"
                              " AND status NOT IN ('transferred_out', 'graduated', 'promoted', 'deceased')),"
                              " (SELECT count(id) FROM roll_entry WHERE school_id = place.id AND removed_on IS NULL"
                              " AND status IN ('transferred_out', 'graduated', 'promoted', 'deceased'))"
                              " FROM place WHERE kind = 'school'"
                              " AND place.id IN (SELECT school_id FROM roll_entry)"
                              " AND (:typed = '' OR instr(name_zh || ' ' || name_ug, :typed) > 0)"
                              " ORDER BY id LIMIT :size OFFSET :first");
    bind_text(&query, ":typed", typed);
    bind_page(&query, page);
    *rows = arena_array(arena, struct roll_place, page.size + 1);
    *count = 0;
    while (*count < page.size && query_next(&query))
        read_place(&query, arena, &(*rows)[(*count)++]);
    return query_ok(&query, err)
        && count_schools(store, typed, total, err);
}

bool roll_classes(struct store *store, int64_t school_id, struct arena *arena, struct roll_place **rows,
                  size_t *count, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT place.id, place.name_zh, place.name_ug,"
                              " sum(status NOT IN ('transferred_out', 'graduated', 'promoted', 'deceased')),"
                              " sum(status IN ('transferred_out', 'graduated', 'promoted', 'deceased'))"
                              " FROM roll_entry JOIN place ON place.id = coalesce(class_id, school_id)"
                              " WHERE school_id = :school AND removed_on IS NULL GROUP BY place.id"
                              " ORDER BY place.kind = 'school', place.grade, place.number, place.id LIMIT :most");
    bind_int(&query, ":school", school_id);
    bind_int(&query, ":most", CLASSES_MOST);
    *rows = arena_array(arena, struct roll_place, CLASSES_MOST);
    *count = 0;
    while (*count < CLASSES_MOST && query_next(&query))
        read_place(&query, arena, &(*rows)[(*count)++]);
    return query_ok(&query, err);
}

static bool count_entries(struct store *store, int64_t place_id, const char *typed, int64_t *total,
                          struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT count(id) FROM roll_entry WHERE (class_id = :place"
                              " OR (school_id = :place AND class_id IS NULL)) AND removed_on IS NULL"
                              " AND (:typed = '' OR instr(name_zh || ' ' || name_ug, :typed) > 0)");
    bind_int(&query, ":place", place_id);
    bind_text(&query, ":typed", typed);
    *total = query_next(&query) ? query_int(&query, 0) : 0;
    return query_ok(&query, err);
}

bool roll_entries(struct store *store, int64_t place_id, const char *typed, struct page page,
                  struct arena *arena, struct enrolment **rows, size_t *count, int64_t *total,
                  struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT id, child_id, student_number, id_number, name_zh, name_ug, sex, born, school_id,"
                              " class_id, grade, status, guardian, phone, removed_on FROM roll_entry"
                              " WHERE (class_id = :place OR (school_id = :place AND class_id IS NULL))"
                              " AND removed_on IS NULL"
                              " AND (:typed = '' OR instr(name_zh || ' ' || name_ug, :typed) > 0)"
                              " ORDER BY iif(name_zh = '', name_ug, name_zh) COLLATE people, id"
                              " LIMIT :size OFFSET :first");
    bind_int(&query, ":place", place_id);
    bind_text(&query, ":typed", typed);
    bind_page(&query, page);
    *rows = arena_array(arena, struct enrolment, page.size + 1);
    *count = 0;
    while (*count < page.size && query_next(&query))
        (*rows)[(*count)++] = enrolment_read(&query, arena);
    return query_ok(&query, err)
        && count_entries(store, place_id, typed, total, err);
}

bool roll_read(struct store *store, int64_t id, struct arena *arena, struct enrolment *entry,
               struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT id, child_id, student_number, id_number, name_zh, name_ug, sex, born, school_id,"
                              " class_id, grade, status, guardian, phone, removed_on FROM roll_entry WHERE id = :id");
    bind_int(&query, ":id", id);
    if (!query_next(&query))
        return query_ok(&query, err)
            && error_set(err, ERROR_MISSING, MSG("roll.missing"), "entry %" PRId64, id);
    *entry = enrolment_read(&query, arena);
    return query_ok(&query, err);
}

static bool place_name(struct store *store, int64_t id, bool uyghur, struct arena *arena,
                       const char **name, const char **code, struct error *err)
{
    struct place place;
    *name = *code = "";
    if (id == 0)
        return true;
    if (!place_read(store, id, arena, &place, err))
        return false;
    bool ug = *place.name_ug && (uyghur || *place.name_zh == '\0');
    *name = ug ? place.name_ug : place.name_zh;
    *code = place.code;
    return true;
}

bool roll_values(struct store *store, const struct enrolment *entry, bool uyghur, struct arena *arena,
                 const char *values[static ROLL_COLUMNS], struct error *err)
{
    const char *no_code;
    values[ROLL_NAME] = entry->name_zh;
    values[ROLL_NAME_UG] = entry->name_ug;
    values[ROLL_ID_NUMBER] = entry->id_number;
    values[ROLL_STUDENT_NUMBER] = entry->student_number;
    values[ROLL_SEX] = entry->sex;
    values[ROLL_BORN] = entry->born;
    values[ROLL_GRADE] = entry->grade ? arena_text(arena, "%d", entry->grade) : "";
    values[ROLL_STATUS] = entry->status;
    values[ROLL_GUARDIAN] = entry->guardian;
    values[ROLL_PHONE] = entry->phone;
    return place_name(store, entry->school_id, uyghur, arena, &values[ROLL_SCHOOL],
                      &values[ROLL_SCHOOL_CODE], err)
        && place_name(store, entry->class_id, uyghur, arena, &values[ROLL_CLASS], &no_code, err);
}

/* --- Correcting ------------------------------------------------------------------------------- */

static const struct {
    int column;
    const char *field;
} targets[] = {
    {ROLL_NAME,           "name_zh"       },
    {ROLL_NAME_UG,        "name_ug"       },
    {ROLL_ID_NUMBER,      "id_number"     },
    {ROLL_STUDENT_NUMBER, "student_number"},
    {ROLL_SEX,            "sex"           },
    {ROLL_BORN,           "born"          },
    {ROLL_CLASS,          "class_id"      },
    {ROLL_STATUS,         "status"        },
    {ROLL_GUARDIAN,       "guardian"      },
    {ROLL_PHONE,          "phone"         },
};

static const char *field_of(int column)
{
    for (size_t i = 0; i < COUNT(targets); i++)
        if (targets[i].column == column)
            return targets[i].field;
    return NULL;
}

bool roll_corrects(int column)
{
    return field_of(column) != NULL;
}

/* "2" is class 2 of the entry's grade, "8-2" of grade 8: only a class that is there. */
static bool read_class(struct store *store, const struct enrolment *entry, const char *written,
                       struct arena *arena, const char **value, struct error *err)
{
    int64_t id;
    const char *dash = strchr(written, '-');
    int grade = dash ? atoi(written) : entry->grade;
    int number = atoi(dash ? dash + 1 : written);
    if (!place_find_class(store, entry->school_id, grade, number, &id, err))
        return false;
    if (id == 0)
        return error_tell(err, ERROR_INVALID, MSG("import.unknown-class"), written);
    *value = arena_text(arena, "%" PRId64, id);
    return true;
}

static bool student_number_is_free(struct store *store, int64_t id, const char *value, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT 1 FROM main.roll_entry WHERE student_number = :number"
                                     " AND student_number <> '' AND id <> :id");
    bind_text(&query, ":number", value);
    bind_int(&query, ":id", id);
    bool taken = query_next(&query);
    return query_ok(&query, err)
        && (!taken || error_tell(err, ERROR_CONFLICT, MSG("roll.number-taken"), value));
}

static bool value_fits(struct store *store, const struct enrolment *entry, int column, const char *value,
                       struct error *err)
{
    int number;
    bool nameless = *value == '\0'
        && ((column == ROLL_NAME && *entry->name_ug == '\0') || (column == ROLL_NAME_UG && *entry->name_zh == '\0'));
    if (nameless)
        return error_set(err, ERROR_INVALID, MSG("register.no-name"), "no name left");
    if (column == ROLL_BORN && *value && !date_number(value, &number))
        return error_tell(err, ERROR_INVALID, MSG("import.month-alone"), value);
    if (column == ROLL_STATUS && *value == '\0')
        return error_tell(err, ERROR_INVALID, MSG("value.status"), value);
    return column != ROLL_STUDENT_NUMBER || student_number_is_free(store, entry->id, value, err);
}

/* A status or a class says where the child belongs. */
static bool settle(struct store *store, struct enrolment *entry, int column, const char *value,
                   struct error *err)
{
    int64_t before = entry->class_id ? entry->class_id : entry->school_id;
    if (column == ROLL_STATUS)
        entry->status = value;
    else if (column == ROLL_CLASS)
        entry->class_id = strtoll(value, NULL, 10);
    else
        return true;
    return enrolment_settle(store, entry, before, err);
}

static bool correct(struct store *store, const struct actor *actor, int64_t id, const char *field,
                    const char *typed, const char *reason, struct error *err)
{
    ARENA(arena);
    struct enrolment entry;
    const char *value, *values[ROLL_COLUMNS];
    int column = record_field(&record_roll, field);
    if (!field_of(column))
        return error_set(err, ERROR_INVALID, MSG("amend.fixed"), "%s", field);
    if (!roll_read(store, id, &arena, &entry, err)
        || !permit_at(store, actor, MAY_EDIT_ROLL, entry.school_id, NULL, err)
        || !correction_reason(reason, err)
        || !correction_read(&record_roll, column, typed, &arena, &value, err)
        || !value_fits(store, &entry, column, value, err)
        || !roll_values(store, &entry, false, &arena, values, err))
        return false;
    if (column == ROLL_CLASS) {
        values[column] = entry.class_id ? arena_text(&arena, "%" PRId64, entry.class_id) : "";
        if (*value && !read_class(store, &entry, value, &arena, &value, err))
            return false;
    }
    if (strcmp(values[column], value) == 0)
        return true;

    const struct revision revision = {
        .child_id = entry.child_id,
        .subject = "roll_entry",
        .subject_id = id,
        .field = field_of(column),
        .before = values[column],
        .after = value,
        .reason = reason,
    };
    return amend(store, actor, &revision, err)
        && settle(store, &entry, column, value, err)
        && correction_sign(store, actor, "roll.correct", &revision, err);
}

bool roll_correct(struct store *store, const struct actor *actor, int64_t id, const char *field,
                  const char *value, const char *reason, struct error *err)
{
    return store_begin(store, err)
        && store_end(store, correct(store, actor, id, field, value, reason, err), err);
}
