/* What the county will erase in the months ahead: how much of each kind, by which clause. */
#include "core/keeping/keeper.h"
#include "tui/parts/kept.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <string.h>

enum {
    ROWS_MOST = (KEEPING_MONTHS + 1) * KEPT_COUNT,
    TOLD_ROWS = 4 /* below the list: what the clause says, and whether the keeper waits */
};

struct state {
    struct table table;
};

struct row {
    int64_t number, count, held;
    enum policy_kept what;
    const char *month;
    const struct policy_keeping *rule;
};

struct data {
    struct row rows[ROWS_MOST];
    size_t count;
    struct keeper_state keeper;
};

static int64_t row_id(const void *row)
{
    return ((const struct row *)row)->number;
}

static const char *text_month(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct row *)row)->month;
}

static const char *text_what(struct visit *visit, const void *row)
{
    return words_of(visit, "rule.keep.", policy_kept_name(((const struct row *)row)->what));
}

static const char *text_count(struct visit *visit, const void *row)
{
    return visit_digits(visit, ((const struct row *)row)->count);
}

static const char *text_held(struct visit *visit, const void *row)
{
    int64_t held = ((const struct row *)row)->held;
    return held == 0 ? "" : visit_digits(visit, held);
}

static const char *text_clause(struct visit *visit, const void *row)
{
    return words_clause(visit, ((const struct row *)row)->rule->clause);
}

static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    const struct row *r = row;
    (void)err;
    visit_go(visit, "keeping/list?what=%s&month=%s", policy_kept_name(r->what), r->month);
    return true;
}

static const struct table_column columns[] = {
    {MSG("keeping.month"),  10, 1, false, text_month },
    {MSG("keeping.what"),   16, 1, true,  text_what  },
    {MSG("keeping.number"), 8,  1, false, text_count },
    {MSG("keeping.held"),   8,  3, false, text_held  },
    {MSG("rules.clause"),   14, 2, false, text_clause},
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("keeping.empty"),
    .count = MSG("keeping.count"),
    .row_size = sizeof(struct row),
    .id = row_id,
    .open = open_row,
};

/* The row of a month and kind; the items come in the order of their days. */
static struct row *row_of(struct visit *visit, struct data *data, const struct keeping_item *item)
{
    const char *month = arena_copy(&visit->arena, item->due_on, strlen("2026-10"));
    for (size_t i = 0; i < data->count; i++)
        if (data->rows[i].what == item->what && strcmp(data->rows[i].month, month) == 0)
            return &data->rows[i];
    if (data->count == ROWS_MOST)
        return NULL;
    struct row *row = &data->rows[data->count++];
    *row = (struct row){
        .number = (int64_t)data->count, .what = item->what, .month = month, .rule = item->rule};
    return row;
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = visit->data = arena_new(&visit->arena, struct data);
    struct keeping_item *items;
    size_t count;
    if (!keeper_read(visit->store, visit->today, &visit->arena, &data->keeper, err)
        || !kept_list(visit, KEPT_COUNT, "", &items, &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        struct row *row = row_of(visit, data, &items[i]);
        if (!row)
            break;
        row->count++;
        row->held += *items[i].held_until != '\0';
    }
    table_fill(visit, &state->table, &kind, data->rows, data->count);
    return true;
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    int told = canvas_narrow(canvas) ? 2 : TOLD_ROWS;
    int head = 0;
    if (data->keeper.gap != 0)
        head = canvas_paragraph(canvas, 0, 0, canvas->columns, told, STYLE_OVERDUE,
                                visit_text(visit, MSG("keeping.waits"),
                                           words_near(visit, data->keeper.day),
                                           visit_digits(visit, data->keeper.gap)));
    table_draw(visit, canvas, &state->table, head, canvas->rows - head - told);
    const struct row *row = table_selected(&state->table);
    if (row)
        canvas_paragraph(canvas, canvas->rows - told + 1, 1, canvas->columns - 1, told - 1,
                         STYLE_DIM, row->rule->asks.in[visit->language]);
}

static bool waits(const struct visit *visit)
{
    return ((const struct data *)visit->data)->keeper.gap != 0;
}

static bool go_on(struct visit *visit, const char *sure, struct error *err)
{
    (void)sure;
    if (!keeper_go_on(visit->store, visit->actor, visit->today, err))
        return false;
    visit_say(visit, MSG("keeping.goes-on"));
    return true;
}

static bool ask_go_on(struct visit *visit, struct error *err)
{
    (void)err;
    visit_ask(visit, NULL, go_on, MSG("keeping.ask-go-on"), visit->today);
    return true;
}

static const char *explain(struct visit *visit)
{
    const struct state *state = visit->state;
    const struct row *row = table_selected(&state->table);
    return row ? visit_text(visit, MSG("keeping.why"), words_clause(visit, row->rule->clause),
                            row->rule->asks.in[visit->language])
               : message(visit->language, MSG("keeping.empty"));
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("key.open"),      NULL,      NULL,  "1-9"},
    {PRESS_TAB,   MSG("keeping.go-on"), ask_go_on, waits, NULL },
};

const struct screen screen_keeping = {
    .name = "keeping",
    .route = "keeping",
    .title = MSG("keeping.title"),
    .help = MSG("keeping.help"),
    .needs = NEEDS(MAY_HOLD_BACK),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = list_key,
    .explain = explain,
    .keys = keys,
    .key_count = COUNT(keys),
};
