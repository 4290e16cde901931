/* 7(1) reported at 9:42, with one absent, one late; 7(2) has not. The hours are of this machine. */
#include "core/days/absence.h"
#include "tests/support/work.h"
#include "tests/tui/given.h"

#include <time.h>

void given_hours(struct fixture *f, const struct county *c)
{
    struct work work = work_in(f, c);
    struct actor teacher = county_actor(f, ROLE_CLASS_TEACHER);
    const struct absence_mark marks[] = {
        {c->child[CHILD_LI],    ABSENCE_UNEXCUSED},
        {c->child[CHILD_AYGUL], ABSENCE_LATE     },
    };
    struct tm at = {
        .tm_year = 126, .tm_mon = 8, .tm_mday = 17, .tm_hour = 9, .tm_min = 42, .tm_isdst = -1};
    assert_true(absence_report(f->store, work.policy, &teacher, COUNTY_TODAY, c->class_junior_7_1,
                               COUNTY_TODAY, marks, COUNT(marks), &f->err));
    QUERY(query) = query_open(f->store, "UPDATE main.attendance SET reported_at = :at");
    bind_int(&query, ":at", (int64_t)mktime(&at));
    assert_true(query_run(&query, &f->err));
    work_end(&work);
}
