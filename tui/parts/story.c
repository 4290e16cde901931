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

/* Events stay in the order they were typed; a span stands before what happened after it began. */
static void merge(struct visit *visit, const struct skipped *skipped, size_t count,
                  struct story *story)
{
    size_t next = 0, all = 0;
    struct story_line *lines = arena_array(&visit->arena, struct story_line,
                                           story->event_count + count);
    for (size_t i = 0; i < story->event_count; i++) {
        while (next < count && strcmp(skipped[next].first, story->events[i].day) < 0)
            lines[all++] = (struct story_line){.skipped = &skipped[next++]};
        lines[all++] = (struct story_line){.event = &story->events[i]};
    }
    while (next < count)
        lines[all++] = (struct story_line){.skipped = &skipped[next++]};
    story->lines = lines;
    story->line_count = all;
}

bool story_load(struct visit *visit, int64_t case_id, struct story *story, struct error *err)
{
    struct skipped *skipped;
    size_t count;
    if (!casefile_events(visit->store, case_id, (struct page){0, EVENTS_MOST}, &visit->arena,
                         &story->events, &story->event_count, err)
        || !load_receivers(visit, story, err)
        || !skipped_of_case(visit->store, visit->policy, case_id, visit->language, &visit->arena,
                            &skipped, &count, err))
        return false;
    merge(visit, skipped, count, story);
    return true;
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

/* "国庆节 · 10-1 — 10-7 · 不计入期限": a span of one day is said by its day alone. */
static const char *told_days(struct visit *visit, const struct skipped *skipped)
{
    const char *kind = words_of(visit, "day.", day_kind_name(skipped->kind));
    bool one = strcmp(skipped->first, skipped->last) == 0;
    const char *days = one ? "" : words_span(visit, skipped->first, skipped->last);
    return words_join(visit, " · ", skipped->kind == DAY_MAKE_UP || !*skipped->name ? kind : "",
                      skipped->name, days,
                      skipped->kind == DAY_MAKE_UP
                          ? ""
                          : message(visit->language, MSG("case.not-counted")),
                      skipped->assumed ? message(visit->language, MSG("calendar.assumed")) : "");
}

/* Where the columns of the story begin; a narrow screen has one column and a day before it. */
static struct canvas text_column(const struct canvas *canvas)
{
    int begin = DAY_COLUMNS + (canvas_narrow(canvas) ? 0 : ROLE_COLUMNS);
    return canvas_window(canvas, 0, begin, canvas->rows, canvas->columns - begin);
}

static const char *line_text(struct visit *visit, const struct canvas *canvas,
                             const struct story *story, const struct story_line *line)
{
    const struct case_event *event = line->event;
    if (!event)
        return told_days(visit, line->skipped);
    const char *text = told(visit, story, event);
    return canvas_narrow(canvas) ? words_join(visit, " ", actor_of(visit, event), text) : text;
}

/* Days to come follow all that happened: a narrow screen has no room for them. */
static size_t shown_lines(const struct visit *visit, const struct canvas *canvas,
                          const struct story *story)
{
    size_t count = story->line_count;
    while (canvas_narrow(canvas) && count > 0 && story->lines[count - 1].skipped
           && strcmp(story->lines[count - 1].skipped->first, visit->today) > 0)
        count--;
    return count;
}

static int all_lines(struct visit *visit, const struct canvas *canvas, const struct story *story)
{
    struct canvas column = text_column(canvas);
    size_t count = shown_lines(visit, canvas, story);
    int lines = 0;
    for (size_t i = 0; i < count; i++)
        lines += visit_lines(visit, line_text(visit, canvas, story, &story->lines[i]), column.columns);
    return lines;
}

void story_draw(struct visit *visit, const struct canvas *canvas, const struct story *story,
                int *above)
{
    struct canvas days = *canvas, column = text_column(canvas);
    size_t count = shown_lines(visit, canvas, story);
    int hidden = all_lines(visit, canvas, story) - canvas->rows;
    if (hidden < 0)
        hidden = 0;
    if (*above > hidden)
        *above = hidden;

    int row = *above - hidden;
    for (size_t i = 0; i < count && row < canvas->rows; i++) {
        const struct story_line *line = &story->lines[i];
        const char *text = line_text(visit, canvas, story, line);
        int lines = visit_lines(visit, text, column.columns);
        canvas_text(&days, row, 0, DAY_COLUMNS - 1, ALIGN_START, STYLE_DIM,
                    words_near(visit, line->event ? line->event->day : line->skipped->first));
        if (line->event && !canvas_narrow(canvas))
            canvas_text(&days, row, DAY_COLUMNS, ROLE_COLUMNS - 1, ALIGN_START, STYLE_PLAIN,
                        actor_of(visit, line->event));
        row += canvas_paragraph(&column, row, 0, column.columns, lines,
                                line->event ? STYLE_PLAIN : STYLE_DIM, text);
    }
}
