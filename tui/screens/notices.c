/* Papers that are made for many children at once: which, and for which of the person's places. */
#include "core/posts/place.h"
#include "forms/served/batch.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>

struct state {
    struct table table;
};

/* A form, and a place in which there are children that it is for. */
struct row {
    int64_t number;
    const struct form *form;
    struct place place;
};

static int64_t row_id(const void *row)
{
    return ((const struct row *)row)->number;
}

static const char *text_form(struct visit *visit, const void *row)
{
    return ((const struct row *)row)->form->title.text[visit->language];
}

static const char *text_place(struct visit *visit, const void *row)
{
    const struct place *place = &((const struct row *)row)->place;
    return words_name(visit, place->name_zh, place->name_ug);
}

static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    const struct row *r = row;
    (void)err;
    visit_go(visit, "notices/%" PRId64 "/%s", r->place.id, r->form->name);
    return true;
}

static const struct table_column columns[] = {
    {MSG("forms.form"),       24, 1, true, text_form },
    {MSG("forms_mine.place"), 24, 1, true, text_place},
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("notices.none"),
    .row_size = sizeof(struct row),
    .plain = true,
    .id = row_id,
    .open = open_row,
};

/* Who answers for children by their plans alone answers for no place. */
static bool may_fill(const struct form *form, const struct held_post *post)
{
    return role_may(post->role, MAY_FILL_FORM) && !role_by_plan(post->role)
        && (form->filled_by == 0 || form->filled_by & 1u << post->role);
}

/* Two posts at one place open one list. */
static bool is_there(const struct row *rows, size_t count, const struct form *form,
                     int64_t place_id)
{
    for (size_t i = 0; i < count; i++)
        if (rows[i].form == form && rows[i].place.id == place_id)
            return true;
    return false;
}

static bool list_places(struct visit *visit, const struct form *form, struct row *rows,
                        size_t *count, struct error *err)
{
    for (size_t i = 0; i < visit->actor->post_count; i++) {
        const struct held_post *post = &visit->actor->posts[i];
        if (!may_fill(form, post) || is_there(rows, *count, form, post->place_id))
            continue;
        struct row *row = &rows[*count];
        if (!place_read(visit->store, post->place_id, &visit->arena, &row->place, err))
            return false;
        row->form = form;
        row->number = (int64_t)++ * count;
    }
    return true;
}

static size_t count_forms(const struct forms *forms)
{
    size_t count = 0;
    while (form_at(forms, count))
        count++;
    return count;
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    const struct form *form;
    size_t count = 0;
    struct row *rows = arena_array(&visit->arena, struct row,
                                   count_forms(visit->forms) * visit->actor->post_count + 1);
    for (size_t i = 0; (form = form_at(visit->forms, i)); i++)
        if (batch_asked(form) && !list_places(visit, form, rows, &count, err))
            return false;
    table_fill(visit, &state->table, &kind, rows, count);
    return true;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("key.open"), NULL, NULL, "1-9"},
};

const struct screen screen_notices = {
    .name = "notices",
    .route = "notices",
    .title = MSG("notices.title"),
    .help = MSG("notices.help"),
    .needs = NEEDS(MAY_FILL_FORM),
    .by_place = true,
    .state_size = sizeof(struct state),
    .load = load,
    .draw = list_draw,
    .key = list_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
