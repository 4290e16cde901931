#include "forms/answers.h"

#include "core/audit.h"
#include "core/casestep.h"
#include "core/clock.h"
#include "forms/check.h"
#include "forms/definition.h"
#include "forms/fill.h"

#include <inttypes.h>
#include <string.h>

static bool audit(struct store *store, const struct actor *actor, const char *action,
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

/* Whoever answers for the case on either line may fill its forms. */
static bool permit_case(struct store *store, const struct actor *actor, int64_t case_id,
                        struct casefile *casefile, const struct held_post **post,
                        struct arena *arena, struct error *err)
{
    if (!actor_has_account(actor))
        return error_set(err, ERROR_DENIED, MSG("denied"), "the console fills no form");
    return casestep_read(store, case_id, arena, casefile, err)
        && casestep_permit(store, actor, MAY_FILL_FORM, casefile, post, err);
}

/* --- Beginning -------------------------------------------------------------------------------- */

/* A record being begun. */
struct beginning {
    struct store *store;
    const struct actor *actor;
    const struct form *form;
    struct fill_subject subject;
    const struct held_post *post;
    int64_t record_id;
};

/* Of the same duty: the principal's visit does not go into what a teacher left unfinished. */
static bool find_unfinished(struct store *store, const struct record_start *start,
                            int64_t *record_id, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT id FROM main.form_record WHERE case_id = :case"
                              " AND form = :form AND completed_at IS NULL"
                              " AND (:duty IS NULL OR duty_id = :duty) ORDER BY id DESC LIMIT 1");
    bind_int(&query, ":case", start->case_id);
    bind_id(&query, ":duty", start->duty_id);
    bind_text(&query, ":form", start->form->name);
    *record_id = query_next(&query) ? query_int(&query, 0) : 0;
    return query_ok(&query, err);
}

static bool keep_definition(struct store *store, const struct form *form, int64_t *id,
                            struct error *err)
{
    QUERY(insert) = query_open(store, "INSERT INTO main.form_definition (form, version, source)"
                                      " VALUES (:form, :version, :source)"
                                      " ON CONFLICT (form, version, source) DO NOTHING");
    bind_text(&insert, ":form", form->name);
    bind_int(&insert, ":version", form->version);
    bind_text(&insert, ":source", form->source);
    if (!query_run(&insert, err))
        return false;

    QUERY(find) = query_open(store,
                             "SELECT id FROM main.form_definition"
                             " WHERE form = :form AND version = :version AND source = :source");
    bind_text(&find, ":form", form->name);
    bind_int(&find, ":version", form->version);
    bind_text(&find, ":source", form->source);
    *id = query_next(&find) ? query_int(&find, 0) : 0;
    return query_ok(&find, err);
}

static bool insert_record(struct beginning *begun, int64_t definition_id, struct error *err)
{
    QUERY(query) =
        query_open(begun->store,
                   "INSERT INTO main.form_record (form, version, definition_id, child_id, case_id,"
                   " duty_id, account_id, post_id, began_at) VALUES (:form, :version,"
                   " :definition, :child, :case, :duty, :account, :post, :at)");
    bind_text(&query, ":form", begun->form->name);
    bind_int(&query, ":version", begun->form->version);
    bind_int(&query, ":definition", definition_id);
    bind_int(&query, ":child", begun->subject.child_id);
    bind_int(&query, ":case", begun->subject.case_id);
    bind_id(&query, ":duty", begun->subject.duty_id);
    bind_int(&query, ":account", begun->actor->account_id);
    bind_id(&query, ":post", begun->post ? begun->post->id : 0);
    bind_int(&query, ":at", clock_now());
    if (!query_run(&query, err))
        return false;
    begun->record_id = store_inserted(begun->store);
    return true;
}

