#include "forms/filling/complete.h"

#include "core/base/clock.h"
#include "core/cases/dispatch.h"
#include "core/rules/policy.h"
#include "core/store/audit.h"
#include "forms/filling/answers_write.h"
#include "forms/filling/check.h"
#include "forms/filling/fill.h"
#include "forms/filling/subject.h"
#include "forms/filling/told.h"
#include "forms/served/series.h"

#include <inttypes.h>
#include <string.h>

/* A record on its way to being complete. */
struct completion {
    struct store *store;
    const struct policy *policy;
    const struct actor *actor;
    const char *today;
    struct form_record record;
    struct subject subject;
    const struct held_post *post;
    const char *rung; /* of the duty it was filled for; "" for none */
    struct arena *arena;
};

static bool permit_it(struct completion *c, struct error *err)
{
    c->subject = (struct subject){.case_id = c->record.case_id,
                                  .child_id = c->record.child_id,
                                  .place_id = c->record.place_id};
    return subject_permit(c->store, c->actor, c->record.form->action, c->record.form, &c->subject,
                          &c->post, c->arena, err);
}

static bool check_whole(struct completion *c, struct error *err)
{
    struct check_summary summary;
    const struct form *form = c->record.form;
    if (c->record.complete)
        return error_set(err, ERROR_CONFLICT, MSG("form.complete-already"), "record %" PRId64,
                         c->record.id);
    if (!check_form(form, answers_values(&c->record, c->arena), c->today, c->arena, &summary, err))
        return false;
    return summary.first_missing == form->field_count
        || error_set(err, ERROR_INVALID, MSG("form.incomplete"), "record %" PRId64 ", field %s",
                     c->record.id, form->fields[summary.first_missing].name);
}

/* A paper that puts another right keeps its number: others refer to it already. */
static bool read_number(struct completion *c, const char **number, struct error *err)
{
    QUERY(query) = query_open(c->store, "SELECT number FROM main.form_record WHERE id = :corrects");
    bind_id(&query, ":corrects", c->record.corrects);
    *number = query_next(&query) ? query_text(&query, 0, c->arena) : "";
    return query_ok(&query, err);
}

/* What was filled in for the person, and stands above their name, is their word; what is worked out
   stays so. */
static bool confirm_rest(struct completion *c, struct error *err)
{
    for (size_t i = 0; i < c->record.form->field_count; i++) {
        const struct form_field *field = &c->record.form->fields[i];
        const struct answer *answer = &c->record.answers[i];
        if (*answer->value && answer->prefilled && !*field->calculation
            && !answers_write(c->store, c->actor, c->record.id, field->name, answer->value, false,
                              err))
            return false;
    }
    return true;
}

static bool freeze(struct completion *c, struct error *err)
{
    const char *number;
    if (!read_number(c, &number, err))
        return false;
    if (!*number
        && !series_take(c->store, c->record.form, c->post->place_id, c->today, c->arena, &number,
                        err))
        return false;
    QUERY(query) = query_open(c->store, "UPDATE main.form_record SET completed_at = :at,"
                                        " completed_by = :account, number = :number"
                                        " WHERE id = :record");
    bind_text(&query, ":number", number);
    bind_int(&query, ":at", clock_now());
    bind_int(&query, ":account", c->actor->account_id);
    bind_int(&query, ":record", c->record.id);
    return query_run(&query, err);
}

static bool read_rung(struct completion *c, struct error *err)
{
    QUERY(query) = query_open(c->store, "SELECT rung FROM main.duty WHERE id = :duty");
    bind_int(&query, ":duty", c->record.duty_id);
    c->rung = query_next(&query) ? query_text(&query, 0, c->arena) : "";
    return query_ok(&query, err);
}

