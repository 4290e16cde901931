#include "core/lists/finding.h"

#include "core/base/clock.h"
#include "core/cases/casefile.h"
#include "core/duties/standing.h"
#include "core/lists/mark.h"
#include "core/lists/merge.h"
#include "core/lists/register.h"
#include "core/lists/roll.h"
#include "core/rules/policy.h"
#include "core/store/audit.h"

#include <inttypes.h>
#include <string.h>

/* --- Reading ------------------------------------------------------------------------------- */

static struct finding read_row(const struct query *query, struct arena *arena)
{
    return (struct finding){
        .id = query_int(query, 0),
        .kind = query_text(query, 1, arena),
        .child_id = query_int(query, 2),
        .other_child_id = query_int(query, 3),
        .name_zh = query_text(query, 4, arena),
        .name_ug = query_text(query, 5, arena),
        .register_row_id = query_int(query, 6),
        .roll_entry_id = query_int(query, 7),
        .second_row_id = query_int(query, 8),
        .place_id = query_int(query, 9),
        .place_zh = query_text(query, 10, arena),
        .place_ug = query_text(query, 11, arena),
        .matched = query_text(query, 12, arena),
        .field = query_text(query, 13, arena),
        .on_register = query_text(query, 14, arena),
        .on_roll = query_text(query, 15, arena),
        .days = query_text(query, 16, arena),
        .found_on = query_text(query, 17, arena),
        .state = query_text(query, 18, arena),
        .how = query_text(query, 19, arena),
        .note = query_text(query, 20, arena),
        .settled_zh = query_text(query, 21, arena),
        .settled_ug = query_text(query, 22, arena),
        .listed_id = query_int(query, 23),
    };
}

static void bind_filter(struct query *query, const struct finding_filter *filter, struct arena *arena)
{
    bind_int(query, ":school", filter->school_id);
    bind_text(query, ":kind", filter->kind);
    bind_text(query, ":state", filter->state);
    bind_text(query, ":typed", arena_text(arena, "%s", filter->typed));
}

static bool count_rows(struct store *store, const struct finding_filter *filter, struct arena *arena,
                       int64_t *total, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT count(*) FROM finding f JOIN child c ON c.id = f.child_id"
                              " WHERE f.state = :state AND (:school = 0 OR f.place_id = :school)"
                              "   AND (:kind = '' OR f.kind = :kind)"
                              "   AND (:typed = '' OR instr(c.name_zh, :typed) = 1"
                              "        OR instr(c.name_ug, :typed) = 1)");
    bind_filter(&query, filter, arena);
    *total = query_next(&query) ? query_int(&query, 0) : 0;
    return query_ok(&query, err);
}

bool finding_list(struct store *store, const struct finding_filter *filter, struct page page,
                  struct arena *arena, struct finding **rows, size_t *count, int64_t *total,
                  struct error *err)
{
    QUERY(query) = query_open(
        store,
        "SELECT f.id, f.kind, f.child_id, f.other_child_id, c.name_zh, c.name_ug,"
        "       f.register_row_id, f.roll_entry_id, 0, f.place_id, p.name_zh, p.name_ug,"
        "       '', f.why ->> '$.field', f.why ->> '$.register', f.why ->> '$.roll',"
        "       f.why ->> '$.days', f.found_on, f.state, f.how, f.note, '', '',"
        "       f.why ->> '$.listed'"
        " FROM finding f JOIN child c ON c.id = f.child_id LEFT JOIN place p ON p.id = f.place_id"
        " WHERE f.state = :state AND (:school = 0 OR f.place_id = :school)"
        "   AND (:kind = '' OR f.kind = :kind)"
        "   AND (:typed = '' OR instr(c.name_zh, :typed) = 1 OR instr(c.name_ug, :typed) = 1)"
        " ORDER BY f.found_on, f.id LIMIT :size OFFSET :first");
    struct finding *found = arena_array(arena, struct finding, page.size);
    size_t used = 0;
    bind_filter(&query, filter, arena);
    bind_page(&query, page);
    while (used < page.size && query_next(&query))
        found[used++] = read_row(&query, arena);
    if (!query_ok(&query, err) || !count_rows(store, filter, arena, total, err))
        return false;
    *rows = found;
    *count = used;
    return true;
}

