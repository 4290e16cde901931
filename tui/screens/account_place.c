/* Giving a post, second step: where. Down the tree until the role's kind of place is reached. */
#include "core/posts/place.h"
#include "i18n/format.h"
#include "tui/widget.h"

#include <string.h>

enum {
    PLACES_MOST = 2000 /* below one place */
};

struct state {
    struct table table;
};

static int64_t row_id(const void *row)
{
    return ((const struct place *)row)->id;
}

static const char *text_name(struct visit *visit, const void *row)
{
    const struct place *place = row;
    return format_name(visit->language, place->name_zh, place->name_ug);
}

static const char *text_kind(struct visit *visit, const void *row)
{
    return message(
        visit->language,
        arena_text(visit_arena(visit), "place.kind.%s", ((const struct place *)row)->kind));
}

static const char *text_code(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct place *)row)->code;
}

static const char *wanted_kind(struct visit *visit)
{
    enum role role;
    return role_find(visit_value(visit, "role"), &role) ? role_place_kind(role) : "";
}

static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    const struct place *place = row;
    bool reached = strcmp(place->kind, wanted_kind(visit)) == 0;
    (void)err;
    visit_replace(visit, reached ? "account/%s/post/%s/at/%s" : "account/%s/post/%s?below=%s",
                  visit_value(visit, "id"), visit_value(visit, "role"),
                  visit_digits(visit, place->id));
    return true;
}

static const struct table_column columns[] = {
    {MSG("account.where"),      30, 1, true,  text_name},
    {MSG("account_place.kind"), 12, 3, false, text_kind},
    {MSG("account_place.code"), 14, 2, false, text_code},
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("account_place.empty"),
    .row_size = sizeof(struct place),
    .filters = true,
    .id = row_id,
    .open = open_row,
};

/* What is chosen from: the places below, as far as they are of the kind or lead to it. */
static size_t keep_leading(struct visit *visit, struct place *places, size_t count)
{
    const char *wanted = wanted_kind(visit);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (strcmp(places[i].kind, wanted) == 0 || place_leads(places[i].kind, wanted))
            places[kept++] = places[i];
    return kept;
}

/* The county itself is chosen from only for posts of the county. */
static bool find_top(struct visit *visit, int64_t *below, struct error *err)
{
    struct place *counties;
    size_t count;
    *below = visit_number(visit, "below");
    if (*below != 0 || strcmp(wanted_kind(visit), "county") == 0)
        return true;
    if (!place_list(visit->store, 0, "county", (struct page){0, 1}, &visit->arena, &counties,
                    &count, err))
        return false;
    *below = count > 0 ? counties[0].id : 0;
    return true;
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    int64_t below;
    struct place *places;
    size_t count;
    if (!find_top(visit, &below, err)
        || !place_list(visit->store, below, NULL, (struct page){0, PLACES_MOST}, &visit->arena,
                       &places, &count, err))
        return false;
    visit->aside =
        message(visit->language, arena_text(&visit->arena, "role.%s", visit_value(visit, "role")));
    table_fill(visit, &state->table, &kind, places, keep_leading(visit, places, count));
    return true;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("key.choose"), NULL, NULL, "1-9"},
    {'/',         MSG("key.search"), NULL, NULL, NULL },
};

const struct screen screen_account_place = {
    .name = "account_place",
    .route = "account/:id/post/:role",
    .title = MSG("account_place.title"),
    .help = MSG("account_place.help"),
    .needs = NEEDS(MAY_MANAGE_ACCOUNTS),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = list_draw,
    .key = list_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
