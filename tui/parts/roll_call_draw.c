#include "tui/parts/roll_call.h"

#include "tui/parts/words.h"

enum {
    CELL_COLUMNS = 24, /* number, mark and a name */
    CELL_NARROW = 18,
    MARK_COLUMNS = 4,
    UNTIL_COLUMNS = 6 /* the last day of a leave */
};

/* In a cell with room for it: the last day of the leave that runs, also when the child is here. */
static const char *leave_until(struct visit *visit, const struct canvas *canvas,
                               const struct roll_call *call, const struct roster_row *child)
{
    const struct leave *leave = roll_call_leave(call, child->child_id);
    if (canvas_narrow(canvas) || !leave || leave->state != LEAVE_RUNNING)
        return "";
    return words_near(visit, leave->last_day);
}

static void draw_cell(struct visit *visit, struct canvas *canvas, int row, int column, int width,
                      const struct roll_call *call, const struct roster_row *child)
{
    int digits = canvas_narrow(canvas) ? 2 : 3;
    bool meant = call->typed == child->number;
    enum style style = meant               ? STYLE_SELECTED
        : child->kind == ABSENCE_UNEXCUSED ? STYLE_OVERDUE
        : child->kind != ABSENCE_NONE      ? STYLE_TODAY
                                           : STYLE_PLAIN;
    canvas_text(canvas, row, column, digits, ALIGN_END, style,
                arena_text(&visit->frame, "%d", child->number));
    canvas_text(canvas, row, column + digits + 1, MARK_COLUMNS - 1, ALIGN_START, style,
                roll_call_sign(visit, child->kind));
    const char *until = leave_until(visit, canvas, call, child);
    int at = digits + 1 + MARK_COLUMNS, room = width - at - 1;
    if (*until)
        canvas_text(canvas, row, column + width - UNTIL_COLUMNS - 1, UNTIL_COLUMNS, ALIGN_END,
                    STYLE_DIM, until);
    canvas_text(canvas, row, column + at, *until ? room - UNTIL_COLUMNS - 1 : room, ALIGN_START,
                style, words_name(visit, child->name_zh, child->name_ug));
}

void roll_call_draw(struct visit *visit, struct canvas *canvas, const struct roll_call *call,
                    struct roll_call_view *view)
{
    int across = canvas->columns / (canvas_narrow(canvas) ? CELL_NARROW : CELL_COLUMNS);
    view->across = across > 0 ? across : 1;
    view->shown = canvas->rows;
    int width = canvas->columns / view->across;
    int all = ((int)call->count + view->across - 1) / view->across;
    if (view->top > all - view->shown)
        view->top = all > view->shown ? all - view->shown : 0;
    for (int i = view->top * view->across; i < (int)call->count; i++) {
        int row = i / view->across - view->top;
        if (row < view->shown)
            draw_cell(visit, canvas, row, i % view->across * width, width, call, &call->rows[i]);
    }
}

void roll_call_show(const struct roll_call *call, struct roll_call_view *view)
{
    const struct roster_row *row = roll_call_row(call, call->typed);
    if (!row || view->across == 0)
        return;
    int at = (int)(row - call->rows) / view->across;
    if (at < view->top || at >= view->top + view->shown)
        view->top = at;
}

bool roll_call_scroll(struct roll_call_view *view, const struct key *key)
{
    int step = key_scroll(key, view->shown > 1 ? view->shown - 1 : 1);
    view->top = view->top + step < 0 ? 0 : view->top + step;
    return step != 0;
}
