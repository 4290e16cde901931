/* The same, and the server has not been there for a month. */
#include "core/store/setting.h"
#include "tests/tui/given.h"

void given_keeper_waits(struct fixture *f, const struct county *c)
{
    given_keeping(f, c);
    assert_true(setting_keep(f->store, "keeping.day", "2026-08-16", &f->err));
}
