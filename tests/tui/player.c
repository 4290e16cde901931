#include "tests/tui/player.h"

#include "core/draft.h"
#include "core/policy.h"
#include "core/scope.h"
#include "forms/form.h"
#include "tests/tui/given.h"
#include "tui/conversation.h"
#include "tui/navigator.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct player {
    const char *path;
    int line, row;
    struct fixture *f;
    struct county county;
    struct actor actor;
    struct navigator navigator;
    struct grid grid;
    struct canvas canvas;
    struct arena drawn;
    int rows, columns;
    const char *start; /* the route to begin at */
};

#define GIVEN_ROW(name) {#name, given_##name},
static const struct {
    const char *name;
    void (*give)(struct fixture *f, const struct county *c);
} givens[] = {
    GIVENS(GIVEN_ROW){"", NULL},
};

static void show(struct player *p)
{
    for (int i = 0; i < p->grid.rows; i++)
        print_message("|%s\n", canvas_row(&p->canvas, i, &p->drawn));
}

#define refuse(p, ...)                                \
    do {                                              \
        print_error("%s:%d: ", (p)->path, (p)->line); \
        print_error(__VA_ARGS__);                     \
        print_error("\n");                            \
        if ((p)->grid.cells)                          \
            show(p);                                  \
        fail();                                       \
    } while (0)

static void draw(struct player *p)
{
    bool rtl = visit_mirrored(&p->navigator.shared);
    arena_clear(&p->drawn);
    if (!navigator_visit(&p->navigator))
        refuse(p, "no screen is open");
    if (!navigator_keep(&p->navigator, false, &p->f->err))
        refuse(p, "not kept: %s %s", p->f->err.key, p->f->err.detail);
    p->canvas = canvas_new(&p->drawn, &p->grid, p->rows, p->columns, rtl);
    p->grid.manner = p->navigator.shared.manner;
    navigator_draw(&p->navigator, &p->canvas);
}

static const char *start(void *context, struct arena *arena)
{
    struct player *p = context;
    return arena_text(arena, "%s", p->start);
}

static void enter_scope(struct player *p)
{
    if (!scope_enter(p->f->store, &p->actor, &p->f->err))
        refuse(p, "no scope: %s %s", p->f->err.key, p->f->err.detail);
}

/* The screens read what the actor may see, and no more. */
static void begin(struct player *p, const char *route)
{
    enter_scope(p);
    p->start = route;
    p->navigator.start = start;
    p->navigator.context = p;
    navigator_resize(&p->navigator, p->rows, p->columns);
    if (!navigator_begin(&p->navigator, &p->f->err))
        refuse(p, "%s does not open: %s %s", route, p->f->err.key, p->f->err.detail);
    draw(p);
}

/* --- The words of a script --- */

static void say_language(struct player *p, const char *word)
{
    if (!language_find(word, &p->navigator.shared.language))
        refuse(p, "no such language: %s", word);
}

static void say_size(struct player *p, const char *word)
{
    if (sscanf(word, "%dx%d", &p->columns, &p->rows) != 2)
        refuse(p, "no size: %s", word);
}

static void say_terminal(struct player *p, const char *word)
{
    if (strcmp(word, "latin") != 0)
        refuse(p, "no such terminal: %s", word);
    p->navigator.shared.manner = LAYOUT_LATIN;
}

static void say_actor(struct player *p, const char *word)
{
    enum role role;
    if (!role_find(word, &role))
        refuse(p, "no such role: %s", word);
    p->actor = county_actor(p->f, role);
    p->navigator.shared.actor = &p->actor;
}

static void say_today(struct player *p, const char *word)
{
    p->navigator.shared.today = arena_text(&p->f->arena, "%s", word);
}

static void say_hour(struct player *p, const char *word)
{
    p->navigator.shared.hour = arena_text(&p->f->arena, "%s", word);
}

static void say_given(struct player *p, const char *word)
{
    for (size_t i = 0; givens[i].give; i++)
        if (strcmp(givens[i].name, word) == 0) {
            store_widen(p->f->store);
            givens[i].give(p->f, &p->county);
            enter_scope(p);
            return;
        }
    refuse(p, "nothing is called %s in tests/tui/given.h", word);
}

static void say_open(struct player *p, const char *word)
{
    begin(p, word);
}

static void press(struct player *p, struct key key)
{
    navigator_key(&p->navigator, &key);
}

static void press_text(struct player *p, const char *text, size_t length)
{
    for (size_t i = 0; i < length;) {
        struct key key = {.press = PRESS_TEXT};
        size_t bytes = 1;
        while (i + bytes < length && ((unsigned char)text[i + bytes] & 0xc0) == 0x80)
            bytes++;
        memcpy(key.text, text + i, bytes);
        press(p, key);
        i += bytes;
    }
}

static void press_named(struct player *p, const char *name, size_t length)
{
    static const int commands[] = {
        PRESS_ENTER,
        PRESS_ESC,
        PRESS_TAB,
        PRESS_BACKTAB,
        PRESS_BACKSPACE,
        PRESS_DELETE,
        PRESS_UP,
        PRESS_DOWN,
        PRESS_LEFT,
        PRESS_RIGHT,
        PRESS_HOME,
        PRESS_END,
        PRESS_PAGE_UP,
        PRESS_PAGE_DOWN,
        PRESS_HELP,
        PRESS_LANGUAGE,
        PRESS_KEYBOARD,
        ' ',
    };
    char have[8];
    for (size_t i = 0; i < COUNT(commands); i++)
        if (strlen(key_label(commands[i], have)) == length && strncmp(have, name, length) == 0) {
            press(p, key_of(commands[i]));
            return;
        }
    if (length == 2 && name[0] == '^')
        press(p, key_of(CONTROL(name[1])));
    else
        press_text(p, name, length);
}

