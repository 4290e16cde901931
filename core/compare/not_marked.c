#include "core/base/date.h"
#include "core/compare/kind.h"
#include "core/store/audit.h"

#include <inttypes.h>

/* The child's school; without one, the school that serves its home. */
static bool school_in_charge(struct comparison *comparison, const struct query *query,
                             const char *born, int64_t *school_id, struct error *err)
{
    *school_id = query_int(query, 2);
    return *school_id != 0
        || comparison_school(comparison, query_int(query, 3), born, school_id, err);
}

/* Lists are taken for groups that the county has, and that a list may tell of. */
static bool is_asked(const struct comparison *comparison, const char *kind)
{
    const struct policy_group *group = policy_group(comparison->policy, kind);
    return group && !group->confidential;
}

/* On a department's list, and not marked since its day (Y2, H4): the newest list of each group,
   once a school year. Who is at no school and not of school age is nobody's to mark. */
static bool find(struct comparison *comparison, struct error *err)
{
    struct arena *arena = comparison->arena;
    QUERY(query) = query_open(
        comparison->store,
        "SELECT l.id, l.child_id, (SELECT s.id FROM main.place_within w JOIN main.place s"
        "        ON s.id = w.ancestor_id AND s.kind = 'school' WHERE w.place_id = c.class_id),"
        "       c.group_id, c.born, l.kind, l.day,"
        "       (SELECT max(r.id) FROM main.register_now r WHERE r.child_id = c.id),"
        "       (SELECT max(e.id) FROM main.roll_now e WHERE e.child_id = c.id)"
        " FROM main.listed l JOIN main.child c ON c.id = l.child_id AND c.merged_into IS NULL"
        " WHERE NOT EXISTS (SELECT 1 FROM main.listed n WHERE n.child_id = l.child_id"
        "                    AND n.kind = l.kind AND (n.day, n.id) > (l.day, l.id))"
        "   AND NOT EXISTS (SELECT 1 FROM main.mark m WHERE m.child_id = l.child_id"
        "                    AND m.kind = l.kind AND (m.ended_on IS NULL OR m.ended_on >= l.day))");
    while (query_next(&query)) {
        ARENA(row);
        int64_t school_id;
        const char *born = query_text(&query, 4, &row);
        if (!is_asked(comparison, query_text(&query, 5, &row))
            || (query_null(&query, 2)
                && !policy_school_age(comparison->policy, born, comparison->today)))
            continue;
        if (!school_in_charge(comparison, &query, born, &school_id, err))
            return false;
        int year = date_school_year(query_text(&query, 6, &row));
        const char *listed = arena_text(arena, "%" PRId64, query_int(&query, 0));
        comparison_add(comparison,
                       &(struct compare_found){
                           .kind = compare_not_marked.name,
                           .subject = arena_text(arena, "%s/%d", listed, year),
                           .child_id = query_int(&query, 1),
                           .register_row_id = query_int(&query, 7),
                           .roll_entry_id = query_int(&query, 8),
                           .place_id = school_id,
                           .why = audit_detail(arena, "listed", listed, NULL),
                       });
    }
    return query_ok(&query, err);
}

const struct compare_kind compare_not_marked = {
    .name = "not_marked",
    .find = find,
};
