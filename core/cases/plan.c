#include "core/cases/plan.h"

#include "core/base/date.h"
#include "core/cases/plan_deed.h"
#include "core/days/calendar.h"
#include "core/duties/duty_row.h"
#include "core/rules/policy.h"
#include "core/store/audit.h"

#include <inttypes.h>
#include <string.h>

static const char *const beats[] = {
    "contact.phone",
    "contact.visit",
    "parents.at_school",
    "visit.joint",
    "home_teaching.given",
    "progress.noted",
    "term_plan.made",
    "aid.applied",
    "aid.granted",
    "aid.paid",
    "assessment.made",
    "reviewed",
};

static const char *const papers[] = {"application", "certificate", "assessment", "consent"};

static bool among(const char *word, const char *const words[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i], word) == 0)
            return true;
    return false;
}

bool plan_event_known(const char *kind)
{
    return among(kind, beats, COUNT(beats));
}

bool plan_paper_known(const char *paper)
{
    return among(paper, papers, COUNT(papers));
}

/* --- Beginning -------------------------------------------------------------------------------- */

static bool check_start(const struct plan_deed *deed, const struct plan_start *start,
                        struct error *err)
{
    int number;
    const char *review = start->review_on ? start->review_on : "";
    if (!date_number(deed->plan.begins_on, &number))
        return error_tell(err, ERROR_INVALID, MSG("case.bad-day"), deed->plan.begins_on);
    if (*review && (!date_number(review, &number) || strcmp(review, deed->plan.begins_on) <= 0))
        return error_tell(err, ERROR_INVALID, MSG("plan.bad-review"), review);
    if (!start->reason || !*start->reason)
        return error_set(err, ERROR_INVALID, MSG("plan.no-reason"), "plan %s", start->kind);
    for (size_t i = 0; i < deed->rule->needs.count; i++)
        if (!start->papers[i] || !*start->papers[i])
            return error_set(err, ERROR_INVALID, MSG("plan.no-papers"), "plan %s lacks %s",
                             start->kind, deed->rule->needs.rows[i]);
    return true;
}

static bool refuse_second(const struct plan_deed *deed, struct error *err)
{
    QUERY(query) = query_open(deed->store, "SELECT 1 FROM main.plan WHERE child_id = :child"
                                           " AND kind = :kind AND state IN ('asked', 'stands')");
    bind_int(&query, ":child", deed->plan.child_id);
    bind_text(&query, ":kind", deed->plan.kind);
    bool found = query_next(&query);
    return query_ok(&query, err)
        && (!found
            || error_set(err, ERROR_CONFLICT, MSG("plan.goes-on"), "plan %s", deed->plan.kind));
}

/* When it is looked at again: as said, or as long as the policy lets it last. */
static bool set_review(struct plan_deed *deed, const char *said, struct error *err)
{
    struct calendar calendar;
    int64_t place = deed->places.school ? deed->places.school : deed->places.household;
    deed->plan.review_on = said && *said ? said : "";
    if (*deed->plan.review_on || deed->rule->lasts.count == 0)
        return true;
    if (!calendar_read(deed->store, deed->policy, place, &deed->arena, &calendar, err))
        return false;
    deed->plan.review_on = calendar_add(&calendar, deed->plan.begins_on, deed->rule->lasts,
                                        &deed->arena);
    return true;
}

static bool insert_plan(struct plan_deed *deed, struct error *err)
{
    QUERY(query) = query_open(deed->store,
                              "INSERT INTO main.plan (child_id, kind, state, post_id, begins_on,"
                              " review_on) VALUES (:child, :kind, :state, :post, :begins, :review)");
    bind_int(&query, ":child", deed->plan.child_id);
    bind_text(&query, ":kind", deed->plan.kind);
    bind_text(&query, ":state", deed->plan.state);
    bind_int(&query, ":post", deed->plan.post_id);
    bind_text(&query, ":begins", deed->plan.begins_on);
    bind_text(&query, ":review", *deed->plan.review_on ? deed->plan.review_on : NULL);
    if (!query_run(&query, err))
        return false;
    deed->plan.id = store_inserted(deed->store);
    return true;
}