static bool write_answer(struct store *store, const struct actor *actor, int64_t record_id,
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

/* A list may know what the field's kind refuses (a foreign number): then the person types it. */
static const char *usable(const struct form_field *field, const char *value, const char *today)
{
    const struct field_context context = {.choices = field->choices, .today = today, .was = value};
    struct error unusable = {0};
    return field_check(field->type, &context, value, &unusable) ? value : "";
}

static bool fill_values(struct beginning *begun, const char *values[], struct arena *arena,
                        struct error *err)
{
    for (size_t i = 0; i < begun->form->field_count; i++) {
        const struct form_field *field = &begun->form->fields[i];
        values[i] = "";
        if (!*field->fill)
            continue;
        if (!fill_value(begun->store, &begun->subject, field->fill, arena, &values[i], err))
            return false;
        values[i] = usable(field, values[i], begun->subject.today);
    }
    return true;
}

static bool prefill(struct beginning *begun, struct error *err)
{
    ARENA(arena);
    size_t count = begun->form->field_count;
    const char **values = arena_array(&arena, const char *, count);
    const bool *typed = arena_array(&arena, bool, count);
    if (!fill_values(begun, values, &arena, err)
        || !check_calculate(begun->form, values, typed, begun->subject.today, &arena, err))
        return false;
    for (size_t i = 0; i < count; i++)
        if (*values[i]
            && !write_answer(begun->store, begun->actor, begun->record_id,
                             begun->form->fields[i].name, values[i], true, err))
            return false;
    return true;
}

static bool begin_new(struct beginning *begun, struct error *err)
{
    ARENA(arena);
    int64_t definition_id;
    return keep_definition(begun->store, begun->form, &definition_id, err)
        && insert_record(begun, definition_id, err) && prefill(begun, err)
        && audit(begun->store, begun->actor, "form.begin", begun->record_id,
                 begun->subject.child_id,
                 arena_text(&arena, "{\"form\":\"%s\"}", begun->form->name), err);
}

static bool begin(struct store *store, const struct policy *policy, const struct actor *actor,
                  const char *today, const struct record_start *start, int64_t *record_id,
                  struct error *err)
{
    ARENA(arena);
    struct casefile casefile;
    struct beginning begun = {.store = store, .actor = actor, .form = start->form};
    if (!permit_case(store, actor, start->case_id, &casefile, &begun.post, &arena, err)
        || !find_unfinished(store, start, &begun.record_id, err))
        return false;
    if (begun.record_id == 0) {
        begun.subject = (struct fill_subject){
            .policy = policy,
            .actor = actor,
            .today = today,
            .child_id = casefile.child_id,
            .case_id = start->case_id,
            .duty_id = start->duty_id,
            .form = start->form->name,
        };
        if (!begin_new(&begun, err))
            return false;
    }
    *record_id = begun.record_id;
    return true;
}

bool answers_begin(struct store *store, const struct policy *policy, const struct actor *actor,
                   const char *today, const struct record_start *start, int64_t *record_id,
                   struct error *err)
{
    return store_begin(store, err)
        && store_end(store, begin(store, policy, actor, today, start, record_id, err), err);
}

/* --- Reading ---------------------------------------------------------------------------------- */

static bool read_head(struct store *store, int64_t record_id, struct arena *arena,
                      struct form_record *record, struct error *err)
{
    QUERY(query) =
        query_open(store,
                   "SELECT r.child_id, r.case_id, r.duty_id, r.completed_at IS NOT NULL,"
                   " r.began_at, r.completed_at, c.name_zh, c.name_ug, f.number, r.form, d.source"
                   " FROM form_record r JOIN child c ON c.id = r.child_id"
                   " JOIN form_definition d ON d.id = r.definition_id"
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
        .duty_id = query_int(&query, 2),
        .complete = query_int(&query, 3) != 0,
        .began_at = query_int(&query, 4),
        .completed_at = query_int(&query, 5),
        .name_zh = query_text(&query, 6, arena),
        .name_ug = query_text(&query, 7, arena),
        .case_number = query_text(&query, 8, arena),
    };
    return definition_read(query_text(&query, 9, arena), query_text(&query, 10, arena), arena,
                           &record->form, err);
}

static bool read_answers(struct store *store, struct arena *arena, struct form_record *record,
                         struct error *err)
{
    QUERY(query) = query_open(store, "SELECT field, value, prefilled, account_id, at FROM answer"
                                     " WHERE record_id = :record");
    bind_int(&query, ":record", record->id);
    record->answers = arena_array(arena, struct answer, record->form->field_count);
    for (size_t i = 0; i < record->form->field_count; i++)
        record->answers[i].value = "";
    while (query_next(&query)) {
        const struct form_field *field = form_field(record->form, query_text(&query, 0, arena));
        if (field)
            record->answers[form_index(record->form, field)] = (struct answer){
                .value = query_text(&query, 1, arena),
                .prefilled = query_int(&query, 2) != 0,
                .account_id = query_int(&query, 3),
                .at = query_int(&query, 4),
            };
    }
    return query_ok(&query, err);
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

const char **answers_values(const struct form_record *record, struct arena *arena)
{
    const char **values = arena_array(arena, const char *, record->form->field_count);
    for (size_t i = 0; i < record->form->field_count; i++)
        values[i] = record->answers[i].value;
    return values;
}

bool answers_of_case(struct store *store, int64_t case_id, struct arena *arena,
                     struct record_line **rows, size_t *count, struct error *err)
{
    QUERY(query) =
        query_open(store,
                   "SELECT r.id, r.form, r.version, r.completed_at IS NOT NULL, r.began_at,"
                   " r.completed_at, a.person_zh, a.person_ug, count(*) OVER ()"
                   " FROM form_record r JOIN account a"
                   " ON a.id = coalesce(r.completed_by, r.account_id)"
                   " WHERE r.case_id = :case ORDER BY r.id");
    bind_int(&query, ":case", case_id);
    *rows = NULL;
    *count = 0;
    while (query_next(&query)) {
        if (!*rows)
            *rows = arena_array(arena, struct record_line, (size_t)query_int(&query, 8));
        (*rows)[(*count)++] = (struct record_line){
            .id = query_int(&query, 0),
            .form = query_text(&query, 1, arena),
            .version = (int)query_int(&query, 2),
            .complete = query_int(&query, 3) != 0,
            .began_at = query_int(&query, 4),
            .completed_at = query_int(&query, 5),
            .person_zh = query_text(&query, 6, arena),
            .person_ug = query_text(&query, 7, arena),
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

/* Writes what follows from the answer: a birth month from an ID number. */
static bool recalculate(struct store *store, const struct actor *actor, const char *today,
                        const struct form_record *record, size_t field, const char *value,
                        struct arena *arena, struct error *err)
{
    const struct form *form = record->form;
    const char **values = answers_values(record, arena);
    bool *typed = arena_array(arena, bool, form->field_count);
    values[field] = value;
    for (size_t i = 0; i < form->field_count; i++)
        typed[i] = i == field || (*values[i] && !record->answers[i].prefilled);
    if (!check_calculate(form, values, typed, today, arena, err))
        return false;
    for (size_t i = 0; i < form->field_count; i++)
        if (i != field && strcmp(values[i], record->answers[i].value) != 0
            && !write_answer(store, actor, record->id, form->fields[i].name, values[i], true, err))
            return false;
    return true;
}

static bool store_answer(struct store *store, const struct actor *actor, const char *today,
                         const struct form_record *record, size_t field, const char *value,
                         struct arena *arena, struct answer_clash *clash, struct error *err)
{
    struct casefile casefile;
    const struct held_post *post;
    const char *name = record->form->fields[field].name;
    return permit_case(store, actor, record->case_id, &casefile, &post, arena, err)
        && check_unchanged(store, record, field, value, arena, clash, err)
        && write_answer(store, actor, record->id, name, value, false, err)
        && recalculate(store, actor, today, record, field, value, arena, err)
        && audit(store, actor, "form.answer", record->id, record->child_id,
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

static bool read_untouched(struct store *store, int64_t record_id, int64_t *case_id,
                           int64_t *child_id, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT case_id, child_id FROM main.form_record WHERE id = :record"
                              " AND completed_at IS NULL AND NOT EXISTS (SELECT 1 FROM main.answer"
                              " WHERE record_id = :record AND prefilled = 0)");
    bind_int(&query, ":record", record_id);
    bool found = query_next(&query);
    *case_id = found ? query_int(&query, 0) : 0;
    *child_id = found ? query_int(&query, 1) : 0;
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
    struct casefile casefile;
    const struct held_post *post;
    int64_t case_id, child_id;
    if (!read_untouched(store, record_id, &case_id, &child_id, err))
        return false;
    *gone = case_id != 0;
    return !*gone
        || (permit_case(store, actor, case_id, &casefile, &post, &arena, err)
            && delete_record(store, record_id, err)
            && audit(store, actor, "form.discard", record_id, child_id, NULL, err));
}

bool answers_discard(struct store *store, const struct actor *actor, int64_t record_id, bool *gone,
                     struct error *err)
{
    return store_begin(store, err)
        && store_end(store, discard(store, actor, record_id, gone, err), err);
}
