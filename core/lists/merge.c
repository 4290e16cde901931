#include "core/lists/merge.h"

#include "core/lists/search.h"

#include <inttypes.h>

static bool both_have_cases(struct store *store, int64_t from, int64_t into, bool *both,
                            struct error *err)
{
    QUERY(query) = query_open(store, "SELECT count(*) FROM main.casefile WHERE state <> 'closed'"
                                     " AND child_id IN (:from, :into)");
    bind_int(&query, ":from", from);
    bind_int(&query, ":into", into);
    *both = query_next(&query) && query_int(&query, 0) > 1;
    return query_ok(&query, err);
}

static bool both_have_plans(struct store *store, int64_t from, int64_t into, bool *both,
                            struct error *err)
{
    QUERY(query) = query_open(store, "SELECT 1 FROM main.plan WHERE child_id IN (:from, :into)"
                                     " AND state IN ('asked', 'stands')"
                                     " GROUP BY kind HAVING count(*) > 1");
    bind_int(&query, ":from", from);
    bind_int(&query, ":into", into);
    *both = query_next(&query);
    return query_ok(&query, err);
}

/* What goes on twice is a person's to end. */
static bool check_one_goes_on(struct store *store, int64_t from, int64_t into, struct error *err)
{
    bool cases, plans;
    if (!both_have_cases(store, from, into, &cases, err)
        || !both_have_plans(store, from, into, &plans, err))
        return false;
    if (cases)
        return error_set(err, ERROR_CONFLICT, MSG("finding.two-cases"),
                         "children %" PRId64 ", %" PRId64, from, into);
    return !plans
        || error_set(err, ERROR_CONFLICT, MSG("finding.two-plans"),
                     "children %" PRId64 ", %" PRId64, from, into);
}

/* What was unknown of the one may be known of the other. */
static bool complete(struct store *store, int64_t from, int64_t into, struct error *err)
{
    QUERY(query) = query_open(
        store,
        "UPDATE main.child SET"
        "  id_number = CASE main.child.id_number WHEN '' THEN other.id_number ELSE main.child.id_number END,"
        "  name_zh = CASE main.child.name_zh WHEN '' THEN other.name_zh ELSE main.child.name_zh END,"
        "  name_ug = CASE main.child.name_ug WHEN '' THEN other.name_ug ELSE main.child.name_ug END,"
        "  sex = CASE main.child.sex WHEN '' THEN other.sex ELSE main.child.sex END,"
        "  born = CASE main.child.born WHEN '' THEN other.born ELSE main.child.born END,"
        "  group_id = coalesce(main.child.group_id, other.group_id),"
        "  class_id = coalesce(main.child.class_id, other.class_id)"
        " FROM main.child AS other WHERE main.child.id = :into AND other.id = :from");
    bind_int(&query, ":from", from);
    bind_int(&query, ":into", into);
    return query_run(&query, err);
}

static bool leave(struct store *store, int64_t from, int64_t into, struct error *err)
{
    QUERY(query) = query_open(store, "UPDATE main.child SET merged_into = :into, group_id = NULL,"
                                     " class_id = NULL WHERE id = :from");
    bind_int(&query, ":from", from);
    bind_int(&query, ":into", into);
    return query_run(&query, err);
}

bool merge_child(struct store *store, int64_t from, int64_t into, struct error *err)
{
    /* A completed form and the trail stay as they were written: they tell of their day. What
       both have of a day, a class, a group or a relation is kept from the one who stays. */
    static const char *const moves[] = {
        "UPDATE main.register_row SET child_id = :into WHERE child_id = :from",
        "UPDATE main.roll_entry SET child_id = :into WHERE child_id = :from",
        "UPDATE main.casefile SET child_id = :into WHERE child_id = :from",
        "UPDATE main.plan SET child_id = :into WHERE child_id = :from",
        "UPDATE main.duty SET child_id = :into WHERE child_id = :from",
        "UPDATE main.letter SET child_id = :into WHERE child_id = :from",
        "UPDATE main.notice SET child_id = :into WHERE child_id = :from",
        "UPDATE main.sighting SET child_id = :into WHERE child_id = :from",
        "UPDATE main.revision SET child_id = :into WHERE child_id = :from",
        "UPDATE main.trail_reason SET child_id = :into WHERE child_id = :from",
        ("UPDATE main.keeping_hold SET child_id = :into,"
         " subject_id = iif(subject = 'child', :into, subject_id) WHERE child_id = :from"),
        "UPDATE main.form_record SET child_id = :into WHERE child_id = :from AND completed_at IS NULL",
        "UPDATE main.leave SET child_id = :into WHERE child_id = :from",
        "UPDATE OR IGNORE main.mark SET child_id = :into WHERE child_id = :from",
        "UPDATE OR IGNORE main.listed SET child_id = :into WHERE child_id = :from",
        "UPDATE OR IGNORE main.absence SET child_id = :into WHERE child_id = :from",
        "UPDATE OR IGNORE main.handover_child SET child_id = :into WHERE child_id = :from",
        "UPDATE OR IGNORE main.lateness SET child_id = :into WHERE child_id = :from",
        "UPDATE OR IGNORE main.roster SET child_id = :into WHERE child_id = :from",
        ("UPDATE main.guardian SET child_id = :into WHERE child_id = :from AND relation NOT IN"
         " (SELECT relation FROM main.guardian WHERE child_id = :into)"),
    };
    if (!check_one_goes_on(store, from, into, err))
        return false;
    for (size_t i = 0; i < COUNT(moves); i++) {
        QUERY(query) = query_open(store, moves[i]);
        bind_int(&query, ":from", from);
        bind_int(&query, ":into", into);
        if (!query_run(&query, err))
            return false;
    }
    return complete(store, from, into, err)
        && leave(store, from, into, err)
        && search_index(store, from, err)
        && search_index(store, into, err);
}
