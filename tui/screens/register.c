/* The register's volumes: one a residents' group and school year (H10). */
#include "core/lists/register.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

struct state {
    struct table table;
};

static int64_t row_id(const void *row)
{
    return ((const struct register_volume *)row)->id;
}

static const char *text_place(struct visit *visit, const void *row)
{
    const struct register_volume *volume = row;
    return words_join(visit, " ", words_name(visit, volume->village_zh, volume->village_ug),
                      words_name(visit, volume->place_zh, volume->place_ug));
}

static const char *text_year(struct visit *visit, const void *row)
{
    return visit_digits(visit, ((const struct register_volume *)row)->school_year);
}

static const char *text_pages(struct visit *visit, const void *row)
{
    return visit_digits(visit, ((const struct register_volume *)row)->pages);
}

static const char *text_people(struct visit *visit, const void *row)
{
    return visit_digits(visit, ((const struct register_volume *)row)->people);
}

static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    (void)err;
    visit_go(visit, "register/%s", visit_digits(visit, row_id(row)));
    return true;
}

static const struct table_column columns[] = {
    {MSG("register.place"),     30, 1, true,  text_place },
    {MSG("column.school_year"), 8,  3, false, text_year  },
    {MSG("register.pages"),     8,  4, false, text_pages },
    {MSG("register.people"),    8,  2, false, text_people},
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("register.empty"),
    .count = MSG("register.count"),
    .row_size = sizeof(struct register_volume),
    .filters = true,
    .id = row_id,
    .open = open_row,
};

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct register_volume *rows;
    size_t count;
    int64_t total;
    if (!register_volumes(visit->store, table_filter(&state->table), table_page(&state->table, visit),
                          &visit->arena, &rows, &count, &total, err))
        return false;
    table_fill_page(visit, &state->table, &kind, rows, count, total);
    return true;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("key.open"), NULL, NULL, "1-9"},
};

const struct screen screen_register = {
    .name = "register",
    .route = "register",
    .title = MSG("register.title"),
    .help = MSG("register.help"),
    .needs = NEEDS(MAY_SEE_CHILDREN),
    .by_place = true,
    .state_size = sizeof(struct state),
    .load = load,
    .draw = list_draw,
    .key = list_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
