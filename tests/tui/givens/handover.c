/* Two have left the primary school this summer; its list to the junior school is made and not
   signed. The head of grade 7 holds the primary school's academic office as well. */
#include "core/cases/handover.h"
#include "core/posts/account.h"
#include "core/posts/post.h"
#include "tests/support/work.h"
#include "tests/tui/given.h"

static void graduate(struct fixture *f, int64_t child, int64_t school)
{
    QUERY(roll) = query_open(f->store, "UPDATE roll_entry SET status = 'graduated',"
                                       " class_id = NULL WHERE child_id = :child");
    bind_int(&roll, ":child", child);
    assert_true(query_run(&roll, &f->err));
    QUERY(query) = query_open(f->store, "UPDATE child SET class_id = :school WHERE id = :child");
    bind_int(&query, ":school", school);
    bind_int(&query, ":child", child);
    assert_true(query_run(&query, &f->err));
}

void given_handover(struct fixture *f, const struct county *c)
{
    struct work work = work_in(f, c);
    int64_t account = 0, holding, added;
    assert_true(account_find(f->store, "grade_head", &account, &f->err));
    assert_true(post_give(f->store, &f->console, county_post(f, ROLE_ACADEMIC_OFFICE, c->primary),
                          account, "2026-08-01", NULL, false, &holding, &f->err));
    graduate(f, c->child[CHILD_ZHAO], c->primary);
    graduate(f, c->child[CHILD_UNKNOWN], c->primary);
    assert_true(handover_make(f->store, work.policy, &f->console, work.today, c->primary, &added,
                              &f->err));
    work_end(&work);
}
