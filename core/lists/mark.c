#include "core/lists/mark.h"

#include "core/base/clock.h"
#include "core/base/date.h"
#include "core/duties/duty_row.h"
#include "core/duties/plan_duty.h"
#include "core/lists/finding.h"
#include "core/rules/policy.h"
#include "core/store/audit.h"

#include <inttypes.h>
#include <string.h>

/* A verb at work: the mark, whose group it is, and who says so. */
struct marking {
    struct store *store;
    const struct policy *policy;
    const struct actor *actor;
    const char *today;
    struct mark mark;
    const struct held_post *post;
};

/* --- Who may ---------------------------------------------------------------------------------- */

bool mark_in_charge(struct store *store, const struct actor *actor, int64_t child_id,
                    bool *in_charge, struct error *err)
{
    *in_charge = false;
    if (actor->console)
        return true;
    QUERY(query) = query_open(store, "SELECT 1 FROM in_charge WHERE child_id = :child");
    bind_int(&query, ":child", child_id);
    *in_charge = query_next(&query);
    return query_ok(&query, err);
}

static bool refuse(const struct marking *m, const char *key, struct error *err)
{
    return error_set(err, ERROR_DENIED, key, "account %" PRId64 ", child %" PRId64,
                     m->actor->account_id, m->mark.child_id);
}

/* Whoever answers for either place of the child may act. */
static bool allow_at_places(struct marking *m, struct error *err)
{
    struct duty_places where;
    if (!plan_places(m->store, m->policy, m->today, m->mark.child_id, &where, err))
        return false;
    const int64_t places[] = {where.school, where.household};
    for (size_t i = 0; i < COUNT(places); i++) {
        struct error refusal = {0};
        if (places[i]
            && permit_at(m->store, m->actor, MAY_MARK_CHILD, places[i], &m->post, &refusal))
            return true;
        if (refusal.kind != ERROR_NONE && refusal.kind != ERROR_DENIED) {
            *err = refusal;
            return false;
        }
    }
    return refuse(m, MSG("denied"), err);
}

static bool allow_restricted(const struct marking *m, struct error *err)
{
    bool in_charge;
    return !m->mark.restricted
        || (mark_in_charge(m->store, m->actor, m->mark.child_id, &in_charge, err)
            && (in_charge || refuse(m, MSG("mark.not-in-charge"), err)));
}

/* --- What is written -------------------------------------------------------------------------- */

/* The trail tells of no mark which group it is of: a row that is silent about restricted ones alone
   would give those away. */
static bool write_trail(const struct marking *m, const char *action, struct error *err)
{
    const struct audit_entry entry = {
        .action = action,
        .subject = "mark",
        .subject_id = m->mark.id,
        .child_id = m->mark.child_id,
    };
    return audit_write(m->store, m->actor, &entry, err);
}

static bool check_day(const struct marking *m, const char *day, struct error *err)
{
    int number;
    if (!date_number(day, &number))
        return error_tell(err, ERROR_INVALID, MSG("case.bad-day"), day);
    return strcmp(day, m->today) <= 0
        || error_tell(err, ERROR_INVALID, MSG("case.day-to-come"), day);
}

static bool check_new(struct marking *m, struct error *err)
{
    const struct policy_group *group = policy_group(m->policy, m->mark.kind);
    if (!group)
        return error_set(err, ERROR_INVALID, MSG("mark.no-such-group"), "group %s", m->mark.kind);
    m->mark.restricted = group->confidential;
    if (!m->mark.source || !*m->mark.source)
        return error_set(err, ERROR_INVALID, MSG("mark.no-source"), "group %s", group->name);
    return check_day(m, m->mark.begins_on, err);
}

static bool refuse_second(const struct marking *m, struct error *err)
{
    QUERY(query) = query_open(m->store, "SELECT 1 FROM main.mark WHERE child_id = :child"
                                        " AND kind = :kind AND ended_on IS NULL");
    bind_int(&query, ":child", m->mark.child_id);
    bind_text(&query, ":kind", m->mark.kind);
    bool found = query_next(&query);
    return query_ok(&query, err)
        && (!found
            || error_set(err, ERROR_CONFLICT, MSG("mark.stands"), "child %" PRId64,
                         m->mark.child_id));
}

static bool insert(struct marking *m, struct error *err)
{
    QUERY(query) = query_open(m->store,
                              "INSERT INTO main.mark (child_id, kind, restricted, begins_on,"
                              " source, typed_at, account_id, post_id) VALUES (:child, :kind,"
                              " :restricted, :begins, :source, :now, :account, :post)");
    bind_int(&query, ":child", m->mark.child_id);
    bind_text(&query, ":kind", m->mark.kind);
    bind_int(&query, ":restricted", m->mark.restricted);
    bind_text(&query, ":begins", m->mark.begins_on);
    bind_text(&query, ":source", m->mark.source);
    bind_int(&query, ":now", clock_now());
    bind_id(&query, ":account", m->actor->account_id);
    bind_id(&query, ":post", m->post ? m->post->id : 0);
    if (!query_run(&query, err))
        return false;
    m->mark.id = store_inserted(m->store);
    return true;
}

static bool set(struct marking *m, struct error *err)
{
    return check_new(m, err)
        && allow_at_places(m, err)
        && allow_restricted(m, err)
        && refuse_second(m, err)
        && insert(m, err)
        && write_trail(m, "mark.set", err)
        && finding_marked(m->store, m->policy, m->today, m->mark.child_id, m->mark.kind, err);
}

