/* Handing a case to another place, second step: what the receiver should know. */
#include "core/cases/casefile.h"
#include "core/cases/transfer.h"
#include "core/posts/place.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

struct state {
    struct sheet sheet;
};

static const struct sheet_question questions[] = {
    {.name = "note", .label = MSG("transfer_offer.note"), .lines = true},
};

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct casefile c;
    struct case_about about;
    struct place to;
    int64_t id = visit_number(visit, "id");
    if (!casefile_read(visit->store, id, &visit->arena, &c, err)
        || !visit_look(visit, c.child_id, err)
        || !casefile_about(visit->store, id, visit->today, &visit->arena, &about, err)
        || !place_read(visit->store, visit_number(visit, "place"), &visit->arena, &to, err))
        return false;
    visit->title = visit_text(visit, MSG("transfer_offer.heading"), c.number,
                              words_name(visit, about.name_zh, about.name_ug));
    visit->data = (void *)visit_text(visit, MSG("transfer_offer.rules"),
                                     words_name(visit, to.name_zh, to.name_ug));
    return sheet_fill(visit, &state->sheet, questions, COUNT(questions), err);
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    int row = canvas_paragraph(canvas, 0, 0, canvas->columns, 3, STYLE_PLAIN, visit->data);
    row += canvas_narrow(canvas) ? 0 : 1;
    sheet_draw(visit, canvas, row, canvas->rows - row, &state->sheet);
}

static bool send(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    int64_t id;
    return transfer_offer(visit->store, visit->policy, visit->actor, visit->today,
                          visit_number(visit, "id"), visit_number(visit, "place"),
                          sheet_text(&state->sheet, 0, &visit->arena), &id, err)
        && visit_saved(visit, MSG("transfer_offer.done"), err);
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("transfer_offer.send"), send, NULL, NULL},
};

const struct screen screen_transfer_offer = {
    .name = "transfer_offer",
    .route = "case/:id/transfer/:place",
    .title = MSG("transfer_offer.title"),
    .help = MSG("transfer_offer.help"),
    .needs = NEEDS(MAY_ASSIGN),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = entry_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
