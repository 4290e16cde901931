#include "core/compare/kind.h"
#include "core/store/audit.h"

#include <inttypes.h>

/* On the roll, and in no volume of the register (H8: no omission). */
static bool find(struct comparison *comparison, struct error *err)
{
    struct arena *arena = comparison->arena;
    QUERY(query) = query_open(
        comparison->store,
        "SELECT e.child_id, e.id, e.school_id, e.guardian FROM main.roll_now e"
        " WHERE NOT EXISTS (SELECT 1 FROM main.register_now r WHERE r.child_id = e.child_id)"
        " GROUP BY e.child_id");
    while (query_next(&query)) {
        if (comparison_matched_entry(comparison, query_int(&query, 1)))
            continue;
        comparison_add(comparison,
                       &(struct compare_found){
                           .kind = compare_not_in_register.name,
                           .subject = arena_text(arena, "%" PRId64 "/%d", query_int(&query, 0),
                                                 comparison->school_year),
                           .child_id = query_int(&query, 0),
                           .roll_entry_id = query_int(&query, 1),
                           .place_id = query_int(&query, 2),
                           .why = audit_detail(arena, "guardian", query_text(&query, 3, arena), NULL),
                       });
    }
    return query_ok(&query, err);
}

const struct compare_kind compare_not_in_register = {
    .name = "not_in_register",
    .find = find,
};
