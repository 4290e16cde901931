#include "core/days/leave.h"

#include "core/base/clock.h"
#include "core/base/date.h"
#include "core/days/absence.h"
#include "core/store/audit.h"

#include <inttypes.h>
#include <string.h>

/* A verb on its way: the leave as it is, or as it is asked for. */
struct work {
    struct store *store;
    const struct policy *policy;
    const struct actor *actor;
    const char *today;
    struct leave leave;
    struct arena arena;
};

static bool find_class(struct work *work, struct error *err)
{
    QUERY(query) = query_open(work->store, "SELECT class_id FROM child WHERE id = :child");
    bind_int(&query, ":child", work->leave.child_id);
    bool found = query_next(&query);
    work->leave.class_id = found ? query_int(&query, 0) : 0;
    if (!query_ok(&query, err))
        return false;
    if (!found)
        return error_set(err, ERROR_MISSING, MSG("child.missing"), "child %" PRId64,
                         work->leave.child_id);
    return work->leave.class_id != 0
        || error_set(err, ERROR_INVALID, MSG("leave.no-class"), "child %" PRId64,
                     work->leave.child_id);
}

static bool check_days(const struct work *work, struct error *err)
{
    const char *first = work->leave.first_day, *last = work->leave.last_day;
    int number;
    if (!date_number(first, &number))
        return error_tell(err, ERROR_INVALID, MSG("case.bad-day"), first);
    if (!date_number(last, &number))
        return error_tell(err, ERROR_INVALID, MSG("case.bad-day"), last);
    if (strcmp(last, first) < 0)
        return error_tell(err, ERROR_INVALID, MSG("leave.backwards"), first, last);
    if (leave_length(first, last) > LEAVE_MOST)
        return error_tell(err, ERROR_INVALID, MSG("leave.too-long"), first, last);
    return true;
}

/* What is too long ago to be reported is too long ago to be asked for. */
static bool check_recent(const struct work *work, const char *day, struct error *err)
{
    return date_days(day, work->today) <= ABSENCE_DAYS_BACK
        || error_tell(err, ERROR_INVALID, MSG("absence.too-late"), day);
}

static bool check_words(const struct work *work, struct error *err)
{
    static const char *const reasons[] = {"illness", "family", "other"};
    const struct leave *leave = &work->leave;
    bool known = false;
    for (size_t i = 0; i < COUNT(reasons); i++)
        known = known || strcmp(reasons[i], leave->reason) == 0;
    if (!known)
        return error_set(err, ERROR_INVALID, MSG("leave.no-reason"), "reason %s", leave->reason);
    if (strcmp(leave->reason, "other") == 0 && !*leave->note)
        return error_set(err, ERROR_INVALID, MSG("leave.no-note"), "no note");
    return (*leave->relation && *leave->asked_by)
        || error_set(err, ERROR_INVALID, MSG("leave.nobody"), "nobody asked");
}

static bool check_alone(const struct work *work, struct error *err)
{
    ARENA(arena);
    QUERY(query) = query_open(work->store,
                              "SELECT first_day, last_day FROM main.leave"
                              " WHERE child_id = :child AND id <> :id AND withdrawn_at IS NULL"
                              " AND first_day <= :last AND last_day >= :first"
                              " ORDER BY first_day LIMIT 1");
    bind_int(&query, ":child", work->leave.child_id);
    bind_int(&query, ":id", work->leave.id);
    bind_text(&query, ":first", work->leave.first_day);
    bind_text(&query, ":last", work->leave.last_day);
    bool other = query_next(&query);
    if (!query_ok(&query, err))
        return false;
    return !other
        || error_tell(err, ERROR_CONFLICT, MSG("leave.overlaps"), query_text(&query, 0, &arena),
                      query_text(&query, 1, &arena));
}

/* No day of these may have been reported as leave. */
static bool check_unreported(const struct work *work, const char *first, const char *last,
                             struct error *err)
{
    ARENA(arena);
    QUERY(query) = query_open(work->store,
                              "SELECT max(day) FROM main.absence WHERE child_id = :child"
                              " AND kind = 'leave' AND day BETWEEN :first AND :last");
    bind_int(&query, ":child", work->leave.child_id);
    bind_text(&query, ":first", first);
    bind_text(&query, ":last", last);
    bool reported = query_next(&query) && !query_null(&query, 0);
    if (!query_ok(&query, err))
        return false;
    return !reported
        || error_tell(err, ERROR_CONFLICT, MSG("leave.reported"), query_text(&query, 0, &arena));
}

