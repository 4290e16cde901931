#include "tui/filling/offers.h"

#include "forms/filling/suggest.h"
#include "i18n/format.h"
#include "i18n/names/searchkey.h"
#include "tui/filling/filling_store.h"
#include "tui/filling/paper.h"

#include <string.h>

enum {
    NAMES_MOST = 6,
    ROWS_MOST = 9, /* that are shown at once, with the line that says how */
    ROWS_NARROW = 5,
    COLUMNS_LEAST = 30 /* that an offer has room in */
};

static bool is_list(const struct filling *filling)
{
    return filling_field(filling)->type->option != NULL;
}

/* --- What is typed ---------------------------------------------------------------------------- */

/* Behind the last name of a list of people. */
static const char *last_name(const struct form_field *field, const char *text)
{
    static const char *const marks[] = {",", ";", "\u3001", "\uFF0C", "\uFF1B", "\u060C", "\u061B"};
    const char *last = text;
    for (size_t i = 0; strcmp(field->type->name, "people") == 0 && i < COUNT(marks); i++)
        for (const char *at = text; (at = strstr(at, marks[i]));) {
            at += strlen(marks[i]);
            last = at > last ? at : last;
        }
    return last + strspn(last, " ");
}

/* What looks for something; "" while what stands there is only what stood there before. */
static const char *looked_for(struct visit *visit, const struct filling *filling)
{
    const struct form_field *field = filling_field(filling);
    const char *typed = text_value(&filling->text, &visit->arena);
    const char *shown = filling_plain(visit, filling, filling->was, &visit->arena);
    bool untouched = !field->type->several && strcmp(typed, shown) == 0;
    return untouched ? "" : last_name(field, typed);
}

/* --- Reading ---------------------------------------------------------------------------------- */

static bool fits_choice(struct visit *visit, const struct form_choice *choice, size_t index,
                        const char *typed)
{
    const char *number = arena_text(&visit->arena, "%zu", index + 1);
    bool fits = *typed == '\0' || strncmp(number, typed, strlen(typed)) == 0;
    for (int i = 0; i < LANGUAGE_COUNT && !fits; i++)
        fits = searchkey_finds(typed, choice->label.text[i]);
    return fits;
}

static void read_choices(struct visit *visit, struct filling *filling)
{
    const struct choice_list *list = filling_field(filling)->choices;
    const char *typed = looked_for(visit, filling);
    struct offers *offers = &filling->offers;
    offers->rows = arena_array(&visit->arena, struct offer, list->count);
    for (size_t i = 0; i < list->count; i++) {
        const struct form_choice *choice = &list->choices[i];
        if (fits_choice(visit, choice, i, typed))
            offers->rows[offers->count++] = (struct offer){
                .label = choice->label.text[visit->language],
                .beside = "",
                .value = choice->name,
                .number = (int)i + 1,
                .chosen = field_has_choice(filling->was, choice->name),
            };
    }
}

static bool read_names(struct visit *visit, struct filling *filling, struct error *err)
{
    struct suggestion *names;
    struct offers *offers = &filling->offers;
    const struct suggest_asked asked = {
        .type = filling_field(filling)->type,
        .actor = visit->actor,
        .today = visit->today,
        .child_id = filling->record.child_id,
        .typed = looked_for(visit, filling),
        .most = NAMES_MOST,
    };
    size_t count;
    if (!suggest(visit->store, &asked, &visit->arena, &names, &count, err))
        return false;
    offers->rows = arena_array(&visit->arena, struct offer, count + 1);
    for (size_t i = 0; i < count; i++) {
        const char *name = format_name(visit->language, names[i].zh, names[i].ug);
        offers->rows[offers->count++] = (struct offer){
            .label = name,
            .beside = format_name(visit->language, names[i].where_zh, names[i].where_ug),
            .value = field_name_value(names[i].zh, names[i].ug, &visit->arena),
        };
    }
    return true;
}

/* One stays at an offer only while the text is as it was then. */
static void stay(struct filling *filling)
{
    struct offers *offers = &filling->offers;
    if (offers->at > offers->count || !offers->typed
        || strcmp(offers->typed, filling->text.bytes) != 0)
        offers->at = 0;
}

bool offers_read(struct visit *visit, struct filling *filling, struct error *err)
{
    struct offers *offers = &filling->offers;
    offers->count = 0;
    if (!filling_is_typed(filling) || filling->theirs) {
        offers->at = 0;
        return true;
    }
    if (is_list(filling))
        read_choices(visit, filling);
    else if (suggest_knows(filling_field(filling)->type) && !read_names(visit, filling, err))
        return false;
    stay(filling);
    return true;
}

/* --- Taking ----------------------------------------------------------------------------------- */

