#include "forms/filling/answers_write.h"

#include "core/base/clock.h"
#include "core/store/audit.h"
#include "forms/definition.h"
#include "forms/expand.h"
#include "forms/filling/check.h"
#include "forms/filling/subject.h"

#include <inttypes.h>
#include <string.h>

bool answers_audit(struct store *store, const struct actor *actor, const char *action,
                   int64_t record_id, int64_t child_id, const char *detail, struct error *err)
{
    const struct audit_entry entry = {
        .action = action,
        .subject = "form_record",
        .subject_id = record_id,
        .child_id = child_id,
        .detail = detail,
    };
    return audit_write(store, actor, &entry, err);
}

bool answers_write(struct store *store, const struct actor *actor, int64_t record_id,
                   const char *field, const char *value, bool prefilled, struct error *err)
{
    QUERY(query) =
        query_open(store,
                   "INSERT INTO main.answer (record_id, field, value, prefilled, account_id, at)"
                   " VALUES (:record, :field, :value, :prefilled, :account, :at)"
                   " ON CONFLICT (record_id, field) DO UPDATE SET value = excluded.value,"
                   " prefilled = excluded.prefilled, account_id = excluded.account_id,"
                   " at = excluded.at");
    bind_int(&query, ":record", record_id);
    bind_text(&query, ":field", field);
    bind_text(&query, ":value", value);
    bind_int(&query, ":prefilled", prefilled);
    bind_int(&query, ":account", actor->account_id);
    bind_int(&query, ":at", clock_now());
    return query_run(&query, err);
}

/* --- Reading ---------------------------------------------------------------------------------- */

static bool read_head(struct store *store, int64_t record_id, struct arena *arena,
                      struct form_record *record, struct error *err)
{
    QUERY(query) = query_open(
        store, "SELECT r.child_id, r.case_id, r.place_id, r.duty_id, r.completed_at IS NOT NULL,"
               " r.began_at, r.completed_at, coalesce(c.name_zh, p.name_zh, ''),"
               " coalesce(c.name_ug, p.name_ug, ''), coalesce(f.number, ''), r.number, r.corrects,"
               " r.reason, (SELECT id FROM form_record WHERE corrects = r.id"
               " AND completed_at IS NOT NULL), r.form, d.source, coalesce(s.day, ''),"
               " coalesce(s.how, ''), coalesce(s.receiver, '')"
               " FROM form_record r LEFT JOIN child c ON c.id = r.child_id"
               " LEFT JOIN place p ON p.id = r.place_id"
               " JOIN form_definition d ON d.id = r.definition_id"
               " LEFT JOIN form_service s ON s.record_id = r.id"
               " LEFT JOIN casefile f ON f.id = r.case_id WHERE r.id = :record");
    bind_int(&query, ":record", record_id);
    if (!query_next(&query))
        return query_ok(&query, err)
            && error_set(err, ERROR_MISSING, MSG("form.record-missing"), "record %" PRId64,
                         record_id);
    *record = (struct form_record){
        .id = record_id,
        .child_id = query_int(&query, 0),
        .case_id = query_int(&query, 1),
        .place_id = query_int(&query, 2),
        .duty_id = query_int(&query, 3),
        .complete = query_int(&query, 4) != 0,
        .began_at = query_int(&query, 5),
        .completed_at = query_int(&query, 6),
        .name_zh = query_text(&query, 7, arena),
        .name_ug = query_text(&query, 8, arena),
        .case_number = query_text(&query, 9, arena),
        .number = query_text(&query, 10, arena),
        .corrects = query_int(&query, 11),
        .reason = query_text(&query, 12, arena),
        .corrected_by = query_int(&query, 13),
        .served_on = query_text(&query, 16, arena),
        .served_how = query_text(&query, 17, arena),
        .served_to = query_text(&query, 18, arena),
    };
    return definition_read(query_text(&query, 14, arena), query_text(&query, 15, arena), arena,
                           &record->form, err);
}

/* An answer as it lies in its row. */
struct lying {
    const char *field;
    struct answer answer;
};

static bool read_lying(struct store *store, const struct form_record *record, struct arena *arena,
                       struct lying **rows, size_t *count, struct error *err)
{
    QUERY(query) = query_open(
        store, "SELECT a.field, a.value, a.prefilled, a.account_id, a.at, p.person_zh, p.person_ug,"
               " count(*) OVER () FROM answer a JOIN account p ON p.id = a.account_id"
               " WHERE a.record_id = :record");
    bind_int(&query, ":record", record->id);
    *rows = NULL;
    *count = 0;
    while (query_next(&query)) {
        if (!*rows)
            *rows = arena_array(arena, struct lying, (size_t)query_int(&query, 7));
        (*rows)[(*count)++] = (struct lying){
            .field = query_text(&query, 0, arena),
            .answer = {.value = query_text(&query, 1, arena),
                       .prefilled = query_int(&query, 2) != 0,
                       .account_id = query_int(&query, 3),
                       .at = query_int(&query, 4),
                       .person_zh = query_text(&query, 5, arena),
                       .person_ug = query_text(&query, 6, arena)},
        };
    }
    return query_ok(&query, err);
}

