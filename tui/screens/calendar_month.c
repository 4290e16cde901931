/* A month of one place's calendar: a week a row, each day with how it counts. */
#include "core/days/calendar_year.h"

#include "core/posts/place.h"
#include "core/rules/policy.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MONTHS_AWAY = 24, /* that can be looked at, either way */
    WEEK = 7,
    CELL = 7, /* columns of a day: its number, its mark, and whether that is assumed */
    CELL_NARROW = 5,
    MARK = 2,   /* columns of a mark */
    REMARK = 2, /* between the last day of a week and what is said of it */
    LEGEND_ROWS = 2
};

struct state {
    int top; /* the week that is drawn first */
};

struct data {
    struct calendar calendar;
    int64_t place_id;
    int year, month;
    int first, last; /* numbers of its days */
    int weeks, school_days;
    int shown; /* weeks that fitted when it was drawn last */
    bool assumed;
};

static const struct {
    enum day_kind kind;
    const char *mark, *meaning;
} marks[] = {
    {DAY_SCHOOL,   MSG("calendar.mark.school"),   MSG("calendar.means.school")  },
    {DAY_MAKE_UP,  MSG("calendar.mark.make_up"),  MSG("calendar.means.make_up") },
    {DAY_WEEKEND,  MSG("calendar.mark.weekend"),  MSG("calendar.means.weekend") },
    {DAY_HOLIDAY,  MSG("calendar.mark.holiday"),  MSG("calendar.means.holiday") },
    {DAY_VACATION, MSG("calendar.mark.vacation"), MSG("calendar.means.vacation")},
};

static const char *mark_of(struct visit *visit, enum day_kind kind)
{
    for (size_t i = 0; i < COUNT(marks); i++)
        if (marks[i].kind == kind)
            return message(visit->language, marks[i].mark);
    return "";
}

static bool teaches(enum day_kind kind)
{
    return kind == DAY_SCHOOL || kind == DAY_MAKE_UP;
}

/* --- Which month ------------------------------------------------------------------------------ */

static int month_number(const char *day)
{
    return atoi(day) * 12 + atoi(day + strlen("2026-")) - 1;
}

static const char *month_text(struct visit *visit, int number)
{
    return arena_text(visit_arena(visit), "%04d-%02d", number / 12, number % 12 + 1);
}

static int chosen_month(struct visit *visit)
{
    int number, now = month_number(visit->today);
    const char *day = arena_text(&visit->arena, "%s-01", visit_value(visit, "month"));
    if (!date_number(day, &number) || abs(month_number(day) - now) > MONTHS_AWAY)
        return now;
    return month_number(day);
}

static int day_number(struct visit *visit, int month)
{
    int number = 0;
    date_number(arena_text(&visit->arena, "%s-01", month_text(visit, month)), &number);
    return number;
}

/* 0 for a Monday. */
static int weekday_of(int number)
{
    char day[DATE_SIZE];
    return date_weekday(date_text(number, day)) - 1;
}

static void count_days(struct data *data)
{
    char day[DATE_SIZE];
    for (int number = data->first; number <= data->last; number++) {
        bool school = calendar_school_day(&data->calendar, date_text(number, day));
        data->school_days += school;
        data->assumed = data->assumed || (school && calendar_assumed(&data->calendar, day));
    }
}

static bool load(struct visit *visit, struct error *err)
{
    struct data *data = visit->data = arena_new(&visit->arena, struct data);
    struct place place;
    int month = chosen_month(visit);
    data->place_id = visit_number(visit, "place");
    data->year = month / 12;
    data->month = month % 12 + 1;
    data->first = day_number(visit, month);
    data->last = day_number(visit, month + 1) - 1;
    data->weeks = (weekday_of(data->first) + data->last - data->first) / WEEK + 1;
    if (!place_read(visit->store, data->place_id, &visit->arena, &place, err)
        || !calendar_read(visit->store, visit->policy, place.id, &visit->arena, &data->calendar,
                          err))
        return false;
    count_days(data);
    const char *name = words_name(visit, place.name_zh, place.name_ug);
    const char *shown = visit_text(visit, MSG("calendar.month"), visit_digits(visit, data->year),
                                   visit_digits(visit, data->month));
    words_title(visit, visit_text(visit, MSG("calendar.heading"), name), name, shown);
    return true;
}

/* --- Drawing ---------------------------------------------------------------------------------- */

static int cell_columns(const struct canvas *canvas)
{
    return canvas_narrow(canvas) ? CELL_NARROW : CELL;
}

static void draw_heads(struct visit *visit, struct canvas *canvas)
{
    int cell = cell_columns(canvas);
    for (int i = 0; i < WEEK; i++)
        canvas_text(canvas, 0, i * cell, cell - 1, ALIGN_START, STYLE_DIM,
                    message(visit->language,
                            arena_text(&visit->frame, "calendar.weekday.%d", i + 1)));
}

static enum style style_of(const struct visit *visit, enum day_kind kind, const char *day)
{
    if (strcmp(day, visit->today) == 0)
        return STYLE_SELECTED;
    return kind == DAY_MAKE_UP ? STYLE_TODAY
        : kind == DAY_SCHOOL   ? STYLE_PLAIN
                               : STYLE_DIM;
}

