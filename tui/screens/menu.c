/* Where to go: the places the person's posts open, by number; what is set once is one step on. */
#include "tui/navigator.h"
#include "tui/widget.h"

/* In the order of a day's work. What the person's posts do not open is not shown. */
static const char *const of_the_day[] = {
    "today",
    "absences",
    "attendance",
    "queue",
    "findings",
    "sightings",
    "lines",
    "register",
    "roll",
    "handovers",
    "letters",
    "search",
    "import",
    "calendar",
    "accounts",
    "sessions",
    "audit",
};

/* What one sets for oneself. One digit is enough for the day's places while these stand apart. */
static const char *const own[] = {
    "language",
    "keyboard",
    "terminal",
    "password",
};

#define SETTINGS "menu?own=1"

struct state {
    struct table table;
};

struct row {
    int64_t number;
    const char *title, *route;
};

static int64_t row_id(const void *row)
{
    return ((const struct row *)row)->number;
}

static const char *row_title(struct visit *visit, const void *row)
{
    return message(visit->language, ((const struct row *)row)->title);
}

static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    (void)err;
    visit_replace(visit, "%s", ((const struct row *)row)->route);
    return true;
}

static const struct table_column columns[] = {
    {NULL, 20, 1, true, row_title},
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .row_size = sizeof(struct row),
    .plain = true,
    .id = row_id,
    .open = open_row,
};

static size_t add_places(struct visit *visit, const char *const *names, size_t count,
                         struct row *rows)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        const struct screen *screen = navigator_screen(names[i]);
        if (screen && screen_open_to(screen, visit->actor))
            rows[found++] = (struct row){(int64_t)i + 1, screen->title, screen->route};
    }
    return found;
}

static bool load(struct visit *visit, struct error *err)
{
    (void)err;
    struct state *state = visit->state;
    struct row *rows = arena_array(&visit->arena, struct row, COUNT(of_the_day) + 1);
    bool settings = visit_number(visit, "own") == 1;
    size_t count = settings ? add_places(visit, own, COUNT(own), rows)
                            : add_places(visit, of_the_day, COUNT(of_the_day), rows);
    if (settings)
        visit->title = message(visit->language, MSG("menu.own"));
    else
        rows[count++] = (struct row){COUNT(of_the_day) + 1, MSG("menu.own"), SETTINGS};
    table_fill(visit, &state->table, &kind, rows, count);
    return true;
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    int first = canvas_narrow(canvas) ? 0 : 1;
    table_draw(visit, canvas, &state->table, first, canvas->rows - first);
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("key.go"), NULL, NULL, "1-9"},
};

const struct screen screen_menu = {
    .name = "menu",
    .route = "menu",
    .title = MSG("menu.title"),
    .help = MSG("menu.help"),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = list_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
