/* What else can be done with a case: steps with legal effect, waiting, the child's plans. */
#include "core/cases/casefile.h"
#include "core/cases/pause.h"
#include "core/rules/policy.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>
#include <string.h>

enum {
    ROWS_MOST = 3
};

struct state {
    struct table table;
};

struct row {
    int64_t number;
    const char *title, *text, *route;
};

static int64_t row_id(const void *row)
{
    return ((const struct row *)row)->number;
}

static const char *text_title(struct visit *visit, const void *row)
{
    return message(visit->language, ((const struct row *)row)->title);
}

static const char *text_state(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct row *)row)->text;
}

static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    (void)err;
    visit_replace(visit, "%s", ((const struct row *)row)->route);
    return true;
}

static const struct table_column columns[] = {
    {NULL, 24, 1, false, text_title},
    {NULL, 30, 2, true,  text_state},
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("case_more.empty"),
    .row_size = sizeof(struct row),
    .plain = true,
    .id = row_id,
    .open = open_row,
};

static const char *waits(struct visit *visit, const char *until)
{
    return *until ? visit_text(visit, MSG("pause.waits"), words_near(visit, until)) : "";
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct row *rows = arena_array(&visit->arena, struct row, ROWS_MOST);
    struct casefile c;
    const char *until;
    int64_t id = visit_number(visit, "id");
    size_t count = 0;
    if (!casefile_read(visit->store, id, &visit->arena, &c, err)
        || !visit_look(visit, c.child_id, err)
        || !pause_read(visit->store, id, visit->today, &visit->arena, &until, err))
        return false;
    if (policy_of(visit->policy, c.policy_id)->step_count > 0)
        rows[count++] = (struct row){1, MSG("legal.title"), "",
                                     arena_text(&visit->arena, "case/%" PRId64 "/legal", id)};
    if (permit_offers(visit->actor, MAY_PAUSE) && strcmp(c.state, "closed") != 0)
        rows[count++] = (struct row){2, *until ? MSG("pause.end") : MSG("pause.title"),
                                     waits(visit, until),
                                     arena_text(&visit->arena, "case/%" PRId64 "/pause", id)};
    if (visit->policy->plan_count > 0)
        rows[count++] = (struct row){3, MSG("plans.title"), "",
                                     arena_text(&visit->arena, "plans?child=%" PRId64, c.child_id)};
    table_fill(visit, &state->table, &kind, rows, count);
    visit->aside = c.number;
    return true;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("key.open"), NULL, NULL, "1-9"},
};

const struct screen screen_case_more = {
    .name = "case_more",
    .route = "case/:id/more",
    .title = MSG("case_more.title"),
    .help = MSG("case_more.help"),
    .needs = NEEDS(MAY_RECORD_EVENT),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = list_draw,
    .key = list_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
