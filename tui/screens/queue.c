/* The queue: every case in sight, in views to walk through; one or many are given to a post. */
#include "core/cases/queue.h"

#include "core/duties/agenda.h"
#include "core/rules/policy.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>
#include <string.h>

/* What Left and Right walk through. */
static const struct view {
    const char *label;
    const char *state;
    bool late, mine;
} views[] = {
    {MSG("queue.view.unclosed"), "",         false, false},
    {MSG("queue.view.late"),     "",         true,  false},
    {MSG("queue.view.mine"),     "",         false, true },
    {MSG("queue.view.returned"), "returned", false, false},
    {MSG("queue.view.closing"),  "closing",  false, false},
    {MSG("queue.view.closed"),   "closed",   false, false},
    {MSG("queue.view.all"),      "all",      false, false},
};

struct state {
    struct table table;
    size_t view;
    bool begun;
};

/* --- Rows ------------------------------------------------------------------------------------ */

static int64_t row_id(const void *row)
{
    return ((const struct queue_row *)row)->case_id;
}

static int64_t row_child(const void *row)
{
    return ((const struct queue_row *)row)->child_id;
}

static enum row_mark row_mark(struct visit *visit, const void *row)
{
    const struct queue_row *r = row;
    if (strcmp(r->state, "closed") == 0)
        return ROW_DONE;
    if (!*r->due)
        return ROW_PLAIN;
    int order = strcmp(r->due, visit->today);
    return order < 0 ? ROW_OVERDUE : order == 0 ? ROW_TODAY
                                                : ROW_PLAIN;
}

static const char *text_name(struct visit *visit, const void *row)
{
    const struct queue_row *r = row;
    return words_name(visit, r->name_zh, r->name_ug);
}

static const char *text_number(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct queue_row *)row)->number;
}

static const char *text_place(struct visit *visit, const void *row)
{
    const struct queue_row *r = row;
    return words_name(visit, r->place_zh, r->place_ug);
}

/* What is to be done; of a case without a duty, how it stands. */
static const char *text_duty(struct visit *visit, const void *row)
{
    const struct queue_row *r = row;
    const struct duty duty = {.kind = r->duty, .rung = r->rung};
    if (!*r->due)
        return words_of(visit, "case.state.", r->state);
    return agenda_title(visit->policy, &duty, visit->language);
}

static const char *text_due(struct visit *visit, const void *row)
{
    return words_near(visit, ((const struct queue_row *)row)->due);
}

static const char *text_charge(struct visit *visit, const void *row)
{
    return words_of(visit, "role.", ((const struct queue_row *)row)->charge_role);
}

static const char *text_opened(struct visit *visit, const void *row)
{
    return words_near(visit, ((const struct queue_row *)row)->opened_on);
}

static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    (void)err;
    visit_go(visit, "case/%" PRId64, ((const struct queue_row *)row)->case_id);
    return true;
}

static const struct table_column columns[] = {
    {MSG("queue.name"),   18, 1, true,  text_name  },
    {MSG("queue.number"), 6,  3, false, text_number},
    {MSG("queue.place"),  16, 4, false, text_place },
    {MSG("queue.duty"),   17, 2, false, text_duty  },
    {MSG("queue.due"),    7,  1, false, text_due   },
    {MSG("queue.charge"), 8,  5, false, text_charge},
    {MSG("queue.opened"), 8,  6, false, text_opened},
};

static const struct table_sort sorts[] = {
    [QUEUE_BY_DUE] = {MSG("queue.by-due"),    NULL},
    [QUEUE_BY_OPENED] = {MSG("queue.by-opened"), NULL},
    [QUEUE_BY_NAME] = {MSG("queue.by-name"),   NULL},
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .sorts = sorts,
    .sort_count = COUNT(sorts),
    .empty = MSG("queue.empty"),
    .count = MSG("queue.count"),
    .row_size = sizeof(struct queue_row),
    .marks = true,
    .id = row_id,
    .child = row_child,
    .mark = row_mark,
    .open = open_row,
};

/* --- Loading --------------------------------------------------------------------------------- */

