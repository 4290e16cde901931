#include "core/duties/history.h"

#include <inttypes.h>
#include <string.h>

enum {
    DAYS_BEFORE = 60 /* how far back the absence may begin that a case is opened for */
};

static bool read_case(struct store *store, int64_t case_id, struct arena *arena,
                      struct history *history, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT c.child_id, c.school_id, coalesce(c.class_id, child.class_id),"
                              " c.group_id, c.charge_id, c.kind, c.state, c.status, c.opened_on,"
                              " child.born, c.policy_id"
                              " FROM main.casefile AS c JOIN main.child ON child.id = c.child_id"
                              " WHERE c.id = :case");
    bind_int(&query, ":case", case_id);
    if (query_next(&query)) {
        *history = (struct history){
            .case_id = case_id,
            .child_id = query_int(&query, 0),
            .school_id = query_int(&query, 1),
            .class_id = query_int(&query, 2),
            .group_id = query_int(&query, 3),
            .charge_id = query_int(&query, 4),
            .kind = query_text(&query, 5, arena),
            .state = query_text(&query, 6, arena),
            .status = query_text(&query, 7, arena),
            .opened_on = query_text(&query, 8, arena),
            .born = query_text(&query, 9, arena),
            .policy_id = query_int(&query, 10),
        };
        return true;
    }
    return query_ok(&query, err)
        && error_set(err, ERROR_MISSING, MSG("case.missing"), "case %" PRId64, case_id);
}

static bool read_events(struct store *store, struct arena *arena, struct history *history,
                        struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT id, kind, day, result, coalesce(json_extract(data, '$.role'), ''),"
                              " coalesce(json_extract(data, '$.until'), '')"
                              " FROM main.case_event WHERE case_id = :case ORDER BY day, id");
    struct history_event *rows = NULL;
    bind_int(&query, ":case", history->case_id);
    while (query_next(&query)) {
        rows = arena_grow(arena, rows, history->event_count, sizeof *rows);
        rows[history->event_count++] = (struct history_event){
            .id = query_int(&query, 0),
            .kind = query_text(&query, 1, arena),
            .day = query_text(&query, 2, arena),
            .result = query_text(&query, 3, arena),
            .role = query_text(&query, 4, arena),
            .until = query_text(&query, 5, arena),
        };
    }
    history->events = rows;
    return query_ok(&query, err);
}

static bool read_days(struct store *store, struct arena *arena, struct history *history,
                      struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT day, kind FROM main.absence"
                              " WHERE child_id = :child AND day >= :since"
                              " UNION SELECT day, 'present' FROM main.attendance"
                              " WHERE class_id IN (:class, (SELECT class_id FROM main.child"
                              "   WHERE id = :child)) AND day >= :since AND NOT EXISTS"
                              "  (SELECT 1 FROM main.absence WHERE child_id = :child"
                              "   AND absence.day = attendance.day)"
                              " ORDER BY 1");
    struct history_day *rows = NULL;
    bind_int(&query, ":child", history->child_id);
    bind_int(&query, ":class", history->class_id);
    bind_text(&query, ":since", date_add(history->opened_on, -DAYS_BEFORE, arena));
    while (query_next(&query)) {
        rows = arena_grow(arena, rows, history->day_count, sizeof *rows);
        rows[history->day_count++] = (struct history_day){
            .day = query_text(&query, 0, arena),
            .report = query_text(&query, 1, arena),
        };
    }
    history->days = rows;
    return query_ok(&query, err);
}

static bool read_copies(struct store *store, struct arena *arena, struct history *history,
                        struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT report_copy.id, record_id, report_copy.post_id, sent_on,"
                              " received_on FROM main.form_record"
                              " JOIN main.report_copy ON record_id = form_record.id"
                              " WHERE case_id = :case ORDER BY report_copy.id");
    struct history_copy *rows = NULL;
    bind_int(&query, ":case", history->case_id);
    while (query_next(&query)) {
        rows = arena_grow(arena, rows, history->copy_count, sizeof *rows);
        rows[history->copy_count++] = (struct history_copy){
            .id = query_int(&query, 0),
            .record_id = query_int(&query, 1),
            .post_id = query_int(&query, 2),
            .sent_on = query_text(&query, 3, arena),
            .received_on = query_text(&query, 4, arena),
        };
    }
    history->copies = rows;
    return query_ok(&query, err);
}

/* A plan stands from the word that it waited for, or from its beginning. */
static bool read_plans(struct store *store, struct arena *arena, struct history *history,
                       struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT kind, coalesce((SELECT day FROM main.plan_event"
                              "  WHERE plan_id = plan.id AND kind = 'confirmed'), begins_on),"
                              " ended_on FROM main.plan WHERE child_id = :child"
                              " AND state IN ('stands', 'ended') ORDER BY id");
    struct history_plan *rows = NULL;
    bind_int(&query, ":child", history->child_id);
    while (query_next(&query)) {
        rows = arena_grow(arena, rows, history->plan_count, sizeof *rows);
        rows[history->plan_count++] = (struct history_plan){
            .kind = query_text(&query, 0, arena),
            .first = query_text(&query, 1, arena),
            .ended = query_text(&query, 2, arena),
        };
    }
    history->plans = rows;
    return query_ok(&query, err);
}

/* A case typed in late began on the first day of the absence that goes on when it is opened. */
static void find_beginning(struct history *history)
{
    history->from = history->opened_on;
    for (size_t i = history->days ? history->day_count : 0; i-- > 0;) {
        const struct history_day *day = &history->days[i];
        if (strcmp(day->day, history->opened_on) > 0)
            continue;
        if (strcmp(day->report, "present") == 0)
            return;
        if (strcmp(day->report, "unexcused") == 0)
            history->from = day->day;
    }
}

/* A pause lasts until the day that was agreed, or until the day before the case was taken up. */
static void find_pauses(struct arena *arena, struct history *history)
{
    struct calendar_pause *rows = NULL;
    for (size_t i = 0; i < history->event_count; i++) {
        const struct history_event *event = &history->events[i];
        if (strcmp(event->kind, "paused") == 0) {
            rows = arena_grow(arena, rows, history->pause_count, sizeof *rows);
            rows[history->pause_count++] = (struct calendar_pause){event->day, event->until};
        }
        for (size_t k = 0; strcmp(event->kind, "resumed") == 0 && k < history->pause_count; k++)
            if (strcmp(rows[k].last, event->day) >= 0)
                rows[k].last = date_add(event->day, -1, arena);
    }
    history->pauses = rows;
}

bool history_read(struct store *store, int64_t case_id, struct arena *arena,
                  struct history *history, struct error *err)
{
    if (!read_case(store, case_id, arena, history, err)
        || !read_events(store, arena, history, err)
        || !read_days(store, arena, history, err)
        || !read_copies(store, arena, history, err)
        || !read_plans(store, arena, history, err))
        return false;
    find_beginning(history);
    find_pauses(arena, history);
    return true;
}

bool history_of_child(struct store *store, int64_t child_id, const char *today, struct arena *arena,
                      struct history *history, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT class_id, born FROM main.child WHERE id = :child");
    bind_int(&query, ":child", child_id);
    *history = (struct history){.child_id = child_id, .opened_on = today, .born = ""};
    if (query_next(&query)) {
        history->class_id = query_int(&query, 0);
        history->born = query_text(&query, 1, arena);
    }
    if (!query_ok(&query, err) || !read_days(store, arena, history, err))
        return false;
    find_beginning(history);
    return true;
}
