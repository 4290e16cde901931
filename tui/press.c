/* Which key does what: a dialog has it first, then a field, the screen, its bindings, and what is
   common to all screens (tui/navigator.h). */
#include "tui/navigator.h"

#include "tui/route.h"

#include <string.h>

static bool open_help(struct navigator *navigator, struct error *err)
{
    struct visit *visit = navigator_visit(navigator);
    const struct screen *screen = visit->screen;
    const char *about = screen->explain ? screen->explain(visit) : NULL;
    if (strcmp(screen->name, "help") == 0)
        return true;
    const char *route = arena_text(&visit->frame, "help/%s?about=%s", screen->name,
                                   route_encode(&visit->frame, about ? about : ""));
    return navigator_open(navigator, route, err);
}

static bool open_why(struct navigator *navigator, struct error *err)
{
    struct visit *visit = navigator_visit(navigator);
    const char *route = visit->screen->why ? visit->screen->why(visit) : NULL;
    if (route)
        return navigator_open(navigator, arena_text(&visit->frame, "%s", route), err);
    navigator_say(navigator, STYLE_DIM, message(visit->language, MSG("why.nothing")));
    return true;
}

/* Opens a screen that is reached by one key from everywhere, and is left by the same key. */
static bool open_common(struct navigator *navigator, const char *name, struct error *err)
{
    if (strcmp(navigator_visit(navigator)->screen->name, name) == 0)
        return navigator_back(navigator, err);
    return navigator_open(navigator, name, err);
}

/* The keys that mean the same everywhere. */
static bool common_key(struct navigator *navigator, int command, struct error *err)
{
    if (command == PRESS_ESC)
        return navigator_back(navigator, err);
    if (command == '?' || command == PRESS_HELP)
        return open_help(navigator, err);
    if (navigator_signing_in(navigator))
        return true;
    if (command == '0')
        return open_common(navigator, "menu", err);
    if (command == '/')
        return open_common(navigator, "search", err);
    if (command == '=')
        return open_why(navigator, err);
    return true;
}

/* Before a field is left what was typed in it is stored. When it cannot be, that is said and the
   field stays; who presses the key again goes without it. */
static bool leave_field(struct navigator *navigator, struct error *err)
{
    if (navigator_keep_draft(navigator, err))
        return true;
    navigator->focused->changed = false;
    return false;
}

static const struct key_binding *find_binding(const struct visit *visit, int command)
{
    for (size_t i = 0; i < visit->screen->key_count; i++) {
        const struct key_binding *binding = &visit->screen->keys[i];
        if (binding->key == command && binding->run && binding_offered(binding, visit))
            return binding;
    }
    return NULL;
}

static bool screen_key(struct navigator *navigator, const struct key *key, struct error *err)
{
    struct visit *visit = navigator_visit(navigator);
    int command = key_command(key);
    bool used = false;

    if (command == PRESS_HELP)
        return open_help(navigator, err);
    if (navigator->focused && text_key(visit, navigator->focused, key)) {
        navigator->reload = navigator->focused->looked_up;
        return true;
    }
    if (!leave_field(navigator, err))
        return false;
    if (visit->screen->key && !visit->screen->key(visit, key, &used, err))
        return false;
    if (used)
        return true;
    const struct key_binding *binding = find_binding(visit, command);
    if (!binding)
        return common_key(navigator, command, err);
    navigator->reload = true;
    return binding->run(visit, err);
}

static bool answer_dialog(struct navigator *navigator, const struct key *key, struct error *err)
{
    ARENA(arena);
    struct visit *visit = navigator_visit(navigator);
    struct dialog *dialog = &navigator->dialog;
    enum dialog_end end = dialog_key(visit, dialog, key);
    if (end == DIALOG_OPEN)
        return true;
    visit_answer *yes = dialog->yes;
    const char *reason = dialog->reason ? text_value(&dialog->text, &arena) : "";
    *dialog = (struct dialog){0};
    if (end == DIALOG_NO)
        return true;
    navigator->reload = true;
    return yes(visit, reason, err);
}

static void next_language(struct navigator *navigator)
{
    enum language language = (navigator->shared.language + 1) % LANGUAGE_COUNT;
    visit_speak(navigator_visit(navigator), language);
}

static bool is_keyboard_key(const struct key *key)
{
    return key->press == PRESS_KEYBOARD || key_command(key) == CONTROL('u');
}

static bool next_keyboard(struct navigator *navigator, struct error *err)
{
    struct visit *visit = navigator_visit(navigator);
    navigator->keyboard_changed = true;
    return visit_type_with(visit, keyboard_next(visit->keyboard), visit->auto_hamza, err);
}

/* What could not be read is left by Esc; any other key tries again. */
static bool retry_or_leave(struct navigator *navigator, const struct key *key, struct error *err)
{
    navigator->reload = key->press != PRESS_ESC;
    return navigator->reload || navigator_back(navigator, err);
}

void navigator_key(struct navigator *navigator, const struct key *key)
{
    struct error err = {0};
    bool done;

    if (key->press == PRESS_NONE)
        return;
    navigator_be_silent(navigator);
    if (key->press == PRESS_LANGUAGE)
        next_language(navigator);
    if (is_keyboard_key(key))
        done = next_keyboard(navigator, &err);
    else if (navigator->dialog.question)
        done = answer_dialog(navigator, key, &err);
    else if (!navigator_visit(navigator)->loaded)
        done = retry_or_leave(navigator, key, &err);
    else
        done = screen_key(navigator, key, &err);
    if (!done || !navigator_follow(navigator, &err))
        navigator_fail(navigator, &err);
    navigator->going = GO_NOWHERE;
    navigator->reload = false;
}
