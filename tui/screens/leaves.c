/* Who is on leave until when: those whose leave has ended without their being back come first. */
#include "core/days/leave.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>
#include <string.h>

struct state {
    struct table table;
};

struct data {
    struct leave *rows;
    size_t count;
};

static int64_t row_id(const void *row)
{
    return ((const struct leave *)row)->id;
}

static int64_t row_child(const void *row)
{
    return ((const struct leave *)row)->child_id;
}

static enum row_mark row_mark(struct visit *visit, const void *row)
{
    const struct leave *leave = row;
    if (leave->state == LEAVE_ENDED)
        return ROW_OVERDUE;
    return strcmp(leave->last_day, visit->today) == 0 ? ROW_TODAY : ROW_PLAIN;
}

static const char *text_child(struct visit *visit, const void *row)
{
    const struct leave *leave = row;
    return words_name(visit, leave->name_zh, leave->name_ug);
}

static const char *text_class(struct visit *visit, const void *row)
{
    const struct leave *leave = row;
    return words_name(visit, leave->class_zh, leave->class_ug);
}

static const char *text_first(struct visit *visit, const void *row)
{
    return words_near(visit, ((const struct leave *)row)->first_day);
}

static const char *text_last(struct visit *visit, const void *row)
{
    return words_near(visit, ((const struct leave *)row)->last_day);
}

static const char *text_state(struct visit *visit, const void *row)
{
    return words_of(visit, "leave.state.", leave_state_name(((const struct leave *)row)->state));
}

static const char *text_reason(struct visit *visit, const void *row)
{
    return words_of(visit, "leave.reason.", ((const struct leave *)row)->reason);
}

static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    (void)err;
    visit_go(visit, "leave/%" PRId64, row_id(row));
    return true;
}

static const struct table_column columns[] = {
    {MSG("leaves.child"),  16, 1, true,  text_child },
    {MSG("leaves.class"),  18, 5, false, text_class },
    {MSG("leaves.first"),  8,  4, false, text_first },
    {MSG("leaves.last"),   8,  1, false, text_last  },
    {MSG("leaves.state"),  16, 2, false, text_state },
    {MSG("leaves.reason"), 10, 3, false, text_reason},
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("leaves.empty"),
    .count = MSG("leaves.count"),
    .row_size = sizeof(struct leave),
    .filters = true,
    .id = row_id,
    .child = row_child,
    .mark = row_mark,
    .open = open_row,
};

static bool add(struct visit *visit, struct data *data, int64_t place_id, struct error *err)
{
    struct leave *rows;
    size_t count;
    if (!leave_list(visit->store, place_id, visit->today, &visit->arena, &rows, &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        data->rows = arena_grow(&visit->arena, data->rows, data->count, sizeof *data->rows);
        data->rows[data->count++] = rows[i];
    }
    return true;
}

/* Without a place in the route: of all the classes and schools that the person answers for. */
static bool read(struct visit *visit, struct data *data, struct error *err)
{
    int64_t place = visit_number(visit, "place");
    if (place != 0)
        return add(visit, data, place, err);
    for (size_t i = 0; i < visit->actor->post_count; i++) {
        const struct held_post *post = &visit->actor->posts[i];
        bool answers = role_may(post->role, MAY_RECORD_ABSENCE) || role_may(post->role, MAY_ASSIGN);
        if (answers && !add(visit, data, post->place_id, err))
            return false;
    }
    return true;
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = visit->data = arena_new(&visit->arena, struct data);
    int64_t ended = 0;
    if (!read(visit, data, err))
        return false;
    for (size_t i = 0; i < data->count; i++)
        ended += data->rows[i].state == LEAVE_ENDED;
    table_fill(visit, &state->table, &kind, data->rows, data->count);
    visit->aside = ended > 0 ? visit_text(visit, MSG("leaves.ended"), visit_digits(visit, ended))
                             : words_near(visit, visit->today);
    return true;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER,  MSG("key.open"),    NULL, NULL,          "1-9"},
    {CONTROL('p'), MSG("table.print"), NULL, list_on_paper, NULL },
};

const struct screen screen_leaves = {
    .name = "leaves",
    .route = "leaves",
    .title = MSG("leaves.title"),
    .help = MSG("leaves.help"),
    .needs = NEEDS(MAY_RECORD_ABSENCE) | NEEDS(MAY_ASSIGN),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = list_draw,
    .key = list_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
