#include "core/cases/legal.h"

#include "core/base/date.h"
#include "core/cases/casestep.h"
#include "core/days/calendar.h"
#include "core/duties/duty.h"
#include "core/duties/duty_row.h"
#include "core/store/audit.h"

#include <inttypes.h>
#include <string.h>

static const char *const ways[] = {"in_person", "family", "posted", "left", "announced", "spoken"};
static const char *const replies[] = {"complied", "refused", "none"};

static bool among(const char *word, const char *const words[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (word && strcmp(words[i], word) == 0)
            return true;
    return false;
}

const char *legal_how(size_t index)
{
    return index < COUNT(ways) ? ways[index] : NULL;
}

const char *legal_reply(size_t index)
{
    return index < COUNT(replies) ? replies[index] : NULL;
}

/* --- Reading ---------------------------------------------------------------------------------- */

static struct legal_row *row_of(struct legal_row *rows, size_t count, const char *event)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(rows[i].step->event, event) == 0)
            return &rows[i];
    return NULL;
}

/* One event of the case as it bears on the steps; columns as in legal_list(). */
static void take_event(const struct query *query, struct arena *arena, struct legal_row *rows,
                       size_t count)
{
    const char *kind = query_text(query, 0, arena), *step = query_text(query, 3, arena);
    struct legal_row *row = row_of(rows, count, *step ? step : kind);
    if (!row)
        return;
    if (strcmp(kind, "reply.noted") == 0) {
        if (row->state != LEGAL_TAKEN)
            return;
        row->reply = query_text(query, 2, arena);
        row->reply_day = query_text(query, 1, arena);
        return;
    }
    row->state = strcmp(kind, "skip.asked") == 0 ? LEGAL_ASKED
        : strcmp(kind, "step.skipped") == 0      ? LEGAL_SKIPPED
                                                 : LEGAL_TAKEN;
    row->day = query_text(query, 1, arena);
    row->number = query_text(query, 4, arena);
    row->how = query_text(query, 5, arena);
    row->reply_by = query_text(query, 6, arena);
    row->note = query_text(query, 7, arena);
    row->record_id = query_int(query, 8);
}

static struct legal_row *begin_rows(const struct policy *policy, struct arena *arena)
{
    struct legal_row *rows = arena_array(arena, struct legal_row, policy->step_count);
    for (size_t i = 0; i < policy->step_count; i++)
        rows[i] = (struct legal_row){
            .step = &policy->steps[i],
            .day = "",
            .number = "",
            .how = "",
            .reply_by = "",
            .reply = "",
            .reply_day = "",
            .note = "",
        };
    return rows;
}

/* The first step that is neither taken nor left out is the next. */
static void find_next(struct legal_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (rows[i].state < LEGAL_SKIPPED) {
            if (rows[i].state == LEGAL_AHEAD)
                rows[i].state = LEGAL_NEXT;
            return;
        }
}

/* From when on steps count; the event of a return is the last that does not. */
struct since {
    const char *day;
    int64_t event_id;
};

static const struct since the_beginning = {.day = ""};

/* The newest return, told by an event or by the class's report after an absence. */
static bool find_return(struct store *store, int64_t case_id, struct arena *arena,
                        struct since *since, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT day, id FROM case_event"
                              " WHERE case_id = :case AND kind = 'returned'"
                              " UNION ALL SELECT (SELECT min(attendance.day) FROM attendance"
                              "   WHERE class_id IN (c.class_id, child.class_id)"
                              "   AND attendance.day > a.day AND NOT EXISTS (SELECT 1"
                              "    FROM absence AS other WHERE other.child_id = a.child_id"
                              "    AND other.day = attendance.day)) AS day, 0"
                              "  FROM casefile AS c JOIN child ON child.id = c.child_id"
                              "  JOIN absence AS a ON a.child_id = c.child_id"
                              "  WHERE c.id = :case AND a.kind = 'unexcused'"
                              " ORDER BY day DESC, id DESC LIMIT 1");
    bind_int(&query, ":case", case_id);
    *since = the_beginning;
    if (query_next(&query))
        *since = (struct since){query_text(&query, 0, arena), query_int(&query, 1)};
    return query_ok(&query, err);
}

