/*
 * The day of a school, or of all schools below a place: which classes have not reported by the
 * hour that the county's rules set, and how many are not there (H17 4(1), Y5).
 */
#include "core/days/calendar.h"
#include "core/rules/policy.h"
#include "tui/parts/roll_call.h"
#include "tui/parts/when.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>
#include <string.h>

enum {
    CLASSES_MOST = 2000,
    NARROW = 58 /* columns of the body below which numbers say themselves what they count */
};

struct state {
    struct table table;
};

/* What a class owes of the day. */
enum owes {
    OWES_PAST, /* the report; the hour is past */
    OWES_REPORT,
    OWES_NOTHING /* it has reported, or there is no school */
};

struct row {
    struct class_day day;
    enum owes owes;
    size_t place; /* in the order of schools and classes */
};

struct data {
    const char *day;
    size_t count, unreported, past; /* classes */
    int unexcused, leave, late;     /* children of those that have reported */
};

/* --- Rows ------------------------------------------------------------------------------------ */

static int64_t row_id(const void *row)
{
    return ((const struct row *)row)->day.class_id;
}

static enum row_mark row_mark(struct visit *visit, const void *row)
{
    static const enum row_mark marks[] = {
        [OWES_PAST] = ROW_OVERDUE, [OWES_REPORT] = ROW_TODAY, [OWES_NOTHING] = ROW_PLAIN};
    (void)visit;
    return marks[((const struct row *)row)->owes];
}

static const char *text_class(struct visit *visit, const void *row)
{
    const struct class_day *day = &((const struct row *)row)->day;
    return words_name(visit, day->name_zh, day->name_ug);
}

static const char *text_school(struct visit *visit, const void *row)
{
    const struct class_day *day = &((const struct row *)row)->day;
    return words_name(visit, day->school_zh, day->school_ug);
}

/* When it was reported: the hour, or the day when that was another. */
static const char *reported_when(struct visit *visit, const struct class_day *day)
{
    const char *moment = when_text(day->reported_at, visit_arena(visit));
    const char *shown = ((const struct data *)visit->data)->day;
    if (strncmp(moment, shown, DATE_SIZE - 1) == 0)
        return moment + DATE_SIZE;
    return words_moment(visit, day->reported_at);
}

static const char *text_state(struct visit *visit, const void *row)
{
    const struct row *r = row;
    if (r->day.reported)
        return reported_when(visit, &r->day);
    return message(visit->language, r->owes == OWES_NOTHING ? MSG("absences.no-school") : MSG("absences.unreported"));
}

/* Of a class that has not reported nothing is known, which is not the same as nobody. */
static const char *known(struct visit *visit, const void *row, enum absence_kind kind, int number)
{
    if (!((const struct row *)row)->day.reported)
        return "";
    if (visit->columns >= NARROW)
        return visit_digits(visit, number);
    return number == 0 ? ""
                       : words_join(visit, " ", roll_call_sign(visit, kind),
                                    visit_digits(visit, number));
}

static const char *text_unexcused(struct visit *visit, const void *row)
{
    return known(visit, row, ABSENCE_UNEXCUSED, ((const struct row *)row)->day.unexcused);
}

static const char *text_leave(struct visit *visit, const void *row)
{
    return known(visit, row, ABSENCE_LEAVE, ((const struct row *)row)->day.leave);
}

static const char *text_late(struct visit *visit, const void *row)
{
    return known(visit, row, ABSENCE_LATE, ((const struct row *)row)->day.late);
}

static const char *text_enrolled(struct visit *visit, const void *row)
{
    if (visit->columns < NARROW)
        return "";
    return visit_digits(visit, ((const struct row *)row)->day.enrolled);
}

/* Who may report the class goes to its sheet, who may not to its children. */
static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    const struct data *data = visit->data;
    const struct class_day *day = &((const struct row *)row)->day;
    (void)err;
    if (permit_offers(visit->actor, MAY_RECORD_ABSENCE))
        visit_go(visit, "absences?class=%" PRId64 "&day=%s", day->class_id, data->day);
    else
        visit_go(visit, "roll/%" PRId64 "/%" PRId64, day->school_id, day->class_id);
    return true;
}

static const struct table_column columns[] = {
    {MSG("attendance.class"),     18, 1, false, text_class    },
    {MSG("attendance.school"),    14, 6, true,  text_school   },
    {MSG("attendance.state"),     12, 1, false, text_state    },
    {MSG("attendance.unexcused"), 8,  2, false, text_unexcused},
    {MSG("attendance.leave"),     6,  3, false, text_leave    },
    {MSG("attendance.late"),      8,  4, false, text_late     },
    {MSG("attendance.enrolled"),  6,  5, false, text_enrolled },
};

static int unreported_first(const void *left, const void *right)
{
    const struct row *a = left, *b = right;
    return a->owes != b->owes ? (a->owes > b->owes) - (a->owes < b->owes)
                              : (a->place > b->place) - (a->place < b->place);
}

static const struct table_sort sorts[] = {
    {MSG("attendance.by-unreported"), unreported_first},
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .sorts = sorts,
    .sort_count = COUNT(sorts),
    .empty = MSG("attendance.empty"),
    .count = MSG("attendance.count"),
    .row_size = sizeof(struct row),
    .filters = true,
    .id = row_id,
    .mark = row_mark,
    .open = open_row,
};

/* --- Loading --------------------------------------------------------------------------------- */

/* The widest of the places one answers for. */
static int64_t place_of(const struct visit *visit)
{
    for (size_t i = 0; i < visit->actor->post_count; i++)
        if (role_may(visit->actor->posts[i].role, MAY_ASSIGN))
            return visit->actor->posts[i].place_id;
    return 0;
}

