#include "tests/support/fixture.h"

#include <stdlib.h>

int fixture_open(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    f->store = store_open(":memory:", &f->err);
    assert_non_null(f->store);
    f->console = (struct actor){.name = "console", .console = true};
    *state = f;
    return 0;
}

int fixture_close(void **state)
{
    struct fixture *f = *state;
    store_close(f->store);
    arena_clear(&f->arena);
    free(f);
    return 0;
}

struct actor fixture_account(struct fixture *f, int64_t id, const char *name)
{
    QUERY(query) = query_open(f->store, "INSERT INTO account (id, name, created_at)"
                                        " VALUES (:id, :name, 0)");
    bind_int(&query, ":id", id);
    bind_text(&query, ":name", name);
    assert_true(query_run(&query, &f->err));
    return (struct actor){.account_id = id, .name = name};
}
