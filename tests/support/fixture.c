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
