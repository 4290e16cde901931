/*
 * A screen: one place a person can be, named by a route.
 *
 * All that a screen shows comes from its route, its drafts and the database, so
 * a dropped session comes back to the same place by opening the same route. A
 * screen is a leaf in tui/screens/: one const struct screen, and a row below.
 *
 * The navigator (tui/navigator.h) draws the title line, the rules, the bottom
 * line and what was said; a screen draws the body between them on a canvas of
 * its own, in logical columns.
 */
#ifndef TUI_SCREEN_H
#define TUI_SCREEN_H

#include "core/posts/permit.h"
#include "core/store/store.h"
#include "i18n/catalogue.h"
#include "i18n/keyboard.h"
#include "tui/term/canvas.h"
#include "tui/term/key.h"

struct conversation;
struct forms;
struct navigator;
struct policy;
struct text;

/* Every screen. To add one, write tui/screens/NAME.c and add its row here, by name. */
#define SCREENS(X)     \
    X(absences)        \
    X(account)         \
    X(account_key)     \
    X(account_new)     \
    X(account_place)   \
    X(account_post)    \
    X(account_role)    \
    X(accounts)        \
    X(assign)          \
    X(attendance)      \
    X(audit)           \
    X(calendar)        \
    X(calendar_entry)  \
    X(calendar_month)  \
    X(calendar_year)   \
    X(case)            \
    X(case_more)       \
    X(child)           \
    X(closing)         \
    X(correct)         \
    X(finding)         \
    X(findings)        \
    X(form)            \
    X(form_next)       \
    X(forms)           \
    X(forms_mine)      \
    X(group)           \
    X(groups)          \
    X(handover)        \
    X(handovers)       \
    X(help)            \
    X(history)         \
    X(import)          \
    X(import_file)     \
    X(keeping)         \
    X(keeping_hold)    \
    X(keeping_list)    \
    X(keyboard)        \
    X(language)        \
    X(leave)           \
    X(leave_move)      \
    X(leave_new)       \
    X(leaves)          \
    X(legal)           \
    X(legal_step)      \
    X(letter)          \
    X(letter_answer)   \
    X(letter_child)    \
    X(letter_new)      \
    X(letters)         \
    X(lines)           \
    X(mark_end)        \
    X(mark_new)        \
    X(marks)           \
    X(menu)            \
    X(notices)         \
    X(notices_place)   \
    X(notices_served)  \
    X(page)            \
    X(papers)          \
    X(papers_file)     \
    X(password)        \
    X(pause)           \
    X(plan)            \
    X(plan_keeper)     \
    X(plan_new)        \
    X(plan_record)     \
    X(plans)           \
    X(queue)           \
    X(record)          \
    X(register)        \
    X(register_add)    \
    X(register_page)   \
    X(register_row)    \
    X(register_volume) \
    X(rehearse)        \
    X(rehearse_result) \
    X(report)          \
    X(resume)          \
    X(roll)            \
    X(roll_class)      \
    X(roll_entry)      \
    X(roll_school)     \
    X(round)           \
    X(rule)            \
    X(rules)           \
    X(search)          \
    X(service)         \
    X(sessions)        \
    X(sightings)       \
    X(signing)         \
    X(terminal)        \
    X(today)           \
    X(transfer)        \
    X(transfer_offer)  \
    X(transfer_place)  \
    X(why)

/* One stay at one screen. */
struct visit {
    /* Whose stay it is; the same on every screen of a session. */
    struct store *store; /* cut to the actor's scope */
    const struct actor *actor;
    enum language language;
    enum keyboard keyboard;            /* what the person's keys type in texts */
    bool auto_hamza;                   /* and whether a vowel that begins a word gets its seat */
    const char *today;                 /* ISO 8601 */
    const char *hour;                  /* of the day, "09:30" */
    const struct policy *policy;       /* the county's rules */
    const struct forms *forms;         /* and its forms (forms/form.h) */
    const char *county;                /* the county's folder */
    const char *port;                  /* that people come in by; NULL when it is not known */
    unsigned manner;                   /* what the person's terminal cannot show (i18n/layout.h) */
    struct conversation *conversation; /* with that terminal (tui/conversation.h) */