/* Rows up to the last in which something stands, and one to write into while it is filled. */
static void count_rows(const struct form_record *record, const struct lying *lying, size_t count,
                       int rows[], struct arena *arena)
{
    const struct form *form = record->form;
    for (size_t i = 0; i < count; i++) {
        int row = form_row(lying[i].field);
        size_t length = strcspn(lying[i].field, "#");
        const struct form_field *field =
            form_field(form, arena_copy(arena, lying[i].field, length));
        if (row > 0 && field && field->group && *field->group->repeat
            && *lying[i].answer.value && !*field->calculation && row <= field->group->most
            && row > rows[field->group->index])
            rows[field->group->index] = row;
    }
    for (size_t i = 0; !record->complete && i < form->repeat_count; i++)
        rows[i] += rows[i] < form->repeats[i]->most;
}

static bool read_answers(struct store *store, struct arena *arena, struct form_record *record,
                         struct error *err)
{
    struct lying *lying;
    size_t count;
    int *rows = arena_array(arena, int, record->form->repeat_count + 1);
    if (!read_lying(store, record, arena, &lying, &count, err))
        return false;
    count_rows(record, lying, count, rows, arena);
    record->form = form_expand(record->form, rows, arena);
    record->answers = arena_array(arena, struct answer, record->form->field_count + 1);
    for (size_t i = 0; i < record->form->field_count; i++)
        record->answers[i].value = "";
    for (size_t i = 0; i < count; i++) {
        const struct form_field *field = form_field(record->form, lying[i].field);
        if (field)
            record->answers[form_index(record->form, field)] = lying[i].answer;
    }
    return true;
}

bool answers_read(struct store *store, int64_t record_id, struct arena *arena,
                  struct form_record *record, struct error *err)
{
    struct form_record read;
    if (!read_head(store, record_id, arena, &read, err)
        || !read_answers(store, arena, &read, err))
        return false;
    *record = read;
    return true;
}

