/* Why a duty is due: every day counted or skipped, who gets it next, what fulfils it. */
#include "core/duties/agenda.h"
#include "core/rules/policy.h"
#include "i18n/format.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>
#include <string.h>

enum {
    TEXT_ROWS = 9,        /* what the sentences below the days need at 80 columns */
    TEXT_ROWS_NARROW = 5, /* and on a phone */
    SENTENCE_ROWS = 12,
    SENTENCES = 6
};

struct state {
    int above; /* days scrolled past, counted from the newest; below 0: rows of the page */
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
                              words_clause(visit, why->rung->clause));
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

/* The rows that days take: the newest stay in sight, the older ones are scrolled to. */
static int rows_of_days(const struct canvas *canvas, const struct duty_why *why)
{
    int room = canvas->rows - (canvas_narrow(canvas) ? TEXT_ROWS_NARROW : TEXT_ROWS);
    int count = why->day_count > 0 ? (int)why->day_count : 1;
    return count < room ? count : room;
}

static void draw_days(struct visit *visit, struct canvas *canvas, int top, int rows,
                      const struct duty_why *why)
{
    const struct state *state = visit->state;
    int past = (int)why->day_count - rows - (state->above > 0 ? state->above : 0);
    if (why->day_count == 0)
        canvas_text(canvas, top, 1, canvas->columns - 1, ALIGN_START, STYLE_DIM,
                    message(visit->language, MSG("why.no-days")));
    for (int i = 0; i < rows && why->day_count > 0; i++)
        draw_day(visit, canvas, top + i, why, &why->days[past + i]);
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

/* Returns the rows the sentences take; those outside the canvas are not drawn. */
static int draw_sentences(struct visit *visit, struct canvas *canvas, int top,
                          const struct duty_why *why)
{
    const char *const sentences[SENTENCES] = {
        visit_text(visit, MSG("why.due"), words_near(visit, why->duty.due)),
        next_step(visit, why),
        done_by(visit, why),
        visit_text(visit, MSG("why.rule"), why->rung->asks.in[visit->language]),
        remark(visit, why->rung->chosen_by_county, MSG("why.chosen")),
        remark(visit, why->assumed, MSG("why.assumed")),
    };
    int rows = 0;
    for (size_t i = 0; i < SENTENCES; i++)
        rows += canvas_paragraph(canvas, top + rows, 1, canvas->columns - 1, SENTENCE_ROWS,
                                 i == 0 ? STYLE_PLAIN : STYLE_DIM, sentences[i]);
    return rows;
}

/* Up are older days, down what sentences the page had no room for. */
static void draw(struct visit *visit, struct canvas *canvas)
{
    const struct duty_why *why = visit->data;
    struct state *state = visit->state;
    int days = rows_of_days(canvas, why), head = days + !canvas_narrow(canvas);
    int older = why->day_count > 0 ? (int)why->day_count - days : 0;
    int under = head + draw_sentences(visit, canvas, canvas->rows, why) - canvas->rows;

    under = under > 0 ? under : 0;
    state->above = state->above > older ? older : state->above;
    state->above = state->above < -under ? -under : state->above;
    int top = state->above < 0 ? state->above : 0;
    draw_days(visit, canvas, top, days, why);
    draw_sentences(visit, canvas, top + head, why);
}

/* --- Keys ------------------------------------------------------------------------------------- */

static bool key(struct visit *visit, const struct key *key, bool *used, struct error *err)
{
    struct state *state = visit->state;
    int step = key_scroll(key, visit->rows / 2);
    (void)err;
    *used = step != 0;
    state->above -= step;
    return true;
}

static bool do_it(struct visit *visit, struct error *err)
{
    const struct duty_why *why = visit->data;
    (void)err;
    visit_replace(visit, "%s", agenda_route(visit->policy, &why->duty, &visit->arena));
    return true;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("why.key-do"), do_it, NULL, NULL    },
    {PRESS_DOWN,  MSG("key.more"),   NULL,  NULL, "↑↓"},
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
