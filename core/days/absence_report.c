#include "core/days/absence.h"

#include "core/base/clock.h"
#include "core/base/date.h"
#include "core/cases/casefile.h"
#include "core/days/calendar.h"
#include "core/days/leave.h"
#include "core/duties/duty.h"
#include "core/duties/standing.h"
#include "core/duties/standing_lines.h"
#include "core/store/audit.h"

#include <inttypes.h>
#include <string.h>

/* What a report is made of, on its way through the steps below. */
struct report {
    struct store *store;
    const struct policy *policy;
    const struct actor *actor;
    const char *today, *day;
    int64_t class_id;
    bool reported;           /* before */
    struct roster_row *rows; /* as it was reported before */
    size_t count;
    struct leave *leaves; /* of the class, on the day */
    size_t leave_count;
};

static bool check_day(const struct report *r, struct error *err)
{
    ARENA(arena);
    int number;
    struct calendar calendar;
    if (!date_number(r->day, &number))
        return error_tell(err, ERROR_INVALID, MSG("case.bad-day"), r->day);
    if (strcmp(r->day, r->today) > 0)
        return error_tell(err, ERROR_INVALID, MSG("case.day-to-come"), r->day);
    if (date_days(r->day, r->today) > ABSENCE_DAYS_BACK)
        return error_tell(err, ERROR_INVALID, MSG("absence.too-late"), r->day);
    if (!calendar_read(r->store, r->policy, r->class_id, &arena, &calendar, err))
        return false;
    return calendar_school_day(&calendar, r->day)
        || error_tell(err, ERROR_INVALID, MSG("absence.no-school"), r->day);
}

static const struct roster_row *row_of(const struct report *r, int64_t child_id)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->rows[i].child_id == child_id)
            return &r->rows[i];
    return NULL;
}

static bool check_marks(const struct report *r, const struct absence_mark *marks, size_t count,
                        struct error *err)
{
    for (size_t i = 0; i < count; i++) {
        if (!row_of(r, marks[i].child_id))
            return error_set(err, ERROR_INVALID, MSG("absence.not-in-class"), "child %" PRId64,
                             marks[i].child_id);
        for (size_t j = 0; j < i; j++)
            if (marks[j].child_id == marks[i].child_id)
                return error_set(err, ERROR_INVALID, MSG("absence.twice"), "child %" PRId64,
                                 marks[i].child_id);
    }
    return true;
}

static bool on_leave(const struct report *r, int64_t child_id)
{
    for (size_t i = 0; i < r->leave_count; i++)
        if (r->leaves[i].child_id == child_id && r->leaves[i].state == LEAVE_RUNNING)
            return true;
    return false;
}

/* Of whom nothing is said is at school, or on the leave that was asked for. */
static enum absence_kind marked(const struct report *r, const struct absence_mark *marks,
                                size_t count, int64_t child_id)
{
    for (size_t i = 0; i < count; i++)
        if (marks[i].child_id == child_id)
            return marks[i].kind;
    return on_leave(r, child_id) ? ABSENCE_LEAVE : ABSENCE_NONE;
}

static bool find_report(struct report *r, struct error *err)
{
    QUERY(query) = query_open(r->store, "SELECT 1 FROM main.attendance"
                                        " WHERE class_id = :class AND day = :day");
    bind_int(&query, ":class", r->class_id);
    bind_text(&query, ":day", r->day);
    r->reported = query_next(&query);
    return query_ok(&query, err);
}

static bool write_report(const struct report *r, struct error *err)
{
    QUERY(query) = query_open(r->store,
                              "INSERT INTO main.attendance (class_id, day, enrolled, account_id,"
                              " reported_at) VALUES (:class, :day, :enrolled, :account, :now)"
                              " ON CONFLICT (class_id, day) DO UPDATE SET enrolled ="
                              " excluded.enrolled,"
                              " account_id = excluded.account_id, reported_at ="
                              " excluded.reported_at");
    bind_int(&query, ":class", r->class_id);
    bind_text(&query, ":day", r->day);
    bind_int(&query, ":enrolled", (int64_t)r->count);
    bind_id(&query, ":account", r->actor->account_id);
    bind_int(&query, ":now", clock_now());
    return query_run(&query, err);
}

static bool write_number(const struct report *r, const struct roster_row *row, struct error *err)
{
    QUERY(query) = query_open(r->store, "INSERT INTO main.roster (class_id, child_id, number)"
                                        " VALUES (:class, :child, :number)"
                                        " ON CONFLICT (class_id, child_id) DO NOTHING");
    bind_int(&query, ":class", r->class_id);
    bind_int(&query, ":child", row->child_id);
    bind_int(&query, ":number", row->number);
    return query_run(&query, err);
}

static bool delete_absence(const struct report *r, int64_t child_id, struct error *err)
{
    QUERY(query) = query_open(r->store, "DELETE FROM main.absence"
                                        " WHERE child_id = :child AND day = :day");
    bind_int(&query, ":child", child_id);
    bind_text(&query, ":day", r->day);
    return query_run(&query, err);
}

