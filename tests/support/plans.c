#include "tests/support/plans.h"

bool plans_begin(struct work *work, enum role role, enum county_child child, const char *kind,
                 const char *papers, int64_t *id)
{
    struct actor actor = county_actor(work->f, role);
    const struct plan_start start = {
        .child_id = work->county.child[child],
        .kind = kind,
        .reason = "常缺课，家里没有人管",
        .papers = {papers, papers},
    };
    work->f->err = (struct error){0};
    return plan_begin(work->f->store, work->policy, &actor, work->today, &start, id,
                      &work->f->err);
}

int64_t plans_pairing(struct work *work)
{
    int64_t id = 0;
    if (!plans_begin(work, ROLE_CLASS_TEACHER, CHILD_LI, "pairing", "", &id))
        fail_msg("%s: %s", work->f->err.key, work->f->err.detail);
    return id;
}

bool plans_done(struct work *work, enum role role, int64_t id, const char *kind, const char *day)
{
    struct actor actor = county_actor(work->f, role);
    work->f->err = (struct error){0};
    return plan_done(work->f->store, work->policy, &actor, work->today, id, kind, day, "",
                     &work->f->err);
}

struct plan plans_read(struct work *work, int64_t id)
{
    struct plan plan = {0};
    assert_true(plan_read(work->f->store, id, &work->f->arena, &plan, &work->f->err));
    return plan;
}
