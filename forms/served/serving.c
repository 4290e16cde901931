#include "forms/served/serving.h"

#include "core/base/clock.h"
#include "core/base/date.h"
#include "core/cases/legal.h"
#include "core/rules/policy.h"
#include "core/store/audit.h"
#include "forms/filling/subject.h"

#include <inttypes.h>
#include <string.h>

bool serving_asked(const struct form *form)
{
    return *form->serves != '\0';
}

bool serving_read(struct store *store, int64_t record_id, struct arena *arena,
                  struct service *service, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT s.day, s.how, s.receiver, s.note, a.person_zh, a.person_ug"
                              " FROM form_service s JOIN account a ON a.id = s.account_id"
                              " WHERE s.record_id = :record");
    bind_int(&query, ":record", record_id);
    *service = (struct service){"", "", "", "", "", ""};
    if (query_next(&query))
        *service = (struct service){
            .day = query_text(&query, 0, arena),
            .how = query_text(&query, 1, arena),
            .receiver = query_text(&query, 2, arena),
            .note = query_text(&query, 3, arena),
            .person_zh = query_text(&query, 4, arena),
            .person_ug = query_text(&query, 5, arena),
        };
    return query_ok(&query, err);
}

const struct form *serving_form(const struct forms *forms, const char *event)
{
    const struct form *form;
    for (size_t i = 0; (form = form_at(forms, i)); i++)
        if (strcmp(form->serves, event) == 0)
            return form;
    return NULL;
}

bool serving_find(struct store *store, int64_t case_id, const struct form *form, int64_t *record_id,
                  struct error *err)
{
    QUERY(query) = query_open(store, "SELECT id FROM form_record WHERE case_id = :case"
                                     " AND form = :form ORDER BY id DESC LIMIT 1");
    bind_int(&query, ":case", case_id);
    bind_text(&query, ":form", form->name);
    *record_id = query_next(&query) ? query_int(&query, 0) : 0;
    return query_ok(&query, err);
}

/* --- Writing down ----------------------------------------------------------------------------- */

/* A paper that is being served. */
struct handing {
    struct store *store;
    const struct policy *policy;
    const struct actor *actor;
    const char *today;
    const struct service *service;
    struct form_record record;
    struct subject subject;
    struct arena *arena;
};

static bool check_paper(struct handing *h, struct error *err)
{
    const struct form_record *record = &h->record;
    if (!serving_asked(record->form))
        return error_set(err, ERROR_INVALID, MSG("serving.not-served"), "form %s",
                         record->form->name);
    if (!record->complete)
        return error_set(err, ERROR_CONFLICT, MSG("serving.not-complete"), "record %" PRId64,
                         record->id);
    return record->corrected_by == 0
        || error_set(err, ERROR_CONFLICT, MSG("serving.corrected"), "record %" PRId64, record->id);
}

static bool check_unserved(struct handing *h, struct error *err)
{
    struct service before;
    return serving_read(h->store, h->record.id, h->arena, &before, err)
        && (!*before.day
            || error_set(err, ERROR_CONFLICT, MSG("serving.served"), "record %" PRId64,
                         h->record.id));
}

/* Nobody is handed a paper that is not there yet. */
static bool check_day(const struct handing *h, struct error *err)
{
    int number;
    bool before = false;
    const char *day = h->service->day;
    if (!date_number(day, &number))
        return error_tell(err, ERROR_INVALID, MSG("case.bad-day"), day);
    if (strcmp(day, h->today) > 0)
        return error_tell(err, ERROR_INVALID, MSG("case.day-to-come"), day);
    return answers_incomplete_on(h->store, h->record.id, h->today, day, &before, err)
        && (!before || error_tell(err, ERROR_INVALID, MSG("signing.before-complete"), day));
}

const char *serving_how(size_t index)
{
    const char *way;
    for (size_t i = 0; (way = legal_how(i)); i++)
        if (strcmp(way, "spoken") != 0 && index-- == 0)
            return way;
    return NULL;
}

static bool check_service(const struct handing *h, struct error *err)
{
    const char *way;
    size_t i = 0;
    if (!check_day(h, err))
        return false;
    while ((way = serving_how(i)) && strcmp(way, h->service->how) != 0)
        i++;
    return way
        || error_set(err, ERROR_INVALID, MSG("legal.no-how"), "record %" PRId64, h->record.id);
}

