#include "core/duties/duty_row.h"

#include "core/base/pieces.h"
#include "core/posts/post.h"

#include <inttypes.h>
#include <string.h>

bool duty_post(struct store *store, const struct policy_post *post, const struct duty_places *places,
               int64_t *post_id, struct error *err)
{
    int64_t place = post->line == LINE_HOUSEHOLD ? places->household : places->school;
    if (place == 0 && strcmp(role_place_kind(post->role), "county") == 0)
        place = places->household ? places->household : places->school;
    *post_id = 0;
    return place == 0 || post_for(store, post->role, place, post_id, err);
}

/* A link of the chain, when somebody holds it and it is not in it yet. */
static bool add_link(struct store *store, int64_t post_id, enum role role, const char *today,
                     struct duty_posts *posts, struct error *err)
{
    bool held = false;
    if (post_id == 0 || posts->count == COUNT(posts->chain))
        return true;
    for (size_t i = 0; i < posts->count; i++)
        if (posts->chain[i] == post_id)
            return true;
    if (!post_held(store, post_id, today, &held, err))
        return false;
    if (held) {
        posts->chain[posts->count] = post_id;
        posts->roles[posts->count++] = role;
    }
    return true;
}

static bool add_post(struct store *store, const struct policy_post *post,
                     const struct duty_places *places, const char *today, struct duty_posts *posts,
                     struct error *err)
{
    int64_t id;
    if (!duty_post(store, post, places, &id, err))
        return false;
    if (posts->first == 0)
        posts->first = id;
    return add_link(store, id, post->role, today, posts, err);
}

static bool add_given(struct store *store, int64_t post_id, const char *today,
                      struct duty_posts *posts, struct error *err)
{
    ARENA(arena);
    enum role role = ROLE_BUREAU_EDUCATION;
    QUERY(query) = query_open(store, "SELECT role FROM main.post WHERE id = :post");
    bind_int(&query, ":post", post_id);
    if (query_next(&query))
        role_find(query_text(&query, 0, &arena), &role);
    posts->first = post_id;
    return query_ok(&query, err)
        && add_link(store, post_id, role, today, posts, err);
}

bool duty_chain(struct store *store, const struct policy_rung *rung, int64_t post_id,
                const struct duty_places *places, const char *today, struct duty_posts *posts,
                struct error *err)
{
    *posts = (struct duty_posts){0};
    bool ok = post_id != 0 ? add_given(store, post_id, today, posts, err)
                           : add_post(store, &rung->post, places, today, posts, err);
    for (size_t i = 0; ok && i < rung->overdue_to.count; i++)
        ok = add_post(store, &rung->overdue_to.rows[i], places, today, posts, err);
    return ok;
}

bool duty_chain_whole(struct store *store, const struct policy_rung *rung, int64_t post_id,
                      const struct duty_places *places, const char *today,
                      struct duty_posts *posts, struct error *err)
{
    static const struct policy_post last = {ROLE_BUREAU_EDUCATION, LINE_SCHOOL};
    bool ok = duty_chain(store, rung, post_id, places, today, posts, err)
        && (posts->count > 0 || add_post(store, &last, places, today, posts, err));
    if (ok && posts->count == 0) {
        posts->chain[0] = posts->first;
        posts->roles[0] = rung->post.role;
        posts->count = posts->first != 0;
    }
    return ok;
}

/* What is due in weeks or months goes up a step each day that offices work. */
static enum period_unit step_of(enum period_unit unit)
{
    return unit == PERIOD_WEEKS || unit == PERIOD_MONTHS ? PERIOD_WORKING_DAYS : unit;
}

size_t duty_climbs(const struct calendar *calendar, enum period_unit unit, const char *last,
                   const char *end, size_t steps, struct arena *arena, const char ***days)
{
    int number = 0, until = 0;
    size_t count = 0;
    char day[DATE_SIZE];
    date_number(last, &number);
    date_number(end, &until);
    *days = arena_array(arena, const char *, steps + 1);
    while (count < steps && ++number <= until)
        if (calendar_counts(calendar, step_of(unit), date_text(number, day)))
            (*days)[count++] = arena_copy(arena, day, DATE_SIZE - 1);
    return count;
}

/* --- Rows ------------------------------------------------------------------------------------- */

bool duty_row_find(struct store *store, const char *subject, struct arena *arena,
                   struct duty_row *row, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT id, post_id, first_post, level, days, since, due, state,"
                              " coalesce(done_on, ''), coalesce(event_id, 0), why,"
                              " place_id FROM main.duty WHERE subject = :subject");
    bind_text(&query, ":subject", subject);
    *row = (struct duty_row){.subject = subject};
    if (query_next(&query)) {
        row->id = query_int(&query, 0);
        row->post_id = query_int(&query, 1);
        row->first_post = query_int(&query, 2);
        row->level = query_int(&query, 3);
        row->days = query_int(&query, 4);
        row->since = query_text(&query, 5, arena);
        row->due = query_text(&query, 6, arena);
        row->state = query_text(&query, 7, arena);
        row->done_on = query_text(&query, 8, arena);
        row->event_id = query_int(&query, 9);
        row->why = query_text(&query, 10, arena);
        row->place_id = query_int(&query, 11);
    }
    return query_ok(&query, err);
}

static bool same(const struct duty_row *old, const struct duty_row *row)
{
    return old->place_id == row->place_id
        && old->post_id == row->post_id && old->first_post == row->first_post
        && old->level == row->level && old->days == row->days && old->event_id == row->event_id
        && strcmp(old->since, row->since) == 0 && strcmp(old->due, row->due) == 0
        && strcmp(old->state, row->state) == 0 && strcmp(old->done_on, row->done_on) == 0
        && strcmp(old->why, row->why) == 0;
}

