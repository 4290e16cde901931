/* The roll of one school, class by class; who is in no class stands under the school itself. */
#include "core/lists/roll.h"
#include "core/posts/place.h"
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
    visit_go(visit, "roll/%s/%s", visit_value(visit, "school"), visit_digits(visit, row_id(row)));
    return true;
}

static const struct table_column columns[] = {
    {MSG("column.class"), 24, 1, true,  text_name},
    {MSG("roll.here"),    8,  2, false, text_here},
    {MSG("roll.gone"),    8,  3, false, text_gone},
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("roll.empty"),
    .count = MSG("roll.class-count"),
    .row_size = sizeof(struct roll_place),
    .filters = true,
    .id = row_id,
    .open = open_row,
};

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct place school;
    struct roll_place *rows;
    size_t count;
    int64_t id = visit_number(visit, "school");
    if (!place_read(visit->store, id, &visit->arena, &school, err)
        || !roll_classes(visit->store, id, &visit->arena, &rows, &count, err))
        return false;
    visit->title = words_name(visit, school.name_zh, school.name_ug);
    visit->aside = message(visit->language, MSG("roll.title"));
    table_fill(visit, &state->table, &kind, rows, count);
    return true;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("key.open"), NULL, NULL, "1-9"},
};

const struct screen screen_roll_school = {
    .name = "roll_school",
    .route = "roll/:school",
    .title = MSG("roll.title"),
    .help = MSG("roll_school.help"),
    .needs = NEEDS(MAY_SEE_CHILDREN),
    .by_place = true,
    .state_size = sizeof(struct state),
    .load = load,
    .draw = list_draw,
    .key = list_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
