/* The county's rules to read: every item with its clause; the one under the cursor is told below. */
#include "core/rules/rules.h"
#include "tui/parts/rulebook.h"
#include "tui/parts/words.h"

#include <inttypes.h>
#include <string.h>

enum {
    TOLD_ROWS = 9, /* below the list, what the item says */
    TOLD_ROWS_NARROW = 3
};

struct state {
    struct table table;
    int section; /* 0: all of them, else one and 1 */
};

/* What the first line says: which document, and since when. */
struct data {
    const char *head;
    bool has[SECTION_COUNT + 1]; /* sections that have items, counted as state->section */
};

static int64_t row_id(const void *row)
{
    return ((const struct rule_item *)row)->number;
}

static const char *text_section(struct visit *visit, const void *row)
{
    return message(visit->language, rulebook_section(((const struct rule_item *)row)->section));
}

static const char *text_clause(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct rule_item *)row)->clause;
}

static const char *text_title(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct rule_item *)row)->title;
}

static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    (void)err;
    visit_go(visit, "rules/%" PRId64, row_id(row));
    return true;
}

static const struct table_column columns[] = {
    {MSG("rules.section"), 12, 3, false, text_section},
    {MSG("rules.clause"),  14, 2, false, text_clause },
    {MSG("rules.item"),    30, 1, true,  text_title  },
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("rules.empty"),
    .count = MSG("rules.count"),
    .row_size = sizeof(struct rule_item),
    .filters = true,
    .id = row_id,
    .open = open_row,
};

/* --- Loading ---------------------------------------------------------------------------------- */

/* The rules that hold today are the newest. */
static bool read_head(struct visit *visit, struct data *data, struct error *err)
{
    struct rules_version *versions;
    size_t count;
    if (!rules_versions(visit->store, (struct page){.size = 1}, &visit->arena, &versions, &count,
                        err))
        return false;
    bool changed = count > 0 && *versions[0].first_day;
    data->head = words_join(visit, " · ", visit->policy->document.in[visit->language],
                            changed ? visit_text(visit, MSG("rules.since"), versions[0].first_day)
                                    : message(visit->language, MSG("rules.since-first")));
    return true;
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = visit->data = arena_new(&visit->arena, struct data);
    struct rule_item *items;
    size_t count, kept = 0;
    if (!read_head(visit, data, err))
        return false;
    rulebook_list(visit, &items, &count);
    data->has[0] = true;
    for (size_t i = 0; i < count; i++) {
        int section = (int)items[i].section + 1;
        data->has[section] = true;
        if (state->section == 0 || state->section == section)
            items[kept++] = items[i];
    }
    const char *part = message(visit->language,
                               state->section == 0
                                   ? MSG("rules.all")
                                   : rulebook_section((enum rule_section)(state->section - 1)));
    const char *county = visit->policy->county.in[visit->language];
    words_title(visit, visit_text(visit, MSG("rules.heading"), county),
                message(visit->language, MSG("rules.title")), part);
    table_fill(visit, &state->table, &kind, items, kept);
    return true;
}

/* --- Drawing ---------------------------------------------------------------------------------- */

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    bool narrow = canvas_narrow(canvas);
    int head = narrow ? 0 : 1, told = narrow ? TOLD_ROWS_NARROW : TOLD_ROWS, top = 0;
    if (!narrow)
        canvas_text(canvas, 0, 0, canvas->columns, ALIGN_START, STYLE_DIM, data->head);
    table_draw(visit, canvas, &state->table, head, canvas->rows - head - told);
    const struct rule_item *item = table_selected(&state->table);
    if (!item || canvas->rows <= head + told)
        return;
    struct canvas below = canvas_window(canvas, canvas->rows - told + !narrow, 1, told - !narrow,
                                        canvas->columns - 1);
    if (narrow)
        canvas_paragraph(&below, 0, 0, below.columns, below.rows, STYLE_DIM, item->asks);
    else
        facts_draw(visit, &below, &item->facts, &top);
}

/* --- Keys ------------------------------------------------------------------------------------- */

/* To the next section that the county's rules have, or the one before. */
static bool turn(struct visit *visit, int step)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    do
        state->section = (state->section + SECTION_COUNT + 1 + step) % (SECTION_COUNT + 1);
    while (!data->has[state->section]);
    table_start_over(visit, &state->table);
    return true;
}

static bool next_section(struct visit *visit, struct error *err)
{
    (void)err;
    return turn(visit, 1);
}

static bool previous_section(struct visit *visit, struct error *err)
{
    (void)err;
    return turn(visit, -1);
}

static const char *explain(struct visit *visit)
{
    return ((const struct data *)visit->data)->head;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER,   MSG("key.open"),      NULL,             NULL, "1-9"},
    {PRESS_TAB,     MSG("rules.section"), next_section,     NULL, NULL },
    {PRESS_BACKTAB, NULL,                 previous_section, NULL, NULL },
};

const struct screen screen_rules = {
    .name = "rules",
    .route = "rules",
    .title = MSG("rules.title"),
    .help = MSG("rules.help"),
    .needs = NEEDS(MAY_SEE_CHILDREN),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = list_key,
    .explain = explain,
    .keys = keys,
    .key_count = COUNT(keys),
};
