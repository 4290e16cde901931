/* The next paper of a pile: about whom it is. What the last one says that the next says, too, comes
   along: the day, the place, who went. */
#include "core/cases/queue.h"
#include "core/lists/search.h"
#include "forms/filling/answers.h"
#include "forms/filling/check.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>

enum {
    ROWS_MOST = 50
};

/* What it may be about: a case, a child or a place. */
struct row {
    const char *about;
    int64_t id;
    const char *name_zh, *name_ug, *where_zh, *where_ug, *number;
};

struct data {
    struct form_record record;
    size_t count;
};

/* --- Rows ------------------------------------------------------------------------------------ */

static int64_t row_id(const void *row)
{
    return ((const struct row *)row)->id;
}

static const char *text_name(struct visit *visit, const void *row)
{
    const struct row *r = row;
    return words_name(visit, r->name_zh, r->name_ug);
}

static const char *text_where(struct visit *visit, const void *row)
{
    const struct row *r = row;
    return words_name(visit, r->where_zh, r->where_ug);
}

static const char *text_number(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct row *)row)->number;
}

static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    const struct row *r = row;
    const struct form_record *last = &((const struct data *)visit->data)->record;
    (void)err;
    visit_replace(visit, "%s/%" PRId64 "/form/%s?keep=%" PRId64, r->about, r->id, last->form->name,
                  last->id);
    return true;
}

static const struct table_column columns[] = {
    {MSG("search.name"),  20, 1, true,  text_name  },
    {MSG("search.class"), 24, 2, true,  text_where },
    {MSG("search.case"),  7,  3, false, text_number},
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("form_next.empty"),
    .row_size = sizeof(struct row),
    .plain = true,
    .id = row_id,
    .open = open_row,
};

/* --- Loading --------------------------------------------------------------------------------- */

/* Cases that are open: those before the others that wait longest for something. */
static bool list_cases(struct visit *visit, struct row *rows, size_t *count, struct error *err)
{
    const struct data *data = visit->data;
    const struct queue_filter filter = {.state = "", .kind = ""};
    struct queue_row *cases;
    size_t found;
    int64_t total;
    if (!queue_list(visit->store, visit->actor, visit->today, &filter, QUEUE_BY_DUE,
                    (struct page){0, ROWS_MOST}, &visit->arena, &cases, &found, &total, err))
        return false;
    for (size_t i = 0; i < found; i++)
        if (cases[i].case_id != data->record.case_id)
            rows[(*count)++] = (struct row){"case", cases[i].case_id, cases[i].name_zh,
                                            cases[i].name_ug, cases[i].place_zh, cases[i].place_ug,
                                            cases[i].number};
    return true;
}

static bool find_children(struct visit *visit, const char *typed, struct row *rows, size_t *count,
                          struct error *err)
{
    const struct data *data = visit->data;
    bool of_case = data->record.form->about == ABOUT_A_CASE, more;
    struct search_hit *hits;
    size_t found;
    if (!search_find(visit->store, typed, ROWS_MOST, &visit->arena, &hits, &found, &more, err))
        return false;
    for (size_t i = 0; i < found; i++)
        if (!of_case || hits[i].case_id != 0)
            rows[(*count)++] = (struct row){
                .about = of_case ? "case" : "child",
                .id = of_case ? hits[i].case_id : hits[i].child_id,
                .name_zh = hits[i].name_zh,
                .name_ug = hits[i].name_ug,
                .where_zh = *hits[i].class_zh ? hits[i].class_zh : hits[i].group_zh,
                .where_ug = *hits[i].class_ug ? hits[i].class_ug : hits[i].group_ug,
                .number = hits[i].case_number,
            };
    return true;
}

static bool list_places(struct visit *visit, struct row *rows, size_t *count, struct error *err)
{
    struct place_papers *places;
    size_t found;
    if (!answers_places(visit->store, visit->actor, &visit->arena, &places, &found, err))
        return false;
    for (size_t i = 0; i < found && i < ROWS_MOST; i++)
        rows[(*count)++] = (struct row){"place", places[i].place_id, places[i].name_zh,
                                        places[i].name_ug, "", "", ""};
    return true;
}

static bool list_rows(struct visit *visit, struct row *rows, size_t *count, struct error *err)
{
    const struct seek *seek = visit->state;
    const struct data *data = visit->data;
    const char *typed = text_value(&seek->typed, &visit->arena);
    if (data->record.form->about == ABOUT_A_PLACE)
        return list_places(visit, rows, count, err);
    if (*typed == '\0' && data->record.form->about == ABOUT_A_CASE)
        return list_cases(visit, rows, count, err);
    return find_children(visit, typed, rows, count, err);
}

static bool load(struct visit *visit, struct error *err)
{
    struct seek *seek = visit->state;
    struct data *data = visit->data = arena_new(&visit->arena, struct data);
    struct row *rows = arena_array(&visit->arena, struct row, ROWS_MOST);
    seek_begin(visit, seek, "");
    if (!answers_read(visit->store, visit_number(visit, "paper"), &visit->arena, &data->record, err)
        || !list_rows(visit, rows, &data->count, err))
        return false;
    visit->title = words_join(visit, " · ", message(visit->language, MSG("form_next.title")),
                              data->record.form->title.text[visit->language]);
    table_fill(visit, &seek->table, &kind, rows, data->count);
    return true;
}

/* Places are few: they stand there, and nothing is typed. */
static bool is_typed_in(const struct visit *visit)
{
    return ((const struct data *)visit->data)->record.form->about != ABOUT_A_PLACE;
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct seek *seek = visit->state;
    const struct data *data = visit->data;
    bool asks = data->count == 0 && seek->typed.length == 0;
    int top = canvas_narrow(canvas) ? 1 : 2;
    if (is_typed_in(visit))
        seek_draw(visit, canvas, seek, "",
                  asks ? message(visit->language, MSG("form_next.how")) : NULL);
    else
        table_draw(visit, canvas, &seek->table, top, canvas->rows - top);
}

static bool key(struct visit *visit, const struct key *key, bool *used, struct error *err)
{
    struct seek *seek = visit->state;
    return is_typed_in(visit) ? seek_key(visit, seek, key, used, err)
                              : table_key(visit, &seek->table, key, used, err);
}

static bool in_list(const struct visit *visit)
{
    return visit->data && (!is_typed_in(visit) || seek_in_list(visit));
}

static bool to_list(const struct visit *visit)
{
    return visit->data && is_typed_in(visit) && seek_to_list(visit);
}

static bool to_text(const struct visit *visit)
{
    return visit->data && is_typed_in(visit) && seek_in_list(visit);
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("search.to-list"),  NULL, to_list, NULL },
    {PRESS_ENTER, MSG("form_next.begin"), NULL, in_list, "1-9"},
    {PRESS_TAB,   MSG("search.to-text"),  NULL, to_text, NULL },
};

const struct screen screen_form_next = {
    .name = "form_next",
    .route = "next/:paper",
    .title = MSG("form_next.title"),
    .help = MSG("form_next.help"),
    .needs = NEEDS(MAY_FILL_FORM),
    .state_size = sizeof(struct seek),
    .load = load,
    .draw = draw,
    .key = key,
    .keys = keys,
    .key_count = COUNT(keys),
};
