/* Why a duty is due: every day counted or skipped, who gets it next, what fulfils it. */
#include "core/agenda.h"
#include "core/policy.h"
#include "i18n/format.h"
#include "tui/widget.h"
#include "tui/words.h"

#include <inttypes.h>
#include <string.h>

enum {
    TEXT_ROWS = 9,        /* what the sentences below the days need at 80 columns */
    TEXT_ROWS_NARROW = 5, /* and on a phone */
    SENTENCES = 6
};

struct state {
    int above; /* days scrolled past, counted from the newest */
};

static bool load(struct visit *visit, struct error *err)
{
    struct duty_why *why = visit->data = arena_new(&visit->arena, struct duty_why);
    if (!agenda_explain(visit->store, visit->policy, visit_number(visit, "id"), &visit->arena, why,
                        err))
        return false;
    if (!visit_look(visit, why->duty.child_id, err))
        return false;
    visit->title = visit_text(visit, MSG("why.title-of"), why->rung->title.in[visit->language]);
    visit->aside = visit_text(visit, MSG("why.source"), visit->policy->county.in[visit->language],
                              why->rung->clause);
    return true;
}

/* --- The days --------------------------------------------------------------------------------- */

static const char *date_of(struct visit *visit, const char *day)
{
    char buffer[FORMAT_SIZE];
    return arena_text(visit_arena(visit), "%s %s", day + strlen("2026-"),
                      format_weekday(visit->language, date_weekday(day), buffer));
}

static const char *reason_of(struct visit *visit, const struct duty_why *why,
                             const struct duty_day *day)
{
    const char *name = calendar_day_name(&why->calendar, day->day, visit->language);
    return words_join(visit, " · ", words_of(visit, "day.", day->reason),
                      strcmp(day->reason, "holiday") == 0 ? name : "");
}

static const char *counted_of(struct visit *visit, const struct duty_day *day)
{
    return day->counted ? visit_text(visit, MSG("why.counted"), visit_digits(visit, day->counted))
                        : "";
}

static const char *rungs_of(struct visit *visit, const struct duty_day *day)
{
    const char *titles = "";
    for (size_t i = 0; i < day->rung_count; i++)
        titles = words_join(visit, " · ", titles, day->rungs[i]->title.in[visit->language]);
    return titles;
}

static void draw_day(struct visit *visit, struct canvas *canvas, int row,
                     const struct duty_why *why, const struct duty_day *day)
{
    bool narrow = canvas_narrow(canvas), today = strcmp(day->day, visit->today) == 0;
    enum style style = today ? STYLE_TODAY : day->counted ? STYLE_PLAIN
                                                          : STYLE_DIM;
    int reason = narrow ? 13 : 16, counted = narrow ? canvas->columns - 8 : 38;
    canvas_text(canvas, row, 1, reason - 2, ALIGN_START, style, date_of(visit, day->day));
    canvas_text(canvas, row, reason, counted - reason - 1, ALIGN_START, style,
                reason_of(visit, why, day));
    canvas_text(canvas, row, counted, 8, ALIGN_START, style, counted_of(visit, day));
    if (today)
        canvas_text(canvas, row, 0, 1, ALIGN_START, STYLE_TODAY, canvas_pointer(canvas));
    if (!narrow)
        canvas_text(canvas, row, counted + 9, canvas->columns - counted - 9, ALIGN_START, style,
                    rungs_of(visit, day));
}

/* The newest days stay in sight; the older ones are scrolled to. Returns the rows taken. */
static int draw_days(struct visit *visit, struct canvas *canvas, const struct duty_why *why)
{
    struct state *state = visit->state;
    int room = canvas->rows - (canvas_narrow(canvas) ? TEXT_ROWS_NARROW : TEXT_ROWS);
    int count = (int)why->day_count;
    int rows = count < room ? count : room;
    if (count == 0) {
        canvas_text(canvas, 0, 1, canvas->columns - 1, ALIGN_START, STYLE_DIM,
                    message(visit->language, MSG("why.no-days")));
        return 1;
    }
    if (state->above > count - rows)
        state->above = count - rows;
    for (int i = 0; i < rows; i++)
        draw_day(visit, canvas, i, why, &why->days[count - rows - state->above + i]);
    return rows;
}

/* --- What follows from them ------------------------------------------------------------------- */

static const char *done_by(struct visit *visit, const struct duty_why *why)
{
    const char *list = "";
    for (size_t i = 0; i < why->rung->done_by.count; i++)
        list = words_join(visit, " · ", list,
                          words_of(visit, "event.", why->rung->done_by.rows[i]));
    return *list ? visit_text(visit, MSG("why.done-by"), list) : "";
}

static const char *next_step(struct visit *visit, const struct duty_why *why)
{
    if (!*why->next_role)
        return "";
    return visit_text(visit, MSG("why.next"), words_near(visit, why->next_day),
                      words_of(visit, "role.", why->next_role));
}

static const char *remark(struct visit *visit, bool applies, const char *key)
{
    return applies ? message(visit->language, key) : "";
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    const struct duty_why *why = visit->data;
    bool narrow = canvas_narrow(canvas);
    const char *const sentences[SENTENCES] = {
        visit_text(visit, MSG("why.due"), words_near(visit, why->duty.due)),
        next_step(visit, why),
        done_by(visit, why),
        visit_text(visit, MSG("why.rule"), why->rung->asks.in[visit->language]),
        remark(visit, why->rung->chosen_by_county, MSG("why.chosen")),
        remark(visit, why->assumed, MSG("why.assumed")),
    };
    int row = draw_days(visit, canvas, why) + !narrow;
    for (size_t i = 0; i < SENTENCES && row < canvas->rows; i++)
        if (*sentences[i])
            row += canvas_paragraph(canvas, row, 1, canvas->columns - 1, canvas->rows - row,
                                    i == 0 ? STYLE_PLAIN : STYLE_DIM, sentences[i]);
}

/* --- Keys ------------------------------------------------------------------------------------- */

static bool key(struct visit *visit, const struct key *key, bool *used, struct error *err)
{
    struct state *state = visit->state;
    int step = key_scroll(key, visit->rows / 2);
    (void)err;
    *used = step != 0;
    state->above = state->above < step ? 0 : state->above - step;
    return true;
}

static bool do_it(struct visit *visit, struct error *err)
{
    const struct duty_why *why = visit->data;
    (void)err;
    visit_replace(visit, "%s", agenda_route(visit->policy, &why->duty, &visit->arena));
    return true;
}

static bool has_days(const struct visit *visit)
{
    const struct duty_why *why = visit->data;
    return why && why->day_count > 1;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("why.key-do"),   do_it, NULL,     NULL},
    {PRESS_UP,    MSG("why.key-days"), NULL,  has_days, NULL},
};

const struct screen screen_why = {
    .name = "why",
    .route = "why/:id",
    .title = MSG("why.title"),
    .help = MSG("why.help"),
    .needs = NEEDS(MAY_SEE_CHILDREN),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = key,
    .keys = keys,
    .key_count = COUNT(keys),
};
