/* Each school day of September as 7(1) reported it: 李示例 missed every Monday, and more at last. */
#include "core/days/absence.h"
#include "core/days/calendar.h"
#include "tests/support/work.h"
#include "tests/tui/given.h"

#include <string.h>

static enum absence_kind kind_on(const char *day)
{
    static const struct {
        const char *day;
        enum absence_kind kind;
    } days[] = {
        {"2026-09-07", ABSENCE_UNEXCUSED},
        {"2026-09-10", ABSENCE_LATE     },
        {"2026-09-11", ABSENCE_LEAVE    },
        {"2026-09-14", ABSENCE_UNEXCUSED},
        {"2026-09-21", ABSENCE_UNEXCUSED},
        {"2026-09-22", ABSENCE_UNEXCUSED},
        {"2026-09-23", ABSENCE_UNEXCUSED},
        {"2026-09-24", ABSENCE_UNEXCUSED},
        {"2026-09-28", ABSENCE_UNEXCUSED},
    };
    for (size_t i = 0; i < COUNT(days); i++)
        if (strcmp(days[i].day, day) == 0)
            return days[i].kind;
    return ABSENCE_NONE;
}

void given_pattern(struct fixture *f, const struct county *c)
{
    struct work work = work_in(f, c);
    struct actor teacher = county_actor(f, ROLE_CLASS_TEACHER);
    struct calendar calendar;
    assert_true(calendar_read(f->store, work.policy, c->class_junior_7_1, &f->arena, &calendar,
                              &f->err));
    for (int i = 0; i < 29; i++) {
        const char *day = date_add("2026-09-01", i, &f->arena);
        const struct absence_mark mark = {c->child[CHILD_LI], kind_on(day)};
        if (calendar_school_day(&calendar, day))
            assert_true(absence_report(f->store, work.policy, &teacher, day, c->class_junior_7_1,
                                       day, &mark, 1, &f->err));
    }
    work_end(&work);
}
