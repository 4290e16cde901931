/* What a screen may ask for while one of its functions runs (tui/screen.h). */
#include "core/posts/account.h"
#include "core/store/audit.h"
#include "core/store/draft.h"
#include "i18n/text.h"
#include "tui/navigator.h"
#include "tui/route.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* --- The route --- */

const char *visit_value(struct visit *visit, const char *name)
{
    return route_value(visit->screen->route, visit->route, name, visit_arena(visit));
}

int64_t visit_number(struct visit *visit, const char *name)
{
    char *end;
    const char *value = visit_value(visit, name);
    int64_t number = strtoll(value, &end, 10);
    return *end == '\0' ? number : 0;
}

const char *visit_encode(struct arena *arena, const char *text)
{
    return route_encode(arena, text);
}

/* --- Going, saying, asking --- */

static void go(struct visit *visit, int where, const char *format, va_list args)
    __attribute__((format(printf, 3, 0)));

static void go(struct visit *visit, int where, const char *format, va_list args)
{
    ARENA(arena);
    struct navigator *navigator = visit->navigator;
    free(navigator->route);
    navigator->route = strdup(arena_vtext(&arena, format, args));
    if (!navigator->route)
        abort();
    navigator->going = where;
}

void visit_go(struct visit *visit, const char *route, ...)
{
    va_list args;
    va_start(args, route);
    go(visit, GO_ON, route, args);
    va_end(args);
}

void visit_replace(struct visit *visit, const char *route, ...)
{
    va_list args;
    va_start(args, route);
    go(visit, GO_INSTEAD, route, args);
    va_end(args);
}

void visit_back(struct visit *visit)
{
    visit->navigator->going = GO_BACK;
}

void visit_start(struct visit *visit)
{
    visit->navigator->going = GO_START;
}

bool visit_alone(struct visit *visit)
{
    return strcmp(visit_value(visit, "first"), "1") == 0;
}

void visit_resume(struct visit *visit, const char *route, const char *field)
{
    visit_go(visit, "%s", route);
    visit->navigator->field = arena_text(&visit->navigator->words, "%s", field);
    visit->navigator->going = GO_ON_THERE;
}

void visit_reload(struct visit *visit)
{
    visit->navigator->reload = true;
}

void visit_speak(struct visit *visit, enum language language)
{
    struct navigator *navigator = visit->navigator;
    navigator->shared.language = language;
    for (size_t i = 0; i < navigator->depth; i++)
        navigator->stack[i]->language = language;
    visit->language = language;
    navigator->reload = true;
}

bool visit_type_with(struct visit *visit, enum keyboard keyboard, bool auto_hamza,
                     struct error *err)
{
    navigator_type_with(visit->navigator, keyboard, auto_hamza);
    return account_choose_keyboard(visit->store, visit->actor, keyboard_code(keyboard), auto_hamza,
                                   err);
}

/* The text of key_and_values[0] with the values that follow, in an arena. */
static const char *words(enum language language, const char *const key_and_values[],
                         struct arena *arena)
{
    size_t count = 0;
    while (key_and_values[count + 1])
        count++;
    size_t size =
        message_format(language, key_and_values[0], key_and_values + 1, count, NULL, 0) + 1;
    char *text = arena_alloc(arena, size);
    message_format(language, key_and_values[0], key_and_values + 1, count, text, size);
    return text;
}

void visit_say_values(struct visit *visit, const char *const key_and_values[])
{
    struct navigator *navigator = visit->navigator;
    navigator->said = words(visit->language, key_and_values, &navigator->words);
    navigator->said_style = STYLE_TITLE;
}