bool finding_counts(struct store *store, int64_t school_id, struct arena *arena,
                    struct finding_count **rows, size_t *count, struct error *err)
{
    enum {
        KINDS_MOST = 32
    };
    QUERY(query) = query_open(store, "SELECT kind, count(*) FROM finding"
                                     " WHERE state = 'open' AND (:school = 0 OR place_id = :school)"
                                     " GROUP BY kind ORDER BY kind");
    bind_int(&query, ":school", school_id);
    *rows = arena_array(arena, struct finding_count, KINDS_MOST);
    *count = 0;
    while (*count < KINDS_MOST && query_next(&query))
        (*rows)[(*count)++] = (struct finding_count){query_text(&query, 0, arena), query_int(&query, 1)};
    return query_ok(&query, err);
}

bool finding_read(struct store *store, int64_t id, struct arena *arena, struct finding *finding,
                  struct error *err)
{
    QUERY(query) = query_open(
        store,
        "SELECT f.id, f.kind, f.child_id, f.other_child_id, c.name_zh, c.name_ug,"
        "       f.register_row_id, f.roll_entry_id,"
        "       coalesce(f.why ->> '$.line', f.why ->> '$.entry', 0), f.place_id, p.name_zh, p.name_ug,"
        "       f.why ->> '$.matched', f.why ->> '$.field', f.why ->> '$.register', f.why ->> '$.roll',"
        "       f.why ->> '$.days', f.found_on, f.state, f.how, f.note, a.person_zh, a.person_ug,"
        "       f.why ->> '$.listed'"
        " FROM finding f JOIN child c ON c.id = f.child_id LEFT JOIN place p ON p.id = f.place_id"
        " LEFT JOIN account a ON a.id = f.settled_by WHERE f.id = :finding");
    bind_int(&query, ":finding", id);
    bool found = query_next(&query);
    if (found)
        *finding = read_row(&query, arena);
    if (!query_ok(&query, err))
        return false;
    return found || error_set(err, ERROR_MISSING, MSG("finding.missing"), "finding %" PRId64, id);
}

static void read_side(const struct query *query, struct arena *arena, struct finding_side *side)
{
    *side = (struct finding_side){
        .present = true,
        .id_number = query_text(query, 0, arena),
        .name_zh = query_text(query, 1, arena),
        .name_ug = query_text(query, 2, arena),
        .sex = query_text(query, 3, arena),
        .born = query_text(query, 4, arena),
        .guardians = query_text(query, 5, arena),
        .phones = query_text(query, 6, arena),
        .place_zh = query_text(query, 7, arena),
        .place_ug = query_text(query, 8, arena),
        .status = query_text(query, 9, arena),
    };
}

static const struct finding_side absent = {
    .id_number = "",
    .name_zh = "",
    .name_ug = "",
    .sex = "",
    .born = "",
    .guardians = "",
    .phones = "",
    .place_zh = "",
    .place_ug = "",
    .status = "",
};

static bool read_line(struct store *store, int64_t id, struct arena *arena, struct finding_side *side,
                      struct error *err)
{
    QUERY(query) = query_open(
        store,
        "SELECT r.id_number, r.name_zh, r.name_ug, r.sex, r.born,"
        "       coalesce((SELECT group_concat(CASE g.name_zh WHEN '' THEN g.name_ug ELSE g.name_zh END,"
        "                 ' / ') FROM guardian g WHERE g.child_id = r.child_id), h.head),"
        "       coalesce((SELECT group_concat(g.phone, ' / ') FROM guardian g"
        "                 WHERE g.child_id = r.child_id AND g.phone <> ''), h.phone),"
        "       village.name_zh || ' ' || p.name_zh, village.name_ug || ' ' || p.name_ug, ''"
        " FROM register_row r JOIN household h ON h.id = r.household_id"
        " JOIN volume v ON v.id = h.volume_id JOIN place p ON p.id = v.place_id"
        " JOIN place village ON village.id = p.parent_id WHERE r.id = :row");
    *side = absent;
    bind_int(&query, ":row", id);
    if (query_next(&query))
        read_side(&query, arena, side);
    return query_ok(&query, err);
}

