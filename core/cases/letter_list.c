#include "core/cases/letter.h"

#include <inttypes.h>

/* A row of the two queries below: their columns are the same. */
static struct letter take_row(const struct query *query, struct arena *arena)
{
    return (struct letter){
        .id = query_int(query, 0),
        .child_id = query_int(query, 1),
        .case_id = query_int(query, 2),
        .direction = query_text(query, 3, arena),
        .way = query_text(query, 4, arena),
        .office = query_text(query, 5, arena),
        .number = query_text(query, 6, arena),
        .day = query_text(query, 7, arena),
        .about = query_text(query, 8, arena),
        .asks = query_text(query, 9, arena),
        .reply_due = query_text(query, 10, arena),
        .replied_on = query_text(query, 11, arena),
        .result = query_text(query, 12, arena),
        .answer = query_text(query, 13, arena),
        .name_zh = query_text(query, 14, arena),
        .name_ug = query_text(query, 15, arena),
        .case_number = query_text(query, 16, arena),
        .person_zh = query_text(query, 17, arena),
        .person_ug = query_text(query, 18, arena),
        .answered_zh = query_text(query, 19, arena),
        .answered_ug = query_text(query, 20, arena),
    };
}

bool letter_read(struct store *store, int64_t letter_id, struct arena *arena,
                 struct letter *letter, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT l.id, l.child_id, l.case_id, l.direction, l.way, l.office,"
                              " l.number, l.day, l.about, l.asks, l.reply_due, l.replied_on,"
                              " l.result, l.answer, child.name_zh, child.name_ug, c.number,"
                              " a.person_zh, a.person_ug, b.person_zh, b.person_ug"
                              " FROM letter l LEFT JOIN child ON child.id = l.child_id"
                              " LEFT JOIN casefile c ON c.id = l.case_id"
                              " LEFT JOIN account a ON a.id = l.account_id"
                              " LEFT JOIN account b ON b.id = l.answered_by"
                              " WHERE l.id = :letter");
    bind_int(&query, ":letter", letter_id);
    bool found = query_next(&query);
    if (found)
        *letter = take_row(&query, arena);
    return query_ok(&query, err)
        && (found
            || error_set(err, ERROR_MISSING, MSG("letter.missing"), "letter %" PRId64, letter_id));
}

bool letter_list(struct store *store, const char *today, const struct letter_filter *filter,
                 struct page page, struct arena *arena, struct letter **rows, size_t *count,
                 int64_t *total, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT l.id, l.child_id, l.case_id, l.direction, l.way, l.office,"
                              " l.number, l.day, l.about, l.asks, l.reply_due, l.replied_on,"
                              " l.result, l.answer, child.name_zh, child.name_ug, c.number,"
                              " '', '', '', '', count(*) OVER ()"
                              " FROM letter l LEFT JOIN child ON child.id = l.child_id"
                              " LEFT JOIN casefile c ON c.id = l.case_id"
                              " WHERE (:direction = '' OR l.direction = :direction)"
                              " AND (NOT :waiting OR l.replied_on IS NULL)"
                              " AND (NOT :late OR l.replied_on IS NULL AND l.reply_due < :today)"
                              " AND (:child IS NULL OR l.child_id = :child)"
                              " AND (:typed = '' OR instr(l.office || ' ' || l.number || ' ' ||"
                              "  l.about || ' ' || coalesce(child.name_zh || ' ' || child.name_ug,"
                              "  ''), :typed))"
                              " ORDER BY l.replied_on IS NOT NULL,"
                              " CASE WHEN l.replied_on IS NULL THEN l.reply_due END,"
                              " l.day DESC, l.id DESC LIMIT :size OFFSET :first");
    bind_text(&query, ":direction", filter->direction);
    bind_int(&query, ":waiting", filter->waiting);
    bind_int(&query, ":late", filter->late);
    bind_text(&query, ":today", today);
    bind_id(&query, ":child", filter->child_id);
    bind_text(&query, ":typed", filter->typed);
    bind_page(&query, page);
    *rows = arena_array(arena, struct letter, page.size);
    *count = 0;
    *total = 0;
    while (query_next(&query)) {
        (*rows)[(*count)++] = take_row(&query, arena);
        *total = query_int(&query, 21);
    }
    return query_ok(&query, err);
}
