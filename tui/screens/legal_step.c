/* One step with legal effect: its paper is served, what came back is noted, or it is left out. */
#include "core/cases/legal.h"
#include "forms/served/serving.h"
#include "tui/parts/about.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>
#include <string.h>

enum {
    WHAT,
    NUMBER,
    HOW,
    REPLY,
    DAY,
    NOTE,
    QUESTION_COUNT,
    DEEDS_MOST = 5, /* that are offered at once */
    WAYS_MOST = 9
};

/* What can be done with the step as it stands. */
enum deed {
    FILL,  /* the paper whose service it is is filled, */
    GO_ON, /* or filled to its end, */
    HAND,  /* or handed over, */
    READ,  /* or was */
    SERVE,
    ANSWER,
    ASK_SKIP,
    SKIP
};

static const char *const deed_labels[] = {
    [FILL] = MSG("legal.fill"),
    [GO_ON] = MSG("legal.go-on"),
    [HAND] = MSG("legal.hand"),
    [READ] = MSG("legal.read"),
    [SERVE] = MSG("legal.serve"),
    [ANSWER] = MSG("legal.answer"),
    [ASK_SKIP] = MSG("legal.ask-skip"),
    [SKIP] = MSG("legal.skip"),
};

struct state {
    struct sheet sheet;
};

struct data {
    struct legal_row step;
    const struct form *form; /* whose service it is; NULL for none */
    int64_t record_id;       /* the paper of the step as it stands; 0 for none */
    bool complete;           /* that paper is */
    bool may_fill;           /* the person may begin one */
    enum deed deeds[DEEDS_MOST];
    const char *deed_labels[DEEDS_MOST], *way_labels[WAYS_MOST], *reply_labels[WAYS_MOST];
    size_t deed_count, way_count, reply_count;
    struct sheet_question questions[QUESTION_COUNT];
};

static bool has_role(const struct visit *visit, const enum role *roles, size_t count)
{
    for (size_t i = 0; i < visit->actor->post_count; i++)
        for (size_t k = 0; k < count; k++)
            if (visit->actor->posts[i].role == roles[k])
                return true;
    return false;
}

static void offer(struct data *data, enum deed deed, bool offered)
{
    if (!offered)
        return;
    data->deed_labels[data->deed_count] = deed_labels[deed];
    data->deeds[data->deed_count++] = deed;
}

/* The paper with which the step was taken; where that was told without one, the case's. */
static int64_t paper_read(const struct data *data)
{
    if (data->step.state != LEGAL_TAKEN)
        return 0;
    return data->step.record_id ? data->step.record_id : data->record_id;
}

static void list_deeds(const struct visit *visit, struct data *data)
{
    const struct policy_step *step = data->step.step;
    bool next = data->step.state == LEGAL_NEXT || data->step.state == LEGAL_ASKED;
    bool skips = has_role(visit, step->skip_by, step->skip_count);
    bool drafted = next && data->record_id != 0;
    offer(data, FILL, next && data->record_id == 0 && data->may_fill);
    offer(data, GO_ON, drafted && !data->complete);
    offer(data, HAND, drafted && data->complete);
    offer(data, READ, paper_read(data) != 0);
    offer(data, SERVE, next && has_role(visit, step->by, step->by_count));
    offer(data, ANSWER, data->step.state == LEGAL_TAKEN);
    offer(data, ASK_SKIP, data->step.state == LEGAL_NEXT && !skips);
    offer(data, SKIP, next && skips);
}

static void list_words(struct visit *visit, struct data *data)
{
    const char *word;
    for (size_t i = 0; (word = legal_how(i)) && i < WAYS_MOST; i++)
        data->way_labels[data->way_count++] = arena_text(&visit->arena, "served.%s", word);
    for (size_t i = 0; (word = legal_reply(i)) && i < WAYS_MOST; i++)
        data->reply_labels[data->reply_count++] = arena_text(&visit->arena, "reply.%s", word);
}

