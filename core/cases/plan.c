#include "core/cases/plan.h"

#include "core/base/clock.h"
#include "core/base/date.h"
#include "core/cases/casefile.h"
#include "core/days/calendar.h"
#include "core/duties/duty.h"
#include "core/duties/duty_row.h"
#include "core/duties/plan_duty.h"
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

/* --- One event -------------------------------------------------------------------------------- */

/* A verb at work: the plan as it is, what happens to it, and who says so. */
struct deed {
    struct store *store;
    const struct policy *policy;
    const struct actor *actor;
    const char *today;
    struct plan plan;
    const struct policy_plan *rule;
    const struct held_post *post;
    struct duty_places places; /* of the child */
    struct arena arena;
};

/* Whoever answers for either place of the child may act. */
static bool allow(struct deed *deed, enum action action, struct error *err)
{
    const int64_t places[] = {deed->places.school, deed->places.household};
    for (size_t i = 0; i < COUNT(places); i++) {
        struct error refusal = {0};
        if (places[i]
            && permit_at(deed->store, deed->actor, action, places[i], &deed->post, &refusal))
            return true;
        if (refusal.kind != ERROR_NONE && refusal.kind != ERROR_DENIED) {
            *err = refusal;
            return false;
        }
    }
    return error_set(err, ERROR_DENIED, MSG("denied"), "account %" PRId64 ", child %" PRId64,
                     deed->actor->account_id, deed->plan.child_id);
}

static bool known_rule(struct deed *deed, const char *kind, struct error *err)
{
    deed->rule = policy_plan(deed->policy, kind);
    return deed->rule || error_set(err, ERROR_INVALID, MSG("plan.kind-unknown"), "plan %s", kind);
}

static bool insert_event(const struct deed *deed, const char *kind, const char *day,
                         const char *note, const char *data, struct error *err)
{
    QUERY(query) = query_open(deed->store,
                              "INSERT INTO main.plan_event (plan_id, kind, day, typed_at,"
                              " account_id, post_id, note, data) VALUES (:plan, :kind, :day, :now,"
                              " :account, :post, coalesce(:note, ''), coalesce(:data, '{}'))");
    bind_int(&query, ":plan", deed->plan.id);
    bind_text(&query, ":kind", kind);
    bind_text(&query, ":day", day);
    bind_int(&query, ":now", clock_now());
    bind_id(&query, ":account", deed->actor->account_id);
    bind_id(&query, ":post", deed->post ? deed->post->id : 0);
    bind_text(&query, ":note", note);
    bind_text(&query, ":data", data);
    return query_run(&query, err);
}

static bool write_state(const struct deed *deed, struct error *err)
{
    QUERY(query) = query_open(deed->store,
                              "UPDATE main.plan SET state = :state, review_on = :review,"
                              " ended_on = :ended WHERE id = :plan");
    bind_text(&query, ":state", deed->plan.state);
    bind_text(&query, ":review", *deed->plan.review_on ? deed->plan.review_on : NULL);
    bind_text(&query, ":ended", *deed->plan.ended_on ? deed->plan.ended_on : NULL);
    bind_int(&query, ":plan", deed->plan.id);
    return query_run(&query, err);
}

/* What a case asks for may hang on the plans that stand (A12). */
static bool derive_case(const struct deed *deed, struct error *err)
{
    int64_t case_id;
    return casefile_of_child(deed->store, deed->plan.child_id, &case_id, err)
        && (!case_id
            || duty_derive_case(deed->store, deed->policy, deed->today, case_id, err));
}

static bool finish(struct deed *deed, const char *event, struct error *err)
{
    return audit_write(deed->store, deed->actor,
                       &(struct audit_entry){
                           .action = "plan.event",
                           .subject = "plan",
                           .subject_id = deed->plan.id,
                           .child_id = deed->plan.child_id,
                           .detail = audit_detail(&deed->arena, "plan", deed->plan.kind, "event",
                                                  event, NULL),
                       },
                       err)
        && plan_derive(deed->store, deed->policy, deed->today, deed->plan.id, err)
        && derive_case(deed, err);
}

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

