#include "core/cases/plan_deed.h"

#include "core/base/clock.h"
#include "core/cases/casefile.h"
#include "core/duties/duty.h"
#include "core/duties/plan_duty.h"
#include "core/rules/policy.h"
#include "core/store/audit.h"

#include <inttypes.h>
#include <string.h>

/* The post of the actor that keeps the plan; NULL when none does, or its role may not. */
static const struct held_post *keeper_of(const struct plan_deed *deed, enum action action)
{
    for (size_t i = 0; i < deed->actor->post_count; i++)
        if (deed->plan.post_id != 0 && deed->actor->posts[i].id == deed->plan.post_id
            && role_may(deed->actor->posts[i].role, action))
            return &deed->actor->posts[i];
    return NULL;
}

/* Whoever answers for either place of the child may act. */
bool plan_deed_allow_there(struct plan_deed *deed, enum action action, struct error *err)
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

/* So may whoever keeps the plan. */
bool plan_deed_allow(struct plan_deed *deed, enum action action, struct error *err)
{
    deed->post = keeper_of(deed, action);
    return deed->post || plan_deed_allow_there(deed, action, err);
}

bool plan_deed_rule(struct plan_deed *deed, const char *kind, struct error *err)
{
    deed->rule = policy_plan(deed->policy, kind);
    return deed->rule || error_set(err, ERROR_INVALID, MSG("plan.kind-unknown"), "plan %s", kind);
}

bool plan_deed_add(const struct plan_deed *deed, const char *kind, const char *day,
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

bool plan_deed_write(const struct plan_deed *deed, struct error *err)
{
    QUERY(query) = query_open(deed->store,
                              "UPDATE main.plan SET state = :state, post_id = :post,"
                              " review_on = :review, ended_on = :ended WHERE id = :plan");
    bind_int(&query, ":post", deed->plan.post_id);
    bind_text(&query, ":state", deed->plan.state);
    bind_text(&query, ":review", *deed->plan.review_on ? deed->plan.review_on : NULL);
    bind_text(&query, ":ended", *deed->plan.ended_on ? deed->plan.ended_on : NULL);
    bind_int(&query, ":plan", deed->plan.id);
    return query_run(&query, err);
}

/* What a case asks for may hang on the plans that stand (A12). */
static bool derive_case(const struct plan_deed *deed, struct error *err)
{
    int64_t case_id;
    return casefile_of_child(deed->store, deed->plan.child_id, &case_id, err)
        && (!case_id
            || duty_derive_case(deed->store, deed->policy, deed->today, case_id, err));
}

static const char *number(struct plan_deed *deed, int64_t id)
{
    return arena_text(&deed->arena, "%" PRId64, id);
}

bool plan_deed_finish(struct plan_deed *deed, const char *event, struct error *err)
{
    return audit_write(deed->store, deed->actor,
                       &(struct audit_entry){
                           .action = "plan.event",
                           .subject = "plan",
                           .subject_id = deed->plan.id,
                           .child_id = deed->plan.child_id,
                           .detail = audit_detail(&deed->arena, "plan", deed->plan.kind, "event",
                                                  event, "keeper", number(deed, deed->plan.post_id),
                                                  NULL),
                       },
                       err)
        && plan_derive(deed->store, deed->policy, deed->today, deed->plan.id, err)
        && derive_case(deed, err);
}

struct plan_deed plan_deed_begin(struct store *store, const struct policy *policy,
                                 const struct actor *actor, const char *today)
{
    return (struct plan_deed){.store = store, .policy = policy, .actor = actor, .today = today};
}

bool plan_deed_end(struct plan_deed *deed, bool ok, struct error *err)
{
    ok = store_end(deed->store, ok, err);
    arena_clear(&deed->arena);
    return ok;
}

bool plan_deed_places(struct plan_deed *deed, struct error *err)
{
    return plan_places(deed->store, deed->policy, deed->today, deed->plan.child_id, &deed->places,
                       err);
}

bool plan_deed_find(struct plan_deed *deed, int64_t plan_id, const char *state, struct error *err)
{
    return plan_read(deed->store, plan_id, &deed->arena, &deed->plan, err)
        && plan_deed_places(deed, err)
        && plan_deed_rule(deed, deed->plan.kind, err)
        && (strcmp(deed->plan.state, state) == 0
            || error_set(err, ERROR_CONFLICT, MSG("plan.not-now"), "plan %" PRId64 " is %s",
                         plan_id, deed->plan.state));
}

bool plan_deed_needs_note(const char *note, struct error *err)
{
    return (note && *note) || error_set(err, ERROR_INVALID, MSG("plan.no-reason"), "no note");
}
