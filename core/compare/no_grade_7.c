#include "core/cases/handover.h"
#include "core/compare/kind.h"
#include "core/posts/place.h"
#include "core/store/audit.h"

#include <inttypes.h>

/* Who answers by the handover list (H11); else, whatever the child's age, the junior school that
   serves its home: the seventh grade is what is waited for. */
static bool school_in_charge(struct comparison *comparison, int64_t child_id, int64_t place_id,
                             int64_t *school_id, struct error *err)
{
    if (!handover_responsible(comparison->store, comparison->policy, child_id, comparison->today,
                              school_id, err))
        return false;
    return *school_id != 0 || place_id == 0
        || place_served_by(comparison->store, place_id, "junior", school_id, err);
}

/* Left the sixth grade, still of school age, and on no roll since (H17 2(2), H11). */
static bool find(struct comparison *comparison, struct error *err)
{
    struct arena *arena = comparison->arena;
    QUERY(query) = query_open(
        comparison->store,
        "SELECT e.child_id, e.id, e.school_id, e.born, r.id, r.place_id"
        " FROM main.roll_entry e LEFT JOIN main.register_now r ON r.child_id = e.child_id"
        " WHERE e.removed_on IS NULL AND e.status IN ('graduated', 'promoted') AND e.grade = 6"
        "   AND NOT EXISTS (SELECT 1 FROM main.roll_entry now"
        "                   WHERE now.child_id = e.child_id AND now.removed_on IS NULL"
        "                     AND (now.grade > 6 OR now.status NOT IN ('graduated', 'promoted')))"
        " GROUP BY e.child_id");
    while (query_next(&query)) {
        ARENA(row);
        int64_t school_id;
        const char *born = query_text(&query, 3, &row);
        if (!policy_school_age(comparison->policy, born, comparison->today))
            continue;
        if (!school_in_charge(comparison, query_int(&query, 0), query_int(&query, 5), &school_id,
                              err))
            return false;
        comparison_add(comparison,
                       &(struct compare_found){
                           .kind = compare_no_grade_7.name,
                           .subject = arena_text(arena, "%" PRId64 "/%d", query_int(&query, 0),
                                                 comparison->school_year),
                           .child_id = query_int(&query, 0),
                           .register_row_id = query_int(&query, 4),
                           .roll_entry_id = query_int(&query, 1),
                           .place_id = school_id ? school_id : query_int(&query, 2),
                           .why = audit_detail(arena, "born", born, NULL),
                       });
    }
    return query_ok(&query, err);
}

const struct compare_kind compare_no_grade_7 = {
    .name = "no_grade_7",
    .find = find,
};