/* --- Beginning -------------------------------------------------------------------------------- */

static bool check_start(const struct deed *deed, const struct plan_start *start, struct error *err)
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

static bool find_places(struct deed *deed, struct error *err)
{
    return plan_places(deed->store, deed->policy, deed->today, deed->plan.child_id, &deed->places,
                       err);
}

static bool refuse_second(const struct deed *deed, struct error *err)
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

/* Who keeps it: the policy's post at the child's places, held or the next above that is. */
static bool choose_post(struct deed *deed, struct error *err)
{
    const struct policy_rung rung = {
        .post = deed->rule->post,
        .overdue_to = deed->policy->duties[POLICY_REVIEW_PLAN].overdue_to,
    };
    struct duty_posts posts;
    if (!duty_chain_whole(deed->store, &rung, 0, &deed->places, deed->today, &posts, err))
        return false;
    deed->plan.post_id = posts.count > 0 ? posts.chain[0] : 0;
    return deed->plan.post_id != 0
        || error_set(err, ERROR_INVALID, MSG("plan.nobody"), "child %" PRId64, deed->plan.child_id);
}

/* When it is looked at again: as said, or as long as the policy lets it last. */
static bool set_review(struct deed *deed, const char *said, struct error *err)
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

static bool insert_plan(struct deed *deed, struct error *err)
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
static const char *seen_papers(struct deed *deed, const struct plan_start *start)
{
    const char *list = "";
    for (size_t i = 0; i < deed->rule->needs.count; i++)
        list = arena_text(&deed->arena, "%s%s%s", list, *list ? "; " : "", start->papers[i]);
    return list;
}

static bool begin_plan(struct deed *deed, const struct plan_start *start, struct error *err)
{
    deed->plan = (struct plan){
        .child_id = start->child_id,
        .kind = start->kind,
        .begins_on = start->begins_on && *start->begins_on ? start->begins_on : deed->today,
        .ended_on = "",
    };
    if (!known_rule(deed, start->kind, err)
        || !find_places(deed, err)
        || !allow(deed, MAY_KEEP_PLAN, err)
        || !check_start(deed, start, err)
        || !refuse_second(deed, err)
        || !choose_post(deed, err)
        || !set_review(deed, start->review_on, err))
        return false;
    deed->plan.state = deed->rule->confirms.count > 0 ? "asked" : "stands";
    return insert_plan(deed, err)
        && insert_event(deed, "begun", deed->plan.begins_on, start->reason,
                        audit_detail(&deed->arena, "papers", seen_papers(deed, start), NULL),
                        err)
        && finish(deed, "begun", err);
}

bool plan_begin(struct store *store, const struct policy *policy, const struct actor *actor,
                const char *today, const struct plan_start *start, int64_t *plan_id,
                struct error *err)
{
    struct deed deed = begin(store, policy, actor, today);
    if (!store_begin(store, err) || !end(&deed, begin_plan(&deed, start, err), err))
        return false;
    *plan_id = deed.plan.id;
    return true;
}

/* --- Going on --------------------------------------------------------------------------------- */

static bool find(struct deed *deed, int64_t plan_id, const char *state, struct error *err)
{
    return plan_read(deed->store, plan_id, &deed->arena, &deed->plan, err)
        && find_places(deed, err)
        && known_rule(deed, deed->plan.kind, err)
        && (strcmp(deed->plan.state, state) == 0
            || error_set(err, ERROR_CONFLICT, MSG("plan.not-now"), "plan %" PRId64 " is %s",
                         plan_id, deed->plan.state));
}

static bool needs_note(const char *note, struct error *err)
{
    return (note && *note) || error_set(err, ERROR_INVALID, MSG("plan.no-reason"), "no note");
}

