#include "core/cases/casefile.h"

#include "core/base/clock.h"
#include "core/base/date.h"
#include "core/cases/casenumber.h"
#include "core/cases/casestep.h"
#include "core/cases/charge.h"
#include "core/cases/handover.h"
#include "core/cases/transfer.h"
#include "core/duties/duty.h"
#include "core/posts/place.h"
#include "core/rules/policy.h"

#include <inttypes.h>
#include <string.h>

bool casefile_read(struct store *store, int64_t case_id, struct arena *arena,
                   struct casefile *casefile, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT c.child_id, c.number, c.kind, c.policy, c.state, c.status,"
                              " c.opened_on, c.closed_on, c.school_id, c.class_id, c.group_id,"
                              " c.charge_id, child.class_id, child.group_id,"
                              " c.policy_id"
                              " FROM casefile c JOIN child ON child.id = c.child_id"
                              " WHERE c.id = :case");
    bind_int(&query, ":case", case_id);
    return casestep_take_row(&query, case_id, arena, casefile, err);
}

/* --- Recording what happened ----------------------------------------------------------------- */

static bool check_event(const struct case_event *event, const char *today, struct error *err)
{
    int number;
    const struct transition *transition = transition_find(event->kind);
    const char *result = event->result ? event->result : "";

    if (!transition || transition->source == BY_VERB || transition->source == BY_LAW)
        return error_set(err, ERROR_INVALID, MSG("case.event-unknown"), "event %s", event->kind);
    if (!date_number(event->day, &number))
        return error_tell(err, ERROR_INVALID, MSG("case.bad-day"), event->day);
    if (strcmp(event->day, today) > 0)
        return error_tell(err, ERROR_INVALID, MSG("case.day-to-come"), event->day);
    if (transition_has_result(event->kind) && *result
        && !transition_result_ok(event->kind, result))
        return error_set(err, ERROR_INVALID, MSG("case.bad-result"), "result %s", result);
    return true;
}

/* Whoever found the child back at school has said so: no second event to type. */
static bool step_back(struct store *store, const struct actor *actor, const char *today,
                      struct casefile *c, const struct case_event *event, struct error *err)
{
    bool back = event->result && strcmp(event->result, "returned") == 0;
    if (!back || transition_state(c->state) != CASE_OPEN)
        return true;
    struct case_event returned = {
        .case_id = c->id,
        .kind = "returned",
        .day = event->day,
        .data = "{\"source\":\"visit\"}",
    };
    return casestep_take(store, actor, today, c, &returned, err);
}

/* --- Following the child ---------------------------------------------------------------------- */

static bool write_places(struct store *store, const struct casefile *c, struct error *err)
{
    QUERY(query) = query_open(store, "UPDATE main.casefile SET class_id = :class,"
                                     " school_id = :school, group_id = :group WHERE id = :case");
    bind_id(&query, ":class", c->class_id);
    bind_id(&query, ":school", c->school_id);
    bind_id(&query, ":group", c->group_id);
    bind_int(&query, ":case", c->id);
    return query_run(&query, err);
}

static bool write_charge(struct store *store, int64_t case_id, int64_t post_id, struct error *err)
{
    QUERY(query) = query_open(store, "UPDATE main.casefile SET charge_id = :post WHERE id = :case");
    bind_int(&query, ":post", post_id);
    bind_int(&query, ":case", case_id);
    return query_run(&query, err);
}

/* Told in the case, as nobody's deed: the move of the child has done it. */
static bool tell_charge(struct store *store, const struct casefile *c, const char *today,
                        const char *role, struct error *err)
{
    QUERY(query) = query_open(store, "INSERT INTO main.case_event (case_id, kind, day, typed_at,"
                                     " result)"
                                     " VALUES (:case, 'assigned', :day, :now, :role)");
    bind_int(&query, ":case", c->id);
    bind_text(&query, ":day", today);
    bind_int(&query, ":now", clock_now());
    bind_text(&query, ":role", role);
    return query_run(&query, err);
}

