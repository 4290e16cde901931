#include "core/cases/plan.h"

#include <inttypes.h>

static struct plan take(const struct query *query, struct arena *arena)
{
    return (struct plan){
        .id = query_int(query, 0),
        .child_id = query_int(query, 1),
        .kind = query_text(query, 2, arena),
        .state = query_text(query, 3, arena),
        .post_id = query_int(query, 4),
        .begins_on = query_text(query, 5, arena),
        .review_on = query_text(query, 6, arena),
        .ended_on = query_text(query, 7, arena),
        .reason = query_text(query, 8, arena),
        .papers = query_text(query, 9, arena),
        .name_zh = query_text(query, 10, arena),
        .name_ug = query_text(query, 11, arena),
        .role = query_text(query, 12, arena),
        .seat = query_text(query, 13, arena),
        .place_zh = query_text(query, 14, arena),
        .place_ug = query_text(query, 15, arena),
    };
}

bool plan_read(struct store *store, int64_t plan_id, struct arena *arena, struct plan *plan,
               struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT p.id, p.child_id, p.kind, p.state, p.post_id, p.begins_on,"
                              " p.review_on, p.ended_on, e.note, json_extract(e.data, '$.papers'),"
                              " child.name_zh, child.name_ug, post.role, post.seat, place.name_zh,"
                              " place.name_ug FROM plan p JOIN child ON child.id = p.child_id"
                              " JOIN post ON post.id = p.post_id"
                              " JOIN place ON place.id = post.place_id"
                              " LEFT JOIN plan_event e ON e.plan_id = p.id AND e.kind = 'begun'"
                              " WHERE p.id = :plan");
    bind_int(&query, ":plan", plan_id);
    bool found = query_next(&query);
    if (found)
        *plan = take(&query, arena);
    return query_ok(&query, err)
        && (found || error_set(err, ERROR_MISSING, MSG("plan.missing"), "plan %" PRId64, plan_id));
}

bool plan_list(struct store *store, int64_t child_id, struct page page, struct arena *arena,
               struct plan **rows, size_t *count, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT p.id, p.child_id, p.kind, p.state, p.post_id, p.begins_on,"
                              " p.review_on, p.ended_on, e.note, json_extract(e.data, '$.papers'),"
                              " child.name_zh, child.name_ug, post.role, post.seat, place.name_zh,"
                              " place.name_ug FROM plan p JOIN child ON child.id = p.child_id"
                              " JOIN post ON post.id = p.post_id"
                              " JOIN place ON place.id = post.place_id"
                              " LEFT JOIN plan_event e ON e.plan_id = p.id AND e.kind = 'begun'"
                              " WHERE CASE WHEN :child IS NULL THEN p.state IN ('asked', 'stands')"
                              "  ELSE p.child_id = :child END"
                              " ORDER BY p.state IN ('ended', 'refused'),"
                              "  coalesce(p.review_on, '9999'), p.id LIMIT :size OFFSET :first");
    bind_id(&query, ":child", child_id);
    bind_page(&query, page);
    *rows = arena_array(arena, struct plan, page.size);
    *count = 0;
    while (query_next(&query))
        (*rows)[(*count)++] = take(&query, arena);
    return query_ok(&query, err);
}

bool plan_events(struct store *store, int64_t plan_id, struct page page, struct arena *arena,
                 struct plan_event **rows, size_t *count, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT e.id, e.typed_at, e.kind, e.day, e.note, post.role,"
                              " account.person_zh, account.person_ug FROM plan_event e"
                              " LEFT JOIN post ON post.id = e.post_id"
                              " LEFT JOIN account ON account.id = e.account_id"
                              " WHERE e.plan_id = :plan ORDER BY e.id LIMIT :size OFFSET :first");
    bind_int(&query, ":plan", plan_id);
    bind_page(&query, page);
    *rows = arena_array(arena, struct plan_event, page.size);
    *count = 0;
    while (query_next(&query))
        (*rows)[(*count)++] = (struct plan_event){
            .id = query_int(&query, 0),
            .typed_at = query_int(&query, 1),
            .kind = query_text(&query, 2, arena),
            .day = query_text(&query, 3, arena),
            .note = query_text(&query, 4, arena),
            .role = query_text(&query, 5, arena),
            .person_zh = query_text(&query, 6, arena),
            .person_ug = query_text(&query, 7, arena),
        };
    return query_ok(&query, err);
}
