/* What was done for a plan, its review, its end, or the word that it waits for. */
#include "core/cases/plan.h"
#include "core/rules/policy.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <string.h>

enum {
    WHAT,
    DAY,
    REVIEW,
    NOTE,
    QUESTION_COUNT,
    DEEDS_MOST = 24
};

struct state {
    struct sheet sheet;
};

struct data {
    struct plan plan;
    const char *deeds[DEEDS_MOST]; /* a beat's event, or "reviewed", "ended", "confirmed", "refused" */
    const char *labels[DEEDS_MOST];
    size_t count;
    struct sheet_question questions[QUESTION_COUNT];
};

static void offer(struct visit *visit, struct data *data, const char *deed)
{
    for (size_t i = 0; i < data->count; i++)
        if (strcmp(data->deeds[i], deed) == 0)
            return;
    if (data->count == DEEDS_MOST)
        return;
    data->labels[data->count] = arena_text(&visit->arena, "plan.event.%s", deed);
    data->deeds[data->count++] = deed;
}

/* A plan that waits takes a word; one that stands, what its beats ask for and what any may have. */
static void list_deeds(struct visit *visit, struct data *data)
{
    const struct policy_plan *rule = policy_plan(visit->policy, data->plan.kind);
    bool stands = strcmp(data->plan.state, "stands") == 0;
    for (size_t i = 0; stands && rule && i < rule->beat_count; i++)
        for (size_t k = 0; k < rule->beats[i].duty.done_by.count; k++)
            offer(visit, data, rule->beats[i].duty.done_by.rows[k]);
    if (stands) {
        offer(visit, data, "progress.noted");
        offer(visit, data, "reviewed");
        offer(visit, data, "ended");
    } else {
        offer(visit, data, "confirmed");
        offer(visit, data, "refused");
    }
}

static const char *chosen(const struct visit *visit, const struct data *data)
{
    const struct state *state = visit->state;
    int index = sheet_chosen(&state->sheet, WHAT);
    return index < 0 || (size_t)index >= data->count ? "" : data->deeds[index];
}

static bool is(const char *deed, const char *one, const char *other)
{
    return strcmp(deed, one) == 0 || strcmp(deed, other) == 0;
}

static void ask(struct visit *visit, struct data *data)
{
    const char *deed = chosen(visit, data);
    bool word = is(deed, "confirmed", "refused") || is(deed, "ended", "reviewed");
    data->questions[WHAT] = (struct sheet_question){
        .name = "what",
        .label = MSG("plan.what-done"),
        .choices = data->labels,
        .choice_count = data->count,
    };
    data->questions[DAY] = (struct sheet_question){
        .name = "day",
        .label = MSG("record.day"),
        .value = visit->today,
        .latin = true,
        .skipped = word,
    };
    data->questions[REVIEW] = (struct sheet_question){
        .name = "review",
        .label = MSG("plan.next-review"),
        .latin = true,
        .skipped = strcmp(deed, "reviewed") != 0,
    };
    data->questions[NOTE] = (struct sheet_question){
        .name = "note", .label = MSG("record.note"), .lines = true};
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = arena_new(&visit->arena, struct data);
    if (!plan_read(visit->store, visit_number(visit, "id"), &visit->arena, &data->plan, err)
        || !visit_look(visit, data->plan.child_id, err))
        return false;
    visit->data = data;
    list_deeds(visit, data);
    ask(visit, data);
    visit->aside = words_name(visit, data->plan.name_zh, data->plan.name_ug);
    if (!sheet_fill(visit, &state->sheet, data->questions, QUESTION_COUNT, err))
        return false;
    ask(visit, data); /* what was half answered before is known only now */
    return true;
}

static bool review(struct visit *visit, const char *note, struct error *err)
{
    struct state *state = visit->state;
    const char *next;
    return sheet_day(visit, &state->sheet, REVIEW, "", &next, err)
        && plan_review(visit->store, visit->policy, visit->actor, visit->today,
                       visit_number(visit, "id"), next, note, err);
}

static bool note_done(struct visit *visit, const char *deed, const char *note, struct error *err)
{
    struct state *state = visit->state;
    const char *day;
    return sheet_day(visit, &state->sheet, DAY, visit->today, &day, err)
        && plan_done(visit->store, visit->policy, visit->actor, visit->today,
                     visit_number(visit, "id"), deed, day, note, err);
}

static bool do_deed(struct visit *visit, const char *deed, const char *note, struct error *err)
{
    int64_t id = visit_number(visit, "id");
    if (is(deed, "confirmed", "refused"))
        return plan_confirm(visit->store, visit->policy, visit->actor, visit->today, id,
                            strcmp(deed, "confirmed") == 0, note, err);
    if (strcmp(deed, "ended") == 0)
        return plan_end(visit->store, visit->policy, visit->actor, visit->today, id, note, err);
    return strcmp(deed, "reviewed") == 0 ? review(visit, note, err)
                                         : note_done(visit, deed, note, err);
}

static bool save(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    const char *deed = chosen(visit, visit->data);
    if (!*deed)
        return error_set(err, ERROR_INVALID, MSG("record.no-kind"), "no deed");
    return do_deed(visit, deed, sheet_text(&state->sheet, NOTE, &visit->arena), err)
        && visit_saved(visit, MSG("record.saved"), err);
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("record.save"), save, NULL, NULL},
};

const struct screen screen_plan_record = {
    .name = "plan_record",
    .route = "plan/:id/record",
    .title = MSG("plan.record"),
    .help = MSG("plan_record.help"),
    .needs = NEEDS(MAY_KEEP_PLAN),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = entry_draw,
    .key = entry_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
