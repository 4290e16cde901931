#include "core/duties/standing.h"

#include "core/duties/standing_run.h"

#include <inttypes.h>
#include <string.h>

enum {
    CATCH_UP = 7 /* days back for which a class may still be asked */
};

#define NEVER "9999-12-31"

/* --- Attendance ------------------------------------------------------------------------------- */

static bool was_reported(struct standing_run *run, int64_t class_id, const char *day,
                         bool *reported, struct error *err)
{
    QUERY(query) = query_open(run->store, "SELECT 1 FROM main.attendance"
                                          " WHERE class_id = :class AND day = :day");
    bind_int(&query, ":class", class_id);
    bind_text(&query, ":day", day);
    *reported = query_next(&query);
    return query_ok(&query, err);
}

/* A day that nobody will remember any more is no longer asked for. */
static const char *lapsed_on(struct standing_run *run, const char *day)
{
    if (run->rung->lapses.count == 0)
        return NEVER;
    return calendar_add(&run->calendar, day, run->rung->lapses, &run->arena);
}

static bool is_asked_for(struct standing_run *run, const char *day)
{
    return calendar_school_day(&run->calendar, day) && strcmp(lapsed_on(run, day), run->today) >= 0;
}

/* A class that no post is held for is not asked: nobody could answer. */
static bool write_day(struct standing_run *run, int64_t class_id, const char *day,
                      struct error *err)
{
    const struct duty_places places = {.school = class_id};
    struct duty_posts posts;
    bool reported, asked = is_asked_for(run, day);
    if (!was_reported(run, class_id, day, &reported, err)
        || !duty_chain(run->store, run->rung, 0, &places, run->today, &posts, err))
        return false;
    struct duty_row row = {
        .subject = arena_text(&run->arena, "attendance/%" PRId64 "/%s", class_id, day),
        .place_id = class_id,
        .since = day,
        .state = reported ? "done" : asked ? "open"
                                           : "void",
        .done_on = reported || !asked ? run->today : "",
    };
    return standing_run_write(run, &places, &posts, &row, err);
}

struct open_day {
    int64_t class_id, school_id;
    const char *day;
};

/* The days that are still open, of a class or of all classes of a school; from a day on also those
   that were asked for and then no longer. */
static bool read_open(struct standing_run *run, int64_t place_id, const char *withdrawn_from,
                      struct open_day **rows, size_t *count, struct error *err)
{
    QUERY(query) = query_open(run->store,
                              "SELECT place_id, since, coalesce((SELECT school.id"
                              "   FROM main.place_within JOIN main.place AS school"
                              "   ON school.id = ancestor_id AND school.kind = 'school'"
                              "   WHERE place_within.place_id = duty.place_id), duty.place_id) AS school"
                              " FROM main.duty WHERE kind = 'attendance'"
                              " AND state IN ('open', 'void') AND (state = 'open' OR since >= :from)"
                              " AND place_id IN (SELECT place_id FROM main.place_within"
                              "   WHERE ancestor_id = :place) ORDER BY place_id, since");
    bind_int(&query, ":place", place_id);
    bind_text(&query, ":from", withdrawn_from);
    *rows = NULL;
    *count = 0;
    while (query_next(&query)) {
        *rows = arena_grow(&run->kept, *rows, *count, sizeof **rows);
        (*rows)[(*count)++] = (struct open_day){
            .class_id = query_int(&query, 0),
            .day = query_text(&query, 1, &run->kept),
            .school_id = query_int(&query, 2),
        };
    }
    return query_ok(&query, err);
}

static bool move_open(struct standing_run *run, int64_t place_id, const char *withdrawn_from,
                      struct error *err)
{
    struct open_day *rows;
    size_t count;
    bool ok = read_open(run, place_id, withdrawn_from, &rows, &count, err);
    for (size_t i = 0; ok && i < count; i++) {
        arena_clear(&run->arena);
        ok = standing_run_calendar(run, rows[i].school_id, err)
            && write_day(run, rows[i].class_id, rows[i].day, err);
    }
    return ok;
}