static bool read_entry(struct store *store, int64_t id, struct arena *arena,
                       struct finding_side *side, struct error *err)
{
    QUERY(query) = query_open(
        store,
        "SELECT e.id_number, e.name_zh, e.name_ug, e.sex, e.born, e.guardian, e.phone,"
        "       s.name_zh || coalesce(' ' || p.name_zh, ''), s.name_ug || coalesce(' ' || p.name_ug, ''),"
        "       e.status"
        " FROM roll_entry e JOIN place s ON s.id = e.school_id LEFT JOIN place p ON p.id = e.class_id"
        " WHERE e.id = :entry");
    *side = absent;
    bind_int(&query, ":entry", id);
    if (query_next(&query))
        read_side(&query, arena, side);
    return query_ok(&query, err);
}

bool finding_sides(struct store *store, const struct finding *finding, struct arena *arena,
                   struct finding_side sides[static 2], struct error *err)
{
    if (finding->second_row_id != 0 && finding->roll_entry_id != 0)
        return read_entry(store, finding->roll_entry_id, arena, &sides[0], err)
            && read_entry(store, finding->second_row_id, arena, &sides[1], err);
    if (finding->second_row_id != 0)
        return read_line(store, finding->register_row_id, arena, &sides[0], err)
            && read_line(store, finding->second_row_id, arena, &sides[1], err);
    return read_line(store, finding->register_row_id, arena, &sides[0], err)
        && read_entry(store, finding->roll_entry_id, arena, &sides[1], err);
}

static bool take_listing(struct query *query, struct arena *arena, struct finding_listing *listing,
                         struct error *err)
{
    bool found = query_next(query);
    *listing = (struct finding_listing){
        .kind = found ? query_text(query, 0, arena) : "",
        .source = found ? query_text(query, 1, arena) : "",
        .day = found ? query_text(query, 2, arena) : "",
    };
    return query_ok(query, err);
}

bool finding_listing(struct store *store, const struct finding *finding, struct arena *arena,
                     struct finding_listing *listing, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT kind, source, day FROM listed WHERE id = :listed");
    bind_int(&query, ":listed", finding->listed_id);
    return take_listing(&query, arena, listing, err);
}

/* --- Settling ------------------------------------------------------------------------------ */

bool finding_allows(const struct policy *policy, const struct finding *finding, enum finding_way way)
{
    switch (way) {
    case FINDING_CASE:
        return policy_opening_for(policy, finding->kind) != NULL;
    case FINDING_CORRECT:
        return *finding->field != '\0';
    case FINDING_SAME_CHILD:
        return finding->other_child_id != 0;
    case FINDING_MARK:
        return finding->listed_id != 0;
    case FINDING_EXPLAIN:
        return true;
    }
    return false;
}

/* A settlement while it is made: all that its steps share. */
struct settlement {
    struct store *store;
    const struct policy *policy;
    const struct actor *actor;
    const char *today, *note;
    struct finding finding;
    struct arena *arena;
};

/* As it stands in the table, whatever the actor's views show. */
static bool read_whole(struct settlement *s, int64_t id, struct error *err)
{
    QUERY(query) = query_open(
        s->store,
        "SELECT id, kind, child_id, other_child_id, '', '', register_row_id, roll_entry_id,"
        "       coalesce(why ->> '$.line', why ->> '$.entry', 0), place_id, '', '',"
        "       why ->> '$.matched', why ->> '$.field', why ->> '$.register', why ->> '$.roll',"
        "       why ->> '$.days', found_on, state, how, note, '', '', why ->> '$.listed'"
        " FROM main.finding WHERE id = :finding");
    bind_int(&query, ":finding", id);
    bool found = query_next(&query);
    if (found)
        s->finding = read_row(&query, s->arena);
    if (!query_ok(&query, err))
        return false;
    return found || error_set(err, ERROR_MISSING, MSG("finding.missing"), "finding %" PRId64, id);
}

