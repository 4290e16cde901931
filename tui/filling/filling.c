#include "tui/filling/filling_store.h"

#include "core/store/draft.h"
#include "forms/expand.h"
#include "forms/filling/suggest.h"
#include "i18n/format.h"
#include "tui/filling/paper.h"
#include "tui/parts/words.h"

#include <string.h>

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

const char *filling_refused(const struct filling *filling)
{
    bool stands = filling->refused && !filling_at_end(filling)
        && strcmp(filling->refused_text, filling->text.bytes) == 0;
    return stands ? filling->refused : "";
}

/* --- From field to field ---------------------------------------------------------------------- */

/* A note says something, a line is for a hand, a sum follows from other answers: no caret there. */
static bool is_asked(const struct filling *filling, size_t field)
{
    const struct form_field *asked = field_at(filling, field);
    return filling->checks.fields[field].relevant && !*asked->later && !asked->type->silent;
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

static bool same_row(const struct form_field *left, const struct form_field *right)
{
    return left->group == right->group && left->instance == right->instance;
}

/* At the beginning of a row of a table in which nothing stands. */
static bool at_empty_row(struct visit *visit, const struct filling *filling)
{
    const struct form_field *field = filling_field(filling);
    const char **values = answers_values(&filling->record, &visit->arena);
    if (!field || field->instance == 0
        || form_row_stands(filling->record.form, field, values))
        return false;
    for (size_t i = 0; i < filling->focus; i++)
        if (same_row(field_at(filling, i), field) && is_asked(filling, i))
            return false;
    return true;
}

/* The first field behind the table that the caret is in. */
static size_t behind_table(const struct filling *filling)
{
    size_t behind = filling->focus;
    const struct form_group *table = field_at(filling, behind)->group;
    while (behind < field_count(filling) && field_at(filling, behind)->group == table)
        behind++;
    return behind;
}

/* --- The first line --------------------------------------------------------------------------- */

static bool fits(const struct visit *visit, const char *title, const char *aside)
{
    return visit_columns(visit, title) + 2 + visit_columns(visit, aside) <= visit->columns;
}

/* How far one is is always said: behind the name of the paper in as many words as there is room
   for, or before it. */
static void say_progress(struct visit *visit, const struct filling *filling, const char *title,
                         const char *name)
{
    const char *done = arena_text(&visit->arena, "%zu/%zu", filling->checks.answered,
                                  filling->checks.asked);
    const char *progress = visit_text(visit, MSG("form.progress"), done);
    const char *whole = words_join(visit, " · ", title, name, filling->record.case_number);
    bool narrow = visit->columns + 2 < 60;
    if (narrow || !fits(visit, whole, done)) {
        visit->title = words_join(visit, " · ", done, narrow ? name : title, narrow ? title : name);
        return;
    }
    visit->title = whole;
    visit->aside = fits(visit, whole, progress) ? progress : done;
}

void filling_say_where(struct visit *visit, const struct filling *filling)
{
    const struct form_record *record = &filling->record;
    const char *title = record->form->title.text[visit->language];
    if (record->corrects)
        title = visit_text(visit, MSG("form.correction"), title);
    const char *name = format_name(visit->language, record->name_zh, record->name_ug);
    if (!record->complete) {
        say_progress(visit, filling, title, name);
        return;
    }
    bool narrow = visit->columns + 2 < 60;
    visit->title = narrow ? words_join(visit, " · ", name, title)
                          : words_join(visit, " · ", title, name, record->case_number);
    visit->aside =
        visit_text(visit, MSG("form.done"), visit_digits(visit, record->form->version));
}

/* --- The caret -------------------------------------------------------------------------------- */

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

static unsigned text_flags_of(const struct form_field *field)
{
    const struct field_type *type = field->type;
    return (type->paragraph ? TEXT_LINES : 0) | (type->latin ? TEXT_LATIN : 0)
        | (type->option || suggest_knows(type) ? TEXT_LOOKED_UP : 0);
}

static bool focus_text(struct visit *visit, struct filling *filling, struct error *err)
{
    ARENA(scratch);
    const struct form_field *field = filling_field(filling);
    const char *shown =
        field->type->several ? "" : filling_plain(visit, filling, filling->was, &scratch);
    filling->text = (struct text){0};
    text_begin(&filling->text, &visit->kept, shown, text_flags_of(field));
    return visit_focus(visit, &filling->text, filling->name, err)
        && check_draft(visit, filling, err);
}

bool filling_focus(struct visit *visit, struct filling *filling, size_t field, struct error *err)
{
    if (visit_focused(visit))
        visit_leave(visit);
    filling->focus = field;
    filling->name = NULL;
    filling->refused = NULL;
    filling->offers = (struct offers){0};
    if (filling_at_end(filling))
        return true;
    filling->name = arena_text(&visit->kept, "%s", field_at(filling, field)->name);
    filling->was = filling->known =
        arena_text(&visit->kept, "%s", filling->record.answers[field].value);
    return (!filling_is_typed(filling) || focus_text(visit, filling, err))
        && offers_read(visit, filling, err);
}

/* --- Beginning and going on ------------------------------------------------------------------- */

/* The caret is in the field of its name, wherever the rows of tables have moved it. With the row
   goes what there was to decide about it. */
static void find_caret(struct filling *filling)
{
    const struct form_field *field =
        filling->name ? form_field(filling->record.form, filling->name) : NULL;
    filling->focus = field ? form_index(filling->record.form, field) : field_count(filling);
    if (!field)
        filling->theirs = NULL;
}

/* One line tells what a colleague has answered since the person looked. */
static void tell_others(struct visit *visit, struct filling *filling)
{
    const struct form_record *record = &filling->record;
    int64_t until = filling->seen_at;
    for (size_t i = 0; i < field_count(filling); i++) {
        const struct answer *answer = &record->answers[i];
        if (answer->account_id == visit->actor->account_id || answer->at <= filling->seen_at)
            continue;
        if (filling->begun && !answer->prefilled)
            visit_say(visit, MSG("form.colleague"),
                      format_name(visit->language, answer->person_zh, answer->person_ug),
                      field_at(filling, i)->label.text[visit->language]);
        until = answer->at > until ? answer->at : until;
    }
    filling->seen_at = until;
}

bool filling_read(struct visit *visit, struct filling *filling, int64_t record_id,
                  struct error *err)
{
    if (!answers_read(visit->store, record_id, &visit->arena, &filling->record, err)
        || !check_form(filling->record.form, answers_values(&filling->record, &visit->arena),
                       visit->today, &visit->arena, &filling->checks, err))
        return false;
    find_caret(filling);
    tell_others(visit, filling);
    return true;
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

/* Whether somebody has given an answer; a new paper begins with what is to be brought first. */
static bool is_touched(const struct filling *filling)
{
    for (size_t i = 0; i < field_count(filling); i++)
        if (*filling->record.answers[i].value && !filling->record.answers[i].prefilled)
            return true;
    return false;
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
        *field = find_from(filling, 0, is_touched(filling) ? is_missing : is_brought);
    return true;
}

bool filling_begin(struct visit *visit, struct filling *filling, struct error *err)
{
    size_t field;
    if (!filling->begun) {
        filling->begun = true;
        return find_place(visit, filling, &field, err)
            && filling_focus(visit, filling, field, err);
    }
    if (filling_is_typed(filling) && !filling->theirs && !visit_focused(visit)
        && !visit_focus(visit, &filling->text, filling->name, err))
        return false;
    return offers_read(visit, filling, err);
}

void filling_end(struct visit *visit, struct filling *filling)
{
    if (filling->begun)
        visit_leave(visit);
    filling->name = NULL;
    filling->theirs = NULL;
    filling->focus = field_count(filling);
}

/* Leaves the field with its answer stored, and all that follows from it read: what is asked next
   may depend on it. *left is false while another's answer waits for a decision. */
static bool leave(struct visit *visit, struct filling *filling, bool confirms, bool *left,
                  struct error *err)
{
    if (!filling_store(visit, filling, err)
        || (confirms && !filling_confirm(visit, filling, err)))
        return false;
    *left = !filling->theirs;
    return !*left || filling_read(visit, filling, filling->record.id, err);
}

/* Enter: to the next field that is to be typed, out of a table where nothing more was put into. */
static bool go_on(struct visit *visit, struct filling *filling, struct error *err)
{
    bool left;
    if (!leave(visit, filling, true, &left, err) || !left)
        return err->kind == ERROR_NONE;
    size_t from = at_empty_row(visit, filling) ? behind_table(filling) : filling->focus + 1;
    return filling_focus(visit, filling, find_from(filling, from, is_brought), err);
}

static bool go_next(struct visit *visit, struct filling *filling, bool confirms, struct error *err)
{
    bool left;
    return leave(visit, filling, confirms, &left, err)
        && (!left
            || filling_focus(visit, filling, find_from(filling, filling->focus + 1, is_any), err));
}

static bool go_before(struct visit *visit, struct filling *filling, struct error *err)
{
    bool left;
    return leave(visit, filling, false, &left, err)
        && (!left || filling_focus(visit, filling, find_before(filling, filling->focus), err));
}

static bool go_first(struct visit *visit, struct filling *filling, struct error *err)
{
    bool left;
    return leave(visit, filling, false, &left, err)
        && (!left || filling_focus(visit, filling, find_from(filling, 0, is_any), err));
}

static bool go_missing(struct visit *visit, struct filling *filling, struct error *err)
{
    bool left;
    if (!leave(visit, filling, false, &left, err))
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

/* In a long list of which several may be chosen one stays, to choose more. */
static bool choose_more(struct visit *visit, struct filling *filling, struct error *err)
{
    struct offers *offers = &filling->offers;
    size_t at = offers->at;
    if (at > 0) {
        bool whole = offers->count == filling_field(filling)->choices->count;
        offers_take(visit, filling, &(bool){false});
        offers->at = whole ? at : 0;
        offers->typed = "";
    }
    return filling_store(visit, filling, err);
}

/* Enter takes the offer one is at, and goes on where that is all there is to say. */
static bool enter(struct visit *visit, struct filling *filling, struct error *err)
{
    bool goes_on = true, offered = filling->offers.at > 0;
    bool several = filling_is_typed(filling) && filling_field(filling)->type->several;
    if (several && (offered || filling->text.length > 0))
        return choose_more(visit, filling, err);
    if (offered)
        offers_take(visit, filling, &goes_on);
    visit_reload(visit);
    return !goes_on || go_on(visit, filling, err);
}

static bool move_key(struct visit *visit, struct filling *filling, const struct key *key,
                     bool *used, struct error *err)
{
    switch (key_command(key)) {
    case PRESS_ENTER:
        return enter(visit, filling, err);
    case PRESS_TAB:
        return filling_at_end(filling) || go_next(visit, filling, true, err);
    case PRESS_DOWN:
        return filling_at_end(filling) || go_next(visit, filling, false, err);
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
        return filling_choose(visit, filling, key, used, err);
    }
}

bool filling_key(struct visit *visit, struct filling *filling, const struct key *key, bool *used,
                 struct error *err)
{
    *used = true;
    if (filling->theirs)
        return filling_settle(visit, filling, key_digit(key), err);
    offers_key(visit, filling, key_command(key), used);
    if (*used)
        return true;
    *used = true;
    return move_key(visit, filling, key, used, err);
}