/* Classes with children that have neither reported a day nor been asked for it; with asked_before
   only those that were asked for an earlier one. */
static bool read_silent(struct standing_run *run, int64_t place_id, const char *day,
                        bool asked_before, struct open_day **rows, size_t *count,
                        struct error *err)
{
    QUERY(query) = query_open(run->store,
                              "SELECT class.id, coalesce((SELECT school.id"
                              "   FROM main.place_within JOIN main.place AS school"
                              "   ON school.id = ancestor_id AND school.kind = 'school'"
                              "   WHERE place_within.place_id = class.id), class.id) AS school"
                              " FROM main.place_within AS below"
                              " JOIN main.place AS class ON class.id = below.place_id"
                              " WHERE ancestor_id = :place AND kind = 'class' AND closed_on IS NULL"
                              " AND EXISTS (SELECT 1 FROM main.child WHERE class_id = class.id)"
                              " AND NOT EXISTS (SELECT 1 FROM main.attendance"
                              "   WHERE class_id = class.id AND day = :day)"
                              " AND NOT EXISTS (SELECT 1 FROM main.duty"
                              "   WHERE subject = 'attendance/' || class.id || '/' || :day)"
                              " AND (NOT :before OR EXISTS (SELECT 1 FROM main.duty"
                              "   WHERE place_id = class.id AND kind = 'attendance'"
                              "   AND since < :day))"
                              " ORDER BY class.id");
    bind_int(&query, ":place", place_id);
    bind_int(&query, ":before", asked_before);
    bind_text(&query, ":day", day);
    *rows = NULL;
    *count = 0;
    while (query_next(&query)) {
        *rows = arena_grow(&run->kept, *rows, *count, sizeof **rows);
        (*rows)[(*count)++] = (struct open_day){
            .class_id = query_int(&query, 0),
            .school_id = query_int(&query, 1),
            .day = day,
        };
    }
    return query_ok(&query, err);
}

static bool ask_silent(struct standing_run *run, int64_t place_id, const char *day,
                       bool asked_before, struct error *err)
{
    struct open_day *rows;
    size_t count;
    bool ok = read_silent(run, place_id, day, asked_before, &rows, &count, err);
    for (size_t i = 0; ok && i < count; i++) {
        arena_clear(&run->arena);
        ok = standing_run_calendar(run, rows[i].school_id, err)
            && (!calendar_school_day(&run->calendar, day)
                || write_day(run, rows[i].class_id, day, err));
    }
    return ok;
}

bool standing_derive_class(struct store *store, const struct policy *policy, const char *today,
                           int64_t class_id, struct error *err)
{
    struct standing_run run = standing_run_begin(store, policy, POLICY_ATTENDANCE, today);
    bool ok = move_open(&run, class_id, NEVER, err)
        && ask_silent(&run, class_id, today, false, err);
    return standing_run_end(&run, ok);
}

bool standing_derive_classes(struct store *store, const struct policy *policy, const char *from,
                             const char *today, int64_t place_id, struct error *err)
{
    struct standing_run run = standing_run_begin(store, policy, POLICY_ATTENDANCE, today);
    int back = date_days(from, today);
    bool ok = true;
    for (int i = back < CATCH_UP ? back : CATCH_UP; ok && i >= 0; i--)
        ok = ask_silent(&run, place_id, date_add(today, -i, &run.kept), false, err);
    return standing_run_end(&run, ok && (back == 0 || move_open(&run, place_id, NEVER, err)));
}

bool standing_move_classes(struct store *store, const struct policy *policy, const char *today,
                           int64_t place_id, struct error *err)
{
    struct standing_run run = standing_run_begin(store, policy, POLICY_ATTENDANCE, today);
    const char *from = date_add(today, -CATCH_UP, &run.kept);
    bool ok = move_open(&run, place_id, from, err);
    for (int i = CATCH_UP; ok && i > 0; i--)
        ok = ask_silent(&run, place_id, date_add(today, -i, &run.kept), true, err);
    return standing_run_end(&run, ok && ask_silent(&run, place_id, today, false, err));
}

