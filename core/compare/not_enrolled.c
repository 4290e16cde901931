#include "core/compare/kind.h"
#include "core/store/audit.h"

#include <inttypes.h>

/* Of school age, in the register, and on no roll (A2, H17 2(1)): each year anew. */
static bool find(struct comparison *comparison, struct error *err)
{
    struct arena *arena = comparison->arena;
    QUERY(query) = query_open(
        comparison->store,
        "SELECT r.child_id, r.id, r.place_id, r.born FROM main.register_now r"
        " WHERE NOT EXISTS (SELECT 1 FROM main.roll_entry e"
        "                   WHERE e.child_id = r.child_id AND e.removed_on IS NULL)");
    while (query_next(&query)) {
        ARENA(row);
        int64_t school_id;
        const char *born = query_text(&query, 3, &row);
        if (!policy_school_age(comparison->policy, born, comparison->today)
            || comparison_matched_line(comparison, query_int(&query, 1)))
            continue;
        if (!comparison_school(comparison, query_int(&query, 2), born, &school_id, err))
            return false;
        comparison_add(comparison,
                       &(struct compare_found){
                           .kind = compare_not_enrolled.name,
                           .subject = arena_text(arena, "%" PRId64 "/%d", query_int(&query, 0),
                                                 comparison->school_year),
                           .child_id = query_int(&query, 0),
                           .register_row_id = query_int(&query, 1),
                           .place_id = school_id,
                           .why = audit_detail(arena, "born", born, NULL),
                       });
    }
    return query_ok(&query, err);
}

const struct compare_kind compare_not_enrolled = {
    .name = "not_enrolled",
    .find = find,
};