/* With one thing to do nothing is chosen; -1 while it is not. */
static int chosen_deed(const struct state *state, const struct data *data)
{
    int chosen = data->deed_count == 1 ? 0 : sheet_chosen(&state->sheet, WHAT);
    return chosen < 0 || (size_t)chosen >= data->deed_count ? -1 : (int)data->deeds[chosen];
}

/* Whether it is done on another screen: nothing is asked here. */
static bool leads_on(int deed)
{
    return deed >= FILL && deed <= READ;
}

static void ask(struct visit *visit, struct data *data)
{
    int deed = chosen_deed(visit->state, data);
    data->questions[WHAT] = (struct sheet_question){
        .name = "what",
        .label = MSG("legal.what"),
        .choices = data->deed_labels,
        .choice_count = data->deed_count,
        .skipped = data->deed_count == 1,
    };
    data->questions[NUMBER] = (struct sheet_question){
        .name = "number", .label = MSG("legal.number"), .skipped = deed != SERVE};
    data->questions[HOW] = (struct sheet_question){
        .name = "how",
        .label = MSG("legal.how"),
        .choices = data->way_labels,
        .choice_count = data->way_count,
        .skipped = deed != SERVE,
    };
    data->questions[REPLY] = (struct sheet_question){
        .name = "reply",
        .label = MSG("legal.reply"),
        .choices = data->reply_labels,
        .choice_count = data->reply_count,
        .skipped = deed != ANSWER,
    };
    data->questions[DAY] = (struct sheet_question){
        .name = "day",
        .label = MSG("legal.day"),
        .value = visit->today,
        .latin = true,
        .skipped = deed != SERVE && deed != ANSWER,
    };
    data->questions[NOTE] = (struct sheet_question){
        .name = "note",
        .label = deed == SKIP || deed == ASK_SKIP ? MSG("legal.reason") : MSG("legal.note"),
        .lines = true,
        .skipped = deed < 0 || leads_on(deed),
    };
}

/* The paper of the step that the case has already, served or not. */
static bool find_paper(struct visit *visit, int64_t case_id, struct data *data, struct error *err)
{
    const struct record_start about = {.case_id = case_id};
    struct form_record record = {0};
    data->form = serving_form(visit->forms, data->step.step->event);
    if (!data->form)
        return true;
    if (!about_offers(visit, &about, data->form, &data->may_fill, err)
        || !serving_find(visit->store, case_id, data->form, &data->record_id, err)
        || (data->record_id != 0
            && !answers_read(visit->store, data->record_id, &visit->arena, &record, err)))
        return false;
    data->complete = record.complete;
    return true;
}

static bool find_step(struct visit *visit, struct data *data, struct error *err)
{
    struct casefile c;
    struct legal_row *steps;
    size_t count;
    int64_t id = visit_number(visit, "id");
    const char *event = visit_value(visit, "event");
    if (!casefile_read(visit->store, id, &visit->arena, &c, err)
        || !visit_look(visit, c.child_id, err)
        || !legal_list(visit->store, policy_of(visit->policy, c.policy_id), id, &visit->arena,
                       &steps, &count, err))
        return false;
    for (size_t i = 0; i < count; i++)
        if (strcmp(steps[i].step->event, event) == 0) {
            data->step = steps[i];
            visit->aside = c.number;
            return find_paper(visit, id, data, err);
        }
    return error_set(err, ERROR_MISSING, MSG("legal.unknown"), "%s", event);
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = arena_new(&visit->arena, struct data);
    if (!find_step(visit, data, err))
        return false;
    visit->data = data;
    visit->title = data->step.step->name.in[visit->language];
    list_deeds(visit, data);
    list_words(visit, data);
    ask(visit, data);
    if (data->deed_count == 0)
        return true;
    if (!sheet_fill(visit, &state->sheet, data->questions, QUESTION_COUNT, err))
        return false;
    ask(visit, data); /* what was half answered before is known only now */
    return true;
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    const char *asks = words_join(visit, " · ", data->step.step->asks.in[visit->language],
                                  data->step.step->clause);
    int row = canvas_paragraph(canvas, 0, 0, canvas->columns, canvas_narrow(canvas) ? 2 : 4,
                               STYLE_DIM, asks)
        + 1;
    if (data->deed_count == 0)
        canvas_paragraph(canvas, row, 0, canvas->columns, canvas->rows - row, STYLE_PLAIN,
                         message(visit->language, MSG("legal.nothing")));
    else
        sheet_draw(visit, canvas, row, canvas->rows - row, &state->sheet);
}

