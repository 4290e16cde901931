/* The entries of one class on the roll. */
#include "core/lists/roll.h"
#include "core/posts/place.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

struct state {
    struct table table;
};

static int64_t row_id(const void *row)
{
    return ((const struct enrolment *)row)->id;
}

static int64_t row_child(const void *row)
{
    return ((const struct enrolment *)row)->child_id;
}

static const char *text_name(struct visit *visit, const void *row)
{
    const struct enrolment *entry = row;
    return words_name(visit, entry->name_zh, entry->name_ug);
}

static const char *text_sex(struct visit *visit, const void *row)
{
    return words_of(visit, "sex.", ((const struct enrolment *)row)->sex);
}

static const char *text_born(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct enrolment *)row)->born;
}

static const char *text_id_number(struct visit *visit, const void *row)
{
    return words_masked(visit, ((const struct enrolment *)row)->id_number);
}

static const char *text_status(struct visit *visit, const void *row)
{
    return words_of(visit, "status.", ((const struct enrolment *)row)->status);
}

static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    (void)err;
    visit_go(visit, "roll/%s/%s/%s", visit_value(visit, "school"), visit_value(visit, "class"),
             visit_digits(visit, row_id(row)));
    return true;
}

static const struct table_column columns[] = {
    {MSG("register.name"),    18, 1, true,  text_name     },
    {MSG("column.sex"),       6,  3, false, text_sex      },
    {MSG("register.born"),    10, 4, false, text_born     },
    {MSG("column.id_number"), 18, 5, false, text_id_number},
    {MSG("column.status"),    12, 2, false, text_status   },
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("roll.nobody"),
    .count = MSG("roll.count"),
    .row_size = sizeof(struct enrolment),
    .filters = true,
    .id = row_id,
    .child = row_child,
    .open = open_row,
};

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct place place;
    struct enrolment *rows;
    size_t count;
    int64_t total, id = visit_number(visit, "class");
    if (!place_read(visit->store, id, &visit->arena, &place, err)
        || !roll_entries(visit->store, id, table_filter(&state->table), table_page(&state->table, visit),
                         &visit->arena, &rows, &count, &total, err))
        return false;
    visit->title = words_name(visit, place.name_zh, place.name_ug);
    visit->aside = message(visit->language, MSG("roll.title"));
    table_fill_page(visit, &state->table, &kind, rows, count, total);
    return true;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER,  MSG("key.open"),    NULL, NULL,          "1-9"},
    {CONTROL('p'), MSG("table.print"), NULL, list_on_paper, NULL },
};

const struct screen screen_roll_class = {
    .name = "roll_class",
    .route = "roll/:school/:class",
    .title = MSG("roll.title"),
    .help = MSG("roll_class.help"),
    .needs = NEEDS(MAY_SEE_CHILDREN),
    .by_place = true,
    .state_size = sizeof(struct state),
    .load = load,
    .draw = list_draw,
    .key = list_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
