/* What was answered: by us to a letter that came, or by them to ours. */
#include "core/cases/letter.h"
#include "forms/field.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <string.h>

enum {
    RESULT,
    DAY,
    ANSWER,
    QUESTION_COUNT,
    RESULTS_MOST = 9
};

struct state {
    struct sheet sheet;
};

struct data {
    struct letter letter;
    bool ours;
    size_t first; /* of the questions that are asked */
    const char *results[RESULTS_MOST];
    size_t result_count;
    struct sheet_question questions[QUESTION_COUNT];
};

/* Whether they take it on is asked of their answer alone. */
static void ask(struct visit *visit, struct data *data)
{
    const char *result;
    for (size_t i = 0; (result = letter_result(i)) && i < RESULTS_MOST; i++)
        data->results[data->result_count++] =
            arena_text(&visit->arena, "letter.result.%s", result);
    data->questions[RESULT] = (struct sheet_question){
        .name = "result",
        .label = MSG("letter_answer.result"),
        .choices = data->results,
        .choice_count = data->result_count,
    };
    data->questions[DAY] = (struct sheet_question){
        .name = "day",
        .label = MSG("record.day"),
        .latin = true,
    };
    data->questions[ANSWER] = (struct sheet_question){
        .name = "answer",
        .label = data->ours ? MSG("letter_answer.theirs") : MSG("letter_answer.ours"),
        .lines = true,
    };
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = arena_new(&visit->arena, struct data);
    if (!letter_read(visit->store, visit_number(visit, "id"), &visit->arena, &data->letter, err)
        || !visit_look(visit, data->letter.child_id, err))
        return false;
    data->ours = strcmp(data->letter.direction, "out") == 0;
    data->first = data->ours ? RESULT : DAY;
    ask(visit, data);
    visit->data = data;
    visit->aside = words_join(visit, " · ", data->letter.office, data->letter.number);
    return sheet_fill(visit, &state->sheet, data->questions + data->first,
                      QUESTION_COUNT - data->first, err);
}

static bool read_day(struct visit *visit, const char **day, struct error *err)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    const struct field_context context = {.today = visit->today};
    const char *typed = sheet_text(&state->sheet, DAY - data->first, &visit->arena);
    struct error unheard = {0};
    *day = visit->today;
    if (!*typed || field_read(field_type_find("date"), &context, typed, &visit->arena, day, err))
        return true;
    sheet_enter(visit, &state->sheet, DAY - data->first, &unheard);
    return false;
}

static const char *chosen_result(struct visit *visit)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    if (!data->ours)
        return "answered";
    int chosen = sheet_chosen(&state->sheet, RESULT);
    return chosen < 0 ? "" : letter_result((size_t)chosen);
}

static bool save(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    const char *day;
    return read_day(visit, &day, err)
        && letter_answer(visit->store, visit->policy, visit->actor, visit->today,
                         visit_number(visit, "id"), day, chosen_result(visit),
                         sheet_text(&state->sheet, ANSWER - data->first, &visit->arena), err)
        && visit_saved(visit, MSG("letter_answer.done"), err);
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("letter_answer.save"), save, NULL, NULL},
};

const struct screen screen_letter_answer = {
    .name = "letter_answer",
    .route = "letter/:id/answer",
    .title = MSG("letter_answer.title"),
    .help = MSG("letter_answer.help"),
    .needs = NEEDS(MAY_KEEP_LETTERS),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = entry_draw,
    .key = entry_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
