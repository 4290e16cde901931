#include "core/duties/standing_run.h"

#include <string.h>

struct standing_run standing_run_begin(struct store *store, const struct policy *policy,
                                       enum policy_duty duty, const char *today)
{
    return (struct standing_run){
        .store = store,
        .policy = policy,
        .rung = &policy->duties[duty],
        .today = today,
    };
}

bool standing_run_end(struct standing_run *run, bool ok)
{
    arena_clear(&run->kept);
    arena_clear(&run->arena);
    return ok;
}

bool standing_run_calendar(struct standing_run *run, int64_t place_id, struct error *err)
{
    if (run->calendar.policy && run->school_id == place_id)
        return true;
    run->school_id = place_id;
    return calendar_read(run->store, run->policy, place_id, &run->kept, &run->calendar, err);
}

static const char *why(struct standing_run *run, const struct duty_row *row,
                       const struct duty_posts *posts)
{
    const char **climbs, *next = "{}";
    size_t level = (size_t)row->level;
    size_t count = duty_climbs(&run->calendar, run->rung->within.unit, row->due,
                               date_add(row->due, 30, &run->arena), level + 1, &run->arena,
                               &climbs);
    if (level + 1 < posts->count && count > level)
        next = arena_text(&run->arena, "{\"role\":\"%s\",\"from\":\"%s\"}",
                          role_name(posts->roles[level + 1]), climbs[level]);
    return arena_text(&run->arena, "{\"trigger\":\"%s\",\"clause\":%s,\"days\":[%s],\"next\":%s}",
                      row->since, duty_json(&run->arena, run->rung->clause),
                      run->days ? run->days : "", next);
}

bool standing_run_write(struct standing_run *run, const struct duty_places *places,
                        const struct duty_posts *posts, struct duty_row *row, struct error *err)
{
    struct duty_row old;
    const char **climbs;
    if (!duty_row_find(run->store, row->subject, &run->arena, &old, err))
        return false;
    if (posts->count == 0)
        return old.id == 0 || duty_row_void(run->store, old.id, run->today, err);
    if (strcmp(old.state ? old.state : "", "void") == 0 && strcmp(row->state, "void") == 0)
        row->done_on = old.done_on; /* when it was withdrawn, not when that was looked at again */
    if (!row->kind) {
        row->kind = run->rung->name;
        row->rung = "";
    }
    if (!row->due)
        row->due = calendar_add(&run->calendar, row->since, run->rung->within, &run->arena);
    row->level = (int64_t)duty_climbs(&run->calendar, run->rung->within.unit, row->due,
                                      *row->done_on ? row->done_on : run->today, posts->count - 1,
                                      &run->arena, &climbs);
    row->post_id = posts->chain[row->level];
    row->first_post = posts->first;
    row->why = why(run, row, posts);
    return duty_row_write(run->store, &old, row, err)
        && duty_row_with(run->store, row->id, &run->rung->with, places, err);
}
