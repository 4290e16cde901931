#include "core/cases/handover.h"

#include "core/base/date.h"
#include "core/duties/standing_letters.h"
#include "core/posts/place.h"
#include "core/rules/policy.h"
#include "core/store/audit.h"

#include <inttypes.h>
#include <stdlib.h>

int handover_year(const char *today)
{
    return (int)strtol(today, NULL, 10);
}

struct leaver {
    int64_t child_id, junior_id; /* 0: no school serves the home */
};

/* One run: the school, and its sixth-graders on no signed list. */
struct making {
    struct store *store;
    const struct actor *actor;
    const char *today;
    int64_t primary_id;
    struct arena arena;
    struct leaver *rows;
    size_t count;
};

/*
 * Who is in the sixth grade, or left it this summer and is nowhere else since. When the new school
 * year has begun the sixth grade is next year's. Graduates of years gone by are too old for a
 * seventh grade that begins this year.
 */
static bool read_leavers(struct making *m, const struct policy *policy, struct error *err)
{
    bool begun = date_school_year(m->today) == handover_year(m->today);
    QUERY(query) = query_open(m->store,
                              "SELECT DISTINCT e.child_id, child.group_id, e.born"
                              " FROM main.roll_entry e JOIN main.child ON child.id = e.child_id"
                              " WHERE e.school_id = :school AND e.grade = 6"
                              " AND e.removed_on IS NULL AND (e.status IN ('graduated', 'promoted')"
                              "  AND NOT EXISTS (SELECT 1 FROM main.roll_entry now"
                              "   WHERE now.child_id = e.child_id AND now.removed_on IS NULL"
                              "   AND now.grade > 6)"
                              "  OR NOT :begun AND e.status NOT IN ('graduated', 'promoted',"
                              "   'transferred_out', 'deceased'))"
                              " AND NOT EXISTS (SELECT 1 FROM main.handover_child o"
                              "  JOIN main.handover h ON h.id = o.handover_id"
                              "  WHERE o.child_id = e.child_id AND h.primary_id = :school)"
                              " ORDER BY e.child_id");
    bind_int(&query, ":school", m->primary_id);
    bind_int(&query, ":begun", begun);
    while (query_next(&query)) {
        int64_t home = query_int(&query, 1), junior = 0;
        if (!policy_school_age(policy, query_text(&query, 2, &m->arena), m->today))
            continue;
        if (home && !place_served_by(m->store, home, "junior", &junior, err))
            return false;
        m->rows = arena_grow(&m->arena, m->rows, m->count, sizeof *m->rows);
        m->rows[m->count++] = (struct leaver){query_int(&query, 0), junior};
    }
    return query_ok(&query, err);
}

/* Whose home nobody knows goes where most of the school go. */
static int64_t usual_junior(const struct making *m)
{
    int64_t usual = 0;
    size_t most = 0;
    for (size_t i = 0; i < m->count; i++) {
        size_t same = 0;
        for (size_t k = 0; k < m->count; k++)
            same += m->rows[k].junior_id == m->rows[i].junior_id;
        if (m->rows[i].junior_id && same > most) {
            most = same;
            usual = m->rows[i].junior_id;
        }
    }
    return usual;
}

/* The unsigned list to a junior school, made when there is none; *id is 0 when it is signed. */
static bool ensure_list(struct making *m, int64_t junior_id, int64_t *id, struct error *err)
{
    QUERY(insert) = query_open(m->store,
                               "INSERT INTO main.handover (year, primary_id, junior_id, made_on)"
                               " VALUES (:year, :primary, :junior, :today) ON CONFLICT DO NOTHING");
    bind_int(&insert, ":year", handover_year(m->today));
    bind_int(&insert, ":primary", m->primary_id);
    bind_int(&insert, ":junior", junior_id);
    bind_text(&insert, ":today", m->today);
    if (!query_run(&insert, err))
        return false;
    QUERY(find) = query_open(m->store, "SELECT id FROM main.handover WHERE year = :year AND"
                                       " primary_id = :primary AND junior_id = :junior"
                                       " AND handed_on IS NULL");
    bind_int(&find, ":year", handover_year(m->today));
    bind_int(&find, ":primary", m->primary_id);
    bind_int(&find, ":junior", junior_id);
    *id = query_next(&find) ? query_int(&find, 0) : 0;
    return query_ok(&find, err);
}

