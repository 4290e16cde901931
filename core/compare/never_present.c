#include "core/compare/kind.h"
#include "core/store/audit.h"

#include <inttypes.h>

enum {
    DAYS_LEAST = 5 /* reported school days: a week, before which an absence is the ladder's matter */
};

/* On the roll, and absent on every day that the class reported since September (H9). */
static bool find(struct comparison *comparison, struct error *err)
{
    struct arena *arena = comparison->arena;
    QUERY(query) = query_open(
        comparison->store,
        "SELECT e.child_id, e.id, e.school_id, missed.days,"
        "       (SELECT min(r.id) FROM main.register_now r WHERE r.child_id = e.child_id)"
        " FROM (SELECT child_id, class_id, count(*) AS days FROM main.absence WHERE day >= :since"
        "       GROUP BY child_id, class_id HAVING count(*) >= :least) AS missed"
        " JOIN main.roll_now e ON e.child_id = missed.child_id AND e.class_id = missed.class_id"
        " WHERE e.status = 'at_school'"
        "   AND missed.days >= (SELECT count(*) FROM main.attendance a"
        "                       WHERE a.class_id = e.class_id AND a.day >= :since)");
    bind_text(&query, ":since", arena_text(arena, "%d-09-01", comparison->school_year));
    bind_int(&query, ":least", DAYS_LEAST);
    while (query_next(&query))
        comparison_add(comparison,
                       &(struct compare_found){
                           .kind = compare_never_present.name,
                           .subject = arena_text(arena, "%" PRId64 "/%d", query_int(&query, 0),
                                                 comparison->school_year),
                           .child_id = query_int(&query, 0),
                           .register_row_id = query_int(&query, 4),
                           .roll_entry_id = query_int(&query, 1),
                           .place_id = query_int(&query, 2),
                           .why = audit_detail(arena, "days",
                                               arena_text(arena, "%" PRId64, query_int(&query, 3)),
                                               NULL),
                       });
    return query_ok(&query, err);
}

const struct compare_kind compare_never_present = {
    .name = "never_present",
    .find = find,
};
