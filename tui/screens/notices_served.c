/* Many papers were served on the same day in the same way: written down at once. */
#include "forms/served/batch.h"
#include "forms/served/serving.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <stdlib.h>

enum {
    DAY,
    HOW,
    NOTE,
    QUESTION_COUNT,
    WAYS_MOST = 9
};

struct state {
    struct sheet sheet;
};

struct data {
    int64_t records[BATCH_MOST];
    size_t count;
    const char *way_labels[WAYS_MOST];
    struct sheet_question questions[QUESTION_COUNT];
};

static void read_records(struct visit *visit, struct data *data)
{
    const char *at = visit_value(visit, "records");
    while (*at && data->count < BATCH_MOST) {
        char *end;
        data->records[data->count++] = strtoll(at, &end, 10);
        at = *end == ',' ? end + 1 : "";
    }
}

static void ask(struct visit *visit, struct data *data)
{
    const char *way;
    size_t ways = 0;
    for (; ways < WAYS_MOST && (way = serving_how(ways)); ways++)
        data->way_labels[ways] = arena_text(&visit->arena, "served.%s", way);
    data->questions[DAY] = (struct sheet_question){
        .name = "day", .label = MSG("service.day"), .value = visit->today, .latin = true};
    data->questions[HOW] = (struct sheet_question){
        .name = "how",
        .label = MSG("legal.how"),
        .choices = data->way_labels,
        .choice_count = ways,
    };
    data->questions[NOTE] = (struct sheet_question){
        .name = "note", .label = MSG("legal.note"), .lines = true};
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = visit->data = arena_new(&visit->arena, struct data);
    const struct form *form = form_find(visit->forms, visit_value(visit, "form"));
    if (!form)
        return error_tell(err, ERROR_MISSING, MSG("form.unknown"), visit_value(visit, "form"));
    read_records(visit, data);
    visit->title = words_join(visit, " · ", form->title.text[visit->language],
                              visit_text(visit, MSG("notices.count"),
                                         visit_digits(visit, (int64_t)data->count)));
    ask(visit, data);
    return sheet_fill(visit, &state->sheet, data->questions, QUESTION_COUNT, err);
}

static bool save(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    int how = sheet_chosen(&state->sheet, HOW);
    struct service service = {
        .how = how < 0 ? "" : serving_how((size_t)how),
        .receiver = "",
        .note = sheet_text(&state->sheet, NOTE, &visit->arena),
    };
    if (!sheet_day(visit, &state->sheet, DAY, visit->today, &service.day, err)
        || !batch_serve(visit->store, visit->policy, visit->actor, visit->today, data->records,
                        data->count, &service, err)
        || !visit_forget(visit, err))
        return false;
    visit_say(visit, MSG("notices.all-served"), visit_digits(visit, (int64_t)data->count));
    visit_back(visit);
    return true;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("record.save"), save, NULL, NULL},
};

const struct screen screen_notices_served = {
    .name = "notices_served",
    .route = "notices/:place/:form/served",
    .title = MSG("service.title"),
    .help = MSG("service.help"),
    .needs = NEEDS(MAY_FILL_FORM),
    .by_place = true,
    .state_size = sizeof(struct state),
    .load = load,
    .draw = entry_draw,
    .key = entry_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
