/* The language of the person: three lines, each in its own language and script. */
#include "core/posts/account.h"
#include "tui/widget.h"

struct state {
    struct table table;
};

struct row {
    enum language language;
};

static int64_t row_id(const void *row)
{
    return ((const struct row *)row)->language + 1;
}

static const char *row_words(struct visit *visit, const void *row)
{
    (void)visit;
    return message(((const struct row *)row)->language, MSG("language.use"));
}

static bool choose(struct visit *visit, const void *row, struct error *err)
{
    enum language language = ((const struct row *)row)->language;
    if (!account_choose_language(visit->store, visit->actor, language_code(language), err))
        return false;
    visit_speak(visit, language);
    if (visit_alone(visit))
        visit_start(visit);
    else
        visit_back(visit);
    return true;
}

static const struct table_column columns[] = {
    {NULL, 20, 1, true, row_words},
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .row_size = sizeof(struct row),
    .plain = true,
    .id = row_id,
    .open = choose,
};

/* Before a language is chosen the title is in all of them. */
static const char *title_in_all(struct visit *visit)
{
    return arena_text(&visit->arena, "%s · %s · %s", message(LANGUAGE_ZH, MSG("language.title")),
                      message(LANGUAGE_UG, MSG("language.title")),
                      message(LANGUAGE_EN, MSG("language.title")));
}

static bool load(struct visit *visit, struct error *err)
{
    static const struct row rows[] = {{LANGUAGE_ZH}, {LANGUAGE_UG}, {LANGUAGE_EN}};
    struct state *state = visit->state;
    (void)err;
    if (visit_alone(visit))
        visit->title = title_in_all(visit);
    table_fill(visit, &state->table, &kind, rows, COUNT(rows));
    return true;
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    table_draw(visit, canvas, &state->table, 1, canvas->rows - 1);
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("key.choose"), NULL, NULL, "1-3"},
};

const struct screen screen_language = {
    .name = "language",
    .route = "language",
    .title = MSG("language.title"),
    .help = MSG("language.help"),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = list_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
