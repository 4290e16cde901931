#include "core/cases/transfer.h"

#include <inttypes.h>

bool transfer_read(struct store *store, int64_t transfer_id, struct arena *arena,
                   struct transfer *transfer, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT t.case_id, c.child_id, t.from_place, t.to_place, c.number,"
                              " child.name_zh, child.name_ug, f.name_zh, f.name_ug, p.name_zh,"
                              " p.name_ug, t.sent_on, t.note, t.reply_due, t.state, t.replied_on,"
                              " t.reason, a.person_zh, a.person_ug, b.person_zh, b.person_ug"
                              " FROM transfer t JOIN casefile c ON c.id = t.case_id"
                              " JOIN child ON child.id = c.child_id"
                              " JOIN place p ON p.id = t.to_place"
                              " LEFT JOIN place f ON f.id = t.from_place"
                              " LEFT JOIN account a ON a.id = t.sent_by"
                              " LEFT JOIN account b ON b.id = t.replied_by"
                              " WHERE t.id = :transfer");
    bind_int(&query, ":transfer", transfer_id);
    bool found = query_next(&query);
    if (found)
        *transfer = (struct transfer){
            .id = transfer_id,
            .case_id = query_int(&query, 0),
            .child_id = query_int(&query, 1),
            .from_place = query_int(&query, 2),
            .to_place = query_int(&query, 3),
            .number = query_text(&query, 4, arena),
            .name_zh = query_text(&query, 5, arena),
            .name_ug = query_text(&query, 6, arena),
            .from_zh = query_text(&query, 7, arena),
            .from_ug = query_text(&query, 8, arena),
            .to_zh = query_text(&query, 9, arena),
            .to_ug = query_text(&query, 10, arena),
            .sent_on = query_text(&query, 11, arena),
            .note = query_text(&query, 12, arena),
            .reply_due = query_text(&query, 13, arena),
            .state = query_text(&query, 14, arena),
            .replied_on = query_text(&query, 15, arena),
            .reason = query_text(&query, 16, arena),
            .person_zh = query_text(&query, 17, arena),
            .person_ug = query_text(&query, 18, arena),
            .answered_zh = query_text(&query, 19, arena),
            .answered_ug = query_text(&query, 20, arena),
        };
    return query_ok(&query, err)
        && (found
            || error_set(err, ERROR_MISSING, MSG("transfer.missing"), "transfer %" PRId64,
                         transfer_id));
}

bool transfer_waiting(struct store *store, int64_t case_id, int64_t *id, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT id FROM transfer WHERE case_id = :case"
                                     " AND state = 'offered'");
    bind_int(&query, ":case", case_id);
    *id = query_next(&query) ? query_int(&query, 0) : 0;
    return query_ok(&query, err);
}

bool transfer_places(struct store *store, int64_t case_id, bool villages, struct page page,
                     struct arena *arena, struct transfer_place **rows, size_t *count,
                     struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT place.id, place.name_zh, place.name_ug, above.name_zh,"
                              " above.name_ug FROM place"
                              " LEFT JOIN place above ON above.id = place.parent_id"
                              "  AND above.kind = 'township'"
                              " WHERE place.kind = :kind AND place.closed_on IS NULL"
                              " AND place.id NOT IN (SELECT ancestor_id FROM place_within"
                              "  JOIN casefile ON place_id IN (school_id, group_id)"
                              "  WHERE casefile.id = :case)"
                              " ORDER BY above.id, place.name_zh COLLATE people, place.id"
                              " LIMIT :size OFFSET :first");
    bind_text(&query, ":kind", villages ? "village" : "school");
    bind_int(&query, ":case", case_id);
    bind_page(&query, page);
    *rows = arena_array(arena, struct transfer_place, page.size);
    *count = 0;
    while (query_next(&query))
        (*rows)[(*count)++] = (struct transfer_place){
            .id = query_int(&query, 0),
            .name_zh = query_text(&query, 1, arena),
            .name_ug = query_text(&query, 2, arena),
            .within_zh = query_text(&query, 3, arena),
            .within_ug = query_text(&query, 4, arena),
        };
    return query_ok(&query, err);
}
