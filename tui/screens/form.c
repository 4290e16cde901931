#include "core/audit.h"
#include "core/casefile.h"
#include "core/dispatch.h"
#include "core/draft.h"
#include "forms/answers.h"
#include "forms/check.h"
#include "forms/complete.h"
#include "i18n/format.h"
#include "tui/paper.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* What the person does here. */
struct state {
    bool looked;        /* the look is on record */
    bool begun;         /* the texts are there, a field is in focus */
    struct text *texts; /* one a field */
    size_t focus;       /* a field; field_count: the line that completes */
    const char *was;    /* the value in focus as the person saw it; in visit->kept */
    int top;            /* the row of the paper that is drawn first */
    bool tried;         /* completing was tried: what is missing is marked */
    const char *theirs; /* another's answer to the field in focus; NULL: no clash */
    const char *mine;   /* the person's own, and who the other is; all in visit->kept */
    const char *who;
};

/* What load() read. */
struct data {
    struct record record;
    struct check_summary checks;
    struct report_copy *copies;
    size_t copy_count;
    bool editable;
};

static const struct record *record_of(const struct visit *visit)
{
    return &((const struct data *)visit->data)->record;
}

static const struct form_field *field_at(const struct visit *visit, size_t index)
{
    return &record_of(visit)->form->fields[index];
}

static size_t field_count(const struct visit *visit)
{
    return record_of(visit)->form->field_count;
}

static bool typed_in(const struct visit *visit)
{
    const struct state *state = visit->state;
    return state->focus < field_count(visit) && !paper_chosen(field_at(visit, state->focus));
}

static struct field_context context_of(const struct visit *visit, size_t field, const char *was)
{
    return (struct field_context){
        .choices = field_at(visit, field)->choices,
        .today = visit->today,
        .was = was,
    };
}

/* The value as it is typed: nothing hidden. */
static const char *plain(struct visit *visit, size_t field, const char *value, struct arena *arena)
{
    const struct field_context context = context_of(visit, field, value);
    return field_show(field_at(visit, field)->type, &context, visit->language, value, arena);
}

/* --- Going from field to field ---------------------------------------------------------------- */

static bool is_asked(const struct visit *visit, size_t field)
{
    const struct data *data = visit->data;
    return data->checks.fields[field].relevant && !*field_at(visit, field)->later;
}

/* What the visit brought is typed; what a list knows is passed over, unless it is needed and missing. */
static bool is_brought(const struct visit *visit, size_t field)
{
    const struct form_field *asked = field_at(visit, field);
    const struct answer *answer = &record_of(visit)->answers[field];
    if (*answer->value && answer->prefilled)
        return false;
    return !*asked->fill || strncmp(asked->fill, "last.", strlen("last.")) == 0 || asked->required;
}

static bool is_any(const struct visit *visit, size_t field)
{
    (void)visit, (void)field;
    return true;
}

static bool is_missing(const struct visit *visit, size_t field)
{
    const struct data *data = visit->data;
    return data->checks.fields[field].result != CHECK_GOOD;
}

typedef bool wanted(const struct visit *visit, size_t field);

/* The first wanted field from one on; field_count when none is left. */
static size_t find_from(const struct visit *visit, size_t from, wanted *want)
{
    while (from < field_count(visit) && !(is_asked(visit, from) && want(visit, from)))
        from++;
    return from;
}

static size_t find_before(const struct visit *visit, size_t from)
{
    size_t found = from;
    while (found > 0)
        if (is_asked(visit, --found))
            return found;
    return from;
}

static bool focus_on(struct visit *visit, size_t field, struct error *err)
{
    struct state *state = visit->state;
    visit_leave(visit);
    state->focus = field;
    if (field == field_count(visit))
        return true;
    const char *value = record_of(visit)->answers[field].value;
    state->was = arena_text(&visit->kept, "%s", value);
    if (!typed_in(visit))
        return true;

    struct text *text = &state->texts[field];
    ARENA(scratch);
    const char *shown = plain(visit, field, value, &scratch);
    text_begin(text, &visit->kept, shown, field_at(visit, field)->type->paragraph ? TEXT_LINES : 0);
    text_set(text, shown);
    return visit_focus(visit, text, field_at(visit, field)->name, err);
}

/* --- Storing ---------------------------------------------------------------------------------- */

static bool forget_draft(struct visit *visit, size_t field, struct error *err)
{
    struct state *state = visit->state;
    state->texts[field].changed = false;
    return draft_clear(visit->store, visit->actor, visit->route, field_at(visit, field)->name, err);
}

