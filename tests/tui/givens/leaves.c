/* 李示例's leave ended yesterday and the child is not back; 阿依古丽's runs until Friday. */
#include "core/days/leave.h"
#include "tests/support/work.h"
#include "tests/tui/given.h"

static void ask(struct work *work, enum county_child child, const char *first, const char *last)
{
    struct actor teacher = county_actor(work->f, ROLE_CLASS_TEACHER);
    const struct leave leave = {
        .child_id = work->county.child[child],
        .first_day = first,
        .last_day = last,
        .reason = "illness",
        .note = "发烧",
        .relation = "mother",
        .asked_by = "示例母",
    };
    int64_t id;
    assert_true(leave_ask(work->f->store, work->policy, &teacher, work->today, &leave, &id,
                          &work->f->err));
}

void given_leaves(struct fixture *f, const struct county *c)
{
    struct work work = work_in(f, c);
    ask(&work, CHILD_LI, "2026-09-15", "2026-09-16");
    ask(&work, CHILD_AYGUL, "2026-09-16", "2026-09-18");
    work_end(&work);
}
