/* A paper, filled field by field; complete, it is only to be read. */
#include "core/cases/dispatch.h"
#include "forms/filling/complete.h"
#include "forms/filling/subject.h"
#include "i18n/format.h"
#include "tui/filling/filling.h"
#include "tui/filling/paper.h"
#include "tui/parts/about.h"
#include "tui/parts/afterwards.h"
#include "tui/parts/words.h"

#include <inttypes.h>
#include <string.h>

enum {
    COPY_ROWS = 2 /* a line for who received it, one for what was done */
};

/* What the person does here. */
struct state {
    struct filling filling;
    bool tried;       /* completing was tried: what is missing is marked */
    bool filled;      /* one has been filling it */
    int top;          /* the row of the paper that is drawn first */
    const char *name; /* of the field that was in focus then, and the row of the paper it had */
    int row;
};

/* What load() read beside the record. */
struct data {
    struct report_copy *copies;
    size_t copy_count;
    struct afterwards after;
    bool editable;
};

static const struct form_record *record_of(const struct visit *visit)
{
    return &((const struct state *)visit->state)->filling.record;
}

static bool is_whole(const struct filling *filling)
{
    return filling->checks.first_missing == filling->record.form->field_count;
}

/* --- Loading ---------------------------------------------------------------------------------- */

/* A route with a form's name begins a record, or finds the one that is not complete, and leads on
   to it. */
static bool begin(struct visit *visit, const char *name, struct error *err)
{
    struct record_start start = about_of(visit);
    struct form_record record;
    const char *route;
    int64_t record_id;
    start.form = form_find(visit->forms, name);
    start.duty_id = visit_number(visit, "duty");
    start.keep_from = visit_number(visit, "keep");
    if (!start.form)
        return error_tell(err, ERROR_MISSING, MSG("form.unknown"), name);
    if (!about_waiting(visit, &start, &route, err))
        return false;
    if (route) {
        visit_replace(visit, "%s", route);
        return true;
    }
    if (!answers_begin(visit->store, visit->policy, visit->actor, visit->today, &start, &record_id,
                       err)
        || !answers_read(visit->store, record_id, &visit->arena, &record, err))
        return false;
    visit_replace(visit, "%s", record_route(&record, &visit->arena));
    return true;
}

/* A paper about a child stands with the child's case, whichever list led to it. */
static bool stands_elsewhere(struct visit *visit)
{
    const char *route = record_route(record_of(visit), &visit->arena);
    size_t length = strcspn(visit->route, "?");
    if (strlen(route) == length && strncmp(visit->route, route, length) == 0)
        return false;
    visit_replace(visit, "%s", route);
    return true;
}

static bool read_editable(struct visit *visit, struct data *data, struct error *err)
{
    const struct form_record *record = record_of(visit);
    const struct subject subject = {
        .case_id = record->case_id, .child_id = record->child_id, .place_id = record->place_id};
    data->editable = false;
    return record->complete
        || subject_offers(visit->store, visit->actor, MAY_FILL_FORM, record->form, &subject,
                          &data->editable, err);
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = arena_new(&visit->arena, struct data);
    int64_t record_id = visit_number(visit, "record");
    if (record_id == 0)
        return begin(visit, visit_value(visit, "record"), err);
    visit->data = data;
    if (!filling_read(visit, &state->filling, record_id, err))
        return false;
    if (stands_elsewhere(visit))
        return true;
    if (!dispatch_list(visit->store, record_id, &visit->arena, &data->copies, &data->copy_count,
                       err)
        || !read_editable(visit, data, err)
        || !afterwards_read(visit, record_of(visit), &data->after, err)
        || !about_look(visit, record_of(visit), err))
        return false;
    filling_say_where(visit, &state->filling);
    if (state->filled && record_of(visit)->complete)
        visit_say(visit, MSG("form.completed-by-colleague"));
    state->filled = data->editable;
    if (data->editable)
        return filling_begin(visit, &state->filling, err);
    filling_end(visit, &state->filling);
    return true;
}

/* --- Completing ------------------------------------------------------------------------------- */

