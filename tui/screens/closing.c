/* Closing a case: one person asks with evidence, a second one looks at it; and opening it again. */
#include "core/cases/closing.h"

#include "core/cases/casefile.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>
#include <string.h>

enum {
    KIND,
    EVIDENCE,
    QUESTION_COUNT,
    KINDS_MOST = 9
};

struct state {
    struct sheet sheet;
};

struct data {
    struct casefile c;
    struct closing closing;
    const char *labels[KINDS_MOST];
    size_t label_count;
    struct sheet_question questions[QUESTION_COUNT];
    bool asking;    /* the person is to say what shows it */
    bool answering; /* the person is to look at what another one said */
    bool reopening;
};

static void ask(struct visit *visit, struct data *data)
{
    const char *kind;
    for (size_t i = 0; (kind = transition_evidence(i)) && i < KINDS_MOST; i++)
        data->labels[data->label_count++] = arena_text(&visit->arena, "evidence.%s", kind);
    data->questions[KIND] = (struct sheet_question){
        .name = "kind",
        .label = MSG("closing.kind"),
        .choices = data->labels,
        .choice_count = data->label_count,
    };
    data->questions[EVIDENCE] = (struct sheet_question){
        .name = "evidence",
        .label = MSG("closing.evidence"),
        .lines = true,
    };
}

static bool load_part(struct visit *visit, struct data *data, struct error *err)
{
    static const struct {
        int states;
        enum action action;
    } parts[] = {
        {CASE_OPEN | CASE_RETURNED, MAY_ASK_CLOSING    },
        {CASE_CLOSING,              MAY_CONFIRM_CLOSING},
        {CASE_CLOSED,               MAY_REOPEN         },
    };
    bool *const offered[] = {&data->asking, &data->answering, &data->reopening};
    for (size_t i = 0; i < COUNT(parts); i++)
        if ((parts[i].states & transition_state(data->c.state))
            && !casefile_offers(visit->store, visit->actor, &data->c, parts[i].action, offered[i],
                                err))
            return false;
    /* Whoever asked sees what they wrote, and waits. */
    if (data->closing.account_id == visit->actor->account_id)
        data->answering = false;
    return true;
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = arena_new(&visit->arena, struct data);
    struct case_about about;
    int64_t id = visit_number(visit, "id");
    if (!casefile_read(visit->store, id, &visit->arena, &data->c, err)
        || !visit_look(visit, data->c.child_id, err)
        || !casefile_about(visit->store, id, visit->today, &visit->arena, &about, err)
        || !closing_read(visit->store, id, &visit->arena, &data->closing, err)
        || !load_part(visit, data, err))
        return false;
    ask(visit, data);
    visit->data = data;
    visit->title = visit_text(visit, MSG("closing.heading"), data->c.number,
                              words_name(visit, about.name_zh, about.name_ug));
    visit->aside = words_of(visit, "case.state.", data->c.state);
    return sheet_fill(visit, &state->sheet, data->questions, data->asking ? QUESTION_COUNT : 0,
                      err);
}

/* --- Drawing --------------------------------------------------------------------------------- */

static int draw_request(struct visit *visit, struct canvas *canvas, int row)
{
    const struct closing *closing = &((struct data *)visit->data)->closing;
    const char *person = words_name(visit, closing->person_zh, closing->person_ug);
    const char *asked = visit_text(visit, MSG("closing.asked"), words_near(visit, closing->day));
    int first = row;
    canvas_text(canvas, row++, 0, canvas->columns, ALIGN_START, STYLE_DIM,
                words_join(visit, " · ", asked, person,
                           words_of(visit, "evidence.", closing->evidence_kind)));
    row += canvas_paragraph(canvas, row, 2, canvas->columns - 2, canvas->rows - row - 2,
                            STYLE_PLAIN,
                            closing->evidence);
    return row + 1 - first;
}

