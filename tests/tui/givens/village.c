/* Group 0 with 40 more children of school age than the small county has. */
#include "tests/tui/given.h"

void given_village(struct fixture *f, const struct county *c)
{
    for (int i = 1; i <= 40; i++) {
        QUERY(query) = query_open(f->store, "INSERT INTO main.child (name_zh, born, group_id)"
                                            " VALUES (:name, '2014-01-01', :group)");
        bind_text(&query, ":name", arena_text(&f->arena, "示例%d", i));
        bind_int(&query, ":group", c->group[0]);
        assert_true(query_run(&query, &f->err));
    }
}