static bool read_rows(struct store *store, const struct policy *policy, int64_t case_id,
                      struct since since, struct arena *arena, struct legal_row **rows,
                      size_t *count, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT kind, day, result, json_extract(data, '$.step'),"
                              " json_extract(data, '$.number'), json_extract(data, '$.how'),"
                              " json_extract(data, '$.reply_by'), note, record_id FROM case_event"
                              " WHERE case_id = :case AND (day, id) > (:day, :event) ORDER BY id");
    bind_int(&query, ":case", case_id);
    bind_text(&query, ":day", since.day);
    bind_int(&query, ":event", since.event_id);
    *rows = begin_rows(policy, arena);
    *count = policy->step_count;
    while (query_next(&query))
        take_event(&query, arena, *rows, *count);
    find_next(*rows, *count);
    return query_ok(&query, err);
}

bool legal_list(struct store *store, const struct policy *policy, int64_t case_id,
                struct arena *arena, struct legal_row **rows, size_t *count, struct error *err)
{
    struct since since;
    return find_return(store, case_id, arena, &since, err)
        && read_rows(store, policy, case_id, since, arena, rows, count, err);
}

/* --- A verb at work --------------------------------------------------------------------------- */

struct deed {
    struct store *store;
    const struct policy *policy;
    const struct actor *actor;
    const char *today;
    struct casefile c;
    struct legal_row *row;
    struct arena arena;
};

static struct deed begin(struct store *store, const struct policy *policy,
                         const struct actor *actor, const char *today)
{
    return (struct deed){.store = store, .policy = policy, .actor = actor, .today = today};
}

static bool end(struct deed *deed, bool ok, struct error *err)
{
    ok = store_end(deed->store, ok, err);
    arena_clear(&deed->arena);
    return ok;
}

static bool find(struct deed *deed, int64_t case_id, const char *event, struct since since,
                 struct error *err)
{
    struct legal_row *rows;
    size_t count;
    if (!casestep_read(deed->store, case_id, &deed->arena, &deed->c, err)
        || !read_rows(deed->store, policy_of(deed->policy, deed->c.policy_id), case_id, since,
                      &deed->arena, &rows, &count, err))
        return false;
    deed->row = row_of(rows, count, event);
    return deed->row
        || error_set(err, ERROR_INVALID, MSG("legal.unknown"), "%s in %s", event,
                     deed->policy->name);
}

/* The step as it stands since the child was at school last. */
static bool find_now(struct deed *deed, int64_t case_id, const char *event, struct error *err)
{
    struct since since;
    return find_return(deed->store, case_id, &deed->arena, &since, err)
        && find(deed, case_id, event, since, err);
}

/* Whether the actor holds one of the roles at a post that covers the case. */
static bool has_role(struct deed *deed, const enum role *roles, size_t count, struct error *err)
{
    const int64_t places[] = {deed->c.class_id, deed->c.school_id, deed->c.group_id};
    for (size_t i = 0; i < deed->actor->post_count; i++) {
        struct actor one = *deed->actor;
        bool named = false;
        one.posts = &deed->actor->posts[i];
        one.post_count = 1;
        for (size_t k = 0; k < count; k++)
            named = named || one.posts->role == roles[k];
        for (size_t k = 0; named && k < COUNT(places); k++) {
            struct error refusal = {0};
            if (places[k]
                && permit_at(deed->store, &one, MAY_RECORD_EVENT, places[k], NULL, &refusal))
                return true;
        }
    }
    return deed->actor->console
        || error_set(err, ERROR_DENIED, MSG("legal.not-yours"), "account %" PRId64 ", %s",
                     deed->actor->account_id, deed->row->step->event);
}