/* All papers as one text, parted by semicolons. */
static const char *seen_papers(struct plan_deed *deed, const struct plan_start *start)
{
    const char *list = "";
    for (size_t i = 0; i < deed->rule->needs.count; i++)
        list = arena_text(&deed->arena, "%s%s%s", list, *list ? "; " : "", start->papers[i]);
    return list;
}

static bool begin_plan(struct plan_deed *deed, const struct plan_start *start, struct error *err)
{
    deed->plan = (struct plan){
        .child_id = start->child_id,
        .kind = start->kind,
        .begins_on = start->begins_on && *start->begins_on ? start->begins_on : deed->today,
        .ended_on = "",
    };
    if (!plan_deed_rule(deed, start->kind, err)
        || !plan_deed_places(deed, err)
        || !plan_deed_allow(deed, MAY_KEEP_PLAN, err)
        || !check_start(deed, start, err)
        || !refuse_second(deed, err)
        || !plan_deed_choose(deed, start->post_id, err)
        || !set_review(deed, start->review_on, err))
        return false;
    deed->plan.state = deed->rule->confirms.count > 0 ? "asked" : "stands";
    return insert_plan(deed, err)
        && plan_deed_add(deed, "begun", deed->plan.begins_on, start->reason,
                         audit_detail(&deed->arena, "papers", seen_papers(deed, start), "keeper",
                                      start->post_id ? "chosen" : "", NULL),
                         err)
        && (start->post_id == 0 || plan_deed_tell_keeper(deed, err))
        && plan_deed_finish(deed, "begun", err);
}

bool plan_begin(struct store *store, const struct policy *policy, const struct actor *actor,
                const char *today, const struct plan_start *start, int64_t *plan_id,
                struct error *err)
{
    struct plan_deed deed = plan_deed_begin(store, policy, actor, today);
    if (!store_begin(store, err) || !plan_deed_end(&deed, begin_plan(&deed, start, err), err))
        return false;
    *plan_id = deed.plan.id;
    return true;
}

bool plan_may_begin(struct store *store, const struct policy *policy, const struct actor *actor,
                    const char *today, int64_t child_id, const char *kind, bool *may,
                    struct error *err)
{
    struct plan_deed deed = plan_deed_begin(store, policy, actor, today);
    struct error refusal = {0};
    deed.plan = (struct plan){.child_id = child_id, .kind = kind};
    if (!store_begin_reading(store, err))
        return false;
    bool ok = plan_deed_rule(&deed, kind, &refusal)
        && plan_deed_places(&deed, &refusal)
        && plan_deed_allow(&deed, MAY_KEEP_PLAN, &refusal)
        && refuse_second(&deed, &refusal);
    *may = plan_deed_end(&deed, ok, &refusal);
    if (*may || refusal.kind == ERROR_DENIED || refusal.kind == ERROR_CONFLICT
        || refusal.kind == ERROR_INVALID)
        return true;
    *err = refusal;
    return false;
}

/* --- Going on --------------------------------------------------------------------------------- */

/* Whether the actor holds the post whose word the policy asks for. */
static bool is_confirmer(struct plan_deed *deed, struct error *err)
{
    int64_t wanted = 0;
    if (!plan_deed_allow(deed, MAY_SEE_CHILDREN, err)
        || !duty_post(deed->store, &deed->rule->confirms.rows[0], &deed->places, &wanted, err))
        return false;
    for (size_t i = 0; i < deed->actor->post_count; i++)
        if (deed->actor->posts[i].id == wanted) {
            deed->post = &deed->actor->posts[i];
            return true;
        }
    return deed->actor->console
        || error_set(err, ERROR_DENIED, MSG("denied"), "account %" PRId64 ", plan %" PRId64,
                     deed->actor->account_id, deed->plan.id);
}

static bool confirm(struct plan_deed *deed, int64_t plan_id, bool stands, const char *note,
                    struct error *err)
{
    const char *event = stands ? "confirmed" : "refused";
    if (!plan_deed_find(deed, plan_id, "asked", err)
        || !is_confirmer(deed, err)
        || (!stands && !plan_deed_needs_note(note, err)))
        return false;
    deed->plan.state = stands ? "stands" : "refused";
    return plan_deed_add(deed, event, deed->today, note, NULL, err)
        && plan_deed_write(deed, err)
        && plan_deed_finish(deed, event, err);
}

