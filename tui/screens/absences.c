/* A class's day: numbers of the absent are typed, and an empty Enter reports the rest as there. */
#include "core/absence.h"

#include "core/calendar.h"
#include "core/date.h"
#include "core/draft.h"
#include "tui/widget.h"
#include "tui/words.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum {
    NUMBER_MOST = 999,
    CLASSES_MOST = 200, /* of one school */
    CELL_COLUMNS = 24,  /* number, mark and a name */
    CELL_NARROW = 18,
    MARK_COLUMNS = 4,
    NARROW = 58 /* columns of the body below which the day is said briefly */
};

struct state {
    int top; /* the row of the class that is drawn first */
};

struct data {
    int64_t class_id;
    const char *day;
    const char *draft; /* the route that the half-done report is kept under */
    struct class_day class_day;
    struct roster_row *rows; /* kind: as it is to be reported */
    size_t count;
    enum absence_kind *before; /* as it was reported */
    int typed;                 /* the beginning of a number */
    bool school_day;
    int across; /* cells in a row when it was drawn last */
    int shown;  /* rows that fitted then */
};

/* What the half-done report says of a child: "12u" is number 12, unexcused. */
static const struct {
    char letter;
    enum absence_kind kind;
    const char *mark; /* catalogue key */
} marks[] = {
    {'u', ABSENCE_UNEXCUSED, MSG("absences.mark.unexcused")},
    {'l', ABSENCE_LEAVE,     MSG("absences.mark.leave")    },
};

static struct roster_row *row_of(const struct data *data, int number)
{
    for (size_t i = 0; i < data->count; i++)
        if (data->rows[i].number == number)
            return &data->rows[i];
    return NULL;
}

static int count_kind(const struct data *data, enum absence_kind kind)
{
    int count = 0;
    for (size_t i = 0; i < data->count; i++)
        count += data->rows[i].kind == kind;
    return count;
}

static bool changed(const struct data *data)
{
    for (size_t i = 0; i < data->count; i++)
        if (data->rows[i].kind != data->before[i])
            return true;
    return false;
}

/* --- The half-done report -------------------------------------------------------------------- */

static char letter_of(enum absence_kind kind)
{
    for (size_t i = 0; i < COUNT(marks); i++)
        if (marks[i].kind == kind)
            return marks[i].letter;
    return '\0';
}

/* "12u3l 4": the marks, then the number that is being typed. */
static bool keep(struct visit *visit, struct error *err)
{
    const struct data *data = visit->data;
    const char *text = "";
    for (size_t i = 0; i < data->count; i++)
        if (letter_of(data->rows[i].kind))
            text = arena_text(&visit->arena, "%s%d%c", text, data->rows[i].number,
                              letter_of(data->rows[i].kind));
    if (data->typed > 0)
        text = arena_text(&visit->arena, "%s %d", text, data->typed);
    return draft_keep(visit->store, visit->actor, data->draft, "marks", text, 0, err);
}

static void take_up(struct data *data, const char *text)
{
    for (size_t i = 0; i < data->count; i++)
        data->rows[i].kind = ABSENCE_NONE;
    while (*text && *text != ' ') {
        char *letter;
        struct roster_row *row = row_of(data, (int)strtol(text, &letter, 10));
        for (size_t i = 0; i < COUNT(marks); i++)
            if (row && marks[i].letter == *letter)
                row->kind = marks[i].kind;
        text = *letter ? letter + 1 : letter;
    }
    data->typed = *text ? (int)strtol(text + 1, NULL, 10) : 0;
}

static bool load_draft(struct visit *visit, struct data *data, struct error *err)
{
    struct draft draft;
    data->before = arena_array(&visit->arena, enum absence_kind, data->count + 1);
    for (size_t i = 0; i < data->count; i++)
        data->before[i] = data->rows[i].kind;
    if (!draft_read(visit->store, visit->actor, data->draft, "marks", &visit->arena, &draft, err))
        return false;
    if (draft.found)
        take_up(data, draft.text);
    return true;
}

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

static bool load_calendar(struct visit *visit, struct data *data, struct error *err)
{
    struct calendar calendar;
    if (!calendar_read(visit->store, visit->policy, data->class_id, &visit->arena, &calendar, err))
        return false;
    data->school_day = calendar_school_day(&calendar, data->day);
    return true;
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
        || !absence_roster(visit->store, data->class_id, data->day, &visit->arena, &data->rows,
                           &data->count, err)
        || !load_calendar(visit, data, err))
        return false;
    data->draft = arena_text(&visit->arena, "absences?class=%" PRId64 "&day=%s", data->class_id,
                             data->day);
    visit->data = data;
    visit->title = visit_text(visit, MSG("absences.heading"),
                              words_name(visit, data->class_day.name_zh, data->class_day.name_ug),
                              visit_digits(visit, (int64_t)data->count));
    visit->aside = words_join(visit, "  ",
                              visit->columns < NARROW ? words_near(visit, data->day)
                                                      : words_day(visit, data->day),
                              standing(visit, data));
    return load_draft(visit, data, err);
}

