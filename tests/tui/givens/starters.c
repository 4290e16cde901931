/* 周示例 and 赵示例 are six and stand on no roll: they begin school this year. */
#include "tests/tui/given.h"

static void begins(struct fixture *f, int64_t child_id)
{
    QUERY(born) = query_open(f->store, "UPDATE main.child SET born = '2020-05-01', class_id = NULL"
                                       " WHERE id = :child");
    bind_int(&born, ":child", child_id);
    assert_true(query_run(&born, &f->err));
    QUERY(roll) = query_open(f->store, "DELETE FROM main.roll_entry WHERE child_id = :child");
    bind_int(&roll, ":child", child_id);
    assert_true(query_run(&roll, &f->err));
}

void given_starters(struct fixture *f, const struct county *c)
{
    begins(f, c->child[CHILD_NOWHERE]);
    begins(f, c->child[CHILD_ZHAO]);
}