static bool open_clash(struct visit *visit, const struct answer_clash *clash, const char *mine)
{
    struct state *state = visit->state;
    state->mine = arena_text(&visit->kept, "%s", mine);
    state->theirs = arena_text(&visit->kept, "%s", clash->value);
    state->who = arena_text(&visit->kept, "%s",
                            format_name(visit->language, clash->person_zh, clash->person_ug));
    return true;
}

/* Stores a value of the field in focus, over the one that the person saw there. */
static bool store_value(struct visit *visit, const char *value, struct error *err)
{
    struct state *state = visit->state;
    struct answer_clash clash;
    struct record seen = *record_of(visit);
    struct answer *answers = arena_array(&visit->arena, struct answer, seen.form->field_count);
    memcpy(answers, seen.answers, sizeof *answers * seen.form->field_count);
    answers[state->focus].value = state->was;
    seen.answers = answers;
    visit_reload(visit);
    if (!answers_store(visit->store, visit->actor, visit->today, &seen, state->focus, value,
                       &visit->arena, &clash, err)) {
        if (!clash.value)
            return false;
        *err = (struct error){0};
        return open_clash(visit, &clash, value);
    }
    state->was = arena_text(&visit->kept, "%s", value);
    return forget_draft(visit, state->focus, err);
}

/* What is typed in the field in focus becomes its answer. False, and the caret stays, while it is none. */
static bool commit(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    if (!typed_in(visit))
        return true;
    size_t field = state->focus;
    const struct field_context context = context_of(visit, field, state->was);
    const char *typed = text_value(&state->texts[field], &visit->arena), *value;
    if (strcmp(typed, plain(visit, field, state->was, &visit->arena)) == 0)
        return forget_draft(visit, field, err);
    if (!field_read(field_at(visit, field)->type, &context, typed, &visit->arena, &value, err))
        return false;
    if (strcmp(value, state->was) == 0)
        return forget_draft(visit, field, err);
    return store_value(visit, value, err);
}

static bool choose(struct visit *visit, int digit, struct error *err)
{
    struct state *state = visit->state;
    const struct field_context context = context_of(visit, state->focus, state->was);
    const char *value;
    if (!field_at(visit, state->focus)->type->option(&context, visit->language, (size_t)digit - 1, &value))
        return true;
    return strcmp(value, state->was) == 0 || store_value(visit, value, err);
}

/* --- Loading ---------------------------------------------------------------------------------- */

/* A route with a form's name begins a record, or finds the one that is not complete, and leads on to it. */
static bool begin(struct visit *visit, const char *name, struct error *err)
{
    int64_t case_id = visit_number(visit, "id"), record_id;
    const struct record_start start = {
        .form = form_find(visit->forms, name),
        .case_id = case_id,
        .duty_id = visit_number(visit, "duty"),
    };
    if (!start.form)
        return error_tell(err, ERROR_MISSING, MSG("form.unknown"), name);
    if (!answers_begin(visit->store, visit->policy, visit->actor, visit->today, &start, &record_id, err))
        return false;
    visit_replace(visit, "case/%" PRId64 "/form/%" PRId64, case_id, record_id);
    return true;
}

static bool look(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    if (!state->looked
        && !audit_look(visit->store, visit->actor, record_of(visit)->child_id, visit->route, err))
        return false;
    state->looked = true;
    return true;
}

static bool read_editable(struct visit *visit, struct data *data, struct error *err)
{
    struct casefile casefile;
    data->editable = !data->record.complete;
    return data->record.complete
        || (casefile_read(visit->store, data->record.case_id, &visit->arena, &casefile, err)
            && casefile_offers(visit->store, visit->actor, &casefile, MAY_FILL_FORM, &data->editable, err));
}

static bool read_data(struct visit *visit, struct data *data, struct error *err)
{
    int64_t record_id = visit_number(visit, "record");
    return answers_read(visit->store, record_id, &visit->arena, &data->record, err)
        && check_form(data->record.form, answers_values(&data->record, &visit->arena), visit->today,
                      &visit->arena, &data->checks, err)
        && dispatch_list(visit->store, record_id, &visit->arena, &data->copies, &data->copy_count, err)
        && read_editable(visit, data, err);
}

/* Where the caret stands first: where the link was cut, where something is half typed, where
   something is missing. */
static bool find_place(struct visit *visit, size_t *field, struct error *err)
{
    const struct form_field *cut = form_field(record_of(visit)->form, visit->field);
    *field = find_from(visit, 0, is_missing);
    if (cut && is_asked(visit, form_index(record_of(visit)->form, cut))) {
        *field = form_index(record_of(visit)->form, cut);
        return true;
    }
    for (size_t i = 0; i < field_count(visit); i++) {
        struct draft draft;
        if (!draft_read(visit->store, visit->actor, visit->route, field_at(visit, i)->name,
                        &visit->arena, &draft, err))
            return false;
        if (draft.found && is_asked(visit, i)) {
            *field = i;
            return true;
        }
    }
    return true;
}

