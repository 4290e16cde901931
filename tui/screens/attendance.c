/*
 * The day of a school: which classes have not reported by the hour that the county's rules set, and
 * how many are not there (H17 4(1), Y5). Who answers for more than one school has the schools
 * first.
 */
#include "core/days/calendar.h"
#include "core/rules/policy.h"
#include "tui/parts/roll_call.h"
#include "tui/parts/school_days.h"
#include "tui/parts/when.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>
#include <string.h>

enum {
    CLASSES_MOST = 500, /* of one school: more than any has */
    SCHOOLS_MOST = 1000,
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
    int64_t place_id; /* of the post that answers for it, or the school that was opened */
    bool schools;     /* it has schools below it: they are listed, not their classes */
    const char *day;
    size_t count;               /* rows */
    size_t unreported, past;    /* classes */
    int unexcused, leave, late; /* children of those that have reported */
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

/* The school that was opened, else the widest of the places one answers for. */
static void find_place(struct visit *visit, struct data *data)
{
    data->place_id = visit_number(visit, "school");
    for (size_t i = 0; i < visit->actor->post_count && data->place_id == 0; i++) {
        const struct held_post *post = &visit->actor->posts[i];
        if (!role_may(post->role, MAY_ASSIGN))
            continue;
        data->place_id = post->place_id;
        data->schools = strcmp(role_place_kind(post->role), "school") != 0;
    }
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

/* A class of which nothing is in sight, neither its report nor a child, is not the actor's. */
static size_t keep_known(struct class_day *days, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (days[i].reported || days[i].enrolled > 0)
            days[kept++] = days[i];
    return kept;
}

static bool load_classes(struct visit *visit, struct data *data, struct error *err)
{
    struct state *state = visit->state;
    const struct page page = {0, CLASSES_MOST};
    struct class_day *days;
    size_t count;
    if (!absence_school(visit->store, data->place_id, data->day, page, &visit->arena, &days,
                        &count, err))
        return false;
    count = keep_known(days, count);
    struct row *rows = arena_array(&visit->arena, struct row, count + 1);
    for (size_t i = 0; i < count; i++)
        rows[i] = (struct row){.day = days[i], .place = i};
    if (!judge(visit, rows, count, err))
        return false;
    add_up(data, rows, count);
    table_fill(visit, &state->table, &kind, rows, count);
    if (visit_number(visit, "school") && count > 0)
        visit->title = text_school(visit, &rows[0]);
    return true;
}

/* --- Schools ---------------------------------------------------------------------------------- */

/* Most schools go by the county's calendar, which is read once. */
static bool judge_schools(struct visit *visit, struct school_days_row *rows, size_t count,
                          struct error *err)
{
    const struct data *data = visit->data;
    bool past = hour_is_past(visit, data->day), known = false, usual = false;
    for (size_t i = 0; i < count; i++) {
        bool own = rows[i].school.own_calendar;
        struct calendar calendar;
        rows[i].past = past;
        rows[i].taught = usual;
        if (known && !own)
            continue;
        if (!calendar_read(visit->store, visit->policy, rows[i].school.school_id, &visit->arena,
                           &calendar, err))
            return false;
        rows[i].taught = calendar_school_day(&calendar, data->day);
        if (!own) {
            usual = rows[i].taught;
            known = true;
        }
    }
    return true;
}

static void add_up_schools(struct data *data, const struct school_days_row *rows, size_t count)
{
    data->count = count;
    for (size_t i = 0; i < count; i++) {
        const struct school_day *school = &rows[i].school;
        size_t owed = (size_t)school_days_owed(&rows[i]);
        data->unreported += owed;
        data->past += rows[i].past ? owed : 0;
        data->unexcused += school->unexcused;
        data->leave += school->leave;
        data->late += school->late;
    }
}

static bool load_schools(struct visit *visit, struct data *data, struct error *err)
{
    struct state *state = visit->state;
    const struct page page = {0, SCHOOLS_MOST};
    struct school_day *days;
    size_t count;
    if (!absence_schools(visit->store, data->place_id, data->day, page, &visit->arena, &days,
                         &count, err))
        return false;
    struct school_days_row *rows = arena_array(&visit->arena, struct school_days_row, count + 1);
    for (size_t i = 0; i < count; i++)
        rows[i] = (struct school_days_row){.school = days[i], .day = data->day, .place = i};
    if (!judge_schools(visit, rows, count, err))
        return false;
    add_up_schools(data, rows, count);
    table_fill(visit, &state->table, &school_days_kind, rows, count);
    visit->title = message(visit->language, MSG("attendance.schools"));
    return true;
}

static bool load(struct visit *visit, struct error *err)
{
    struct data *data = visit->data = arena_new(&visit->arena, struct data);
    data->day = chosen_day(visit);
    find_place(visit, data);
    if (!(data->schools ? load_schools(visit, data, err) : load_classes(visit, data, err)))
        return false;
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
    int64_t school = visit_number(visit, "school");
    if (strcmp(day, visit->today) > 0)
        return;
    if (school)
        visit_replace(visit, "attendance?school=%" PRId64 "&day=%s", school, day);
    else
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