static bool insert_absence(const struct report *r, int64_t child_id, enum absence_kind kind,
                           struct error *err)
{
    QUERY(query) = query_open(r->store,
                              "INSERT OR REPLACE INTO main.absence (child_id, day, class_id, kind,"
                              " account_id, recorded_at)"
                              " VALUES (:child, :day, :class, :kind, :account, :now)");
    bind_int(&query, ":child", child_id);
    bind_text(&query, ":day", r->day);
    bind_int(&query, ":class", r->class_id);
    bind_text(&query, ":kind", absence_name(kind));
    bind_id(&query, ":account", r->actor->account_id);
    bind_int(&query, ":now", clock_now());
    return query_run(&query, err);
}

static bool delete_lateness(const struct report *r, int64_t child_id, struct error *err)
{
    QUERY(query) = query_open(r->store, "DELETE FROM main.lateness"
                                        " WHERE child_id = :child AND day = :day");
    bind_int(&query, ":child", child_id);
    bind_text(&query, ":day", r->day);
    return query_run(&query, err);
}

static bool insert_lateness(const struct report *r, int64_t child_id, struct error *err)
{
    QUERY(query) = query_open(r->store,
                              "INSERT OR REPLACE INTO main.lateness (child_id, day, class_id,"
                              " account_id, recorded_at)"
                              " VALUES (:child, :day, :class, :account, :now)");
    bind_int(&query, ":child", child_id);
    bind_text(&query, ":day", r->day);
    bind_int(&query, ":class", r->class_id);
    bind_id(&query, ":account", r->actor->account_id);
    bind_int(&query, ":now", clock_now());
    return query_run(&query, err);
}

/* --- What a report means for cases ----------------------------------------------------------- */

static bool append(const struct report *r, int64_t case_id, const char *kind, const char *data,
                   struct error *err)
{
    return casefile_append(r->store, r->policy, r->actor, r->today,
                           &(struct case_event){
                               .case_id = case_id,
                               .kind = kind,
                               .day = r->day,
                               .data = data,
                           },
                           err);
}

/* The child's case goes on; without one, the county's rules say whether one begins. */
static bool follow_absence(const struct report *r, int64_t child_id, int64_t case_id,
                           struct error *err)
{
    const char *kind;
    if (case_id)
        return append(r, case_id, "absence", NULL, err);
    if (!duty_opens_case(r->store, r->policy, r->today, child_id, &kind, err))
        return false;
    return !kind
        || (casefile_open(r->store, r->policy, r->actor, r->today, child_id, kind, NULL, &case_id,
                          err)
            && append(r, case_id, "absence", NULL, err));
}

/*
 * Whether being at school on this day means that the child is back: the case began or went on with
 * an absence, is still open, and no later day says otherwise. A child that a case looks
 * for because it was never seen is not back because nobody marked it absent.
 */
static bool is_back(const struct report *r, int64_t child_id, int64_t case_id, bool *back,
                    struct error *err)
{
    QUERY(query) = query_open(r->store,
                              "SELECT 1 FROM main.casefile c WHERE c.id = :case AND c.state ="
                              " 'open'"
                              " AND EXISTS (SELECT 1 FROM main.case_event e"
                              "  WHERE e.case_id = c.id AND e.kind = 'absence')"
                              " AND NOT EXISTS (SELECT 1 FROM main.absence a WHERE a.child_id ="
                              " :child"
                              "  AND a.day >= :day AND a.kind = 'unexcused')");
    bind_int(&query, ":case", case_id);
    bind_int(&query, ":child", child_id);
    bind_text(&query, ":day", r->day);
    *back = query_next(&query);
    return query_ok(&query, err);
}

static bool follow_presence(const struct report *r, int64_t child_id, int64_t case_id,
                            struct error *err)
{
    bool back;
    return is_back(r, child_id, case_id, &back, err)
        && (!back || append(r, case_id, "returned", "{\"source\":\"roster\"}", err));
}

static bool find_case(const struct report *r, int64_t child_id, int64_t *case_id, struct error *err)
{
    QUERY(query) = query_open(r->store, "SELECT id FROM main.casefile"
                                        " WHERE child_id = :child AND state <> 'closed'");
    bind_int(&query, ":child", child_id);
    *case_id = query_next(&query) ? query_int(&query, 0) : 0;
    return query_ok(&query, err);
}

/* Takes back what was reported of the child on the day. */
static bool erase(const struct report *r, const struct roster_row *row, struct error *err)
{
    if (row->kind == ABSENCE_NONE)
        return true;
    return row->kind == ABSENCE_LATE ? delete_lateness(r, row->child_id, err)
                                     : delete_absence(r, row->child_id, err);
}

static bool put(const struct report *r, const struct roster_row *row, enum absence_kind now,
                struct error *err)
{
    if (now == ABSENCE_NONE)
        return true;
    return now == ABSENCE_LATE ? insert_lateness(r, row->child_id, err)
                               : insert_absence(r, row->child_id, now, err);
}

static bool is_present(enum absence_kind kind)
{
    return kind == ABSENCE_NONE || kind == ABSENCE_LATE;
}

