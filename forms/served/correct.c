#include "forms/served/correct.h"

#include "forms/filling/answers_write.h"
#include "forms/filling/fill.h"
#include "forms/filling/subject.h"

#include <inttypes.h>
#include <string.h>

/* A record being put right. */
struct correction {
    struct store *store;
    const struct forms *forms;
    const struct policy *policy;
    const struct actor *actor;
    const char *today, *reason;
    struct form_record old;
    const struct form *form; /* what it is filled in now */
    struct subject subject;
    const struct held_post *post;
    int64_t new_id;
    struct arena *arena;
};

bool correct_offered(const struct form_record *record)
{
    return record->complete && record->corrected_by == 0;
}

static bool is_newest(const struct form_record *old, struct error *err)
{
    if (!old->complete)
        return error_set(err, ERROR_CONFLICT, MSG("correct.not-complete"), "record %" PRId64,
                         old->id);
    return old->corrected_by == 0
        || error_set(err, ERROR_CONFLICT, MSG("correct.corrected-already"),
                     "record %" PRId64 ", by %" PRId64, old->id, old->corrected_by);
}

/* A county may have taken the form away since; its papers can be put right all the same. */
static void choose_form(struct correction *c)
{
    const struct form *now = form_find(c->forms, c->old.form->name);
    c->form = now && now->about == c->old.form->about ? now : c->old.form->definition;
}

static bool permit_it(struct correction *c, struct error *err)
{
    choose_form(c);
    c->subject = (struct subject){
        .case_id = c->old.case_id, .child_id = c->old.child_id, .place_id = c->old.place_id};
    if (!subject_permit(c->store, c->actor, MAY_FILL_FORM, c->form, &c->subject, &c->post, c->arena,
                        err))
        return false;
    bool report = c->form->action == MAY_SEND_REPORT && c->old.case_id != 0;
    return !report || transition_state(c->subject.casefile.state) != CASE_CLOSED
        || error_set(err, ERROR_CONFLICT, MSG("correct.case-closed"), "record %" PRId64, c->old.id);
}

static bool find_begun(struct correction *c, struct error *err)
{
    QUERY(query) = query_open(c->store, "SELECT id FROM main.form_record WHERE corrects = :old");
    bind_int(&query, ":old", c->old.id);
    c->new_id = query_next(&query) ? query_int(&query, 0) : 0;
    return query_ok(&query, err);
}

static bool insert(struct correction *c, struct error *err)
{
    const struct answers_new new = {
        .form = c->form,
        .child_id = c->old.child_id,
        .case_id = c->old.case_id,
        .place_id = c->old.place_id,
        .duty_id = c->old.duty_id,
        .post_id = c->post ? c->post->id : 0,
        .corrects = c->old.id,
        .reason = c->reason,
    };
    return answers_insert(c->store, c->actor, &new, &c->new_id, err);
}

/* Where an old answer goes; NULL when today's form has no such question, or not in a table. */
static const struct form_field *field_now(const struct correction *c, const struct form_field *was)
{
    const struct form_field *now = form_field(c->form, was->base);
    bool repeats = now && now->group && *now->group->repeat;
    return now && repeats == (was->instance > 0) && (!repeats || was->instance <= now->group->most)
        ? now
        : NULL;
}

/* The answer stays the word of the person who gave it. */
static bool copy_answer(struct correction *c, const char *field, struct error *err)
{
    QUERY(query) = query_open(c->store,
                              "INSERT INTO main.answer (record_id, field, value, prefilled,"
                              " account_id, at) SELECT :new, field, value, prefilled, account_id, at"
                              " FROM main.answer WHERE record_id = :old AND field = :field");
    bind_int(&query, ":new", c->new_id);
    bind_int(&query, ":old", c->old.id);
    bind_text(&query, ":field", field);
    return query_run(&query, err);
}

static bool copy_answers(struct correction *c, struct error *err)
{
    for (size_t i = 0; i < c->old.form->field_count; i++) {
        const struct form_field *was = &c->old.form->fields[i], *now = field_now(c, was);
        if (now && *answers_usable(now, c->old.answers[i].value, c->today)
            && !copy_answer(c, was->name, err))
            return false;
    }
    return true;
}

/* A question that the old form did not have begins with what the lists know. */
static bool fill_new(struct correction *c, struct error *err)
{
    const struct fill_subject subject = {
        .policy = c->policy,
        .actor = c->actor,
        .today = c->today,
        .child_id = c->subject.child_id,
        .case_id = c->old.case_id,
        .place_id = c->old.place_id,
        .duty_id = c->old.duty_id,
        .form = c->form->name,
    };
    for (size_t i = 0; i < c->form->field_count; i++) {
        const struct form_field *field = &c->form->fields[i];
        const char *value;
        if (!*field->fill || (field->group && *field->group->repeat)
            || form_field(c->old.form, field->name))
            continue;
        if (!fill_value(c->store, &subject, field->fill, c->arena, &value, err))
            return false;
        value = answers_usable(field, value, c->today);
        if (*value && !answers_write(c->store, c->actor, c->new_id, field->name, value, true, err))
            return false;
    }
    return true;
}

static bool begin_new(struct correction *c, struct error *err)
{
    if (!*c->reason)
        return error_set(err, ERROR_INVALID, MSG("correct.no-reason"), "record %" PRId64,
                         c->old.id);
    return insert(c, err)
        && copy_answers(c, err)
        && fill_new(c, err)
        && answers_audit(c->store, c->actor, "form.correct", c->new_id, c->subject.child_id,
                         arena_text(c->arena, "{\"form\":\"%s\",\"corrects\":\"%" PRId64 "\"}",
                                    c->form->name, c->old.id),
                         err);
}

static bool begin(struct correction *c, int64_t record_id, struct error *err)
{
    return answers_read(c->store, record_id, c->arena, &c->old, err)
        && is_newest(&c->old, err)
        && permit_it(c, err)
        && find_begun(c, err)
        && (c->new_id != 0 || begin_new(c, err));
}

bool correct_begin(struct store *store, const struct forms *forms, const struct policy *policy,
                   const struct actor *actor, const char *today, int64_t record_id,
                   const char *reason, int64_t *new_id, struct error *err)
{
    ARENA(arena);
    struct correction c = {
        .store = store,
        .forms = forms,
        .policy = policy,
        .actor = actor,
        .today = today,
        .reason = reason ? reason : "",
        .arena = &arena,
    };
    if (!store_begin(store, err) || !store_end(store, begin(&c, record_id, err), err))
        return false;
    *new_id = c.new_id;
    return true;
}
