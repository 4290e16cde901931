#include "core/cases/queue.h"

static struct queue_row read_row(struct query *query, struct arena *arena)
{
    return (struct queue_row){
        .case_id = query_int(query, 0),
        .child_id = query_int(query, 1),
        .charge_id = query_int(query, 2),
        .number = query_text(query, 3, arena),
        .kind = query_text(query, 4, arena),
        .state = query_text(query, 5, arena),
        .status = query_text(query, 6, arena),
        .opened_on = query_text(query, 7, arena),
        .name_zh = query_text(query, 8, arena),
        .name_ug = query_text(query, 9, arena),
        .place_zh = query_text(query, 10, arena),
        .place_ug = query_text(query, 11, arena),
        .duty_id = query_int(query, 12),
        .rung = query_text(query, 13, arena),
        .duty = query_text(query, 14, arena),
        .due = query_text(query, 15, arena),
        .charge_role = query_text(query, 16, arena),
        .charge_zh = query_text(query, 17, arena),
        .charge_ug = query_text(query, 18, arena),
    };
}

/*
 * The urgency of a case is its open duty with the earliest day: SQLite takes the bare columns of a
 * min() from the row that has it. Whoever has not been named sorts by the name they have.
 */
bool queue_list(struct store *store, const struct actor *actor, const char *today,
                const struct queue_filter *filter, enum queue_order order, struct page page,
                struct arena *arena, struct queue_row **rows, size_t *count, int64_t *total,
                struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT c.id, c.child_id, c.charge_id, c.number, c.kind, c.state,"
                              " c.status, c.opened_on,"
                              " child.name_zh, child.name_ug, place.name_zh, place.name_ug,"
                              " d.id, d.rung, d.kind, d.due, post.role, held.name_zh,"
                              " held.name_ug, count(*) OVER ()"
                              " FROM casefile c JOIN child ON child.id = c.child_id"
                              " LEFT JOIN place ON place.id = coalesce(c.class_id, c.school_id,"
                              " c.group_id)"
                              " LEFT JOIN (SELECT id, case_id, rung, kind, min(due) AS due FROM"
                              " duty"
                              "  WHERE state = 'open' AND case_id IS NOT NULL GROUP BY case_id) d"
                              " ON d.case_id = c.id"
                              " LEFT JOIN post ON post.id = c.charge_id"
                              " LEFT JOIN place held ON held.id = post.place_id"
                              " WHERE (:state = 'all' OR c.state = :state OR (:state = '' AND"
                              " c.state <> 'closed'))"
                              " AND (:kind = '' OR c.kind = :kind)"
                              " AND (NOT :late OR d.due < :today)"
                              " AND (NOT :mine OR c.charge_id IN (SELECT value FROM"
                              " json_each(:posts)))"
                              " AND (:school IS NULL OR c.school_id = :school)"
                              " AND (:township IS NULL OR EXISTS (SELECT 1 FROM place_within w"
                              "  WHERE w.ancestor_id = :township AND w.place_id = c.group_id))"
                              " ORDER BY CASE WHEN :order = 0 THEN coalesce(d.due, '9999') END,"
                              " CASE WHEN :order = 2 THEN coalesce(nullif(child.name_zh, ''),"
                              " child.name_ug) END"
                              " COLLATE people, c.opened_on, c.id"
                              " LIMIT :size OFFSET :first");
    bind_text(&query, ":state", filter->state);
    bind_text(&query, ":kind", filter->kind);
    bind_int(&query, ":late", filter->late);
    bind_int(&query, ":mine", filter->mine);
    bind_id(&query, ":school", filter->school_id);
    bind_id(&query, ":township", filter->township_id);
    bind_text(&query, ":today", today);
    bind_text(&query, ":posts", permit_posts(actor, arena));
    bind_int(&query, ":order", order);
    bind_page(&query, page);

    *rows = arena_array(arena, struct queue_row, page.size);
    *count = 0;
    *total = 0;
    while (query_next(&query)) {
        (*rows)[(*count)++] = read_row(&query, arena);
        *total = query_int(&query, 19);
    }
    return query_ok(&query, err);
}
