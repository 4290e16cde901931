/* Giving one case, or many, to a post: who may take them all, the nearest to the child first. */
#include "core/cases/casefile.h"
#include "core/cases/charge.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <stdlib.h>

enum {
    CASES_MOST = 500 /* marked at once */
};

struct state {
    struct table table;
    int64_t post_id; /* what was asked about */
};

struct data {
    int64_t cases[CASES_MOST];
    size_t count;
};

static int64_t row_id(const void *row)
{
    return ((const struct charge_post *)row)->id;
}

static const char *text_role(struct visit *visit, const void *row)
{
    return words_of(visit, "role.", ((const struct charge_post *)row)->role);
}

static const char *text_place(struct visit *visit, const void *row)
{
    const struct charge_post *r = row;
    return words_name(visit, r->place_zh, r->place_ug);
}

static const char *text_person(struct visit *visit, const void *row)
{
    const struct charge_post *r = row;
    return words_name(visit, r->person_zh, r->person_ug);
}

static bool assign(struct visit *visit, const char *reason, struct error *err)
{
    const struct state *state = visit->state;
    const struct data *data = visit->data;
    if (!casefile_assign(visit->store, visit->policy, visit->actor, visit->today, data->cases,
                         data->count, state->post_id, reason, err))
        return false;
    visit_say(visit, MSG("assign.done"), visit_digits(visit, (int64_t)data->count));
    visit_back(visit);
    return true;
}

static bool choose(struct visit *visit, const void *row, struct error *err)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    (void)err;
    state->post_id = row_id(row);
    visit_ask(visit, NULL, assign, MSG("assign.really"), visit_digits(visit, (int64_t)data->count),
              text_role(visit, row), text_person(visit, row));
    return true;
}

static const struct table_column columns[] = {
    {MSG("assign.role"),   16, 1, false, text_role  },
    {MSG("assign.person"), 14, 2, false, text_person},
    {MSG("assign.place"),  20, 3, true,  text_place },
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("assign.empty"),
    .row_size = sizeof(struct charge_post),
    .plain = true,
    .id = row_id,
    .open = choose,
};

static void read_cases(const char *list, struct data *data)
{
    char *end;
    while (*list && data->count < CASES_MOST) {
        data->cases[data->count++] = strtoll(list, &end, 10);
        list = *end == ',' ? end + 1 : "";
    }
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = arena_new(&visit->arena, struct data);
    struct charge_post *rows;
    size_t count;
    read_cases(visit_value(visit, "cases"), data);
    if (!charge_posts(visit->store, visit->today, data->cases, data->count, &visit->arena, &rows,
                      &count, err))
        return false;
    visit->data = data;
    visit->title = visit_text(visit, MSG("assign.heading"),
                              visit_digits(visit, (int64_t)data->count));
    table_fill(visit, &state->table, &kind, rows, count);
    return true;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("assign.choose"), NULL, NULL, "1-9"},
};

const struct screen screen_assign = {
    .name = "assign",
    .route = "assign",
    .title = MSG("assign.title"),
    .help = MSG("assign.help"),
    .needs = NEEDS(MAY_ASSIGN),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = list_draw,
    .key = list_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
