#include "core/cases/handover.h"

#include <inttypes.h>

static struct handover take_row(const struct query *query, struct arena *arena)
{
    return (struct handover){
        .id = query_int(query, 0),
        .primary_id = query_int(query, 1),
        .junior_id = query_int(query, 2),
        .year = (int)query_int(query, 3),
        .primary_zh = query_text(query, 4, arena),
        .primary_ug = query_text(query, 5, arena),
        .junior_zh = query_text(query, 6, arena),
        .junior_ug = query_text(query, 7, arena),
        .handed_on = query_text(query, 8, arena),
        .received_on = query_text(query, 9, arena),
        .handed_zh = query_text(query, 10, arena),
        .handed_ug = query_text(query, 11, arena),
        .received_zh = query_text(query, 12, arena),
        .received_ug = query_text(query, 13, arena),
        .children = query_int(query, 14),
        .registered = query_int(query, 15),
    };
}

bool handover_list(struct store *store, struct page page, struct arena *arena,
                   struct handover **rows, size_t *count, int64_t *total, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT h.id, h.primary_id, h.junior_id, h.year, p.name_zh,"
                              " p.name_ug, j.name_zh, j.name_ug, h.handed_on, h.received_on,"
                              " '', '', '', '',"
                              " (SELECT count(*) FROM handover_child WHERE handover_id = h.id),"
                              " (SELECT count(registered_on) FROM handover_child"
                              "  WHERE handover_id = h.id), count(*) OVER ()"
                              " FROM handover h JOIN place p ON p.id = h.primary_id"
                              " JOIN place j ON j.id = h.junior_id"
                              " ORDER BY h.year DESC, h.received_on IS NOT NULL, h.id"
                              " LIMIT :size OFFSET :first");
    bind_page(&query, page);
    *rows = arena_array(arena, struct handover, page.size);
    *count = 0;
    *total = 0;
    while (query_next(&query)) {
        (*rows)[(*count)++] = take_row(&query, arena);
        *total = query_int(&query, 16);
    }
    return query_ok(&query, err);
}

bool handover_read(struct store *store, int64_t handover_id, struct arena *arena,
                   struct handover *handover, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT h.id, h.primary_id, h.junior_id, h.year, p.name_zh,"
                              " p.name_ug, j.name_zh, j.name_ug, h.handed_on, h.received_on,"
                              " a.person_zh, a.person_ug, b.person_zh, b.person_ug,"
                              " (SELECT count(*) FROM handover_child WHERE handover_id = h.id),"
                              " (SELECT count(registered_on) FROM handover_child"
                              "  WHERE handover_id = h.id)"
                              " FROM handover h JOIN place p ON p.id = h.primary_id"
                              " JOIN place j ON j.id = h.junior_id"
                              " LEFT JOIN account a ON a.id = h.handed_by"
                              " LEFT JOIN account b ON b.id = h.received_by"
                              " WHERE h.id = :handover");
    bind_int(&query, ":handover", handover_id);
    bool found = query_next(&query);
    if (found)
        *handover = take_row(&query, arena);
    return query_ok(&query, err)
        && (found
            || error_set(err, ERROR_MISSING, MSG("handover.missing"), "handover %" PRId64,
                         handover_id));
}

bool handover_children(struct store *store, int64_t handover_id, bool missing, struct page page,
                       struct arena *arena, struct handover_child **rows, size_t *count,
                       int64_t *total, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT child.id, child.name_zh, child.name_ug, child.sex,"
                              " village.name_zh, village.name_ug, grp.name_zh, grp.name_ug,"
                              " h.registered_on, c.id, c.number, count(*) OVER ()"
                              " FROM handover_child h JOIN child ON child.id = h.child_id"
                              " LEFT JOIN place grp ON grp.id = child.group_id"
                              " LEFT JOIN place village ON village.id = grp.parent_id"
                              " LEFT JOIN casefile c ON c.child_id = child.id"
                              "  AND c.state <> 'closed'"
                              " WHERE h.handover_id = :handover"
                              " AND (NOT :missing OR h.registered_on IS NULL)"
                              " ORDER BY coalesce(nullif(child.name_zh, ''), child.name_ug)"
                              " COLLATE people, child.id LIMIT :size OFFSET :first");
    bind_int(&query, ":handover", handover_id);
    bind_int(&query, ":missing", missing);
    bind_page(&query, page);
    *rows = arena_array(arena, struct handover_child, page.size);
    *count = 0;
    *total = 0;
    while (query_next(&query)) {
        (*rows)[(*count)++] = (struct handover_child){
            .child_id = query_int(&query, 0),
            .name_zh = query_text(&query, 1, arena),
            .name_ug = query_text(&query, 2, arena),
            .sex = query_text(&query, 3, arena),
            .village_zh = query_text(&query, 4, arena),
            .village_ug = query_text(&query, 5, arena),
            .group_zh = query_text(&query, 6, arena),
            .group_ug = query_text(&query, 7, arena),
            .registered_on = query_text(&query, 8, arena),
            .case_id = query_int(&query, 9),
            .case_number = query_text(&query, 10, arena),
        };
        *total = query_int(&query, 11);
    }
    return query_ok(&query, err);
}
