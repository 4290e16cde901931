/* What is due for the person's posts, the most urgent first; below it, what others did. */
#include "core/duties/agenda.h"
#include "core/posts/account.h"
#include "core/posts/notice.h"
#include "core/posts/place.h"
#include "core/rules/policy.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>
#include <string.h>

enum {
    NOTICES_MOST = 3
};

struct state {
    struct table table;
};

struct data {
    struct duty_counts counts;
    struct notice *notices;
    size_t notice_count;
};

/* --- Rows ------------------------------------------------------------------------------------- */

static int64_t row_id(const void *row)
{
    return ((const struct duty *)row)->id;
}

static int64_t row_child(const void *row)
{
    return ((const struct duty *)row)->child_id;
}

static enum row_mark row_mark(struct visit *visit, const void *row)
{
    int order = strcmp(((const struct duty *)row)->due, visit->today);
    return order < 0 ? ROW_OVERDUE : order == 0 ? ROW_TODAY
                                                : ROW_PLAIN;
}

static const char *row_what(struct visit *visit, const void *row)
{
    return agenda_title(visit->policy, row, visit->language);
}

static const char *row_who(struct visit *visit, const void *row)
{
    const struct duty *duty = row;
    if (duty->child_id)
        return words_name(visit, duty->name_zh, duty->name_ug);
    if (duty->place_id)
        return words_name(visit, duty->place_zh, duty->place_ug);
    return visit->policy->county.in[visit->language];
}

static const char *row_because(struct visit *visit, const void *row)
{
    return agenda_because(visit->policy, row, visit->language, visit_arena(visit));
}

static bool is_narrow(const struct visit *visit)
{
    return visit->columns + 2 < 60;
}

/* "今天", and by which hour where the county's rules set one. */
static const char *due_when(struct visit *visit, const struct duty *duty)
{
    const char *day = words_near(visit, duty->due), *hour = agenda_by(visit->policy, duty);
    if (!hour || strcmp(duty->due, visit->today) != 0)
        return day;
    return visit_text(visit, MSG("today.by"), day, hour);
}

/* Whose turn it is, where it is not simply this person's. */
static const char *row_when(struct visit *visit, const void *row)
{
    const struct duty *duty = row;
    const char *day = due_when(visit, duty);
    if (is_narrow(visit))
        return day;
    if (duty->part == DUTY_CLIMBED)
        return visit_text(visit, MSG("today.handed"), day, words_of(visit, "role.", duty->role));
    if (duty->part == DUTY_TAKES_PART)
        return visit_text(visit, MSG("today.led-by"), day, words_of(visit, "role.", duty->role));
    return day;
}

static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    (void)err;
    visit_go(visit, "%s", agenda_route(visit->policy, row, &visit->arena));
    return true;
}

static const struct table_column columns[] = {
    {MSG("today.what"), 26, 1, true, row_what   },
    {MSG("today.who"),  16, 1, true, row_who    },
    {MSG("today.why"),  20, 3, true, row_because},
    {MSG("today.when"), 20, 2, true, row_when   },
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("today.empty"),
    .row_size = sizeof(struct duty),
    .plain = true,
    .id = row_id,
    .child = row_child,
    .mark = row_mark,
    .open = open_row,
};

/* --- Loading ---------------------------------------------------------------------------------- */

/* "七年级(2)班  班主任  陈某": where and as what the person works. */
static bool load_person(struct visit *visit, struct error *err)
{
    struct place place = {.name_zh = "", .name_ug = ""};
    struct account account;
    const struct actor *actor = visit->actor;
    if (!account_read(visit->store, actor->account_id, &visit->arena, &account, err))
        return false;
    const char *person = words_name(visit, account.person_zh, account.person_ug), *role = "";
    if (actor->post_count > 0) {
        if (!place_read(visit->store, actor->posts[0].place_id, &visit->arena, &place, err))
            return false;
        role = words_of(visit, "role.", role_name(actor->posts[0].role));
    }
    visit->aside = words_join(visit, "  ", words_name(visit, place.name_zh, place.name_ug), role,
                              person);
    return true;
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = visit->data = arena_new(&visit->arena, struct data);
    struct duty *rows = NULL;
    size_t count = 0;
    if (visit->policy
        && !agenda_today(visit->store, visit->actor, visit->today, table_page(&state->table, visit),
                         &visit->arena, &rows, &count, &data->counts, err))
        return false;
    table_fill_page(visit, &state->table, &kind, rows, count, data->counts.open);
    if (is_narrow(visit)) /* there the title line has room for one thing */
        visit->aside = visit_text(visit, MSG("today.counts-narrow"),
                                  visit_digits(visit, data->counts.overdue),
                                  visit_digits(visit, data->counts.today));
    return notice_list(visit->store, visit->actor, (struct page){.size = NOTICES_MOST},
                       &visit->arena, &data->notices, &data->notice_count, err)
        && (is_narrow(visit) || load_person(visit, err));
}

