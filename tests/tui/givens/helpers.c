#include "tests/tui/given.h"

#include "core/cases/plan.h"
#include "tests/support/work.h"

/* A subject teacher, a home teacher and a paired helper sit on their seats; the helper keeps the
   proxy parent's plan of Li since the beginning of term. */
void given_helpers(struct fixture *f, const struct county *c)
{
    struct work work = work_in(f, c);
    struct actor teacher = county_actor(f, ROLE_CLASS_TEACHER);
    struct actor helper = county_actor(f, ROLE_PAIRED_CADRE);
    const struct plan_start start = {
        .child_id = c->child[CHILD_LI],
        .kind = "proxy_parent",
        .begins_on = "2026-09-01",
        .reason = "父母在外打工",
        .post_id = helper.posts[0].id,
    };
    int64_t id;
    county_actor(f, ROLE_SUBJECT_TEACHER);
    county_actor(f, ROLE_HOME_TEACHER);
    assert_true(plan_begin(f->store, work.policy, &teacher, work.today, &start, &id, &f->err));
    work_end(&work);
}
