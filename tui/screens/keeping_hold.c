/* Holding one thing back: until when and why; or letting it go at its time again. */
#include "core/keeping/hold.h"
#include "tui/parts/kept.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

enum {
    UNTIL,
    REASON,
    QUESTION_COUNT
};

struct state {
    struct sheet sheet;
};

struct data {
    enum policy_kept what;
    struct keeping_item item;
    bool timed; /* it has a time, and so a day on which it goes */
    bool held;
    struct keeping_hold hold;
    struct sheet_question questions[QUESTION_COUNT];
};

static void ask(struct data *data)
{
    data->questions[UNTIL] = (struct sheet_question){
        .name = "until", .label = MSG("hold.until"), .latin = true};
    data->questions[REASON] = (struct sheet_question){
        .name = "reason", .label = MSG("hold.reason"), .lines = true};
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = visit->data = arena_new(&visit->arena, struct data);
    struct keeping_about about;
    int64_t id = visit_number(visit, "id");
    if (!keeping_find_subject(visit_value(visit, "subject"), &data->what))
        return error_set(err, ERROR_MISSING, MSG("keeping.missing"), "%s",
                         visit_value(visit, "subject"));
    if (!keeping_find(visit->store, visit->policy, visit->today, data->what, id, &visit->arena,
                      &data->item, &data->timed, err))
        return false;
    if (!data->timed)
        return error_set(err, ERROR_MISSING, MSG("keeping.missing"), "nothing to keep");
    if (!visit_look(visit, data->item.child_id, err)
        || !keeping_about(visit->store, &data->item, &visit->arena, &about, err)
        || !hold_read(visit->store, visit->today, data->what, id, &visit->arena, &data->hold,
                      &data->held, err))
        return false;
    ask(data);
    visit->aside = words_join(visit, " · ", kept_name(visit, &about), about.number);
    return sheet_fill(visit, &state->sheet, data->questions, QUESTION_COUNT, err);
}

/* Who holds it and why, or when it goes and by which clause. */
static const char *told(struct visit *visit)
{
    const struct data *data = visit->data;
    const struct keeping_hold *hold = &data->hold;
    if (data->held)
        return visit_text(visit, MSG("hold.held"), words_near(visit, hold->until),
                          words_name(visit, hold->person_zh, hold->person_ug), hold->reason);
    return visit_text(visit, MSG("keeping.goes-by"), words_near(visit, data->item.goes_on),
                      words_clause(visit, data->item.rule->clause),
                      data->item.rule->asks.in[visit->language]);
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    int row = canvas_paragraph(canvas, 0, 0, canvas->columns, canvas_narrow(canvas) ? 3 : 4,
                               STYLE_DIM, told(visit))
        + 1;
    sheet_draw(visit, canvas, row, canvas->rows - row, &state->sheet);
}

static bool key(struct visit *visit, const struct key *key, bool *used, struct error *err)
{
    struct state *state = visit->state;
    return sheet_key(visit, &state->sheet, key, used, err);
}

static bool save(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    const char *until, *reason = sheet_text(&state->sheet, REASON, &visit->arena);
    if (!sheet_day(visit, &state->sheet, UNTIL, "", &until, err)
        || !hold_back(visit->store, visit->actor, visit->today, data->what,
                      visit_number(visit, "id"), until, reason, err)
        || !visit_forget(visit, err))
        return false;
    visit_say(visit, MSG("hold.saved"), words_near(visit, until));
    visit_back(visit);
    return true;
}

static bool lift(struct visit *visit, const char *sure, struct error *err)
{
    const struct data *data = visit->data;
    (void)sure;
    if (!hold_lift(visit->store, visit->actor, visit->today, data->what, visit_number(visit, "id"),
                   err)
        || !visit_forget(visit, err))
        return false;
    visit_say(visit, MSG("hold.lifted"));
    visit_back(visit);
    return true;
}

static bool ask_lift(struct visit *visit, struct error *err)
{
    (void)err;
    visit_ask(visit, NULL, lift, MSG("hold.ask-lift"));
    return true;
}

static bool is_held(const struct visit *visit)
{
    return ((const struct data *)visit->data)->held;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER,  MSG("key.save"),  save,     NULL,    NULL},
    {CONTROL('x'), MSG("hold.lift"), ask_lift, is_held, NULL},
};

const struct screen screen_keeping_hold = {
    .name = "keeping_hold",
    .route = "keeping/hold/:subject/:id",
    .title = MSG("keeping.hold"),
    .help = MSG("keeping_hold.help"),
    .needs = NEEDS(MAY_HOLD_BACK),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = key,
    .keys = keys,
    .key_count = COUNT(keys),
};
