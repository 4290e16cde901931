/* A county with a past: a child who was told to go and one who soon will be, a case closed three years
   ago, one held back. */
#include "core/keeping/hold.h"
#include "tests/support/keep.h"
#include "tests/tui/given.h"

void given_keeping(struct fixture *f, const struct county *c)
{
    struct work work = work_in(f, c);
    keep_born(&work, CHILD_LI, "2001-05-02");
    keep_born(&work, CHILD_AYGUL, "2008-10-09");
    keep_born(&work, CHILD_WANG, "2008-11-20");
    keep_born(&work, CHILD_KURBAN, "2008-10-28");
    keep_closed(&work, CHILD_ZHAO, "2023-09-30", 0);
    assert_true(hold_back(f->store, &f->console, COUNTY_TODAY, KEPT_ADULT, c->child[CHILD_AYGUL],
                          "2026-11-15", "家长申请行政复议，还没有结束", &f->err));
    keep_days(&work, "2026-09-10", COUNTY_TODAY);
    work_end(&work);
}
