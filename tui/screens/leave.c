/* One leave: from when to when, why, who asked; and what can be done with it. */
#include "core/days/leave.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>

enum {
    LABEL_COLUMNS = 11,
    LINES = 4
};

struct state {
    struct table table;
};

/* What can be done, by its number. */
struct row {
    int64_t number;
    const char *label; /* catalogue key */
    visit_run *run;
};

struct data {
    struct leave leave;
    struct row rows[4];
    size_t count;
};

static int64_t row_id(const void *row)
{
    return ((const struct row *)row)->number;
}

static const char *row_label(struct visit *visit, const void *row)
{
    return message(visit->language, ((const struct row *)row)->label);
}

static bool run_row(struct visit *visit, const void *row, struct error *err)
{
    return ((const struct row *)row)->run(visit, err);
}

static const struct table_column columns[] = {
    {NULL, 30, 1, true, row_label},
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .row_size = sizeof(struct row),
    .plain = true,
    .id = row_id,
    .open = run_row,
};

/* --- What can be done ------------------------------------------------------------------------ */

static bool end(struct visit *visit, const char *reason, struct error *err)
{
    (void)reason;
    if (!leave_end(visit->store, visit->actor, visit->today, visit_number(visit, "id"), err))
        return false;
    visit_say(visit, MSG("leave.ended"));
    visit_back(visit);
    return true;
}

static bool ask_end(struct visit *visit, struct error *err)
{
    const struct data *data = visit->data;
    (void)err;
    visit_ask(visit, NULL, end, MSG("leave.ask-end"),
              words_name(visit, data->leave.name_zh, data->leave.name_ug));
    return true;
}

static bool move(struct visit *visit, struct error *err)
{
    (void)err;
    visit_go(visit, "leave/%" PRId64 "/move", visit_number(visit, "id"));
    return true;
}

static bool withdraw(struct visit *visit, const char *reason, struct error *err)
{
    if (!leave_withdraw(visit->store, visit->actor, visit->today, visit_number(visit, "id"), reason,
                        err))
        return false;
    visit_say(visit, MSG("leave.withdrawn"));
    visit_back(visit);
    return true;
}

static bool ask_withdraw(struct visit *visit, struct error *err)
{
    (void)err;
    visit_ask(visit, MSG("leave.withdraw-reason"), withdraw, MSG("leave.ask-withdraw"));
    return true;
}

static bool open_child(struct visit *visit, struct error *err)
{
    (void)err;
    visit_go(visit, "child/%" PRId64, ((const struct data *)visit->data)->leave.child_id);
    return true;
}

/* --- Loading --------------------------------------------------------------------------------- */

static void offer(struct data *data, const char *label, visit_run *run)
{
    data->rows[data->count] = (struct row){(int64_t)data->count + 1, label, run};
    data->count++;
}

static void offer_all(struct visit *visit, struct data *data)
{
    enum leave_state state = data->leave.state;
    bool live = state != LEAVE_OVER && state != LEAVE_WITHDRAWN
        && permit_offers(visit->actor, MAY_RECORD_ABSENCE);
    if (live && state != LEAVE_TO_COME)
        offer(data, MSG("leave.end"), ask_end);
    if (live)
        offer(data, MSG("leave.move"), move);
    if (live)
        offer(data, MSG("leave.withdraw"), ask_withdraw);
    offer(data, MSG("child.title"), open_child);
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = visit->data = arena_new(&visit->arena, struct data);
    if (!leave_read(visit->store, visit_number(visit, "id"), visit->today, &visit->arena,
                    &data->leave, err)
        || !visit_look(visit, data->leave.child_id, err))
        return false;
    offer_all(visit, data);
    table_fill(visit, &state->table, &kind, data->rows, data->count);
    visit->title = words_join(visit, " · ",
                              words_name(visit, data->leave.class_zh, data->leave.class_ug),
                              words_name(visit, data->leave.name_zh, data->leave.name_ug));
    visit->aside = words_of(visit, "leave.state.", leave_state_name(data->leave.state));
    return true;
}

/* --- Drawing --------------------------------------------------------------------------------- */

static void draw_line(struct visit *visit, struct canvas *canvas, int row, const char *label,
                      const char *text)
{
    canvas_text(canvas, row, 1, LABEL_COLUMNS, ALIGN_START, STYLE_DIM,
                message(visit->language, label));
    canvas_text(canvas, row, 1 + LABEL_COLUMNS, canvas->columns - LABEL_COLUMNS - 1, ALIGN_START,
                STYLE_PLAIN, text);
}

static const char *span(struct visit *visit)
{
    const struct leave *leave = &((const struct data *)visit->data)->leave;
    int days = leave_length(leave->first_day, leave->last_day);
    return visit_text(visit, MSG("leave.span-days"), words_near(visit, leave->first_day),
                      words_near(visit, leave->last_day), visit_digits(visit, days));
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    const struct leave *leave = &((const struct data *)visit->data)->leave;
    int top = canvas_narrow(canvas) ? 0 : 1, gap = canvas->rows > 12;
    draw_line(visit, canvas, top, MSG("leave.span"), span(visit));
    draw_line(visit, canvas, top + 1, MSG("leave.why"),
              words_join(visit, " · ", words_of(visit, "leave.reason.", leave->reason),
                         leave->note));
    draw_line(visit, canvas, top + 2, MSG("leave.by"),
              words_join(visit, " ", words_of(visit, "relation.", leave->relation),
                         leave->asked_by));
    draw_line(visit, canvas, top + 3, MSG("leave.entered"),
              words_name(visit, leave->person_zh, leave->person_ug));
    top += LINES + gap;
    table_draw(visit, canvas, &state->table, top, canvas->rows - top);
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("key.open"), NULL, NULL, "1-9"},
};

const struct screen screen_leave = {
    .name = "leave",
    .route = "leave/:id",
    .title = MSG("leaves.title"),
    .help = MSG("leave.help"),
    .needs = NEEDS(MAY_SEE_CHILDREN),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = list_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