/* --- Drawing ---------------------------------------------------------------------------------- */

static void draw_counts(struct visit *visit, struct canvas *canvas)
{
    const struct duty_counts *counts = &((const struct data *)visit->data)->counts;
    int used = canvas_text(canvas, 0, 0, canvas->columns, ALIGN_START, STYLE_PLAIN,
                           visit_text(visit, MSG("today.counts"), visit_digits(visit, counts->open),
                                      visit_digits(visit, counts->overdue),
                                      visit_digits(visit, counts->today)));
    canvas_text(canvas, 0, used + 2, canvas->columns - used - 2, ALIGN_END, STYLE_PLAIN,
                words_day(visit, visit->today));
}

/* At the foot of the body: what happened while one was away; returns the rows it took. */
static int draw_notices(struct visit *visit, struct canvas *canvas)
{
    const struct data *data = visit->data;
    int most = canvas_narrow(canvas) ? 1 : NOTICES_MOST;
    int rows = (int)data->notice_count < most ? (int)data->notice_count : most;
    for (int i = 0; i < rows; i++) {
        const struct notice *notice = &data->notices[i];
        canvas_text(canvas, canvas->rows - rows + i, 0, canvas->columns, ALIGN_START, STYLE_PLAIN,
                    visit_text(visit, notice->key,
                               words_name(visit, notice->name_zh, notice->name_ug), notice->number));
    }
    return rows;
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    bool narrow = canvas_narrow(canvas);
    int top = narrow ? 0 : 2;
    int foot = draw_notices(visit, canvas);
    int gap = foot > 0 && !narrow ? 1 : 0;
    if (!narrow)
        draw_counts(visit, canvas);
    table_draw(visit, canvas, &state->table, top, canvas->rows - top - foot - gap);
}

/* --- Keys ------------------------------------------------------------------------------------- */

static bool has_notices(const struct visit *visit)
{
    const struct data *data = visit->data;
    return data && data->notice_count > 0;
}

static bool see_notices(struct visit *visit, struct error *err)
{
    const struct data *data = visit->data;
    int shown = is_narrow(visit) ? 1 : NOTICES_MOST;
    for (size_t i = 0; i < data->notice_count && (int)i < shown; i++)
        if (!notice_seen(visit->store, visit->actor, data->notices[i].id, err))
            return false;
    return true;
}

static bool open_notice(struct visit *visit, struct error *err)
{
    const struct notice *notice = ((const struct data *)visit->data)->notices;
    if (!notice_seen(visit->store, visit->actor, notice->id, err))
        return false;
    if (*notice->route)
        visit_go(visit, "%s", notice->route);
    return true;
}

static const char *explain(struct visit *visit)
{
    struct state *state = visit->state;
    const struct duty *duty = table_selected(&state->table);
    const struct policy_rung *rung = duty ? policy_duty(visit->policy, duty->kind, duty->rung) : NULL;
    return words_rule(visit, rung);
}

static const char *why(struct visit *visit)
{
    struct state *state = visit->state;
    const struct duty *duty = table_selected(&state->table);
    return duty ? arena_text(visit_arena(visit), "why/%" PRId64, duty->id) : NULL;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER,  MSG("key.open"),         NULL,        NULL,          "1-9"},
    {PRESS_TAB,    MSG("today.key-notice"), open_notice, has_notices,   NULL },
    {' ',          MSG("today.key-seen"),   see_notices, has_notices,   NULL },
    {CONTROL('p'), MSG("table.print"),      NULL,        list_on_paper, NULL },
};

const struct screen screen_today = {
    .name = "today",
    .route = "today",
    .title = MSG("today.title"),
    .help = MSG("today.help"),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = list_key,
    .explain = explain,
    .why = why,
    .keys = keys,
    .key_count = COUNT(keys),
};