/* Takes one child from what was reported before to what is reported now. */
static bool report_child(const struct report *r, const struct roster_row *row,
                         enum absence_kind now, struct error *err)
{
    int64_t case_id;
    bool changed = row->kind != now;
    bool withdrawn = changed && row->kind == ABSENCE_UNEXCUSED;
    if ((changed && !(erase(r, row, err) && put(r, row, now, err)))
        || !find_case(r, row->child_id, &case_id, err)
        || (withdrawn && case_id && !append(r, case_id, "absence.withdrawn", NULL, err)))
        return false;
    if (changed && now == ABSENCE_UNEXCUSED)
        return follow_absence(r, row->child_id, case_id, err);
    return !case_id
        || ((!is_present(now) || follow_presence(r, row->child_id, case_id, err))
            && duty_derive_case(r->store, r->policy, r->today, case_id, err));
}

/* Seen at school for the first time on a day of its leave, the child is back. */
static bool follow_leave(const struct report *r, const struct roster_row *row,
                         enum absence_kind now, struct error *err)
{
    bool news = !r->reported || !is_present(row->kind);
    return !news || !is_present(now) || !on_leave(r, row->child_id)
        || leave_came_back(r->store, r->actor, row->child_id, r->day, err);
}

static bool report_children(const struct report *r, const struct absence_mark *marks,
                            size_t count, struct error *err)
{
    for (size_t i = 0; i < r->count; i++) {
        const struct roster_row *row = &r->rows[i];
        enum absence_kind now = marked(r, marks, count, row->child_id);
        if (!write_number(r, row, err)
            || !report_child(r, row, now, err)
            || !follow_leave(r, row, now, err))
            return false;
    }
    return true;
}

/* {"12":["","unexcused"]}: children by number, each with before and after. */
static const char *changes(const struct report *r, const struct absence_mark *marks, size_t count,
                           struct arena *arena)
{
    const char *list = "";
    for (size_t i = 0; i < r->count; i++) {
        enum absence_kind now = marked(r, marks, count, r->rows[i].child_id);
        if (now != r->rows[i].kind)
            list = arena_text(arena, "%s%s\"%" PRId64 "\":[\"%s\",\"%s\"]", list, *list ? "," : "",
                              r->rows[i].child_id, absence_name(r->rows[i].kind),
                              absence_name(now));
    }
    return arena_text(arena, "{\"day\":\"%s\",\"enrolled\":%zu,\"changed\":{%s}}", r->day,
                      r->count, list);
}

static bool write_trail(const struct report *r, const struct absence_mark *marks, size_t count,
                        struct error *err)
{
    ARENA(arena);
    return audit_write(r->store, r->actor,
                       &(struct audit_entry){
                           .action = "absence.report",
                           .subject = "place",
                           .subject_id = r->class_id,
                           .detail = changes(r, marks, count, &arena),
                       },
                       err);
}

static bool report(struct report *r, const struct absence_mark *marks, size_t count,
                   struct error *err)
{
    ARENA(arena);
    if (!permit_at(r->store, r->actor, MAY_RECORD_ABSENCE, r->class_id, NULL, err)
        || !check_day(r, err)
        || !absence_roster(r->store, r->class_id, r->day, &arena, &r->rows, &r->count, err)
        || !leave_list(r->store, r->class_id, r->day, &arena, &r->leaves, &r->leave_count, err)
        || !check_marks(r, marks, count, err)
        || !find_report(r, err))
        return false;
    return write_report(r, err)
        && report_children(r, marks, count, err)
        && write_trail(r, marks, count, err)
        && standing_derive_class(r->store, r->policy, r->today, r->class_id, err)
        && standing_derive_lines(r->store, r->policy, r->today, r->class_id, err);
}

bool absence_report(struct store *store, const struct policy *policy, const struct actor *actor,
                    const char *today, int64_t class_id, const char *day,
                    const struct absence_mark *marks, size_t count, struct error *err)
{
    struct report r = {
        .store = store,
        .policy = policy,
        .actor = actor,
        .today = today,
        .day = day,
        .class_id = class_id,
    };
    return store_begin(store, err)
        && store_end(store, report(&r, marks, count, err), err);
}

bool absence_excuse(struct store *store, const struct policy *policy, const struct actor *actor,
                    const char *today, int64_t child_id, const char *day, struct error *err)
{
    struct report r = {
        .store = store, .policy = policy, .actor = actor, .today = today, .day = day};
    const struct roster_row row = {.child_id = child_id, .kind = ABSENCE_UNEXCUSED};
    QUERY(query) = query_open(store, "SELECT class_id FROM main.absence WHERE child_id = :child"
                                     " AND day = :day AND kind = 'unexcused'");
    bind_int(&query, ":child", child_id);
    bind_text(&query, ":day", day);
    bool absent = query_next(&query);
    if (absent)
        r.class_id = query_int(&query, 0);
    return query_ok(&query, err)
        && (!absent || report_child(&r, &row, ABSENCE_LEAVE, err));
}
