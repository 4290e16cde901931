/* The papers of one form for the children of a place: who has one, making those that are missing,
   printing them in one file, and writing down their service. */
#include "core/base/clock.h"
#include "core/posts/place.h"
#include "forms/served/batch.h"
#include "tui/parts/when.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>

struct state {
    struct table table;
};

struct data {
    const struct form *form;
    struct batch_row *rows;
    size_t count;
};

static int64_t row_id(const void *row)
{
    return ((const struct batch_row *)row)->child_id;
}

static const char *text_name(struct visit *visit, const void *row)
{
    const struct batch_row *r = row;
    return words_name(visit, r->name_zh, r->name_ug);
}

static const char *text_born(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct batch_row *)row)->born;
}

static const char *text_place(struct visit *visit, const void *row)
{
    const struct batch_row *r = row;
    return words_name(visit, r->place_zh, r->place_ug);
}

static const char *text_standing(struct visit *visit, const void *row)
{
    const struct batch_row *r = row;
    if (r->record_id == 0)
        return message(visit->language, MSG("notices.not-made"));
    return r->complete ? r->number : visit_text(visit, MSG("notices.lacks"), r->missing);
}

static const char *text_served(struct visit *visit, const void *row)
{
    return words_near(visit, ((const struct batch_row *)row)->served_on);
}

static enum row_mark mark(struct visit *visit, const void *row)
{
    const struct batch_row *r = row;
    (void)visit;
    return *r->served_on ? ROW_DONE : r->complete ? ROW_PLAIN
                                                  : ROW_TODAY;
}

/* The paper, or a new one. */
static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    const struct batch_row *r = row;
    const struct data *data = visit->data;
    (void)err;
    if (r->record_id)
        visit_go(visit, "child/%" PRId64 "/form/%" PRId64, r->child_id, r->record_id);
    else if (r->case_id)
        visit_go(visit, "case/%" PRId64 "/form/%s", r->case_id, data->form->name);
    else
        visit_go(visit, "child/%" PRId64 "/form/%s", r->child_id, data->form->name);
    return true;
}

static const struct table_column columns[] = {
    {MSG("notices.child"),    14, 1, true,  text_name    },
    {MSG("notices.standing"), 20, 1, true,  text_standing},
    {MSG("notices.served"),   8,  2, false, text_served  },
    {MSG("notices.place"),    10, 3, false, text_place   },
    {MSG("notices.born"),     10, 4, false, text_born    },
};

/* How far a paper is: none, begun, complete, served. */
static int how_far(const struct batch_row *row)
{
    return (row->record_id != 0) + row->complete + (*row->served_on != '\0');
}

/* Who still waits comes first. */
static int by_standing(const void *left, const void *right)
{
    return how_far(left) - how_far(right);
}

static const struct table_sort sorts[] = {
    {MSG("notices.by-name"),     NULL       },
    {MSG("notices.by-standing"), by_standing},
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .sorts = sorts,
    .sort_count = COUNT(sorts),
    .empty = MSG("notices.empty"),
    .count = MSG("notices.count"),
    .row_size = sizeof(struct batch_row),
    .marks = true,
    .filters = true,
    .unnumbered = true,
    .id = row_id,
    .mark = mark,
    .open = open_row,
};

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = visit->data = arena_new(&visit->arena, struct data);
    struct place place;
    int64_t place_id = visit_number(visit, "place");
    const char *name = visit_value(visit, "form");
    data->form = form_find(visit->forms, name);
    if (!data->form || !batch_asked(data->form))
        return error_tell(err, ERROR_MISSING, MSG("form.unknown"), name);
    if (!place_read(visit->store, place_id, &visit->arena, &place, err)
        || !batch_list(visit->store, visit->policy, data->form, place_id, visit->today,
                       visit->language, &visit->arena, &data->rows, &data->count, err))
        return false;
    visit->title = words_join(visit, " · ", data->form->title.text[visit->language],
                              words_name(visit, place.name_zh, place.name_ug));
    table_fill(visit, &state->table, &kind, data->rows, data->count);
    return true;
}

/* --- What is done with many --------------------------------------------------------------------- */

/* What is marked, or everything where nothing is. */
static bool is_meant(const struct visit *visit, const struct batch_row *row)
{
    const struct state *state = visit->state;
    return state->table.marked_count == 0 || table_marked(&state->table, row->child_id);
}