bool answers_incomplete_on(struct store *store, int64_t record_id, const char *today,
                           const char *day, bool *incomplete, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT 1 FROM (SELECT date(completed_at, 'unixepoch',"
                                     " 'localtime') AS done FROM main.form_record WHERE id = :id)"
                                     " WHERE :day < done AND done <= :today");
    bind_int(&query, ":id", record_id);
    bind_text(&query, ":day", day);
    bind_text(&query, ":today", today);
    *incomplete = query_next(&query);
    return query_ok(&query, err);
}

const char *record_route(const struct form_record *record, struct arena *arena)
{
    const char *about = record->case_id ? "case" : record->child_id ? "child"
                                                                    : "place";
    int64_t id = record->case_id ? record->case_id
        : record->child_id       ? record->child_id
                                 : record->place_id;
    return arena_text(arena, "%s/%" PRId64 "/form/%" PRId64, about, id, record->id);
}

const char *answers_filled(const struct form_record *record, const char *fill)
{
    for (size_t i = 0; i < record->form->field_count; i++)
        if (strcmp(record->form->fields[i].fill, fill) == 0)
            return record->answers[i].value;
    return "";
}

const char **answers_values(const struct form_record *record, struct arena *arena)
{
    const char **values = arena_array(arena, const char *, record->form->field_count + 1);
    for (size_t i = 0; i < record->form->field_count; i++)
        values[i] = record->answers[i].value;
    return values;
}

bool answers_list(struct store *store, const struct record_start *about, struct arena *arena,
                  struct record_line **rows, size_t *count, struct error *err)
{
    QUERY(query) = query_open(
        store, "SELECT r.id, r.form, r.version, r.completed_at IS NOT NULL, r.began_at,"
               " r.completed_at, r.number, r.corrects, a.person_zh, a.person_ug, count(*) OVER ()"
               " FROM form_record r JOIN account a ON a.id = coalesce(r.completed_by, r.account_id)"
               " WHERE (:case IS NULL OR r.case_id = :case) AND (:child IS NULL OR r.child_id = :child)"
               " AND (:place IS NULL OR r.place_id = :place)"
               " AND coalesce(:case, :child, :place) IS NOT NULL ORDER BY r.id");
    bind_id(&query, ":case", about->case_id);
    bind_id(&query, ":child", about->child_id);
    bind_id(&query, ":place", about->place_id);
    *rows = NULL;
    *count = 0;
    while (query_next(&query)) {
        if (!*rows)
            *rows = arena_array(arena, struct record_line, (size_t)query_int(&query, 10));
        (*rows)[(*count)++] = (struct record_line){
            .id = query_int(&query, 0),
            .form = query_text(&query, 1, arena),
            .version = (int)query_int(&query, 2),
            .complete = query_int(&query, 3) != 0,
            .began_at = query_int(&query, 4),
            .completed_at = query_int(&query, 5),
            .number = query_text(&query, 6, arena),
            .corrects = query_int(&query, 7),
            .person_zh = query_text(&query, 8, arena),
            .person_ug = query_text(&query, 9, arena),
        };
    }
    return query_ok(&query, err);
}

/* The places of those posts that may fill forms about them, as a JSON array. */
static const char *filling_places(const struct actor *actor, struct arena *arena)
{
    const char *list = "";
    for (size_t i = 0; i < actor->post_count; i++)
        if (role_may(actor->posts[i].role, MAY_FILL_FORM) && !role_by_plan(actor->posts[i].role))
            list = arena_text(arena, "%s%s%" PRId64, list, *list ? "," : "",
                              actor->posts[i].place_id);
    return arena_text(arena, "[%s]", list);
}

bool answers_places(struct store *store, const struct actor *actor, struct arena *arena,
                    struct place_papers **rows, size_t *count, struct error *err)
{
    QUERY(query) = query_open(
        store, "WITH papers AS MATERIALIZED (SELECT place_id, count(*) AS many FROM form_record"
               "  WHERE place_id IS NOT NULL GROUP BY place_id),"
               " mine AS (SELECT value AS place_id FROM json_each(:mine)),"
               " schools AS (SELECT s.id AS place_id FROM mine"
               "  JOIN place_within w ON w.ancestor_id = mine.place_id"
               "  JOIN place s ON s.id = w.place_id AND s.kind = 'school' AND s.closed_on IS NULL)"
               " SELECT p.id, p.name_zh, p.name_ug, coalesce(many, 0), count(*) OVER ()"
               " FROM place p LEFT JOIN papers ON papers.place_id = p.id"
               " WHERE p.id IN (SELECT place_id FROM papers UNION SELECT place_id FROM mine"
               "  UNION SELECT place_id FROM schools)"
               " ORDER BY p.id IN (SELECT place_id FROM mine) DESC, p.name_zh, p.id LIMIT 1000");
    bind_text(&query, ":mine", filling_places(actor, arena));
    *rows = NULL;
    *count = 0;
    while (query_next(&query)) {
        if (!*rows)
            *rows = arena_array(arena, struct place_papers, (size_t)query_int(&query, 4));
        (*rows)[(*count)++] = (struct place_papers){
            .place_id = query_int(&query, 0),
            .name_zh = query_text(&query, 1, arena),
            .name_ug = query_text(&query, 2, arena),
            .count = query_int(&query, 3),
        };
    }
    return query_ok(&query, err);
}

/* --- Storing ---------------------------------------------------------------------------------- */

/* The record is still being filled, and its field still says what the person saw. */
static bool check_unchanged(struct store *store, const struct form_record *record, size_t field,
                            const char *value, struct arena *arena, struct answer_clash *clash,
                            struct error *err)
{
    QUERY(query) =
        query_open(store,
                   "SELECT r.completed_at IS NOT NULL, coalesce(a.value, ''), p.person_zh,"
                   " p.person_ug FROM main.form_record r"
                   " LEFT JOIN main.answer a ON a.record_id = r.id AND a.field = :field"
                   " LEFT JOIN main.account p ON p.id = a.account_id WHERE r.id = :record");
    bind_int(&query, ":record", record->id);
    bind_text(&query, ":field", record->form->fields[field].name);
    if (!query_next(&query))
        return query_ok(&query, err)
            && error_set(err, ERROR_MISSING, MSG("form.record-missing"), "record %" PRId64,
                         record->id);
    if (query_int(&query, 0))
        return error_set(err, ERROR_CONFLICT, MSG("form.complete-already"), "record %" PRId64,
                         record->id);

    const char *now = query_text(&query, 1, arena);
    if (strcmp(now, record->answers[field].value) == 0 || strcmp(now, value) == 0)
        return true;
    *clash = (struct answer_clash){
        .value = now,
        .person_zh = query_text(&query, 2, arena),
        .person_ug = query_text(&query, 3, arena),
    };
    return error_set(err, ERROR_CONFLICT, MSG("form.answer-clash"), "record %" PRId64 ", field %s",
                     record->id, record->form->fields[field].name);
}

static struct subject subject_of(const struct form_record *record)
{
    return (struct subject){
        .case_id = record->case_id, .child_id = record->child_id, .place_id = record->place_id};
}

static bool calculates(const struct form *form)
{
    for (size_t i = 0; i < form->field_count; i++)
        if (*form->fields[i].calculation)
            return true;
    return false;
}

/* Writes what follows from the answer, a birth month from an ID number: of the record as it is by
   now, since others fill it, too. */
static bool recalculate(struct store *store, const struct actor *actor, const char *today,
                        int64_t record_id, const char *name, struct arena *arena,
                        struct error *err)
{
    struct form_record now;
    if (!answers_read(store, record_id, arena, &now, err))
        return false;
    const struct form *form = now.form;
    const char **values = answers_values(&now, arena);
    bool *typed = arena_array(arena, bool, form->field_count + 1);
    for (size_t i = 0; i < form->field_count; i++)
        typed[i] = strcmp(form->fields[i].name, name) == 0
            || (*values[i] && !now.answers[i].prefilled);
    if (!check_calculate(form, values, typed, today, arena, err))
        return false;
    for (size_t i = 0; i < form->field_count; i++)
        if (strcmp(values[i], now.answers[i].value) != 0
            && !answers_write(store, actor, record_id, form->fields[i].name, values[i], true, err))
            return false;
    return true;
}

static bool store_answer(struct store *store, const struct actor *actor, const char *today,
                         const struct form_record *record, size_t field, const char *value,
                         struct arena *arena, struct answer_clash *clash, struct error *err)
{
    struct subject subject = subject_of(record);
    const char *name = record->form->fields[field].name;
    return subject_permit(store, actor, MAY_FILL_FORM, record->form, &subject, NULL, arena, err)
        && check_unchanged(store, record, field, value, arena, clash, err)
        && answers_write(store, actor, record->id, name, value, false, err)
        && (!calculates(record->form)
            || recalculate(store, actor, today, record->id, name, arena, err))
        && answers_audit(store, actor, "form.answer", record->id, record->child_id,
                         arena_text(arena, "{\"field\":\"%s\"}", name), err);
}

bool answers_store(struct store *store, const struct actor *actor, const char *today,
                   const struct form_record *record, size_t field, const char *value,
                   struct arena *arena, struct answer_clash *clash, struct error *err)
{
    *clash = (struct answer_clash){0};
    return store_begin(store, err)
        && store_end(store,
                     store_answer(store, actor, today, record, field, value, arena, clash, err),
                     err);
}

/* --- Throwing away ---------------------------------------------------------------------------- */

static bool is_untouched(struct store *store, int64_t record_id, bool *untouched,
                         struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT 1 FROM main.form_record"
                              " WHERE id = :record AND completed_at IS NULL"
                              " AND NOT EXISTS (SELECT 1 FROM main.answer a"
                              " WHERE record_id = :record AND prefilled = 0"
                              /* A correction begins with what somebody typed before. */
                              " AND NOT EXISTS (SELECT 1 FROM main.answer b"
                              "  WHERE b.record_id = corrects AND b.field = a.field"
                              "  AND b.value = a.value))");
    bind_int(&query, ":record", record_id);
    *untouched = query_next(&query);
    return query_ok(&query, err);
}