/* A post that does not reach the child any more hands the case to the one that does. */
static bool follow_charge(struct store *store, struct casefile *c, const char *today,
                          struct error *err)
{
    ARENA(arena);
    const char *role;
    if (!charge_admits(store, c->charge_id, c, &arena, &role, err))
        return false;
    if (role)
        return true;
    return charge_choose(store, today, c, &c->charge_id, err)
        && charge_admits(store, c->charge_id, c, &arena, &role, err)
        && write_charge(store, c->id, c->charge_id, err)
        && tell_charge(store, c, today, role ? role : "", err);
}

/* Classes change every autumn, and families move: an unclosed case goes where its child goes. */
static bool follow_child(struct store *store, struct casefile *c, const char *today,
                         struct error *err)
{
    int64_t class_id, group_id; /* where a transfer left the child behind */
    if (!transfer_left(store, c->id, &class_id, &group_id, err))
        return false;
    bool moved = c->child_class_id && c->child_class_id != c->class_id
        && c->child_class_id != class_id;
    bool lives_elsewhere = c->child_group_id && c->child_group_id != c->group_id
        && c->child_group_id != group_id;
    if (transition_state(c->state) == CASE_CLOSED || (!moved && !lives_elsewhere))
        return true;
    if (lives_elsewhere)
        c->group_id = c->child_group_id;
    if (moved && !place_above(store, c->child_class_id, "school", &c->school_id, err))
        return false;
    if (moved)
        c->class_id = c->child_class_id;
    return write_places(store, c, err)
        && follow_charge(store, c, today, err);
}

bool casefile_move(struct store *store, struct casefile *c, const char *today, int64_t post_id,
                   struct error *err)
{
    ARENA(arena);
    const char *role;
    c->charge_id = post_id;
    return write_places(store, c, err)
        && write_charge(store, c->id, post_id, err)
        && charge_admits(store, post_id, c, &arena, &role, err)
        && tell_charge(store, c, today, role ? role : "", err);
}

static bool append(struct store *store, const struct policy *policy, const struct actor *actor,
                   const char *today, const struct case_event *event, struct error *err)
{
    ARENA(arena);
    struct casefile c;
    return check_event(event, today, err)
        && casestep_read(store, event->case_id, &arena, &c, err)
        && follow_child(store, &c, today, err)
        && casestep_take(store, actor, today, &c, event, err)
        && step_back(store, actor, today, &c, event, err)
        && duty_derive_case(store, policy, today, c.id, err);
}

bool casefile_append(struct store *store, const struct policy *policy, const struct actor *actor,
                     const char *today, const struct case_event *event, struct error *err)
{
    return store_begin(store, err)
        && store_end(store, append(store, policy, actor, today, event, err), err);
}

/* A duty that is derived again tells the same hand-over, which is told once. */
bool casefile_hand_over(struct store *store, int64_t case_id, const char *day, const char *rung,
                        int64_t post_id, struct error *err)
{
    QUERY(query) = query_open(store,
                              "INSERT INTO main.case_event (case_id, kind, day, typed_at, post_id,"
                              " rung)"
                              " SELECT :case, 'handed_over', :day, :now, :post, :rung"
                              " WHERE NOT EXISTS (SELECT 1 FROM main.case_event"
                              "  WHERE case_id = :case AND kind = 'handed_over' AND day = :day"
                              "  AND post_id = :post AND rung = :rung)");
    bind_int(&query, ":case", case_id);
    bind_text(&query, ":day", day);
    bind_int(&query, ":now", clock_now());
    bind_int(&query, ":post", post_id);
    bind_text(&query, ":rung", rung);
    return query_run(&query, err);
}

bool casefile_set_status(struct store *store, int64_t case_id, const char *status,
                         struct error *err)
{
    QUERY(query) = query_open(store, "UPDATE main.casefile SET status = :status"
                                     " WHERE id = :case AND status <> :status");
    bind_text(&query, ":status", status);
    bind_int(&query, ":case", case_id);
    return query_run(&query, err);
}

/* --- Beginning ------------------------------------------------------------------------------- */