static bool begin_typing(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    size_t field;
    if (state->begun)
        return !typed_in(visit) || visit_focused(visit)
            || visit_focus(visit, &state->texts[state->focus], field_at(visit, state->focus)->name, err);
    state->texts = arena_array(&visit->kept, struct text, field_count(visit));
    state->begun = true;
    return find_place(visit, &field, err) && focus_on(visit, field, err);
}

static bool stop_typing(struct visit *visit)
{
    struct state *state = visit->state;
    if (state->begun)
        visit_leave(visit);
    state->focus = field_count(visit);
    return true;
}

static void say_where(struct visit *visit, const struct data *data)
{
    const struct record *record = &data->record;
    visit->title = arena_text(&visit->arena, "%s · %s · %s", record->form->title.text[visit->language],
                              format_name(visit->language, record->name_zh, record->name_ug),
                              record->case_number);
    visit->aside = record->complete
        ? visit_text(visit, MSG("form.done"), visit_digits(visit, record->form->version))
        : visit_text(visit, MSG("form.progress"), visit_digits(visit, (int64_t)data->checks.answered),
                     visit_digits(visit, (int64_t)data->checks.asked));
}

static bool load(struct visit *visit, struct error *err)
{
    const char *name = visit_value(visit, "record");
    struct data *data = arena_new(&visit->arena, struct data);
    if (visit_number(visit, "record") == 0)
        return begin(visit, name, err);
    visit->data = data;
    if (!read_data(visit, data, err) || !look(visit, err))
        return false;
    say_where(visit, data);
    return data->editable ? begin_typing(visit, err) : stop_typing(visit);
}

/* --- Completing ------------------------------------------------------------------------------- */

static bool complete(struct visit *visit, const char *reason, struct error *err)
{
    (void)reason;
    if (!complete_record(visit->store, visit->policy, visit->actor, visit->today,
                         record_of(visit)->id, err))
        return false;
    visit_say(visit, MSG("form.completed"));
    return visit_forget(visit, err);
}

static bool show_missing(struct visit *visit, size_t field, struct error *err)
{
    struct data *data = visit->data;
    struct state *state = visit->state;
    const char *why = check_words(record_of(visit)->form, field, &data->checks.fields[field],
                                  visit->language, &visit->arena);
    state->tried = true;
    visit_say(visit, MSG("form.still"), why);
    return focus_on(visit, field, err);
}

static bool finish(struct visit *visit, struct error *err)
{
    const struct data *data = visit->data;
    bool sends = record_of(visit)->form->action == MAY_SEND_REPORT;
    if (data->checks.first_missing < field_count(visit))
        return show_missing(visit, data->checks.first_missing, err);
    visit_ask(visit, visit_text(visit, sends ? MSG("form.send-ask") : MSG("form.complete-ask")), NULL, complete);
    return true;
}

/* --- Keys ------------------------------------------------------------------------------------- */

/* Leaves the field with its answer stored, and everything that follows from it read. */
static bool leave_field(struct visit *visit, struct error *err)
{
    const struct state *state = visit->state;
    return commit(visit, err) && (state->theirs || read_data(visit, visit->data, err));
}

static bool go_to(struct visit *visit, size_t field, struct error *err)
{
    const struct state *state = visit->state;
    return leave_field(visit, err) && (state->theirs || focus_on(visit, field, err));
}

/* An answer may decide what is asked next: the way is found after it is stored. */
static bool go_on(struct visit *visit, wanted *want, struct error *err)
{
    const struct state *state = visit->state;
    return leave_field(visit, err)
        && (state->theirs || focus_on(visit, find_from(visit, state->focus + 1, want), err));
}

static bool go_to_missing(struct visit *visit, struct error *err)
{
    const struct state *state = visit->state;
    if (!leave_field(visit, err))
        return false;
    if (state->theirs)
        return true;
    size_t next = find_from(visit, state->focus + 1, is_missing);
    return focus_on(visit, next < field_count(visit) ? next : find_from(visit, 0, is_missing), err);
}