static bool delete_record(struct store *store, int64_t record_id, struct error *err)
{
    QUERY(answers) = query_open(store, "DELETE FROM main.answer WHERE record_id = :record");
    bind_int(&answers, ":record", record_id);
    QUERY(record) = query_open(store, "DELETE FROM main.form_record WHERE id = :record");
    bind_int(&record, ":record", record_id);
    return query_run(&answers, err) && query_run(&record, err);
}

static bool discard(struct store *store, const struct actor *actor, int64_t record_id, bool *gone,
                    struct error *err)
{
    ARENA(arena);
    struct form_record record;
    if (!is_untouched(store, record_id, gone, err))
        return false;
    if (!*gone)
        return true;
    if (!answers_read(store, record_id, &arena, &record, err))
        return false;
    struct subject subject = subject_of(&record);
    return subject_permit(store, actor, MAY_FILL_FORM, record.form, &subject, NULL, &arena, err)
        && delete_record(store, record_id, err)
        && answers_audit(store, actor, "form.discard", record_id, record.child_id, NULL, err);
}

bool answers_discard(struct store *store, const struct actor *actor, int64_t record_id, bool *gone,
                     struct error *err)
{
    return store_begin(store, err)
        && store_end(store, discard(store, actor, record_id, gone, err), err);
}