/* --- Drawing --------------------------------------------------------------------------------- */

static const char *mark_of(struct visit *visit, enum absence_kind kind)
{
    for (size_t i = 0; i < COUNT(marks); i++)
        if (marks[i].kind == kind)
            return message(visit->language, marks[i].mark);
    return "";
}

static void draw_cell(struct visit *visit, struct canvas *canvas, int row, int column, int width,
                      const struct roster_row *child)
{
    const struct data *data = visit->data;
    int digits = canvas_narrow(canvas) ? 2 : 3;
    bool meant = data->typed == child->number;
    enum style style = meant               ? STYLE_SELECTED
        : child->kind == ABSENCE_UNEXCUSED ? STYLE_OVERDUE
        : child->kind == ABSENCE_LEAVE     ? STYLE_TODAY
                                           : STYLE_PLAIN;
    canvas_text(canvas, row, column, digits, ALIGN_END, style,
                arena_text(&visit->frame, "%d", child->number));
    canvas_text(canvas, row, column + digits + 1, MARK_COLUMNS - 1, ALIGN_START, style,
                mark_of(visit, child->kind));
    canvas_text(canvas, row, column + digits + 1 + MARK_COLUMNS,
                width - digits - 2 - MARK_COLUMNS, ALIGN_START, style,
                words_name(visit, child->name_zh, child->name_ug));
}

static void draw_class(struct visit *visit, struct canvas *canvas, int rows)
{
    struct state *state = visit->state;
    struct data *data = visit->data;
    data->across = canvas->columns / (canvas_narrow(canvas) ? CELL_NARROW : CELL_COLUMNS);
    if (data->across == 0)
        data->across = 1;
    int width = canvas->columns / data->across;
    int all = ((int)data->count + data->across - 1) / data->across;
    data->shown = rows;
    if (state->top > all - rows)
        state->top = all > rows ? all - rows : 0;
    for (int i = state->top * data->across; i < (int)data->count; i++) {
        int row = i / data->across - state->top;
        if (row < rows)
            draw_cell(visit, canvas, row, i % data->across * width, width, &data->rows[i]);
    }
}

/* Who has been away for more than this day. */
static const char *running(struct visit *visit)
{
    const struct data *data = visit->data;
    const char *list = "";
    for (size_t i = 0; i < data->count; i++) {
        const struct roster_row *row = &data->rows[i];
        if (row->kind != ABSENCE_UNEXCUSED || row->days_before == 0)
            continue;
        list = words_join(visit, " · ", list,
                          visit_text(visit, MSG("absences.running"),
                                     words_name(visit, row->name_zh, row->name_ug),
                                     visit_digits(visit, row->days_before + 1)));
    }
    return list;
}

static const char *sum(struct visit *visit)
{
    const struct data *data = visit->data;
    int unexcused = count_kind(data, ABSENCE_UNEXCUSED), leave = count_kind(data, ABSENCE_LEAVE);
    return visit_text(visit, MSG("absences.sum"), visit_digits(visit, unexcused),
                      visit_digits(visit, leave),
                      visit_digits(visit, (int64_t)data->count - unexcused - leave));
}

static void draw_typed(struct visit *visit, struct canvas *canvas, int row)
{
    const struct data *data = visit->data;
    const char *typed = data->typed ? visit_digits(visit, data->typed) : "";
    int at = canvas_text(canvas, row, 0, canvas->columns, ALIGN_START, STYLE_PLAIN,
                         message(visit->language, MSG("absences.type")));
    canvas_text(canvas, row, at + 1, 1, ALIGN_START, STYLE_SELECTED, canvas_pointer(canvas));
    at += 2;
    int used = canvas_text(canvas, row, at, 4, ALIGN_START, STYLE_FIELD, typed);
    canvas_caret(canvas, row, at + used);
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    const struct data *data = visit->data;
    bool roomy = !canvas_narrow(canvas) && canvas->rows >= 16;
    int bottom = canvas->rows - (roomy ? 4 : 2);

    draw_class(visit, canvas, bottom);
    if (data->count == 0)
        canvas_paragraph(canvas, 0, 0, canvas->columns, 2, STYLE_PLAIN,
                         message(visit->language, MSG("absences.empty")));
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

/* What is typed is seen: the row of the child that is meant. */
static void show_number(struct visit *visit)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    const struct roster_row *row = row_of(data, data->typed);
    if (!row || data->across == 0)
        return;
    int at = (int)(row - data->rows) / data->across;
    if (at < state->top || at >= state->top + data->shown)
        state->top = at;
}