static bool key(struct visit *visit, const struct key *key, bool *used, struct error *err)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    *used = false;
    return data->deed_count == 0 || sheet_key(visit, &state->sheet, key, used, err);
}

/* --- Saving ----------------------------------------------------------------------------------- */

static const char *text_of(struct visit *visit, size_t question)
{
    struct state *state = visit->state;
    return sheet_text(&state->sheet, question, &visit->arena);
}

static bool serve(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    int how = sheet_chosen(&state->sheet, HOW);
    struct legal_paper paper = {
        .case_id = visit_number(visit, "id"),
        .event = data->step.step->event,
        .number = text_of(visit, NUMBER),
        .how = how < 0 ? "" : legal_how((size_t)how),
        .note = text_of(visit, NOTE),
    };
    return sheet_day(visit, &state->sheet, DAY, visit->today, &paper.day, err)
        && legal_take(visit->store, visit->policy, visit->actor, visit->today, &paper, err);
}

static bool answer(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    int reply = sheet_chosen(&state->sheet, REPLY);
    const char *day;
    return sheet_day(visit, &state->sheet, DAY, visit->today, &day, err)
        && legal_answer(visit->store, visit->policy, visit->actor, visit->today,
                        visit_number(visit, "id"), data->step.step->event,
                        reply < 0 ? "" : legal_reply((size_t)reply), day, text_of(visit, NOTE),
                        err);
}

static bool lead_on(struct visit *visit, int deed, struct error *err)
{
    const struct data *data = visit->data;
    const char *about = about_route(visit, &(struct record_start){.case_id = visit_number(visit, "id")});
    if (!visit_forget(visit, err))
        return false;
    if (deed == FILL)
        visit_go(visit, "%s/form/%s", about, data->form->name);
    else
        visit_go(visit, "%s/form/%" PRId64 "%s", about,
                 deed == READ ? paper_read(data) : data->record_id,
                 deed == HAND ? "/service" : "");
    return true;
}

static bool save(struct visit *visit, struct error *err)
{
    const struct data *data = visit->data;
    int64_t id = visit_number(visit, "id");
    if (leads_on(chosen_deed(visit->state, data)))
        return lead_on(visit, chosen_deed(visit->state, data), err);
    const char *event = data->step.step->event;
    bool ok = false;
    switch (chosen_deed(visit->state, data)) {
    case SERVE:
        ok = serve(visit, err);
        break;
    case ANSWER:
        ok = answer(visit, err);
        break;
    case ASK_SKIP:
        ok = legal_ask_skip(visit->store, visit->policy, visit->actor, visit->today, id, event,
                            text_of(visit, NOTE), err);
        break;
    case SKIP:
        ok = legal_skip(visit->store, visit->policy, visit->actor, visit->today, id, event,
                        text_of(visit, NOTE), err);
        break;
    default:
        return error_set(err, ERROR_INVALID, MSG("legal.no-deed"), "nothing chosen");
    }
    return ok
        && visit_saved(visit, MSG("record.saved"), err);
}

static bool can_save(const struct visit *visit)
{
    const struct data *data = visit->data;
    return data && data->deed_count > 0;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("record.save"), save, can_save, NULL},
};

const struct screen screen_legal_step = {
    .name = "legal_step",
    .route = "case/:id/legal/:event",
    .title = MSG("legal.title"),
    .help = MSG("legal_step.help"),
    .needs = NEEDS(MAY_RECORD_EVENT),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = key,
    .keys = keys,
    .key_count = COUNT(keys),
};
