#include "core/days/leave.h"

#include "core/base/date.h"

#include <inttypes.h>

enum {
    LISTED_MOST = 2000
};

static const char *const states[] = {
    [LEAVE_ENDED] = "ended",
    [LEAVE_RUNNING] = "running",
    [LEAVE_TO_COME] = "to_come",
    [LEAVE_OVER] = "over",
    [LEAVE_WITHDRAWN] = "withdrawn",
};

const char *leave_state_name(enum leave_state state)
{
    return states[state];
}

int leave_length(const char *first_day, const char *last_day)
{
    return date_days(first_day, last_day) + 1;
}

/* Which leaves are asked for; 0 asks for none by that. */
struct choice {
    int64_t id, child_id, place_id;
};

static struct leave take(const struct query *query, struct arena *arena)
{
    return (struct leave){
        .id = query_int(query, 0),
        .child_id = query_int(query, 1),
        .class_id = query_int(query, 2),
        .name_zh = query_text(query, 3, arena),
        .name_ug = query_text(query, 4, arena),
        .class_zh = query_text(query, 5, arena),
        .class_ug = query_text(query, 6, arena),
        .first_day = query_text(query, 7, arena),
        .last_day = query_text(query, 8, arena),
        .reason = query_text(query, 9, arena),
        .note = query_text(query, 10, arena),
        .relation = query_text(query, 11, arena),
        .asked_by = query_text(query, 12, arena),
        .person_zh = query_text(query, 13, arena),
        .person_ug = query_text(query, 14, arena),
        .back_on = query_text(query, 15, arena),
        .state = (enum leave_state)query_int(query, 16),
    };
}

/*
 * A child is back when somebody said so, or when its class reported a day after the end and did
 * not name it absent; or it has gone from one leave into the next. Of a place only what is not over is listed, and nobody who has left.
 */
static bool list(struct store *store, const struct choice *choice, const char *day,
                 struct arena *arena, struct leave **rows, size_t *count, struct error *err)
{
    QUERY(query) = query_open(
        store,
        "SELECT l.id, l.child_id, child.class_id, child.name_zh, child.name_ug,"
        " class.name_zh, class.name_ug, l.first_day, l.last_day, l.reason, l.note, l.relation,"
        " l.asked_by, person.person_zh, person.person_ug, coalesce(l.back_on, ''),"
        " CASE WHEN l.withdrawn_at IS NOT NULL THEN 4"
        "  WHEN l.back_on <= :day THEN 3"
        "  WHEN l.first_day > :day THEN 2"
        "  WHEN l.last_day >= :day THEN 1"
        "  WHEN EXISTS (SELECT 1 FROM attendance a WHERE a.class_id = child.class_id"
        "   AND a.day > l.last_day AND a.day <= :day AND NOT EXISTS (SELECT 1 FROM absence b"
        "    WHERE b.child_id = l.child_id AND b.day = a.day)) THEN 3"
        "  WHEN EXISTS (SELECT 1 FROM leave m WHERE m.child_id = l.child_id"
        "   AND m.withdrawn_at IS NULL AND m.first_day > l.last_day AND m.first_day <= :day) THEN 3"
        "  ELSE 0 END AS state"
        " FROM leave l JOIN child ON child.id = l.child_id"
        " LEFT JOIN place class ON class.id = child.class_id"
        " LEFT JOIN account person ON person.id = l.account_id"
        " WHERE (:id = 0 OR l.id = :id) AND (:child = 0 OR l.child_id = :child)"
        " AND (:place = 0 OR (state < 3 AND child.class_id IN"
        "  (SELECT place_id FROM place_within WHERE ancestor_id = :place)"
        "  AND NOT EXISTS (SELECT 1 FROM roll_entry r WHERE r.child_id = l.child_id"
        "   AND r.class_id = child.class_id AND r.removed_on IS NULL AND r.status IN"
        "   ('suspended', 'transferred_out', 'graduated', 'promoted', 'delayed', 'deceased'))))"
        " ORDER BY iif(:place = 0, 0, state), iif(:place = 0, '', l.last_day),"
        " l.first_day DESC, l.id DESC LIMIT :most");
    bind_int(&query, ":id", choice->id);
    bind_int(&query, ":child", choice->child_id);
    bind_int(&query, ":place", choice->place_id);
    bind_text(&query, ":day", day);
    bind_int(&query, ":most", LISTED_MOST);
    struct leave *found = NULL;
    *count = 0;
    while (query_next(&query)) {
        found = arena_grow(arena, found, *count, sizeof *found);
        found[(*count)++] = take(&query, arena);
    }
    *rows = found;
    return query_ok(&query, err);
}

bool leave_list(struct store *store, int64_t place_id, const char *day, struct arena *arena,
                struct leave **rows, size_t *count, struct error *err)
{
    const struct choice choice = {.place_id = place_id};
    return list(store, &choice, day, arena, rows, count, err);
}

bool leave_of_child(struct store *store, int64_t child_id, const char *day, struct arena *arena,
                    struct leave **rows, size_t *count, struct error *err)
{
    const struct choice choice = {.child_id = child_id};
    return list(store, &choice, day, arena, rows, count, err);
}

bool leave_read(struct store *store, int64_t id, const char *day, struct arena *arena,
                struct leave *leave, struct error *err)
{
    const struct choice choice = {.id = id};
    struct leave *rows = NULL;
    size_t count = 0;
    if (id != 0 && !list(store, &choice, day, arena, &rows, &count, err))
        return false;
    if (count == 0)
        return error_set(err, ERROR_MISSING, MSG("leave.missing"), "leave %" PRId64, id);
    *leave = rows[0];
    return true;
}