/* Without a school in charge the county's posts answer. */
static bool permit_settling(struct settlement *s, struct error *err)
{
    if (s->finding.place_id != 0)
        return permit_at(s->store, s->actor, MAY_SETTLE_FINDING, s->finding.place_id, NULL, err);
    QUERY(query) = query_open(s->store, "SELECT id FROM main.place WHERE kind = 'county'");
    int64_t county = query_next(&query) ? query_int(&query, 0) : 0;
    return query_ok(&query, err)
        && permit_at(s->store, s->actor, MAY_SETTLE_FINDING, county, NULL, err);
}

static bool prepare(struct settlement *s, int64_t id, enum finding_way way, struct error *err)
{
    if (!read_whole(s, id, err) || !permit_settling(s, err))
        return false;
    if (strcmp(s->finding.state, "open") != 0)
        return error_set(err, ERROR_CONFLICT, MSG("finding.not-open"), "finding %" PRId64 " is %s", id,
                         s->finding.state);
    if (*s->note == '\0')
        return error_set(err, ERROR_INVALID, MSG("finding.no-note"), "no note");
    return finding_allows(s->policy, &s->finding, way)
        || error_set(err, ERROR_CONFLICT, MSG("finding.not-this-way"), "finding %" PRId64, id);
}

static bool settle(struct settlement *s, const char *how, struct error *err)
{
    QUERY(query) = query_open(s->store, "UPDATE main.finding SET state = 'settled', how = :how,"
                                        " note = :note, settled_by = :account, settled_at = :at"
                                        " WHERE id = :finding");
    bind_text(&query, ":how", how);
    bind_text(&query, ":note", s->note);
    bind_id(&query, ":account", s->actor->account_id);
    bind_int(&query, ":at", clock_now());
    bind_int(&query, ":finding", s->finding.id);
    struct audit_entry entry = {
        .action = "finding.settle",
        .subject = "finding",
        .subject_id = s->finding.id,
        .child_id = s->finding.child_id,
        .detail = audit_detail(s->arena, "kind", s->finding.kind, "how", how, NULL),
    };
    return query_run(&query, err)
        && audit_write(s->store, s->actor, &entry, err)
        && standing_derive_findings(s->store, s->policy, s->today, s->finding.place_id, err);
}

static bool open_case(struct settlement *s, int64_t *case_id, struct error *err)
{
    QUERY(query) = query_open(s->store, "SELECT id FROM main.casefile"
                                        " WHERE child_id = :child AND state <> 'closed'");
    bind_int(&query, ":child", s->finding.child_id);
    *case_id = query_next(&query) ? query_int(&query, 0) : 0;
    if (!query_ok(&query, err))
        return false;
    return *case_id != 0
        || casefile_open(s->store, s->policy, s->actor, s->today, s->finding.child_id,
                         policy_opening_for(s->policy, s->finding.kind)->kind, s->note, case_id, err);
}

bool finding_open_case(struct store *store, const struct policy *policy, const struct actor *actor,
                       const char *today, int64_t id, const char *note, int64_t *case_id,
                       struct error *err)
{
    ARENA(arena);
    struct settlement s = {store, policy, actor, today, note, .arena = &arena};
    return store_begin(store, err)
        && store_end(store,
                     prepare(&s, id, FINDING_CASE, err)
                         && open_case(&s, case_id, err)
                         && settle(&s, "case", err),
                     err);
}

