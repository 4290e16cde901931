/* Marking a child as of a support group: which, who says so, since when. */
#include "core/lists/child.h"
#include "core/lists/mark.h"
#include "core/rules/policy.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

enum {
    GROUP,
    SOURCE,
    DAY,
    QUESTION_COUNT,
    GROUPS_MOST = 32
};

struct state {
    struct sheet sheet;
};

struct data {
    const char *labels[GROUPS_MOST];
    size_t count;
    struct sheet_question questions[QUESTION_COUNT];
};

/* NULL while none is chosen. */
static const struct policy_group *chosen(const struct visit *visit)
{
    const struct state *state = visit->state;
    int index = sheet_chosen(&state->sheet, GROUP);
    return index < 0 || (size_t)index >= visit->policy->group_count ? NULL
                                                                    : &visit->policy->groups[index];
}

static void ask(struct visit *visit, struct data *data)
{
    for (; data->count < visit->policy->group_count && data->count < GROUPS_MOST; data->count++)
        data->labels[data->count] = visit->policy->groups[data->count].title.in[visit->language];
    data->questions[GROUP] = (struct sheet_question){
        .name = "group",
        .label = MSG("groups.group"),
        .choices = data->labels,
        .choice_count = data->count,
    };
    data->questions[SOURCE] = (struct sheet_question){
        .name = "source", .label = MSG("mark.source")};
    data->questions[DAY] = (struct sheet_question){
        .name = "day", .label = MSG("mark.begins"), .value = visit->today, .latin = true};
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = visit->data = arena_new(&visit->arena, struct data);
    struct child child;
    int64_t id = visit_number(visit, "child");
    if (!child_read(visit->store, id, &visit->arena, &child, err) || !visit_look(visit, id, err))
        return false;
    ask(visit, data);
    visit->aside = words_name(visit, child.name_zh, child.name_ug);
    return sheet_fill(visit, &state->sheet, data->questions, QUESTION_COUNT, err);
}

/* What the clause asks for the group. */
static const char *told(struct visit *visit, const struct policy_group *group)
{
    return words_join(visit, " · ",
                      group->confidential ? message(visit->language, MSG("rule.confidential")) : "",
                      group->asks.in[visit->language], words_clause(visit, group->clause));
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    const struct policy_group *group = chosen(visit);
    int row = 0;
    if (group)
        row = canvas_paragraph(canvas, 0, 0, canvas->columns, canvas_narrow(canvas) ? 2 : 3,
                               STYLE_DIM, told(visit, group))
            + !canvas_narrow(canvas);
    sheet_draw(visit, canvas, row, canvas->rows - row, &state->sheet);
}

static bool save(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    const struct policy_group *group = chosen(visit);
    int64_t id;
    struct mark_new mark = {
        .child_id = visit_number(visit, "child"),
        .kind = group ? group->name : "",
        .source = sheet_text(&state->sheet, SOURCE, &visit->arena),
    };
    return sheet_day(visit, &state->sheet, DAY, visit->today, &mark.begins_on, err)
        && mark_set(visit->store, visit->policy, visit->actor, visit->today, &mark, &id, err)
        && visit_saved(visit, MSG("record.saved"), err);
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("record.save"), save, NULL, NULL},
};

const struct screen screen_mark_new = {
    .name = "mark_new",
    .route = "mark_new/:child",
    .title = MSG("marks.set"),
    .help = MSG("mark_new.help"),
    .needs = NEEDS(MAY_MARK_CHILD),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = entry_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