/* Where the child is, and what school that makes: its own, else the one that serves its home. */
static bool read_child(struct store *store, const struct policy *policy, const char *today,
                       struct casefile *c, struct error *err)
{
    ARENA(arena);
    QUERY(query) = query_open(store, "SELECT class_id, group_id, born FROM main.child"
                                     " WHERE id = :child AND merged_into IS NULL");
    bind_int(&query, ":child", c->child_id);
    bool found = query_next(&query);
    c->class_id = found ? query_int(&query, 0) : 0;
    c->group_id = found ? query_int(&query, 1) : 0;
    const char *born = found ? query_text(&query, 2, &arena) : "";
    if (!query_ok(&query, err))
        return false;
    if (!found)
        return error_set(err, ERROR_MISSING, MSG("child.missing"), "child %" PRId64, c->child_id);

    c->child_class_id = c->class_id;
    c->child_group_id = c->group_id;
    if (c->class_id)
        return place_above(store, c->class_id, "school", &c->school_id, err);
    return !c->group_id
        || place_served_by(store, c->group_id, policy_stage(policy, born, today), &c->school_id,
                           err);
}

static bool refuse_second(struct store *store, int64_t child_id, struct error *err)
{
    ARENA(arena);
    QUERY(query) = query_open(store, "SELECT number FROM main.casefile"
                                     " WHERE child_id = :child AND state <> 'closed'");
    bind_int(&query, ":child", child_id);
    const char *number = query_next(&query) ? query_text(&query, 0, &arena) : NULL;
    return query_ok(&query, err)
        && (!number || error_tell(err, ERROR_CONFLICT, MSG("case.open-already"), number));
}

/* Numbers are given inside the write transaction, so two people never get the same; nor does a case
   get the number of one that was erased. */
static bool next_id(struct store *store, int64_t *id, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT max(coalesce((SELECT max(id) FROM main.casefile), 0),"
                                     " (SELECT id FROM main.erased_last WHERE subject = 'case')) + 1");
    *id = query_next(&query) ? query_int(&query, 0) : 0;
    return query_ok(&query, err);
}

static bool insert_case(struct store *store, struct casefile *c, struct error *err)
{
    char number[CASENUMBER_SIZE];
    QUERY(query) = query_open(store,
                              "INSERT INTO main.casefile (id, number, child_id, kind, policy,"
                              " state, opened_on, school_id, class_id, group_id, charge_id, policy_id)"
                              " VALUES (:id, :number, :child, :kind, :policy, '', :today, :school,"
                              " :class, :group, :charge, :version)");
    bind_int(&query, ":id", c->id);
    bind_text(&query, ":number", casenumber_write(c->id, number));
    bind_int(&query, ":child", c->child_id);
    bind_text(&query, ":kind", c->kind);
    bind_text(&query, ":policy", c->policy);
    bind_id(&query, ":version", c->policy_id);
    bind_text(&query, ":today", c->opened_on);
    bind_id(&query, ":school", c->school_id);
    bind_id(&query, ":class", c->class_id);
    bind_id(&query, ":group", c->group_id);
    bind_id(&query, ":charge", c->charge_id);
    return query_run(&query, err);
}

/* A child of no class and no group is the county's: there is nobody nearer. */
static bool place_unplaced(struct store *store, struct casefile *c, struct error *err)
{
    if (c->class_id || c->school_id || c->group_id)
        return true;
    QUERY(query) = query_open(store, "SELECT id FROM main.place WHERE kind = 'county'");
    c->group_id = query_next(&query) ? query_int(&query, 0) : 0;
    return query_ok(&query, err);
}

static bool begin_case(struct store *store, const struct policy *policy, const struct actor *actor,
                       struct casefile *c, const char *note, struct error *err)
{
    struct case_event opened = {.kind = "opened", .day = c->opened_on, .note = note};

