/* A public key for an account: one line, pasted. */
#include "core/posts/account.h"
#include "tui/widget.h"

enum {
    KEY_MOST = 2000 /* bytes of a line: an RSA key is long */
};

struct state {
    struct text line;
};

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    text_begin(&state->line, &visit->kept, "", TEXT_LATIN);
    state->line.most = KEY_MOST;
    return visit_focused(visit) || visit_focus(visit, &state->line, "line", err);
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    int row = canvas_paragraph(canvas, 0, 0, canvas->columns, 3, STYLE_PLAIN,
                               message(visit->language, MSG("account_key.rules")));
    text_draw(visit, canvas, row + 1, 0, canvas->columns, 1, &state->line,
              visit_focused(visit) == &state->line);
}

static bool save(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    return account_add_key(visit->store, visit->actor, visit_number(visit, "id"),
                           text_value(&state->line, &visit->arena), err)
        && visit_saved(visit, MSG("account_key.done"), err);
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("account_key.save"), save},
};

const struct screen screen_account_key = {
    .name = "account_key",
    .route = "account/:id/key",
    .title = MSG("account_key.title"),
    .help = MSG("account_key.help"),
    .needs = NEEDS(MAY_MANAGE_ACCOUNTS),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .keys = keys,
    .key_count = COUNT(keys),
};
