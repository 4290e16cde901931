#include "core/lists/enrolment.h"

#include <string.h>

struct enrolment enrolment_read(const struct query *query, struct arena *arena)
{
    return (struct enrolment){
        .id = query_int(query, 0),
        .child_id = query_int(query, 1),
        .student_number = query_text(query, 2, arena),
        .id_number = query_text(query, 3, arena),
        .name_zh = query_text(query, 4, arena),
        .name_ug = query_text(query, 5, arena),
        .sex = query_text(query, 6, arena),
        .born = query_text(query, 7, arena),
        .school_id = query_int(query, 8),
        .class_id = query_int(query, 9),
        .grade = (int)query_int(query, 10),
        .status = query_text(query, 11, arena),
        .guardian = query_text(query, 12, arena),
        .phone = query_text(query, 13, arena),
        .removed_on = query_text(query, 14, arena),
    };
}

static bool find_by_student(struct store *store, const struct enrolment *like, struct arena *arena,
                            struct enrolment *entry, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT id, child_id, student_number, id_number, name_zh, name_ug, sex, born, school_id, class_id,"
                              " grade, status, guardian, phone, removed_on FROM main.roll_entry"
                              " WHERE student_number = :number AND student_number <> ''");
    bind_text(&query, ":number", like->student_number);
    if (query_next(&query))
        *entry = enrolment_read(&query, arena);
    return query_ok(&query, err);
}

static bool find_by_id_number(struct store *store, const struct enrolment *like, struct arena *arena,
                              struct enrolment *entry, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT id, child_id, student_number, id_number, name_zh, name_ug, sex, born, school_id, class_id,"
                              " grade, status, guardian, phone, removed_on FROM main.roll_entry"
                              " WHERE id_number = :number AND id_number <> '' AND (:student = '' OR student_number = '')"
                              " ORDER BY removed_on IS NOT NULL, id LIMIT 1");
    bind_text(&query, ":number", like->id_number);
    bind_text(&query, ":student", like->student_number);
    if (query_next(&query))
        *entry = enrolment_read(&query, arena);
    return query_ok(&query, err);
}

static bool find_by_name(struct store *store, const struct enrolment *like, struct arena *arena,
                         struct enrolment *entry, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT id, child_id, student_number, id_number, name_zh, name_ug, sex, born, school_id, class_id,"
                              " grade, status, guardian, phone, removed_on FROM main.roll_entry"
                              " WHERE school_id = :school AND id_number = '' AND student_number = '' AND born = :born"
                              " AND ((name_zh = :zh AND :zh <> '') OR (name_ug = :ug AND :ug <> '')) ORDER BY id LIMIT 1");
    bind_int(&query, ":school", like->school_id);
    bind_text(&query, ":born", like->born);
    bind_text(&query, ":zh", like->name_zh);
    bind_text(&query, ":ug", like->name_ug);
    if (query_next(&query))
        *entry = enrolment_read(&query, arena);
    return query_ok(&query, err);
}

bool enrolment_find(struct store *store, const struct enrolment *like, struct arena *arena,
                    struct enrolment *entry, struct error *err)
{
    *entry = (struct enrolment){0};
    if (*like->student_number && !find_by_student(store, like, arena, entry, err))
        return false;
    if (entry->id == 0 && *like->id_number && !find_by_id_number(store, like, arena, entry, err))
        return false;
    if (entry->id != 0 || *like->student_number || *like->id_number)
        return true;
    return find_by_name(store, like, arena, entry, err);
}

bool enrolment_add(struct store *store, const struct enrolment *entry, int64_t import_id, int64_t *id,
                   struct error *err)
{
    QUERY(query) = query_open(store,
                              "INSERT INTO main.roll_entry (child_id, student_number, id_number, name_zh, name_ug, sex, born,"
                              " school_id, class_id, grade, status, guardian, phone, import_id)"
                              " VALUES (:child, :student, :number, :zh, :ug, :sex, :born, :school, :class, :grade, :status,"
                              " :guardian, :phone, :import)");
    bind_int(&query, ":child", entry->child_id);
    bind_text(&query, ":student", entry->student_number);
    bind_text(&query, ":number", entry->id_number);
    bind_text(&query, ":zh", entry->name_zh);
    bind_text(&query, ":ug", entry->name_ug);
    bind_text(&query, ":sex", entry->sex);
    bind_text(&query, ":born", entry->born);
    bind_int(&query, ":school", entry->school_id);
    bind_id(&query, ":class", entry->class_id);
    bind_int(&query, ":grade", entry->grade);
    bind_text(&query, ":status", entry->status);
    bind_text(&query, ":guardian", entry->guardian);
    bind_text(&query, ":phone", entry->phone);
    bind_id(&query, ":import", import_id);
    if (!query_run(&query, err))
        return false;
    *id = store_inserted(store);
    return true;
}

int64_t enrolment_place(const struct enrolment *entry)
{
    static const char *const gone[] = {"transferred_out", "graduated", "promoted", "deceased"};
    for (size_t i = 0; i < COUNT(gone); i++)
        if (strcmp(gone[i], entry->status) == 0)
            return entry->school_id;
    return entry->class_id ? entry->class_id : entry->school_id;
}

bool enrolment_settle(struct store *store, const struct enrolment *entry, int64_t before,
                      struct error *err)
{
    QUERY(query) = query_open(store,
                              "UPDATE main.child SET class_id = :place"
                              " WHERE id = :child AND (class_id IS NULL OR class_id = :before OR NOT EXISTS ("
                              "SELECT 1 FROM main.roll_entry WHERE child_id = :child AND roll_entry.id <> :entry"
                              " AND removed_on IS NULL AND coalesce(roll_entry.class_id, school_id) = child.class_id"
                              " AND status NOT IN ('transferred_out', 'graduated', 'promoted', 'deceased')))");
    bind_int(&query, ":place", enrolment_place(entry));
    bind_int(&query, ":child", entry->child_id);
    bind_int(&query, ":before", before);
    bind_int(&query, ":entry", entry->id);
    return query_run(&query, err);
}