/* --- Findings --------------------------------------------------------------------------------- */

static bool county_of(struct standing_run *run, int64_t *place_id, struct error *err)
{
    QUERY(query) = query_open(run->store, "SELECT id FROM main.place WHERE kind = 'county'");
    *place_id = query_next(&query) ? query_int(&query, 0) : 0;
    return query_ok(&query, err);
}

/* How many findings wait for a school, and since when. */
static bool count_findings(struct standing_run *run, int64_t school_id, struct duty_row *row,
                           struct error *err)
{
    QUERY(query) = query_open(run->store, "SELECT count(*), min(found_on) FROM main.finding"
                                          " WHERE state = 'open' AND place_id IS :school");
    bind_id(&query, ":school", school_id);
    if (query_next(&query)) {
        row->days = query_int(&query, 0);
        row->since = query_text(&query, 1, &run->arena);
    }
    return query_ok(&query, err);
}

/* The school has settled them all; *settled is false when it had nothing open before either. */
static bool settle_findings(struct standing_run *run, struct duty_row *row, bool *settled,
                            struct error *err)
{
    struct duty_row old;
    if (!duty_row_find(run->store, row->subject, &run->arena, &old, err))
        return false;
    *settled = old.id != 0 && strcmp(old.state, "open") == 0;
    row->since = *settled ? old.since : "";
    row->state = "done";
    row->done_on = run->today;
    return true;
}

/* Findings that no school is in charge of are the county's; their duty has no place. */
static bool derive_findings(struct standing_run *run, int64_t school_id, struct error *err)
{
    arena_clear(&run->arena);
    struct duty_places places = {.school = school_id};
    struct duty_posts posts;
    bool worth = true;
    struct duty_row row = {
        .subject = arena_text(&run->arena, "finding/%" PRId64, school_id),
        .place_id = school_id,
        .state = "open",
        .done_on = "",
    };
    return (school_id != 0 || county_of(run, &places.school, err))
        && standing_run_calendar(run, places.school, err)
        && count_findings(run, school_id, &row, err)
        && (row.days > 0 || settle_findings(run, &row, &worth, err))
        && duty_chain_whole(run->store, run->rung, 0, &places, run->today, &posts, err)
        && (!worth || standing_run_write(run, &places, &posts, &row, err));
}

bool standing_derive_findings(struct store *store, const struct policy *policy, const char *today,
                              int64_t school_id, struct error *err)
{
    struct standing_run run = standing_run_begin(store, policy, POLICY_FINDING, today);
    return standing_run_end(&run, derive_findings(&run, school_id, err));
}

/* Schools with open findings, and those whose duty is still open; 0 among them for none. */
static bool read_schools(struct standing_run *run, int64_t **schools, size_t *count,
                         struct error *err)
{
    QUERY(query) = query_open(run->store,
                              "SELECT DISTINCT coalesce(place_id, 0) FROM main.finding"
                              " WHERE state = 'open' UNION"
                              " SELECT CAST(substr(subject, length('finding/') + 1) AS INTEGER)"
                              " FROM main.duty WHERE kind = 'finding' AND state = 'open'");
    *schools = NULL;
    *count = 0;
    while (query_next(&query)) {
        *schools = arena_grow(&run->kept, *schools, *count, sizeof **schools);
        (*schools)[(*count)++] = query_int(&query, 0);
    }
    return query_ok(&query, err);
}

bool standing_derive_all_findings(struct store *store, const struct policy *policy,
                                  const char *today, struct error *err)
{
    struct standing_run run = standing_run_begin(store, policy, POLICY_FINDING, today);
    int64_t *schools;
    size_t count;
    bool ok = read_schools(&run, &schools, &count, err);
    for (size_t i = 0; ok && i < count; i++)
        ok = derive_findings(&run, schools[i], err);
    return standing_run_end(&run, ok);
}