    if (!policy_has_kind(policy, c->kind))
        return error_set(err, ERROR_INVALID, MSG("case.kind-unknown"), "case kind %s", c->kind);
    if (!read_child(store, policy, c->opened_on, c, err)
        || !place_unplaced(store, c, err)
        || !casestep_permit(store, actor, MAY_OPEN_CASE, c, NULL, err)
        || !refuse_second(store, c->child_id, err)
        || !charge_choose(store, c->opened_on, c, &c->charge_id, err)
        || !next_id(store, &c->id, err)
        || !insert_case(store, c, err))
        return false;
    opened.case_id = c->id;
    return casestep_take(store, actor, c->opened_on, c, &opened, err)
        && handover_pass_case(store, policy, c->opened_on, c, err)
        && duty_derive_case(store, policy, c->opened_on, c->id, err);
}

bool casefile_open(struct store *store, const struct policy *policy, const struct actor *actor,
                   const char *today, int64_t child_id, const char *kind, const char *note,
                   int64_t *case_id, struct error *err)
{
    struct casefile c = {
        .child_id = child_id,
        .kind = kind,
        .policy = policy->name,
        .policy_id = policy->version,
        .state = "",
        .opened_on = today,
    };
    if (!store_begin(store, err)
        || !store_end(store, begin_case(store, policy, actor, &c, note, err), err))
        return false;
    *case_id = c.id;
    return true;
}

/* --- Charge ---------------------------------------------------------------------------------- */

static bool assign_one(struct store *store, const struct policy *policy, const struct actor *actor,
                       const char *today, int64_t case_id, int64_t post_id, const char *note,
                       struct error *err)
{
    ARENA(arena);
    struct casefile c;
    const char *role;
    if (!casestep_read(store, case_id, &arena, &c, err)
        || !charge_admits(store, post_id, &c, &arena, &role, err))
        return false;
    if (!role)
        return error_tell(err, ERROR_INVALID, MSG("case.assign-elsewhere"), c.number);

    struct case_event assigned = {
        .case_id = case_id,
        .kind = "assigned",
        .day = today,
        .result = role,
        .note = note,
        .data = arena_text(&arena, "{\"from\":%" PRId64 ",\"to\":%" PRId64 "}", c.charge_id,
                           post_id),
    };
    return casestep_take(store, actor, today, &c, &assigned, err)
        && write_charge(store, case_id, post_id, err)
        && casestep_tell(store, actor, &c, post_id, MSG("notice.assigned"), err)
        && duty_derive_case(store, policy, today, case_id, err);
}

static bool assign_all(struct store *store, const struct policy *policy, const struct actor *actor,
                       const char *today, const int64_t *case_ids, size_t count, int64_t post_id,
                       const char *note, struct error *err)
{
    for (size_t i = 0; i < count; i++)
        if (!assign_one(store, policy, actor, today, case_ids[i], post_id, note, err))
            return false;
    return true;
}

bool casefile_assign(struct store *store, const struct policy *policy, const struct actor *actor,
                     const char *today, const int64_t *case_ids, size_t count, int64_t post_id,
                     const char *note, struct error *err)
{
    return store_begin(store, err)
        && store_end(store,
                     assign_all(store, policy, actor, today, case_ids, count, post_id, note, err),
                     err);
}

/* --- Reading --------------------------------------------------------------------------------- */

