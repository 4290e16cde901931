/* Papers about a place, a school or a village: which of the places the person holds a post at, or
   that have such papers. One place is opened at once. */
#include "forms/filling/answers.h"
#include "tui/parts/about.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>

struct state {
    struct table table;
};

static int64_t row_id(const void *row)
{
    return ((const struct place_papers *)row)->place_id;
}

static const char *text_place(struct visit *visit, const void *row)
{
    const struct place_papers *papers = row;
    return words_name(visit, papers->name_zh, papers->name_ug);
}

static const char *text_count(struct visit *visit, const void *row)
{
    int64_t count = ((const struct place_papers *)row)->count;
    return count > 0 ? visit_text(visit, MSG("forms_mine.papers"), visit_digits(visit, count)) : "";
}

static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    (void)err;
    visit_go(visit, "place/%" PRId64 "/forms", row_id(row));
    return true;
}

static const struct table_column columns[] = {
    {MSG("forms_mine.place"), 30, 1, true,  text_place},
    {MSG("forms.title"),      12, 2, false, text_count},
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("forms_mine.empty"),
    .row_size = sizeof(struct place_papers),
    .plain = true,
    .id = row_id,
    .open = open_row,
};

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct place_papers *rows;
    size_t count;
    if (!answers_places(visit->store, visit->actor, &visit->arena, &rows, &count, err))
        return false;
    if (count == 1) {
        visit_replace(visit, "place/%" PRId64 "/forms", rows[0].place_id);
        return true;
    }
    table_fill(visit, &state->table, &kind, rows, count);
    return true;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("key.open"), NULL, NULL, "1-9"},
};

const struct screen screen_forms_mine = {
    .name = "forms_mine",
    .route = "forms",
    .title = MSG("forms_mine.title"),
    .help = MSG("forms_mine.help"),
    .needs = NEEDS(MAY_FILL_FORM),
    .by_place = true,
    .state_size = sizeof(struct state),
    .load = load,
    .draw = list_draw,
    .key = list_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
