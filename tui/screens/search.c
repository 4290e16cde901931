/* Finding a child by whatever one knows of it: what is typed finds at once. */
#include "core/search.h"

#include "tui/widget.h"
#include "tui/words.h"

#include <inttypes.h>

enum {
    HITS_MOST = 50
};

struct state {
    struct text typed;
    struct table table;
    bool begun, in_list;
};

struct data {
    size_t count;
    bool more;
};

/* --- Rows ------------------------------------------------------------------------------------ */

static int64_t row_id(const void *row)
{
    return ((const struct search_hit *)row)->child_id;
}

static const char *text_name(struct visit *visit, const void *row)
{
    const struct search_hit *hit = row;
    return words_name(visit, hit->name_zh, hit->name_ug);
}

static const char *text_number(struct visit *visit, const void *row)
{
    return words_masked(visit, ((const struct search_hit *)row)->id_number);
}

static const char *text_class(struct visit *visit, const void *row)
{
    const struct search_hit *hit = row;
    return words_join(visit, " ", words_name(visit, hit->school_zh, hit->school_ug),
                      words_name(visit, hit->class_zh, hit->class_ug));
}

static const char *text_group(struct visit *visit, const void *row)
{
    const struct search_hit *hit = row;
    return words_name(visit, hit->group_zh, hit->group_ug);
}

static const char *text_case(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct search_hit *)row)->case_number;
}

static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    (void)err;
    visit_go(visit, "child/%" PRId64, ((const struct search_hit *)row)->child_id);
    return true;
}

static const struct table_column columns[] = {
    {MSG("search.name"),   16, 1, true,  text_name  },
    {MSG("search.class"),  24, 2, true,  text_class },
    {MSG("search.number"), 18, 3, false, text_number},
    {MSG("search.case"),   7,  4, false, text_case  },
    {MSG("search.group"),  10, 5, false, text_group },
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("search.empty"),
    .row_size = sizeof(struct search_hit),
    .plain = true,
    .id = row_id,
    .open = open_row,
};

/* --- Loading --------------------------------------------------------------------------------- */

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = visit->data = arena_new(&visit->arena, struct data);
    struct search_hit *hits;
    if (!state->begun) {
        text_begin(&state->typed, &visit->kept, visit_value(visit, "q"), 0);
        state->in_list = state->typed.length > 0;
        state->begun = true;
    }
    if (!search_find(visit->store, text_value(&state->typed, &visit->arena), HITS_MOST, &visit->arena,
                     &hits, &data->count, &data->more, err))
        return false;
    table_fill(visit, &state->table, &kind, hits, data->count);
    return true;
}

/* What is said beside the field: how many were found, or how to go on. */
static const char *summary(struct visit *visit)
{
    const struct state *state = visit->state;
    const struct data *data = visit->data;
    if (state->typed.length == 0)
        return "";
    if (data->more)
        return visit_text(visit, MSG("search.more"), visit_digits(visit, HITS_MOST));
    return visit_text(visit, MSG("search.count"), visit_digits(visit, (int64_t)data->count));
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    int width = canvas->columns * 3 / 5;
    text_draw(visit, canvas, 0, 1, width - 1, 1, &state->typed, !state->in_list);
    canvas_text(canvas, 0, width + 1, canvas->columns - width - 1, ALIGN_END, STYLE_DIM,
                summary(visit));
    int top = canvas_narrow(canvas) ? 1 : 2;
    if (state->typed.length == 0)
        canvas_paragraph(canvas, top, 1, canvas->columns - 2, canvas->rows - top, STYLE_DIM,
                         message(visit->language, MSG("search.how")));
    else
        table_draw(visit, canvas, &state->table, top, canvas->rows - top);
}

/* --- Keys ------------------------------------------------------------------------------------ */

static bool found_any(const struct visit *visit)
{
    const struct data *data = visit->data;
    return data && data->count > 0;
}

/* While one types, digits and marks are text; what leads on are Enter, Tab and the arrow. */
static bool type_key(struct visit *visit, const struct key *key, bool *used, struct error *err)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    int command = key_command(key);
    *used = true;
    if (command == PRESS_ENTER && data->count == 1)
        return open_row(visit, table_selected(&state->table), err);
    if (command == PRESS_ENTER || command == PRESS_DOWN || command == PRESS_TAB) {
        state->in_list = data->count > 0;
        return true;
    }
    if (command == '/' && state->typed.length == 0
        && !text_types_letter(visit, &state->typed, key)) {
        *used = false;
        return true;
    }
    state->typed.changed = false;
    *used = text_key(visit, &state->typed, key);
    if (state->typed.changed)
        table_start_over(visit, &state->table);
    return true;
}

static bool key(struct visit *visit, const struct key *key, bool *used, struct error *err)
{
    struct state *state = visit->state;
    int command = key_command(key);
    if (!state->in_list)
        return type_key(visit, key, used, err);
    bool at_top = command == PRESS_UP && state->table.selected == 0;
    *used = command == '/' || command == PRESS_TAB || at_top;
    if (*used)
        state->in_list = false;
    return *used || table_key(visit, &state->table, key, used, err);
}

static bool in_list(const struct visit *visit)
{
    return ((const struct state *)visit->state)->in_list;
}

static bool to_list(const struct visit *visit)
{
    return !in_list(visit) && found_any(visit);
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("search.to-list"), NULL, to_list, NULL },
    {PRESS_ENTER, MSG("key.open"),       NULL, in_list, "1-9"},
    {PRESS_TAB,   MSG("search.to-text"), NULL, in_list, NULL },
};

const struct screen screen_search = {
    .name = "search",
    .route = "search",
    .title = MSG("search.title"),
    .help = MSG("search.help"),
    .needs = NEEDS(MAY_SEE_CHILDREN),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = key,
    .keys = keys,
    .key_count = COUNT(keys),
};