static void draw_day(struct visit *visit, struct canvas *canvas, int row, int column, int number)
{
    const struct data *data = visit->data;
    char day[DATE_SIZE];
    enum day_kind kind = calendar_day_kind(&data->calendar, date_text(number, day));
    enum style style = style_of(visit, kind, day);
    bool assumed = teaches(kind) && calendar_assumed(&data->calendar, day);
    canvas_text(canvas, row, column, 2, ALIGN_END, style,
                arena_text(&visit->frame, "%d", number - data->first + 1));
    int mark = canvas_text(canvas, row, column + 2, MARK, ALIGN_START, style, mark_of(visit, kind));
    if (assumed)
        canvas_text(canvas, row, column + 2 + mark, 1, ALIGN_START, style,
                    message(visit->language, MSG("calendar.mark.assumed")));
}

/* What is special in a week: "25 中秋节". */
static const char *remark_of(struct visit *visit, int first, int last)
{
    const struct data *data = visit->data;
    const char *list = "", *before = "";
    char day[DATE_SIZE];
    for (int number = first; number <= last; number++) {
        const char *name = calendar_day_name(&data->calendar, date_text(number, day),
                                             visit->language);
        if (*name && strcmp(name, before) != 0)
            list = words_join(visit, "  ", list,
                              words_join(visit, " ", visit_digits(visit, number - data->first + 1),
                                         name));
        before = name;
    }
    return list;
}

static void draw_week(struct visit *visit, struct canvas *canvas, int row, int week)
{
    const struct data *data = visit->data;
    int cell = cell_columns(canvas), monday = data->first - weekday_of(data->first) + week * WEEK;
    int from = monday < data->first ? data->first : monday;
    int to = monday + WEEK - 1 > data->last ? data->last : monday + WEEK - 1;
    int remark = WEEK * cell + REMARK;
    for (int number = from; number <= to; number++)
        draw_day(visit, canvas, row, (number - monday) * cell, number);
    if (!canvas_narrow(canvas))
        canvas_text(canvas, row, remark, canvas->columns - remark, ALIGN_START, STYLE_PLAIN,
                    remark_of(visit, from, to));
}

static const char *legend(struct visit *visit)
{
    const struct data *data = visit->data;
    const char *list = "";
    for (size_t i = 0; i < COUNT(marks); i++)
        list = words_join(visit, "  ", list,
                          words_join(visit, " ", message(visit->language, marks[i].mark),
                                     message(visit->language, marks[i].meaning)));
    if (data->assumed)
        list = words_join(visit, "  ", list,
                          words_join(visit, " ",
                                     message(visit->language, MSG("calendar.mark.assumed")),
                                     message(visit->language, MSG("calendar.assumed"))));
    return list;
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    struct data *data = visit->data;
    bool roomy = !canvas_narrow(canvas) && canvas->rows >= WEEK + 4;
    int gap = roomy ? 1 : 0, below = canvas->rows - 1 - data->weeks * (1 + gap);
    data->shown = below >= 0 ? data->weeks : canvas->rows - 1;
    if (state->top > data->weeks - data->shown)
        state->top = data->weeks - data->shown;
    draw_heads(visit, canvas);
    for (int i = 0; i < data->shown; i++)
        draw_week(visit, canvas, 1 + gap + i * (1 + gap), state->top + i);
    if (below <= gap)
        return;
    int row = canvas->rows - (below > LEGEND_ROWS + gap ? LEGEND_ROWS + gap : below - gap);
    if (roomy)
        canvas_text(canvas, row++, 0, canvas->columns, ALIGN_START, STYLE_PLAIN,
                    visit_text(visit, MSG("calendar.month-school-days"),
                               visit_digits(visit, data->school_days)));
    canvas_paragraph(canvas, row, 0, canvas->columns, canvas->rows - row, STYLE_DIM,
                     legend(visit));
}

/* --- Keys ------------------------------------------------------------------------------------- */

static void other_month(struct visit *visit, int step)
{
    const struct data *data = visit->data;
    int month = data->year * 12 + data->month - 1 + step;
    if (abs(month - month_number(visit->today)) <= MONTHS_AWAY)
        visit_replace(visit, "calendar/%" PRId64 "/month?month=%s", data->place_id,
                      month_text(visit, month));
}

static bool key(struct visit *visit, const struct key *key, bool *used, struct error *err)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    int command = key_command(key), forward = visit_mirrored(visit) ? -1 : 1;
    int step = key_scroll(key, data->shown);
    (void)err;
    *used = command == PRESS_LEFT || command == PRESS_RIGHT || step != 0;
    if (command == PRESS_LEFT || command == PRESS_RIGHT)
        other_month(visit, command == PRESS_RIGHT ? forward : -forward);
    else if (step != 0)
        state->top = state->top + step < 0 ? 0 : state->top + step;
    return true;
}

static const struct key_binding keys[] = {
    {PRESS_LEFT, MSG("calendar.months"), NULL, NULL, "←→"},
};

const struct screen screen_calendar_month = {
    .name = "calendar_month",
    .route = "calendar/:place/month",
    .title = MSG("calendar.title"),
    .help = MSG("calendar_month.help"),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = key,
    .keys = keys,
    .key_count = COUNT(keys),
};
