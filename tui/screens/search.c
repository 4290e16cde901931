/* Finding a child by whatever one knows of it: what is typed finds at once. */
#include "core/lists/search.h"

#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>

enum {
    HITS_MOST = 50
};

/* How much was found. */
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
    struct seek *seek = visit->state;
    struct data *data = visit->data = arena_new(&visit->arena, struct data);
    struct search_hit *hits;
    seek_begin(visit, seek, visit_value(visit, "q"));
    if (!search_find(visit->store, text_value(&seek->typed, &visit->arena), HITS_MOST,
                     &visit->arena, &hits, &data->count, &data->more, err))
        return false;
    table_fill(visit, &seek->table, &kind, hits, data->count);
    return true;
}

/* What is said beside the field: how many were found, or how to go on. */
static const char *summary(struct visit *visit)
{
    const struct seek *seek = visit->state;
    const struct data *data = visit->data;
    if (seek->typed.length == 0)
        return "";
    if (data->more)
        return visit_text(visit, MSG("search.more"), visit_digits(visit, HITS_MOST));
    return visit_text(visit, MSG("search.count"), visit_digits(visit, (int64_t)data->count));
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct seek *seek = visit->state;
    bool asks = seek->typed.length == 0;
    seek_draw(visit, canvas, seek, summary(visit),
              asks ? message(visit->language, MSG("search.how")) : NULL);
}

static bool key(struct visit *visit, const struct key *key, bool *used, struct error *err)
{
    return seek_key(visit, visit->state, key, used, err);
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("search.to-list"), NULL, seek_to_list, NULL },
    {PRESS_ENTER, MSG("key.open"),       NULL, seek_in_list, "1-9"},
    {PRESS_TAB,   MSG("search.to-text"), NULL, seek_in_list, NULL },
};

const struct screen screen_search = {
    .name = "search",
    .route = "search",
    .title = MSG("search.title"),
    .help = MSG("search.help"),
    .needs = NEEDS(MAY_SEE_CHILDREN),
    .state_size = sizeof(struct seek),
    .load = load,
    .draw = draw,
    .key = key,
    .keys = keys,
    .key_count = COUNT(keys),
};