/* Both answers are there to be seen: 1 keeps theirs, 2 the person's own, 3 joins them. */
static bool settle_clash(struct visit *visit, int digit, struct error *err)
{
    struct state *state = visit->state;
    const char *theirs = state->theirs, *mine = state->mine;
    bool joins = digit == 3 && field_at(visit, state->focus)->type->paragraph;
    if (digit != 1 && digit != 2 && !joins)
        return true;
    if (joins)
        mine = arena_text(&visit->kept, "%s\n%s", theirs, mine);
    state->theirs = NULL;
    state->was = theirs;
    bool done = digit == 1 ? forget_draft(visit, state->focus, err) : store_value(visit, mine, err);
    visit_reload(visit);
    return done && read_data(visit, visit->data, err) && focus_on(visit, state->focus, err);
}

static bool scroll(struct visit *visit, int command)
{
    struct state *state = visit->state;
    switch (command) {
    case PRESS_UP:
        state->top--;
        return true;
    case PRESS_DOWN:
        state->top++;
        return true;
    case PRESS_PAGE_UP:
        state->top -= visit->rows;
        return true;
    case PRESS_PAGE_DOWN:
        state->top += visit->rows;
        return true;
    default:
        return false;
    }
}

static bool leave(struct visit *visit, bool *used)
{
    struct state *state = visit->state;
    struct error later = {0};
    /* What is no answer yet stays as a draft, and is there when one comes back. */
    commit(visit, &later);
    *used = state->theirs != NULL;
    return true;
}

static bool choice_pressed(struct visit *visit, const struct key *key, bool *used, struct error *err)
{
    struct state *state = visit->state;
    int digit = key_digit(key);
    if (state->focus == field_count(visit) || typed_in(visit))
        return true;
    if (key_command(key) == PRESS_BACKSPACE) {
        *used = true;
        return store_value(visit, "", err);
    }
    if (digit < 1)
        return true;
    *used = true;
    return choose(visit, digit, err);
}

static bool edit(struct visit *visit, const struct key *key, bool *used, struct error *err)
{
    const struct state *state = visit->state;
    *used = true;
    switch (key_command(key)) {
    case PRESS_ENTER:
        return state->focus == field_count(visit) ? finish(visit, err) : go_on(visit, is_brought, err);
    case PRESS_TAB:
    case PRESS_DOWN:
        return go_on(visit, is_any, err);
    case PRESS_BACKTAB:
    case PRESS_UP:
        return go_to(visit, find_before(visit, state->focus), err);
    case PRESS_PAGE_DOWN:
        return go_to_missing(visit, err);
    case PRESS_PAGE_UP:
        return go_to(visit, find_from(visit, 0, is_any), err);
    case PRESS_ESC:
        return leave(visit, used);
    default:
        *used = false;
        return choice_pressed(visit, key, used, err);
    }
}

static bool key(struct visit *visit, const struct key *pressed, bool *used, struct error *err)
{
    const struct data *data = visit->data;
    const struct state *state = visit->state;
    if (!data->editable) {
        *used = scroll(visit, key_command(pressed));
        return true;
    }
    if (state->theirs) {
        *used = true;
        return settle_clash(visit, key_digit(pressed), err);
    }
    return edit(visit, pressed, used, err);
}

/* --- Drawing ---------------------------------------------------------------------------------- */

static struct paper_subject subject_of(struct visit *visit)
{
    const struct data *data = visit->data;
    const struct state *state = visit->state;
    return (struct paper_subject){
        .record = &data->record,
        .checks = data->checks.fields,
        .texts = state->texts,
        .focus = data->editable ? state->focus : field_count(visit),
        .marks = state->tried,
        .columns = visit->columns,
        .rows = visit->rows,
    };
}

/* Keeps the field in focus in sight, with its heading where there is room. */
static void keep_in_sight(struct visit *visit, const struct paper *paper, int all)
{
    const struct data *data = visit->data;
    struct state *state = visit->state;
    const struct paper_cell *cell = paper_find(paper, state->focus);
    int first = cell ? cell->row : paper->rows, rows = cell ? cell->rows + (cell->options && *cell->label) : 1;
    if (data->editable && first + rows > state->top + visit->rows)
        state->top = first + rows - visit->rows;
    if (data->editable && first - 1 < state->top)
        state->top = first - 1;
    if (state->top > all - visit->rows)
        state->top = all - visit->rows;
    if (state->top < 0)
        state->top = 0;
}

static void draw_end(struct visit *visit, struct canvas *canvas, int row)
{
    const struct data *data = visit->data;
    const struct state *state = visit->state;
    bool focused = state->focus == field_count(visit);
    bool whole = data->checks.first_missing == field_count(visit);
    const char *words = whole ? message(visit->language, MSG("form.end"))
                              : visit_text(visit, MSG("form.end-missing"),
                                           visit_digits(visit, (int64_t)(data->checks.asked - data->checks.answered)));
    if (focused)
        canvas_text(canvas, row, 0, 1, ALIGN_START, STYLE_SELECTED, canvas_pointer(canvas));
    canvas_text(canvas, row, 2, canvas->columns - 2, ALIGN_START, focused ? STYLE_SELECTED : STYLE_DIM, words);
}

