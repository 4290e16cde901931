/* 李示例 absent without leave on three days, COUNTY_TODAY the last, as the teacher reports it. */
#include "tests/support/work.h"
#include "tests/tui/given.h"

void given_absences(struct fixture *f, const struct county *c)
{
    static const char *const days[] = {"2026-09-15", "2026-09-16", "2026-09-17"};
    static const enum county_child absent[] = {CHILD_LI, CHILD_COUNT};
    struct work work = work_in(f, c);
    for (size_t i = 0; i < COUNT(days); i++) {
        work.today = days[i];
        assert_true(work_report(&work, days[i], absent));
    }
    work_end(&work);
}