static bool complete(struct visit *visit, const char *reason, struct error *err)
{
    struct state *state = visit->state;
    (void)reason;
    if (!complete_record(visit->store, visit->policy, visit->actor, visit->today,
                         record_of(visit)->id, err))
        return false;
    state->filled = false;
    visit_say(visit, record_of(visit)->case_id ? MSG("form.completed") : MSG("form.completed-alone"));
    return visit_forget(visit, err) && afterwards_ask_plan(visit, err);
}

static const char *question(const struct form_record *record)
{
    if (record->form->action == MAY_SEND_REPORT)
        return MSG("form.send-ask");
    return record->case_id ? MSG("form.complete-ask") : MSG("form.complete-ask-alone");
}

static bool finish(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    const struct filling *filling = &state->filling;
    size_t missing = filling->checks.first_missing;
    if (is_whole(filling)) {
        visit_ask(visit, NULL, complete, question(&filling->record));
        return true;
    }
    state->tried = true;
    visit_say(visit, MSG("form.still"),
              check_words(filling->record.form, missing, &filling->checks.fields[missing],
                          visit->language, &visit->arena));
    return filling_focus(visit, &state->filling, missing, err);
}

/* --- Keys ------------------------------------------------------------------------------------- */

static bool key(struct visit *visit, const struct key *pressed, bool *used, struct error *err)
{
    const struct data *data = visit->data;
    struct state *state = visit->state;
    if (!data->editable) {
        int step = key_scroll(pressed, visit->rows);
        state->top += step;
        *used = step != 0;
        return true;
    }
    if (filling_at_end(&state->filling) && key_command(pressed) == PRESS_ENTER) {
        *used = true;
        return finish(visit, err);
    }
    return filling_key(visit, &state->filling, pressed, used, err);
}

static bool print(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    if (!filling_store(visit, &state->filling, err) || state->filling.theirs)
        return err->kind == ERROR_NONE;
    visit_go(visit, "%s/page", record_route(record_of(visit), &visit->arena));
    return true;
}

/* Nobody has typed it here: it was filled in, or comes from the paper that this one corrects. */
static bool is_untyped(const struct form_record *record, const struct answer *answer)
{
    return !*answer->value || answer->prefilled
        || (record->corrects != 0 && answer->at <= record->began_at);
}

/* Nobody has typed anything into it: it may have been begun by mistake. */
static bool offers_discarding(const struct visit *visit)
{
    const struct form_record *record = record_of(visit);
    bool untouched = visit->data && ((const struct data *)visit->data)->editable;
    for (size_t i = 0; untouched && i < record->form->field_count; i++)
        untouched = is_untyped(record, &record->answers[i]);
    return untouched;
}

static bool discard(struct visit *visit, struct error *err)
{
    bool gone;
    if (!answers_discard(visit->store, visit->actor, record_of(visit)->id, &gone, err)
        || !visit_forget(visit, err))
        return false;
    if (gone)
        visit_back(visit);
    return true;
}

/* --- What becomes of a complete paper ---------------------------------------------------------- */

static const struct afterwards *after_of(const struct visit *visit)
{
    return visit->data ? &((const struct data *)visit->data)->after : NULL;
}

static bool offers_signatures(const struct visit *visit)
{
    return after_of(visit) && after_of(visit)->signers > 0;
}

static bool offers_service(const struct visit *visit)
{
    return after_of(visit) && after_of(visit)->serves;
}

static bool offers_correcting(const struct visit *visit)
{
    return after_of(visit) && after_of(visit)->may_correct;
}

static bool offers_newer(const struct visit *visit)
{
    return after_of(visit) && after_of(visit)->newer != 0;
}

static bool offers_older(const struct visit *visit)
{
    return after_of(visit) && after_of(visit)->older != 0;
}

static bool signatures(struct visit *visit, struct error *err)
{
    (void)err;
    const char *list = after_of(visit)->signed_in;
    if (*list)
        visit_go(visit, "%s", list);
    else
        visit_go(visit, "%s/signatures", record_route(record_of(visit), &visit->arena));
    return true;
}

static bool service(struct visit *visit, struct error *err)
{
    (void)err;
    visit_go(visit, "%s/service", record_route(record_of(visit), &visit->arena));
    return true;
}

static bool correct(struct visit *visit, struct error *err)
{
    (void)err;
    afterwards_correct(visit);
    return true;
}

