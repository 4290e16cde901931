/* Ending a mark: why, and on which day. */
#include "core/lists/child.h"
#include "core/lists/mark.h"
#include "core/rules/policy.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

enum {
    REASON,
    DAY,
    QUESTION_COUNT
};

struct state {
    struct sheet sheet;
};

struct data {
    struct mark mark;
    struct sheet_question questions[QUESTION_COUNT];
};

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = arena_new(&visit->arena, struct data);
    struct mark *mark = &data->mark;
    struct child child;
    if (!mark_read(visit->store, visit_number(visit, "id"), &visit->arena, mark, err)
        || !child_read(visit->store, mark->child_id, &visit->arena, &child, err)
        || !visit_look(visit, mark->child_id, err))
        return false;
    visit->data = data;
    data->questions[REASON] = (struct sheet_question){
        .name = "reason", .label = MSG("mark.reason"), .lines = true};
    data->questions[DAY] = (struct sheet_question){
        .name = "day", .label = MSG("mark.ends"), .value = visit->today, .latin = true};
    visit->aside = words_name(visit, child.name_zh, child.name_ug);
    return sheet_fill(visit, &state->sheet, data->questions, QUESTION_COUNT, err);
}

/* "family in need · since 9-10 · list of civil affairs": what ends. */
static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    const struct mark *mark = &((const struct data *)visit->data)->mark;
    const struct policy_group *group = policy_group(visit->policy, mark->kind);
    int row = canvas_paragraph(canvas, 0, 0, canvas->columns, 2, STYLE_DIM,
                               words_join(visit, " · ",
                                          group ? group->title.in[visit->language] : mark->kind,
                                          words_near(visit, mark->begins_on), mark->source))
        + !canvas_narrow(canvas);
    sheet_draw(visit, canvas, row, canvas->rows - row, &state->sheet);
}

static bool save(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    const char *day, *reason = sheet_text(&state->sheet, REASON, &visit->arena);
    return sheet_day(visit, &state->sheet, DAY, visit->today, &day, err)
        && mark_end(visit->store, visit->policy, visit->actor, visit->today,
                    visit_number(visit, "id"), day, reason, err)
        && visit_saved(visit, MSG("record.saved"), err);
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("record.save"), save, NULL, NULL},
};

const struct screen screen_mark_end = {
    .name = "mark_end",
    .route = "mark/:id/end",
    .title = MSG("marks.end"),
    .help = MSG("mark_end.help"),
    .needs = NEEDS(MAY_MARK_CHILD),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = entry_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
