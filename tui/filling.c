#include "tui/filling.h"

#include "core/draft.h"
#include "i18n/format.h"
#include "tui/paper.h"

#include <string.h>

enum {
    CLASH_ROWS = 8
};

static const struct form_field *field_at(const struct filling *filling, size_t index)
{
    return &filling->record.form->fields[index];
}

static size_t field_count(const struct filling *filling)
{
    return filling->record.form->field_count;
}

bool filling_at_end(const struct filling *filling)
{
    return filling->focus == field_count(filling);
}

const struct form_field *filling_field(const struct filling *filling)
{
    return filling_at_end(filling) ? NULL : field_at(filling, filling->focus);
}

static bool is_typed(const struct filling *filling)
{
    return !filling_at_end(filling) && !paper_chosen(filling_field(filling));
}

static struct field_context context_of(const struct visit *visit, const struct filling *filling)
{
    return (struct field_context){
        .choices = filling_field(filling)->choices,
        .today = visit->today,
        .was = filling->was,
    };
}

/* A value of the field in focus as it is typed: nothing hidden. */
static const char *plain(struct visit *visit, const struct filling *filling, const char *value,
                         struct arena *arena)
{
    const struct field_context context = context_of(visit, filling);
    return field_show(filling_field(filling)->type, &context, visit->language, value, arena);
}

/* --- From field to field ---------------------------------------------------------------------- */

static bool is_asked(const struct filling *filling, size_t field)
{
    return filling->checks.fields[field].relevant && !*field_at(filling, field)->later;
}

typedef bool wanted(const struct filling *filling, size_t field);

/* What the visit brought is typed; what a list knows is passed over, unless it is missing. */
static bool is_brought(const struct filling *filling, size_t field)
{
    const struct form_field *asked = field_at(filling, field);
    const struct answer *answer = &filling->record.answers[field];
    if (*answer->value && answer->prefilled)
        return false;
    return !*asked->fill || strncmp(asked->fill, "last.", strlen("last.")) == 0 || asked->required;
}

static bool is_any(const struct filling *filling, size_t field)
{
    (void)filling, (void)field;
    return true;
}

static bool is_missing(const struct filling *filling, size_t field)
{
    return filling->checks.fields[field].result != CHECK_GOOD;
}

/* The first wanted field from one on; field_count when none is left, also from beyond the end. */
static size_t find_from(const struct filling *filling, size_t from, wanted *want)
{
    while (from < field_count(filling) && !(is_asked(filling, from) && want(filling, from)))
        from++;
    return from < field_count(filling) ? from : field_count(filling);
}

static size_t find_before(const struct filling *filling, size_t from)
{
    for (size_t found = from; found > 0;)
        if (is_asked(filling, --found))
            return found;
    return from;
}

/* A draft from before another's answer: the person never saw that answer, and is shown it before
   the draft replaces it. */
static bool check_draft(struct visit *visit, struct filling *filling, struct error *err)
{
    const struct answer *answer = &filling->record.answers[filling->focus];
    struct draft draft;
    if (answer->account_id == visit->actor->account_id || !*answer->value)
        return true;
    if (!draft_read(visit->store, visit->actor, visit->route, filling_field(filling)->name,
                    &visit->arena, &draft, err))
        return false;
    if (draft.found && draft.at <= answer->at)
        filling->was = "";
    return true;
}

static bool focus_text(struct visit *visit, struct filling *filling, struct error *err)
{
    ARENA(scratch);
    const struct form_field *field = filling_field(filling);
    struct text *text = &filling->texts[filling->focus];
    const char *shown = plain(visit, filling, filling->was, &scratch);
    text_begin(text, &visit->kept, shown,
               (field->type->paragraph ? TEXT_LINES : 0) | (field->type->latin ? TEXT_LATIN : 0));
    text_set(text, shown);
    return visit_focus(visit, text, field->name, err) && check_draft(visit, filling, err);
}

bool filling_focus(struct visit *visit, struct filling *filling, size_t field, struct error *err)
{
    if (visit_focused(visit))
        visit_leave(visit);
    filling->focus = field;
    if (filling_at_end(filling))
        return true;
    filling->was = arena_text(&visit->kept, "%s", filling->record.answers[field].value);
    return !is_typed(filling) || focus_text(visit, filling, err);
}

/* --- Storing ---------------------------------------------------------------------------------- */

static bool forget_draft(struct visit *visit, struct filling *filling, struct error *err)
{
    filling->texts[filling->focus].changed = false;
    return draft_clear(visit->store, visit->actor, visit->route, filling_field(filling)->name, err);
}