static const char *chosen_day(struct visit *visit)
{
    int number;
    const char *day = visit_value(visit, "day");
    return date_number(day, &number) && strcmp(day, visit->today) <= 0 ? day : visit->today;
}

static const char *report_hour(const struct visit *visit)
{
    return visit->policy->duties[POLICY_ATTENDANCE].by;
}

static bool hour_is_past(const struct visit *visit, const char *day)
{
    const char *by = report_hour(visit);
    int order = strcmp(day, visit->today);
    return order < 0 || (order == 0 && by && strcmp(visit->hour, by) >= 0);
}

/* Classes of one school follow each other, so its calendar is read once. */
static bool judge(struct visit *visit, struct row *rows, size_t count, struct error *err)
{
    const struct data *data = visit->data;
    enum owes owed = hour_is_past(visit, data->day) ? OWES_PAST : OWES_REPORT;
    struct calendar calendar;
    bool taught = false;
    for (size_t i = 0; i < count; i++) {
        int64_t school = rows[i].day.school_id;
        if (i == 0 || school != rows[i - 1].day.school_id) {
            if (!calendar_read(visit->store, visit->policy, school ? school : rows[i].day.class_id,
                               &visit->arena, &calendar, err))
                return false;
            taught = calendar_school_day(&calendar, data->day);
        }
        rows[i].owes = rows[i].day.reported || !taught ? OWES_NOTHING : owed;
    }
    return true;
}

static void add_up(struct data *data, const struct row *rows, size_t count)
{
    data->count = count;
    for (size_t i = 0; i < count; i++) {
        data->unreported += rows[i].owes != OWES_NOTHING;
        data->past += rows[i].owes == OWES_PAST;
        data->unexcused += rows[i].day.unexcused;
        data->leave += rows[i].day.leave;
        data->late += rows[i].day.late;
    }
}

static const char *aside(struct visit *visit)
{
    const struct data *data = visit->data;
    bool today = strcmp(data->day, visit->today) == 0;
    return words_join(visit, "  ",
                      visit->columns >= NARROW ? words_day(visit, data->day)
                          : today              ? ""
                                               : words_near(visit, data->day),
                      visit_text(visit, MSG("attendance.unreported"),
                                 visit_digits(visit, (int64_t)data->unreported)));
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = visit->data = arena_new(&visit->arena, struct data);
    const struct page page = {0, CLASSES_MOST};
    struct class_day *days;
    size_t count;
    data->day = chosen_day(visit);
    if (!absence_school(visit->store, place_of(visit), data->day, page, &visit->arena, &days,
                        &count, err))
        return false;
    struct row *rows = arena_array(&visit->arena, struct row, count + 1);
    for (size_t i = 0; i < count; i++)
        rows[i] = (struct row){.day = days[i], .place = i};
    if (!judge(visit, rows, count, err))
        return false;
    add_up(data, rows, count);
    table_fill(visit, &state->table, &kind, rows, count);
    visit->aside = aside(visit);
    return true;
}

/* --- Drawing and keys ------------------------------------------------------------------------ */

/* By which hour classes report, and how many have let it pass. */
static const char *hour(struct visit *visit)
{
    const struct data *data = visit->data;
    const char *by = report_hour(visit);
    if (!by)
        return "";
    if (data->past == 0)
        return visit_text(visit, MSG("attendance.by"), by);
    return visit_text(visit, MSG("attendance.past"), by, visit_digits(visit, (int64_t)data->past));
}

static const char *sum(struct visit *visit)
{
    const struct data *data = visit->data;
    return words_join(visit, " · ", hour(visit),
                      visit_text(visit, MSG("attendance.sum"), visit_digits(visit, data->unexcused),
                                 visit_digits(visit, data->leave),
                                 visit_digits(visit, data->late)));
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    table_draw(visit, canvas, &state->table, 0, canvas->rows - 1);
    if (data->count > 0)
        canvas_text(canvas, canvas->rows - 1, 0, canvas->columns, ALIGN_START,
                    data->past > 0 ? STYLE_OVERDUE : STYLE_DIM, sum(visit));
}

static void other_day(struct visit *visit, int step)
{
    const struct data *data = visit->data;
    const char *day = date_add(data->day, step, &visit->arena);
    if (strcmp(day, visit->today) <= 0)
        visit_replace(visit, "attendance?day=%s", day);
}

static bool key(struct visit *visit, const struct key *key, bool *used, struct error *err)
{
    struct state *state = visit->state;
    int command = key_command(key), forward = visit_mirrored(visit) ? -1 : 1;
    *used = command == PRESS_LEFT || command == PRESS_RIGHT;
    if (!*used)
        return table_key(visit, &state->table, key, used, err);
    other_day(visit, command == PRESS_RIGHT ? forward : -forward);
    return true;
}

static bool open_leaves(struct visit *visit, struct error *err)
{
    (void)err;
    visit_go(visit, "leaves");
    return true;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("key.open"),       NULL,        NULL, "1-9"   },
    {PRESS_LEFT,  MSG("absences.days"),  NULL,        NULL, "←→"},
    {PRESS_TAB,   MSG("absences.leave"), open_leaves, NULL, NULL    },
};

const struct screen screen_attendance = {
    .name = "attendance",
    .route = "attendance",
    .title = MSG("attendance.title"),
    .help = MSG("attendance.help"),
    .needs = NEEDS(MAY_ASSIGN),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = key,
    .keys = keys,
    .key_count = COUNT(keys),
};
