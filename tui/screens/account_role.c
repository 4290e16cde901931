/* Giving a post, first step: which role. */
#include "tui/widget.h"

struct state {
    struct table table;
};

struct row {
    enum role role;
};

static int64_t row_id(const void *row)
{
    return (int64_t)((const struct row *)row)->role + 1;
}

static const char *text_role(struct visit *visit, const void *row)
{
    const char *name = role_name(((const struct row *)row)->role);
    return message(visit->language, arena_text(visit_arena(visit), "role.%s", name));
}

static const char *text_kind(struct visit *visit, const void *row)
{
    const char *kind = role_place_kind(((const struct row *)row)->role);
    return message(visit->language, arena_text(visit_arena(visit), "place.kind.%s", kind));
}

/* The next step stands in for this one: Esc from there leads back to the account. */
static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    (void)err;
    visit_replace(visit, "account/%s/post/%s", visit_value(visit, "id"),
                  role_name(((const struct row *)row)->role));
    return true;
}

static const struct table_column columns[] = {
    {MSG("account.what"),      24, 1, false, text_role},
    {MSG("account_role.held"), 16, 2, true,  text_kind},
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .row_size = sizeof(struct row),
    .plain = true,
    .id = row_id,
    .open = open_row,
};

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct row *rows = arena_array(&visit->arena, struct row, ROLE_COUNT);
    (void)err;
    for (int i = 0; i < ROLE_COUNT; i++)
        rows[i].role = (enum role)i;
    table_fill(visit, &state->table, &kind, rows, ROLE_COUNT);
    return true;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("key.choose"), NULL, NULL, "1-9"},
};

const struct screen screen_account_role = {
    .name = "account_role",
    .route = "account/:id/post",
    .title = MSG("account_role.title"),
    .help = MSG("account_role.help"),
    .needs = NEEDS(MAY_MANAGE_ACCOUNTS),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = list_draw,
    .key = list_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
