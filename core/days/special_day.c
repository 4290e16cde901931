#include "core/days/special_day.h"

#include "core/days/calendar_entry.h"
#include "core/store/audit.h"

#include <string.h>

/* One run of a verb of this module. */
struct entering {
    struct store *store;
    const struct special_days *days;
    struct calendar calendar; /* as the place goes by it before the days are there */
    struct arena *arena;
    struct special_change *change;
    const char *old_zh, *old_ug; /* of the day that was renamed last, or removed first */
};

static const char *stored_kind(enum day_kind kind)
{
    return kind == DAY_MAKE_UP ? "make_up" : "holiday";
}

static enum day_kind read_kind(const char *stored)
{
    return strcmp(stored, "make_up") == 0 ? DAY_MAKE_UP : DAY_HOLIDAY;
}

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

/* --- Reading ---------------------------------------------------------------------------------- */

static bool goes_on(const struct special_days *span, const struct special_days *day)
{
    return span->kind == day->kind && date_days(span->last_day, day->first_day) == 1
        && strcmp(span->name_zh, day->name_zh) == 0 && strcmp(span->name_ug, day->name_ug) == 0;
}

/* A span may begin before the days that are asked for, and end after them. */
bool special_days_list(struct store *store, int64_t place_id, const char *first, const char *last,
                       struct arena *arena, struct special_days **rows, size_t *count,
                       struct error *err)
{
    size_t kept = 0;
    QUERY(query) = query_open(store, "SELECT day, kind, name_zh, name_ug FROM calendar_day"
                                     " WHERE place_id = :place AND day BETWEEN :first AND :last"
                                     " ORDER BY day");
    bind_int(&query, ":place", place_id);
    bind_text(&query, ":first", date_add(first, -CALENDAR_DAYS_MOST, arena));
    bind_text(&query, ":last", date_add(last, CALENDAR_DAYS_MOST, arena));
    *rows = NULL;
    *count = 0;
    while (query_next(&query)) {
        const char *day = query_text(&query, 0, arena);
        const struct special_days one = {
            .place_id = place_id,
            .kind = read_kind(query_text(&query, 1, arena)),
            .first_day = day,
            .last_day = day,
            .name_zh = query_text(&query, 2, arena),
            .name_ug = query_text(&query, 3, arena),
        };
        if (*count > 0 && goes_on(&(*rows)[*count - 1], &one)) {
            (*rows)[*count - 1].last_day = day;
            continue;
        }
        *rows = arena_grow(arena, *rows, *count, sizeof **rows);
        (*rows)[(*count)++] = one;
    }
    for (size_t i = 0; i < *count; i++)
        if (strcmp((*rows)[i].last_day, first) >= 0 && strcmp((*rows)[i].first_day, last) <= 0)
            (*rows)[kept++] = (*rows)[i];
    *count = kept;
    return query_ok(&query, err);
}

bool special_days_find(struct store *store, int64_t place_id, const char *day, struct arena *arena,
                       struct special_days *days, struct error *err)
{
    struct special_days *rows;
    size_t count;
    int number;
    if (!date_number(day, &number))
        return error_tell(err, ERROR_INVALID, MSG("value.day"), day);
    if (!special_days_list(store, place_id, day, day, arena, &rows, &count, err))
        return false;
    if (count == 0)
        return error_set(err, ERROR_MISSING, MSG("calendar.gone"), "nothing on %s", day);
    *days = rows[0];
    return true;
}

/* --- Entering --------------------------------------------------------------------------------- */

/* The place's own day; *found is false when it has none. */
static bool read_day(struct entering *e, const char *day, bool *found, struct special_days *old,
                     struct error *err)
{
    QUERY(query) = query_open(e->store, "SELECT kind, name_zh, name_ug FROM main.calendar_day"
                                        " WHERE place_id = :place AND day = :day");
    bind_int(&query, ":place", e->days->place_id);
    bind_text(&query, ":day", day);
    *found = query_next(&query);
    if (*found)
        *old = (struct special_days){
            .kind = read_kind(query_text(&query, 0, e->arena)),
            .name_zh = query_text(&query, 1, e->arena),
            .name_ug = query_text(&query, 2, e->arena),
        };
    return query_ok(&query, err);
}

static bool write_day(struct entering *e, const char *day, struct error *err)
{
    QUERY(query) = query_open(e->store,
                              "INSERT INTO main.calendar_day (place_id, day, kind, name_zh,"
                              " name_ug)"
                              " VALUES (:place, :day, :kind, :zh, :ug)"
                              " ON CONFLICT (place_id, day) DO UPDATE"
                              " SET name_zh = excluded.name_zh, name_ug = excluded.name_ug");
    bind_int(&query, ":place", e->days->place_id);
    bind_text(&query, ":day", day);
    bind_text(&query, ":kind", stored_kind(e->days->kind));
    bind_text(&query, ":zh", or_empty(e->days->name_zh));
    bind_text(&query, ":ug", or_empty(e->days->name_ug));
    return query_run(&query, err);
}

/* A make-up day is worked on though it would be free; within a term there is school then. */
static bool check_make_up(struct entering *e, const char *day, struct error *err)
{
    if (e->days->kind != DAY_MAKE_UP || !calendar_working_day(&e->calendar, day))
        return true;
    return error_tell(err, ERROR_CONFLICT,
                      calendar_in_term(&e->calendar, day) ? MSG("calendar.is-school-day")
                                                          : MSG("calendar.is-working-day"),
                      day);
}

