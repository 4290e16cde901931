/* Waiting in a case, as agreed: until when and why; or taking it up again. */
#include "core/cases/pause.h"
#include "core/cases/casefile.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <string.h>

enum {
    UNTIL,
    REASON,
    QUESTION_COUNT
};

struct state {
    struct sheet sheet;
};

struct data {
    const char *until; /* of the wait that goes on; "" for none */
    struct sheet_question questions[QUESTION_COUNT];
};

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = visit->data = arena_new(&visit->arena, struct data);
    struct casefile c;
    int64_t id = visit_number(visit, "id");
    if (!casefile_read(visit->store, id, &visit->arena, &c, err)
        || !visit_look(visit, c.child_id, err)
        || !pause_read(visit->store, id, visit->today, &visit->arena, &data->until, err))
        return false;
    bool waits = *data->until != '\0';
    data->questions[UNTIL] = (struct sheet_question){
        .name = "until", .label = MSG("pause.until"), .latin = true, .skipped = waits};
    data->questions[REASON] = (struct sheet_question){
        .name = "reason",
        .label = waits ? MSG("pause.note") : MSG("pause.reason"),
        .lines = true,
    };
    visit->aside = c.number;
    if (waits)
        visit->title = message(visit->language, MSG("pause.end"));
    if (waits && state->sheet.at == UNTIL)
        state->sheet.at = REASON;
    return sheet_fill(visit, &state->sheet, data->questions, QUESTION_COUNT, err);
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    const char *told = *data->until
        ? visit_text(visit, MSG("pause.waits"), words_near(visit, data->until))
        : visit_text(visit, MSG("pause.what"), visit_digits(visit, PAUSE_LONGEST));
    int row = canvas_paragraph(canvas, 0, 0, canvas->columns, 3, STYLE_DIM, told) + 1;
    sheet_draw(visit, canvas, row, canvas->rows - row, &state->sheet);
}

static bool agree(struct visit *visit, const char *reason, struct error *err)
{
    struct state *state = visit->state;
    const char *until;
    return sheet_day(visit, &state->sheet, UNTIL, "", &until, err)
        && pause_agree(visit->store, visit->policy, visit->actor, visit->today,
                       visit_number(visit, "id"), until, reason, err);
}

static bool save(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    const char *reason = sheet_text(&state->sheet, REASON, &visit->arena);
    bool ok = *data->until
        ? pause_end(visit->store, visit->policy, visit->actor, visit->today,
                    visit_number(visit, "id"), reason, err)
        : agree(visit, reason, err);
    return ok && visit_saved(visit, MSG("record.saved"), err);
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("record.save"), save, NULL, NULL},
};

const struct screen screen_pause = {
    .name = "pause",
    .route = "case/:id/pause",
    .title = MSG("pause.title"),
    .help = MSG("pause.help"),
    .needs = NEEDS(MAY_PAUSE),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = entry_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
