#include "tui/parts/story.h"

#include "core/posts/place.h"
#include "core/rules/policy.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <stdlib.h>
#include <string.h>

enum {
    EVENTS_MOST = 500, /* of one case; more than any has */
    DAY_COLUMNS = 8,
    ROLE_COLUMNS = 14
};

/* The story names the school or village that a case was offered to. */
static bool load_receivers(struct visit *visit, struct story *story, struct error *err)
{
    story->receivers = arena_array(&visit->arena, const char *, story->event_count);
    for (size_t i = 0; i < story->event_count; i++) {
        struct place to;
        if (strcmp(story->events[i].kind, "transfer.sent") != 0)
            continue;
        if (!place_read(visit->store, strtoll(story->events[i].result, NULL, 10), &visit->arena, &to,
                        err))
            return false;
        story->receivers[i] = words_name(visit, to.name_zh, to.name_ug);
    }
    return true;
}

bool story_load(struct visit *visit, int64_t case_id, struct story *story, struct error *err)
{
    return casefile_events(visit->store, case_id, (struct page){0, EVENTS_MOST}, &visit->arena,
                           &story->events, &story->event_count, err)
        && load_receivers(visit, story, err);
}

/* The post says who: people come and go. Time itself is nobody's post. */
static const char *actor_of(struct visit *visit, const struct case_event *event)
{
    return *event->role ? words_of(visit, "role.", event->role) : "";
}

/* What an event came to: a visit's result, who was given the case, what shows that it can close. */
static const char *outcome(struct visit *visit, const struct story *story,
                           const struct case_event *event)
{
    const struct policy_rung *rung = policy_rung(visit->policy, event->rung);
    if (transition_has_result(event->kind))
        return words_of(visit, "result.", event->result);
    if (strcmp(event->kind, "assigned") == 0)
        return words_of(visit, "role.", event->result);
    if (strcmp(event->kind, "closing.asked") == 0)
        return words_of(visit, "evidence.", event->result);
    if (strcmp(event->kind, "letter.answered") == 0)
        return words_of(visit, "letter.result.", event->result);
    if (strcmp(event->kind, "transfer.sent") == 0)
        return story->receivers[event - story->events];
    return strcmp(event->kind, "handed_over") == 0 && rung ? rung->title.in[visit->language] : "";
}

static const char *told(struct visit *visit, const struct story *story,
                        const struct case_event *event)
{
    return words_join(visit, " · ", words_of(visit, "event.", event->kind), outcome(visit, story, event),
                      event->note);
}

/* Where the columns of the story begin; a narrow screen has one column and a day before it. */
static struct canvas text_column(const struct canvas *canvas)
{
    int begin = DAY_COLUMNS + (canvas_narrow(canvas) ? 0 : ROLE_COLUMNS);
    return canvas_window(canvas, 0, begin, canvas->rows, canvas->columns - begin);
}

static const char *line_text(struct visit *visit, const struct canvas *canvas,
                             const struct story *story, const struct case_event *event)
{
    const char *text = told(visit, story, event);
    return canvas_narrow(canvas) ? words_join(visit, " ", actor_of(visit, event), text) : text;
}

static int all_lines(struct visit *visit, const struct canvas *canvas, const struct story *story)
{
    struct canvas column = text_column(canvas);
    int lines = 0;
    for (size_t i = 0; i < story->event_count; i++)
        lines += visit_lines(visit, line_text(visit, canvas, story, &story->events[i]), column.columns);
    return lines;
}

void story_draw(struct visit *visit, const struct canvas *canvas, const struct story *story,
                int *above)
{
    struct canvas days = *canvas, column = text_column(canvas);
    int hidden = all_lines(visit, canvas, story) - canvas->rows;
    if (hidden < 0)
        hidden = 0;
    if (*above > hidden)
        *above = hidden;

    int row = *above - hidden;
    for (size_t i = 0; i < story->event_count && row < canvas->rows; i++) {
        const struct case_event *event = &story->events[i];
        const char *text = line_text(visit, canvas, story, event);
        int lines = visit_lines(visit, text, column.columns);
        canvas_text(&days, row, 0, DAY_COLUMNS - 1, ALIGN_START, STYLE_DIM,
                    words_near(visit, event->day));
        if (!canvas_narrow(canvas))
            canvas_text(&days, row, DAY_COLUMNS, ROLE_COLUMNS - 1, ALIGN_START, STYLE_PLAIN,
                        actor_of(visit, event));
        row += canvas_paragraph(&column, row, 0, column.columns, lines, STYLE_PLAIN, text);
    }
}