static void say_keys(struct player *p, const char *words)
{
    while (*words) {
        bool quoted = *words == '"';
        size_t length = quoted ? strcspn(words + 1, "\"") : strcspn(words, " ");
        if (quoted)
            press_text(p, words + 1, length);
        else
            press_named(p, words, length);
        words += length + (quoted ? 2 : 0);
        words += strspn(words, " ");
    }
    draw(p);
}

static void say_paste(struct player *p, const char *text)
{
    press(p, (struct key){.press = PRESS_PASTE, .paste = text, .length = strlen(text)});
    draw(p);
}

static void say_cut(struct player *p, const char *word)
{
    struct resume_point point = {0};
    (void)word;
    navigator_end(&p->navigator);
    assert_true(resume_read(p->f->store, &p->actor, &p->f->arena, &point, &p->f->err));
    if (!point.found)
        refuse(p, "nothing to go on with");
    if (!navigator_resume(&p->navigator, point.route, point.field, &p->f->err))
        refuse(p, "%s does not open: %s", point.route, p->f->err.key);
    draw(p);
}

static void say_screen(struct player *p, const char *word)
{
    (void)word;
    p->row = 0;
}

static bool shown(struct player *p, const char *text)
{
    for (int i = 0; i < p->grid.rows; i++)
        if (strstr(canvas_row(&p->canvas, i, &p->drawn), text))
            return true;
    return false;
}

static void say_see(struct player *p, const char *text)
{
    if (!shown(p, text))
        refuse(p, "not seen: %s", text);
}

static void say_hide(struct player *p, const char *text)
{
    if (shown(p, text))
        refuse(p, "seen: %s", text);
}

static void expect_row(struct player *p, int row, const char *want)
{
    if (row >= p->grid.rows)
        refuse(p, "there is no row %d", row);
    const char *have = canvas_row(&p->canvas, row, &p->drawn);
    if (strcmp(have, want) != 0)
        refuse(p, "row %d\n  want |%s\n  have |%s", row, want, have);
}

static void say_row(struct player *p, const char *words)
{
    char *bar;
    int row = (int)strtol(words, &bar, 10);
    expect_row(p, row, bar + strspn(bar, " ") + 1);
}

static void say_caret(struct player *p, const char *words)
{
    int row, column;
    if (sscanf(words, "%d %d", &row, &column) != 2)
        refuse(p, "no place: %s", words);
    if (p->grid.caret_row != row || p->grid.caret_column != column)
        refuse(p, "the caret is at %d %d", p->grid.caret_row, p->grid.caret_column);
}

static const struct {
    const char *word;
    void (*say)(struct player *p, const char *rest);
} words[] = {
    {"language", say_language},
    {"size",     say_size    },
    {"terminal", say_terminal},
    {"actor",    say_actor   },
    {"today",    say_today   },
    {"hour",     say_hour    },
    {"given",    say_given   },
    {"open",     say_open    },
    {"keys",     say_keys    },
    {"paste",    say_paste   },
    {"cut",      say_cut     },
    {"screen",   say_screen  },
    {"caret",    say_caret   },
    {"see",      say_see     },
    {"hide",     say_hide    },
    {"row",      say_row     },
};

static void play(struct player *p, const char *line)
{
    size_t length = strcspn(line, " ");
    if (line[0] == '|') {
        expect_row(p, p->row++, line + 1);
        return;
    }
    if (line[0] == '\0' || line[0] == '#')
        return;
    for (size_t i = 0; i < COUNT(words); i++)
        if (strlen(words[i].word) == length && strncmp(words[i].word, line, length) == 0) {
            words[i].say(p, line[length] == ' ' ? line + length + 1 : "");
            return;
        }
    refuse(p, "no such word: %s", line);
}

void player_run(const char *path)
{
    void *state = NULL;
    char line[1024];
    struct player p = {.path = path, .rows = 24, .columns = 80};

    fixture_open(&state);
    p.f = state;
    p.county = county_make(p.f);
    struct policy *policy = policy_open(NULL, "hutubi", &p.f->err);
    struct forms *forms = forms_open(NULL, &p.f->err);
    assert_true(policy && forms);
    struct conversation conversation = {.name = "script"};
    p.navigator.shared = (struct visit){
        .store = p.f->store,
        .today = COUNTY_TODAY,
        .hour = "09:00",
        .policy = policy,
        .forms = forms,
        .county = ".",
        .conversation = &conversation,
    };
    say_actor(&p, "class_teacher");
    FILE *script = fopen(path, "r");
    if (!script)
        refuse(&p, "cannot be read");
    while (fgets(line, sizeof line, script)) {
        line[strcspn(line, "\n")] = '\0';
        p.line++;
        play(&p, line);
    }
    fclose(script);
    navigator_end(&p.navigator);
    arena_clear(&p.drawn);
    forms_close(forms);
    policy_close(policy);
    fixture_close(&state);
}
