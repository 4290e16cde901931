/* The class teacher is a paired helper of the county besides. */
#include "core/posts/account.h"
#include "core/posts/post.h"
#include "tests/tui/given.h"

void given_teacher_helps(struct fixture *f, const struct county *c)
{
    int64_t seat, holding, account = 0;
    assert_true(account_find(f->store, "class_teacher", &account, &f->err));
    assert_true(post_seat(f->store, ROLE_PAIRED_CADRE, c->id, "1", &seat, &f->err));
    assert_true(post_give(f->store, &f->console, seat, account, "2026-09-01", NULL, false, &holding,
                          &f->err));
}
