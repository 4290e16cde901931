#include "core/keeping/hold.h"

#include "core/base/clock.h"
#include "core/base/date.h"
#include "core/store/audit.h"

#include <inttypes.h>
#include <string.h>

/* Through the views: who does not see it does not hold it. */
static const char *const reads[KEPT_COUNT] = {
    [KEPT_CLOSED_CASE] = "SELECT child_id FROM casefile WHERE id = :id",
    [KEPT_ADULT] = "SELECT id FROM child WHERE id = :id AND merged_into IS NULL",
    [KEPT_LETTER] = "SELECT child_id FROM letter WHERE id = :id",
    [KEPT_RECORD] = "SELECT child_id FROM form_record WHERE id = :id",
};

static bool find_child(struct store *store, enum policy_kept what, int64_t id, int64_t *child_id,
                       struct error *err)
{
    QUERY(query) = query_open(store, reads[what]);
    bind_int(&query, ":id", id);
    bool found = query_next(&query);
    *child_id = found ? query_int(&query, 0) : 0;
    return query_ok(&query, err)
        && (found
            || error_set(err, ERROR_MISSING, MSG("keeping.missing"), "%s %" PRId64,
                         keeping_subject(what), id));
}

static bool check(const char *today, const char *until, const char *reason, struct error *err)
{
    int number;
    if (!until || !*until)
        return error_set(err, ERROR_INVALID, MSG("hold.no-end"), "no last day");
    if (!date_number(until, &number))
        return error_tell(err, ERROR_INVALID, MSG("case.bad-day"), until);
    if (strcmp(until, today) < 0 || date_days(today, until) > HOLD_LONGEST)
        return error_tell(err, ERROR_INVALID, MSG("hold.too-long"), until);
    return (reason && *reason)
        || error_set(err, ERROR_INVALID, MSG("hold.no-reason"), "no reason");
}

static bool lift(struct store *store, enum policy_kept what, int64_t id, struct error *err)
{
    QUERY(query) = query_open(store,
                              "UPDATE main.keeping_hold SET lifted_at = :now WHERE lifted_at IS"
                              " NULL"
                              " AND subject = :subject AND subject_id = :id");
    bind_int(&query, ":now", clock_now());
    bind_text(&query, ":subject", keeping_subject(what));
    bind_int(&query, ":id", id);
    return query_run(&query, err);
}

static bool insert(struct store *store, const struct actor *actor, enum policy_kept what,
                   int64_t id, int64_t child_id, const char *until, const char *reason,
                   struct error *err)
{
    QUERY(query) = query_open(store,
                              "INSERT INTO main.keeping_hold (subject, subject_id, child_id, until,"
                              " reason, account_id, at)"
                              " VALUES (:subject, :id, :child, :until, :reason, :account, :now)");
    bind_text(&query, ":subject", keeping_subject(what));
    bind_int(&query, ":id", id);
    bind_id(&query, ":child", child_id);
    bind_text(&query, ":until", until);
    bind_text(&query, ":reason", reason);
    bind_id(&query, ":account", actor->account_id);
    bind_int(&query, ":now", clock_now());
    return query_run(&query, err);
}

/* The reason may name somebody and goes with the thing; the trail has the day. */
static bool record(struct store *store, const struct actor *actor, const char *action,
                   enum policy_kept what, int64_t id, int64_t child_id, const char *until,
                   struct error *err)
{
    ARENA(arena);
    const struct audit_entry entry = {
        .action = action,
        .subject = keeping_subject(what),
        .subject_id = id,
        .child_id = child_id,
        .detail = *until ? audit_detail(&arena, "until", until, NULL) : NULL,
    };
    return audit_write(store, actor, &entry, err);
}

static bool hold(struct store *store, const struct actor *actor, const char *today,
                 enum policy_kept what, int64_t id, const char *until, const char *reason,
                 struct error *err)
{
    int64_t child_id;
    return permit(actor, MAY_HOLD_BACK, err)
        && check(today, until, reason, err)
        && find_child(store, what, id, &child_id, err)
        && lift(store, what, id, err)
        && insert(store, actor, what, id, child_id, until, reason, err)
        && record(store, actor, "keeping.hold", what, id, child_id, until, err);
}

bool hold_back(struct store *store, const struct actor *actor, const char *today,
               enum policy_kept what, int64_t id, const char *until, const char *reason,
               struct error *err)
{
    return store_begin(store, err)
        && store_end(store, hold(store, actor, today, what, id, until, reason, err), err);
}

static bool let_go(struct store *store, const struct actor *actor, const char *today,
                   enum policy_kept what, int64_t id, struct error *err)
{
    ARENA(arena);
    struct keeping_hold running;
    int64_t child_id;
    bool found;
    if (!permit(actor, MAY_HOLD_BACK, err)
        || !find_child(store, what, id, &child_id, err)
        || !hold_read(store, today, what, id, &arena, &running, &found, err))
        return false;
    if (!found)
        return error_set(err, ERROR_CONFLICT, MSG("hold.none"), "%s %" PRId64,
                         keeping_subject(what), id);
    return lift(store, what, id, err)
        && record(store, actor, "keeping.lift", what, id, child_id, "", err);
}

bool hold_lift(struct store *store, const struct actor *actor, const char *today,
               enum policy_kept what, int64_t id, struct error *err)
{
    return store_begin(store, err)
        && store_end(store, let_go(store, actor, today, what, id, err), err);
}

bool hold_read(struct store *store, const char *today, enum policy_kept what, int64_t id,
               struct arena *arena, struct keeping_hold *hold, bool *found, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT h.id, until, reason, at, coalesce(name, ''),"
                              " coalesce(person_zh, ''), coalesce(person_ug, '')"
                              " FROM keeping_hold h LEFT JOIN account a ON a.id = h.account_id"
                              " WHERE lifted_at IS NULL AND until >= :today"
                              " AND subject = :subject AND subject_id = :id");
    bind_text(&query, ":today", today);
    bind_text(&query, ":subject", keeping_subject(what));
    bind_int(&query, ":id", id);
    *found = query_next(&query);
    if (*found)
        *hold = (struct keeping_hold){
            .id = query_int(&query, 0),
            .until = query_text(&query, 1, arena),
            .reason = query_text(&query, 2, arena),
            .at = query_int(&query, 3),
            .account = query_text(&query, 4, arena),
            .person_zh = query_text(&query, 5, arena),
            .person_ug = query_text(&query, 6, arena),
        };
    return query_ok(&query, err);
}
