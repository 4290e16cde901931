/* One handover list: its signatures, its children, and who of them has come. */
#include "core/cases/handover.h"

#include "core/rules/policy.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>

struct state {
    struct table table;
    bool missing; /* only who has not come is shown */
};

struct data {
    struct handover list;
    bool primary, junior; /* the person may sign for this school */
};

/* --- Rows ------------------------------------------------------------------------------------ */

static int64_t row_id(const void *row)
{
    return ((const struct handover_child *)row)->child_id;
}

static enum row_mark row_mark(struct visit *visit, const void *row)
{
    (void)visit;
    return *((const struct handover_child *)row)->registered_on ? ROW_DONE : ROW_PLAIN;
}

static const char *text_name(struct visit *visit, const void *row)
{
    const struct handover_child *child = row;
    return words_name(visit, child->name_zh, child->name_ug);
}

static const char *text_sex(struct visit *visit, const void *row)
{
    return words_of(visit, "child.sex.", ((const struct handover_child *)row)->sex);
}

static const char *text_home(struct visit *visit, const void *row)
{
    const struct handover_child *child = row;
    return words_join(visit, " ", words_name(visit, child->village_zh, child->village_ug),
                      words_name(visit, child->group_zh, child->group_ug));
}

static const char *text_came(struct visit *visit, const void *row)
{
    const struct handover_child *child = row;
    return *child->registered_on ? words_near(visit, child->registered_on)
                                 : message(visit->language, MSG("handover.not-come"));
}

static const char *text_case(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct handover_child *)row)->case_number;
}

/* The junior school ticks who has come; others open what there is to see. */
static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    const struct handover_child *child = row;
    const struct data *data = visit->data;
    visit_reload(visit);
    if (data->junior && *data->list.handed_on)
        return handover_register(visit->store, visit->actor, visit->today, data->list.id,
                                 child->child_id, !*child->registered_on, err);
    if (child->case_id)
        visit_go(visit, "case/%" PRId64, child->case_id);
    else
        visit_go(visit, "child/%" PRId64, child->child_id);
    return true;
}

static const struct table_column columns[] = {
    {MSG("handover.name"), 16, 1, true,  text_name},
    {MSG("handover.sex"),  4,  4, false, text_sex },
    {MSG("handover.home"), 18, 3, false, text_home},
    {MSG("handover.came"), 9,  1, false, text_came},
    {MSG("handover.case"), 7,  2, false, text_case},
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("handover.empty"),
    .row_size = sizeof(struct handover_child),
    .id = row_id,
    .child = row_id,
    .mark = row_mark,
    .open = open_row,
};

/* --- Loading --------------------------------------------------------------------------------- */

static bool may_sign_at(struct visit *visit, int64_t school_id, bool *may, struct error *err)
{
    struct error refusal = {0};
    *may = permit_at(visit->store, visit->actor, MAY_SIGN_HANDOVER, school_id, NULL, &refusal);
    if (*may || refusal.kind == ERROR_DENIED)
        return true;
    *err = refusal;
    return false;
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = arena_new(&visit->arena, struct data);
    struct handover_child *rows;
    size_t count;
    int64_t total, id = visit_number(visit, "id");
    if (!handover_read(visit->store, id, &visit->arena, &data->list, err)
        || !may_sign_at(visit, data->list.primary_id, &data->primary, err)
        || !may_sign_at(visit, data->list.junior_id, &data->junior, err)
        || !handover_children(visit->store, id, state->missing, table_page(&state->table, visit),
                              &visit->arena, &rows, &count, &total, err))
        return false;
    visit->data = data;
    visit->title = visit_text(visit, MSG("handover.heading"), visit_digits(visit, data->list.year),
                              words_name(visit, data->list.primary_zh, data->list.primary_ug),
                              words_name(visit, data->list.junior_zh, data->list.junior_ug));
    const char *shown = state->missing ? MSG("handover.missing-shown") : MSG("handovers.came");
    visit->aside = visit_text(visit, shown, visit_digits(visit, data->list.registered),
                              visit_digits(visit, data->list.children));
    table_fill_page(visit, &state->table, &kind, rows, count, total);
    return true;
}

/* --- Drawing --------------------------------------------------------------------------------- */

