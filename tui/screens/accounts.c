/* The accounts of the county: found by name, opened, made. */
#include "core/posts/account.h"
#include "core/posts/post.h"
#include "i18n/format.h"
#include "tui/widget.h"

struct state {
    struct table table;
};

struct row {
    struct account account;
    const char *post; /* the first it holds, with its place; "" for none */
};

static int64_t row_id(const void *row)
{
    return ((const struct row *)row)->account.id;
}

static enum row_mark row_mark(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct row *)row)->account.disabled ? ROW_DONE : ROW_PLAIN;
}

static const char *text_name(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct row *)row)->account.name;
}

static const char *text_person(struct visit *visit, const void *row)
{
    const struct account *account = &((const struct row *)row)->account;
    return format_name(visit->language, account->person_zh, account->person_ug);
}

static const char *text_post(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct row *)row)->post;
}

static const char *text_state(struct visit *visit, const void *row)
{
    const struct account *account = &((const struct row *)row)->account;
    if (account->disabled)
        return message(visit->language, MSG("account.disabled"));
    return account->must_change ? message(visit->language, MSG("account.new")) : "";
}

static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    (void)err;
    visit_go(visit, "account/%s", visit_digits(visit, row_id(row)));
    return true;
}

static const struct table_column columns[] = {
    {MSG("accounts.name"),   18, 1, false, text_name  },
    {MSG("accounts.person"), 14, 2, false, text_person},
    {MSG("accounts.post"),   24, 3, true,  text_post  },
    {MSG("accounts.state"),  14, 4, false, text_state },
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("accounts.empty"),
    .count = MSG("accounts.count"),
    .row_size = sizeof(struct row),
    .filters = true,
    .id = row_id,
    .mark = row_mark,
    .open = open_row,
};

static bool read_post(struct visit *visit, struct row *row, struct error *err)
{
    struct holding *holdings;
    size_t count;
    row->post = "";
    if (!post_holdings_of_account(visit->store, row->account.id, &visit->arena, &holdings, &count,
                                  err))
        return false;
    if (count == 0)
        return true;
    const char *role = arena_text(&visit->arena, "role.%s", role_name(holdings[0].role));
    row->post =
        arena_text(&visit->arena, "%s  %s", message(visit->language, role),
                   format_name(visit->language, holdings[0].place_zh, holdings[0].place_ug));
    return true;
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct account *accounts;
    size_t count;
    int64_t total;
    if (!account_list(visit->store, visit->actor, table_filter(&state->table),
                      table_page(&state->table, visit), &visit->arena, &accounts, &count, &total,
                      err))
        return false;
    struct row *rows = arena_array(&visit->arena, struct row, count + 1);
    for (size_t i = 0; i < count; i++) {
        rows[i].account = accounts[i];
        if (!read_post(visit, &rows[i], err))
            return false;
    }
    table_fill_page(visit, &state->table, &kind, rows, count, total);
    return true;
}

static bool make_new(struct visit *visit, struct error *err)
{
    (void)err;
    visit_go(visit, "accounts/new");
    return true;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("key.open"),      NULL,     NULL, "1-9"},
    {PRESS_TAB,   MSG("accounts.make"), make_new, NULL, NULL },
    {'/',         MSG("key.search"),    NULL,     NULL, NULL },
};

const struct screen screen_accounts = {
    .name = "accounts",
    .route = "accounts",
    .title = MSG("accounts.title"),
    .help = MSG("accounts.help"),
    .needs = NEEDS(MAY_MANAGE_ACCOUNTS),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = list_draw,
    .key = list_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