static void open_clash(struct visit *visit, struct filling *filling,
                       const struct answer_clash *clash, const char *mine)
{
    const char *who = format_name(visit->language, clash->person_zh, clash->person_ug);
    filling->theirs = arena_text(&visit->kept, "%s", clash->value);
    filling->mine = arena_text(&visit->kept, "%s", mine);
    filling->who = arena_text(&visit->kept, "%s", who);
    visit_leave(visit);
}

/* The record with the answer in focus as the person saw it. */
static struct form_record seen_by(struct visit *visit, const struct filling *filling)
{
    struct form_record seen = filling->record;
    size_t count = field_count(filling);
    seen.answers = arena_array(&visit->arena, struct answer, count);
    memcpy(seen.answers, filling->record.answers, sizeof *seen.answers * count);
    seen.answers[filling->focus].value = filling->was;
    return seen;
}

static bool store_value(struct visit *visit, struct filling *filling, const char *value,
                        struct error *err)
{
    struct answer_clash clash;
    const struct form_record seen = seen_by(visit, filling);
    visit_reload(visit);
    if (answers_store(visit->store, visit->actor, visit->today, &seen, filling->focus, value,
                      &visit->arena, &clash, err)) {
        filling->was = arena_text(&visit->kept, "%s", value);
        return forget_draft(visit, filling, err);
    }
    if (!clash.value)
        return false;
    *err = (struct error){0};
    open_clash(visit, filling, &clash, value);
    return true;
}

bool filling_store(struct visit *visit, struct filling *filling, struct error *err)
{
    if (!is_typed(filling))
        return true;
    const struct field_context context = context_of(visit, filling);
    const char *typed = text_value(&filling->texts[filling->focus], &visit->arena), *value;
    if (strcmp(typed, plain(visit, filling, filling->was, &visit->arena)) == 0)
        return forget_draft(visit, filling, err);
    if (!field_read(filling_field(filling)->type, &context, typed, &visit->arena, &value, err))
        return false;
    return strcmp(value, filling->was) == 0 ? forget_draft(visit, filling, err)
                                            : store_value(visit, filling, value, err);
}

static bool choose(struct visit *visit, struct filling *filling, int digit, struct error *err)
{
    const struct field_context context = context_of(visit, filling);
    const struct field_type *type = filling_field(filling)->type;
    const char *value;
    return !type->option(&context, visit->language, (size_t)digit - 1, &value)
        || strcmp(value, filling->was) == 0
        || store_value(visit, filling, value, err);
}

/* Both answers are there to be seen: 1 keeps theirs, 2 the person's own, 3 joins them. */
static bool settle_clash(struct visit *visit, struct filling *filling, int digit, struct error *err)
{
    const char *theirs = filling->theirs, *mine = filling->mine;
    bool joins = digit == 3 && filling_field(filling)->type->paragraph;
    if (digit != 1 && digit != 2 && !joins)
        return true;
    if (joins)
        mine = arena_text(&visit->kept, "%s\n%s", theirs, mine);
    filling->theirs = NULL;
    filling->was = theirs;
    visit_reload(visit);
    return (digit == 1 ? forget_draft(visit, filling, err) : store_value(visit, filling, mine, err))
        && filling_read(visit, filling, filling->record.id, err)
        && filling_focus(visit, filling, filling->focus, err);
}

/* --- Beginning and going on ------------------------------------------------------------------- */

bool filling_read(struct visit *visit, struct filling *filling, int64_t record_id,
                  struct error *err)
{
    return answers_read(visit->store, record_id, &visit->arena, &filling->record, err)
        && check_form(filling->record.form, answers_values(&filling->record, &visit->arena),
                      visit->today, &visit->arena, &filling->checks, err);
}

/* The first field with something half typed; field_count when there is none. */
static bool find_draft(struct visit *visit, const struct filling *filling, size_t *field,
                       struct error *err)
{
    struct draft draft = {0};
    size_t at = 0;
    for (; at < field_count(filling); at++) {
        if (!draft_read(visit->store, visit->actor, visit->route, field_at(filling, at)->name,
                        &visit->arena, &draft, err))
            return false;
        if (draft.found && is_asked(filling, at))
            break;
    }
    *field = at;
    return true;
}

static bool find_place(struct visit *visit, const struct filling *filling, size_t *field,
                       struct error *err)
{
    const struct form_field *cut = form_field(filling->record.form, visit->field);
    if (cut && is_asked(filling, form_index(filling->record.form, cut))) {
        *field = form_index(filling->record.form, cut);
        return true;
    }
    if (!find_draft(visit, filling, field, err))
        return false;
    if (*field == field_count(filling))
        *field = find_from(filling, 0, is_missing);
    return true;
}

