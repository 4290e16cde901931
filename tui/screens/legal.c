/* The steps with legal effect of a case: which were taken, with what paper, and what came back. */
#include "core/cases/legal.h"
#include "forms/served/serving.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <string.h>

struct state {
    struct table table;
};

struct row {
    int64_t number;
    struct legal_row step;
    const char *paper; /* how far the paper is that takes the step; "" for none */
};

struct data {
    struct casefile c;
};

static int64_t row_id(const void *row)
{
    return ((const struct row *)row)->number;
}

static const char *text_name(struct visit *visit, const void *row)
{
    return ((const struct row *)row)->step.step->name.in[visit->language];
}

static const char *const states[] = {
    [LEGAL_AHEAD] = "ahead",
    [LEGAL_NEXT] = "next",
    [LEGAL_ASKED] = "asked",
    [LEGAL_SKIPPED] = "skipped",
    [LEGAL_TAKEN] = "taken",
};

static const char *text_state(struct visit *visit, const void *row)
{
    const struct legal_row *step = &((const struct row *)row)->step;
    return words_join(visit, " ", words_of(visit, "legal.state.", states[step->state]),
                      words_near(visit, step->day));
}

static const char *text_paper(struct visit *visit, const void *row)
{
    const struct legal_row *step = &((const struct row *)row)->step;
    if (step->state != LEGAL_TAKEN)
        return words_join(visit, " · ", ((const struct row *)row)->paper, step->note);
    return words_join(visit, " · ", step->number, words_of(visit, "served.", step->how));
}

static const char *text_reply(struct visit *visit, const void *row)
{
    const struct legal_row *step = &((const struct row *)row)->step;
    if (*step->reply)
        return words_join(visit, " ", words_of(visit, "reply.", step->reply),
                          words_near(visit, step->reply_day));
    return *step->reply_by
        ? visit_text(visit, MSG("legal.reply-by"), words_near(visit, step->reply_by))
        : "";
}

/* A paper that nobody answered in its time stands out. */
static enum row_mark mark(struct visit *visit, const void *row)
{
    const struct legal_row *step = &((const struct row *)row)->step;
    bool waits = *step->reply_by && !*step->reply;
    if (waits && strcmp(step->reply_by, visit->today) < 0)
        return ROW_OVERDUE;
    return step->state == LEGAL_NEXT || step->state == LEGAL_ASKED ? ROW_TODAY
        : step->state == LEGAL_AHEAD                               ? ROW_DONE
                                                                   : ROW_PLAIN;
}

static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    (void)err;
    visit_go(visit, "case/%s/legal/%s", visit_value(visit, "id"),
             ((const struct row *)row)->step.step->event);
    return true;
}

static const struct table_column columns[] = {
    {MSG("legal.step"),  16, 1, false, text_name },
    {MSG("legal.state"), 14, 2, false, text_state},
    {MSG("legal.paper"), 22, 3, true,  text_paper},
    {MSG("legal.reply"), 18, 4, false, text_reply},
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("legal.empty"),
    .row_size = sizeof(struct row),
    .plain = true,
    .id = row_id,
    .mark = mark,
    .open = open_row,
};

/* A paper that is filled and not served shows its number before the step has it. */
static bool find_paper(struct visit *visit, int64_t case_id, struct row *row, struct error *err)
{
    const struct form *form = serving_form(visit->forms, row->step.step->event);
    struct form_record record;
    int64_t record_id = 0;
    row->paper = "";
    if (!form || row->step.state == LEGAL_TAKEN || row->step.state == LEGAL_SKIPPED)
        return true;
    if (!serving_find(visit->store, case_id, form, &record_id, err))
        return false;
    if (record_id == 0)
        return true;
    if (!answers_read(visit->store, record_id, &visit->arena, &record, err))
        return false;
    row->paper = record.complete ? words_join(visit, " ", record.number,
                                              message(visit->language, MSG("legal.unserved")))
                                 : message(visit->language, MSG("forms.begun"));
    return true;
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = visit->data = arena_new(&visit->arena, struct data);
    struct case_about about;
    struct legal_row *steps;
    size_t count;
    int64_t id = visit_number(visit, "id");
    if (!casefile_read(visit->store, id, &visit->arena, &data->c, err)
        || !visit_look(visit, data->c.child_id, err)
        || !casefile_about(visit->store, id, visit->today, &visit->arena, &about, err)
        || !legal_list(visit->store, policy_of(visit->policy, data->c.policy_id), id,
                       &visit->arena, &steps, &count, err))
        return false;
    struct row *rows = arena_array(&visit->arena, struct row, count + 1);
    for (size_t i = 0; i < count; i++) {
        rows[i] = (struct row){(int64_t)i + 1, steps[i], ""};
        if (!find_paper(visit, id, &rows[i], err))
            return false;
    }
    table_fill(visit, &state->table, &kind, rows, count);
    visit->title = visit_text(visit, MSG("legal.heading"), data->c.number,
                              words_name(visit, about.name_zh, about.name_ug));
    return true;
}

/* What the step under the cursor asks, and by which clause. */
static const char *explain(struct visit *visit)
{
    const struct state *state = visit->state;
    const struct row *row = table_selected(&state->table);
    return row ? words_join(visit, " · ", row->step.step->asks.in[visit->language],
                            row->step.step->clause)
               : NULL;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("key.open"), NULL, NULL, "1-9"},
};

const struct screen screen_legal = {
    .name = "legal",
    .route = "case/:id/legal",
    .title = MSG("legal.title"),
    .help = MSG("legal.help"),
    .needs = NEEDS(MAY_RECORD_EVENT),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = list_draw,
    .key = list_key,
    .explain = explain,
    .keys = keys,
    .key_count = COUNT(keys),
};
