/* One account: who it is, its posts, its keys, and what an administrator may do with it. */
#include "core/posts/account.h"
#include "core/posts/place.h"
#include "core/posts/post.h"
#include "i18n/format.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <string.h>

struct state {
    struct table table;
    char password[ACCOUNT_PASSWORD_SIZE]; /* made just now; here alone, gone with the screen */
};

/* A post it holds or held, or a key on file. */
struct row {
    int64_t id; /* of the holding, or minus that of the key */
    const char *what, *where, *from, *to;
    bool over;
};

struct data {
    struct account account;
};

static int64_t row_id(const void *row)
{
    return ((const struct row *)row)->id;
}

static enum row_mark row_mark(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct row *)row)->over ? ROW_DONE : ROW_PLAIN;
}

static const char *text_what(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct row *)row)->what;
}

static const char *text_where(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct row *)row)->where;
}

static const char *text_from(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct row *)row)->from;
}

static const char *text_to(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct row *)row)->to;
}

static bool end_post(struct visit *visit, const char *reason, struct error *err)
{
    struct state *state = visit->state;
    (void)reason;
    return post_end(visit->store, visit->actor, row_id(table_selected(&state->table)), visit->today,
                    err);
}

static bool remove_key(struct visit *visit, const char *reason, struct error *err)
{
    struct state *state = visit->state;
    (void)reason;
    return account_remove_key(visit->store, visit->actor, -row_id(table_selected(&state->table)),
                              err);
}

/* What is over already is not ended again. */
static bool ask_end(struct visit *visit, const void *row, struct error *err)
{
    const struct row *r = row;
    (void)err;
    if (r->id < 0)
        visit_ask(visit, NULL, remove_key, MSG("account.remove-key-really"), r->where);
    else if (!r->over)
        visit_ask(visit, NULL, end_post, MSG("account.end-really"), r->what, r->where);
    return true;
}

static const struct table_column columns[] = {
    {MSG("account.what"),  16, 1, false, text_what },
    {MSG("account.where"), 24, 2, true,  text_where},
    {MSG("account.from"),  10, 3, false, text_from },
    {MSG("account.to"),    10, 4, false, text_to   },
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("account.empty"),
    .row_size = sizeof(struct row),
    .plain = true,
    .id = row_id,
    .mark = row_mark,
    .open = ask_end,
};

/* A class or grade is named with its school. */
static bool name_place(struct visit *visit, const struct holding *holding, const char **name,
                       struct error *err)
{
    int64_t school = 0;
    *name = words_join(visit, "  ",
                       format_name(visit->language, holding->place_zh, holding->place_ug),
                       holding->seat);
    if (!place_above(visit->store, holding->place_id, "school", &school, err))
        return false;
    if (school == 0 || school == holding->place_id)
        return true;
    struct place place;
    if (!place_read(visit->store, school, &visit->arena, &place, err))
        return false;
    *name = arena_text(&visit->arena, "%s  %s",
                       format_name(visit->language, place.name_zh, place.name_ug), *name);
    return true;
}

static bool fill_post(struct visit *visit, const struct holding *holding, struct row *row,
                      struct error *err)
{
    const char *role =
        message(visit->language, arena_text(&visit->arena, "role.%s", role_name(holding->role)));
    row->id = holding->id;
    row->what = holding->stand_in ? visit_text(visit, MSG("account.stand-in"), role) : role;
    row->from = holding->first_day;
    row->to = holding->last_day;
    row->over = holding->last_day[0] && strcmp(holding->last_day, visit->today) <= 0;
    return name_place(visit, holding, &row->where, err);
}

/* Of the key its last letters: enough to tell keys apart, and where the comment is missing. */
static void fill_key(struct visit *visit, const struct account_key *key, struct row *row)
{
    size_t length = strlen(key->blob);
    row->id = -key->id;
    row->what = message(visit->language, MSG("account.key"));
    row->where = arena_text(&visit->arena, "%s …%s %s", key->type,
                            key->blob + (length > 8 ? length - 8 : 0), key->comment);
    row->from = row->to = "";
}

static bool load_rows(struct visit *visit, int64_t id, struct error *err)
{
    struct state *state = visit->state;
    struct holding *holdings;
    struct account_key *ssh_keys;
    size_t held, on_file;
    if (!post_holdings_of_account(visit->store, id, &visit->arena, &holdings, &held, err)
        || !account_keys(visit->store, id, &visit->arena, &ssh_keys, &on_file, err))
        return false;
    struct row *rows = arena_array(&visit->arena, struct row, held + on_file + 1);
    for (size_t i = 0; i < held; i++)
        if (!fill_post(visit, &holdings[i], &rows[i], err))
            return false;
    for (size_t i = 0; i < on_file; i++)
        fill_key(visit, &ssh_keys[i], &rows[held + i]);
    table_fill(visit, &state->table, &kind, rows, held + on_file);
    return true;
}

