/* Which support groups a child is in, or was in: since when, and who says so. */
#include "core/lists/child.h"
#include "core/lists/mark.h"
#include "core/rules/policy.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>

enum {
    MARKS_MOST = 100 /* that are listed */
};

struct state {
    struct table table;
};

static int64_t row_id(const void *row)
{
    return ((const struct mark *)row)->id;
}

static const char *text_group(struct visit *visit, const void *row)
{
    const struct mark *mark = row;
    const struct policy_group *group = policy_group(visit->policy, mark->kind);
    return words_join(visit, " · ", group ? group->title.in[visit->language] : mark->kind,
                      mark->restricted ? message(visit->language, MSG("rule.confidential")) : "");
}

static const char *text_since(struct visit *visit, const void *row)
{
    return words_near(visit, ((const struct mark *)row)->begins_on);
}

static const char *text_until(struct visit *visit, const void *row)
{
    return words_near(visit, ((const struct mark *)row)->ended_on);
}

/* Who says so; of one that has ended, why. */
static const char *text_source(struct visit *visit, const void *row)
{
    const struct mark *mark = row;
    (void)visit;
    return *mark->ended_on ? mark->reason : mark->source;
}

static const char *text_who(struct visit *visit, const void *row)
{
    const struct mark *mark = row;
    return words_join(visit, " ", words_of(visit, "role.", mark->role),
                      words_name(visit, mark->person_zh, mark->person_ug));
}

static enum row_mark row_mark(struct visit *visit, const void *row)
{
    (void)visit;
    return *((const struct mark *)row)->ended_on ? ROW_DONE : ROW_PLAIN;
}

/* What stands can be ended; what has ended has nothing more to it. */
static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    const struct mark *mark = row;
    (void)err;
    if (!*mark->ended_on && permit_offers(visit->actor, MAY_MARK_CHILD))
        visit_go(visit, "mark/%" PRId64 "/end", mark->id);
    return true;
}

static const struct table_column columns[] = {
    {MSG("groups.group"), 18, 1, true,  text_group },
    {MSG("group.since"),  8,  2, false, text_since },
    {MSG("marks.until"),  8,  2, false, text_until },
    {MSG("marks.source"), 18, 3, true,  text_source},
    {MSG("marks.who"),    16, 4, false, text_who   },
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("marks.empty"),
    .count = MSG("marks.count"),
    .row_size = sizeof(struct mark),
    .id = row_id,
    .mark = row_mark,
    .open = open_row,
};

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct child child;
    struct mark *rows;
    size_t count;
    int64_t id = visit_number(visit, "child");
    if (!child_read(visit->store, id, &visit->arena, &child, err)
        || !visit_look(visit, id, err)
        || !mark_list(visit->store, id, (struct page){.size = MARKS_MOST}, &visit->arena, &rows,
                      &count, err))
        return false;
    visit->aside = words_name(visit, child.name_zh, child.name_ug);
    table_fill(visit, &state->table, &kind, rows, count);
    return true;
}

static bool set(struct visit *visit, struct error *err)
{
    (void)err;
    visit_go(visit, "mark_new/%s", visit_value(visit, "child"));
    return true;
}

static bool may_mark(const struct visit *visit)
{
    return permit_offers(visit->actor, MAY_MARK_CHILD);
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("marks.key-end"), NULL, may_mark, "1-9"},
    {PRESS_TAB,   MSG("marks.key-set"), set,  may_mark, NULL },
};

const struct screen screen_marks = {
    .name = "marks",
    .route = "marks/:child",
    .title = MSG("marks.title"),
    .help = MSG("marks.help"),
    .needs = NEEDS(MAY_SEE_CHILDREN),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = list_draw,
    .key = list_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
