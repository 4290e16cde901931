/* The children of one support group, all or those who lack one of its plans (Y15). */
#include "core/lists/mark.h"
#include "core/rules/policy.h"
#include "core/store/audit.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>
#include <string.h>

enum {
    OWN_MOST = 2000 /* children in one person's charge: a school has fewer */
};

struct state {
    struct table table;
    bool looked; /* at everybody in a confidential group, and that is on record */
};

struct data {
    const struct policy_group *group;
    bool without;
};

static int64_t row_id(const void *row)
{
    return ((const struct mark_child *)row)->mark_id;
}

static int64_t row_child(const void *row)
{
    return ((const struct mark_child *)row)->child_id;
}

static const char *text_name(struct visit *visit, const void *row)
{
    const struct mark_child *child = row;
    return words_name(visit, child->name_zh, child->name_ug);
}

static const char *text_place(struct visit *visit, const void *row)
{
    const struct mark_child *child = row;
    return words_name(visit, child->place_zh, child->place_ug);
}

/* "aid · proxy parent": what it should have and has not. */
static const char *text_lacks(struct visit *visit, const void *row)
{
    const char *text = "";
    for (const char *word = ((const struct mark_child *)row)->lacks; *word;) {
        size_t length = strcspn(word, ",");
        const struct policy_plan *plan =
            policy_plan(visit->policy, arena_copy(visit_arena(visit), word, length));
        text = words_join(visit, " · ", text, plan ? plan->title.in[visit->language] : "");
        word += length + (word[length] == ',');
    }
    return text;
}

static const char *text_since(struct visit *visit, const void *row)
{
    return words_near(visit, ((const struct mark_child *)row)->begins_on);
}

static const char *text_source(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct mark_child *)row)->source;
}

static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    (void)err;
    visit_go(visit, "child/%" PRId64, row_child(row));
    return true;
}

static const struct table_column columns[] = {
    {MSG("group.child"),  16, 1, true,  text_name  },
    {MSG("group.place"),  36, 3, true,  text_place },
    {MSG("group.lacks"),  14, 1, true,  text_lacks },
    {MSG("group.since"),  10, 2, false, text_since },
    {MSG("group.source"), 12, 4, false, text_source},
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("group.empty"),
    .count = MSG("group.count"),
    .row_size = sizeof(struct mark_child),
    .filters = true,
    .id = row_id,
    .child = row_child,
    .open = open_row,
};

/* The same list of a confidential group: not for paper. */
static const struct table_kind restricted_kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("group.empty-restricted"),
    .count = MSG("group.count"),
    .row_size = sizeof(struct mark_child),
    .filters = true,
    .id = row_id,
    .open = open_row,
};

/* Whoever reads who is in a confidential group has looked at each of them: once a stay, and the
   trail does not say in which group they were seen. */
static bool look(struct visit *visit, const struct mark_child *rows, size_t count,
                 struct error *err)
{
    struct state *state = visit->state;
    for (size_t i = 0; i < count && !state->looked; i++)
        if (!audit_look(visit->store, visit->actor, rows[i].child_id, "groups", err))
            return false;
    state->looked = true;
    return true;
}

/* Those in one's own charge are few, and read whole. */
static bool load_restricted(struct visit *visit, const struct mark_filter *filter,
                            struct error *err)
{
    struct state *state = visit->state;
    struct mark_child *rows;
    size_t count;
    int64_t total;
    if (!mark_children(visit->store, filter, (struct page){.size = OWN_MOST}, &visit->arena, &rows,
                       &count, &total, err)
        || !look(visit, rows, count, err))
        return false;
    table_fill(visit, &state->table, &restricted_kind, rows, count);
    return true;
}

static bool load_page(struct visit *visit, struct mark_filter *filter, struct error *err)
{
    struct state *state = visit->state;
    struct mark_child *rows;
    size_t count;
    int64_t total;
    filter->typed = table_filter(&state->table);
    if (!mark_children(visit->store, filter, table_page(&state->table, visit), &visit->arena, &rows,
                       &count, &total, err))
        return false;
    table_fill_page(visit, &state->table, &kind, rows, count, total);
    return true;
}

static bool load(struct visit *visit, struct error *err)
{
    struct data *data = visit->data = arena_new(&visit->arena, struct data);
    const char *name = visit_value(visit, "name");
    data->group = policy_group(visit->policy, name);
    if (!data->group)
        return error_set(err, ERROR_MISSING, MSG("mark.no-such-group"), "group %s", name);
    data->without = visit_number(visit, "without") != 0 && data->group->plans.count > 0;
    visit->title = data->group->title.in[visit->language];
    visit->aside = message(visit->language,
                           data->without ? MSG("group.without") : MSG("group.all"));
    struct mark_filter filter = {.group = data->group, .without = data->without, .typed = ""};
    return data->group->confidential ? load_restricted(visit, &filter, err)
                                     : load_page(visit, &filter, err);
}

static bool toggle(struct visit *visit, struct error *err)
{
    const struct data *data = visit->data;
    (void)err;
    visit_replace(visit, "group/%s?without=%d", visit_encode(&visit->arena, data->group->name),
                  !data->without);
    return true;
}

static bool shows_all(const struct visit *visit)
{
    const struct data *data = visit->data;
    return visit->loaded && data->group->plans.count > 0 && !data->without;
}

static bool shows_without(const struct visit *visit)
{
    const struct data *data = visit->data;
    return visit->loaded && data->without;
}

static bool for_paper(const struct visit *visit)
{
    const struct data *data = visit->data;
    return visit->loaded && !data->group->confidential && list_on_paper(visit);
}

static const char *explain(struct visit *visit)
{
    const struct data *data = visit->data;
    return words_join(visit, " · ", data->group->asks.in[visit->language],
                      words_clause(visit, data->group->clause));
}

static const struct key_binding keys[] = {
    {PRESS_ENTER,  MSG("key.open"),    NULL,   NULL,          "1-9"},
    {PRESS_TAB,    MSG("group.only"),  toggle, shows_all,     NULL },
    {PRESS_TAB,    MSG("group.all"),   toggle, shows_without, NULL },
    {CONTROL('p'), MSG("table.print"), NULL,   for_paper,     NULL },
};

const struct screen screen_group = {
    .name = "group",
    .route = "group/:name",
    .title = MSG("groups.title"),
    .help = MSG("group.help"),
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