bool casefile_about(struct store *store, int64_t case_id, const char *today, struct arena *arena,
                    struct case_about *about, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT child.name_zh, child.name_ug, child.sex, child.born,"
                              " class.name_zh, class.name_ug, school.name_zh, school.name_ug,"
                              " village.name_zh, village.name_ug, grp.name_zh, grp.name_ug,"
                              " guardian.name_zh, guardian.name_ug, guardian.phone, post.role,"
                              " account.person_zh, account.person_ug"
                              " FROM casefile c JOIN child ON child.id = c.child_id"
                              " LEFT JOIN place class ON class.id = c.class_id AND class.kind = 'class'"
                              " LEFT JOIN place school ON school.id = c.school_id"
                              " LEFT JOIN place grp ON grp.id = c.group_id"
                              " LEFT JOIN place village ON village.id = grp.parent_id"
                              " LEFT JOIN guardian ON guardian.id ="
                              "  (SELECT min(g.id) FROM guardian g WHERE g.child_id = child.id)"
                              " LEFT JOIN post ON post.id = c.charge_id"
                              " LEFT JOIN holding ON holding.id = (SELECT h.id FROM holding h"
                              "  WHERE h.post_id = c.charge_id AND h.first_day <= :today"
                              "  AND (h.last_day IS NULL OR h.last_day >= :today)"
                              "  ORDER BY h.stand_in, h.id LIMIT 1)"
                              " LEFT JOIN account ON account.id = holding.account_id"
                              " WHERE c.id = :case");
    bind_int(&query, ":case", case_id);
    bind_text(&query, ":today", today);
    bool found = query_next(&query);
    if (found)
        *about = (struct case_about){
            .name_zh = query_text(&query, 0, arena),
            .name_ug = query_text(&query, 1, arena),
            .sex = query_text(&query, 2, arena),
            .born = query_text(&query, 3, arena),
            .class_zh = query_text(&query, 4, arena),
            .class_ug = query_text(&query, 5, arena),
            .school_zh = query_text(&query, 6, arena),
            .school_ug = query_text(&query, 7, arena),
            .village_zh = query_text(&query, 8, arena),
            .village_ug = query_text(&query, 9, arena),
            .group_zh = query_text(&query, 10, arena),
            .group_ug = query_text(&query, 11, arena),
            .guardian_zh = query_text(&query, 12, arena),
            .guardian_ug = query_text(&query, 13, arena),
            .phone = query_text(&query, 14, arena),
            .charge_role = query_text(&query, 15, arena),
            .charge_zh = query_text(&query, 16, arena),
            .charge_ug = query_text(&query, 17, arena),
        };
    return query_ok(&query, err)
        && (found || error_set(err, ERROR_MISSING, MSG("case.missing"), "case %" PRId64, case_id));
}

bool casefile_events(struct store *store, int64_t case_id, struct page page, struct arena *arena,
                     struct case_event **rows, size_t *count, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT e.id, e.kind, e.day, e.result, e.rung, e.note, e.data,"
                              " e.record_id, e.typed_at, e.account_id, e.post_id, post.role,"
                              " account.person_zh, account.person_ug"
                              " FROM case_event e LEFT JOIN post ON post.id = e.post_id"
                              " LEFT JOIN account ON account.id = e.account_id"
                              " WHERE e.case_id = :case ORDER BY e.id LIMIT :size OFFSET :first");
    bind_int(&query, ":case", case_id);
    bind_page(&query, page);

    *rows = arena_array(arena, struct case_event, page.size);
    *count = 0;
    while (query_next(&query))
        (*rows)[(*count)++] = (struct case_event){
            .case_id = case_id,
            .id = query_int(&query, 0),
            .kind = query_text(&query, 1, arena),
            .day = query_text(&query, 2, arena),
            .result = query_text(&query, 3, arena),
            .rung = query_text(&query, 4, arena),
            .note = query_text(&query, 5, arena),
            .data = query_text(&query, 6, arena),
            .record_id = query_int(&query, 7),
            .typed_at = query_int(&query, 8),
            .account_id = query_int(&query, 9),
            .post_id = query_int(&query, 10),
            .role = query_text(&query, 11, arena),
            .person_zh = query_text(&query, 12, arena),
            .person_ug = query_text(&query, 13, arena),
        };
    return query_ok(&query, err);
}

bool casefile_of_child(struct store *store, int64_t child_id, int64_t *case_id, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT id FROM casefile"
                                     " WHERE child_id = :child AND state <> 'closed'");
    bind_int(&query, ":child", child_id);
    *case_id = query_next(&query) ? query_int(&query, 0) : 0;
    return query_ok(&query, err);
}

bool casefile_offers(struct store *store, const struct actor *actor,
                     const struct casefile *casefile, enum action action, bool *offered,
                     struct error *err)
{
    struct error refusal = {0};
    *offered = casestep_permit(store, actor, action, casefile, NULL, &refusal);
    if (*offered || refusal.kind == ERROR_DENIED)
        return true;
    *err = refusal;
    return false;
}