bool mark_set(struct store *store, const struct policy *policy, const struct actor *actor,
              const char *today, const struct mark_new *mark, int64_t *mark_id, struct error *err)
{
    struct marking m = {
        .store = store,
        .policy = policy,
        .actor = actor,
        .today = today,
        .mark = {
                 .child_id = mark->child_id,
                 .kind = mark->kind,
                 .begins_on = mark->begins_on && *mark->begins_on ? mark->begins_on : today,
                 .source = mark->source,
                 },
    };
    if (!store_begin(store, err) || !store_end(store, set(&m, err), err))
        return false;
    *mark_id = m.mark.id;
    return true;
}

/* --- Ending ----------------------------------------------------------------------------------- */

static bool check_end(const struct marking *m, const char *day, const char *reason,
                      struct error *err)
{
    if (*m->mark.ended_on)
        return error_set(err, ERROR_CONFLICT, MSG("mark.ended"), "mark %" PRId64, m->mark.id);
    if (!reason || !*reason)
        return error_set(err, ERROR_INVALID, MSG("mark.no-reason"), "mark %" PRId64, m->mark.id);
    if (!check_day(m, day, err))
        return false;
    return strcmp(day, m->mark.begins_on) >= 0
        || error_tell(err, ERROR_INVALID, MSG("mark.ends-before"), day, m->mark.begins_on);
}

static bool write_end(const struct marking *m, const char *day, const char *reason,
                      struct error *err)
{
    QUERY(query) = query_open(m->store, "UPDATE main.mark SET ended_on = :day, reason = :reason,"
                                        " ended_at = :now, ended_by = :account WHERE id = :mark");
    bind_text(&query, ":day", day);
    bind_text(&query, ":reason", reason);
    bind_int(&query, ":now", clock_now());
    bind_id(&query, ":account", m->actor->account_id);
    bind_int(&query, ":mark", m->mark.id);
    return query_run(&query, err);
}

/* What is not in sight is not there: mark_read() goes through the actor's views. */
static bool end(struct marking *m, int64_t mark_id, struct arena *arena, const char *day,
                const char *reason, struct error *err)
{
    return mark_read(m->store, mark_id, arena, &m->mark, err)
        && allow_at_places(m, err)
        && allow_restricted(m, err)
        && check_end(m, day, reason, err)
        && write_end(m, day, reason, err)
        && write_trail(m, "mark.end", err);
}

bool mark_end(struct store *store, const struct policy *policy, const struct actor *actor,
              const char *today, int64_t mark_id, const char *day, const char *reason,
              struct error *err)
{
    ARENA(arena);
    struct marking m = {.store = store, .policy = policy, .actor = actor, .today = today};
    return store_begin(store, err)
        && store_end(store, end(&m, mark_id, &arena, day && *day ? day : today, reason, err), err);
}

/* --- Lists of departments, and the rules ------------------------------------------------------ */

static bool find_listed(struct store *store, const struct mark_listed *listed,
                        enum mark_listing *outcome, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT day < :day FROM main.listed WHERE child_id = :child"
                                     " AND kind = :kind AND source = :source");
    bind_text(&query, ":day", listed->day);
    bind_int(&query, ":child", listed->child_id);
    bind_text(&query, ":kind", listed->kind);
    bind_text(&query, ":source", listed->source);
    bool found = query_next(&query);
    *outcome = !found               ? LISTED_NEWLY
        : query_int(&query, 0) != 0 ? LISTED_LATER
                                    : LISTED_BEFORE;
    return query_ok(&query, err);
}

bool mark_note_listed(struct store *store, const struct mark_listed *listed, int64_t import_id,
                      enum mark_listing *outcome, struct error *err)
{
    if (!find_listed(store, listed, outcome, err))
        return false;
    if (*outcome == LISTED_BEFORE)
        return true;
    QUERY(query) = query_open(store,
                              "INSERT INTO main.listed (child_id, kind, source, day, import_id)"
                              " VALUES (:child, :kind, :source, :day, :import)"
                              " ON CONFLICT (child_id, kind, source) DO UPDATE"
                              " SET day = :day, import_id = :import");
    bind_int(&query, ":child", listed->child_id);
    bind_text(&query, ":kind", listed->kind);
    bind_text(&query, ":source", listed->source);
    bind_text(&query, ":day", listed->day);
    bind_int(&query, ":import", import_id);
    return query_run(&query, err);
}

static bool follow(struct store *store, const char *sql, const struct policy_group *group,
                   struct error *err)
{
    QUERY(query) = query_open(store, sql);
    bind_text(&query, ":kind", group->name);
    bind_int(&query, ":restricted", group->confidential);
    return query_run(&query, err);
}

bool mark_follow_rules(struct store *store, const struct policy *policy, struct error *err)
{
    for (size_t i = 0; i < policy->group_count; i++)
        if (!follow(store,
                    "UPDATE main.mark SET restricted = :restricted"
                    " WHERE kind = :kind AND restricted < :restricted",
                    &policy->groups[i], err)
            || !follow(store,
                       "UPDATE main.listed SET restricted = :restricted"
                       " WHERE kind = :kind AND restricted <> :restricted",
                       &policy->groups[i], err))
            return false;
    return true;
}
