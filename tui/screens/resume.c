/* After a cut link: one question, whether to go on exactly there. */
#include "core/store/draft.h"
#include "forms/filling/answers.h"
#include "tui/navigator.h"
#include "tui/parts/words.h"

#include <stdlib.h>
#include <string.h>

struct data {
    struct resume_point point;
    struct draft draft;
    const struct screen *screen; /* NULL: the route is no longer there */
    const char *where;
};

/* A paper by its name and whose it is, and any other screen by its title. */
static const char *name_of(struct visit *visit, const struct data *data)
{
    static const char before[] = "/form/";
    const char *paper = strstr(data->point.route, before);
    int64_t record_id = paper ? strtoll(paper + strlen(before), NULL, 10) : 0;
    struct form_record record;
    struct error gone = {0};
    if (record_id > 0
        && answers_read(visit->store, record_id, &visit->arena, &record, &gone))
        return words_join(visit, " · ", record.form->title.text[visit->language],
                          words_name(visit, record.name_zh, record.name_ug));
    return message(visit->language, data->screen->title);
}

static bool load(struct visit *visit, struct error *err)
{
    struct data *data = arena_new(&visit->arena, struct data);
    visit->data = data;
    if (!resume_read(visit->store, visit->actor, &visit->arena, &data->point, err)
        || !draft_read(visit->store, visit->actor, data->point.route, data->point.field,
                       &visit->arena, &data->draft, err))
        return false;
    data->screen = navigator_find(data->point.route);
    data->where = data->screen ? name_of(visit, data) : "";
    return true;
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    const struct data *data = visit->data;
    int row = canvas_narrow(canvas) ? 0 : 1, left = canvas->columns;
    if (data->screen)
        row += canvas_paragraph(canvas, row, 0, left, 2, STYLE_PLAIN,
                                visit_text(visit, MSG("resume.where"), data->where));
    if (data->draft.found) {
        canvas_text(canvas, row + 1, 0, left, ALIGN_START, STYLE_DIM,
                    message(visit->language, MSG("resume.typed")));
        row += 2 + canvas_paragraph(canvas, row + 2, 2, left - 2, 4, STYLE_PREFILLED, data->draft.text);
    }
    canvas_paragraph(canvas, row + 1, 0, left, 2, STYLE_TITLE,
                     message(visit->language, MSG("resume.question")));
}

static bool go_on(struct visit *visit, struct error *err)
{
    const struct data *data = visit->data;
    (void)err;
    if (data->screen)
        visit_resume(visit, data->point.route, data->point.field);
    else
        visit_start(visit);
    return true;
}

static bool go_home(struct visit *visit, struct error *err)
{
    (void)err;
    visit_start(visit);
    return true;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("resume.go-on"),   go_on  },
    {'1',         NULL,                  go_on  },
    {'2',         MSG("resume.go-home"), go_home},
    {PRESS_ESC,   NULL,                  go_home},
};

const struct screen screen_resume = {
    .name = "resume",
    .route = "resume",
    .title = MSG("resume.title"),
    .help = MSG("resume.help"),
    .load = load,
    .draw = draw,
    .keys = keys,
    .key_count = COUNT(keys),
};
