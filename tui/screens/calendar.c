/* Whose calendar: the own school's first, the county's, then every other school's. */
#include "core/days/calendar_place.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

struct state {
    struct table table;
};

static int64_t row_id(const void *row)
{
    return ((const struct calendar_place *)row)->id;
}

static const char *text_name(struct visit *visit, const void *row)
{
    const struct calendar_place *place = row;
    return words_name(visit, place->name_zh, place->name_ug);
}

static const char *text_own(struct visit *visit, const void *row)
{
    const struct calendar_place *place = row;
    if (place->county)
        return message(visit->language, MSG("calendar.for-all"));
    return message(visit->language, place->own ? MSG("calendar.own") : MSG("calendar.as-county"));
}

static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    (void)err;
    visit_go(visit, "calendar/%s", visit_digits(visit, row_id(row)));
    return true;
}

static const struct table_column columns[] = {
    {MSG("calendar.of"),    24, 1, true,  text_name},
    {MSG("calendar.whose"), 18, 2, false, text_own },
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("calendar.no-places"),
    .count = MSG("calendar.place-count"),
    .row_size = sizeof(struct calendar_place),
    .filters = true,
    .id = row_id,
    .open = open_row,
};

/* The row of a place goes before all others. */
static void put_first(struct calendar_place *rows, size_t count, int64_t id)
{
    for (size_t i = 1; i < count; i++) {
        struct calendar_place own = rows[i];
        if (own.id != id)
            continue;
        for (; i > 0; i--)
            rows[i] = rows[i - 1];
        rows[0] = own;
        return;
    }
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct calendar_place *rows;
    size_t count;
    int64_t own;
    if (!calendar_places(visit->store, &visit->arena, &rows, &count, err)
        || !calendar_place_of(visit->store, visit->actor, &own, err))
        return false;
    put_first(rows, count, own);
    table_fill(visit, &state->table, &kind, rows, count);
    return true;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("key.open"), NULL, NULL, "1-9"},
};

const struct screen screen_calendar = {
    .name = "calendar",
    .route = "calendar",
    .title = MSG("calendar.title"),
    .help = MSG("calendar.help"),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = list_draw,
    .key = list_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
