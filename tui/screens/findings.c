/* What the register and the roll disagree on: a school's, or all in sight, by kind. */
#include "core/compare/compare.h"
#include "core/lists/finding.h"
#include "core/posts/place.h"
#include "core/rules/policy.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>
#include <string.h>

struct state {
    struct table table;
    size_t view; /* 0: all open ones; the kinds that are open; the last: settled ones */
};

struct data {
    struct finding_count *kinds;
    size_t kind_count;
};

/* --- Rows ------------------------------------------------------------------------------------ */

static int64_t row_id(const void *row)
{
    return ((const struct finding *)row)->id;
}

static enum row_mark row_mark(struct visit *visit, const void *row)
{
    (void)visit;
    return strcmp(((const struct finding *)row)->state, "open") == 0 ? ROW_PLAIN : ROW_DONE;
}

static const char *text_name(struct visit *visit, const void *row)
{
    const struct finding *finding = row;
    return words_name(visit, finding->name_zh, finding->name_ug);
}

static const char *text_kind(struct visit *visit, const void *row)
{
    return words_of(visit, "finding.", ((const struct finding *)row)->kind);
}

/* How it was settled, or since when it is open. */
static const char *text_since(struct visit *visit, const void *row)
{
    const struct finding *finding = row;
    return *finding->how ? words_of(visit, "finding.how.", finding->how)
                         : words_near(visit, finding->found_on);
}

static const char *text_school(struct visit *visit, const void *row)
{
    const struct finding *finding = row;
    return words_name(visit, finding->place_zh, finding->place_ug);
}

static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    (void)err;
    visit_go(visit, "finding/%" PRId64, ((const struct finding *)row)->id);
    return true;
}

static const struct table_column columns[] = {
    {MSG("findings.name"),   16, 1, true,  text_name  },
    {MSG("findings.kind"),   22, 1, true,  text_kind  },
    {MSG("findings.school"), 16, 3, true,  text_school},
    {MSG("findings.since"),  8,  2, false, text_since },
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("findings.empty"),
    .count = MSG("findings.count"),
    .row_size = sizeof(struct finding),
    .filters = true,
    .id = row_id,
    .mark = row_mark,
    .open = open_row,
};

/* --- Loading --------------------------------------------------------------------------------- */

static size_t view_count(const struct data *data)
{
    return data->kind_count + 2;
}

static bool shows_settled(const struct state *state, const struct data *data)
{
    return state->view == view_count(data) - 1;
}

static const char *kind_shown(const struct state *state, const struct data *data)
{
    return state->view == 0 || shows_settled(state, data) ? "" : data->kinds[state->view - 1].kind;
}

/* "示例中学 · 姓名不一致": which are shown. */
static bool load_aside(struct visit *visit, int64_t school_id, struct error *err)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    struct place school = {.name_zh = "", .name_ug = ""};
    const char *shown = words_of(visit, "finding.", kind_shown(state, data));
    if (shows_settled(state, data))
        shown = message(visit->language, MSG("findings.settled"));
    if (school_id != 0 && !place_read(visit->store, school_id, &visit->arena, &school, err))
        return false;
    visit->aside = words_join(visit, " · ", words_name(visit, school.name_zh, school.name_ug), shown);
    return true;
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = visit->data = arena_new(&visit->arena, struct data);
    struct finding *rows;
    size_t count;
    int64_t total, school_id = visit_number(visit, "school");
    if (!finding_counts(visit->store, school_id, &visit->arena, &data->kinds, &data->kind_count, err))
        return false;
    if (state->view >= view_count(data))
        state->view = 0;
    const struct finding_filter filter = {
        .school_id = school_id,
        .kind = kind_shown(state, data),
        .state = shows_settled(state, data) ? "settled" : "open",
        .typed = table_filter(&state->table),
    };
    if (!finding_list(visit->store, &filter, table_page(&state->table, visit), &visit->arena, &rows,
                      &count, &total, err))
        return false;
    table_fill_page(visit, &state->table, &kind, rows, count, total);
    return load_aside(visit, school_id, err);
}

/* --- Keys ------------------------------------------------------------------------------------ */

static void walk(struct visit *visit, int step)
{
    struct state *state = visit->state;
    size_t views = view_count(visit->data);
    state->view = (state->view + views + (size_t)step) % views;
    state->table.top = state->table.selected = state->table.selected_id = 0;
    visit_reload(visit);
}

static bool key(struct visit *visit, const struct key *key, bool *used, struct error *err)
{
    struct state *state = visit->state;
    int command = key_command(key), forward = visit_mirrored(visit) ? -1 : 1;
    *used = !state->table.filtering && (command == PRESS_LEFT || command == PRESS_RIGHT);
    if (!*used)
        return table_key(visit, &state->table, key, used, err);
    walk(visit, command == PRESS_RIGHT ? forward : -forward);
    return true;
}

static bool compare(struct visit *visit, const char *reason, struct error *err)
{
    struct compare_summary summary;
    (void)reason;
    if (!compare_run(visit->store, visit->policy, visit->actor, visit->today, &visit->arena, &summary,
                     err))
        return false;
    visit_say(visit, MSG("compare.changes"), visit_digits(visit, summary.added),
              visit_digits(visit, summary.gone));
    return true;
}

static bool ask_compare(struct visit *visit, struct error *err)
{
    (void)err;
    visit_ask(visit, NULL, compare, MSG("findings.compare-now"));
    return true;
}

static bool may_compare(const struct visit *visit)
{
    return visit->policy && permit_offers(visit->actor, MAY_COMPARE);
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("key.open"),         NULL,        NULL,        "1-9"   },
    {PRESS_LEFT,  MSG("findings.kinds"),   NULL,        NULL,        "←→"},
    {PRESS_TAB,   MSG("findings.compare"), ask_compare, may_compare, NULL    },
};

const struct screen screen_findings = {
    .name = "findings",
    .route = "findings",
    .title = MSG("findings.title"),
    .help = MSG("findings.help"),
    .needs = NEEDS(MAY_SETTLE_FINDING),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = list_draw,
    .key = key,
    .keys = keys,
    .key_count = COUNT(keys),
};