/* Whether the actor holds the post whose word the policy asks for. */
static bool is_confirmer(struct deed *deed, struct error *err)
{
    int64_t wanted = 0;
    if (!allow(deed, MAY_SEE_CHILDREN, err)
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

static bool confirm(struct deed *deed, int64_t plan_id, bool stands, const char *note,
                    struct error *err)
{
    const char *event = stands ? "confirmed" : "refused";
    if (!find(deed, plan_id, "asked", err)
        || !is_confirmer(deed, err)
        || (!stands && !needs_note(note, err)))
        return false;
    deed->plan.state = stands ? "stands" : "refused";
    return insert_event(deed, event, deed->today, note, NULL, err)
        && write_state(deed, err)
        && finish(deed, event, err);
}

bool plan_confirm(struct store *store, const struct policy *policy, const struct actor *actor,
                  const char *today, int64_t plan_id, bool stands, const char *note,
                  struct error *err)
{
    struct deed deed = begin(store, policy, actor, today);
    return store_begin(store, err) && end(&deed, confirm(&deed, plan_id, stands, note, err), err);
}

static bool check_day(const struct deed *deed, const char *day, struct error *err)
{
    int number;
    if (!date_number(day, &number))
        return error_tell(err, ERROR_INVALID, MSG("case.bad-day"), day);
    return strcmp(day, deed->today) <= 0
        || error_tell(err, ERROR_INVALID, MSG("case.day-to-come"), day);
}

static bool done(struct deed *deed, int64_t plan_id, const char *kind, const char *day,
                 const char *note, struct error *err)
{
    if (!plan_event_known(kind))
        return error_set(err, ERROR_INVALID, MSG("case.event-unknown"), "event %s", kind);
    return find(deed, plan_id, "stands", err)
        && allow(deed, MAY_KEEP_PLAN, err)
        && check_day(deed, day, err)
        && insert_event(deed, kind, day, note, NULL, err)
        && finish(deed, kind, err);
}

bool plan_done(struct store *store, const struct policy *policy, const struct actor *actor,
               const char *today, int64_t plan_id, const char *kind, const char *day,
               const char *note, struct error *err)
{
    struct deed deed = begin(store, policy, actor, today);
    return store_begin(store, err) && end(&deed, done(&deed, plan_id, kind, day, note, err), err);
}

static bool review(struct deed *deed, int64_t plan_id, const char *review_on, const char *note,
                   struct error *err)
{
    int number;
    const char *next = review_on ? review_on : "";
    if (!find(deed, plan_id, "stands", err)
        || !allow(deed, MAY_KEEP_PLAN, err)
        || !needs_note(note, err))
        return false;
    if (*next && (!date_number(next, &number) || strcmp(next, deed->today) <= 0))
        return error_tell(err, ERROR_INVALID, MSG("plan.bad-review"), next);
    const char *was = deed->plan.review_on;
    deed->plan.review_on = next;
    return insert_event(deed, "reviewed", deed->today, note,
                        audit_detail(&deed->arena, "was", was, "until", next, NULL), err)
        && write_state(deed, err)
        && finish(deed, "reviewed", err);
}

bool plan_review(struct store *store, const struct policy *policy, const struct actor *actor,
                 const char *today, int64_t plan_id, const char *review_on, const char *note,
                 struct error *err)
{
    struct deed deed = begin(store, policy, actor, today);
    return store_begin(store, err) && end(&deed, review(&deed, plan_id, review_on, note, err), err);
}

static bool end_plan(struct deed *deed, int64_t plan_id, const char *note, struct error *err)
{
    if (!find(deed, plan_id, "stands", err)
        || !allow(deed, MAY_KEEP_PLAN, err)
        || !needs_note(note, err))
        return false;
    deed->plan.state = "ended";
    deed->plan.ended_on = deed->today;
    return insert_event(deed, "ended", deed->today, note, NULL, err)
        && write_state(deed, err)
        && finish(deed, "ended", err);
}

bool plan_end(struct store *store, const struct policy *policy, const struct actor *actor,
              const char *today, int64_t plan_id, const char *note, struct error *err)
{
    struct deed deed = begin(store, policy, actor, today);
    return store_begin(store, err) && end(&deed, end_plan(&deed, plan_id, note, err), err);
}