static bool insert_child(struct store *store, int64_t handover_id, int64_t child_id,
                         struct error *err)
{
    QUERY(query) = query_open(store, "INSERT INTO main.handover_child (handover_id, child_id)"
                                     " VALUES (:handover, :child)");
    bind_int(&query, ":handover", handover_id);
    bind_int(&query, ":child", child_id);
    return query_run(&query, err);
}

/* A school that goes on to the ninth grade hands nobody over. */
static bool add_leaver(struct making *m, const struct policy *policy, const struct leaver *leaver,
                       int64_t usual, int64_t *added, struct error *err)
{
    int64_t junior = leaver->junior_id ? leaver->junior_id : usual, list;
    if (junior == m->primary_id)
        return true;
    if (!ensure_list(m, junior, &list, err))
        return false;
    if (list == 0)
        return true;
    ++*added;
    return insert_child(m->store, list, leaver->child_id, err)
        && standing_derive_handover(m->store, policy, m->today, list, err);
}

static bool write_trail(struct making *m, int64_t added, struct error *err)
{
    const struct audit_entry entry = {
        .action = "handover.make",
        .subject = "place",
        .subject_id = m->primary_id,
        .detail = audit_detail(&m->arena, "added", arena_text(&m->arena, "%" PRId64, added), NULL),
    };
    return audit_write(m->store, m->actor, &entry, err);
}

static bool make(struct making *m, const struct policy *policy, int64_t *added, struct error *err)
{
    if (!permit_at(m->store, m->actor, MAY_SIGN_HANDOVER, m->primary_id, NULL, err)
        || !read_leavers(m, policy, err))
        return false;
    int64_t usual = usual_junior(m);
    if (m->count > 0 && usual == 0)
        return error_set(err, ERROR_CONFLICT, MSG("handover.no-junior"), "school %" PRId64,
                         m->primary_id);
    *added = 0;
    for (size_t i = 0; i < m->count; i++)
        if (!add_leaver(m, policy, &m->rows[i], usual, added, err))
            return false;
    return *added == 0
        || write_trail(m, *added, err);
}

bool handover_make(struct store *store, const struct policy *policy, const struct actor *actor,
                   const char *today, int64_t primary_id, int64_t *added, struct error *err)
{
    struct making making = {store, actor, today, primary_id, {0}, NULL, 0};
    bool ok = store_begin(store, err)
        && store_end(store, make(&making, policy, added, err), err);
    arena_clear(&making.arena);
    return ok;
}

/* --- What no school has made ----------------------------------------------------------------- */

/* Schools with leavers and without a list this year. */
static bool read_schools(struct store *store, const char *today, struct arena *arena, int64_t **ids,
                         size_t *count, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT DISTINCT school_id FROM main.roll_entry e"
                              " WHERE grade = 6 AND removed_on IS NULL"
                              " AND status IN ('graduated', 'promoted')"
                              " AND NOT EXISTS (SELECT 1 FROM main.handover"
                              "  WHERE primary_id = e.school_id AND year = :year)");
    bind_int(&query, ":year", handover_year(today));
    *ids = NULL;
    *count = 0;
    while (query_next(&query)) {
        *ids = arena_grow(arena, *ids, *count, sizeof **ids);
        (*ids)[(*count)++] = query_int(&query, 0);
    }
    return query_ok(&query, err);
}

bool handover_make_missing(struct store *store, const struct policy *policy, const char *today,
                           struct error *err)
{
    ARENA(arena);
    const struct actor clock = {.name = "", .console = true};
    int64_t *ids, added;
    size_t count;
    bool begun = date_school_year(today) == handover_year(today);
    if (!begun || !policy->duties[POLICY_HANDOVER].name)
        return true;
    bool ok = read_schools(store, today, &arena, &ids, &count, err);
    for (size_t i = 0; ok && i < count; i++) {
        struct error refusal = {0};
        ok = handover_make(store, policy, &clock, today, ids[i], &added, &refusal)
            || refusal.kind == ERROR_CONFLICT; /* no junior school serves them */
        if (!ok)
            *err = refusal;
    }
    return ok;
}