bool plan_confirm(struct store *store, const struct policy *policy, const struct actor *actor,
                  const char *today, int64_t plan_id, bool stands, const char *note,
                  struct error *err)
{
    struct plan_deed deed = plan_deed_begin(store, policy, actor, today);
    return store_begin(store, err)
        && plan_deed_end(&deed, confirm(&deed, plan_id, stands, note, err), err);
}

static bool check_day(const struct plan_deed *deed, const char *day, struct error *err)
{
    int number;
    if (!date_number(day, &number))
        return error_tell(err, ERROR_INVALID, MSG("case.bad-day"), day);
    return strcmp(day, deed->today) <= 0
        || error_tell(err, ERROR_INVALID, MSG("case.day-to-come"), day);
}

static bool done(struct plan_deed *deed, int64_t plan_id, const char *kind, const char *day,
                 const char *note, struct error *err)
{
    if (!plan_event_known(kind))
        return error_set(err, ERROR_INVALID, MSG("case.event-unknown"), "event %s", kind);
    return plan_deed_find(deed, plan_id, "stands", err)
        && plan_deed_allow(deed, MAY_KEEP_PLAN, err)
        && check_day(deed, day, err)
        && plan_deed_add(deed, kind, day, note, NULL, err)
        && plan_deed_finish(deed, kind, err);
}

bool plan_done(struct store *store, const struct policy *policy, const struct actor *actor,
               const char *today, int64_t plan_id, const char *kind, const char *day,
               const char *note, struct error *err)
{
    struct plan_deed deed = plan_deed_begin(store, policy, actor, today);
    return store_begin(store, err)
        && plan_deed_end(&deed, done(&deed, plan_id, kind, day, note, err), err);
}

static bool review(struct plan_deed *deed, int64_t plan_id, const char *review_on, const char *note,
                   struct error *err)
{
    int number;
    const char *next = review_on ? review_on : "";
    if (!plan_deed_find(deed, plan_id, "stands", err)
        || !plan_deed_allow(deed, MAY_KEEP_PLAN, err)
        || !plan_deed_needs_note(note, err))
        return false;
    if (*next && (!date_number(next, &number) || strcmp(next, deed->today) <= 0))
        return error_tell(err, ERROR_INVALID, MSG("plan.bad-review"), next);
    const char *was = deed->plan.review_on;
    deed->plan.review_on = next;
    return plan_deed_add(deed, "reviewed", deed->today, note,
                         audit_detail(&deed->arena, "was", was, "until", next, NULL), err)
        && plan_deed_write(deed, err)
        && plan_deed_finish(deed, "reviewed", err);
}

bool plan_review(struct store *store, const struct policy *policy, const struct actor *actor,
                 const char *today, int64_t plan_id, const char *review_on, const char *note,
                 struct error *err)
{
    struct plan_deed deed = plan_deed_begin(store, policy, actor, today);
    return store_begin(store, err)
        && plan_deed_end(&deed, review(&deed, plan_id, review_on, note, err), err);
}

static bool end_plan(struct plan_deed *deed, int64_t plan_id, const char *note, struct error *err)
{
    if (!plan_deed_find(deed, plan_id, "stands", err)
        || !plan_deed_allow(deed, MAY_KEEP_PLAN, err)
        || !plan_deed_needs_note(note, err))
        return false;
    deed->plan.state = "ended";
    deed->plan.ended_on = deed->today;
    return plan_deed_add(deed, "ended", deed->today, note, NULL, err)
        && plan_deed_write(deed, err)
        && plan_deed_finish(deed, "ended", err);
}

bool plan_end(struct store *store, const struct policy *policy, const struct actor *actor,
              const char *today, int64_t plan_id, const char *note, struct error *err)
{
    struct plan_deed deed = plan_deed_begin(store, policy, actor, today);
    return store_begin(store, err)
        && plan_deed_end(&deed, end_plan(&deed, plan_id, note, err), err);
}