static bool load(struct visit *visit, struct error *err)
{
    struct data *data = arena_new(&visit->arena, struct data);
    int64_t id = visit_number(visit, "id");
    if (!permit(visit->actor, MAY_MANAGE_ACCOUNTS, err)
        || !account_read(visit->store, id, &visit->arena, &data->account, err))
        return false;
    visit->data = data;
    visit->title = visit_text(visit, MSG("account.heading"), data->account.name);
    visit->aside =
        data->account.disabled ? message(visit->language, MSG("account.disabled")) : NULL;
    return load_rows(visit, id, err);
}

static int draw_password(struct visit *visit, struct canvas *canvas, int row)
{
    const struct state *state = visit->state;
    const struct data *data = visit->data;
    if (state->password[0] == '\0')
        return row;
    row += canvas_paragraph(canvas, row, 0, canvas->columns, 3, STYLE_PLAIN,
                            visit_text(visit, MSG("account.once"), data->account.name));
    canvas_text(canvas, row, 2, canvas->columns - 2, ALIGN_START, STYLE_TITLE, state->password);
    return row + 2;
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    const struct account *account = &((const struct data *)visit->data)->account;
    const char *person = arena_text(&visit->frame, "%s  %s  %s", account->person_zh,
                                    account->person_ug, account->phone);
    canvas_text(canvas, 0, 0, canvas->columns, ALIGN_START, STYLE_PLAIN, person);
    if (account->must_change)
        canvas_text(canvas, 1, 0, canvas->columns, ALIGN_START, STYLE_DIM,
                    message(visit->language, MSG("account.must-change")));
    int row = draw_password(visit, canvas, canvas_narrow(canvas) ? 2 : 3);
    table_draw(visit, canvas, &state->table, row, canvas->rows - row);
}

/* Digits are this screen's commands; rows are gone to with the arrows. */
static bool key(struct visit *visit, const struct key *key, bool *used, struct error *err)
{
    struct state *state = visit->state;
    *used = false;
    return key_digit(key) >= 0 || table_key(visit, &state->table, key, used, err);
}

static bool give_post(struct visit *visit, struct error *err)
{
    (void)err;
    visit_go(visit, "account/%s/post", visit_value(visit, "id"));
    return true;
}

static bool add_key(struct visit *visit, struct error *err)
{
    (void)err;
    visit_go(visit, "account/%s/key", visit_value(visit, "id"));
    return true;
}

static bool reset(struct visit *visit, const char *reason, struct error *err)
{
    struct state *state = visit->state;
    (void)reason;
    return account_reset(visit->store, visit->actor, visit_number(visit, "id"), state->password,
                         err);
}

static bool ask_reset(struct visit *visit, struct error *err)
{
    (void)err;
    visit_ask(visit, NULL, reset, MSG("account.reset-really"));
    return true;
}

static bool disable(struct visit *visit, const char *reason, struct error *err)
{
    (void)reason;
    return account_disable(visit->store, visit->actor, visit_number(visit, "id"), true, err);
}

static bool ask_disable(struct visit *visit, struct error *err)
{
    (void)err;
    visit_ask(visit, NULL, disable, MSG("account.disable-really"));
    return true;
}

static bool enable(struct visit *visit, struct error *err)
{
    return account_disable(visit->store, visit->actor, visit_number(visit, "id"), false, err);
}

static bool is_enabled(const struct visit *visit)
{
    return visit->data && !((const struct data *)visit->data)->account.disabled;
}

static bool is_disabled(const struct visit *visit)
{
    return !is_enabled(visit);
}

static const struct key_binding keys[] = {
    {'1',         MSG("account.give"),    give_post,   NULL,        NULL},
    {'2',         MSG("account.add-key"), add_key,     NULL,        NULL},
    {'3',         MSG("account.reset"),   ask_reset,   NULL,        NULL},
    {'4',         MSG("account.disable"), ask_disable, is_enabled,  NULL},
    {'4',         MSG("account.enable"),  enable,      is_disabled, NULL},
    {PRESS_ENTER, MSG("account.end"),     NULL,        NULL,        NULL},
};

const struct screen screen_account = {
    .name = "account",
    .route = "account/:id",
    .title = MSG("account.title"),
    .help = MSG("account.help"),
    .needs = NEEDS(MAY_MANAGE_ACCOUNTS),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = key,
    .keys = keys,
    .key_count = COUNT(keys),
};
