/* Li is absent before the national holiday, and the county works on the first day after it. */
#include "core/duties/clerk.h"
#include "tests/support/work.h"
#include "tests/tui/given.h"

void given_holiday(struct fixture *f, const struct county *c)
{
    static const enum county_child li[] = {CHILD_LI, CHILD_COUNT};
    static const char *const days[] = {"2026-09-29", "2026-09-30"};
    struct work work = work_in(f, c);
    for (size_t i = 0; i < COUNT(days); i++) {
        work.today = days[i];
        assert_true(work_report(&work, days[i], li));
    }
    assert_true(clerk_work(f->store, work.policy, "2026-10-08", &f->err));
    work_end(&work);
}
