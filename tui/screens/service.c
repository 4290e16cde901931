/* Serving a paper with legal effect: the day, the way, and who took it. */
#include "forms/served/serving.h"

#include "core/cases/casefile.h"
#include "core/rules/policy.h"
#include "forms/served/signing.h"
#include "tui/parts/about.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <string.h>

enum {
    DAY,
    HOW,
    RECEIVER,
    NOTE,
    QUESTION_COUNT,
    WAYS_MOST = 9
};

struct state {
    struct sheet sheet;
    int top; /* of what is known, once it was served */
};

struct data {
    struct form_record record;
    struct service service;
    const char *way_labels[WAYS_MOST];
    size_t way_count;
    const struct policy_step *step; /* that its service is; NULL for none */
    struct sheet_question questions[QUESTION_COUNT];
};

static bool is_served(const struct data *data)
{
    return *data->service.day != '\0';
}

static void ask(struct visit *visit, struct data *data, const char *receiver)
{
    const char *way;
    for (size_t i = 0; (way = serving_how(i)) && i < WAYS_MOST; i++)
        data->way_labels[data->way_count++] = arena_text(&visit->arena, "served.%s", way);
    data->questions[DAY] = (struct sheet_question){
        .name = "day", .label = MSG("service.day"), .value = visit->today, .latin = true};
    data->questions[HOW] = (struct sheet_question){
        .name = "how",
        .label = MSG("legal.how"),
        .choices = data->way_labels,
        .choice_count = data->way_count,
    };
    data->questions[RECEIVER] = (struct sheet_question){
        .name = "receiver", .label = MSG("service.receiver"), .value = receiver};
    data->questions[NOTE] = (struct sheet_question){
        .name = "note", .label = MSG("legal.note"), .lines = true};
}

static bool load_sheet(struct visit *visit, struct data *data, struct error *err)
{
    struct state *state = visit->state;
    struct signing_known known;
    if (!signing_known(visit->store, visit->policy, visit->actor, visit->today, &data->record,
                       "guardian", visit->language, &visit->arena, &known, err))
        return false;
    ask(visit, data, known.name);
    return sheet_fill(visit, &state->sheet, data->questions, QUESTION_COUNT, err);
}

static bool find_step(struct visit *visit, struct data *data, struct error *err)
{
    struct casefile c;
    if (data->record.case_id == 0)
        return true;
    if (!casefile_read(visit->store, data->record.case_id, &visit->arena, &c, err))
        return false;
    data->step = policy_step(policy_of(visit->policy, c.policy_id), data->record.form->serves);
    return true;
}

static bool load(struct visit *visit, struct error *err)
{
    struct data *data = visit->data = arena_new(&visit->arena, struct data);
    int64_t record_id = visit_number(visit, "record");
    if (!answers_read(visit->store, record_id, &visit->arena, &data->record, err)
        || !about_look(visit, &data->record, err)
        || !serving_read(visit->store, record_id, &visit->arena, &data->service, err)
        || !find_step(visit, data, err))
        return false;
    if (!serving_asked(data->record.form))
        return error_set(err, ERROR_INVALID, MSG("serving.not-served"), "form %s",
                         data->record.form->name);
    visit->title = words_join(visit, " · ", data->record.form->title.text[visit->language],
                              words_name(visit, data->record.name_zh, data->record.name_ug));
    visit->aside = data->record.number;
    return is_served(data) || load_sheet(visit, data, err);
}

static void draw_served(struct visit *visit, struct canvas *canvas, const struct service *service,
                        int *top)
{
    struct facts facts = {0};
    facts_add(&facts, MSG("service.day"), words_day(visit, service->day), STYLE_PLAIN);
    facts_add(&facts, MSG("legal.how"), words_of(visit, "served.", service->how), STYLE_PLAIN);
    facts_add(&facts, MSG("service.receiver"), service->receiver, STYLE_PLAIN);
    facts_add(&facts, MSG("legal.note"), service->note, STYLE_PLAIN);
    facts_add(&facts, MSG("service.by"), words_name(visit, service->person_zh, service->person_ug),
              STYLE_PLAIN);
    facts_draw(visit, canvas, &facts, top);
}

/* What follows from it: the step that it is, and until when the family is to answer. */
static int draw_step(struct visit *visit, struct canvas *canvas, const struct policy_step *step)
{
    return canvas_paragraph(canvas, 0, 0, canvas->columns, canvas_narrow(canvas) ? 2 : 3, STYLE_DIM,
                            words_join(visit, " · ", step->name.in[visit->language],
                                       message(visit->language, MSG("service.takes-step")),
                                       step->clause))
        + !canvas_narrow(canvas);
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    if (is_served(data)) {
        draw_served(visit, canvas, &data->service, &state->top);
        return;
    }
    int row = data->step ? draw_step(visit, canvas, data->step) : 0;
    sheet_draw(visit, canvas, row, canvas->rows - row, &state->sheet);
}

static bool key(struct visit *visit, const struct key *key, bool *used, struct error *err)
{
    struct state *state = visit->state;
    if (!is_served(visit->data))
        return sheet_key(visit, &state->sheet, key, used, err);
    *used = facts_key(visit, key, &state->top);
    return true;
}

static bool can_save(const struct visit *visit)
{
    return visit->data && !is_served(visit->data);
}

static bool save(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    int how = sheet_chosen(&state->sheet, HOW);
    struct service service = {
        .how = how < 0 ? "" : serving_how((size_t)how),
        .receiver = sheet_text(&state->sheet, RECEIVER, &visit->arena),
        .note = sheet_text(&state->sheet, NOTE, &visit->arena),
    };
    return sheet_day(visit, &state->sheet, DAY, visit->today, &service.day, err)
        && serving_write(visit->store, visit->policy, visit->actor, visit->today, data->record.id,
                         &service, err)
        && visit_saved(visit, MSG("record.saved"), err);
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("record.save"), save, can_save, NULL},
};

/* Papers about a place are served on nobody. */
const struct screen screen_service = {
    .name = "service",
    .route = "case|child/:id/form/:record/service",
    .title = MSG("service.title"),
    .help = MSG("service.help"),
    .needs = NEEDS(MAY_SEE_CHILDREN),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = key,
    .keys = keys,
    .key_count = COUNT(keys),
};
