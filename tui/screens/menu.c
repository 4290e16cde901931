/* Where to go: the places the person's posts open, by number; what is set once is one step on. */
#include "tui/navigator.h"
#include "tui/widget.h"

#include <string.h>

/* In the order of a day's work. What the person's posts do not open is not shown. */
static const char *const of_the_day[] = {
    "today",
    "absences",
    "attendance",
    "queue",
    "findings",
    "sightings",
    "lines",
    "search",
};

/* What is kept and looked up. */
static const char *const lists[] = {
    "register",
    "roll",
    "groups",
    "plans",
    "forms_mine",
    "notices",
    "handovers",
    "letters",
    "import",
    "rules",
    "papers",
};

/* What an office sets for others, or watches. */
static const char *const office[] = {
    "calendar",
    "rehearse",
    "accounts",
    "sessions",
    "audit",
    "keeping",
};

/* What one sets for oneself. */
static const char *const own[] = {
    "language",
    "keyboard",
    "terminal",
    "password",
};

/* The day's places stand first, one digit each; the others one step on, a digit a group. */
static const struct group {
    const char *name, *title; /* in the route; catalogue key */
    const char *const *screens;
    size_t count;
} groups[] = {
    {"",       MSG("menu.title"),  of_the_day, COUNT(of_the_day)},
    {"lists",  MSG("menu.lists"),  lists,      COUNT(lists)     },
    {"office", MSG("menu.office"), office,     COUNT(office)    },
    {"own",    MSG("menu.own"),    own,        COUNT(own)       },
};

enum {
    ROWS_MOST = COUNT(of_the_day) + COUNT(groups)
};

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

static size_t add_places(struct visit *visit, const struct group *group, struct row *rows)
{
    size_t found = 0;
    for (size_t i = 0; i < group->count; i++) {
        const struct screen *screen = navigator_screen(group->screens[i]);
        if (screen && screen_open_to(screen, visit->actor))
            rows[found++] = (struct row){(int64_t)i + 1, screen->title, screen->route};
    }
    return found;
}

/* A group with one place is that place. */
static size_t add_groups(struct visit *visit, struct row *rows)
{
    size_t count = 0;
    for (size_t i = 1; i < COUNT(groups); i++) {
        struct row *places = arena_array(&visit->arena, struct row, groups[i].count);
        size_t found = add_places(visit, &groups[i], places);
        const char *route = arena_text(&visit->arena, "menu?group=%s", groups[i].name);
        int64_t number = (int64_t)(COUNT(of_the_day) + i);
        if (found == 1)
            rows[count++] = (struct row){number, places[0].title, places[0].route};
        else if (found > 1)
            rows[count++] = (struct row){number, groups[i].title, route};
    }
    return count;
}

static const struct group *chosen(struct visit *visit)
{
    const char *name = visit_value(visit, "group");
    for (size_t i = 1; i < COUNT(groups); i++)
        if (strcmp(groups[i].name, name) == 0)
            return &groups[i];
    return &groups[0];
}

static bool load(struct visit *visit, struct error *err)
{
    (void)err;
    struct state *state = visit->state;
    const struct group *group = chosen(visit);
    struct row *rows = arena_array(&visit->arena, struct row, ROWS_MOST);
    size_t count = add_places(visit, group, rows);
    if (group == &groups[0])
        count += add_groups(visit, rows + count);
    visit->title = message(visit->language, group->title);
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
