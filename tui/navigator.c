#include "tui/navigator.h"

#include "core/posts/account.h"
#include "core/store/draft.h"
#include "i18n/text.h"
#include "tui/frame.h"
#include "tui/route.h"

#include <stdlib.h>
#include <string.h>

enum {
    LOADS_MOST = 3 /* a list may find, while loading, that it must read other rows */
};

#define SCREEN_ADDRESS(name) &screen_##name,
static const struct screen *const screens[] = {SCREENS(SCREEN_ADDRESS)};

/* --- Screens and routes --- */

const struct screen *navigator_find(const char *route)
{
    for (size_t i = 0; i < COUNT(screens); i++)
        if (route_matches(screens[i]->route, route))
            return screens[i];
    return NULL;
}

const struct screen *navigator_screen(const char *name)
{
    for (size_t i = 0; i < COUNT(screens); i++)
        if (strcmp(screens[i]->name, name) == 0)
            return screens[i];
    return NULL;
}

static bool role_opens(const struct screen *screen, enum role role)
{
    for (int action = 0; action < ACTION_COUNT; action++)
        if ((screen->needs & NEEDS(action)) && role_may(role, (enum action)action))
            return !screen->by_place || !role_by_plan(role);
    return false;
}

bool screen_open_to(const struct screen *screen, const struct actor *actor)
{
    if (screen->needs == 0 || actor->console)
        return true;
    for (size_t i = 0; i < actor->post_count; i++)
        if (role_opens(screen, actor->posts[i].role))
            return true;
    return false;
}

bool binding_offered(const struct key_binding *binding, const struct visit *visit)
{
    return visit->loaded && (!binding->offered || binding->offered(visit));
}

struct visit *navigator_visit(const struct navigator *navigator)
{
    return navigator->depth > 0 ? navigator->stack[navigator->depth - 1] : NULL;
}

/* --- What is said --- */

void navigator_say(struct navigator *navigator, enum style style, const char *words)
{
    navigator->said = arena_text(&navigator->words, "%s", words);
    navigator->said_style = style;
}

static const char *words_of(struct navigator *navigator, const char *key,
                            const char *const *values, size_t count)
{
    enum language language = navigator->shared.language;
    size_t size = message_format(language, key, values, count, NULL, 0) + 1;
    char *words = arena_alloc(&navigator->words, size);
    message_format(language, key, values, count, words, size);
    return words;
}

void navigator_fail(struct navigator *navigator, const struct error *err)
{
    const char *values[ERROR_VALUES];
    for (size_t i = 0; i < ERROR_VALUES; i++)
        values[i] = err->values[i];
    navigator->said_style = STYLE_ERROR;
    navigator->said = words_of(navigator, err->key, values, ERROR_VALUES);
}

void navigator_be_silent(struct navigator *navigator)
{
    navigator->said = NULL;
    navigator->keyboard_changed = false;
    arena_clear(&navigator->words);
}

/* --- Visits --- */

static void close_visit(struct navigator *navigator, struct visit *visit)
{
    if (navigator->focused && visit == navigator_visit(navigator))
        navigator->focused = NULL;
    arena_clear(&visit->arena);
    arena_clear(&visit->frame);
    arena_clear(&visit->kept);
    free(visit);
}

static struct visit *new_visit(struct navigator *navigator, const struct screen *screen,
                               const char *route)
{
    struct visit *visit = malloc(sizeof *visit);
    if (!visit)
        abort();
    *visit = navigator->shared;
    visit->navigator = navigator;
    visit->screen = screen;
    visit->route = arena_text(&visit->kept, "%s", route);
    visit->field = "";
    visit->state = screen->state_size > 0 ? arena_alloc(&visit->kept, screen->state_size) : NULL;
    return visit;
}

static void share(struct navigator *navigator, struct visit *visit)
{
    visit->actor = navigator->shared.actor;
    visit->language = navigator->shared.language;
    visit->today = navigator->shared.today;
    visit->hour = navigator->shared.hour;
    visit->manner = navigator->shared.manner;
    visit->policy = navigator->shared.policy;
    visit->rows = navigator->shared.rows;
    visit->columns = navigator->shared.columns;
}

static bool load(struct navigator *navigator, struct visit *visit, struct error *err)
{
    share(navigator, visit);
    visit->loaded = false;
    for (int i = 0; i < LOADS_MOST; i++) {
        navigator->reload = false;
        arena_clear(&visit->arena);
        visit->data = NULL;
        visit->title = visit->aside = NULL;
        if (visit->screen->load && !visit->screen->load(visit, err))
            return false;
        if (!navigator->reload)
            break;
    }
    navigator->reload = false;
    visit->loaded = true;
    return true;
}

