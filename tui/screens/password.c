/* A new password, typed twice. The rules are said before, not after. */
#include "core/posts/account.h"
#include "tui/widget.h"

#include <string.h>

struct state {
    struct text first, second;
};

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    text_begin(&state->first, &visit->kept, "", TEXT_SECRET);
    text_begin(&state->second, &visit->kept, "", TEXT_SECRET);
    if (!visit_focused(visit))
        return visit_focus(visit, &state->first, "first", err);
    return true;
}

/* On a telephone a label stands before its field: two lines have no room below the rules. */
static int draw_field(struct visit *visit, struct canvas *canvas, int row, const char *label,
                      struct text *text)
{
    bool narrow = canvas_narrow(canvas), focused = visit_focused(visit) == text;
    int width = canvas->columns < 40 ? canvas->columns : 40;
    int used = canvas_text(canvas, row, 0, canvas->columns, ALIGN_START, STYLE_DIM,
                           message(visit->language, label));
    int column = narrow ? used + 1 : 2;
    text_draw(visit, canvas, narrow ? row : row + 1, column, width - column, 1, text, focused);
    return row + (narrow ? 1 : 3);
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    int row = 0;
    if (visit_alone(visit))
        row += canvas_paragraph(canvas, row, 0, canvas->columns, 3, STYLE_PLAIN,
                                message(visit->language, MSG("password.first")));
    row += canvas_paragraph(canvas, row, 0, canvas->columns, 4, STYLE_PLAIN,
                            message(visit->language, MSG("password.rules")));
    row += canvas_narrow(canvas) ? 0 : 1;
    row = draw_field(visit, canvas, row, MSG("password.new"), &state->first);
    draw_field(visit, canvas, row, MSG("password.again"), &state->second);
}

static bool to_first(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    return visit_focus(visit, &state->first, "first", err);
}

static bool to_second(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    return visit_focus(visit, &state->second, "second", err);
}

/* They differ, so neither can be trusted: both are typed anew. */
static bool start_over(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    text_set(&state->first, "");
    text_set(&state->second, "");
    return to_first(visit, err);
}

static bool change(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct error ignored = {0};
    bool same = strcmp(state->first.bytes, state->second.bytes) == 0;

    if (!same || !account_change_password(visit->store, visit->actor, state->first.bytes, err)) {
        start_over(visit, &ignored);
        return !same ? error_set(err, ERROR_INVALID, MSG("password.differ"), "typed twice") : false;
    }
    visit_say(visit, MSG("password.changed"));
    if (visit_alone(visit))
        visit_start(visit);
    else
        visit_back(visit);
    return true;
}

static bool go_on(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    return visit_focused(visit) == &state->first ? to_second(visit, err) : change(visit, err);
}

static const struct key_binding keys[] = {
    {PRESS_ENTER,   MSG("key.next"), go_on    },
    {PRESS_BACKTAB, NULL,            to_first },
    {PRESS_UP,      NULL,            to_first },
    {PRESS_TAB,     NULL,            to_second},
    {PRESS_DOWN,    NULL,            to_second},
};

const struct screen screen_password = {
    .name = "password",
    .route = "password",
    .title = MSG("password.title"),
    .help = MSG("password.help"),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .keys = keys,
    .key_count = COUNT(keys),
};