static bool check_day(const struct deed *deed, const char *day, struct error *err)
{
    int number;
    if (!day || !date_number(day, &number))
        return error_tell(err, ERROR_INVALID, MSG("case.bad-day"), day ? day : "");
    return strcmp(day, deed->today) <= 0
        || error_tell(err, ERROR_INVALID, MSG("case.day-to-come"), day);
}

static bool is_next(const struct deed *deed, struct error *err)
{
    enum legal_state state = deed->row->state;
    if (state == LEGAL_TAKEN || state == LEGAL_SKIPPED)
        return error_set(err, ERROR_CONFLICT, MSG("legal.taken"), "%s", deed->row->step->event);
    return state != LEGAL_AHEAD
        || error_set(err, ERROR_CONFLICT, MSG("legal.not-next"), "%s", deed->row->step->event);
}

static bool add(struct deed *deed, const struct case_event *event, struct error *err)
{
    return casestep_take(deed->store, deed->actor, deed->today, &deed->c, event, err)
        && duty_derive_case(deed->store, deed->policy, deed->today, deed->c.id, err);
}

/* --- Taking a step ---------------------------------------------------------------------------- */

static bool check_paper(const struct deed *deed, const struct legal_paper *paper, struct error *err)
{
    bool spoken = paper->how && strcmp(paper->how, "spoken") == 0;
    if (!among(paper->how, ways, COUNT(ways)))
        return error_set(err, ERROR_INVALID, MSG("legal.no-how"), "%s", paper->event);
    if (!spoken && (!paper->number || !*paper->number))
        return error_set(err, ERROR_INVALID, MSG("legal.no-number"), "%s", paper->event);
    return check_day(deed, paper->day, err);
}

/* The family's time counts from the day of service, by the calendar of the case's places. */
static bool reply_by(struct store *store, const struct policy *policy, const struct casefile *c,
                     const struct policy_step *step, const char *day, struct arena *arena,
                     const char **last, struct error *err)
{
    struct calendar calendar;
    int64_t place = c->school_id ? c->school_id : c->group_id;
    *last = "";
    if (!step || step->reply.count == 0)
        return true;
    if (!calendar_read(store, policy, place, arena, &calendar, err))
        return false;
    *last = calendar_add(&calendar, day, step->reply, arena);
    return true;
}

bool legal_reply_by(struct store *store, const struct policy *policy, int64_t case_id,
                    const char *event, const char *day, struct arena *arena, const char **last,
                    struct error *err)
{
    struct casefile c;
    return casestep_read(store, case_id, arena, &c, err)
        && reply_by(store, policy, &c, policy_step(policy_of(policy, c.policy_id), event), day,
                    arena, last, err);
}

static bool take(struct deed *deed, const struct legal_paper *paper, struct error *err)
{
    const char *last;
    const struct policy_step *step;
    if (!find_now(deed, paper->case_id, paper->event, err))
        return false;
    step = deed->row->step;
    if (!has_role(deed, step->by, step->by_count, err)
        || !is_next(deed, err)
        || !check_paper(deed, paper, err)
        || !reply_by(deed->store, deed->policy, &deed->c, step, paper->day, &deed->arena, &last,
                     err))
        return false;
    const char *number = paper->number ? paper->number : "";
    const struct case_event event = {
        .case_id = paper->case_id,
        .kind = paper->event,
        .day = paper->day,
        .note = paper->note,
        .record_id = paper->record_id,
        .data = audit_detail(&deed->arena, "number", number, "how", paper->how, "reply_by", last,
                             NULL),
    };
    return add(deed, &event, err);
}

bool legal_take(struct store *store, const struct policy *policy, const struct actor *actor,
                const char *today, const struct legal_paper *paper, struct error *err)
{
    struct deed deed = begin(store, policy, actor, today);
    return store_begin(store, err) && end(&deed, take(&deed, paper, err), err);
}