static bool type_digit(struct visit *visit, int digit, bool *used, struct error *err)
{
    struct data *data = visit->data;
    *used = data->typed > 0 || digit > 0; /* a 0 alone leads elsewhere, as on every screen */
    if (!*used || data->typed * 10 + digit > NUMBER_MOST)
        return true;
    data->typed = data->typed * 10 + digit;
    show_number(visit);
    return keep(visit, err);
}

/* Once: absent without leave; twice: with leave; a third time: there after all. */
static bool toggle(struct visit *visit, struct error *err)
{
    struct data *data = visit->data;
    struct roster_row *row = row_of(data, data->typed);
    if (row)
        row->kind = (row->kind + 1) % 3;
    else
        visit_say(visit, MSG("absences.no-number"), visit_digits(visit, data->typed));
    data->typed = 0;
    return keep(visit, err);
}

static bool report(struct visit *visit, struct error *err)
{
    const struct data *data = visit->data;
    struct absence_mark *list = arena_array(&visit->arena, struct absence_mark, data->count + 1);
    size_t count = 0;
    if (data->class_day.reported && !changed(data)) {
        visit_say(visit, MSG("absences.unchanged"));
        return true;
    }
    for (size_t i = 0; i < data->count; i++)
        if (data->rows[i].kind != ABSENCE_NONE)
            list[count++] = (struct absence_mark){data->rows[i].child_id, data->rows[i].kind};
    if (!absence_report(visit->store, visit->policy, visit->actor, visit->today, data->class_id,
                        data->day, list, count, err)
        || !draft_clear(visit->store, visit->actor, data->draft, NULL, err))
        return false;
    visit_say(visit, MSG("absences.saved"), sum(visit));
    return true;
}

static bool enter(struct visit *visit, struct error *err)
{
    const struct data *data = visit->data;
    return data->typed > 0 ? toggle(visit, err) : report(visit, err);
}

/* The next school day in a direction, as far as a day can still be reported. */
static bool other_day(struct visit *visit, int step, struct error *err)
{
    const struct data *data = visit->data;
    struct calendar calendar;
    const char *day = data->day;
    if (!calendar_read(visit->store, visit->policy, data->class_id, &visit->arena, &calendar, err))
        return false;
    do
        day = date_add(day, step, &visit->arena);
    while (!calendar_school_day(&calendar, day) && strcmp(day, visit->today) < 0
           && date_days(day, visit->today) < ABSENCE_DAYS_BACK);
    if (strcmp(day, visit->today) <= 0 && date_days(day, visit->today) <= ABSENCE_DAYS_BACK)
        visit_replace(visit, "absences?class=%" PRId64 "&day=%s", data->class_id, day);
    return true;
}

static bool scroll(struct visit *visit, int command)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    int page = data->shown > 1 ? data->shown - 1 : 1;
    int step = command == PRESS_UP   ? -1
        : command == PRESS_DOWN      ? 1
        : command == PRESS_PAGE_UP   ? -page
        : command == PRESS_PAGE_DOWN ? page
                                     : 0;
    state->top = state->top + step < 0 ? 0 : state->top + step;
    return step != 0;
}

static bool key(struct visit *visit, const struct key *key, bool *used, struct error *err)
{
    struct data *data = visit->data;
    int command = key_command(key), digit = key_digit(key);
    int forward = visit_mirrored(visit) ? -1 : 1;
    *used = true;
    if (digit >= 0)
        return type_digit(visit, digit, used, err);
    if (command == PRESS_LEFT || command == PRESS_RIGHT)
        return other_day(visit, command == PRESS_RIGHT ? forward : -forward, err);
    if (command == PRESS_BACKSPACE) {
        data->typed /= 10;
        return keep(visit, err);
    }
    *used = scroll(visit, command);
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
    {PRESS_ENTER, MSG("absences.enter"),   enter,       NULL,       NULL    },
    {PRESS_LEFT,  MSG("absences.days"),    NULL,        NULL,       "←→"},
    {PRESS_TAB,   MSG("absences.classes"), all_classes, has_school, NULL    },
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