/* The register's number is the child's: another child of that number is the same child. */
static bool correct(struct settlement *s, enum finding_list_name wrong, struct error *err)
{
    const struct finding *f = &s->finding;
    if (f->other_child_id != 0 && !merge_child(s->store, f->other_child_id, f->child_id, err))
        return false;
    if (wrong == FINDING_REGISTER)
        return register_correct(s->store, s->actor, f->register_row_id, f->field, f->on_roll, s->note,
                                err);
    return roll_correct(s->store, s->actor, f->roll_entry_id, f->field, f->on_register, s->note, err);
}

bool finding_correct(struct store *store, const struct policy *policy, const struct actor *actor,
                     const char *today, int64_t id, enum finding_list_name wrong, const char *note,
                     struct error *err)
{
    ARENA(arena);
    struct settlement s = {store, policy, actor, today, note, .arena = &arena};
    return store_begin(store, err)
        && store_end(store,
                     prepare(&s, id, FINDING_CORRECT, err)
                         && correct(&s, wrong, err)
                         && settle(&s, "corrected", err),
                     err);
}

bool finding_same_child(struct store *store, const struct policy *policy, const struct actor *actor,
                        const char *today, int64_t id, const char *note, struct error *err)
{
    ARENA(arena);
    struct settlement s = {store, policy, actor, today, note, .arena = &arena};
    return store_begin(store, err)
        && store_end(store,
                     prepare(&s, id, FINDING_SAME_CHILD, err)
                         && merge_child(store, s.finding.other_child_id, s.finding.child_id, err)
                         && settle(&s, "same_child", err),
                     err);
}

static bool read_listing(struct settlement *s, struct finding_listing *listing, struct error *err)
{
    QUERY(query) = query_open(s->store, "SELECT kind, source, day FROM main.listed"
                                        " WHERE id = :listed");
    bind_int(&query, ":listed", s->finding.listed_id);
    return take_listing(&query, s->arena, listing, err);
}

/* As the list says it, from its day on. */
static bool mark_child(struct settlement *s, struct error *err)
{
    struct finding_listing listing;
    int64_t mark_id;
    if (!read_listing(s, &listing, err))
        return false;
    const struct mark_new mark = {
        .child_id = s->finding.child_id,
        .kind = listing.kind,
        .begins_on = listing.day,
        .source = listing.source,
    };
    return mark_set(s->store, s->policy, s->actor, s->today, &mark, &mark_id, err);
}

bool finding_mark(struct store *store, const struct policy *policy, const struct actor *actor,
                  const char *today, int64_t id, const char *note, struct error *err)
{
    ARENA(arena);
    struct settlement s = {store, policy, actor, today, note, .arena = &arena};
    return store_begin(store, err)
        && store_end(store,
                     prepare(&s, id, FINDING_MARK, err)
                         && mark_child(&s, err)
                         && settle(&s, "marked", err),
                     err);
}

bool finding_marked(struct store *store, const struct policy *policy, const char *today,
                    int64_t child_id, const char *kind, struct error *err)
{
    int64_t school_id = 0;
    QUERY(query) = query_open(store,
                              "UPDATE main.finding SET state = 'gone' WHERE child_id = :child"
                              " AND kind = 'not_marked' AND state = 'open' AND why ->> '$.listed'"
                              "  IN (SELECT id FROM main.listed WHERE kind = :kind)"
                              " RETURNING place_id");
    bind_int(&query, ":child", child_id);
    bind_text(&query, ":kind", kind);
    bool found = false;
    while (query_next(&query)) {
        found = true;
        school_id = query_int(&query, 0);
    }
    return query_ok(&query, err)
        && (!found || standing_derive_findings(store, policy, today, school_id, err));
}

bool finding_explain(struct store *store, const struct policy *policy, const struct actor *actor,
                     const char *today, int64_t id, const char *note, struct error *err)
{
    ARENA(arena);
    struct settlement s = {store, policy, actor, today, note, .arena = &arena};
    return store_begin(store, err)
        && store_end(store,
                     prepare(&s, id, FINDING_EXPLAIN, err)
                         && settle(&s, "explained", err),
                     err);
}