bool filling_begin(struct visit *visit, struct filling *filling, struct error *err)
{
    size_t field;
    if (!filling->texts) {
        filling->texts = arena_array(&visit->kept, struct text, field_count(filling));
        return find_place(visit, filling, &field, err)
            && filling_focus(visit, filling, field, err);
    }
    return !is_typed(filling) || filling->theirs || visit_focused(visit)
        || visit_focus(visit, &filling->texts[filling->focus], filling_field(filling)->name, err);
}

void filling_end(struct visit *visit, struct filling *filling)
{
    if (filling->texts)
        visit_leave(visit);
    filling->focus = field_count(filling);
}

/* Leaves the field with its answer stored, and all that follows from it read: what is asked next
   may depend on it. *left is false while another's answer waits for a decision. */
static bool leave(struct visit *visit, struct filling *filling, bool *left, struct error *err)
{
    if (!filling_store(visit, filling, err))
        return false;
    *left = !filling->theirs;
    return !*left || filling_read(visit, filling, filling->record.id, err);
}

static bool go_on(struct visit *visit, struct filling *filling, wanted *want, struct error *err)
{
    bool left;
    return leave(visit, filling, &left, err)
        && (!left
            || filling_focus(visit, filling, find_from(filling, filling->focus + 1, want), err));
}

static bool go_before(struct visit *visit, struct filling *filling, struct error *err)
{
    bool left;
    return leave(visit, filling, &left, err)
        && (!left || filling_focus(visit, filling, find_before(filling, filling->focus), err));
}

static bool go_first(struct visit *visit, struct filling *filling, struct error *err)
{
    bool left;
    return leave(visit, filling, &left, err)
        && (!left || filling_focus(visit, filling, find_from(filling, 0, is_any), err));
}

static bool go_missing(struct visit *visit, struct filling *filling, struct error *err)
{
    bool left;
    if (!leave(visit, filling, &left, err))
        return false;
    size_t next = find_from(filling, filling->focus + 1, is_missing);
    if (next == field_count(filling))
        next = find_from(filling, 0, is_missing);
    return !left || filling_focus(visit, filling, next, err);
}

/* What is no answer yet stays as a draft, and is there when the person comes back. */
static bool go_away(struct visit *visit, struct filling *filling, bool *used)
{
    struct error no_answer = {0};
    filling_store(visit, filling, &no_answer);
    *used = filling->theirs != NULL;
    return true;
}

static bool choice_key_pressed(struct visit *visit, struct filling *filling, const struct key *key,
                               bool *used, struct error *err)
{
    int digit = key_digit(key);
    bool erases = key_command(key) == PRESS_BACKSPACE;
    *used = !filling_at_end(filling) && !is_typed(filling) && (digit >= 1 || erases);
    if (!*used)
        return true;
    return erases ? store_value(visit, filling, "", err) : choose(visit, filling, digit, err);
}

bool filling_key(struct visit *visit, struct filling *filling, const struct key *key, bool *used,
                 struct error *err)
{
    *used = true;
    if (filling->theirs)
        return settle_clash(visit, filling, key_digit(key), err);
    switch (key_command(key)) {
    case PRESS_ENTER:
        return go_on(visit, filling, is_brought, err);
    case PRESS_TAB:
    case PRESS_DOWN:
        return filling_at_end(filling) || go_on(visit, filling, is_any, err);
    case PRESS_BACKTAB:
    case PRESS_UP:
        return go_before(visit, filling, err);
    case PRESS_PAGE_DOWN:
        return go_missing(visit, filling, err);
    case PRESS_PAGE_UP:
        return go_first(visit, filling, err);
    case PRESS_ESC:
        return go_away(visit, filling, used);
    default:
        return choice_key_pressed(visit, filling, key, used, err);
    }
}

void filling_draw_clash(struct visit *visit, struct canvas *canvas, const struct filling *filling)
{
    if (!filling->theirs)
        return;
    const struct form_field *field = filling_field(filling);
    int row = canvas->rows > CLASH_ROWS ? canvas->rows - CLASH_ROWS : 0,
        width = canvas->columns - 4;
    canvas->grid->caret_row = -1;
    canvas_erase(canvas, row, 0, canvas->rows - row, canvas->columns);
    canvas_rule(canvas, row++, STYLE_TITLE, field->label.text[visit->language]);
    row += canvas_paragraph(canvas, row, 2, width, 3, STYLE_PLAIN,
                            visit_text(visit, MSG("form.clash-theirs"), filling->who,
                                       plain(visit, filling, filling->theirs, &visit->frame)));
    row += canvas_paragraph(canvas, row, 2, width, 3, STYLE_PLAIN,
                            visit_text(visit, MSG("form.clash-mine"),
                                       plain(visit, filling, filling->mine, &visit->frame)));
    canvas_text(canvas, row, 2, width, ALIGN_START, STYLE_OPENABLE,
                message(visit->language,
                        field->type->paragraph ? MSG("form.clash-three") : MSG("form.clash-two")));
}