/* "交 9-2 王示例": a signature, or that there is none. */
static const char *signature(struct visit *visit, const char *label, const char *day,
                             const char *zh, const char *ug)
{
    const char *words = *day ? words_join(visit, " ", words_near(visit, day),
                                          words_name(visit, zh, ug))
                             : message(visit->language, MSG("handover.unsigned"));
    return words_join(visit, " ", message(visit->language, label), words);
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    const struct handover *list = &((const struct data *)visit->data)->list;
    const char *signatures =
        words_join(visit, " · ",
                   signature(visit, MSG("handover.handed"), list->handed_on, list->handed_zh,
                             list->handed_ug),
                   signature(visit, MSG("handover.received"), list->received_on, list->received_zh,
                             list->received_ug));
    int row = canvas_paragraph(canvas, 0, 0, canvas->columns, 2,
                               *list->received_on ? STYLE_PLAIN : STYLE_TODAY, signatures);
    row += canvas_narrow(canvas) ? 0 : 1;
    table_draw(visit, canvas, &state->table, row, canvas->rows - row);
}

/* --- Keys ------------------------------------------------------------------------------------ */

static bool key(struct visit *visit, const struct key *key, bool *used, struct error *err)
{
    struct state *state = visit->state;
    int command = key_command(key);
    *used = command == PRESS_LEFT || command == PRESS_RIGHT;
    if (!*used)
        return table_key(visit, &state->table, key, used, err);
    state->missing = !state->missing;
    table_start_over(visit, &state->table);
    return true;
}

static bool handed_over(struct visit *visit, const char *reason, struct error *err)
{
    (void)reason;
    if (!handover_hand_over(visit->store, visit->policy, visit->actor, visit->today,
                            visit_number(visit, "id"), err))
        return false;
    visit_say(visit, MSG("handover.done-handed"));
    return true;
}

static bool received(struct visit *visit, const char *reason, struct error *err)
{
    (void)reason;
    if (!handover_receive(visit->store, visit->policy, visit->actor, visit->today,
                          visit_number(visit, "id"), err))
        return false;
    visit_say(visit, MSG("handover.done-received"));
    return true;
}

static bool all_came(struct visit *visit, const char *reason, struct error *err)
{
    (void)reason;
    return handover_register(visit->store, visit->actor, visit->today, visit_number(visit, "id"),
                             0, true, err);
}

static const char *number_of_children(struct visit *visit)
{
    return visit_digits(visit, ((const struct data *)visit->data)->list.children);
}

static bool hand_over(struct visit *visit, struct error *err)
{
    (void)err;
    visit_ask(visit, NULL, handed_over, MSG("handover.really-hand-over"),
              number_of_children(visit));
    return true;
}

static bool receive(struct visit *visit, struct error *err)
{
    (void)err;
    visit_ask(visit, NULL, received, MSG("handover.really-receive"), number_of_children(visit));
    return true;
}

static bool tick_all(struct visit *visit, struct error *err)
{
    const struct handover *list = &((const struct data *)visit->data)->list;
    (void)err;
    visit_ask(visit, NULL, all_came, MSG("handover.really-all"),
              visit_digits(visit, list->children - list->registered));
    return true;
}

static bool may_hand_over(const struct visit *visit)
{
    const struct data *data = visit->data;
    return data->primary && !*data->list.handed_on;
}

static bool may_receive(const struct visit *visit)
{
    const struct data *data = visit->data;
    return data->junior && *data->list.handed_on && !*data->list.received_on;
}

static bool may_tick_all(const struct visit *visit)
{
    const struct data *data = visit->data;
    return data->junior && *data->list.received_on && data->list.registered < data->list.children;
}

static bool may_tick(const struct visit *visit)
{
    const struct data *data = visit->data;
    return data->junior && *data->list.handed_on;
}

static bool may_only_look(const struct visit *visit)
{
    return !may_tick(visit);
}

static const char *explain(struct visit *visit)
{
    const struct policy_handover *rule = &visit->policy->handover;
    return rule->clause ? words_join(visit, " · ", rule->asks.in[visit->language], rule->clause)
                        : NULL;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER,  MSG("handover.tick"),      NULL,      may_tick,      "1-9"   },
    {PRESS_ENTER,  MSG("key.open"),           NULL,      may_only_look, "1-9"   },
    {PRESS_TAB,    MSG("handover.hand-over"), hand_over, may_hand_over, NULL    },
    {PRESS_TAB,    MSG("handover.receive"),   receive,   may_receive,   NULL    },
    {PRESS_TAB,    MSG("handover.tick-all"),  tick_all,  may_tick_all,  NULL    },
    {PRESS_LEFT,   MSG("handover.views"),     NULL,      NULL,          "←→"},
    {CONTROL('p'), MSG("table.print"),        NULL,      list_on_paper, NULL    },
};

const struct screen screen_handover = {
    .name = "handover",
    .route = "handover/:id",
    .title = MSG("handover.title"),
    .help = MSG("handover.help"),
    .needs = NEEDS(MAY_SIGN_HANDOVER) | NEEDS(MAY_SETTLE_FINDING),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = key,
    .explain = explain,
    .keys = keys,
    .key_count = COUNT(keys),
};
