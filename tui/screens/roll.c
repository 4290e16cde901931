/* The roll, school by school. */
#include "core/lists/roll.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

struct state {
    struct table table;
};

static int64_t row_id(const void *row)
{
    return ((const struct roll_place *)row)->id;
}

static const char *text_name(struct visit *visit, const void *row)
{
    const struct roll_place *place = row;
    return words_name(visit, place->name_zh, place->name_ug);
}

static const char *text_here(struct visit *visit, const void *row)
{
    return visit_digits(visit, ((const struct roll_place *)row)->here);
}

static const char *text_gone(struct visit *visit, const void *row)
{
    return visit_digits(visit, ((const struct roll_place *)row)->gone);
}

static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    (void)err;
    visit_go(visit, "roll/%s", visit_digits(visit, row_id(row)));
    return true;
}

static const struct table_column columns[] = {
    {MSG("column.school"), 24, 1, true,  text_name},
    {MSG("roll.here"),     8,  2, false, text_here},
    {MSG("roll.gone"),     8,  3, false, text_gone},
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("roll.empty"),
    .count = MSG("roll.school-count"),
    .row_size = sizeof(struct roll_place),
    .filters = true,
    .id = row_id,
    .open = open_row,
};

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct roll_place *rows;
    size_t count;
    int64_t total;
    if (!roll_schools(visit->store, table_filter(&state->table), table_page(&state->table, visit),
                      &visit->arena, &rows, &count, &total, err))
        return false;
    table_fill_page(visit, &state->table, &kind, rows, count, total);
    return true;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("key.open"), NULL, NULL, "1-9"},
};

const struct screen screen_roll = {
    .name = "roll",
    .route = "roll",
    .title = MSG("roll.title"),
    .help = MSG("roll.help"),
    .needs = NEEDS(MAY_SEE_CHILDREN),
    .by_place = true,
    .state_size = sizeof(struct state),
    .load = load,
    .draw = list_draw,
    .key = list_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