/* What each recipient said on its copy (H18 annex 3): who received it, and what was done. */
static void draw_copies(struct visit *visit, struct canvas *canvas, int row)
{
    const struct data *data = visit->data;
    for (size_t i = 0; i < data->copy_count; i++) {
        const struct report_copy *copy = &data->copies[i];
        const char *role = message(visit->language, arena_text(&visit->frame, "role.%s", copy->role));
        const char *place = format_name(visit->language, copy->place_zh, copy->place_ug);
        const char *words = *copy->received_on
            ? visit_text(visit, MSG("form.copy-received"), role, place, copy->received_on,
                         format_name(visit->language, copy->person_zh, copy->person_ug), copy->contact)
            : visit_text(visit, MSG("form.copy-sent"), role, place, copy->sent_on);
        canvas_text(canvas, row + 2 * (int)i, 2, canvas->columns - 2, ALIGN_START, STYLE_PLAIN, words);
        if (*copy->result)
            canvas_text(canvas, row + 2 * (int)i + 1, 4, canvas->columns - 4, ALIGN_START, STYLE_PLAIN,
                        visit_text(visit, MSG("form.copy-result"), copy->result));
    }
}

static void draw_clash(struct visit *visit, struct canvas *canvas)
{
    const struct state *state = visit->state;
    const struct form_field *field = field_at(visit, state->focus);
    int row = canvas->rows > 8 ? canvas->rows - 8 : 0, column = 2, width = canvas->columns - 4;
    canvas->grid->caret_row = -1;
    canvas_erase(canvas, row, 0, canvas->rows - row, canvas->columns);
    canvas_rule(canvas, row++, STYLE_RULE, field->label.text[visit->language]);
    row += canvas_paragraph(canvas, row, column, width, 3, STYLE_PLAIN,
                            visit_text(visit, MSG("form.clash-theirs"), state->who,
                                       plain(visit, state->focus, state->theirs, &visit->frame)));
    row += canvas_paragraph(canvas, row, column, width, 3, STYLE_PLAIN,
                            visit_text(visit, MSG("form.clash-mine"),
                                       plain(visit, state->focus, state->mine, &visit->frame)));
    canvas_text(canvas, row, column, width, ALIGN_START, STYLE_OPENABLE,
                message(visit->language, field->type->paragraph ? MSG("form.clash-three") : MSG("form.clash-two")));
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    const struct data *data = visit->data;
    struct state *state = visit->state;
    const struct paper_subject subject = subject_of(visit);
    const struct paper paper = paper_lay(visit, &subject);
    int end = data->editable ? 1 : 2 * (int)data->copy_count;
    keep_in_sight(visit, &paper, paper.rows + end);
    paper_draw(visit, canvas, &subject, &paper, state->top);
    if (data->editable)
        draw_end(visit, canvas, paper.rows - state->top);
    else
        draw_copies(visit, canvas, paper.rows - state->top);
    if (state->theirs)
        draw_clash(visit, canvas);
}

/* --- Explaining ------------------------------------------------------------------------------- */

static const char *explain(struct visit *visit)
{
    const struct data *data = visit->data;
    const struct state *state = visit->state;
    if (!data->editable || state->focus == field_count(visit))
        return NULL;
    const struct form_field *field = field_at(visit, state->focus);
    const char *kind = message(visit->language,
                               arena_text(&visit->frame, "field.%s.help", field->type->name));
    return visit_text(visit, MSG("form.explain"), field->label.text[visit->language],
                      field->hint.text[visit->language], kind, field->clause);
}

static bool offers_typing(const struct visit *visit)
{
    return ((const struct data *)visit->data)->editable;
}

static bool offers_scrolling(const struct visit *visit)
{
    return !offers_typing(visit);
}

static const struct key_binding keys[] = {
    {PRESS_ENTER,     MSG("form.next"),     NULL, offers_typing,    NULL    },
    {PRESS_BACKTAB,   MSG("form.previous"), NULL, offers_typing,    NULL    },
    {PRESS_PAGE_DOWN, MSG("form.missing"),  NULL, offers_typing,    NULL    },
    {PRESS_UP,        MSG("form.scroll"),   NULL, offers_scrolling, "↑↓"},
};

const struct screen screen_form = {
    .name = "form",
    .route = "case/:id/form/:record",
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
