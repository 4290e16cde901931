#include "core/duties/standing_lines.h"

#include "core/days/lines.h"
#include "core/duties/standing_run.h"
#include "core/posts/place.h"

#include <inttypes.h>
#include <string.h>

/*
 * It is due on the day it is found, however long ago the words were said. When older ones are
 * settled, what is left has its own day.
 */
static const char *found_on(const struct standing_run *run, const struct duty_row *old,
                            const char *began)
{
    if (old->id == 0 || strcmp(old->state, "open") != 0)
        return run->today;
    return strcmp(began, old->since) > 0 ? began : old->since;
}

static bool write_duty(struct standing_run *run, int64_t school_id, struct duty_row *row,
                       struct error *err)
{
    const struct duty_places places = {.school = school_id};
    struct duty_posts posts;
    return standing_run_calendar(run, school_id, err)
        && duty_chain_whole(run->store, run->rung, 0, &places, run->today, &posts, err)
        && standing_run_write(run, &places, &posts, row, err);
}

static bool derive(struct standing_run *run, int64_t school_id, struct error *err)
{
    arena_clear(&run->arena);
    struct duty_row old;
    const char *began;
    struct duty_row row = {
        .subject = arena_text(&run->arena, "lines?school=%" PRId64 "&kind=differ", school_id),
        .place_id = school_id,
        .state = "open",
        .done_on = "",
    };
    if (!duty_row_find(run->store, row.subject, &run->arena, &old, err)
        || !lines_of_school(run->store, school_id, &run->arena, &row.days, &began, err))
        return false;
    bool waits = old.id != 0 && strcmp(old.state, "open") == 0;
    if (row.days == 0 && !waits)
        return true;
    row.since = row.days > 0 ? found_on(run, &old, began) : old.since;
    if (row.days == 0) {
        row.state = "done";
        row.done_on = run->today;
    }
    return write_duty(run, school_id, &row, err);
}

static bool is_asked(const struct policy *policy)
{
    return policy->duties[POLICY_LINES].name != NULL;
}

bool standing_derive_lines(struct store *store, const struct policy *policy, const char *today,
                           int64_t place_id, struct error *err)
{
    int64_t school_id;
    if (!is_asked(policy))
        return true;
    if (!place_above(store, place_id, "school", &school_id, err))
        return false;
    struct standing_run run = standing_run_begin(store, policy, POLICY_LINES, today);
    return standing_run_end(&run, school_id == 0 || derive(&run, school_id, err));
}

static bool derive_schools(struct standing_run *run, const char *children, struct error *err)
{
    QUERY(query) = query_open(run->store,
                              "SELECT DISTINCT school.id FROM json_each(:children)"
                              " JOIN main.child ON child.id = json_each.value"
                              " JOIN main.place_within ON place_within.place_id = child.class_id"
                              " JOIN main.place AS school ON school.id = ancestor_id"
                              "  AND school.kind = 'school'");
    bind_text(&query, ":children", children);
    bool ok = true;
    while (ok && query_next(&query))
        ok = derive(run, query_int(&query, 0), err);
    return ok && query_ok(&query, err);
}

bool standing_derive_lines_of(struct store *store, const struct policy *policy, const char *today,
                              const char *children, struct error *err)
{
    if (!is_asked(policy))
        return true;
    struct standing_run run = standing_run_begin(store, policy, POLICY_LINES, today);
    return standing_run_end(&run, derive_schools(&run, children, err));
}
