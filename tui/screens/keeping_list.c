/* The children, cases, letters and papers that go in a month: each can be looked at, and held back. */
#include "tui/parts/kept.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>
#include <string.h>

struct state {
    struct table table;
};

struct row {
    int64_t number;
    struct keeping_item item;
    struct keeping_about about;
};

static int64_t row_id(const void *row)
{
    return ((const struct row *)row)->number;
}

static int64_t row_child(const void *row)
{
    return ((const struct row *)row)->item.child_id;
}

static const char *text_name(struct visit *visit, const void *row)
{
    return kept_name(visit, &((const struct row *)row)->about);
}

static const char *text_number(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct row *)row)->about.number;
}

static const char *text_goes(struct visit *visit, const void *row)
{
    return words_near(visit, ((const struct row *)row)->item.goes_on);
}

static const char *text_told(struct visit *visit, const void *row)
{
    return words_near(visit, ((const struct row *)row)->item.told_on);
}

static const char *text_held(struct visit *visit, const void *row)
{
    return words_near(visit, ((const struct row *)row)->item.held_until);
}

static enum row_mark mark(struct visit *visit, const void *row)
{
    (void)visit;
    return *((const struct row *)row)->item.held_until ? ROW_DONE : ROW_PLAIN;
}

/* Where the thing itself is seen; a paper of a child stands with the child's. */
static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    const struct keeping_item *item = &((const struct row *)row)->item;
    int64_t place = ((const struct row *)row)->about.place_id;
    (void)err;
    if (item->what != KEPT_RECORD)
        visit_go(visit, "%s/%" PRId64, keeping_subject(item->what), item->id);
    else if (place != 0)
        visit_go(visit, "place/%" PRId64 "/form/%" PRId64, place, item->id);
    else
        visit_go(visit, "child/%" PRId64 "/form/%" PRId64, item->child_id, item->id);
    return true;
}

static const struct table_column columns[] = {
    {MSG("keeping.name"),       16, 1, true,  text_name  },
    {MSG("keeping.called"),     14, 4, true,  text_number},
    {MSG("keeping.goes"),       10, 1, false, text_goes  },
    {MSG("keeping.told"),       10, 3, false, text_told  },
    {MSG("keeping.held-until"), 10, 2, false, text_held  },
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("keeping.empty"),
    .count = MSG("keeping.count"),
    .row_size = sizeof(struct row),
    .id = row_id,
    .child = row_child,
    .mark = mark,
    .open = open_row,
};

static enum policy_kept asked(struct visit *visit)
{
    const char *what = visit_value(visit, "what");
    for (int i = 0; i < KEPT_COUNT; i++)
        if (strcmp(what, policy_kept_name((enum policy_kept)i)) == 0)
            return (enum policy_kept)i;
    return KEPT_COUNT;
}

/* Names are read of those alone that are seen. */
static bool fill(struct visit *visit, const struct keeping_item items[], size_t total,
                 struct error *err)
{
    struct state *state = visit->state;
    struct page page = table_page(&state->table, visit);
    struct row *rows = arena_array(&visit->arena, struct row, page.size);
    size_t count = 0;
    for (size_t i = (size_t)page.first; i < total && count < page.size; i++, count++) {
        rows[count] = (struct row){.number = (int64_t)i + 1, .item = items[i]};
        if (!keeping_about(visit->store, &items[i], &visit->arena, &rows[count].about, err))
            return false;
    }
    table_fill_page(visit, &state->table, &kind, rows, count, (int64_t)total);
    return true;
}

static bool load(struct visit *visit, struct error *err)
{
    struct keeping_item *items;
    size_t count;
    enum policy_kept what = asked(visit);
    if (!kept_list(visit, what, visit_value(visit, "month"), &items, &count, err))
        return false;
    visit->aside = words_join(visit, " · ",
                              what == KEPT_COUNT
                                  ? ""
                                  : words_of(visit, "rule.keep.", policy_kept_name(what)),
                              visit_value(visit, "month"));
    return fill(visit, items, count, err);
}

static bool hold(struct visit *visit, struct error *err)
{
    const struct state *state = visit->state;
    const struct row *row = table_selected(&state->table);
    (void)err;
    if (row)
        visit_go(visit, "keeping/hold/%s/%" PRId64, keeping_subject(row->item.what), row->item.id);
    return true;
}

static const char *explain(struct visit *visit)
{
    const struct state *state = visit->state;
    const struct row *row = table_selected(&state->table);
    return row ? visit_text(visit, MSG("keeping.why"), words_clause(visit, row->item.rule->clause),
                            row->item.rule->asks.in[visit->language])
               : message(visit->language, MSG("keeping.empty"));
}

static const struct key_binding keys[] = {
    {PRESS_ENTER,  MSG("key.open"),     NULL, NULL,          "1-9"},
    {PRESS_TAB,    MSG("keeping.hold"), hold, NULL,          NULL },
    {CONTROL('p'), MSG("table.print"),  NULL, list_on_paper, NULL },
};

const struct screen screen_keeping_list = {
    .name = "keeping_list",
    .route = "keeping/list",
    .title = MSG("keeping.title"),
    .help = MSG("keeping_list.help"),
    .needs = NEEDS(MAY_HOLD_BACK),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = list_draw,
    .key = list_key,
    .explain = explain,
    .keys = keys,
    .key_count = COUNT(keys),
};
