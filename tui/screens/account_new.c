/* A new account: four lines to fill in, and the one-time password, shown once. */
#include "core/posts/account.h"
#include "tui/widget.h"

#include <string.h>

enum {
    LINE_NAME,
    LINE_ZH,
    LINE_UG,
    LINE_PHONE
};

static const struct sheet_question questions[] = {
    {.name = "name",  .label = MSG("accounts.name"),     .latin = true },
    {.name = "zh",    .label = MSG("account_new.zh"),    .latin = false},
    {.name = "ug",    .label = MSG("account_new.ug"),    .latin = false},
    {.name = "phone", .label = MSG("account_new.phone"), .latin = true },
};

/* The password is kept here alone: neither in the route nor in a draft. */
struct state {
    struct sheet sheet;
    int64_t made; /* the new account's id */
    char name[ACCOUNT_NAME_SIZE], password[ACCOUNT_PASSWORD_SIZE];
};

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    return state->made != 0
        || sheet_fill(visit, &state->sheet, questions, COUNT(questions), err);
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    if (state->made == 0) {
        int row = canvas_paragraph(canvas, 0, 0, canvas->columns, 3, STYLE_PLAIN,
                                   message(visit->language, MSG("account_new.rules")));
        row += canvas_narrow(canvas) ? 0 : 1;
        sheet_draw(visit, canvas, row, canvas->rows - row, &state->sheet);
        return;
    }
    int row = canvas_paragraph(canvas, 0, 0, canvas->columns, 3, STYLE_PLAIN,
                               visit_text(visit, MSG("account.once"), state->name));
    canvas_text(canvas, row + 1, 2, canvas->columns - 2, ALIGN_START, STYLE_TITLE, state->password);
}

static bool make(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    const struct account account = {
        .name = sheet_text(&state->sheet, LINE_NAME, &visit->arena),
        .person_zh = sheet_text(&state->sheet, LINE_ZH, &visit->arena),
        .person_ug = sheet_text(&state->sheet, LINE_UG, &visit->arena),
        .phone = sheet_text(&state->sheet, LINE_PHONE, &visit->arena),
    };
    if (!account_create(visit->store, visit->actor, &account, &state->made, state->password, err)
        || !visit_forget(visit, err))
        return false;
    memcpy(state->name, account.name, strlen(account.name) + 1);
    visit_leave(visit);
    return true;
}

static bool key(struct visit *visit, const struct key *key, bool *used, struct error *err)
{
    struct state *state = visit->state;
    *used = false;
    return state->made != 0 || sheet_key(visit, &state->sheet, key, used, err);
}

static bool go_on(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    if (state->made == 0)
        return make(visit, err);
    visit_replace(visit, "account/%s", visit_digits(visit, state->made));
    return true;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("key.next"), go_on},
};

const struct screen screen_account_new = {
    .name = "account_new",
    .route = "accounts/new",
    .title = MSG("account_new.title"),
    .help = MSG("account_new.help"),
    .needs = NEEDS(MAY_MANAGE_ACCOUNTS),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = key,
    .keys = keys,
    .key_count = COUNT(keys),
};
