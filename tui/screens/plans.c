/* What was agreed for children: of one child, or all that go on, the next review first. */
#include "core/cases/plan.h"
#include "core/lists/child.h"
#include "core/rules/policy.h"
#include "tui/navigator.h"
#include "tui/parts/keepers.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>
#include <string.h>

enum {
    PLANS_MOST = 500 /* that are listed */
};

struct state {
    struct table table;
};

static int64_t row_id(const void *row)
{
    return ((const struct plan *)row)->id;
}

static int64_t row_child(const void *row)
{
    return ((const struct plan *)row)->child_id;
}

static const char *text_kind(struct visit *visit, const void *row)
{
    const struct policy_plan *rule = policy_plan(visit->policy, ((const struct plan *)row)->kind);
    return rule ? rule->title.in[visit->language] : "";
}

static const char *text_child(struct visit *visit, const void *row)
{
    const struct plan *plan = row;
    return words_name(visit, plan->name_zh, plan->name_ug);
}

static const char *text_state(struct visit *visit, const void *row)
{
    return words_of(visit, "plan.state.", ((const struct plan *)row)->state);
}

static const char *text_review(struct visit *visit, const void *row)
{
    const struct plan *plan = row;
    return words_near(visit, *plan->ended_on ? plan->ended_on : plan->review_on);
}

static const char *text_role(struct visit *visit, const void *row)
{
    return keepers_of_plan(visit, row);
}

static enum row_mark mark(struct visit *visit, const void *row)
{
    const struct plan *plan = row;
    if (strcmp(plan->state, "ended") == 0 || strcmp(plan->state, "refused") == 0)
        return ROW_DONE;
    if (!*plan->review_on)
        return ROW_PLAIN;
    int order = strcmp(plan->review_on, visit->today);
    return order < 0 ? ROW_OVERDUE : order == 0 ? ROW_TODAY
                                                : ROW_PLAIN;
}

static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    (void)err;
    visit_go(visit, "plan/%" PRId64, ((const struct plan *)row)->id);
    return true;
}

static const struct table_column columns[] = {
    {MSG("plans.child"),  14, 1, false, text_child },
    {MSG("plans.kind"),   16, 1, true,  text_kind  },
    {MSG("plans.state"),  10, 3, false, text_state },
    {MSG("plans.review"), 10, 2, false, text_review},
    {MSG("plans.keeper"), 14, 4, false, text_role  },
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("plans.empty"),
    .count = MSG("plans.count"),
    .row_size = sizeof(struct plan),
    .filters = true,
    .id = row_id,
    .child = row_child,
    .mark = mark,
    .open = open_row,
};

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct plan *rows;
    struct child child;
    size_t count;
    int64_t id = visit_number(visit, "child");
    if (id != 0
        && (!child_read(visit->store, id, &visit->arena, &child, err)
            || !visit_look(visit, id, err)))
        return false;
    if (!plan_list(visit->store, id, (struct page){.size = PLANS_MOST}, &visit->arena, &rows,
                   &count, err))
        return false;
    if (id != 0)
        visit->aside = words_name(visit, child.name_zh, child.name_ug);
    table_fill(visit, &state->table, &kind, rows, count);
    return true;
}

static bool begin(struct visit *visit, struct error *err)
{
    (void)err;
    visit_go(visit, "plan_new/%s", visit_value(visit, "child"));
    return true;
}

/* Whom plans alone bring children begins none. */
static bool of_a_child(const struct visit *visit)
{
    return strstr(visit->route, "child=") != NULL
        && screen_open_to(navigator_screen("plan_new"), visit->actor);
}

static const struct key_binding keys[] = {
    {PRESS_ENTER,  MSG("key.open"),    NULL,  NULL,          "1-9"},
    {PRESS_TAB,    MSG("plans.new"),   begin, of_a_child,    NULL },
    {CONTROL('p'), MSG("table.print"), NULL,  list_on_paper, NULL },
};

const struct screen screen_plans = {
    .name = "plans",
    .route = "plans",
    .title = MSG("plans.title"),
    .help = MSG("plans.help"),
    .needs = NEEDS(MAY_KEEP_PLAN),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = list_draw,
    .key = list_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
