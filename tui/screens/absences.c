/* A class's day: numbers of the absent are typed, and an empty Enter reports the rest as there. */
#include "core/days/calendar.h"
#include "tui/parts/roll_call.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum {
    NUMBER_MOST = 999,
    CLASSES_MOST = 200, /* of one school */
    NARROW = 58         /* columns of the body below which the day is said briefly */
};

struct state {
    struct roll_call_view view;
};

struct data {
    int64_t class_id;
    const char *day;
    struct class_day class_day;
    struct roll_call call;
    struct calendar calendar;
    bool school_day;
    struct reported_day *days; /* that can still be reported, the oldest first */
    size_t day_count;
};

/* --- Loading --------------------------------------------------------------------------------- */

/* Without a class in the route: of the actor's classes the first that has not reported. */
static bool find_class(struct visit *visit, const char *day, int64_t *class_id, struct error *err)
{
    const struct page page = {0, CLASSES_MOST};
    int64_t first = 0;
    *class_id = visit_number(visit, "class");
    for (size_t i = 0; i < visit->actor->post_count && *class_id == 0; i++) {
        const struct held_post *post = &visit->actor->posts[i];
        struct class_day *rows;
        size_t count = 0;
        if (!role_may(post->role, MAY_RECORD_ABSENCE))
            continue;
        if (!absence_school(visit->store, post->place_id, day, page, &visit->arena, &rows, &count,
                            err))
            return false;
        for (size_t j = 0; j < count && *class_id == 0; j++) {
            first = first ? first : rows[j].class_id;
            *class_id = rows[j].reported ? 0 : rows[j].class_id;
        }
    }
    *class_id = *class_id ? *class_id : first;
    return *class_id != 0 || error_set(err, ERROR_MISSING, MSG("absences.no-class"), "no class");
}

static const char *chosen_day(struct visit *visit)
{
    int number;
    const char *day = visit_value(visit, "day");
    return date_number(day, &number) && strcmp(day, visit->today) <= 0 ? day : visit->today;
}

static bool load_days(struct visit *visit, struct data *data, struct error *err)
{
    if (!calendar_read(visit->store, visit->policy, data->class_id, &visit->arena, &data->calendar,
                       err))
        return false;
    data->school_day = calendar_school_day(&data->calendar, data->day);
    return absence_days(visit->store, &data->calendar, data->class_id, visit->today, &visit->arena,
                        &data->days, &data->day_count, err);
}

static const char *standing(struct visit *visit, const struct data *data)
{
    if (!data->school_day)
        return message(visit->language, MSG("absences.no-school"));
    if (!data->class_day.reported)
        return message(visit->language, MSG("absences.unreported"));
    return message(visit->language, MSG("absences.reported"));
}

static bool load(struct visit *visit, struct error *err)
{
    struct data *data = arena_new(&visit->arena, struct data);
    data->day = chosen_day(visit);
    if (!find_class(visit, data->day, &data->class_id, err)
        || !absence_day(visit->store, data->class_id, data->day, &visit->arena, &data->class_day,
                        err)
        || !roll_call_load(visit, &data->class_day, data->day, &data->call, err)
        || !load_days(visit, data, err))
        return false;
    visit->data = data;
    visit->title = visit_text(visit, MSG("absences.heading"),
                              words_name(visit, data->class_day.name_zh, data->class_day.name_ug),
                              visit_digits(visit, (int64_t)data->call.count));
    visit->aside = words_join(visit, "  ",
                              visit->columns < NARROW ? words_near(visit, data->day)
                                                      : words_day(visit, data->day),
                              standing(visit, data));
    return true;
}

/* --- Drawing --------------------------------------------------------------------------------- */

/* How many days but this one wait for their report. */
static int missing(const struct data *data)
{
    int count = 0;
    for (size_t i = 0; i < data->day_count; i++)
        count += !data->days[i].reported && strcmp(data->days[i].day, data->day) != 0;
    return count;
}

