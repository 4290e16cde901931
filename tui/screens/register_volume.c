/* One volume of the register: a page a household. */
#include "core/lists/register.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>

struct state {
    struct table table;
};

static int64_t row_id(const void *row)
{
    return ((const struct register_page *)row)->id;
}

static const char *text_page(struct visit *visit, const void *row)
{
    return visit_digits(visit, ((const struct register_page *)row)->page);
}

static const char *text_head(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct register_page *)row)->head;
}

static const char *text_phone(struct visit *visit, const void *row)
{
    return words_masked(visit, ((const struct register_page *)row)->phone);
}

static const char *text_address(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct register_page *)row)->address;
}

static const char *text_people(struct visit *visit, const void *row)
{
    return visit_digits(visit, ((const struct register_page *)row)->people);
}

static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    (void)err;
    const struct register_page *page = row;
    visit_go(visit, "register/%" PRId64 "/%" PRId64, page->volume_id, page->id);
    return true;
}

static const struct table_column columns[] = {
    {MSG("register.page"),   6,  3, false, text_page   },
    {MSG("column.head"),     16, 1, true,  text_head   },
    {MSG("register.people"), 6,  2, false, text_people },
    {MSG("register.phone"),  12, 4, false, text_phone  },
    {MSG("column.address"),  24, 5, true,  text_address},
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("register.no-pages"),
    .count = MSG("register.page-count"),
    .row_size = sizeof(struct register_page),
    .filters = true,
    .id = row_id,
    .open = open_row,
};

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct register_volume volume;
    struct register_page *rows;
    size_t count;
    int64_t total, id = visit_number(visit, "volume");
    if (!register_volume_read(visit->store, id, &visit->arena, &volume, err)
        || !register_pages(visit->store, id, table_filter(&state->table), table_page(&state->table, visit),
                           &visit->arena, &rows, &count, &total, err))
        return false;
    visit->title = words_join(visit, " ", words_name(visit, volume.village_zh, volume.village_ug),
                              words_name(visit, volume.place_zh, volume.place_ug));
    visit->aside = visit_text(visit, MSG("register.year"), visit_digits(visit, volume.school_year));
    table_fill_page(visit, &state->table, &kind, rows, count, total);
    return true;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("key.open"), NULL, NULL, "1-9"},
};

const struct screen screen_register_volume = {
    .name = "register_volume",
    .route = "register/:volume",
    .title = MSG("register.title"),
    .help = MSG("register_volume.help"),
    .needs = NEEDS(MAY_SEE_CHILDREN),
    .by_place = true,
    .state_size = sizeof(struct state),
    .load = load,
    .draw = list_draw,
    .key = list_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