static bool tell_case(struct completion *c, const struct told *told, struct error *err)
{
    const struct case_event appended = {
        .case_id = c->record.case_id,
        .kind = told->kind,
        .day = told->day,
        .result = told->result,
        .note = told->note,
        .rung = c->rung,
        .record_id = c->record.id,
    };
    return c->record.case_id == 0
        || casefile_append(c->store, c->policy, c->actor, c->today, &appended, err);
}

static bool append_event(struct completion *c, const struct form_event *event, struct error *err)
{
    const struct telling telling = {c->store, c->policy, c->actor, c->today, &c->record, c->arena};
    struct told told;
    if (!told_read(&telling, event, &told, err))
        return false;
    if (!told.happened)
        return true;
    return *event->plan ? told_to_plan(&telling, event, &told, err) : tell_case(c, &told, err);
}

/* What a correction puts right has happened once: the case gets a line that says why. */
static bool append_correction(struct completion *c, struct error *err)
{
    const struct case_event corrected = {
        .case_id = c->record.case_id,
        .kind = "form.corrected",
        .day = c->today,
        .note = c->record.reason,
        .record_id = c->record.id,
    };
    return c->record.case_id == 0
        || casefile_append(c->store, c->policy, c->actor, c->today, &corrected, err);
}

static bool append_events(struct completion *c, struct error *err)
{
    if (c->record.corrects != 0)
        return append_correction(c, err);
    for (size_t i = 0; i < c->record.form->event_count; i++)
        if (!append_event(c, &c->record.form->events[i], err))
            return false;
    return true;
}

/* A report goes to whom the county's rules name for it. */
static bool send_copies(struct completion *c, struct error *err)
{
    if (c->record.form->action != MAY_SEND_REPORT)
        return true;
    const struct policy_rung *rung = fill_report_rung(c->policy, c->record.form->name,
                                                      c->subject.casefile.kind, c->rung);
    if (!rung)
        return error_set(err, ERROR_INVALID, MSG("form.no-recipients"), "form %s",
                         c->record.form->name);

    int64_t *posts = arena_array(c->arena, int64_t, rung->recipients.count);
    for (size_t i = 0; i < rung->recipients.count; i++) {
        const struct policy_post *to = &rung->recipients.rows[i];
        if (!dispatch_recipient(c->store, c->record.case_id, role_name(to->role),
                                to->line == LINE_HOUSEHOLD, &posts[i], err))
            return false;
    }
    return dispatch_send(c->store, c->policy, c->actor, c->today, c->record.case_id, c->record.id,
                         posts, rung->recipients.count, err);
}

static bool tell(struct completion *c, struct error *err)
{
    return subject_tell(c->store, c->actor, c->record.form, &c->subject,
                        c->record.corrects ? MSG("notice.form-corrected")
                                           : MSG("notice.form-complete"),
                        record_route(&c->record, c->arena), err);
}

static bool write_trail(struct completion *c, struct error *err)
{
    const struct audit_entry entry = {
        .action = "form.complete",
        .subject = "form_record",
        .subject_id = c->record.id,
        .child_id = c->record.child_id,
        .detail = arena_text(c->arena, "{\"form\":\"%s\",\"version\":%d}", c->record.form->name,
                             c->record.form->version),
    };
    return audit_write(c->store, c->actor, &entry, err);
}

bool complete_record(struct store *store, const struct policy *policy, const struct actor *actor,
                     const char *today, int64_t record_id, struct error *err)
{
    ARENA(arena);
    struct completion c = {
        .store = store,
        .policy = policy,
        .actor = actor,
        .today = today,
        .arena = &arena,
    };
    if (!store_begin(store, err))
        return false;
    bool ok = answers_read(store, record_id, &arena, &c.record, err)
        && permit_it(&c, err)
        && check_whole(&c, err)
        && read_rung(&c, err)
        && confirm_rest(&c, err)
        && freeze(&c, err)
        && append_events(&c, err)
        && send_copies(&c, err)
        && tell(&c, err)
        && write_trail(&c, err);
    return store_end(store, ok, err);
}