/* A route may name the view to begin with: "queue?late=1", "queue?state=closing". */
static void begin(struct visit *visit)
{
    struct state *state = visit->state;
    const char *wanted = visit_value(visit, "state");
    bool late = visit_number(visit, "late") != 0, mine = visit_number(visit, "mine") != 0;
    if (state->begun)
        return;
    state->begun = true;
    for (size_t i = 0; i < COUNT(views); i++)
        if (strcmp(views[i].state, wanted) == 0 && views[i].late == late && views[i].mine == mine)
            state->view = i;
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct queue_row *rows;
    size_t count;
    int64_t total;
    begin(visit);
    const struct view *view = &views[state->view];
    const struct queue_filter filter = {
        .state = view->state,
        .kind = visit_value(visit, "kind"),
        .late = view->late,
        .mine = view->mine,
        .school_id = visit_number(visit, "school"),
        .township_id = visit_number(visit, "township"),
    };
    if (!queue_list(visit->store, visit->actor, visit->today, &filter,
                    (enum queue_order)state->table.sort, table_page(&state->table, visit),
                    &visit->arena, &rows, &count, &total, err))
        return false;
    table_fill_page(visit, &state->table, &kind, rows, count, total);
    visit->aside = message(visit->language, view->label);
    return true;
}

/* --- Keys ------------------------------------------------------------------------------------ */

static void walk(struct visit *visit, int step)
{
    struct state *state = visit->state;
    state->view = (state->view + COUNT(views) + (size_t)step) % COUNT(views);
    state->table.top = state->table.selected = state->table.selected_id = 0;
    table_unmark(&state->table);
    visit_reload(visit);
}

static void assign_marked(struct visit *visit)
{
    struct state *state = visit->state;
    const char *ids = "";
    for (size_t i = 0; i < state->table.marked_count; i++)
        ids = arena_text(&visit->arena, "%s%s%" PRId64, ids, i ? "," : "", state->table.marked[i]);
    table_unmark(&state->table);
    visit_go(visit, "assign?cases=%s", ids);
}

static bool has_marks(const struct visit *visit)
{
    return ((const struct state *)visit->state)->table.marked_count > 0;
}

static bool may_mark(const struct visit *visit)
{
    return permit_offers(visit->actor, MAY_ASSIGN);
}

static bool key(struct visit *visit, const struct key *key, bool *used, struct error *err)
{
    struct state *state = visit->state;
    int command = key_command(key), forward = visit_mirrored(visit) ? -1 : 1;
    *used = true;
    if (command == ' ' && !may_mark(visit)) /* marks are for giving cases to somebody */
        return true;
    if (command == PRESS_LEFT)
        walk(visit, -forward);
    else if (command == PRESS_RIGHT)
        walk(visit, forward);
    else if (command == PRESS_ENTER && has_marks(visit))
        assign_marked(visit);
    else
        return table_key(visit, &state->table, key, used, err);
    return true;
}

static bool no_marks(const struct visit *visit)
{
    return !has_marks(visit);
}

static const char *why(struct visit *visit)
{
    const struct state *state = visit->state;
    const struct queue_row *row = table_selected(&state->table);
    return row && row->duty_id ? arena_text(visit_arena(visit), "why/%" PRId64,
                                            row->duty_id)
                               : NULL;
}

/* What the clause asks for, in the row one is in. */
static const char *explain(struct visit *visit)
{
    const struct state *state = visit->state;
    const struct queue_row *row = table_selected(&state->table);
    const struct policy_rung *rung = row ? policy_rung(visit->policy, row->rung) : NULL;
    return words_rule(visit, rung);
}

static const struct key_binding keys[] = {
    {PRESS_ENTER,  MSG("key.open"),     NULL, no_marks,      "1-9"   },
    {PRESS_ENTER,  MSG("queue.assign"), NULL, has_marks,     NULL    },
    {PRESS_LEFT,   MSG("queue.views"),  NULL, NULL,          "←→"},
    {' ',          MSG("queue.mark"),   NULL, may_mark,      NULL    },
    {PRESS_TAB,    MSG("queue.order"),  NULL, NULL,          NULL    },
    {CONTROL('p'), MSG("table.print"),  NULL, list_on_paper, NULL    },
};

const struct screen screen_queue = {
    .name = "queue",
    .route = "queue",
    .title = MSG("queue.title"),
    .help = MSG("queue.help"),
    .needs = NEEDS(MAY_RECORD_EVENT),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = list_draw,
    .key = key,
    .explain = explain,
    .why = why,
    .keys = keys,
    .key_count = COUNT(keys),
};