static bool answer(struct deed *deed, int64_t case_id, const struct case_event *event,
                   const char *step, struct error *err)
{
    if (!among(event->result, replies, COUNT(replies)))
        return error_set(err, ERROR_INVALID, MSG("case.bad-result"), "reply");
    /* A paper may be answered by coming back. */
    if (!find(deed, case_id, step, the_beginning, err) || !check_day(deed, event->day, err))
        return false;
    if (deed->row->state != LEGAL_TAKEN || strcmp(event->day, deed->row->day) < 0)
        return error_set(err, ERROR_CONFLICT, MSG("legal.not-taken"), "%s", step);
    struct case_event noted = *event;
    noted.data = audit_detail(&deed->arena, "step", step, NULL);
    return add(deed, &noted, err);
}

bool legal_answer(struct store *store, const struct policy *policy, const struct actor *actor,
                  const char *today, int64_t case_id, const char *event, const char *reply,
                  const char *day, const char *note, struct error *err)
{
    struct deed deed = begin(store, policy, actor, today);
    const struct case_event noted = {
        .case_id = case_id,
        .kind = "reply.noted",
        .day = day,
        .result = reply,
        .note = note,
    };
    return store_begin(store, err) && end(&deed, answer(&deed, case_id, &noted, event, err), err);
}

/* --- Leaving one out -------------------------------------------------------------------------- */

static bool tell_skippers(struct deed *deed, struct error *err)
{
    const struct duty_places places = {
        .school = deed->c.class_id ? deed->c.class_id : deed->c.school_id,
        .household = deed->c.group_id,
    };
    for (size_t i = 0; i < deed->row->step->skip_count; i++) {
        const struct policy_post wanted = {.role = deed->row->step->skip_by[i]};
        int64_t post;
        if (!duty_post(deed->store, &wanted, &places, &post, err)
            || !casestep_tell(deed->store, deed->actor, &deed->c, post, MSG("notice.skip-asked"),
                              err))
            return false;
    }
    return true;
}

static bool skip_event(struct deed *deed, const char *kind, const char *reason, struct error *err)
{
    const struct case_event event = {
        .case_id = deed->c.id,
        .kind = kind,
        .day = deed->today,
        .note = reason,
        .data = audit_detail(&deed->arena, "step", deed->row->step->event, NULL),
    };
    return add(deed, &event, err);
}

static bool ask_skip(struct deed *deed, int64_t case_id, const char *event, const char *reason,
                     struct error *err)
{
    if (!reason || !*reason)
        return error_set(err, ERROR_INVALID, MSG("legal.no-reason"), "case %" PRId64, case_id);
    return find_now(deed, case_id, event, err)
        && is_next(deed, err)
        && skip_event(deed, "skip.asked", reason, err)
        && tell_skippers(deed, err);
}

bool legal_ask_skip(struct store *store, const struct policy *policy, const struct actor *actor,
                    const char *today, int64_t case_id, const char *event, const char *reason,
                    struct error *err)
{
    struct deed deed = begin(store, policy, actor, today);
    return store_begin(store, err) && end(&deed, ask_skip(&deed, case_id, event, reason, err), err);
}

static bool skip(struct deed *deed, int64_t case_id, const char *event, const char *reason,
                 struct error *err)
{
    if (!find_now(deed, case_id, event, err)
        || !is_next(deed, err)
        || !has_role(deed, deed->row->step->skip_by, deed->row->step->skip_count, err))
        return false;
    if (!reason || !*reason)
        reason = deed->row->state == LEGAL_ASKED ? deed->row->note : "";
    return *reason ? skip_event(deed, "step.skipped", reason, err)
                   : error_set(err, ERROR_INVALID, MSG("legal.no-reason"), "case %" PRId64, case_id);
}

bool legal_skip(struct store *store, const struct policy *policy, const struct actor *actor,
                const char *today, int64_t case_id, const char *event, const char *reason,
                struct error *err)
{
    struct deed deed = begin(store, policy, actor, today);
    return store_begin(store, err) && end(&deed, skip(&deed, case_id, event, reason, err), err);
}
