#include "core/duties/standing_posts.h"

#include "core/duties/standing_run.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct vacancy {
    int64_t post_id, place_id, waiting; /* how many duties were first this post's */
    const char *role, *since;           /* since then nobody is there, and something waits */
};

/* Posts with duties that nobody holds today, and those that were asked for until now. */
static bool read_vacancies(struct standing_run *run, struct vacancy **rows, size_t *count,
                           struct error *err)
{
    QUERY(query) = query_open(
        run->store, "SELECT post.id, post.place_id, post.role,"
                    " (SELECT count(*) FROM main.duty WHERE first_post = post.id AND state = 'open'"
                    "   AND kind <> 'vacant_post'),"
                    " max((SELECT min(since) FROM main.duty WHERE first_post = post.id"
                    "   AND state = 'open' AND kind <> 'vacant_post'),"
                    "  coalesce((SELECT max(date(last_day, '+1 day')) FROM main.holding"
                    "   WHERE post_id = post.id AND last_day < :today), ''))"
                    " FROM main.post WHERE NOT EXISTS (SELECT 1 FROM main.holding"
                    "   WHERE post_id = post.id AND first_day <= :today"
                    "   AND (last_day IS NULL OR last_day >= :today))"
                    " AND EXISTS (SELECT 1 FROM main.duty WHERE first_post = post.id"
                    "   AND state = 'open' AND kind <> 'vacant_post') ORDER BY post.id");
    bind_text(&query, ":today", run->today);
    *rows = NULL;
    *count = 0;
    while (query_next(&query)) {
        *rows = arena_grow(&run->kept, *rows, *count, sizeof **rows);
        (*rows)[(*count)++] = (struct vacancy){
            .post_id = query_int(&query, 0),
            .place_id = query_int(&query, 1),
            .role = query_text(&query, 2, &run->kept),
            .waiting = query_int(&query, 3),
            .since = query_text(&query, 4, &run->kept),
        };
    }
    return query_ok(&query, err);
}

static bool write_vacancy(struct standing_run *run, const struct vacancy *vacancy,
                          struct error *err)
{
    const struct duty_places places = {.school = vacancy->place_id};
    struct duty_posts posts;
    struct duty_row row = {
        .kind = run->rung->name,
        .rung = vacancy->role,
        .subject = arena_text(&run->arena, "vacant_post/%" PRId64, vacancy->post_id),
        .place_id = vacancy->place_id,
        .since = vacancy->since,
        .days = vacancy->waiting,
        .state = "open",
        .done_on = "",
    };
    return standing_run_calendar(run, vacancy->place_id, err)
        && duty_chain_whole(run->store, run->rung, 0, &places, run->today, &posts, err)
        && standing_run_write(run, &places, &posts, &row, err);
}

/* Somebody holds the post now, or nothing waits for it any more. */
static bool end_others(struct standing_run *run, const struct vacancy *rows, size_t count,
                       struct error *err)
{
    const char *list = "";
    for (size_t i = 0; i < count; i++)
        list = arena_text(&run->kept, "%s%s\"vacant_post/%" PRId64 "\"", list, i ? "," : "",
                          rows[i].post_id);
    QUERY(query) = query_open(run->store,
                              "UPDATE main.duty SET state = 'done', done_on = :today"
                              " WHERE kind = 'vacant_post' AND state = 'open'"
                              " AND subject NOT IN (SELECT value FROM json_each(:subjects))");
    bind_text(&query, ":today", run->today);
    bind_text(&query, ":subjects", arena_text(&run->kept, "[%s]", list));
    return query_run(&query, err);
}

bool standing_derive_posts(struct store *store, const struct policy *policy, const char *today,
                           struct error *err)
{
    if (!policy->duties[POLICY_VACANT_POST].name)
        return true;
    struct standing_run run = standing_run_begin(store, policy, POLICY_VACANT_POST, today);
    struct vacancy *rows;
    size_t count;
    bool ok = read_vacancies(&run, &rows, &count, err);
    for (size_t i = 0; ok && i < count; i++) {
        arena_clear(&run.arena);
        ok = write_vacancy(&run, &rows[i], err);
    }
    return standing_run_end(&run, ok && end_others(&run, rows, count, err));
}