static void push(struct navigator *navigator, struct visit *visit)
{
    if (navigator->depth == NAVIGATOR_DEEP) { /* the root stays, the oldest way goes */
        close_visit(navigator, navigator->stack[1]);
        memmove(&navigator->stack[1], &navigator->stack[2],
                sizeof *navigator->stack * (NAVIGATOR_DEEP - 2));
        navigator->depth--;
    }
    navigator->stack[navigator->depth++] = visit;
}

static bool open_route(struct navigator *navigator, const char *route, const char *field,
                       bool instead, struct error *err);

/* The route that was opened is only a way to another one, which load() has asked for. */
static bool lead_on(struct navigator *navigator, struct visit *way, bool instead, struct error *err)
{
    ARENA(arena);
    const char *route = arena_text(&arena, "%s", navigator->route);
    const char *field = arena_text(&arena, "%s", way->field);
    close_visit(navigator, way);
    return open_route(navigator, route, field, instead, err);
}

static bool open_route(struct navigator *navigator, const char *route, const char *field,
                       bool instead, struct error *err)
{
    const struct screen *screen = navigator_find(route);
    struct text *focused = navigator->focused;
    if (!screen)
        return error_tell(err, ERROR_MISSING, MSG("route.missing"), route);
    if (!screen_open_to(screen, navigator->shared.actor))
        return error_set(err, ERROR_DENIED, MSG("denied"), "route %s", route);

    struct visit *visit = new_visit(navigator, screen, route);
    visit->field = arena_text(&visit->kept, "%s", field);
    navigator->focused = NULL;
    navigator->going = GO_NOWHERE;
    if (!load(navigator, visit, err)) {
        close_visit(navigator, visit);
        navigator->focused = focused;
        navigator->going = GO_NOWHERE;
        return false;
    }
    if (navigator->going == GO_INSTEAD) {
        navigator->focused = focused;
        return lead_on(navigator, visit, instead, err);
    }
    if (instead && navigator->depth > 0) {
        focused = navigator->focused;
        close_visit(navigator, navigator->stack[--navigator->depth]);
        navigator->focused = focused;
    }
    push(navigator, visit);
    return true;
}

bool navigator_open(struct navigator *navigator, const char *route, struct error *err)
{
    return open_route(navigator, route, "", false, err);
}

static void close_all(struct navigator *navigator)
{
    while (navigator->depth > 0) {
        close_visit(navigator, navigator_visit(navigator));
        navigator->depth--;
    }
    navigator->focused = NULL;
}

bool navigator_begin(struct navigator *navigator, struct error *err)
{
    ARENA(arena);
    const char *route = navigator->start(navigator->context, &arena);
    close_all(navigator);
    return open_route(navigator, route, "", false, err);
}

bool navigator_resume(struct navigator *navigator, const char *route, const char *field,
                      struct error *err)
{
    ARENA(arena);
    route = arena_text(&arena, "%s", route);
    field = arena_text(&arena, "%s", field);
    close_all(navigator);
    if (!open_route(navigator, HOME, "", false, err))
        return false;
    return strcmp(route, HOME) == 0 || open_route(navigator, route, field, false, err);
}

void navigator_end(struct navigator *navigator)
{
    close_all(navigator);
    arena_clear(&navigator->words);
    arena_clear(&navigator->dialog_words);
    arena_clear(&navigator->kept);
    navigator->kept_route = NULL;
    free(navigator->route);
    navigator->route = NULL;
    navigator->said = NULL;
}

/* --- Going --- */

static bool leave_for_good(struct visit *visit, const char *reason, struct error *err)
{
    (void)reason, (void)err;
    visit->navigator->leaving = true;
    return true;
}

/* Back to the screen before; at the first one Esc asks whether to leave. */
bool navigator_back(struct navigator *navigator, struct error *err)
{
    if (navigator->depth == 1) {
        struct visit *visit = navigator_visit(navigator);
        visit_ask(visit, NULL, leave_for_good, MSG("session.leave"));
        return true;
    }
    close_visit(navigator, navigator_visit(navigator));
    navigator->depth--;
    return load(navigator, navigator_visit(navigator), err);
}

