/* The handover lists of one's schools: who goes from which primary to which junior school. */
#include "core/cases/handover.h"
#include "core/rules/policy.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>

struct state {
    struct table table;
};

static int64_t row_id(const void *row)
{
    return ((const struct handover *)row)->id;
}

static enum row_mark row_mark(struct visit *visit, const void *row)
{
    const struct handover *list = row;
    (void)visit;
    return *list->received_on && list->registered == list->children ? ROW_DONE : ROW_PLAIN;
}

static const char *text_year(struct visit *visit, const void *row)
{
    return visit_digits(visit, ((const struct handover *)row)->year);
}

static const char *text_primary(struct visit *visit, const void *row)
{
    const struct handover *list = row;
    return words_name(visit, list->primary_zh, list->primary_ug);
}

static const char *text_junior(struct visit *visit, const void *row)
{
    const struct handover *list = row;
    return words_name(visit, list->junior_zh, list->junior_ug);
}

static const char *text_state(struct visit *visit, const void *row)
{
    const struct handover *list = row;
    if (!*list->handed_on)
        return message(visit->language, MSG("handovers.unsigned"));
    if (!*list->received_on)
        return message(visit->language, MSG("handovers.handed"));
    return message(visit->language, MSG("handovers.signed"));
}

static const char *text_came(struct visit *visit, const void *row)
{
    const struct handover *list = row;
    if (list->children == 0) /* or none in sight: nothing was handed over yet */
        return "";
    return arena_text(visit_arena(visit), "%" PRId64 "/%" PRId64, list->registered,
                      list->children);
}

static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    (void)err;
    visit_go(visit, "handover/%" PRId64, row_id(row));
    return true;
}

static const struct table_column columns[] = {
    {MSG("handovers.year"),    5,  4, false, text_year   },
    {MSG("handovers.primary"), 16, 1, true,  text_primary},
    {MSG("handovers.junior"),  16, 1, true,  text_junior },
    {MSG("handovers.state"),   16, 2, false, text_state  },
    {MSG("handovers.count"),   8,  3, false, text_came   },
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("handovers.empty"),
    .row_size = sizeof(struct handover),
    .id = row_id,
    .mark = row_mark,
    .open = open_row,
};

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct handover *rows;
    size_t count;
    int64_t total;
    if (!handover_list(visit->store, table_page(&state->table, visit), &visit->arena, &rows, &count,
                       &total, err))
        return false;
    table_fill_page(visit, &state->table, &kind, rows, count, total);
    return true;
}

/* --- Keys ------------------------------------------------------------------------------------ */

/* For each school whose leavers the person may hand over. */
static bool make(struct visit *visit, const char *reason, struct error *err)
{
    int64_t all = 0;
    (void)reason;
    for (size_t i = 0; i < visit->actor->post_count; i++) {
        const struct held_post *post = &visit->actor->posts[i];
        int64_t added = 0;
        if (role_may(post->role, MAY_SIGN_HANDOVER)
            && !handover_make(visit->store, visit->policy, visit->actor, visit->today,
                              post->place_id, &added, err))
            return false;
        all += added;
    }
    if (all > 0)
        visit_say(visit, MSG("handovers.made"), visit_digits(visit, all));
    else
        visit_say(visit, MSG("handovers.nobody"));
    return true;
}

static bool ask_make(struct visit *visit, struct error *err)
{
    (void)err;
    visit_ask(visit, NULL, make, MSG("handovers.really-make"));
    return true;
}

static bool may_make(const struct visit *visit)
{
    return permit_offers(visit->actor, MAY_SIGN_HANDOVER);
}

static const char *explain(struct visit *visit)
{
    const struct policy_handover *rule = &visit->policy->handover;
    return rule->clause ? words_join(visit, " · ", rule->asks.in[visit->language], rule->clause)
                        : NULL;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("key.open"),       NULL,     NULL,     "1-9"},
    {PRESS_TAB,   MSG("handovers.make"), ask_make, may_make, NULL },
};

const struct screen screen_handovers = {
    .name = "handovers",
    .route = "handover",
    .title = MSG("handovers.title"),
    .help = MSG("handovers.help"),
    .needs = NEEDS(MAY_SIGN_HANDOVER) | NEEDS(MAY_SETTLE_FINDING),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = list_draw,
    .key = list_key,
    .explain = explain,
    .keys = keys,
    .key_count = COUNT(keys),
};
