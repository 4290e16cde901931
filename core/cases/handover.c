#include "core/cases/handover.h"

#include "core/cases/casestep.h"
#include "core/cases/transfer.h"
#include "core/duties/duty.h"
#include "core/duties/standing_letters.h"
#include "core/rules/policy.h"
#include "core/store/audit.h"

#include <inttypes.h>
#include <string.h>

static bool write_trail(struct store *store, const struct actor *actor, const char *action,
                        int64_t handover_id, int64_t child_id, const char *detail,
                        struct error *err)
{
    const struct audit_entry entry = {
        .action = action,
        .subject = "handover",
        .subject_id = handover_id,
        .child_id = child_id,
        .detail = detail,
    };
    return audit_write(store, actor, &entry, err);
}

/* --- Signing --------------------------------------------------------------------------------- */

/* What a signature hangs on. */
struct signing {
    int64_t primary_id, junior_id, handed_by, children;
    bool handed, received;
};

static bool read_signing(struct store *store, int64_t handover_id, struct signing *signing,
                         struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT primary_id, junior_id, handed_by, handed_on, received_on,"
                              " (SELECT count(*) FROM main.handover_child WHERE handover_id = h.id)"
                              " FROM main.handover h WHERE id = :handover");
    bind_int(&query, ":handover", handover_id);
    bool found = query_next(&query);
    if (found)
        *signing = (struct signing){
            .primary_id = query_int(&query, 0),
            .junior_id = query_int(&query, 1),
            .handed_by = query_int(&query, 2),
            .handed = !query_null(&query, 3),
            .received = !query_null(&query, 4),
            .children = query_int(&query, 5),
        };
    return query_ok(&query, err)
        && (found
            || error_set(err, ERROR_MISSING, MSG("handover.missing"), "handover %" PRId64,
                         handover_id));
}

static bool write_handed(struct store *store, const struct actor *actor, const char *today,
                         int64_t handover_id, struct error *err)
{
    QUERY(query) = query_open(store, "UPDATE main.handover SET handed_by = :account,"
                                     " handed_on = :today WHERE id = :handover");
    bind_id(&query, ":account", actor->account_id);
    bind_text(&query, ":today", today);
    bind_int(&query, ":handover", handover_id);
    return query_run(&query, err);
}

static bool write_received(struct store *store, const struct actor *actor, const char *today,
                           int64_t handover_id, struct error *err)
{
    QUERY(query) = query_open(store, "UPDATE main.handover SET received_by = :account,"
                                     " received_on = :today WHERE id = :handover");
    bind_id(&query, ":account", actor->account_id);
    bind_text(&query, ":today", today);
    bind_int(&query, ":handover", handover_id);
    return query_run(&query, err);
}

static bool hand_over(struct store *store, const struct policy *policy, const struct actor *actor,
                      const char *today, int64_t handover_id, struct error *err)
{
    struct signing signing;
    if (!read_signing(store, handover_id, &signing, err)
        || !permit_at(store, actor, MAY_SIGN_HANDOVER, signing.primary_id, NULL, err))
        return false;
    if (signing.handed)
        return error_set(err, ERROR_CONFLICT, MSG("handover.signed-already"),
                         "handover %" PRId64, handover_id);
    return write_handed(store, actor, today, handover_id, err)
        && write_trail(store, actor, "handover.hand-over", handover_id, 0, NULL, err)
        && standing_derive_handover(store, policy, today, handover_id, err);
}

bool handover_hand_over(struct store *store, const struct policy *policy,
                        const struct actor *actor, const char *today, int64_t handover_id,
                        struct error *err)
{
    return store_begin(store, err)
        && store_end(store, hand_over(store, policy, actor, today, handover_id, err), err);
}

static bool receive(struct store *store, const struct policy *policy, const struct actor *actor,
                    const char *today, int64_t handover_id, struct error *err)
{
    struct signing signing;
    if (!read_signing(store, handover_id, &signing, err)
        || !permit_at(store, actor, MAY_SIGN_HANDOVER, signing.junior_id, NULL, err))
        return false;
    if (!signing.handed)
        return error_set(err, ERROR_CONFLICT, MSG("handover.not-handed"), "handover %" PRId64,
                         handover_id);
    if (signing.received)
        return error_set(err, ERROR_CONFLICT, MSG("handover.signed-already"),
                         "handover %" PRId64, handover_id);
    if (actor_has_account(actor) && signing.handed_by == actor->account_id)
        return error_set(err, ERROR_CONFLICT, MSG("handover.same-person"), "handover %" PRId64,
                         handover_id);
    return write_received(store, actor, today, handover_id, err)
        && write_trail(store, actor, "handover.receive", handover_id, 0, NULL, err)
        && standing_derive_handover(store, policy, today, handover_id, err);
}

bool handover_receive(struct store *store, const struct policy *policy, const struct actor *actor,
                      const char *today, int64_t handover_id, struct error *err)
{
    return store_begin(store, err)
        && store_end(store, receive(store, policy, actor, today, handover_id, err), err);
}

/* --- Who has come ---------------------------------------------------------------------------- */

static bool write_registered(struct store *store, int64_t handover_id, int64_t child_id,
                             const char *day, struct error *err)
{
    QUERY(query) = query_open(store, "UPDATE main.handover_child SET registered_on = :day"
                                     " WHERE handover_id = :handover AND (child_id = :child"
                                     "  OR :child IS NULL AND registered_on IS NULL)");
    bind_text(&query, ":day", day);
    bind_int(&query, ":handover", handover_id);
    bind_id(&query, ":child", child_id);
    return query_run(&query, err);
}