/* The days of the last two weeks, ! where the report is missing. */
static void draw_days(struct visit *visit, struct canvas *canvas)
{
    const struct data *data = visit->data;
    struct day_sign *signs = arena_array(&visit->frame, struct day_sign, data->day_count + 1);
    for (size_t i = 0; i < data->day_count; i++) {
        const struct reported_day *day = &data->days[i];
        bool today = strcmp(day->day, visit->today) == 0;
        signs[i] = (struct day_sign){
            .day = day->day,
            .sign = day->reported ? "" : "!",
            .style = day->reported ? STYLE_DIM : today ? STYLE_TODAY
                                                       : STYLE_OVERDUE,
        };
    }
    int column = days_line(visit, canvas, 0, signs, data->day_count, data->day);
    const char *others = visit_text(visit, MSG("absences.missing"),
                                    visit_digits(visit, missing(data)));
    if (missing(data) > 0 && canvas_columns(canvas, others) <= canvas->columns - column)
        canvas_text(canvas, 0, column, canvas->columns - column, ALIGN_END, STYLE_DIM, others);
}

/* Who has been away for more than this day. */
static const char *running(struct visit *visit)
{
    const struct data *data = visit->data;
    const char *list = "";
    for (size_t i = 0; i < data->call.count; i++) {
        const struct roster_row *row = &data->call.rows[i];
        if (row->kind != ABSENCE_UNEXCUSED || row->days_before == 0)
            continue;
        list = words_join(visit, " · ", list,
                          visit_text(visit, MSG("absences.running"),
                                     words_name(visit, row->name_zh, row->name_ug),
                                     visit_digits(visit, row->days_before + 1)));
    }
    return list;
}

/* Who came late is among those who are here, and is told apart only when there is one. */
static const char *sum(struct visit *visit)
{
    const struct data *data = visit->data;
    int unexcused = roll_call_count(&data->call, ABSENCE_UNEXCUSED);
    int leave = roll_call_count(&data->call, ABSENCE_LEAVE);
    int late = roll_call_count(&data->call, ABSENCE_LATE);
    int here = (int)data->call.count - unexcused - leave;
    const char *all = visit_text(visit, MSG("absences.sum"), visit_digits(visit, unexcused),
                                 visit_digits(visit, leave), visit_digits(visit, here));
    if (late == 0)
        return all;
    return visit_text(visit, MSG("absences.sum-late"), all, visit_digits(visit, late));
}

/* Whose leave has ended without the child being back; on a telephone also how long others run. */
static const char *leaves(struct visit *visit, const struct canvas *canvas)
{
    const struct data *data = visit->data;
    const char *list = "";
    for (size_t i = 0; i < data->call.leave_count; i++) {
        const struct leave *leave = &data->call.leaves[i];
        const char *key = leave->state == LEAVE_ENDED                ? MSG("absences.leave-ended")
            : leave->state == LEAVE_RUNNING && canvas_narrow(canvas) ? MSG("absences.leave-until")
                                                                     : NULL;
        if (key)
            list = words_join(visit, " · ", list,
                              visit_text(visit, key,
                                         words_name(visit, leave->name_zh, leave->name_ug),
                                         words_near(visit, leave->last_day)));
    }
    return list;
}