static void bind_changing(struct query *query, const struct duty_row *row)
{
    bind_id(query, ":place", row->place_id);
    bind_int(query, ":post", row->post_id);
    bind_int(query, ":first", row->first_post);
    bind_int(query, ":level", row->level);
    bind_int(query, ":days", row->days);
    bind_text(query, ":since", row->since);
    bind_text(query, ":due", row->due);
    bind_text(query, ":state", row->state);
    bind_text(query, ":done", *row->done_on ? row->done_on : NULL);
    bind_id(query, ":event", row->event_id);
    bind_text(query, ":why", row->why);
}

static bool insert(struct store *store, struct duty_row *row, struct error *err)
{
    QUERY(query) = query_open(store,
                              "INSERT INTO main.duty (kind, rung, subject, case_id, child_id, place_id,"
                              " record_id, plan_id, post_id, first_post, level, days, since, due, state, done_on,"
                              " event_id, why)"
                              " VALUES (:kind, :rung, :subject, :case, :child, :place, :record, :plan, :post,"
                              " :first, :level, :days, :since, :due, :state, :done, :event, :why)");
    bind_text(&query, ":kind", row->kind);
    bind_text(&query, ":rung", row->rung);
    bind_text(&query, ":subject", row->subject);
    bind_id(&query, ":case", row->case_id);
    bind_id(&query, ":child", row->child_id);
    bind_id(&query, ":record", row->record_id);
    bind_id(&query, ":plan", row->plan_id);
    bind_changing(&query, row);
    if (!query_run(&query, err))
        return false;
    row->id = store_inserted(store);
    return true;
}

static bool update(struct store *store, const struct duty_row *row, struct error *err)
{
    QUERY(query) = query_open(store,
                              "UPDATE main.duty SET place_id = :place, post_id = :post,"
                              " first_post = :first, level = :level, days = :days,"
                              " since = :since, due = :due,"
                              " state = :state, done_on = :done, event_id = :event, why = :why"
                              " WHERE id = :id");
    bind_int(&query, ":id", row->id);
    bind_changing(&query, row);
    return query_run(&query, err);
}

bool duty_row_write(struct store *store, const struct duty_row *old, struct duty_row *row,
                    struct error *err)
{
    row->id = old->id;
    if (row->id == 0)
        return insert(store, row, err);
    return same(old, row) || update(store, row, err);
}

bool duty_row_void(struct store *store, int64_t id, const char *today, struct error *err)
{
    QUERY(query) = query_open(store, "UPDATE main.duty SET state = 'void', done_on = :today"
                                     " WHERE id = :id");
    bind_int(&query, ":id", id);
    bind_text(&query, ":today", today);
    return query_run(&query, err);
}

/* The posts that take part, as a JSON list. */
static bool list_with(struct store *store, const struct policy_posts *with,
                      const struct duty_places *places, struct arena *arena, const char **list,
                      struct error *err)
{
    *list = "";
    for (size_t i = 0; i < with->count; i++) {
        int64_t post;
        if (!duty_post(store, &with->rows[i], places, &post, err))
            return false;
        if (post != 0)
            *list = arena_text(arena, "%s%s%" PRId64, *list, **list ? "," : "", post);
    }
    *list = arena_text(arena, "[%s]", *list);
    return true;
}

bool duty_row_with(struct store *store, int64_t duty_id, const struct policy_posts *with,
                   const struct duty_places *places, struct error *err)
{
    ARENA(arena);
    const char *list;
    if (with->count == 0)
        return true;
    if (!list_with(store, with, places, &arena, &list, err))
        return false;
    QUERY(others) = query_open(store, "DELETE FROM main.duty_with WHERE duty_id = :duty"
                                      " AND post_id NOT IN (SELECT value FROM json_each(:posts))");
    bind_int(&others, ":duty", duty_id);
    bind_text(&others, ":posts", list);
    QUERY(query) = query_open(store, "INSERT OR IGNORE INTO main.duty_with (post_id, duty_id)"
                                     " SELECT value, :duty FROM json_each(:posts)");
    bind_int(&query, ":duty", duty_id);
    bind_text(&query, ":posts", list);
    return query_run(&others, err) && query_run(&query, err);
}

static const char *day_reason(const struct calendar *calendar, enum period_unit unit,
                              const char *day)
{
    return calendar_paused(calendar, day) ? "paused" : calendar_reason(calendar, unit, day);
}

const char *duty_counted_days(const struct calendar *calendar, enum period_unit unit,
                              const char *from, const char *last, struct arena *arena)
{
    struct pieces list = {.arena = arena};
    char day[DATE_SIZE];
    int number = 0, end = 0, counted = 0;
    date_number(from, &number);
    date_number(last, &end);
    for (int first = number; number <= end; number++) {
        date_text(number, day);
        bool counts = number > first && calendar_counts(calendar, unit, day);
        counted += counts;
        pieces_add(&list, "%s{\"day\":\"%s\",\"counted\":%d,\"reason\":\"%s\"}",
                   list.length > 0 ? "," : "", day, counts ? counted : 0,
                   number == first ? "since" : day_reason(calendar, unit, day));
    }
    return pieces_text(&list);
}

const char *duty_json(struct arena *arena, const char *text)
{
    char *json = arena_alloc(arena, 6 * strlen(text) + 3), *to = json;
    static const char hex[] = "0123456789abcdef";
    *to++ = '"';
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;
        if (byte == '"' || byte == '\\')
            *to++ = '\\';
        if (byte >= 0x20) {
            *to++ = *text;
            continue;
        }
        memcpy(to, "\\u00", 4);
        to[4] = hex[byte >> 4];
        to[5] = hex[byte & 15];
        to += 6;
    }
    *to++ = '"';
    *to = '\0';
    return json;
}