    /* Where it is. */
    const struct screen *screen;
    const char *route; /* "queue?late=1" */
    const char *field; /* name of the field that had the caret when the link was cut; or "" */

    /* What load() read. Cleared before every load(). */
    struct arena arena;
    void *data;
    const char *title; /* when it is more than the screen's title key: "Case 412-7 · Li" */
    const char *aside; /* at the other end of the title line; may stay NULL */

    /* What the person did here: the selected row, a filter, a text being typed. Zero at first,
       kept until the screen is left for good, also across reloads and when coming back to it. */
    void *state;       /* screen->state_size bytes */
    struct arena kept; /* memory with the life of state */
    /* The children whose pages this stay has put on record; a page shows two at most. */
    int64_t looked[2];

    /* For one drawing: cleared before every draw(). */
    struct arena frame;
    int rows, columns; /* of the body: what fits */
    bool loaded;       /* load() succeeded: there is something to draw */
    bool drawing;      /* draw() is running: visit_arena() is the frame */
    bool writing;      /* a text that letters are typed in has the caret in this drawing */

    struct navigator *navigator;
};

/* A function run by a key. What it changed is loaded again and drawn. */
typedef bool visit_run(struct visit *visit, struct error *err);

/*
 * A key of a screen. The bottom line and the help read the same rows, in this
 * order; the first are the last to go when the line is narrow.
 */
struct key_binding {
    int key; /* a command of key.h: '4', PRESS_ENTER, CONTROL('p') */
    /* Catalogue key: "add a note"; NULL: the key works, but stands in no line. */
    const char *label;
    /* NULL: a widget does it, the row only tells of it. */
    visit_run *run;
    /* NULL: always; else the key is there only then. */
    bool (*offered)(const struct visit *visit);
    /* Instead of the key's name: "1-9". */
    const char *shown;
};

/* Bits of the actions that open a screen; any one suffices. */
#define NEEDS(action) ((uint64_t)1 << (action))

struct screen {
    const char *name;  /* its row in SCREENS, as text */
    const char *route; /* "case|child/:id/forms": tui/route.h has the pattern */
    const char *title; /* catalogue key, "NAME.title" */
    const char *help;  /* catalogue key of a few sentences, "NAME.help" */
    uint64_t needs;    /* NEEDS(): who finds it in the menu, and for whom its route opens; 0: all */
    bool by_place;     /* of what a place has: not for whom plans alone bring children */
    size_t state_size;
    bool (*load)(struct visit *visit, struct error *err); /* may be NULL */
    void (*draw)(struct visit *visit, struct canvas *canvas);
    /*
     * Sees each key before the bindings do and says in *used whether it took it:
     * where widgets get their keys. May be NULL.
     */
    bool (*key)(struct visit *visit, const struct key *key, bool *used, struct error *err);
    /* What the row or field under the cursor is, with its clause, for `?`: a text, or a
       catalogue key; NULL when there is nothing to add. May be NULL. */
    const char *(*explain)(struct visit *visit);
    /* What `=` opens: a route; NULL when nothing here needs a why. May be NULL. */
    const char *(*why)(struct visit *visit);
    const struct key_binding *keys;
    size_t key_count;
};

/* --- The route ------------------------------------------------------------------------------ */

/* A part of the route by its name, or a value of its query ("late" of "queue?late=1"), decoded;
   "" when there is none. */
const char *visit_value(struct visit *visit, const char *name);
/* The same as a number; 0 when it is none. */
int64_t visit_number(struct visit *visit, const char *name);

/* --- Going, saying, asking: they take effect when the running function has returned true. ---- */

/* Opens another screen; Esc comes back here. The route is a format. Texts in a route's query
   are encoded with visit_encode(). */
void visit_go(struct visit *visit, const char *route, ...) __attribute__((format(printf, 2, 3)));
/* The same without coming back here: the next page of the same thing. In load() it leads on at
   once: this route is only a way to that one. */
void visit_replace(struct visit *visit, const char *route, ...)
    __attribute__((format(printf, 2, 3)));