/* The other paper of a correction is about the same. */
static bool open_other(struct visit *visit, int64_t record_id)
{
    struct form_record other = *record_of(visit);
    other.id = record_id;
    visit_go(visit, "%s", record_route(&other, &visit->arena));
    return true;
}

static bool newer(struct visit *visit, struct error *err)
{
    (void)err;
    return open_other(visit, after_of(visit)->newer);
}

static bool older(struct visit *visit, struct error *err)
{
    (void)err;
    return open_other(visit, after_of(visit)->older);
}

/* The next of a pile, about somebody else. A pile is no way back: Esc leads out of all of it. */
static bool another(struct visit *visit, struct error *err)
{
    (void)err;
    visit_replace(visit, "next/%" PRId64, record_of(visit)->id);
    return true;
}

static bool offers_another(const struct visit *visit)
{
    const struct form_record *record = record_of(visit);
    return record->complete && form_find(visit->forms, record->form->name)
        && permit_offers(visit->actor, MAY_FILL_FORM);
}

/* --- Drawing ---------------------------------------------------------------------------------- */

static struct paper_subject subject_of(struct visit *visit)
{
    const struct data *data = visit->data;
    const struct state *state = visit->state;
    const struct filling *filling = &state->filling;
    return (struct paper_subject){
        .record = &filling->record,
        .checks = filling->checks.fields,
        .text = (struct text *)&filling->text,
        .focus = filling->focus,
        .refused = filling_refused(filling),
        .marks = state->tried,
        .editable = data->editable,
        .columns = visit->columns,
        .rows = visit->rows,
    };
}

/* Where rows came or went above it, by a colleague or by an answer, the field in focus stays. */
static void stay_there(struct state *state, const struct paper_cell *cell)
{
    const char *name = state->filling.name;
    if (name && cell && name == state->name)
        state->top += cell->row - state->row;
    state->name = name;
    state->row = cell ? cell->row : 0;
}

/* The field in focus stays in sight, with its heading where there is room. */
static void keep_in_sight(struct visit *visit, const struct paper *paper, int all)
{
    const struct data *data = visit->data;
    struct state *state = visit->state;
    const struct paper_cell *cell = paper_find(paper, state->filling.focus);
    int first = cell ? cell->row : paper->rows, end = cell ? cell->end : all;
    stay_there(state, cell);
    if (data->editable && end > state->top + visit->rows)
        state->top = end - visit->rows;
    if (data->editable && first - 1 < state->top)
        state->top = first - 1;
    if (state->top > all - visit->rows)
        state->top = all - visit->rows;
    if (state->top < 0)
        state->top = 0;
}

static void draw_end(struct visit *visit, struct canvas *canvas, int row)
{
    const struct filling *filling = &((struct state *)visit->state)->filling;
    enum style style = filling_at_end(filling) ? STYLE_SELECTED : STYLE_DIM;
    const char *missing =
        visit_digits(visit, (int64_t)(filling->checks.asked - filling->checks.answered));
    if (filling_at_end(filling))
        canvas_text(canvas, row, 0, 1, ALIGN_START, style, canvas_pointer(canvas));
    canvas_text(canvas, row, 2, canvas->columns - 2, ALIGN_START, style,
                is_whole(filling) ? message(visit->language, MSG("form.end"))
                                  : visit_text(visit, MSG("form.end-missing"), missing));
}

