/* Agreeing on something for a child: what, who keeps it, why, which papers were seen, when it is
   looked at again. A paper that was completed without the plan leads here; the plan is told it. */
#include "core/cases/plan.h"
#include "core/cases/plan_keepers.h"
#include "core/lists/child.h"
#include "core/rules/policy.h"
#include "forms/filling/begins.h"
#include "tui/parts/keepers.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>
#include <string.h>

enum {
    KIND,
    KEEPER,
    REASON,
    BEGINS,
    REVIEW,
    PAPER, /* the first of those that are needed */
    QUESTION_COUNT = PAPER + PLAN_PAPERS_MOST,
    KINDS_MOST = 32,
    KEEPERS_MOST = 64 /* to choose from at once; a plan can be given to any later */
};

struct state {
    struct sheet sheet;
};

struct data {
    const char *labels[KINDS_MOST];
    size_t count;
    struct plan_keeper *keepers;
    const char *keeper_labels[KEEPERS_MOST];
    size_t keeper_count;
    struct sheet_question questions[QUESTION_COUNT];
};

/* NULL while none is chosen. */
static const struct policy_plan *chosen(const struct visit *visit)
{
    const struct state *state = visit->state;
    int index = sheet_chosen(&state->sheet, KIND);
    return index < 0 || (size_t)index >= visit->policy->plan_count ? NULL
                                                                   : &visit->policy->plans[index];
}

/* "Application: which, of what day". */
static struct sheet_question ask_paper(struct visit *visit, const struct policy_plan *rule,
                                       size_t index)
{
    static const char *const names[PLAN_PAPERS_MOST] = {"paper1", "paper2"};
    bool needed = rule && index < rule->needs.count;
    const char *paper = needed ? words_of(visit, "paper.", rule->needs.rows[index]) : "";
    return (struct sheet_question){
        .name = names[index],
        .label = visit_text(visit, MSG("plan.paper"), paper),
        .skipped = !needed,
    };
}

/* The kind that the route names, as one answers with it; "" for none. */
static const char *named_kind(struct visit *visit)
{
    const char *name = visit_value(visit, "kind");
    for (size_t i = 0; i < visit->policy->plan_count; i++)
        if (strcmp(visit->policy->plans[i].name, name) == 0)
            return visit_digits(visit, (int64_t)i + 1);
    return "";
}

static bool list_keepers(struct visit *visit, struct data *data, struct error *err)
{
    const struct policy_plan *rule = chosen(visit);
    data->keeper_count = 0;
    if (!rule)
        return true;
    if (!plan_keepers_list(visit->store, visit->policy, visit->today, visit_number(visit, "child"),
                           rule->name, (struct page){0, KEEPERS_MOST}, &visit->arena, &data->keepers,
                           &data->keeper_count, err))
        return false;
    for (size_t i = 0; i < data->keeper_count; i++)
        data->keeper_labels[i] = keepers_words(visit, &data->keepers[i]);
    return true;
}

/* The rules' own, unless another was chosen. */
static int64_t chosen_keeper(const struct visit *visit)
{
    const struct state *state = visit->state;
    const struct data *data = visit->data;
    int index = sheet_chosen(&state->sheet, KEEPER);
    return index < 1 || (size_t)index >= data->keeper_count ? 0 : data->keepers[index].post_id;
}

static bool ask(struct visit *visit, struct data *data, struct error *err)
{
    const struct policy_plan *rule = chosen(visit);
    data->questions[KIND] = (struct sheet_question){
        .name = "kind",
        .label = MSG("plans.kind"),
        .value = named_kind(visit),
        .choices = data->labels,
        .choice_count = data->count,
    };
    if (!list_keepers(visit, data, err))
        return false;
    data->questions[KEEPER] = (struct sheet_question){
        .name = "keeper",
        .label = MSG("plans.keeper"),
        .value = "1",
        .choices = data->keeper_labels,
        .choice_count = data->keeper_count,
        .skipped = data->keeper_count < 2,
    };
    data->questions[REASON] = (struct sheet_question){
        .name = "reason", .label = MSG("plan.reason"), .lines = true};
    data->questions[BEGINS] = (struct sheet_question){
        .name = "begins", .label = MSG("plan.begins"), .value = visit->today, .latin = true};
    data->questions[REVIEW] = (struct sheet_question){
        .name = "review", .label = MSG("plan.review"), .latin = true};
    for (size_t i = 0; i < PLAN_PAPERS_MOST; i++)
        data->questions[PAPER + i] = ask_paper(visit, rule, i);
    return true;
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = visit->data = arena_new(&visit->arena, struct data);
    struct child child;
    int64_t id = visit_number(visit, "child");
    if (!child_read(visit->store, id, &visit->arena, &child, err) || !visit_look(visit, id, err))
        return false;
    for (; data->count < visit->policy->plan_count && data->count < KINDS_MOST; data->count++)
        data->labels[data->count] = visit->policy->plans[data->count].title.in[visit->language];
    if (!ask(visit, data, err))
        return false;
    visit->aside = words_name(visit, child.name_zh, child.name_ug);
    return sheet_fill(visit, &state->sheet, data->questions, QUESTION_COUNT, err)
        && ask(visit, data, err); /* what was half answered before is known only now */
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    const struct policy_plan *rule = chosen(visit);
    int row = 0;
    if (rule)
        row = canvas_paragraph(canvas, 0, 0, canvas->columns, canvas_narrow(canvas) ? 2 : 3,
                               STYLE_DIM,
                               words_join(visit, " · ", rule->asks.in[visit->language],
                                          rule->clause))
            + !canvas_narrow(canvas);
    sheet_draw(visit, canvas, row, canvas->rows - row, &state->sheet);
}

static bool save(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    const struct policy_plan *rule = chosen(visit);
    int64_t id;
    if (!rule)
        return error_set(err, ERROR_INVALID, MSG("plan.kind-unknown"), "none chosen");
    struct plan_start start = {
        .child_id = visit_number(visit, "child"),
        .kind = rule->name,
        .reason = sheet_text(&state->sheet, REASON, &visit->arena),
        .post_id = chosen_keeper(visit),
    };
    for (size_t i = 0; i < PLAN_PAPERS_MOST; i++)
        start.papers[i] = sheet_text(&state->sheet, PAPER + i, &visit->arena);
    if (!sheet_day(visit, &state->sheet, BEGINS, visit->today, &start.begins_on, err)
        || !sheet_day(visit, &state->sheet, REVIEW, "", &start.review_on, err)
        || !begins_with(visit->store, visit->policy, visit->actor, visit->today, &start,
                        visit_number(visit, "paper"), &id, err)
        || !visit_forget(visit, err))
        return false;
    visit_say(visit, MSG("record.saved"));
    visit_replace(visit, "plan/%" PRId64, id);
    return true;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("record.save"), save, NULL, NULL},
};

const struct screen screen_plan_new = {
    .name = "plan_new",
    .route = "plan_new/:child",
    .title = MSG("plans.new"),
    .help = MSG("plan_new.help"),
    .needs = NEEDS(MAY_KEEP_PLAN),
    .by_place = true,
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = entry_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
