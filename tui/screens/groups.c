/* The county's support groups: how many children are in each, and how many lack a plan. */
#include "core/lists/mark.h"
#include "core/rules/policy.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

enum {
    ROOMY = 58 /* columns of the body from which a number's column has its title */
};

struct state {
    struct table table;
};

/* One group by its place in the rules, which is what its digit says. */
struct row {
    int64_t number;
    struct mark_group group;
};

static const struct mark_group *group_of(const void *row)
{
    return &((const struct row *)row)->group;
}

static int64_t row_id(const void *row)
{
    return ((const struct row *)row)->number;
}

static const char *text_name(struct visit *visit, const void *row)
{
    const struct policy_group *rule = group_of(row)->rule;
    return words_join(visit, " · ", rule->title.in[visit->language],
                      rule->confidential ? message(visit->language, MSG("rule.confidential")) : "");
}

/* A number always says of what: in a narrow table, which has no titles, by itself. */
static const char *number(struct visit *visit, const char *label, int64_t count)
{
    const char *digits = visit_digits(visit, count);
    return visit->columns < ROOMY ? visit_text(visit, label, digits) : digits;
}

static const char *text_children(struct visit *visit, const void *row)
{
    const struct mark_group *group = group_of(row);
    return group->few ? message(visit->language, MSG("groups.few"))
                      : number(visit, MSG("group.count"), group->children);
}

/* Of a restricted group: how many are in one's own charge. */
static const char *text_own(struct visit *visit, const void *row)
{
    const struct mark_group *group = group_of(row);
    return group->rule->confidential && group->shown > 0 ? visit_digits(visit, group->shown) : "";
}

static const char *text_without(struct visit *visit, const void *row)
{
    const struct mark_group *group = group_of(row);
    bool asked = group->rule->plans.count > 0 && group->shown > 0;
    return asked ? number(visit, MSG("groups.lacking"), group->without) : "";
}

static enum row_mark row_mark(struct visit *visit, const void *row)
{
    const struct mark_group *group = group_of(row);
    (void)visit;
    return group->few || group->children > 0 ? ROW_PLAIN : ROW_DONE;
}

static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    (void)err;
    visit_go(visit, "group/%s", visit_encode(&visit->arena, group_of(row)->rule->name));
    return true;
}

static const struct table_column columns[] = {
    {MSG("groups.group"),    24, 1, true,  text_name    },
    {MSG("groups.children"), 10, 1, false, text_children},
    {MSG("groups.own"),      8,  3, false, text_own     },
    {MSG("groups.without"),  10, 2, false, text_without },
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("groups.empty"),
    .count = MSG("groups.count"),
    .row_size = sizeof(struct row),
    .id = row_id,
    .mark = row_mark,
    .open = open_row,
};

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct mark_group *groups;
    size_t count;
    if (!mark_groups(visit->store, visit->policy, &visit->arena, &groups, &count, err))
        return false;
    struct row *rows = arena_array(&visit->arena, struct row, count + 1);
    for (size_t i = 0; i < count; i++)
        rows[i] = (struct row){(int64_t)i + 1, groups[i]};
    table_fill(visit, &state->table, &kind, rows, count);
    return true;
}

/* What the county's document asks for the group under the cursor. */
static const char *explain(struct visit *visit)
{
    const struct state *state = visit->state;
    const struct row *row = table_selected(&state->table);
    return row ? words_join(visit, " · ", row->group.rule->asks.in[visit->language],
                            words_clause(visit, row->group.rule->clause))
               : NULL;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("key.open"), NULL, NULL, "1-9"},
};

const struct screen screen_groups = {
    .name = "groups",
    .route = "groups",
    .title = MSG("groups.title"),
    .help = MSG("groups.help"),
    .needs = NEEDS(MAY_SEE_CHILDREN),
    .by_place = true,
    .state_size = sizeof(struct state),
    .load = load,
    .draw = list_draw,
    .key = list_key,
    .explain = explain,
    .keys = keys,
    .key_count = COUNT(keys),
};
