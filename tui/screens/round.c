/* A round of the year at one place: what it asks, and the word that ends it; nil is a word, too. */
#include "core/duties/round.h"
#include "core/posts/place.h"
#include "forms/served/batch.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <string.h>

enum {
    WHAT,
    DAY,
    NOTE,
    QUESTION_COUNT
};

static const char *const answers[] = {MSG("round.done"), MSG("round.nil")};

struct state {
    struct sheet sheet;
};

struct data {
    const struct policy_round *round;
    struct round_act last; /* the newest word */
    bool said;
    struct sheet_question questions[QUESTION_COUNT];
};

static bool is_nil(const struct visit *visit)
{
    const struct state *state = visit->state;
    return sheet_chosen(&state->sheet, WHAT) == 1;
}

static void ask(struct visit *visit, struct data *data)
{
    data->questions[WHAT] = (struct sheet_question){
        .name = "what",
        .label = MSG("round.what"),
        .choices = answers,
        .choice_count = COUNT(answers),
        .skipped = !data->round->nil,
    };
    data->questions[DAY] = (struct sheet_question){
        .name = "day", .label = MSG("round.day"), .value = visit->today, .latin = true};
    data->questions[NOTE] = (struct sheet_question){
        .name = "note",
        .label = is_nil(visit) ? MSG("round.note-nil") : MSG("round.note"),
        .lines = true,
    };
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = arena_new(&visit->arena, struct data);
    struct place place;
    const char *name = visit_value(visit, "name");
    int64_t place_id = visit_number(visit, "place");
    data->round = policy_round(visit->policy, name);
    if (!data->round)
        return error_set(err, ERROR_MISSING, MSG("round.unknown"), "round %s", name);
    if (!place_read(visit->store, place_id, &visit->arena, &place, err)
        || !round_read(visit->store, name, place_id, visit_value(visit, "begins"), &visit->arena,
                       &data->last, &data->said, err))
        return false;
    visit->data = data;
    visit->title = words_join(visit, " · ", data->round->duty.title.in[visit->language],
                              words_name(visit, place.name_zh, place.name_ug));
    ask(visit, data);
    if (data->questions[WHAT].skipped && state->sheet.at == WHAT)
        state->sheet.at = DAY;
    if (!sheet_fill(visit, &state->sheet, data->questions, QUESTION_COUNT, err))
        return false;
    ask(visit, data);
    return true;
}

static const char *last_word(struct visit *visit, const struct data *data)
{
    const struct round_act *last = &data->last;
    if (!data->said)
        return message(visit->language, MSG("round.not-yet"));
    return words_join(visit, " · ", words_near(visit, last->day),
                      message(visit->language, answers[last->nil]), last->note,
                      words_of(visit, "role.", last->role),
                      words_name(visit, last->person_zh, last->person_ug));
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    bool narrow = canvas_narrow(canvas);
    int row = canvas_paragraph(canvas, 0, 0, canvas->columns, narrow ? 2 : 4, STYLE_DIM,
                               words_join(visit, " · ",
                                          data->round->duty.asks.in[visit->language],
                                          data->round->duty.clause));
    row += canvas_paragraph(canvas, row, 0, canvas->columns, 2,
                            data->said ? STYLE_PLAIN : STYLE_TODAY, last_word(visit, data))
        + 1;
    sheet_draw(visit, canvas, row, canvas->rows - row, &state->sheet);
}

static bool save(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct round_act act = {
        .round = visit_value(visit, "name"),
        .place_id = visit_number(visit, "place"),
        .begins_on = visit_value(visit, "begins"),
        .nil = is_nil(visit),
        .note = sheet_text(&state->sheet, NOTE, &visit->arena),
    };
    return sheet_day(visit, &state->sheet, DAY, visit->today, &act.day, err)
        && round_report(visit->store, visit->policy, visit->actor, visit->today, &act, err)
        && visit_saved(visit, MSG("record.saved"), err);
}

/* A round may be about papers that are made for many children: the notices of summer. */
static const struct form *form_of(const struct visit *visit)
{
    const struct data *data = visit->data;
    const struct form *form =
        data && data->round->duty.form ? form_find(visit->forms, data->round->duty.form) : NULL;
    return form && batch_asked(form) ? form : NULL;
}

static bool offers_notices(const struct visit *visit)
{
    return form_of(visit) != NULL;
}

static bool notices(struct visit *visit, struct error *err)
{
    (void)err;
    visit_go(visit, "notices/%s/%s", visit_value(visit, "place"), form_of(visit)->name);
    return true;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER,  MSG("record.save"),  save,    NULL,           NULL},
    {CONTROL('n'), MSG("notices.make"), notices, offers_notices, NULL},
};

const struct screen screen_round = {
    .name = "round",
    .route = "round/:name/:place/:begins",
    .title = MSG("round.title"),
    .help = MSG("round.help"),
    .needs = NEEDS(MAY_REPORT_ROUND),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = entry_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
