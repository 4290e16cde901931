/* Who is signed in, since when and from where; a session can be asked to end. */
#include "core/posts/signin.h"
#include "i18n/format.h"
#include "tui/parts/when.h"
#include "tui/widget.h"

struct state {
    struct table table;
};

static int64_t row_id(const void *row)
{
    return ((const struct signin *)row)->id;
}

static enum row_mark row_mark(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct signin *)row)->ending ? ROW_DONE : ROW_PLAIN;
}

static const char *text_name(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct signin *)row)->account;
}

static const char *text_person(struct visit *visit, const void *row)
{
    const struct signin *signin = row;
    return format_name(visit->language, signin->person_zh, signin->person_ug);
}

static const char *text_since(struct visit *visit, const void *row)
{
    return when_near(((const struct signin *)row)->began_at, visit->today, visit_arena(visit));
}

static const char *text_source(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct signin *)row)->source;
}

static const char *text_client(struct visit *visit, const void *row)
{
    const struct signin *signin = row;
    return signin->ending ? message(visit->language, MSG("sessions.ending")) : signin->client;
}

static bool end(struct visit *visit, const char *reason, struct error *err)
{
    struct state *state = visit->state;
    const void *row = table_selected(&state->table);
    (void)reason;
    if (!row || !signin_ask_end(visit->store, visit->actor, row_id(row), err))
        return false;
    visit_say(visit, MSG("sessions.asked"));
    return true;
}

static bool ask_end(struct visit *visit, const void *row, struct error *err)
{
    (void)err;
    visit_ask(visit, NULL, end, MSG("sessions.end-really"), text_name(visit, row));
    return true;
}

static const struct table_column columns[] = {
    {MSG("accounts.name"),   14, 1, false, text_name  },
    {MSG("accounts.person"), 12, 3, false, text_person},
    {MSG("sessions.since"),  11, 2, false, text_since },
    {MSG("sessions.source"), 15, 4, false, text_source},
    {MSG("sessions.client"), 12, 5, true,  text_client},
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("sessions.empty"),
    .count = MSG("sessions.count"),
    .row_size = sizeof(struct signin),
    .id = row_id,
    .mark = row_mark,
    .open = ask_end,
};

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct signin *rows;
    size_t count;
    int64_t total;
    if (!signin_list(visit->store, visit->actor, table_page(&state->table, visit), &visit->arena,
                     &rows, &count, &total, err))
        return false;
    table_fill_page(visit, &state->table, &kind, rows, count, total);
    return true;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("sessions.end"), NULL, NULL, "1-9"},
};

const struct screen screen_sessions = {
    .name = "sessions",
    .route = "sessions",
    .title = MSG("sessions.title"),
    .help = MSG("sessions.help"),
    .needs = NEEDS(MAY_SEE_SESSIONS),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = list_draw,
    .key = list_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