void visit_ask_values(struct visit *visit, const char *reason, visit_answer *yes,
                      const char *const key_and_values[])
{
    struct navigator *navigator = visit->navigator;
    struct arena *arena = &navigator->dialog_words;
    size_t count = 0;
    while (key_and_values[count])
        count++;
    arena_clear(arena);
    const char **question = arena_array(arena, const char *, count + 1);
    for (size_t i = 0; i < count; i++)
        question[i] = arena_text(arena, "%s", key_and_values[i]);
    navigator->dialog = (struct dialog){.question = question, .reason = reason, .yes = yes};
    text_begin(&navigator->dialog.text, arena, "", 0);
}

/* --- Typing --- */

static size_t caret_at(const struct text *text, int characters)
{
    size_t offset = 0;
    while (characters-- > 0 && offset < text->length)
        offset = text_next(text->bytes, text->length, offset);
    return offset;
}

static bool take_up_draft(struct visit *visit, struct text *text, const char *name,
                          struct error *err)
{
    ARENA(arena);
    struct draft draft = {0};
    if (!draft_read(visit->store, visit->actor, visit->route, name, &arena, &draft, err))
        return false;
    if (draft.found) {
        text_set(text, draft.text);
        text->caret = caret_at(text, draft.caret);
    }
    return true;
}

bool visit_focus(struct visit *visit, struct text *text, const char *name, struct error *err)
{
    struct navigator *navigator = visit->navigator;
    if (navigator->focused == text)
        return true;
    if (!text->secret && !text->changed && !take_up_draft(visit, text, name, err))
        return false;
    navigator->focused = text;
    navigator->focused_name = arena_text(&visit->kept, "%s", name);
    return true;
}

void visit_leave(struct visit *visit)
{
    struct error err = {0};
    /* What cannot be stored now is stored with the next key, or said then. */
    navigator_keep(visit->navigator, false, &err);
    visit->navigator->focused = NULL;
}

struct text *visit_focused(const struct visit *visit)
{
    return visit->navigator->focused;
}

bool visit_forget(struct visit *visit, struct error *err)
{
    if (visit->navigator->focused)
        visit->navigator->focused->changed = false;
    return draft_clear(visit->store, visit->actor, visit->route, NULL, err);
}

bool visit_saved(struct visit *visit, const char *key, struct error *err)
{
    if (!visit_forget(visit, err))
        return false;
    visit_say(visit, key);
    visit_back(visit);
    return true;
}

/* --- Looking --- */

bool visit_look(struct visit *visit, int64_t child_id, struct error *err)
{
    if (child_id == 0 || child_id == visit->looked[0] || child_id == visit->looked[1])
        return true;
    if (!audit_look(visit->store, visit->actor, child_id, visit->route, err))
        return false;
    visit->looked[1] = visit->looked[0];
    visit->looked[0] = child_id;
    return true;
}

/* A paper is remembered by a number that no child has. */
bool visit_look_at_all(struct visit *visit, int64_t paper, const int64_t children[], size_t count,
                       struct error *err)
{
    if (visit->looked[0] == -paper)
        return true;
    for (size_t i = 0; i < count; i++)
        if (!audit_look(visit->store, visit->actor, children[i], visit->route, err))
            return false;
    visit->looked[0] = -paper;
    return true;
}

/* --- Words --- */

struct arena *visit_arena(struct visit *visit)
{
    return visit->drawing ? &visit->frame : &visit->arena;
}

const char *visit_text_values(struct visit *visit, const char *const key_and_values[])
{
    return words(visit->language, key_and_values, visit_arena(visit));
}

bool visit_mirrored(const struct visit *visit)
{
    return language_rtl(visit->language) && !(visit->manner & LAYOUT_LATIN);
}

int visit_columns(const struct visit *visit, const char *text)
{
    return layout_columns(text, strlen(text), visit->manner);
}

int visit_lines(const struct visit *visit, const char *text, int width)
{
    size_t lines =
        layout_lines(text, strlen(text), visit->manner, width > 0 ? width : 1, NULL, 0);
    return lines > 0 ? (int)lines : 1;
}

const char *visit_digits(struct visit *visit, int64_t number)
{
    return arena_text(visit_arena(visit), "%" PRId64, number);
}
