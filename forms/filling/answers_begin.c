#include "forms/filling/answers_write.h"

#include "core/base/clock.h"
#include "forms/expand.h"
#include "forms/filling/check.h"
#include "forms/filling/fill.h"
#include "forms/filling/subject.h"

#include <inttypes.h>
#include <string.h>

/* A record being begun. */
struct beginning {
    struct store *store;
    const struct actor *actor;
    const struct form *form;
    struct fill_subject subject;
    const struct held_post *post;
    int64_t record_id, keep_from;
};

/* Of the same duty: the principal's visit does not go into what a teacher left unfinished. */
static bool find_unfinished(struct store *store, const struct record_start *start,
                            const struct subject *subject, int64_t *record_id, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT id FROM main.form_record WHERE case_id IS :case"
                              " AND child_id IS :child AND place_id IS :place"
                              " AND form = :form AND completed_at IS NULL AND corrects IS NULL"
                              " AND (:duty IS NULL OR duty_id = :duty) ORDER BY id DESC LIMIT 1");
    bind_id(&query, ":case", subject->case_id);
    bind_id(&query, ":child", subject->child_id);
    bind_id(&query, ":place", subject->place_id);
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

bool answers_insert(struct store *store, const struct actor *actor, const struct answers_new *new,
                    int64_t *record_id, struct error *err)
{
    int64_t definition_id;
    if (!keep_definition(store, new->form, &definition_id, err))
        return false;
    QUERY(query) =
        query_open(store,
                   "INSERT INTO main.form_record (form, version, definition_id, child_id, case_id,"
                   " place_id, duty_id, account_id, post_id, began_at, corrects, reason)"
                   " VALUES (:form, :version, :definition, :child, :case, :place, :duty, :account,"
                   " :post, :at, :corrects, :reason)");
    bind_text(&query, ":form", new->form->name);
    bind_int(&query, ":version", new->form->version);
    bind_int(&query, ":definition", definition_id);
    bind_id(&query, ":child", new->child_id);
    bind_id(&query, ":case", new->case_id);
    bind_id(&query, ":place", new->place_id);
    bind_id(&query, ":duty", new->duty_id);
    bind_int(&query, ":account", actor->account_id);
    bind_id(&query, ":post", new->post_id);
    bind_int(&query, ":at", clock_now());
    bind_id(&query, ":corrects", new->corrects);
    bind_text(&query, ":reason", new->reason);
    if (!query_run(&query, err))
        return false;
    *record_id = store_inserted(store);
    return true;
}

static bool insert_record(struct beginning *begun, struct error *err)
{
    const struct answers_new new = {
        .form = begun->form,
        .child_id = begun->subject.child_id,
        .case_id = begun->subject.case_id,
        .place_id = begun->subject.place_id,
        .duty_id = begun->subject.duty_id,
        .post_id = begun->post ? begun->post->id : 0,
        .reason = "",
    };
    return answers_insert(begun->store, begun->actor, &new, &begun->record_id, err);
}

const char *answers_usable(const struct form_field *field, const char *value, const char *today)
{
    const struct field_context context = {.choices = field->choices, .today = today, .was = value};
    struct error unusable = {0};
    return field_check(field->type, &context, value, &unusable) ? value : "";
}

/* What fills a repeat is a list, and each of its lines a row. */
static size_t count_lines(const char *list)
{
    size_t count = *list != '\0';
    for (; *list; list++)
        count += *list == '\n';
    return count;
}

static const char *line_of(const char *list, int row, struct arena *arena)
{
    for (; row > 1 && *list; row--)
        list += strcspn(list, "\n") + (list[strcspn(list, "\n")] == '\n');
    return arena_copy(arena, list, strcspn(list, "\n"));
}

/* The lists that fill the fields of the definition; in *rows how many rows they make. */
static bool read_fills(struct beginning *begun, const char *fills[], int rows[],
                       struct arena *arena, struct error *err)
{
    for (size_t i = 0; i < begun->form->field_count; i++) {
        const struct form_field *field = &begun->form->fields[i];
        fills[i] = "";
        if (*field->fill
            && !fill_value(begun->store, &begun->subject, field->fill, arena, &fills[i], err))
            return false;
        if (!field->group || !*field->group->repeat)
            continue;
        int lines = (int)count_lines(fills[i]), *most = &rows[field->group->index];
        *most = lines > *most ? lines : *most;
        *most = *most > field->group->most ? field->group->most : *most;
    }
    return true;
}

