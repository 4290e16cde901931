/* The day of a school: which classes have reported, and how many are not there. */
#include "core/absence.h"
#include "core/date.h"
#include "tui/widget.h"
#include "tui/words.h"

#include <inttypes.h>
#include <string.h>

enum {
    CLASSES_MOST = 2000
};

struct state {
    struct table table;
};

struct data {
    const char *day;
    int64_t unreported;
};

static int64_t row_id(const void *row)
{
    return ((const struct class_day *)row)->class_id;
}

static enum row_mark row_mark(struct visit *visit, const void *row)
{
    const struct data *data = visit->data;
    if (((const struct class_day *)row)->reported)
        return ROW_PLAIN;
    return strcmp(data->day, visit->today) < 0 ? ROW_OVERDUE : ROW_TODAY;
}

static const char *text_class(struct visit *visit, const void *row)
{
    const struct class_day *r = row;
    return words_name(visit, r->name_zh, r->name_ug);
}

static const char *text_school(struct visit *visit, const void *row)
{
    const struct class_day *r = row;
    return words_name(visit, r->school_zh, r->school_ug);
}

static const char *text_state(struct visit *visit, const void *row)
{
    bool reported = ((const struct class_day *)row)->reported;
    return message(visit->language,
                   reported ? MSG("absences.reported") : MSG("absences.unreported"));
}

static const char *text_enrolled(struct visit *visit, const void *row)
{
    return visit_digits(visit, ((const struct class_day *)row)->enrolled);
}

/* Of a class that has not reported nothing is known, which is not the same as nobody. */
static const char *known(struct visit *visit, const void *row, int number)
{
    return ((const struct class_day *)row)->reported ? visit_digits(visit, number) : "";
}

static const char *text_unexcused(struct visit *visit, const void *row)
{
    return known(visit, row, ((const struct class_day *)row)->unexcused);
}

static const char *text_leave(struct visit *visit, const void *row)
{
    return known(visit, row, ((const struct class_day *)row)->leave);
}

static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    const struct data *data = visit->data;
    (void)err;
    visit_go(visit, "absences?class=%" PRId64 "&day=%s", row_id(row), data->day);
    return true;
}

static const struct table_column columns[] = {
    {MSG("attendance.class"),     16, 1, true,  text_class    },
    {MSG("attendance.school"),    16, 5, false, text_school   },
    {MSG("attendance.state"),     8,  2, false, text_state    },
    {MSG("attendance.unexcused"), 6,  3, false, text_unexcused},
    {MSG("attendance.leave"),     6,  4, false, text_leave    },
    {MSG("attendance.enrolled"),  6,  6, false, text_enrolled },
};

static int unreported_first(const void *left, const void *right)
{
    const struct class_day *a = left, *b = right;
    if (a->reported != b->reported)
        return a->reported - b->reported;
    return a->grade != b->grade ? a->grade - b->grade : a->number - b->number;
}

static const struct table_sort sorts[] = {
    {MSG("attendance.by-class"),      NULL            },
    {MSG("attendance.by-unreported"), unreported_first},
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .sorts = sorts,
    .sort_count = COUNT(sorts),
    .empty = MSG("attendance.empty"),
    .count = MSG("attendance.count"),
    .row_size = sizeof(struct class_day),
    .filters = true,
    .id = row_id,
    .mark = row_mark,
    .open = open_row,
};

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

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = arena_new(&visit->arena, struct data);
    const struct page page = {0, CLASSES_MOST};
    struct class_day *rows;
    size_t count;
    data->day = chosen_day(visit);
    if (!absence_school(visit->store, place_of(visit), data->day, page, &visit->arena, &rows,
                        &count,
                        err))
        return false;
    for (size_t i = 0; i < count; i++)
        data->unreported += !rows[i].reported;
    visit->data = data;
    table_fill(visit, &state->table, &kind, rows, count);
    visit->aside = words_join(visit, "  ", words_day(visit, data->day),
                              visit_text(visit, MSG("attendance.unreported"),
                                         visit_digits(visit, data->unreported)));
    return true;
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

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("key.open"),         NULL, NULL, "1-9"   },
    {PRESS_LEFT,  MSG("absences.days"),    NULL, NULL, "←→"},
    {PRESS_TAB,   MSG("attendance.order"), NULL, NULL, NULL    },
};

const struct screen screen_attendance = {
    .name = "attendance",
    .route = "attendance",
    .title = MSG("attendance.title"),
    .help = MSG("attendance.help"),
    .needs = NEEDS(MAY_ASSIGN),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = list_draw,
    .key = key,
    .keys = keys,
    .key_count = COUNT(keys),
};