static bool to_make(const struct batch_row *row)
{
    return !row->complete;
}

static bool to_print(const struct batch_row *row)
{
    return row->complete;
}

static bool to_serve(const struct batch_row *row)
{
    return row->complete && !*row->served_on;
}

static size_t count_meant(const struct visit *visit, bool (*wanted)(const struct batch_row *row))
{
    const struct data *data = visit->data;
    size_t count = 0;
    for (size_t i = 0; data && i < data->count; i++)
        count += wanted(&data->rows[i]) && is_meant(visit, &data->rows[i]);
    return count;
}

static bool print_all(struct visit *visit, const int64_t records[], size_t count, struct error *err)
{
    return count == 0
        || batch_print(visit->store, visit->actor, when_text(clock_now(), &visit->arena),
                       visit->language, records, count, err);
}

/* Each by itself: what was made stays made when one of them cannot be. */
static bool make_all(struct visit *visit, const char *reason, struct error *err)
{
    const struct data *data = visit->data;
    int64_t *made = arena_array(&visit->arena, int64_t, data->count + 1);
    size_t count = 0, lacking = 0;
    (void)reason;
    for (size_t i = 0; i < data->count; i++) {
        bool complete;
        if (!to_make(&data->rows[i]) || !is_meant(visit, &data->rows[i]))
            continue;
        if (!batch_make(visit->store, visit->policy, visit->actor, visit->today, data->form,
                        &data->rows[i], &made[count], &complete, err))
            return false;
        count += complete;
        lacking += !complete;
    }
    if (!print_all(visit, made, count, err))
        return false;
    table_unmark(&((struct state *)visit->state)->table);
    visit_say(visit, lacking ? MSG("notices.lacking") : MSG("notices.made"),
              visit_digits(visit, (int64_t)count), visit_digits(visit, (int64_t)lacking));
    return true;
}

static bool make(struct visit *visit, struct error *err)
{
    (void)err;
    visit_ask(visit, NULL, make_all, MSG("notices.make-ask"),
              visit_digits(visit, (int64_t)count_meant(visit, to_make)));
    return true;
}

static bool print(struct visit *visit, struct error *err)
{
    const struct data *data = visit->data;
    int64_t *records = arena_array(&visit->arena, int64_t, data->count + 1);
    size_t count = 0;
    for (size_t i = 0; i < data->count; i++)
        if (to_print(&data->rows[i]) && is_meant(visit, &data->rows[i]))
            records[count++] = data->rows[i].record_id;
    if (!print_all(visit, records, count, err))
        return false;
    visit_say(visit, MSG("notices.printed"), visit_digits(visit, (int64_t)count));
    return true;
}

static bool serve(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    const char *ids = "";
    (void)err;
    for (size_t i = 0; i < data->count; i++)
        if (to_serve(&data->rows[i]) && is_meant(visit, &data->rows[i]))
            ids = arena_text(&visit->arena, "%s%s%" PRId64, ids, *ids ? "," : "",
                             data->rows[i].record_id);
    table_unmark(&state->table);
    visit_go(visit, "notices/%s/%s/served?records=%s", visit_value(visit, "place"),
             data->form->name, ids);
    return true;
}

static bool offers_making(const struct visit *visit)
{
    return count_meant(visit, to_make) > 0;
}

static bool offers_printing(const struct visit *visit)
{
    return count_meant(visit, to_print) > 0;
}

static bool offers_serving(const struct visit *visit)
{
    const struct data *data = visit->data;
    return data && serving_asked(data->form) && count_meant(visit, to_serve) > 0;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("key.open"),      NULL,  NULL,            NULL},
    {'1',         MSG("notices.make"),  make,  offers_making,   NULL},
    {'2',         MSG("notices.print"), print, offers_printing, NULL},
    {'3',         MSG("notices.serve"), serve, offers_serving,  NULL},
    {' ',         MSG("queue.mark"),    NULL,  NULL,            NULL},
    {PRESS_TAB,   MSG("queue.order"),   NULL,  NULL,            NULL},
};

const struct screen screen_notices_place = {
    .name = "notices_place",
    .route = "notices/:place/:form",
    .title = MSG("notices.title"),
    .help = MSG("notices_place.help"),
    .needs = NEEDS(MAY_FILL_FORM),
    .by_place = true,
    .state_size = sizeof(struct state),
    .load = load,
    .draw = list_draw,
    .key = list_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
