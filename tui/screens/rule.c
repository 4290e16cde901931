/* One item of the county's rules, whole: what it asks, by when, of whom, and what fulfils it. */
#include "tui/parts/rulebook.h"
#include "tui/parts/words.h"

struct state {
    int top;
};

static bool load(struct visit *visit, struct error *err)
{
    struct rule_item *items;
    size_t count;
    int64_t number = visit_number(visit, "item");
    rulebook_list(visit, &items, &count);
    if (number < 1 || number > (int64_t)count)
        return error_set(err, ERROR_MISSING, MSG("rule.missing"), "item %d", (int)number);
    const struct rule_item *item = &items[number - 1];
    visit->data = &items[number - 1];
    visit->title = item->title;
    visit->aside = words_join(visit, "  ", message(visit->language, rulebook_section(item->section)),
                              item->clause);
    return true;
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    const struct rule_item *item = visit->data;
    facts_draw(visit, canvas, &item->facts, &state->top);
}

static bool key(struct visit *visit, const struct key *key, bool *used, struct error *err)
{
    struct state *state = visit->state;
    (void)err;
    *used = facts_key(visit, key, &state->top);
    return true;
}

const struct screen screen_rule = {
    .name = "rule",
    .route = "rules/:item",
    .title = MSG("rule.title"),
    .help = MSG("rule.help"),
    .needs = NEEDS(MAY_SEE_CHILDREN),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = key,
};
