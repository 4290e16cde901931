/* Which child of the county a letter is about, by its ID number. */
#include "core/cases/letter.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

struct state {
    struct sheet sheet;
};

static const struct sheet_question questions[] = {
    {.name = "id_number", .label = MSG("column.id_number"), .latin = true},
};

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct letter letter;
    if (!letter_read(visit->store, visit_number(visit, "id"), &visit->arena, &letter, err)
        || !visit_look(visit, letter.child_id, err))
        return false;
    visit->data = (void *)visit_text(visit, MSG("letter_child.rules"), letter.about);
    return sheet_fill(visit, &state->sheet, questions, COUNT(questions), err);
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    int row = canvas_paragraph(canvas, 0, 0, canvas->columns, 3, STYLE_PLAIN, visit->data);
    row += canvas_narrow(canvas) ? 0 : 1;
    sheet_draw(visit, canvas, row, canvas->rows - row, &state->sheet);
}

static bool save(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    return letter_link(visit->store, visit->actor, visit_number(visit, "id"),
                       sheet_text(&state->sheet, 0, &visit->arena), err)
        && visit_saved(visit, MSG("letter_child.done"), err);
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("key.save"), save, NULL, NULL},
};

const struct screen screen_letter_child = {
    .name = "letter_child",
    .route = "letter/:id/child",
    .title = MSG("letter_child.title"),
    .help = MSG("letter_child.help"),
    .needs = NEEDS(MAY_KEEP_LETTERS),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = entry_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
