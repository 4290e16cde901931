#include "tests/tui/player.h"

#include "core/scope/scope.h"
#include "forms/form.h"
#include "tests/tui/given.h"
#include "tests/tui/seat.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct player {
    const char *path;
    int line, row;
    struct seat seat;
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
    for (int i = 0; i < p->seat.grid.rows; i++)
        print_message("|%s\n", canvas_row(&p->seat.canvas, i, &p->seat.drawn));
}

#define refuse(p, ...)                                \
    do {                                              \
        print_error("%s:%d: ", (p)->path, (p)->line); \
        print_error(__VA_ARGS__);                     \
        print_error("\n");                            \
        if ((p)->seat.grid.cells)                     \
            show(p);                                  \
        fail();                                       \
    } while (0)

static void must(struct player *p, bool done, const char *what)
{
    if (!done)
        refuse(p, "%s: %s %s", what, p->seat.f->err.key, p->seat.f->err.detail);
}

static void draw(struct player *p)
{
    must(p, seat_draw(&p->seat), "not drawn");
}

/* --- The words of a script --- */

static void say_language(struct player *p, const char *word)
{
    if (!language_find(word, &p->seat.navigator.shared.language))
        refuse(p, "no such language: %s", word);
}

static void say_size(struct player *p, const char *word)
{
    if (sscanf(word, "%dx%d", &p->seat.columns, &p->seat.rows) != 2)
        refuse(p, "no size: %s", word);
}

static void say_terminal(struct player *p, const char *word)
{
    if (strcmp(word, "latin") != 0)
        refuse(p, "no such terminal: %s", word);
    p->seat.navigator.shared.manner = LAYOUT_LATIN;
}

static void say_actor(struct player *p, const char *word)
{
    enum role role;
    if (!role_find(word, &role))
        refuse(p, "no such role: %s", word);
    seat_take(&p->seat, role);
}

static void say_today(struct player *p, const char *word)
{
    p->seat.navigator.shared.today = arena_text(&p->seat.f->arena, "%s", word);
}

static void say_hour(struct player *p, const char *word)
{
    p->seat.navigator.shared.hour = arena_text(&p->seat.f->arena, "%s", word);
}

/* A county's own forms beside the program's: tests/tui/WORD/forms. */
static void say_forms(struct player *p, const char *word)
{
    struct seat *seat = &p->seat;
    const char *sources = getenv("SOURCES");
    forms_close(seat->forms);
    seat->forms = forms_open(
        arena_text(&seat->f->arena, "%s/tests/tui/%s", sources ? sources : ".", word), &seat->f->err);
    if (!seat->forms)
        refuse(p, "no forms: %s %s", seat->f->err.key, seat->f->err.values[0]);
    seat->navigator.shared.forms = seat->forms;
}

static void say_given(struct player *p, const char *word)
{
    for (size_t i = 0; givens[i].give; i++)
        if (strcmp(givens[i].name, word) == 0) {
            store_widen(p->seat.f->store);
            givens[i].give(p->seat.f, &p->seat.county);
            must(p, scope_enter(p->seat.f->store, &p->seat.actor, &p->seat.f->err), "no scope");
            return;
        }
    refuse(p, "nothing is called %s in tests/tui/given.h", word);
}

static void say_open(struct player *p, const char *word)
{
    must(p, seat_open(&p->seat, word), word);
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
            seat_press(&p->seat, key_of(commands[i]));
            return;
        }
    if (length == 2 && name[0] == '^')
        seat_press(&p->seat, key_of(CONTROL(name[1])));
    else
        seat_type(&p->seat, name, length);
}

static void say_keys(struct player *p, const char *words)
{
    while (*words) {
        bool quoted = *words == '"';
        size_t length = quoted ? strcspn(words + 1, "\"") : strcspn(words, " ");
        if (quoted)
            seat_type(&p->seat, words + 1, length);
        else
            press_named(p, words, length);
        words += length + (quoted ? 2 : 0);
        words += strspn(words, " ");
    }
    draw(p);
}

static void say_paste(struct player *p, const char *text)
{
    seat_press(&p->seat, (struct key){.press = PRESS_PASTE, .paste = text, .length = strlen(text)});
    draw(p);
}

static void say_cut(struct player *p, const char *word)
{
    (void)word;
    must(p, seat_cut(&p->seat), "does not go on");
}

static void say_refresh(struct player *p, const char *word)
{
    (void)word;
    navigator_be_silent(&p->seat.navigator);
    navigator_refresh(&p->seat.navigator);
    draw(p);
}

static void say_screen(struct player *p, const char *word)
{
    (void)word;
    p->row = 0;
}

static void say_see(struct player *p, const char *text)
{
    if (!seat_sees(&p->seat, text))
        refuse(p, "not seen: %s", text);
}

static void say_hide(struct player *p, const char *text)
{
    if (seat_sees(&p->seat, text))
        refuse(p, "seen: %s", text);
}

static void expect_row(struct player *p, int row, const char *want)
{
    if (row >= p->seat.grid.rows)
        refuse(p, "there is no row %d", row);
    const char *have = canvas_row(&p->seat.canvas, row, &p->seat.drawn);
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
    if (p->seat.grid.caret_row != row || p->seat.grid.caret_column != column)
        refuse(p, "the caret is at %d %d", p->seat.grid.caret_row, p->seat.grid.caret_column);
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
    {"forms",    say_forms   },
    {"given",    say_given   },
    {"open",     say_open    },
    {"keys",     say_keys    },
    {"paste",    say_paste   },
    {"cut",      say_cut     },
    {"refresh",  say_refresh },
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
    char line[1024];
    struct player p = {.path = path};
    seat_begin(&p.seat, NULL);
    FILE *script = fopen(path, "r");
    if (!script)
        refuse(&p, "cannot be read");
    while (fgets(line, sizeof line, script)) {
        line[strcspn(line, "\n")] = '\0';
        p.line++;
        play(&p, line);
    }
    fclose(script);
    seat_end(&p.seat);
}