static bool enrol(struct store *store, const struct actor *actor, const char *today,
                  int64_t handover_id, int64_t child_id, bool came, struct error *err)
{
    struct signing signing;
    if (!read_signing(store, handover_id, &signing, err)
        || !permit_at(store, actor, MAY_SIGN_HANDOVER, signing.junior_id, NULL, err))
        return false;
    if (!signing.handed)
        return error_set(err, ERROR_CONFLICT, MSG("handover.not-handed"), "handover %" PRId64,
                         handover_id);
    return write_registered(store, handover_id, child_id, came ? today : NULL, err)
        && write_trail(store, actor, came ? "handover.came" : "handover.not-come", handover_id,
                       child_id, NULL, err);
}

bool handover_register(struct store *store, const struct actor *actor, const char *today,
                       int64_t handover_id, int64_t child_id, bool came, struct error *err)
{
    return store_begin(store, err)
        && store_end(store, enrol(store, actor, today, handover_id, child_id, came, err), err);
}

/* --- The week -------------------------------------------------------------------------------- */

/* The two schools of the child's newest list, and which of them answers for it. */
struct answering {
    int64_t primary_id, junior_id, school_id;
};

static bool is_over(struct store *store, const struct policy *policy, const char *signed_on,
                    const char *today, int64_t junior_id, bool *over, struct error *err)
{
    ARENA(arena);
    struct calendar calendar;
    if (!calendar_read(store, policy, junior_id, &arena, &calendar, err))
        return false;
    const char *last = calendar_add(&calendar, signed_on, policy->handover.within, &arena);
    *over = strcmp(today, last) > 0;
    return true;
}

static bool find_answering(struct store *store, const struct policy *policy, int64_t child_id,
                           const char *today, struct answering *answering, struct error *err)
{
    ARENA(arena);
    bool over = false;
    *answering = (struct answering){0};
    if (!policy->handover.clause)
        return true;
    QUERY(query) = query_open(store,
                              "SELECT primary_id, junior_id, received_on, registered_on"
                              " FROM main.handover_child JOIN main.handover ON id = handover_id"
                              " WHERE child_id = :child ORDER BY year DESC, id DESC LIMIT 1");
    bind_int(&query, ":child", child_id);
    if (!query_next(&query))
        return query_ok(&query, err);
    const char *signed_on = query_text(&query, 2, &arena);
    answering->primary_id = query_int(&query, 0);
    answering->junior_id = query_int(&query, 1);
    if (*signed_on
        && !is_over(store, policy, signed_on, today, answering->junior_id, &over, err))
        return false;
    bool came = !query_null(&query, 3);
    answering->school_id = over || came ? answering->junior_id : answering->primary_id;
    return query_ok(&query, err);
}

bool handover_responsible(struct store *store, const struct policy *policy, int64_t child_id,
                          const char *today, int64_t *school_id, struct error *err)
{
    struct answering answering;
    if (!find_answering(store, policy, child_id, today, &answering, err))
        return false;
    *school_id = answering.school_id;
    return true;
}

static bool goes_by_rule(const struct policy *policy, const struct casefile *c)
{
    for (size_t i = 0; i < policy->handover.kinds.count; i++)
        if (strcmp(policy->handover.kinds.rows[i], c->kind) == 0)
            return true;
    return false;
}

static bool was_agreed(struct store *store, int64_t case_id, bool *agreed, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT 1 FROM main.transfer WHERE case_id = :case"
                                     " AND state = 'accepted'");
    bind_int(&query, ":case", case_id);
    *agreed = query_next(&query);
    return query_ok(&query, err);
}

bool handover_pass_case(struct store *store, const struct policy *policy, const char *today,
                        struct casefile *c, struct error *err)
{
    struct answering answering;
    bool agreed = false;
    if (!goes_by_rule(policy, c))
        return true;
    if (!find_answering(store, policy, c->child_id, today, &answering, err)
        || !was_agreed(store, c->id, &agreed, err))
        return false;
    bool theirs = c->school_id == 0 || c->school_id == answering.primary_id
        || c->school_id == answering.junior_id;
    if (agreed || !theirs || answering.school_id == 0 || answering.school_id == c->school_id)
        return true;
    return transfer_pass(store, today, c, answering.school_id, err);
}

/* The cases whose child is on a list. */
static bool read_cases(struct store *store, struct arena *arena, int64_t **ids, size_t *count,
                       struct error *err)
{
    QUERY(query) = query_open(store, "SELECT DISTINCT c.id FROM main.handover_child h"
                                     " JOIN main.casefile c ON c.child_id = h.child_id"
                                     " WHERE c.state <> 'closed' ORDER BY c.id");
    *ids = NULL;
    *count = 0;
    while (query_next(&query)) {
        *ids = arena_grow(arena, *ids, *count, sizeof **ids);
        (*ids)[(*count)++] = query_int(&query, 0);
    }
    return query_ok(&query, err);
}

bool handover_pass_cases(struct store *store, const struct policy *policy, const char *today,
                         struct error *err)
{
    ARENA(arena);
    int64_t *ids;
    size_t count;
    bool ok = read_cases(store, &arena, &ids, &count, err);
    for (size_t i = 0; ok && i < count; i++) {
        struct casefile c;
        ok = casestep_read(store, ids[i], &arena, &c, err);
        int64_t before = ok ? c.school_id : 0;
        ok = ok && handover_pass_case(store, policy, today, &c, err)
            && (c.school_id == before || duty_derive_case(store, policy, today, c.id, err));
    }
    return ok;
}
