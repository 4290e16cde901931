#include "tests/tui/given.h"
#include "tests/tui/seat.h"

#include "i18n/catalogue.h"

#include <stdlib.h>

static int64_t children_on_paper(struct fixture *f)
{
    store_widen(f->store);
    QUERY(query) = query_open(f->store, "SELECT count(*) FROM main.outbox_child");
    int64_t count = query_next(&query) ? query_int(&query, 0) : -1;
    assert_true(query_ok(&query, &f->err));
    return count;
}

static int64_t printed_from(struct seat *seat, const char *route, int rows)
{
    const struct key print = key_of(CONTROL('p'));
    given_cases(seat->f, &seat->county);
    seat_take(seat, ROLE_BUREAU_EDUCATION);
    seat->rows = rows;
    assert_true(seat_open(seat, route));
    seat_press(seat, print);
    return children_on_paper(seat->f);
}

static void rows_below_the_screen_stand_on_the_paper(void **state)
{
    struct seat seat;
    (void)state;
    seat_begin(&seat, NULL);

    assert_int_equal(printed_from(&seat, "queue", 5), 4);

    seat_end(&seat);
}

static void an_empty_list_is_no_paper(void **state)
{
    struct seat seat;
    (void)state;
    seat_begin(&seat, NULL);

    assert_int_equal(printed_from(&seat, "leaves", 24), 0);

    seat_end(&seat);
}

int main(void)
{
    if (!catalogue_open())
        return EXIT_FAILURE;
    const struct CMUnitTest specs[] = {
        SPEC(rows_below_the_screen_stand_on_the_paper),
        SPEC(an_empty_list_is_no_paper),
    };
    return cmocka_run_group_tests(specs, NULL, NULL);
}
