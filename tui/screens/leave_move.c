/* Another last day for a leave: earlier, or later. */
#include "core/days/leave.h"
#include "tui/parts/span.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

enum {
    LAST,
    QUESTION_COUNT
};

struct state {
    struct sheet sheet;
};

struct data {
    struct leave leave;
    struct sheet_question questions[QUESTION_COUNT];
};

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = visit->data = arena_new(&visit->arena, struct data);
    if (!leave_read(visit->store, visit_number(visit, "id"), visit->today, &visit->arena,
                    &data->leave, err)
        || !visit_look(visit, data->leave.child_id, err))
        return false;
    data->questions[LAST] = (struct sheet_question){
        .name = "last", .label = MSG("leave.last"), .latin = true};
    visit->aside = words_name(visit, data->leave.name_zh, data->leave.name_ug);
    return sheet_fill(visit, &state->sheet, data->questions, QUESTION_COUNT, err);
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    const struct leave *leave = &((const struct data *)visit->data)->leave;
    canvas_text(canvas, 0, 0, canvas->columns, ALIGN_START, STYLE_PLAIN,
                visit_text(visit, MSG("leave.now"), words_near(visit, leave->first_day),
                           words_near(visit, leave->last_day)));
    sheet_draw(visit, canvas, 2, canvas->rows - 2, &state->sheet);
}

static bool read_last(struct visit *visit, const char **last, struct error *err)
{
    const struct state *state = visit->state;
    const struct data *data = visit->data;
    const char *typed = sheet_text(&state->sheet, LAST, &visit->arena);
    if (!*typed)
        return error_set(err, ERROR_INVALID, MSG("leave.no-end"), "no last day");
    return span_end(visit, typed, data->leave.first_day, last, err);
}

static bool save(struct visit *visit, const char *sure, struct error *err)
{
    const char *last;
    (void)sure;
    if (!read_last(visit, &last, err)
        || !leave_move(visit->store, visit->policy, visit->actor, visit->today,
                       visit_number(visit, "id"), last, err)
        || !visit_forget(visit, err))
        return false;
    visit_say(visit, MSG("leave.moved"), words_near(visit, last));
    visit_back(visit);
    return true;
}

static bool ask_save(struct visit *visit, struct error *err)
{
    const struct data *data = visit->data;
    const char *last;
    if (!read_last(visit, &last, err))
        return false;
    int days = leave_length(data->leave.first_day, last);
    if (days <= LEAVE_LONG)
        return save(visit, "", err);
    visit_ask(visit, NULL, save, MSG("leave.ask-long"), visit_digits(visit, days));
    return true;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("key.save"), ask_save, NULL, NULL},
};

const struct screen screen_leave_move = {
    .name = "leave_move",
    .route = "leave/:id/move",
    .title = MSG("leave.move"),
    .help = MSG("leave_move.help"),
    .needs = NEEDS(MAY_RECORD_ABSENCE),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = entry_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
