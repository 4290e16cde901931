#include "core/cases/plan_keepers.h"

#include "core/duties/plan_duty.h"
#include "core/posts/place.h"

/* A plan and where its child is. */
struct asked {
    const struct policy_plan *rule;
    const char *today;
    struct duty_places places;
    int64_t school_id; /* the child's school, wherever in it the child is */
    int64_t usual;
};

bool plan_keepers_usual(struct store *store, const struct policy *policy,
                        const struct policy_plan *rule, const struct duty_places *places,
                        const char *today, int64_t *post_id, struct error *err)
{
    const struct policy_rung rung = {
        .post = rule->post,
        .overdue_to = policy->duties[POLICY_REVIEW_PLAN].overdue_to,
    };
    struct duty_posts posts;
    if (!duty_chain_whole(store, &rung, 0, places, today, &posts, err))
        return false;
    *post_id = posts.count > 0 ? posts.chain[0] : 0;
    return true;
}

static bool find_school(struct store *store, struct asked *asked, struct error *err)
{
    asked->school_id = 0;
    return asked->places.school == 0
        || place_above(store, asked->places.school, "school", &asked->school_id, err);
}

/* The roles that the rule names, as a JSON array. */
static const char *role_list(const struct policy_plan *rule, struct arena *arena)
{
    const char *list = "";
    for (int role = 0; role < ROLE_COUNT; role++)
        if (rule->kept_by & 1u << role)
            list = arena_text(arena, "%s%s\"%s\"", list, *list ? "," : "",
                              role_name((enum role)role));
    return arena_text(arena, "[%s]", list);
}

/* The usual post whoever holds it, and those in reach that somebody holds; near is how many places
   lie between the post's and the child's. */
static const char candidates[] =
    "WITH near AS ("
    " SELECT post.id, post.role, post.seat, post.place_id, 0 AS usual,"
    "  (SELECT count(*) FROM place_within b WHERE b.place_id IN (:school, :household)"
    "    AND b.ancestor_id <> post.place_id AND EXISTS (SELECT 1 FROM place_within c"
    "     WHERE c.ancestor_id = post.place_id AND c.place_id = b.ancestor_id)) AS below,"
    "  EXISTS (SELECT 1 FROM place_within b WHERE b.ancestor_id = post.place_id"
    "   AND b.place_id IN (:school, :household)) AS above"
    " FROM post WHERE role IN (SELECT value FROM json_each(:roles)) AND id IS NOT :usual"
    "  AND (place_id IN (SELECT ancestor_id FROM place_within"
    "                     WHERE place_id IN (:school, :household))"
    "       OR place_id IN (SELECT place_id FROM place_within WHERE ancestor_id = :whole))"
    "  AND EXISTS (SELECT 1 FROM holding h JOIN account a ON a.id = h.account_id"
    "   WHERE h.post_id = post.id AND a.disabled_at IS NULL AND h.first_day <= :today"
    "    AND coalesce(h.last_day, '9999') >= :today)"
    " UNION ALL SELECT id, role, seat, place_id, 1, 0, 1 FROM post WHERE id = :usual)"
    " SELECT near.id, near.role, near.seat, place.name_zh, place.name_ug,"
    "  coalesce(a.person_zh, ''), coalesce(a.person_ug, ''),"
    "  (SELECT count(*) FROM main.plan WHERE post_id = near.id AND state IN ('asked', 'stands'))"
    "   AS plans"
    " FROM near JOIN place ON place.id = near.place_id"
    " LEFT JOIN account a ON a.id = (SELECT h.account_id FROM holding h WHERE h.post_id = near.id"
    "  AND h.first_day <= :today AND coalesce(h.last_day, '9999') >= :today"
    "  ORDER BY h.stand_in, h.id LIMIT 1)"
    " WHERE :post IS NULL OR near.id = :post"
    " ORDER BY usual DESC, above DESC, below, plans, near.seat, near.id"
    " LIMIT :size OFFSET :first";

static bool read_candidates(struct store *store, const struct asked *asked, int64_t post_id,
                            struct page page, struct arena *arena, struct plan_keeper *rows,
                            size_t *count, struct error *err)
{
    QUERY(query) = query_open(store, candidates);
    bind_id(&query, ":school", asked->places.school);
    bind_id(&query, ":household", asked->places.household);
    bind_id(&query, ":whole", asked->school_id);
    bind_id(&query, ":usual", asked->usual);
    bind_id(&query, ":post", post_id);
    bind_text(&query, ":roles", role_list(asked->rule, arena));
    bind_text(&query, ":today", asked->today);
    bind_page(&query, page);
    *count = 0;
    while (query_next(&query))
        rows[(*count)++] = (struct plan_keeper){
            .post_id = query_int(&query, 0),
            .role = query_text(&query, 1, arena),
            .seat = query_text(&query, 2, arena),
            .place_zh = query_text(&query, 3, arena),
            .place_ug = query_text(&query, 4, arena),
            .person_zh = query_text(&query, 5, arena),
            .person_ug = query_text(&query, 6, arena),
            .plans = query_int(&query, 7),
        };
    return query_ok(&query, err);
}

static bool list(struct store *store, const struct policy *policy, struct asked *asked,
                 int64_t child_id, struct page page, struct arena *arena, struct plan_keeper *rows,
                 size_t *count, struct error *err)
{
    return plan_places(store, policy, asked->today, child_id, &asked->places, err)
        && find_school(store, asked, err)
        && plan_keepers_usual(store, policy, asked->rule, &asked->places, asked->today,
                              &asked->usual, err)
        && read_candidates(store, asked, 0, page, arena, rows, count, err);
}

bool plan_keepers_list(struct store *store, const struct policy *policy, const char *today,
                       int64_t child_id, const char *kind, struct page page, struct arena *arena,
                       struct plan_keeper **rows, size_t *count, struct error *err)
{
    struct asked asked = {.rule = policy_plan(policy, kind), .today = today};
    if (!asked.rule)
        return error_set(err, ERROR_INVALID, MSG("plan.kind-unknown"), "plan %s", kind);
    *rows = arena_array(arena, struct plan_keeper, page.size);
    return store_begin(store, err)
        && store_end(store, list(store, policy, &asked, child_id, page, arena, *rows, count, err),
                     err);
}

bool plan_keepers_admits(struct store *store, const struct policy *policy,
                         const struct policy_plan *rule, const struct duty_places *places,
                         const char *today, int64_t post_id, bool *admitted, struct error *err)
{
    ARENA(arena);
    struct plan_keeper row;
    size_t count = 0;
    struct asked asked = {.rule = rule, .today = today, .places = *places};
    if (!find_school(store, &asked, err)
        || !plan_keepers_usual(store, policy, rule, places, today, &asked.usual, err)
        || !read_candidates(store, &asked, post_id, (struct page){0, 1}, &arena, &row, &count, err))
        return false;
    *admitted = count > 0;
    return true;
}