static void draw_typed(struct visit *visit, struct canvas *canvas, int row)
{
    const struct data *data = visit->data;
    const char *typed = data->call.typed ? visit_digits(visit, data->call.typed) : "";
    int at = canvas_text(canvas, row, 0, canvas->columns, ALIGN_START, STYLE_PLAIN,
                         message(visit->language, MSG("absences.type")));
    canvas_text(canvas, row, at + 1, 1, ALIGN_START, STYLE_SELECTED, canvas_pointer(canvas));
    at += 2;
    int used = canvas_text(canvas, row, at, 4, ALIGN_START, STYLE_FIELD, typed);
    canvas_caret(canvas, row, at + used);
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    bool roomy = !canvas_narrow(canvas) && canvas->rows >= 16;
    const char *away = leaves(visit, canvas);
    int bottom = canvas->rows - (roomy ? 4 : *away ? 3
                                                   : 2);
    struct canvas class = canvas_window(canvas, 1, 0, bottom - 1, canvas->columns);

    draw_days(visit, canvas);
    roll_call_draw(visit, &class, &data->call, &state->view);
    if (data->call.count == 0)
        canvas_paragraph(canvas, 1, 0, canvas->columns, 2, STYLE_PLAIN,
                         message(visit->language, MSG("absences.empty")));
    if (*away)
        canvas_text(canvas, bottom, 0, canvas->columns, ALIGN_START, STYLE_OVERDUE, away);
    if (roomy)
        canvas_text(canvas, bottom + 1, 0, canvas->columns, ALIGN_START, STYLE_DIM,
                    message(visit->language, MSG("absences.advice")));
    draw_typed(visit, canvas, canvas->rows - 2);
    int used = canvas_text(canvas, canvas->rows - 1, 0, canvas->columns, ALIGN_START, STYLE_PLAIN,
                           sum(visit));
    canvas_text(canvas, canvas->rows - 1, used + 2, canvas->columns - used - 2, ALIGN_END,
                STYLE_OVERDUE, running(visit));
}

/* --- Keys ------------------------------------------------------------------------------------ */

static bool type_digit(struct visit *visit, int digit, bool *used, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = visit->data;
    *used = data->call.typed > 0 || digit > 0; /* a 0 alone leads elsewhere, as on every screen */
    if (!*used || data->call.typed * 10 + digit > NUMBER_MOST)
        return true;
    data->call.typed = data->call.typed * 10 + digit;
    roll_call_show(&data->call, &state->view);
    return roll_call_keep(visit, &data->call, err);
}

static bool toggle(struct visit *visit, struct error *err)
{
    struct data *data = visit->data;
    struct roster_row *row = roll_call_row(&data->call, data->call.typed);
    if (row)
        roll_call_mark(row);
    else
        visit_say(visit, MSG("absences.no-number"), visit_digits(visit, data->call.typed));
    data->call.typed = 0;
    return roll_call_keep(visit, &data->call, err);
}

/* The oldest day but this one that waits for its report; NULL when none does. */
static const char *next_missing(const struct data *data)
{
    for (size_t i = 0; i < data->day_count; i++)
        if (!data->days[i].reported && strcmp(data->days[i].day, data->day) != 0)
            return data->days[i].day;
    return NULL;
}

static void say_saved(struct visit *visit)
{
    const struct data *data = visit->data;
    const char *next = next_missing(data);
    if (next)
        visit_say(visit, MSG("absences.saved-next"), visit_digits(visit, missing(data)),
                  words_near(visit, next));
    else
        visit_say(visit, MSG("absences.saved"), sum(visit));
}

/* Children on leave that are here after all: their leave ends with the report. */
static const char *back(struct visit *visit)
{
    const struct data *data = visit->data;
    const char *list = "";
    for (size_t i = 0; i < data->call.count; i++)
        if (roll_call_back(&data->call, i))
            list = words_join(visit, " · ", list,
                              words_name(visit, data->call.rows[i].name_zh,
                                         data->call.rows[i].name_ug));
    return list;
}

static bool report(struct visit *visit, const char *reason, struct error *err)
{
    (void)reason;
    const struct data *data = visit->data;
    struct absence_mark *marks;
    size_t count = roll_call_marks(visit, &data->call, &marks);
    if (!absence_report(visit->store, visit->policy, visit->actor, visit->today, data->class_id,
                        data->day, marks, count, err)
        || !roll_call_forget(visit, &data->call, err))
        return false;
    say_saved(visit);
    return true;
}

static void go_to(struct visit *visit, const char *day)
{
    const struct data *data = visit->data;
    visit_replace(visit, "absences?class=%" PRId64 "&day=%s", data->class_id, day);
}