static bool enter_day(struct entering *e, const char *day, struct error *err)
{
    struct special_days old;
    bool found;
    if (!read_day(e, day, &found, &old, err))
        return false;
    if (!found) {
        e->change->added++;
        return check_make_up(e, day, err) && write_day(e, day, err);
    }
    if (old.kind != e->days->kind)
        return error_tell(err, ERROR_CONFLICT, MSG("calendar.other-kind"), day);
    if (strcmp(old.name_zh, or_empty(e->days->name_zh)) == 0
        && strcmp(old.name_ug, or_empty(e->days->name_ug)) == 0)
        return true;
    e->change->renamed++;
    e->old_zh = old.name_zh;
    e->old_ug = old.name_ug;
    return write_day(e, day, err);
}

static bool enter_days(struct entering *e, struct error *err)
{
    for (const char *day = e->days->first_day; strcmp(day, e->days->last_day) <= 0;
         day = date_add(day, 1, e->arena))
        if (!enter_day(e, day, err))
            return false;
    return true;
}

static bool check(const struct special_days *days, const char *today, struct error *err)
{
    bool named = *or_empty(days->name_zh) || *or_empty(days->name_ug);
    if (days->kind == DAY_HOLIDAY && !named)
        return error_set(err, ERROR_INVALID, MSG("calendar.no-name"), "holiday without a name");
    return calendar_entry_span(today, days->first_day, days->last_day, CALENDAR_DAYS_MOST, err);
}

static const char *detail_of(const struct entering *e)
{
    return audit_detail(e->arena, "kind", stored_kind(e->days->kind), "first", e->days->first_day,
                        "last", e->days->last_day, "name_zh", or_empty(e->days->name_zh), "name_ug",
                        or_empty(e->days->name_ug), "old_name_zh", or_empty(e->old_zh),
                        "old_name_ug", or_empty(e->old_ug), NULL);
}

static bool enter(struct entering *e, const struct policy *policy, const struct actor *actor,
                  const char *today, struct error *err)
{
    return calendar_entry_permit(e->store, actor, e->days->place_id, err)
        && check(e->days, today, err)
        && calendar_read(e->store, policy, e->days->place_id, e->arena, &e->calendar, err)
        && enter_days(e, err)
        && (e->change->added + e->change->renamed == 0
            || calendar_entry_sign(e->store, actor, "special_day.enter", e->days->place_id,
                                   detail_of(e), err));
}

bool special_days_enter(struct store *store, const struct policy *policy, const struct actor *actor,
                        const char *today, const struct special_days *days,
                        struct special_change *change, struct error *err)
{
    ARENA(arena);
    struct entering e = {.store = store, .days = days, .arena = &arena, .change = change};
    *change = (struct special_change){0};
    return store_begin(store, err)
        && store_end(store, enter(&e, policy, actor, today, err), err);
}

/* --- Changing and removing -------------------------------------------------------------------- */

static bool delete (struct store *store, int64_t place_id, const char *first, const char *last,
                    struct error *err)
{
    QUERY(query) = query_open(store, "DELETE FROM main.calendar_day WHERE place_id = :place"
                                     " AND day BETWEEN :first AND :last");
    bind_int(&query, ":place", place_id);
    bind_text(&query, ":first", first);
    bind_text(&query, ":last", last);
    return query_run(&query, err)
        && (store_changed(store) > 0
            || error_set(err, ERROR_MISSING, MSG("calendar.gone"), "nothing from %s", first));
}

static bool change_days(struct entering *e, const struct policy *policy, const struct actor *actor,
                        const char *today, const char *first, const char *last, struct error *err)
{
    struct special_days old;
    return calendar_entry_permit(e->store, actor, e->days->place_id, err)
        && check(e->days, today, err)
        && special_days_find(e->store, e->days->place_id, first, e->arena, &old, err)
        && delete (e->store, e->days->place_id, first, last, err)
        && calendar_read(e->store, policy, e->days->place_id, e->arena, &e->calendar, err)
        && enter_days(e, err)
        && calendar_entry_sign(e->store, actor, "special_day.change", e->days->place_id,
                               audit_detail(e->arena, "kind", stored_kind(e->days->kind), "first",
                                            e->days->first_day, "last", e->days->last_day,
                                            "name_zh", or_empty(e->days->name_zh), "name_ug",
                                            or_empty(e->days->name_ug), "old_first", first,
                                            "old_last", last, "old_name_zh", old.name_zh,
                                            "old_name_ug", old.name_ug, NULL),
                               err);
}

bool special_days_change(struct store *store, const struct policy *policy,
                         const struct actor *actor, const char *today, const char *first,
                         const char *last, const struct special_days *days, struct error *err)
{
    ARENA(arena);
    struct special_change change = {0};
    struct entering e = {.store = store, .days = days, .arena = &arena, .change = &change};
    return store_begin(store, err)
        && store_end(store, change_days(&e, policy, actor, today, first, last, err), err);
}

static bool remove_days(struct store *store, const struct actor *actor, int64_t place_id,
                        const char *first, const char *last, struct error *err)
{
    ARENA(arena);
    struct special_days old;
    return calendar_entry_permit(store, actor, place_id, err)
        && special_days_find(store, place_id, first, &arena, &old, err)
        && delete (store, place_id, first, last, err)
        && calendar_entry_sign(store, actor, "special_day.remove", place_id,
                               audit_detail(&arena, "kind", stored_kind(old.kind), "old_first",
                                            first, "old_last", last, "old_name_zh", old.name_zh,
                                            "old_name_ug", old.name_ug, NULL),
                               err);
}

bool special_days_remove(struct store *store, const struct actor *actor, int64_t place_id,
                         const char *first, const char *last, struct error *err)
{
    return store_begin(store, err)
        && store_end(store, remove_days(store, actor, place_id, first, last, err), err);
}
