/* One plan: what it asks for, why it was begun, and all that was done for it. */
#include "core/cases/plan.h"
#include "core/rules/policy.h"
#include "tui/parts/keepers.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>
#include <string.h>

enum {
    EVENTS_MOST = 300,
    HEAD_ROWS = 7,
    HEAD_ROWS_NARROW = 4
};

struct state {
    struct table table;
};

struct data {
    struct plan plan;
    const struct policy_plan *rule; /* NULL when the county has no such plan any more */
    bool may_hand_over;
};

static int64_t row_id(const void *row)
{
    return ((const struct plan_event *)row)->id;
}

static const char *text_day(struct visit *visit, const void *row)
{
    return words_near(visit, ((const struct plan_event *)row)->day);
}

static const char *text_what(struct visit *visit, const void *row)
{
    const struct plan_event *event = row;
    return words_join(visit, " · ", words_of(visit, "plan.event.", event->kind), event->note);
}

static const char *text_who(struct visit *visit, const void *row)
{
    const struct plan_event *event = row;
    const char *person = words_name(visit, event->person_zh, event->person_ug);
    return words_join(visit, " ", words_of(visit, "role.", event->role), person);
}

static const struct table_column columns[] = {
    {MSG("plan.day"),  8,  1, false, text_day },
    {MSG("plan.what"), 30, 1, true,  text_what},
    {MSG("plan.who"),  22, 3, false, text_who },
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .row_size = sizeof(struct plan_event),
    .plain = true,
    .unnumbered = true,
    .id = row_id,
};

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = arena_new(&visit->arena, struct data);
    struct plan_event *events;
    size_t count;
    int64_t id = visit_number(visit, "id");
    if (!plan_read(visit->store, id, &visit->arena, &data->plan, err)
        || !visit_look(visit, data->plan.child_id, err)
        || !plan_events(visit->store, id, (struct page){.size = EVENTS_MOST}, &visit->arena,
                        &events, &count, err)
        || !plan_may_hand_over(visit->store, visit->policy, visit->actor, visit->today, id,
                               &data->may_hand_over, err))
        return false;
    visit->data = data;
    data->rule = policy_plan(visit->policy, data->plan.kind);
    visit->title = words_join(visit, " · ", data->rule ? data->rule->title.in[visit->language] : "",
                              words_name(visit, data->plan.name_zh, data->plan.name_ug));
    visit->aside = words_of(visit, "plan.state.", data->plan.state);
    table_fill(visit, &state->table, &kind, events, count);
    return true;
}

static int draw_line(struct visit *visit, struct canvas *canvas, int row, const char *label,
                     const char *text)
{
    if (!*text)
        return 0;
    return canvas_paragraph(canvas, row, 0, canvas->columns, 2, STYLE_PLAIN,
                            words_join(visit, "  ", message(visit->language, label), text));
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    const struct plan *plan = &data->plan;
    bool narrow = canvas_narrow(canvas);
    int row = 0, most = narrow ? HEAD_ROWS_NARROW : HEAD_ROWS;
    if (!narrow && data->rule)
        row += canvas_paragraph(canvas, 0, 0, canvas->columns, 2, STYLE_DIM,
                                words_join(visit, " · ", data->rule->asks.in[visit->language],
                                           data->rule->clause));
    row += draw_line(visit, canvas, row, MSG("plan.reason"), plan->reason);
    if (row < most)
        row += draw_line(visit, canvas, row, MSG("plans.keeper"), keepers_of_plan(visit, plan));
    if (row < most)
        row += draw_line(visit, canvas, row, MSG("plans.review"),
                         words_near(visit, plan->review_on));
    if (row < most && !narrow)
        row += draw_line(visit, canvas, row, MSG("plan.seen"), plan->papers);
    table_draw(visit, canvas, &state->table, row + !narrow, canvas->rows - row - !narrow);
}

static bool record(struct visit *visit, struct error *err)
{
    (void)err;
    visit_go(visit, "plan/%s/record", visit_value(visit, "id"));
    return true;
}

static bool child(struct visit *visit, struct error *err)
{
    const struct data *data = visit->data;
    (void)err;
    visit_go(visit, "child/%" PRId64, data->plan.child_id);
    return true;
}

static bool hand_over(struct visit *visit, struct error *err)
{
    (void)err;
    visit_go(visit, "plan/%s/keeper", visit_value(visit, "id"));
    return true;
}

static bool may_hand_over(const struct visit *visit)
{
    return visit->data && ((const struct data *)visit->data)->may_hand_over;
}

static bool goes_on(const struct visit *visit)
{
    const struct data *data = visit->data;
    return data && (strcmp(data->plan.state, "stands") == 0 || strcmp(data->plan.state, "asked") == 0);
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("plan.record"),    record,    goes_on,       NULL},
    {'5',         MSG("plan.hand-over"), hand_over, may_hand_over, NULL},
    {'6',         MSG("case.child"),     child,     NULL,          NULL},
};

const struct screen screen_plan = {
    .name = "plan",
    .route = "plan/:id",
    .title = MSG("plans.title"),
    .help = MSG("plan.help"),
    .needs = NEEDS(MAY_KEEP_PLAN),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = list_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