/* Whether this record or one that it corrects, and so on back, was served before. */
static bool was_served(struct handing *h, bool *served, struct error *err)
{
    QUERY(query) = query_open(h->store,
                              "WITH RECURSIVE chain(id) AS (SELECT :record UNION ALL"
                              " SELECT corrects FROM main.form_record r JOIN chain USING (id)"
                              " WHERE corrects IS NOT NULL)"
                              " SELECT 1 FROM main.form_service s JOIN chain ON id = s.record_id");
    bind_int(&query, ":record", h->record.id);
    *served = query_next(&query);
    return query_ok(&query, err);
}

/* Whether its service is a step, by the rules that the case began under, that is still to be
   taken: a second notice is served as well as the first. */
static bool takes_step(struct handing *h, bool *takes, struct error *err)
{
    struct casefile c;
    struct legal_row *rows;
    size_t count;
    *takes = false;
    if (h->record.case_id == 0)
        return true;
    if (!casefile_read(h->store, h->record.case_id, h->arena, &c, err)
        || !legal_list(h->store, policy_of(h->policy, c.policy_id), c.id, h->arena, &rows, &count,
                       err))
        return false;
    for (size_t i = 0; i < count; i++)
        if (strcmp(rows[i].step->event, h->record.form->serves) == 0)
            *takes = rows[i].state != LEGAL_TAKEN;
    return true;
}

static bool take_step(struct handing *h, struct error *err)
{
    const struct legal_paper paper = {
        .case_id = h->record.case_id,
        .event = h->record.form->serves,
        .day = h->service->day,
        .number = h->record.number,
        .how = h->service->how,
        .note = h->service->note,
        .record_id = h->record.id,
    };
    return legal_take(h->store, h->policy, h->actor, h->today, &paper, err);
}

/* Where it is a step the rules say who takes it; else whoever may fill the paper. */
static bool take(struct handing *h, struct error *err)
{
    bool takes, served;
    if (!takes_step(h, &takes, err) || !was_served(h, &served, err))
        return false;
    if (takes && !served)
        return take_step(h, err);
    h->subject = (struct subject){.case_id = h->record.case_id,
                                  .child_id = h->record.child_id,
                                  .place_id = h->record.place_id};
    return subject_permit(h->store, h->actor, MAY_FILL_FORM, h->record.form, &h->subject, NULL,
                          h->arena, err);
}

static bool insert(struct handing *h, struct error *err)
{
    QUERY(query) = query_open(h->store,
                              "INSERT INTO main.form_service (record_id, day, how, receiver, note,"
                              " account_id, at)"
                              " VALUES (:record, :day, :how, :receiver, :note, :account, :now)");
    bind_int(&query, ":record", h->record.id);
    bind_text(&query, ":day", h->service->day);
    bind_text(&query, ":how", h->service->how);
    bind_text(&query, ":receiver", h->service->receiver);
    bind_text(&query, ":note", h->service->note);
    bind_int(&query, ":account", h->actor->account_id);
    bind_int(&query, ":now", clock_now());
    return query_run(&query, err);
}

static bool write_trail(struct handing *h, struct error *err)
{
    const struct audit_entry entry = {
        .action = "form.serve",
        .subject = "form_record",
        .subject_id = h->record.id,
        .child_id = h->record.child_id,
        .detail = audit_detail(h->arena, "day", h->service->day, "how", h->service->how, NULL),
    };
    return audit_write(h->store, h->actor, &entry, err);
}

bool serving_write(struct store *store, const struct policy *policy, const struct actor *actor,
                   const char *today, int64_t record_id, const struct service *service,
                   struct error *err)
{
    ARENA(arena);
    struct handing h = {
        .store = store,
        .policy = policy,
        .actor = actor,
        .today = today,
        .service = service,
        .arena = &arena,
    };
    if (!actor_has_account(actor))
        return error_set(err, ERROR_DENIED, MSG("denied"), "the console serves no paper");
    return store_begin(store, err)
        && store_end(store,
                     answers_read(store, record_id, &arena, &h.record, err)
                         && check_paper(&h, err)
                         && check_unserved(&h, err)
                         && check_service(&h, err)
                         && take(&h, err)
                         && insert(&h, err)
                         && write_trail(&h, err),
                     err);
}