/* What each recipient said on its copy (H18 annex 3): who received it, and what was done. */
static void draw_copy(struct visit *visit, struct canvas *canvas, int row,
                      const struct report_copy *copy)
{
    const char *role = message(visit->language, arena_text(&visit->frame, "role.%s", copy->role));
    const char *place = format_name(visit->language, copy->place_zh, copy->place_ug);
    const char *person = format_name(visit->language, copy->person_zh, copy->person_ug);
    const char *words = *copy->received_on
        ? visit_text(visit, MSG("form.copy-received"), role, place, copy->received_on, person,
                     copy->contact)
        : visit_text(visit, MSG("form.copy-sent"), role, place, copy->sent_on);
    canvas_text(canvas, row, 2, canvas->columns - 2, ALIGN_START, STYLE_PLAIN, words);
    if (*copy->result)
        canvas_text(canvas, row + 1, 4, canvas->columns - 4, ALIGN_START, STYLE_PLAIN,
                    visit_text(visit, MSG("form.copy-result"), copy->result));
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    const struct data *data = visit->data;
    const struct state *state = visit->state;
    const struct paper_subject subject = subject_of(visit);
    const struct paper paper = paper_lay(visit, &subject);
    const struct paper_cell *cell = paper_find(&paper, state->filling.focus);
    int copies = COPY_ROWS * (int)data->copy_count;
    int below = data->editable ? 1 + paper_signer_rows(visit, record_of(visit)->form) : copies + data->after.line_count;
    keep_in_sight(visit, &paper, paper.rows + below);
    paper_draw(visit, canvas, &subject, &paper, state->top);
    int row = paper.rows - state->top;
    if (data->editable) {
        draw_end(visit, canvas, row++);
        paper_draw_signers(visit, canvas, row, record_of(visit)->form);
    }
    for (size_t i = 0; !data->editable && i < data->copy_count; i++)
        draw_copy(visit, canvas, row + COPY_ROWS * (int)i, &data->copies[i]);
    afterwards_draw(visit, canvas, row + copies, &data->after);
    if (data->editable && cell)
        offers_draw(visit, canvas, &state->filling, cell->row - state->top, cell->at);
    filling_draw_clash(visit, canvas, &state->filling);
}

/* --- Explaining ------------------------------------------------------------------------------- */

/* What the field in focus asks, and what the paper is for. */
static const char *explain(struct visit *visit)
{
    const struct filling *filling = &((struct state *)visit->state)->filling;
    const struct form_field *field = filling_field(filling);
    const struct form *form = filling->record.form;
    const char *purpose = *form->purpose.text[visit->language]
        ? visit_text(visit, MSG("forms.explain"), form->title.text[visit->language],
                     form->purpose.text[visit->language],
                     words_clause(visit, form->clause))
        : "";
    if (!field)
        return *purpose ? purpose : NULL;
    const char *kind = arena_text(visit_arena(visit), "field.%s.help", field->type->name);
    const char *asks = words_join(visit, "\n", field->hint.text[visit->language],
                                  message(visit->language, kind));
    return words_join(visit, "\n",
                      visit_text(visit, MSG("form.explain"), field->label.text[visit->language],
                                 asks, words_clause(visit, field->clause)),
                      purpose);
}

static bool offers_typing(const struct visit *visit)
{
    return visit->data && ((const struct data *)visit->data)->editable;
}

static bool offers_undo(const struct visit *visit)
{
    return visit_focused(visit);
}

static bool offers_scrolling(const struct visit *visit)
{
    return !offers_typing(visit);
}

static const struct key_binding keys[] = {
    {PRESS_ENTER,     MSG("form.next"),       NULL,       offers_typing,     NULL    },
    {PRESS_BACKTAB,   MSG("form.previous"),   NULL,       offers_typing,     NULL    },
    {PRESS_PAGE_DOWN, MSG("form.missing"),    NULL,       offers_typing,     NULL    },
    {PRESS_UP,        MSG("form.scroll"),     NULL,       offers_scrolling,  "↑↓"},
    {'1',             MSG("form.signatures"), signatures, offers_signatures, NULL    },
    {'2',             MSG("form.service"),    service,    offers_service,    NULL    },
    {'3',             MSG("form.correct"),    correct,    offers_correcting, NULL    },
    {'4',             MSG("form.newer"),      newer,      offers_newer,      NULL    },
    {'5',             MSG("form.older"),      older,      offers_older,      NULL    },
    {'6',             MSG("form.another"),    another,    offers_another,    NULL    },
    {CONTROL('p'),    MSG("form.print"),      print,      NULL,              NULL    },
    {CONTROL('x'),    MSG("form.discard"),    discard,    offers_discarding, NULL    },
    {CONTROL('z'),    MSG("form.undo"),       NULL,       offers_undo,       NULL    },
};

const struct screen screen_form = {
    .name = "form",
    .route = "case|child|place/:id/form/:record",
    .title = MSG("form.title"),
    .help = MSG("form.help"),
    .needs = NEEDS(MAY_SEE_CHILDREN),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = key,
    .explain = explain,
    .keys = keys,
    .key_count = COUNT(keys),
};