/* What Esc does. */
void visit_back(struct visit *visit);
/* Goes where signing in leads: language, password, going on, today; no way back. */
void visit_start(struct visit *visit);
/* Whether this is a step of signing in ("?first=1"). */
bool visit_alone(struct visit *visit);
/* Goes on where the link was cut; from there Esc leads home. */
void visit_resume(struct visit *visit, const char *route, const char *field);
/* Another language, at once and everywhere; nothing typed is lost. Storing it is the caller's. */
void visit_speak(struct visit *visit, enum language language);
/* Another keyboard, at once and everywhere, and at the next sign-in. When it cannot be stored it
   is there all the same. */
bool visit_type_with(struct visit *visit, enum keyboard keyboard, bool auto_hamza,
                     struct error *err);
/* Loads this screen again before it is drawn. Bindings need not ask: it is done after each. */
void visit_reload(struct visit *visit);
/* Percent-encodes a text for a route, in the arena. */
const char *visit_encode(struct arena *arena, const char *text);

/* One quiet line until the next key: "noted". Values fill {0}, {1}, ... */
#define visit_say(visit, ...) \
    visit_say_values((visit), (const char *const[]){__VA_ARGS__, NULL})
void visit_say_values(struct visit *visit, const char *const key_and_values[]);

/* What is run when a question was answered with yes; reason is "" when none was asked for. */
typedef bool visit_answer(struct visit *visit, const char *reason, struct error *err);

/*
 * Asks before something that cannot be taken back: a dialog with yes and no.
 * With a reason, a catalogue key, it also asks for a text, which may then not stay
 * empty. The question is a key with its values: visit_ask(visit, NULL, run, MSG("x"), name).
 */
#define visit_ask(visit, reason, yes, ...) \
    visit_ask_values((visit), (reason), (yes), (const char *const[]){__VA_ARGS__, NULL})
void visit_ask_values(struct visit *visit, const char *reason, visit_answer *yes,
                      const char *const key_and_values[]);

/* --- Typing ---------------------------------------------------------------------------------- */

/*
 * Puts the caret into a text (tui/widget.h) that lives in visit->state. From now
 * on it gets every key first; what is typed is stored as it is typed, under the
 * route and this name, and is there again after a cut link. A draft that was
 * stored before is taken up. Enter, Esc, Tab and the like are left to the screen.
 */
bool visit_focus(struct visit *visit, struct text *text, const char *name, struct error *err);
/* Takes the caret out of the text again; its draft stays. */
void visit_leave(struct visit *visit);
/* The text that has the caret; NULL when none has. */
struct text *visit_focused(const struct visit *visit);
/* Forgets the drafts of this route: what was typed is now saved, or thrown away on purpose. */
bool visit_forget(struct visit *visit, struct error *err);
/* What was typed is saved: forgets its drafts, says so by a catalogue key, and goes back. */
bool visit_saved(struct visit *visit, const char *key, struct error *err);

/* --- Looking --------------------------------------------------------------------------------- */

/* Puts on record that the person is about to see a child's page: in load(), before it is drawn;
   once a stay, however often the page is loaded. Child 0 is nobody. */
bool visit_look(struct visit *visit, int64_t child_id, struct error *err);
/* The same for all who stand on one paper, by the paper's number. */
bool visit_look_at_all(struct visit *visit, int64_t paper, const int64_t children[], size_t count,
                       struct error *err);

/* --- Words ----------------------------------------------------------------------------------- */

/* The text of a key in the person's language, with its values, in the frame's arena when
   drawing and in visit->arena when loading: visit_text(visit, MSG("queue.count"), count). */
#define visit_text(visit, ...) \
    visit_text_values((visit), (const char *const[]){__VA_ARGS__, NULL})
const char *visit_text_values(struct visit *visit, const char *const key_and_values[]);
/* A number as text, for values. */
const char *visit_digits(struct visit *visit, int64_t number);

/* The columns a text takes on the person's terminal, and its lines of width columns: one at least. */
int visit_columns(const struct visit *visit, const char *text);
int visit_lines(const struct visit *visit, const char *text, int width);

/* Whether columns are mirrored: the language is written from right to left, and the terminal shows
   its letters. */
bool visit_mirrored(const struct visit *visit);

/* Where a function that may run both in load() and in draw() puts its texts. */
struct arena *visit_arena(struct visit *visit);

#define DECLARE_SCREEN(name) extern const struct screen screen_##name;
SCREENS(DECLARE_SCREEN)

#endif