void offers_key(struct visit *visit, struct filling *filling, int command, bool *used)
{
    struct offers *offers = &filling->offers;
    size_t before = offers->at;
    if (command == PRESS_DOWN && offers->at < offers->count)
        offers->at++;
    else if (command == PRESS_UP && offers->at > 0)
        offers->at--;
    else if (command == PRESS_ESC)
        offers->at = 0;
    *used = offers->at != before || (command == PRESS_DOWN && offers->at > 0);
    if (before == 0 && offers->at > 0)
        offers->typed = arena_text(&visit->kept, "%s", filling->text.bytes);
}

static void know(struct visit *visit, struct filling *filling, const char *name)
{
    filling->known = arena_text(&visit->kept, "%s\n%s", name, filling->known);
}

void offers_take(struct visit *visit, struct filling *filling, bool *goes_on)
{
    const struct form_field *field = filling_field(filling);
    const struct offer *offer = &filling->offers.rows[filling->offers.at - 1];
    const char *text = filling->text.bytes, *last = last_name(field, text);
    bool people = strcmp(field->type->name, "people") == 0;
    if (!is_list(filling))
        know(visit, filling, offer->value);
    const char *before = people ? arena_copy(&visit->arena, text, (size_t)(last - text)) : "";
    const char *mark = people ? message(visit->language, MSG("form.list-separator")) : "";
    text_set(&filling->text,
             arena_text(&visit->arena, "%s%s%s", before, offer->label, mark));
    filling->text.changed = true;
    filling->offers.at = 0;
    *goes_on = !people && !field->type->several;
}

void offers_know(struct visit *visit, struct filling *filling)
{
    const struct offers *offers = &filling->offers;
    const char *found = NULL;
    if (is_list(filling))
        return;
    const char *typed = last_name(filling_field(filling),
                                  text_value(&filling->text, &visit->arena));
    for (size_t i = 0; i < offers->count; i++) {
        if (strcmp(offers->rows[i].label, typed) != 0)
            continue;
        if (found)
            return; /* two of one name: nobody knows which is meant */
        found = offers->rows[i].value;
    }
    if (found)
        know(visit, filling, found);
}

/* --- Drawing ---------------------------------------------------------------------------------- */

/* The window of offers that is shown: the one that the person is at is in it. */
static size_t first_shown(const struct offers *offers, size_t rows)
{
    size_t at = offers->at > 0 ? offers->at - 1 : 0;
    return at < rows ? 0 : at + 1 - rows;
}

static void draw_offer(struct visit *visit, struct canvas *canvas, const struct offers *offers,
                       size_t index, int row)
{
    const struct offer *offer = &offers->rows[index];
    bool here = offers->at == index + 1;
    const char *text = offer->number > 0
        ? arena_text(&visit->frame, "%2d %s", offer->number, offer->label)
        : arena_text(&visit->frame, *offer->beside ? "%s  (%s)" : "%s", offer->label, offer->beside);
    const char *mark = here ? canvas_pointer(canvas) : offer->chosen ? "*"
                                                                     : "";
    canvas_text(canvas, row, 0, 1, ALIGN_START, STYLE_SELECTED, mark);
    canvas_text(canvas, row, 1, canvas->columns - 1, ALIGN_START,
                here || offer->chosen ? STYLE_SELECTED : STYLE_OPENABLE, text);
    if (here)
        canvas_caret(canvas, row, 0);
}

void offers_draw(struct visit *visit, struct canvas *canvas, const struct filling *filling, int row,
                 int column)
{
    const struct offers *offers = &filling->offers;
    size_t most = canvas_narrow(canvas) ? ROWS_NARROW : ROWS_MOST;
    size_t shown = offers->count < most ? offers->count : most, first = first_shown(offers, shown);
    int rows = (int)shown + 1;
    if (offers->count == 0 || filling->theirs)
        return;
    if (column > canvas->columns - COLUMNS_LEAST)
        column = canvas->columns > COLUMNS_LEAST ? canvas->columns - COLUMNS_LEAST : 0;
    int top = row + 1 + rows <= canvas->rows || row < rows ? row + 1 : row - rows;
    canvas_erase(canvas, top, 0, rows, canvas->columns);
    struct canvas window = canvas_window(canvas, top, column, rows, canvas->columns - column);
    for (size_t i = 0; i < shown; i++)
        draw_offer(visit, &window, offers, first + i, (int)i);
    const char *how = message(visit->language, is_list(filling) ? MSG("form.offers-list") : MSG("form.offers-names"));
    if (offers->count > shown)
        how = arena_text(&visit->frame, "%zu/%zu  %s", first + shown, offers->count, how);
    canvas_text(&window, rows - 1, 1, window.columns - 1, ALIGN_START, STYLE_DIM, how);
}