static const char *advice(const struct data *data)
{
    if (data->answering)
        return MSG("closing.look");
    if (transition_state(data->c.state) == CASE_CLOSING)
        return MSG("closing.wait");
    return MSG("closing.nothing");
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    int row = 0;
    if (data->asking) {
        sheet_draw(visit, canvas, 0, canvas->rows, &state->sheet);
        return;
    }
    if (data->closing.day)
        row = draw_request(visit, canvas, 0);
    if (!data->reopening)
        canvas_paragraph(canvas, row, 0, canvas->columns, canvas->rows - row, STYLE_DIM,
                         message(visit->language, advice(data)));
}

/* --- Keys ------------------------------------------------------------------------------------ */

/* What is missing is named, and the caret stands there. */
static bool choose_ground_first(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct error unheard = {0};
    sheet_enter(visit, &state->sheet, KIND, &unheard);
    return error_set(err, ERROR_INVALID, MSG("closing.no-kind"), "no ground chosen");
}

static bool send(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = visit->data;
    int kind = sheet_chosen(&state->sheet, KIND);
    const char *evidence = sheet_text(&state->sheet, EVIDENCE, &visit->arena);
    if (kind < 0)
        return choose_ground_first(visit, err);
    return closing_ask(visit->store, visit->policy, visit->actor, visit->today, data->c.id,
                       transition_evidence((size_t)kind), evidence, err)
        && visit_saved(visit, MSG("closing.sent"), err);
}

static bool confirmed(struct visit *visit, const char *reason, struct error *err)
{
    (void)reason;
    if (!closing_confirm(visit->store, visit->policy, visit->actor, visit->today,
                         visit_number(visit, "id"), NULL, err))
        return false;
    visit_say(visit, MSG("closing.done"));
    visit_back(visit);
    return true;
}

static bool refused(struct visit *visit, const char *reason, struct error *err)
{
    if (!closing_refuse(visit->store, visit->policy, visit->actor, visit->today,
                        visit_number(visit, "id"), reason, err))
        return false;
    visit_say(visit, MSG("closing.sent-back"));
    visit_back(visit);
    return true;
}

static bool reopened(struct visit *visit, const char *reason, struct error *err)
{
    if (!closing_reopen(visit->store, visit->policy, visit->actor, visit->today,
                        visit_number(visit, "id"), reason, err))
        return false;
    visit_say(visit, MSG("closing.opened-again"));
    visit_back(visit);
    return true;
}

static bool confirm(struct visit *visit, struct error *err)
{
    (void)err;
    visit_ask(visit, NULL, confirmed, MSG("closing.really-confirm"));
    return true;
}

static bool refuse(struct visit *visit, struct error *err)
{
    (void)err;
    visit_ask(visit, MSG("closing.what-is-missing"), refused, MSG("closing.really-refuse"));
    return true;
}

static bool reopen(struct visit *visit, struct error *err)
{
    (void)err;
    visit_ask(visit, MSG("closing.why-again"), reopened, MSG("closing.really-reopen"));
    return true;
}

static bool is_asking(const struct visit *visit)
{
    return ((const struct data *)visit->data)->asking;
}

static bool is_answering(const struct visit *visit)
{
    return ((const struct data *)visit->data)->answering;
}

static bool is_reopening(const struct visit *visit)
{
    return ((const struct data *)visit->data)->reopening;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("closing.send"),    send,    is_asking,    NULL},
    {'1',         MSG("closing.confirm"), confirm, is_answering, NULL},
    {'2',         MSG("closing.refuse"),  refuse,  is_answering, NULL},
    {'1',         MSG("closing.reopen"),  reopen,  is_reopening, NULL},
};

const struct screen screen_closing = {
    .name = "closing",
    .route = "case/:id/closing",
    .title = MSG("closing.title"),
    .help = MSG("closing.help"),
    .needs = NEEDS(MAY_ASK_CLOSING) | NEEDS(MAY_CONFIRM_CLOSING) | NEEDS(MAY_REOPEN),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = entry_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