/* The answers that a paper of the same kind leaves to the next (date, place, persuaders). */
static bool carry_over(struct beginning *begun, const struct form *form, const char *values[],
                       struct arena *arena, struct error *err)
{
    QUERY(query) = query_open(begun->store,
                              "SELECT a.field, a.value FROM main.answer a JOIN main.form_record r"
                              " ON r.id = a.record_id WHERE r.id = :from AND r.form = :form"
                              " AND coalesce(r.completed_by, r.account_id) = :account");
    bind_int(&query, ":from", begun->keep_from);
    bind_text(&query, ":form", form->name);
    bind_int(&query, ":account", begun->actor->account_id);
    while (query_next(&query)) {
        const struct form_field *field = form_field(form, query_text(&query, 0, arena));
        if (field && field->keep)
            values[form_index(form, field)] = query_text(&query, 1, arena);
    }
    return query_ok(&query, err);
}

static bool fill_values(struct beginning *begun, const struct form **form, const char ***values,
                        struct arena *arena, struct error *err)
{
    const char **fills = arena_array(arena, const char *, begun->form->field_count);
    int *rows = arena_array(arena, int, begun->form->repeat_count + 1);
    if (!read_fills(begun, fills, rows, arena, err))
        return false;
    *form = form_expand(begun->form, rows, arena);
    *values = arena_array(arena, const char *, (*form)->field_count + 1);
    for (size_t i = 0; i < (*form)->field_count; i++) {
        const struct form_field *field = &(*form)->fields[i];
        const char *fill = fills[field->place];
        if (field->instance)
            fill = line_of(fill, field->instance, arena);
        (*values)[i] = answers_usable(field, fill, begun->subject.today);
    }
    return carry_over(begun, *form, *values, arena, err);
}

static bool prefill(struct beginning *begun, struct error *err)
{
    ARENA(arena);
    const struct form *form;
    const char **values;
    if (!fill_values(begun, &form, &values, &arena, err))
        return false;
    const bool *typed = arena_array(&arena, bool, form->field_count + 1);
    if (!check_calculate(form, values, typed, begun->subject.today, &arena, err))
        return false;
    for (size_t i = 0; i < form->field_count; i++)
        if (*values[i]
            && !answers_write(begun->store, begun->actor, begun->record_id, form->fields[i].name,
                              values[i], true, err))
            return false;
    return true;
}

static bool begin_new(struct beginning *begun, struct error *err)
{
    ARENA(arena);
    return insert_record(begun, err)
        && prefill(begun, err)
        && answers_audit(begun->store, begun->actor, "form.begin", begun->record_id,
                         begun->subject.child_id,
                         arena_text(&arena, "{\"form\":\"%s\"}", begun->form->name), err);
}

/* What is about a child belongs to the child's case, so that it stands there among the others. */
static bool find_case(struct store *store, const struct form *form, struct subject *subject,
                      struct error *err)
{
    if (form->about != ABOUT_A_CHILD || subject->case_id != 0)
        return true;
    QUERY(query) = query_open(store, "SELECT id FROM main.casefile"
                                     " WHERE child_id = :child AND state <> 'closed'");
    bind_int(&query, ":child", subject->child_id);
    subject->case_id = query_next(&query) ? query_int(&query, 0) : 0;
    return query_ok(&query, err);
}

/* A duty of another child is done by another paper. */
static bool check_duty(struct store *store, const struct record_start *start,
                       const struct subject *subject, struct error *err)
{
    if (start->duty_id == 0)
        return true;
    QUERY(query) = query_open(store, "SELECT 1 FROM main.duty WHERE id = :duty AND (case_id = :case"
                                     " OR child_id = :child OR place_id = :place)");
    bind_int(&query, ":duty", start->duty_id);
    bind_id(&query, ":case", subject->case_id);
    bind_id(&query, ":child", subject->child_id);
    bind_id(&query, ":place", subject->place_id);
    bool fits = query_next(&query);
    return query_ok(&query, err)
        && (fits
            || error_set(err, ERROR_INVALID, MSG("form.about-other"), "duty %" PRId64,
                         start->duty_id));
}

static bool begin(struct store *store, const struct policy *policy, const struct actor *actor,
                  const char *today, const struct record_start *start, int64_t *record_id,
                  struct error *err)
{
    ARENA(arena);
    struct subject subject = {
        .case_id = start->case_id, .child_id = start->child_id, .place_id = start->place_id};
    struct beginning begun = {
        .store = store, .actor = actor, .form = start->form, .keep_from = start->keep_from};
    if (!find_case(store, start->form, &subject, err)
        || !subject_permit(store, actor, MAY_FILL_FORM, start->form, &subject, &begun.post, &arena,
                           err)
        || !check_duty(store, start, &subject, err)
        || !find_unfinished(store, start, &subject, &begun.record_id, err))
        return false;
    if (begun.record_id == 0) {
        begun.subject = (struct fill_subject){
            .policy = policy,
            .actor = actor,
            .today = today,
            .child_id = subject.child_id,
            .case_id = subject.case_id,
            .place_id = subject.place_id,
            .duty_id = start->duty_id,
            .form = start->form->name,
            .serves = start->form->serves,
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
