/*
 * The navigator: finds the screen of a route, keeps the way back, hands keys to
 * the screen, loads it again after what it did, and says errors in the person's
 * language. It knows no terminal: keys come in, a grid goes out.
 */
#ifndef TUI_NAVIGATOR_H
#define TUI_NAVIGATOR_H

#include "tui/screen.h"
#include "tui/widget.h"

struct account;

/* Where one is after signing in, and where Esc leads in the end. */
#define HOME "today"

enum {
    NAVIGATOR_DEEP = 16 /* screens one can go back through; older ones are forgotten */
};

struct navigator {
    struct visit shared; /* store, actor, language, ...: copied into every visit */
    struct visit *stack[NAVIGATOR_DEEP];
    size_t depth;

    /* What the running function asked for; done when it has returned. */
    enum {
        GO_NOWHERE,
        GO_ON,
        GO_INSTEAD,
        GO_BACK,
        GO_START,
        GO_ON_THERE
    } going;
    char *route;
    const char *field; /* of GO_ON_THERE */
    bool reload;

    const char *said; /* until the next key; in words */
    enum style said_style;
    bool keyboard_changed; /* just now: shown until the next key, whatever has the caret */
    struct arena words;

    struct dialog dialog;
    struct arena dialog_words;

    struct text *focused;
    const char *focused_name; /* in the visit's kept arena */
    const char *kept_route;   /* what the resume row says, as far as we know */
    const char *kept_field;
    struct arena kept;

    bool leaving; /* the person is done: they left by Esc */

    /* The route to begin at, and where visit_start() goes on; context is the session. */
    const char *(*start)(void *context, struct arena *arena);
    void *context;
};

/* Begins at navigator->start(); the fields of shared are set by then. */
bool navigator_begin(struct navigator *navigator, struct error *err);
/* Goes to a route as visit_go() does. False, with the old screen still there, when it cannot. */
bool navigator_open(struct navigator *navigator, const char *route, struct error *err);
/* Begins at home and goes on from there to a route, with the caret in a field. */
bool navigator_resume(struct navigator *navigator, const char *route, const char *field,
                      struct error *err);
void navigator_end(struct navigator *navigator);

/* The screen one is at; NULL before the first. */
struct visit *navigator_visit(const struct navigator *navigator);

/* For tui/press.c: what a key leads to. */
bool navigator_back(struct navigator *navigator, struct error *err);
/* Goes where the function that ran has asked to go, or loads again. */
bool navigator_follow(struct navigator *navigator, struct error *err);
bool navigator_keep_draft(struct navigator *navigator, struct error *err);
void navigator_be_silent(struct navigator *navigator);

/* Hands over one key. What fails is said on the screen. */
void navigator_key(struct navigator *navigator, const struct key *key);

/* What the person's keys type from now on; before navigator_begin() too. */
void navigator_type_with(struct navigator *navigator, enum keyboard keyboard, bool auto_hamza);
/* The same, as it was when they signed out. */
void navigator_take_up(struct navigator *navigator, const struct account *account);

/* The size of the terminal; before navigator_begin() too. */
void navigator_resize(struct navigator *navigator, int rows, int columns);

/* A colleague changed something: one quiet line, and the row under the cursor stays. */
void navigator_refresh(struct navigator *navigator);

/* Whether a step of signing in is not done yet: also while its help is read. No key leads to
   other screens, and there is nothing to go on with. */
bool navigator_signing_in(const struct navigator *navigator);

/* Stores where the person is and what they typed; before every drawing. */
bool navigator_keep(struct navigator *navigator, bool clean, struct error *err);

void navigator_draw(struct navigator *navigator, struct canvas *canvas);

/* Says an error, or a text, until the next key. */
void navigator_fail(struct navigator *navigator, const struct error *err);
void navigator_say(struct navigator *navigator, enum style style, const char *words);

/* The screen a route leads to; NULL when none. */
const struct screen *navigator_find(const char *route);
/* The screen of a name; NULL when none. */
const struct screen *navigator_screen(const char *name);
/* Whether the actor's posts open the screen. */
bool screen_open_to(const struct screen *screen, const struct actor *actor);
/* Whether a binding's key is there now. */
bool binding_offered(const struct key_binding *binding, const struct visit *visit);

#endif