/* Where nothing is left to report, Enter leads to the day that was missed first. */
static bool go_on(struct visit *visit, const char *next)
{
    if (next)
        go_to(visit, next);
    else
        visit_say(visit, MSG("absences.unchanged"));
    return true;
}

static bool enter(struct visit *visit, struct error *err)
{
    const struct data *data = visit->data;
    const char *next = next_missing(data);
    if (data->call.typed > 0)
        return toggle(visit, err);
    bool done = data->class_day.reported && !roll_call_changed(&data->call);
    if (done || (!data->school_day && next))
        return go_on(visit, next);
    if (!*back(visit))
        return report(visit, "", err);
    visit_ask(visit, NULL, report, MSG("absences.ask-back"), back(visit));
    return true;
}

/* The leave of the child whose number is typed, or a new one; without a number, the class's. */
static bool open_leave(struct visit *visit, struct error *err)
{
    struct data *data = visit->data;
    const struct roster_row *row = roll_call_row(&data->call, data->call.typed);
    const struct leave *leave = row ? roll_call_leave(&data->call, row->child_id) : NULL;
    bool typed = data->call.typed > 0;
    if (typed && !row)
        visit_say(visit, MSG("absences.no-number"), visit_digits(visit, data->call.typed));
    else if (!typed)
        visit_go(visit, "leaves?place=%" PRId64, data->class_id);
    else if (leave)
        visit_go(visit, "leave/%" PRId64, leave->id);
    else
        visit_go(visit, "leave_new/%" PRId64 "?from=%s", row->child_id, data->day);
    data->call.typed = 0;
    return roll_call_keep(visit, &data->call, err);
}

/* The next school day in a direction, as far as a day can still be reported. */
static void other_day(struct visit *visit, int step)
{
    const struct data *data = visit->data;
    const char *day = data->day;
    do
        day = date_add(day, step, &visit->arena);
    while (!calendar_school_day(&data->calendar, day) && strcmp(day, visit->today) < 0
           && date_days(day, visit->today) < ABSENCE_DAYS_BACK);
    if (strcmp(day, visit->today) <= 0 && date_days(day, visit->today) <= ABSENCE_DAYS_BACK)
        go_to(visit, day);
}

static bool key(struct visit *visit, const struct key *key, bool *used, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = visit->data;
    int command = key_command(key), digit = key_digit(key);
    int forward = visit_mirrored(visit) ? -1 : 1;
    *used = true;
    if (digit >= 0)
        return type_digit(visit, digit, used, err);
    if (command == PRESS_LEFT || command == PRESS_RIGHT) {
        other_day(visit, command == PRESS_RIGHT ? forward : -forward);
        return true;
    }
    if (command == PRESS_BACKSPACE) {
        data->call.typed /= 10;
        return roll_call_keep(visit, &data->call, err);
    }
    *used = roll_call_scroll(&state->view, key);
    return true;
}

static bool all_classes(struct visit *visit, struct error *err)
{
    const struct data *data = visit->data;
    (void)err;
    visit_go(visit, "attendance?day=%s", data->day);
    return true;
}

static bool has_school(const struct visit *visit)
{
    return permit_offers(visit->actor, MAY_ASSIGN);
}

static const struct key_binding keys[] = {
    {PRESS_ENTER,   MSG("absences.enter"),   enter,       NULL,       NULL    },
    {PRESS_LEFT,    MSG("absences.days"),    NULL,        NULL,       "←→"},
    {PRESS_TAB,     MSG("absences.leave"),   open_leave,  NULL,       NULL    },
    {PRESS_BACKTAB, MSG("absences.classes"), all_classes, has_school, NULL    },
};

const struct screen screen_absences = {
    .name = "absences",
    .route = "absences",
    .title = MSG("absences.title"),
    .help = MSG("absences.help"),
    .needs = NEEDS(MAY_RECORD_ABSENCE),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = key,
    .keys = keys,
    .key_count = COUNT(keys),
};
