/* 李示例's written report, sent to its three recipients. */
#include "core/cases/dispatch.h"
#include "tests/support/work.h"
#include "tests/tui/given.h"

void given_report(struct fixture *f, const struct county *c)
{
    struct work work = work_in(f, c);
    given_absences(f, c);
    int64_t id = work_case_of(&work, CHILD_LI);
    assert_true(work_record(&work, ROLE_PRINCIPAL, id, "visit.collective", "failed"));
    assert_true(work_send(&work, id));
    work_end(&work);
}
