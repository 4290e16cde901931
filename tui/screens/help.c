/* What a screen is for, what is under the cursor there, and its keys, read from its own rows. */
#include "tui/navigator.h"

enum {
    WORDS_ROWS = 200 /* more than any help has */
};

struct state {
    int offset, height; /* rows scrolled away; rows in all */
};

/* The keys that mean the same everywhere. */
static const struct key_binding common[] = {
    {'0',            MSG("key.menu")    },
    {'/',            MSG("key.search")  },
    {'=',            MSG("key.why")     },
    {PRESS_ESC,      MSG("key.back")    },
    {PRESS_HELP,     MSG("key.help")    },
    {PRESS_LANGUAGE, MSG("key.language")},
    {CONTROL('u'),   MSG("key.keyboard")},
};

static const struct screen *explained(struct visit *visit)
{
    return navigator_screen(visit_value(visit, "screen"));
}

static bool load(struct visit *visit, struct error *err)
{
    const struct screen *screen = explained(visit);
    if (!screen)
        return error_tell(err, ERROR_MISSING, MSG("route.missing"), visit->route);
    visit->title = visit_text(visit, MSG("help.title-of"), message(visit->language, screen->title));
    return true;
}

static int draw_words(struct visit *visit, struct canvas *canvas, int row, enum style style,
                      const char *key_or_text)
{
    const char *words = message(visit->language, key_or_text);
    return row + canvas_paragraph(canvas, row, 0, canvas->columns, WORDS_ROWS, style, words)
        + (canvas_narrow(canvas) ? 0 : 1);
}

static int draw_keys(struct visit *visit, struct canvas *canvas, int row,
                     const struct key_binding *keys, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char *name = arena_alloc(&visit->frame, 8);
        if (!keys[i].label)
            continue;
        canvas_text(canvas, row, 0, 12, ALIGN_START, STYLE_OPENABLE,
                    keys[i].shown ? keys[i].shown : key_label(keys[i].key, name));
        canvas_text(canvas, row, 13, canvas->columns - 13, ALIGN_START, STYLE_PLAIN,
                    message(visit->language, keys[i].label));
        row++;
    }
    return row;
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    const struct screen *screen = explained(visit);
    const char *about = visit_value(visit, "about");
    int row = -state->offset;

    if (about[0] != '\0')
        row = draw_words(visit, canvas, row, STYLE_TITLE, about);
    row = draw_words(visit, canvas, row, STYLE_PLAIN, screen->help);
    row = draw_keys(visit, canvas, row, screen->keys, screen->key_count);
    row = draw_keys(visit, canvas, row, common, COUNT(common));
    state->height = row + state->offset;
}

static void scroll(struct visit *visit, int rows)
{
    struct state *state = visit->state;
    int most = state->height > visit->rows ? state->height - visit->rows : 0;
    state->offset += rows;
    if (state->offset > most)
        state->offset = most;
    if (state->offset < 0)
        state->offset = 0;
}

static bool key(struct visit *visit, const struct key *key, bool *used, struct error *err)
{
    (void)err;
    *used = true;
    switch (key_command(key)) {
    case PRESS_UP:
        scroll(visit, -1);
        break;
    case PRESS_DOWN:
        scroll(visit, 1);
        break;
    case PRESS_PAGE_UP:
        scroll(visit, 1 - visit->rows);
        break;
    case PRESS_PAGE_DOWN:
    case ' ':
        scroll(visit, visit->rows - 1);
        break;
    case PRESS_ENTER:
        visit_back(visit);
        break;
    default:
        *used = false;
    }
    return true;
}

static bool to_terminal(struct visit *visit, struct error *err)
{
    (void)err;
    visit_go(visit, "terminal");
    return true;
}

static bool terminal_offered(const struct visit *visit)
{
    return visit->conversation;
}

static const struct key_binding keys[] = {
    {PRESS_DOWN, MSG("key.more"), NULL,     NULL,                              "↑↓"},
    {'2',          MSG("terminal.title"),                       to_terminal, terminal_offered},
};

const struct screen screen_help = {
    .name = "help",
    .route = "help/:screen",
    .title = MSG("help.title"),
    .help = MSG("help.help"),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = key,
    .keys = keys,
    .key_count = COUNT(keys),
};
