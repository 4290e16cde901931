#include "tests/support/fixture.h"

#include "core/base/pieces.h"

#include <string.h>

static void pieces_stand_one_after_the_other(void **state)
{
    struct fixture *f = *state;
    struct pieces pieces = {.arena = &f->arena};
    assert_string_equal(pieces_text(&pieces), "");

    pieces_add(&pieces, "%d", 1);
    pieces_add(&pieces, "%s", "");
    pieces_add(&pieces, ",%s", "two");

    assert_string_equal(pieces_text(&pieces), "1,two");
}

/* Every length of a piece meets every room that is left. */
static void no_piece_is_cut_where_room_ends(void **state)
{
    struct fixture *f = *state;
    struct pieces pieces = {.arena = &f->arena};
    const char *expected = "";

    for (int i = 0; i < 100; i++) {
        pieces_add(&pieces, "%0*d", 1 + i % 37, i);
        expected = arena_text(&f->arena, "%s%0*d", expected, 1 + i % 37, i);
    }

    assert_string_equal(pieces_text(&pieces), expected);
    assert_int_equal(pieces.length, strlen(expected));
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(pieces_stand_one_after_the_other),
        SPEC(no_piece_is_cut_where_room_ends),
    };
    return cmocka_run_group_tests_name("pieces", specs, NULL, NULL);
}
