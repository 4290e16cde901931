/* A teacher who was away: 7(1) reported on Friday and was asked, in vain, since Monday. */
#include "core/duties/standing.h"
#include "tests/support/work.h"
#include "tests/tui/given.h"

void given_missed(struct fixture *f, const struct county *c)
{
    static const enum county_child nobody[] = {CHILD_COUNT};
    struct work work = work_in(f, c);
    work.today = "2026-09-11";
    assert_true(work_report(&work, work.today, nobody));
    assert_true(store_begin(f->store, &f->err));
    assert_true(store_end(f->store,
                          standing_derive_classes(f->store, work.policy, "2026-09-14",
                                                  COUNTY_TODAY, c->id, &f->err),
                          &f->err));
    work_end(&work);
}
