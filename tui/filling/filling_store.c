#include "tui/filling/filling_store.h"

#include "core/store/draft.h"
#include "i18n/format.h"
#include "tui/filling/paper.h"

#include <string.h>

enum {
    CLASH_ROWS = 8
};

bool filling_is_typed(const struct filling *filling)
{
    return !filling_at_end(filling) && !paper_chosen(filling_field(filling));
}

struct field_context filling_context(const struct visit *visit, const struct filling *filling)
{
    return (struct field_context){
        .choices = filling_field(filling)->choices,
        .today = visit->today,
        .was = filling->known,
    };
}

const char *filling_plain(struct visit *visit, const struct filling *filling, const char *value,
                          struct arena *arena)
{
    const struct field_context context = filling_context(visit, filling);
    return field_show(filling_field(filling)->type, &context, visit->language, value, arena);
}

bool filling_forget_draft(struct visit *visit, struct filling *filling, struct error *err)
{
    filling->text.changed = false;
    return draft_clear(visit->store, visit->actor, visit->route, filling_field(filling)->name, err);
}

/* --- A value ---------------------------------------------------------------------------------- */

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
    size_t count = seen.form->field_count;
    seen.answers = arena_array(&visit->arena, struct answer, count);
    memcpy(seen.answers, filling->record.answers, sizeof *seen.answers * count);
    seen.answers[filling->focus].value = filling->was;
    return seen;
}

bool filling_store_value(struct visit *visit, struct filling *filling, const char *value,
                         struct error *err)
{
    struct answer_clash clash;
    const struct form_record seen = seen_by(visit, filling);
    visit_reload(visit);
    if (answers_store(visit->store, visit->actor, visit->today, &seen, filling->focus, value,
                      &visit->arena, &clash, err)) {
        filling->was = arena_text(&visit->kept, "%s", value);
        return filling_forget_draft(visit, filling, err);
    }
    if (!clash.value)
        return false;
    *err = (struct error){0};
    open_clash(visit, filling, &clash, value);
    return true;
}

/* --- What is typed ---------------------------------------------------------------------------- */

/* In a long list of several choices what is typed adds to them, or takes one away. */
static bool store_more(struct visit *visit, struct filling *filling, const char *read,
                       struct error *err)
{
    const struct field_context context = filling_context(visit, filling);
    bool one = !strchr(read, '\n');
    const char *value = filling->was;
    for (size_t i = 0; i < context.choices->count; i++) {
        const char *name = context.choices->choices[i].name;
        if (field_has_choice(read, name))
            value = field_choices_with(&context, value, name,
                                       !one || !field_has_choice(value, name), &visit->arena);
    }
    text_set(&filling->text, "");
    return filling_store_value(visit, filling, value, err);
}

/* What is typed names one choice alone when no other is left to offer. */
static bool read_typed(struct visit *visit, struct filling *filling, const char *typed,
                       const char **value, struct error *err)
{
    const struct form_field *field = filling_field(filling);
    const struct field_context context = filling_context(visit, filling);
    if (field_read(field->type, &context, typed, &visit->arena, value, err))
        return true;
    if (!field->type->option || filling->offers.count != 1)
        return false;
    *err = (struct error){0};
    *value = filling->offers.rows[0].value;
    return true;
}

static bool store_typed(struct visit *visit, struct filling *filling, const char *typed,
                        struct error *err)
{
    const char *value;
    offers_know(visit, filling);
    if (!read_typed(visit, filling, typed, &value, err)) {
        filling->refused = arena_text(&visit->kept, "%s",
                                      check_error(err, visit->language, &visit->arena));
        filling->refused_text = arena_text(&visit->kept, "%s", filling->text.bytes);
        return false;
    }
    if (filling_field(filling)->type->several)
        return store_more(visit, filling, value, err);
    return strcmp(value, filling->was) == 0 ? filling_forget_draft(visit, filling, err)
                                            : filling_store_value(visit, filling, value, err);
}

bool filling_store(struct visit *visit, struct filling *filling, struct error *err)
{
    if (!filling_is_typed(filling))
        return true;
    bool several = filling_field(filling)->type->several;
    const char *typed = text_value(&filling->text, &visit->arena);
    const char *shown = several ? "" : filling_plain(visit, filling, filling->was, &visit->arena);
    return strcmp(typed, shown) == 0 ? filling_forget_draft(visit, filling, err)
                                     : store_typed(visit, filling, typed, err);
}

bool filling_confirm(struct visit *visit, struct filling *filling, struct error *err)
{
    if (filling_at_end(filling) || filling->theirs || !*filling->was
        || !filling->record.answers[filling->focus].prefilled)
        return true;
    /* What was typed in its place has been stored already. */
    bool stands = strcmp(filling->record.answers[filling->focus].value, filling->was) == 0;
    return !stands || filling_store_value(visit, filling, filling->was, err);
}

/* --- What is chosen --------------------------------------------------------------------------- */

/* The key says nothing here, and that is said: Enter would go on without an answer. */
static bool refuse(struct visit *visit, struct filling *filling, const struct key *key)
{
    size_t count = 0;
    const char *value;
    while (paper_option(visit, filling_field(filling), count, &value))
        count++;
    visit_say(visit, MSG("field.bad-choice"), key->text, visit_digits(visit, (int64_t)count));
    return true;
}

/* What a letter is pressed for where answers are chosen: the keys that mean the same everywhere. */
static bool is_common(const struct key *key)
{
    int command = key_command(key);
    return command == '0' || command == '/' || command == '?' || command == '=';
}

static bool choose(struct visit *visit, struct filling *filling, const struct key *key,
                   struct error *err)
{
    const struct field_context context = filling_context(visit, filling);
    const struct form_field *field = filling_field(filling);
    const char *value;
    int digit = key_digit(key);
    if (digit < 1 || !paper_option(visit, field, (size_t)digit - 1, &value))
        return refuse(visit, filling, key);
    if (field->type->several)
        value = field_choices_with(&context, filling->was, value,
                                   !field_has_choice(filling->was, value), &visit->arena);
    bool same = strcmp(value, filling->was) == 0;
    return same ? filling_confirm(visit, filling, err)
                : filling_store_value(visit, filling, value, err);
}

bool filling_choose(struct visit *visit, struct filling *filling, const struct key *key, bool *used,
                    struct error *err)
{
    bool erases = key_command(key) == PRESS_BACKSPACE;
    bool types = key->press == PRESS_TEXT && !is_common(key);
    *used = !filling_at_end(filling) && !filling_is_typed(filling) && (types || erases);
    if (!*used)
        return true;
    return erases ? filling_store_value(visit, filling, "", err)
                  : choose(visit, filling, key, err);
}

/* --- Two answers ------------------------------------------------------------------------------ */

bool filling_settle(struct visit *visit, struct filling *filling, int digit, struct error *err)
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
    return (digit == 1 ? filling_forget_draft(visit, filling, err)
                       : filling_store_value(visit, filling, mine, err))
        && filling_read(visit, filling, filling->record.id, err)
        && filling_focus(visit, filling, filling->focus, err);
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
                                       filling_plain(visit, filling, filling->theirs, &visit->frame)));
    row += canvas_paragraph(canvas, row, 2, width, 3, STYLE_PLAIN,
                            visit_text(visit, MSG("form.clash-mine"),
                                       filling_plain(visit, filling, filling->mine, &visit->frame)));
    canvas_text(canvas, row, 2, width, ALIGN_START, STYLE_OPENABLE,
                message(visit->language,
                        field->type->paragraph ? MSG("form.clash-three") : MSG("form.clash-two")));
}
