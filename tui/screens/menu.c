/* Where to go: the places the person's posts open, each by its number. */
#include "tui/navigator.h"
#include "tui/widget.h"

/* In the order of a day's work. What the person's posts do not open is not shown. */
static const char *const places[] = {
    "today",
    "absences",
    "attendance",
    "queue",
    "findings",
    "register",
    "roll",
    "search",
    "import",
    "accounts",
    "sessions",
    "audit",
    "language",
    "keyboard",
    "terminal",
    "password",
};

struct state {
    struct table table;
};

struct row {
    int64_t number;
    const struct screen *screen;
};

static int64_t row_id(const void *row)
{
    return ((const struct row *)row)->number;
}

static const char *row_title(struct visit *visit, const void *row)
{
    return message(visit->language, ((const struct row *)row)->screen->title);
}

static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    (void)err;
    visit_replace(visit, "%s", ((const struct row *)row)->screen->route);
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

static bool load(struct visit *visit, struct error *err)
{
    (void)err;
    struct state *state = visit->state;
    struct row *rows = arena_array(&visit->arena, struct row, COUNT(places));
    size_t count = 0;
    for (size_t i = 0; i < COUNT(places); i++) {
        const struct screen *screen = navigator_screen(places[i]);
        if (screen && screen_open_to(screen, visit->actor))
            rows[count++] = (struct row){(int64_t)i + 1, screen};
    }
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
