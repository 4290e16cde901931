#include "core/cases/plan_deed.h"

#include "core/cases/plan_keepers.h"
#include "core/posts/notice.h"
#include "core/rules/policy.h"

#include <inttypes.h>
#include <string.h>

static bool check_keeper(const struct plan_deed *deed, int64_t post_id, struct error *err)
{
    bool admitted;
    return plan_keepers_admits(deed->store, deed->policy, deed->rule, &deed->places, deed->today,
                               post_id, &admitted, err)
        && (admitted
            || error_set(err, ERROR_INVALID, MSG("plan.keeper"), "post %" PRId64 ", plan %s",
                         post_id, deed->rule->name));
}

/* Whom the policy names keeps it, unless people have chosen another. */
bool plan_deed_choose(struct plan_deed *deed, int64_t post_id, struct error *err)
{
    deed->plan.post_id = post_id;
    if (post_id != 0)
        return check_keeper(deed, post_id, err);
    return plan_keepers_usual(deed->store, deed->policy, deed->rule, &deed->places, deed->today,
                              &deed->plan.post_id, err)
        && (deed->plan.post_id != 0
            || error_set(err, ERROR_INVALID, MSG("plan.nobody"), "child %" PRId64,
                         deed->plan.child_id));
}

/* A line for a post, unless it is the actor's own. */
static bool tell(const struct plan_deed *deed, int64_t post_id, const struct notice *notice,
                 struct error *err)
{
    struct notice line = *notice;
    for (size_t i = 0; i < deed->actor->post_count; i++)
        if (deed->actor->posts[i].id == post_id)
            return true;
    line.post_id = post_id;
    return notice_add(deed->store, &line, err);
}

bool plan_deed_tell_keeper(struct plan_deed *deed, struct error *err)
{
    const struct notice given = {
        .child_id = deed->plan.child_id,
        .key = MSG("notice.plan-given"),
        .route = arena_text(&deed->arena, "plan/%" PRId64, deed->plan.id),
    };
    return tell(deed, deed->plan.post_id, &given, err);
}

/* What is written beside the event: from whom to whom. */
static const char *moved(struct plan_deed *deed, int64_t from, int64_t to)
{
    return arena_text(&deed->arena, "{\"from\":%" PRId64 ",\"to\":%" PRId64 "}", from, to);
}

/* Whoever had it is told so without a name: the child may be out of their sight now. */
static bool give(struct plan_deed *deed, int64_t post_id, const char *event, const char *reason,
                 struct error *err)
{
    static const struct notice taken = {.key = MSG("notice.plan-taken"), .route = ""};
    int64_t before = deed->plan.post_id;
    deed->plan.post_id = post_id;
    return plan_deed_add(deed, event, deed->today, reason, moved(deed, before, post_id), err)
        && plan_deed_write(deed, err)
        && tell(deed, before, &taken, err)
        && plan_deed_tell_keeper(deed, err)
        && plan_deed_finish(deed, event, err);
}

static bool hand_over(struct plan_deed *deed, int64_t plan_id, int64_t post_id, const char *reason,
                      struct error *err)
{
    if (!plan_deed_find(deed, plan_id, "stands", err)
        || !plan_deed_allow_there(deed, MAY_KEEP_PLAN, err)
        || !plan_deed_needs_note(reason, err)
        || !check_keeper(deed, post_id, err))
        return false;
    if (deed->plan.post_id == post_id)
        return error_set(err, ERROR_CONFLICT, MSG("plan.kept-already"), "post %" PRId64, post_id);
    return give(deed, post_id, "handed_over", reason, err);
}

bool plan_hand_over(struct store *store, const struct policy *policy, const struct actor *actor,
                    const char *today, int64_t plan_id, int64_t post_id, const char *reason,
                    struct error *err)
{
    struct plan_deed deed = plan_deed_begin(store, policy, actor, today);
    return store_begin(store, err)
        && plan_deed_end(&deed, hand_over(&deed, plan_id, post_id, reason, err), err);
}

/* --- With the child --------------------------------------------------------------------------- */

/* Whether people have said who keeps it. */
static bool read_chosen(const struct plan_deed *deed, bool *chosen, struct error *err)
{
    QUERY(query) = query_open(deed->store, "SELECT 1 FROM main.plan_event WHERE plan_id = :plan"
                                           " AND (kind = 'handed_over'"
                                           "      OR json_extract(data, '$.keeper') = 'chosen')");
    bind_int(&query, ":plan", deed->plan.id);
    *chosen = query_next(&query);
    return query_ok(&query, err);
}

/* The rules' post where the child is now; 0 when the plan stays with whoever has it. */
static bool find_next(struct plan_deed *deed, int64_t *post_id, struct error *err)
{
    bool chosen;
    *post_id = 0;
    deed->rule = policy_plan(deed->policy, deed->plan.kind);
    if (!deed->rule || strcmp(deed->plan.role, role_name(deed->rule->post.role)) != 0)
        return true;
    return read_chosen(deed, &chosen, err)
        && (chosen
            || (plan_deed_places(deed, err)
                && duty_post(deed->store, &deed->rule->post, &deed->places, post_id, err)));
}

static bool follow(struct plan_deed *deed, int64_t plan_id, struct error *err)
{
    int64_t next;
    if (!plan_read(deed->store, plan_id, &deed->arena, &deed->plan, err)
        || !find_next(deed, &next, err))
        return false;
    return next == 0 || next == deed->plan.post_id || give(deed, next, "followed", "", err);
}

bool plan_follow(struct store *store, const struct policy *policy, const char *today,
                 int64_t plan_id, struct error *err)
{
    static const struct actor clerk = {.name = "", .console = true};
    struct plan_deed deed = plan_deed_begin(store, policy, &clerk, today);
    return store_begin(store, err) && plan_deed_end(&deed, follow(&deed, plan_id, err), err);
}

bool plan_may_hand_over(struct store *store, const struct policy *policy, const struct actor *actor,
                        const char *today, int64_t plan_id, bool *may, struct error *err)
{
    struct plan_deed deed = plan_deed_begin(store, policy, actor, today);
    struct error refusal = {0};
    if (!store_begin_reading(store, err))
        return false;
    bool ok = plan_deed_find(&deed, plan_id, "stands", &refusal)
        && plan_deed_allow_there(&deed, MAY_KEEP_PLAN, &refusal);
    *may = plan_deed_end(&deed, ok, &refusal);
    if (*may || refusal.kind == ERROR_DENIED || refusal.kind == ERROR_CONFLICT)
        return true;
    *err = refusal;
    return false;
}