static bool go_where_asked(struct navigator *navigator, struct error *err)
{
    ARENA(arena);
    const char *route = navigator->route ? arena_text(&arena, "%s", navigator->route) : "";
    int going = navigator->going;
    navigator->going = GO_NOWHERE;
    switch (going) {
    case GO_ON:
    case GO_INSTEAD:
        return open_route(navigator, route, "", going == GO_INSTEAD, err);
    case GO_BACK:
        return navigator_back(navigator, err);
    case GO_START:
        return navigator_begin(navigator, err);
    case GO_ON_THERE:
        return navigator_resume(navigator, route, navigator->field, err);
    default:
        return !navigator->reload || load(navigator, navigator_visit(navigator), err);
    }
}

bool navigator_follow(struct navigator *navigator, struct error *err)
{
    /* A screen that is loaded on the way may lead on; never for ever. */
    for (int i = 0; i == 0 || (navigator->going != GO_NOWHERE && i < NAVIGATOR_DEEP); i++)
        if (!go_where_asked(navigator, err))
            return false;
    return true;
}

void navigator_refresh(struct navigator *navigator)
{
    struct error err = {0};
    struct visit *visit = navigator_visit(navigator);
    if (!visit || navigator->dialog.question)
        return;
    if (!load(navigator, visit, &err))
        navigator_fail(navigator, &err);
}

void navigator_type_with(struct navigator *navigator, enum keyboard keyboard, bool auto_hamza)
{
    navigator->shared.keyboard = keyboard;
    navigator->shared.auto_hamza = auto_hamza;
    for (size_t i = 0; i < navigator->depth; i++) {
        navigator->stack[i]->keyboard = keyboard;
        navigator->stack[i]->auto_hamza = auto_hamza;
    }
}

void navigator_take_up(struct navigator *navigator, const struct account *account)
{
    enum keyboard keyboard = KEYBOARD_PLAIN;
    keyboard_find(account->keyboard, &keyboard);
    navigator_type_with(navigator, keyboard, account->auto_hamza);
}

void navigator_resize(struct navigator *navigator, int rows, int columns)
{
    struct grid grid = {.rows = rows, .columns = columns};
    struct canvas whole = {.grid = &grid, .rows = rows, .columns = columns};
    struct canvas body = frame_body(&whole);
    navigator->shared.rows = body.rows;
    navigator->shared.columns = body.columns;
    navigator_refresh(navigator);
}

bool navigator_signing_in(const struct navigator *navigator)
{
    for (size_t i = 0; i < navigator->depth; i++)
        if (visit_alone(navigator->stack[i]))
            return true;
    return false;
}

/* --- What survives a cut link --- */

bool navigator_keep_draft(struct navigator *navigator, struct error *err)
{
    struct visit *visit = navigator_visit(navigator);
    struct text *text = navigator->focused;
    if (!text || !text->changed || text->secret)
        return true;
    if (!draft_keep(visit->store, visit->actor, visit->route, navigator->focused_name, text->bytes,
                    (int)text_count(text->bytes, text->caret), err))
        return false;
    text->changed = false;
    return true;
}

bool navigator_keep(struct navigator *navigator, bool clean, struct error *err)
{
    struct visit *visit = navigator_visit(navigator);
    const char *field = navigator->focused ? navigator->focused_name : "";
    if (!visit || navigator_signing_in(navigator))
        return true;
    if (!clean && visit->screen == navigator_screen("menu")) /* on the way, nothing to go on with */
        return true;
    if (!navigator_keep_draft(navigator, err))
        return false;
    if (!clean && navigator->kept_route && strcmp(navigator->kept_route, visit->route) == 0
        && strcmp(navigator->kept_field, field) == 0)
        return true;
    if (!resume_keep(visit->store, visit->actor, visit->route, field, clean, err))
        return false;
    arena_clear(&navigator->kept);
    navigator->kept_route = arena_text(&navigator->kept, "%s", visit->route);
    navigator->kept_field = arena_text(&navigator->kept, "%s", field);
    return true;
}

void navigator_draw(struct navigator *navigator, struct canvas *canvas)
{
    struct visit *visit = navigator_visit(navigator);
    struct canvas body = frame_body(canvas);
    arena_clear(&visit->frame);
    visit->drawing = true;
    visit->manner = canvas->grid->manner;
    visit->writing = false;
    frame_draw(navigator, canvas);
    if (visit->loaded)
        visit->screen->draw(visit, &body);
    frame_draw_said(navigator, canvas);
    if (navigator->dialog.question) {
        canvas->grid->caret_row = -1;
        visit->writing = false;
        dialog_draw(visit, canvas, &navigator->dialog);
    }
    frame_draw_keyboard(navigator, canvas);
    visit->drawing = false;
    navigator->reload = false;
}
