#include "forms/paper/page.h"
#include "forms/paper/handout.h"
#include "i18n/format.h"
#include "tui/parts/about.h"
#include "tui/parts/afterwards.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>
#include <string.h>

/* What the person does here. */
struct state {
    int top; /* the line that is drawn first */
};

/* What load() read. */
struct data {
    const char **lines;
    int count;
};

static void cut_lines(struct visit *visit, const char *text, struct data *data)
{
    int count = 0;
    for (const char *at = text; *at; at++)
        count += *at == '\n';
    data->lines = arena_array(&visit->arena, const char *, (size_t)count);
    for (; data->count < count; data->count++) {
        size_t length = strcspn(text, "\n");
        data->lines[data->count] = arena_copy(&visit->arena, text, length);
        text += length + 1;
    }
}

static bool load(struct visit *visit, struct error *err)
{
    struct data *data = arena_new(&visit->arena, struct data);
    struct form_record record;
    struct afterwards after;
    if (!answers_read(visit->store, visit_number(visit, "record"), &visit->arena, &record, err)
        || !about_look(visit, &record, err)
        || !afterwards_read(visit, &record, &after, err))
        return false;
    cut_lines(visit, page_text(&record, visit->language, &visit->arena), data);
    visit->data = data;
    visit->title = words_join(visit, " · ", message(visit->language, MSG("page.title")),
                              afterwards_signed(visit, &after));
    visit->aside = visit_text(visit, MSG("page.how"), visit_digits(visit, record.id));
    return true;
}

static bool key(struct visit *visit, const struct key *pressed, bool *used, struct error *err)
{
    struct state *state = visit->state;
    int step = key_scroll(pressed, visit->rows);
    (void)err;
    state->top += step;
    *used = step != 0;
    return true;
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    const struct data *data = visit->data;
    struct state *state = visit->state;
    if (state->top > data->count - canvas->rows)
        state->top = data->count - canvas->rows;
    if (state->top < 0)
        state->top = 0;
    for (int i = 0; i < canvas->rows && state->top + i < data->count; i++)
        canvas_text(canvas, i, 0, canvas->columns, ALIGN_START, STYLE_PLAIN,
                    data->lines[state->top + i]);
}

/* The paper lies in the person's folder, and they are there: to fetch it, or to have it printed. */
static bool keep(struct visit *visit, struct error *err)
{
    int64_t paper_id;
    struct form_record record;
    const struct handout_maker maker = {
        .store = visit->store,
        .actor = visit->actor,
        .language = visit->language,
        .when = arena_text(&visit->arena, "%s %s", visit->today, visit->hour),
    };
    if (!answers_read(visit->store, visit_number(visit, "record"), &visit->arena, &record, err)
        || !handout_records(&maker, &record, 1, &paper_id, err))
        return false;
    visit_go(visit, "papers/%" PRId64, paper_id);
    return true;
}

static const struct key_binding keys[] = {
    {'4',      MSG("page.key-keep"), keep, NULL, NULL    },
    {PRESS_UP, MSG("form.scroll"),   NULL, NULL, "↑↓"},
};

const struct screen screen_page = {
    .name = "page",
    .route = "case|child|place/:id/form/:record/page",
    .title = MSG("page.title"),
    .help = MSG("page.help"),
    .needs = NEEDS(MAY_SEE_CHILDREN),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = key,
    .keys = keys,
    .key_count = COUNT(keys),
};
