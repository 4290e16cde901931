/* A written report's copies: who has confirmed, and for the recipient the way to confirm. */
#include "core/cases/casefile.h"
#include "core/cases/dispatch.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>

struct state {
    struct sheet sheet[2]; /* to confirm a copy; then to say what was done */
};

struct data {
    struct report_copy *copies;
    size_t count;
    const struct report_copy *mine; /* the one that waits for this person; NULL for none */
    struct sheet_question question[2];
};

/* Of several copies for one person the first that is not confirmed. */
static const struct report_copy *find_mine(const struct visit *visit, const struct data *data)
{
    const struct report_copy *mine = NULL;
    for (size_t i = 0; i < data->count; i++)
        for (size_t j = 0; j < visit->actor->post_count; j++)
            if (visit->actor->posts[j].id == data->copies[i].post_id
                && (!mine || *mine->received_on))
                mine = &data->copies[i];
    return mine;
}

static bool received(const struct data *data)
{
    return *data->mine->received_on != '\0';
}

static bool load_heading(struct visit *visit, const struct data *data, struct error *err)
{
    struct casefile c;
    struct case_about about;
    int64_t id = data->copies[0].case_id;
    if (!casefile_read(visit->store, id, &visit->arena, &c, err)
        || !casefile_about(visit->store, id, visit->today, &visit->arena, &about, err))
        return false;
    visit->title = visit_text(visit, MSG("report.heading"), c.number,
                              words_name(visit, about.name_zh, about.name_ug));
    return true;
}

static void ask(struct data *data)
{
    data->question[0] = (struct sheet_question){.name = "contact", .label = MSG("report.contact")};
    data->question[1] = (struct sheet_question){
        .name = "result",
        .label = MSG("report.result"),
        .value = data->mine ? data->mine->result : "",
        .lines = true,
    };
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = arena_new(&visit->arena, struct data);
    int64_t record_id = visit_number(visit, "record");
    if (!dispatch_list(visit->store, record_id, &visit->arena, &data->copies, &data->count, err))
        return false;
    if (data->count == 0)
        return error_set(err, ERROR_MISSING, MSG("dispatch.missing"), "record %" PRId64, record_id);
    if (!visit_look(visit, data->copies[0].child_id, err)
        || !load_heading(visit, data, err))
        return false;
    data->mine = find_mine(visit, data);
    visit->data = data;
    ask(data);
    if (!data->mine)
        return true;
    size_t part = received(data);
    return sheet_fill(visit, &state->sheet[part], &data->question[part], 1, err);
}

/* --- Drawing --------------------------------------------------------------------------------- */

static const char *receipt(struct visit *visit, const struct report_copy *copy)
{
    if (!*copy->received_on)
        return message(visit->language, MSG("report.not-received"));
    const char *person = words_name(visit, copy->person_zh, copy->person_ug);
    return words_join(visit, " · ",
                      visit_text(visit, MSG("report.received"),
                                 words_near(visit, copy->received_on)),
                      person, copy->contact);
}

static int draw_copy(struct visit *visit, struct canvas *canvas, int row,
                     const struct report_copy *copy, bool mine)
{
    int first = row;
    const char *unit = words_join(visit, " ", words_of(visit, "role.", copy->role),
                                  words_name(visit, copy->place_zh, copy->place_ug));
    canvas_text(canvas, row, 0, 1, ALIGN_START, STYLE_SELECTED, mine ? canvas_pointer(canvas) : "");
    canvas_text(canvas, row++, 2, canvas->columns - 2, ALIGN_START, STYLE_PLAIN,
                words_join(visit, " · ", unit,
                           visit_text(visit, MSG("report.sent"),
                                      words_near(visit, copy->sent_on))));
    canvas_text(canvas, row++, 4, canvas->columns - 4, ALIGN_START,
                *copy->received_on ? STYLE_DIM : STYLE_TODAY, receipt(visit, copy));
    if (*copy->result)
        row += canvas_paragraph(canvas, row, 4, canvas->columns - 4, 2, STYLE_PLAIN, copy->result);
    return row - first;
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    bool narrow = canvas_narrow(canvas);
    int row = 0;
    for (size_t i = 0; i < data->count; i++)
        if (!narrow || !data->mine || &data->copies[i] == data->mine)
            row += draw_copy(visit, canvas, row, &data->copies[i], &data->copies[i] == data->mine)
                + !narrow;
    if (data->mine)
        sheet_draw(visit, canvas, row, canvas->rows - row, &state->sheet[received(data)]);
}

/* --- Keys ------------------------------------------------------------------------------------ */

static bool key(struct visit *visit, const struct key *key, bool *used, struct error *err)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    *used = false;
    return !data->mine || sheet_key(visit, &state->sheet[received(data)], key, used, err);
}

static bool confirm(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    if (!dispatch_receive(visit->store, visit->policy, visit->actor, visit->today, data->mine->id,
                          sheet_text(&state->sheet[0], 0, &visit->arena), err)
        || !visit_forget(visit, err))
        return false;
    visit_say(visit, MSG("report.confirmed"));
    return true;
}

static bool answer(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    return dispatch_answer(visit->store, visit->policy, visit->actor, visit->today, data->mine->id,
                           sheet_text(&state->sheet[1], 0, &visit->arena), err)
        && visit_saved(visit, MSG("report.answered"), err);
}

static bool open_case(struct visit *visit, struct error *err)
{
    const struct data *data = visit->data;
    (void)err;
    visit_go(visit, "case/%" PRId64, data->copies[0].case_id);
    return true;
}

static bool may_confirm(const struct visit *visit)
{
    const struct data *data = visit->data;
    return data->mine && !received(data);
}

static bool may_answer(const struct visit *visit)
{
    const struct data *data = visit->data;
    return data->mine && received(data);
}

static bool is_reader(const struct visit *visit)
{
    return !((const struct data *)visit->data)->mine;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("report.confirm"),   confirm,   may_confirm, NULL},
    {PRESS_ENTER, MSG("report.answer"),    answer,    may_answer,  NULL},
    {PRESS_ENTER, MSG("report.open-case"), open_case, is_reader,   NULL},
};

const struct screen screen_report = {
    .name = "report",
    .route = "report/:record",
    .title = MSG("report.title"),
    .help = MSG("report.help"),
    .needs = NEEDS(MAY_RECORD_EVENT),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = key,
    .keys = keys,
    .key_count = COUNT(keys),
};