static bool check_not_over(const struct work *work, struct error *err)
{
    enum leave_state state = work->leave.state;
    return (state != LEAVE_OVER && state != LEAVE_WITHDRAWN)
        || error_tell(err, ERROR_CONFLICT, MSG("leave.over"), work->leave.last_day);
}

/* --- Writing --------------------------------------------------------------------------------- */

static bool insert(struct work *work, struct error *err)
{
    QUERY(query) = query_open(work->store,
                              "INSERT INTO main.leave (child_id, first_day, last_day, reason,"
                              " note, relation, asked_by, account_id, entered_at)"
                              " VALUES (:child, :first, :last, :reason, :note, :relation, :by,"
                              " :account, :now)");
    bind_int(&query, ":child", work->leave.child_id);
    bind_text(&query, ":first", work->leave.first_day);
    bind_text(&query, ":last", work->leave.last_day);
    bind_text(&query, ":reason", work->leave.reason);
    bind_text(&query, ":note", work->leave.note);
    bind_text(&query, ":relation", work->leave.relation);
    bind_text(&query, ":by", work->leave.asked_by);
    bind_id(&query, ":account", work->actor->account_id);
    bind_int(&query, ":now", clock_now());
    if (!query_run(&query, err))
        return false;
    work->leave.id = store_inserted(work->store);
    return true;
}

static bool update(const struct work *work, const char *last_day, const char *back_on,
                   struct error *err)
{
    QUERY(query) = query_open(work->store, "UPDATE main.leave SET last_day = :last,"
                                           " back_on = :back WHERE id = :id");
    bind_text(&query, ":last", last_day);
    bind_text(&query, ":back", back_on);
    bind_int(&query, ":id", work->leave.id);
    return query_run(&query, err);
}

static bool mark_withdrawn(const struct work *work, struct error *err)
{
    QUERY(query) = query_open(work->store, "UPDATE main.leave SET withdrawn_at = :now"
                                           " WHERE id = :id");
    bind_int(&query, ":now", clock_now());
    bind_int(&query, ":id", work->leave.id);
    return query_run(&query, err);
}

static bool trail_why(const struct work *work, const char *action, const char *detail,
                      const char *reason, struct error *err)
{
    return audit_write(work->store, work->actor,
                       &(struct audit_entry){
                           .action = action,
                           .subject = "child",
                           .subject_id = work->leave.child_id,
                           .child_id = work->leave.child_id,
                           .detail = detail,
                           .reason = reason,
                       },
                       err);
}

static bool trail(const struct work *work, const char *action, const char *detail,
                  struct error *err)
{
    return trail_why(work, action, detail, NULL, err);
}

/* The days that were reported as absence without leave before anybody asked. */
static bool excuse(struct work *work, struct error *err)
{
    const char **days = NULL;
    size_t count = 0;
    QUERY(query) = query_open(work->store,
                              "SELECT day FROM main.absence WHERE child_id = :child"
                              " AND kind = 'unexcused' AND day BETWEEN :first AND :last"
                              " AND day >= :since ORDER BY day");
    bind_int(&query, ":child", work->leave.child_id);
    bind_text(&query, ":first", work->leave.first_day);
    bind_text(&query, ":last", work->leave.last_day);
    bind_text(&query, ":since", date_add(work->today, -ABSENCE_DAYS_BACK, &work->arena));
    while (query_next(&query)) {
        days = arena_grow(&work->arena, days, count, sizeof *days);
        days[count++] = query_text(&query, 0, &work->arena);
    }
    bool ok = query_ok(&query, err);
    for (size_t i = 0; ok && i < count; i++)
        ok = absence_excuse(work->store, work->policy, work->actor, work->today,
                            work->leave.child_id, days[i], err);
    return ok;
}

static bool ask(struct work *work, struct error *err)
{
    return find_class(work, err)
        && permit_at(work->store, work->actor, MAY_RECORD_ABSENCE, work->leave.class_id, NULL, err)
        && check_days(work, err)
        && check_recent(work, work->leave.first_day, err)
        && check_words(work, err)
        && check_alone(work, err)
        && insert(work, err)
        && excuse(work, err)
        && trail(work, "leave.ask",
                 audit_detail(&work->arena, "first", work->leave.first_day, "last",
                              work->leave.last_day, "reason", work->leave.reason, "by",
                              work->leave.relation, NULL),
                 err);
}

static bool end_work(struct work *work, bool ok, struct error *err)
{
    bool stands = store_end(work->store, ok, err);
    arena_clear(&work->arena);
    return stands;
}

bool leave_ask(struct store *store, const struct policy *policy, const struct actor *actor,
               const char *today, const struct leave *leave, int64_t *id, struct error *err)
{
    struct work work = {
        .store = store, .policy = policy, .actor = actor, .today = today, .leave = *leave};
    work.leave.id = 0;
    if (!store_begin(store, err) || !end_work(&work, ask(&work, err), err))
        return false;
    *id = work.leave.id;
    return true;
}

