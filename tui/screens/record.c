/* Recording what happened in a case: what, when, with what result, in a few words. */
#include "core/cases/casefile.h"
#include "core/rules/policy.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>
#include <string.h>

enum {
    KIND,
    DAY,
    RESULT,
    NOTE,
    QUESTION_COUNT,
    KINDS_MOST = 32,
    RESULTS_MOST = 9
};

struct state {
    struct sheet sheet;
};

struct data {
    struct casefile c;
    const char *kinds[KINDS_MOST]; /* "contact.phone", in the order of their digits */
    const char *kind_labels[KINDS_MOST];
    size_t kind_count;
    const char *result_labels[RESULTS_MOST];
    size_t result_count;
    struct sheet_question questions[QUESTION_COUNT];
};

/* What only a school does, and what only those do who receive its report. */
static const char *const of_school[] = {"visit.joint", "plan.made"};
static const char *const of_above[] = {"visit.township"};

/* What anybody may record of any case, whether or not the county's rules ask for it. */
static const char *const of_all[] = {"contact.phone", "contact.visit", "returned", "note"};

static bool among(const char *word, const char *const words[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i], word) == 0)
            return true;
    return false;
}

/* Whether a rule of the county asks for it. */
static bool asked_for(const struct policy *policy, const char *kind)
{
    for (size_t i = 0; i < policy->rung_count; i++)
        if (policy_lists(&policy->rungs[i].done_by, kind))
            return true;
    return among(kind, of_all, COUNT(of_all));
}

static bool offered(const struct visit *visit, const struct casefile *c, const char *kind)
{
    bool above = permit_offers(visit->actor, MAY_RECEIVE_REPORT);
    const struct transition *transition = transition_find(kind);
    if (above ? among(kind, of_school, COUNT(of_school)) : among(kind, of_above, COUNT(of_above)))
        return false;
    return asked_for(visit->policy, kind) && permit_offers(visit->actor, transition->action)
        && (transition->from & transition_state(c->state)) != 0;
}

static void list_kinds(struct visit *visit, struct data *data)
{
    const char *kind;
    for (size_t i = 0; (kind = transition_recordable(i)) && data->kind_count < KINDS_MOST; i++)
        if (offered(visit, &data->c, kind)) {
            data->kind_labels[data->kind_count] = arena_text(&visit->arena, "event.%s", kind);
            data->kinds[data->kind_count++] = kind;
        }
}

/* What the chosen kind can come to. */
static void list_results(struct visit *visit, struct data *data, const char *kind)
{
    const char *result;
    data->result_count = 0;
    for (size_t i = 0; (result = transition_result(kind, i)) && i < RESULTS_MOST; i++)
        data->result_labels[data->result_count++] = arena_text(&visit->arena, "result.%s", result);
}

static const char *chosen_kind(const struct state *state, const struct data *data)
{
    int chosen = sheet_chosen(&state->sheet, KIND);
    return chosen < 0 || (size_t)chosen >= data->kind_count ? "" : data->kinds[chosen];
}

static void ask(struct visit *visit, struct data *data)
{
    struct sheet_question *questions = data->questions;
    list_results(visit, data, chosen_kind(visit->state, data));
    questions[KIND] = (struct sheet_question){
        .name = "kind",
        .label = MSG("record.kind"),
        .choices = data->kind_labels,
        .choice_count = data->kind_count,
    };
    questions[DAY] = (struct sheet_question){
        .name = "day",
        .label = MSG("record.day"),
        .latin = true,
    };
    questions[RESULT] = (struct sheet_question){
        .name = "result",
        .label = MSG("record.result"),
        .choices = data->result_labels,
        .choice_count = data->result_count,
        .skipped = data->result_count == 0,
    };
    questions[NOTE] = (struct sheet_question){
        .name = "note",
        .label = MSG("record.note"),
        .lines = true,
    };
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = arena_new(&visit->arena, struct data);
    struct case_about about;
    int64_t id = visit_number(visit, "id");
    if (!casefile_read(visit->store, id, &visit->arena, &data->c, err)
        || !casefile_about(visit->store, id, visit->today, &visit->arena, &about, err))
        return false;
    list_kinds(visit, data);
    ask(visit, data);
    visit->data = data;
    visit->title = visit_text(visit, MSG("record.heading"), data->c.number,
                              words_name(visit, about.name_zh, about.name_ug));
    if (!sheet_fill(visit, &state->sheet, data->questions, QUESTION_COUNT, err))
        return false;
    ask(visit, data); /* what was half answered before is known only now */
    return true;
}

static bool save(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = visit->data;
    int result = sheet_chosen(&state->sheet, RESULT);
    struct case_event event = {
        .case_id = data->c.id,
        .kind = chosen_kind(state, data),
        .note = sheet_text(&state->sheet, NOTE, &visit->arena),
    };
    if (!*event.kind)
        return error_set(err, ERROR_INVALID, MSG("record.no-kind"), "no kind");
    if (transition_has_result(event.kind)) {
        if (result < 0)
            return error_set(err, ERROR_INVALID, MSG("case.bad-result"), "no result");
        event.result = transition_result(event.kind, (size_t)result);
    }
    /* Left empty it is today: most is recorded on the day it happened. */
    return sheet_day(visit, &state->sheet, DAY, visit->today, &event.day, err)
        && casefile_append(visit->store, visit->policy, visit->actor, visit->today, &event, err)
        && visit_saved(visit, MSG("record.saved"), err);
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("record.save"), save, NULL, NULL},
};

const struct screen screen_record = {
    .name = "record",
    .route = "case/:id/record",
    .title = MSG("record.title"),
    .help = MSG("record.help"),
    .needs = NEEDS(MAY_RECORD_EVENT),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = entry_draw,
    .key = entry_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
