/* The register of letters from and to other places: what waits for an answer first. */
#include "core/cases/letter.h"
#include "core/rules/policy.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>
#include <string.h>

/* What is shown, in the order of the arrows. */
static const struct view {
    const char *title; /* catalogue key */
    const char *direction;
    bool waiting, late;
} views[] = {
    {MSG("letters.waiting"), "",    true,  false},
    {MSG("letters.late"),    "",    true,  true },
    {MSG("letters.in"),      "in",  false, false},
    {MSG("letters.out"),     "out", false, false},
    {MSG("letters.all"),     "",    false, false},
};

struct state {
    struct table table;
    size_t view;
};

static int64_t row_id(const void *row)
{
    return ((const struct letter *)row)->id;
}

static int64_t row_child(const void *row)
{
    return ((const struct letter *)row)->child_id;
}

static bool is_answered(const struct letter *letter)
{
    return *letter->replied_on != '\0';
}

static enum row_mark row_mark(struct visit *visit, const void *row)
{
    const struct letter *letter = row;
    int late = strcmp(letter->reply_due, visit->today);
    if (is_answered(letter))
        return ROW_DONE;
    return late < 0 ? ROW_OVERDUE : late == 0 ? ROW_TODAY
                                              : ROW_PLAIN;
}

static const char *text_direction(struct visit *visit, const void *row)
{
    return words_of(visit, "letters.mark.", ((const struct letter *)row)->direction);
}

static const char *text_office(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct letter *)row)->office;
}

/* The child as it is known here, else as the letter calls it. */
static const char *text_child(struct visit *visit, const void *row)
{
    const struct letter *letter = row;
    const char *name = words_name(visit, letter->name_zh, letter->name_ug);
    return *name ? name : letter->about;
}

static const char *text_number(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct letter *)row)->number;
}

static const char *text_due(struct visit *visit, const void *row)
{
    const struct letter *letter = row;
    return is_answered(letter) ? words_of(visit, "letter.result.", letter->result)
                               : words_near(visit, letter->reply_due);
}

static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    (void)err;
    visit_go(visit, "letter/%" PRId64, row_id(row));
    return true;
}

static const struct table_column columns[] = {
    {MSG("letters.mark"),   6,  2, false, text_direction},
    {MSG("letters.office"), 18, 1, true,  text_office   },
    {MSG("letters.child"),  14, 1, true,  text_child    },
    {MSG("letters.number"), 18, 4, true,  text_number   },
    {MSG("letters.due"),    10, 1, false, text_due      },
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("letters.empty"),
    .count = MSG("letters.count"),
    .row_size = sizeof(struct letter),
    .filters = true,
    .id = row_id,
    .child = row_child,
    .mark = row_mark,
    .open = open_row,
};

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    const struct view *view = &views[state->view];
    const struct letter_filter filter = {
        .direction = view->direction,
        .waiting = view->waiting,
        .late = view->late,
        .child_id = visit_number(visit, "child"),
        .typed = table_filter(&state->table),
    };
    struct letter *rows;
    size_t count;
    int64_t total;
    if (!letter_list(visit->store, visit->today, &filter, table_page(&state->table, visit),
                     &visit->arena, &rows, &count, &total, err))
        return false;
    visit->aside = message(visit->language, view->title);
    table_fill_page(visit, &state->table, &kind, rows, count, total);
    return true;
}

/* --- Keys ------------------------------------------------------------------------------------ */

static bool key(struct visit *visit, const struct key *key, bool *used, struct error *err)
{
    struct state *state = visit->state;
    int command = key_command(key), forward = visit_mirrored(visit) ? -1 : 1;
    *used = !state->table.filtering && (command == PRESS_LEFT || command == PRESS_RIGHT);
    if (!*used)
        return table_key(visit, &state->table, key, used, err);
    int step = command == PRESS_RIGHT ? forward : -forward;
    state->view = (state->view + COUNT(views) + (size_t)step) % COUNT(views);
    table_start_over(visit, &state->table);
    return true;
}

static bool may_keep(const struct visit *visit)
{
    return permit_offers(visit->actor, MAY_KEEP_LETTERS);
}

static bool make_new(struct visit *visit, struct error *err)
{
    (void)err;
    visit_go(visit, "letters/new");
    return true;
}

static const char *explain(struct visit *visit)
{
    const struct policy_rung *rung = &visit->policy->duties[POLICY_LETTER];
    return words_rule(visit, rung);
}

static const struct key_binding keys[] = {
    {PRESS_ENTER,  MSG("key.open"),      NULL,     NULL,          "1-9"   },
    {PRESS_LEFT,   MSG("letters.views"), NULL,     NULL,          "←→"},
    {PRESS_TAB,    MSG("letters.new"),   make_new, may_keep,      NULL    },
    {CONTROL('p'), MSG("table.print"),   NULL,     list_on_paper, NULL    },
};

const struct screen screen_letters = {
    .name = "letters",
    .route = "letters",
    .title = MSG("letters.title"),
    .help = MSG("letters.help"),
    .needs = NEEDS(MAY_KEEP_LETTERS) | NEEDS(MAY_ASSIGN),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = list_draw,
    .key = key,
    .explain = explain,
    .keys = keys,
    .key_count = COUNT(keys),
};
