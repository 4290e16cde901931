/* Giving a plan to another: those who may keep it, the nearest to the child first. */
#include "core/cases/plan.h"
#include "core/cases/plan_keepers.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

enum {
    KEEPERS_MOST = 500 /* that are listed */
};

struct state {
    struct table table;
    int64_t post_id; /* what was asked about */
};

static int64_t row_id(const void *row)
{
    return ((const struct plan_keeper *)row)->post_id;
}

static const char *text_role(struct visit *visit, const void *row)
{
    return words_of(visit, "role.", ((const struct plan_keeper *)row)->role);
}

static const char *text_place(struct visit *visit, const void *row)
{
    const struct plan_keeper *keeper = row;
    return *keeper->seat ? keeper->seat : words_name(visit, keeper->place_zh, keeper->place_ug);
}

static const char *text_person(struct visit *visit, const void *row)
{
    const struct plan_keeper *keeper = row;
    return words_name(visit, keeper->person_zh, keeper->person_ug);
}

static const char *text_plans(struct visit *visit, const void *row)
{
    return visit_digits(visit, ((const struct plan_keeper *)row)->plans);
}

static bool hand_over(struct visit *visit, const char *reason, struct error *err)
{
    const struct state *state = visit->state;
    if (!plan_hand_over(visit->store, visit->policy, visit->actor, visit->today,
                        visit_number(visit, "id"), state->post_id, reason, err))
        return false;
    visit_say(visit, MSG("plan_keeper.done"));
    visit_back(visit);
    return true;
}

static bool choose(struct visit *visit, const void *row, struct error *err)
{
    struct state *state = visit->state;
    (void)err;
    state->post_id = row_id(row);
    visit_ask(visit, MSG("plan_keeper.reason"), hand_over, MSG("plan_keeper.really"),
              words_join(visit, " · ", text_role(visit, row), text_place(visit, row),
                         text_person(visit, row)));
    return true;
}

static const struct table_column columns[] = {
    {MSG("assign.role"),       16, 1, false, text_role  },
    {MSG("assign.person"),     12, 2, false, text_person},
    {MSG("plan_keeper.place"), 20, 3, true,  text_place },
    {MSG("plan_keeper.plans"), 8,  4, false, text_plans },
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("plan_keeper.empty"),
    .row_size = sizeof(struct plan_keeper),
    .filters = true,
    .plain = true,
    .id = row_id,
    .open = choose,
};

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct plan plan;
    struct plan_keeper *rows;
    size_t count;
    if (!plan_read(visit->store, visit_number(visit, "id"), &visit->arena, &plan, err)
        || !visit_look(visit, plan.child_id, err)
        || !plan_keepers_list(visit->store, visit->policy, visit->today, plan.child_id, plan.kind,
                              (struct page){0, KEEPERS_MOST}, &visit->arena, &rows, &count, err))
        return false;
    visit->aside = words_name(visit, plan.name_zh, plan.name_ug);
    table_fill(visit, &state->table, &kind, rows, count);
    return true;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("assign.choose"), NULL, NULL, "1-9"},
};

const struct screen screen_plan_keeper = {
    .name = "plan_keeper",
    .route = "plan/:id/keeper",
    .title = MSG("plan_keeper.title"),
    .help = MSG("plan_keeper.help"),
    .needs = NEEDS(MAY_KEEP_PLAN),
    .by_place = true,
    .state_size = sizeof(struct state),
    .load = load,
    .draw = list_draw,
    .key = list_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