/* Reads the leave that a verb is about, and asks whether the actor may. */
static bool take_up(struct work *work, int64_t id, struct error *err)
{
    return leave_read(work->store, id, work->today, &work->arena, &work->leave, err)
        && permit_at(work->store, work->actor, MAY_RECORD_ABSENCE, work->leave.class_id, NULL, err)
        && check_not_over(work, err);
}

static bool move(struct work *work, int64_t id, const char *last_day, struct error *err)
{
    if (!take_up(work, id, err))
        return false;
    const char *before = work->leave.last_day;
    work->leave.last_day = last_day;
    return check_days(work, err)
        && check_recent(work, last_day, err)
        && check_unreported(work, date_add(last_day, 1, &work->arena), before, err)
        && check_alone(work, err)
        && update(work, last_day, NULL, err)
        && excuse(work, err)
        && trail(work, "leave.move",
                 audit_detail(&work->arena, "before", before, "last", last_day, NULL), err);
}

bool leave_move(struct store *store, const struct policy *policy, const struct actor *actor,
                const char *today, int64_t id, const char *last_day, struct error *err)
{
    struct work work = {.store = store, .policy = policy, .actor = actor, .today = today};
    return store_begin(store, err) && end_work(&work, move(&work, id, last_day, err), err);
}

/* Ends it with the day before the child is back; what began on that very day never was. */
static bool end_before(struct work *work, const char *day, struct error *err)
{
    const char *last = date_add(day, -1, &work->arena);
    if (strcmp(last, work->leave.last_day) > 0)
        last = work->leave.last_day;
    if (strcmp(last, work->leave.first_day) < 0)
        return mark_withdrawn(work, err)
            && trail(work, "leave.withdraw", audit_detail(&work->arena, "back", day, NULL), err);
    return update(work, last, day, err)
        && trail(work, "leave.end", audit_detail(&work->arena, "last", last, "back", day, NULL),
                 err);
}

static bool end(struct work *work, int64_t id, struct error *err)
{
    if (!take_up(work, id, err))
        return false;
    if (work->leave.state == LEAVE_TO_COME)
        return error_tell(err, ERROR_CONFLICT, MSG("leave.not-begun"), work->leave.first_day);
    return check_unreported(work, work->today, work->leave.last_day, err)
        && end_before(work, work->today, err);
}

bool leave_end(struct store *store, const struct actor *actor, const char *today, int64_t id,
               struct error *err)
{
    struct work work = {.store = store, .actor = actor, .today = today};
    return store_begin(store, err) && end_work(&work, end(&work, id, err), err);
}

static bool withdraw(struct work *work, int64_t id, const char *reason, struct error *err)
{
    return take_up(work, id, err)
        && check_unreported(work, work->leave.first_day, work->leave.last_day, err)
        && mark_withdrawn(work, err)
        && trail_why(work, "leave.withdraw", NULL, reason, err);
}

bool leave_withdraw(struct store *store, const struct actor *actor, const char *today, int64_t id,
                    const char *reason, struct error *err)
{
    struct work work = {.store = store, .actor = actor, .today = today};
    return store_begin(store, err) && end_work(&work, withdraw(&work, id, reason, err), err);
}

/* The leave that covers the day, unless a later day was reported as absence. */
static bool find_covering(struct work *work, int64_t child_id, const char *day, struct error *err)
{
    QUERY(query) = query_open(work->store,
                              "SELECT id, first_day, last_day FROM main.leave"
                              " WHERE child_id = :child AND withdrawn_at IS NULL"
                              " AND first_day <= :day AND last_day >= :day AND NOT EXISTS"
                              "  (SELECT 1 FROM main.absence WHERE absence.child_id = :child"
                              "   AND absence.day > :day)");
    bind_int(&query, ":child", child_id);
    bind_text(&query, ":day", day);
    if (query_next(&query))
        work->leave = (struct leave){
            .id = query_int(&query, 0),
            .child_id = child_id,
            .first_day = query_text(&query, 1, &work->arena),
            .last_day = query_text(&query, 2, &work->arena),
        };
    return query_ok(&query, err);
}

bool leave_came_back(struct store *store, const struct actor *actor, int64_t child_id,
                     const char *day, struct error *err)
{
    struct work work = {.store = store, .actor = actor};
    bool ok = find_covering(&work, child_id, day, err)
        && (work.leave.id == 0 || end_before(&work, day, err));
    arena_clear(&work.arena);
    return ok;
}
