#include "tui/parts/school_days.h"

#include "tui/parts/roll_call.h"
#include "tui/parts/words.h"

#include <inttypes.h>

enum {
    NARROW = 58 /* columns of the body below which numbers say themselves what they count */
};

int school_days_owed(const struct school_days_row *row)
{
    return row->taught ? row->school.classes - row->school.reported : 0;
}

static int64_t row_id(const void *row)
{
    return ((const struct school_days_row *)row)->school.school_id;
}

static enum row_mark row_mark(struct visit *visit, const void *row)
{
    const struct school_days_row *r = row;
    (void)visit;
    if (school_days_owed(r) == 0)
        return ROW_PLAIN;
    return r->past ? ROW_OVERDUE : ROW_TODAY;
}

static const char *text_school(struct visit *visit, const void *row)
{
    const struct school_day *school = &((const struct school_days_row *)row)->school;
    return words_name(visit, school->name_zh, school->name_ug);
}

static const char *text_reported(struct visit *visit, const void *row)
{
    const struct school_days_row *r = row;
    if (!r->taught && r->school.reported == 0)
        return message(visit->language, MSG("absences.no-school"));
    return visit_text(visit, MSG("attendance.of"), visit_digits(visit, r->school.reported),
                      visit_digits(visit, r->school.classes));
}

/* Where no class has reported nothing is known, which is not the same as nobody. */
static const char *known(struct visit *visit, const void *row, enum absence_kind kind, int number)
{
    if (((const struct school_days_row *)row)->school.reported == 0)
        return "";
    if (visit->columns >= NARROW)
        return visit_digits(visit, number);
    return number == 0 ? ""
                       : words_join(visit, " ", roll_call_sign(visit, kind),
                                    visit_digits(visit, number));
}

static const char *text_unexcused(struct visit *visit, const void *row)
{
    return known(visit, row, ABSENCE_UNEXCUSED,
                 ((const struct school_days_row *)row)->school.unexcused);
}

static const char *text_leave(struct visit *visit, const void *row)
{
    return known(visit, row, ABSENCE_LEAVE, ((const struct school_days_row *)row)->school.leave);
}

static const char *text_late(struct visit *visit, const void *row)
{
    return known(visit, row, ABSENCE_LATE, ((const struct school_days_row *)row)->school.late);
}

static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    (void)err;
    visit_go(visit, "attendance?school=%" PRId64 "&day=%s", row_id(row),
             ((const struct school_days_row *)row)->day);
    return true;
}

static const struct table_column columns[] = {
    {MSG("attendance.school"),    22, 1, true,  text_school   },
    {MSG("attendance.reported"),  12, 1, false, text_reported },
    {MSG("attendance.unexcused"), 8,  2, false, text_unexcused},
    {MSG("attendance.leave"),     6,  3, false, text_leave    },
    {MSG("attendance.late"),      8,  4, false, text_late     },
};

static int owing_first(const void *left, const void *right)
{
    const struct school_days_row *a = left, *b = right;
    bool owes_a = school_days_owed(a) > 0, owes_b = school_days_owed(b) > 0;
    return owes_a != owes_b ? (owes_a ? -1 : 1)
                            : (a->place > b->place) - (a->place < b->place);
}

static const struct table_sort sorts[] = {
    {MSG("attendance.by-unreported"), owing_first},
};

const struct table_kind school_days_kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .sorts = sorts,
    .sort_count = COUNT(sorts),
    .empty = MSG("attendance.no-schools"),
    .count = MSG("roll.school-count"),
    .row_size = sizeof(struct school_days_row),
    .filters = true,
    .id = row_id,
    .mark = row_mark,
    .open = open_row,
};
