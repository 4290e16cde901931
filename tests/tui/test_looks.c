/* Whose names a list gives away is on record before they are drawn. */
#include "tests/tui/seat.h"

#include "i18n/catalogue.h"

#include <stdlib.h>

static struct seat *sit_down(void)
{
    static struct seat seat;
    seat_begin(&seat, NULL);
    assert_true(store_execute(seat.f->store,
                              "INSERT INTO mark (child_id, kind, restricted, begins_on, source,"
                              " typed_at) SELECT id, 'parent_in_prison', 1, '2026-09-10', 'x', 0"
                              " FROM child;"
                              "INSERT INTO mark (child_id, kind, restricted, begins_on, source,"
                              " typed_at) SELECT id, 'poor', 0, '2026-09-10', 'x', 0 FROM child;",
                              &seat.f->err));
    return &seat;
}

static int64_t count_rows(struct seat *seat, const char *sql)
{
    assert_true(store_begin_reading(seat->f->store, &seat->f->err));
    QUERY(query) = query_open(seat->f->store, sql);
    int64_t count = query_next(&query) ? query_int(&query, 0) : -1;
    assert_true(store_end(seat->f->store, true, &seat->f->err));
    return count;
}

static int64_t looks(struct seat *seat)
{
    return count_rows(seat, "SELECT count(*) FROM main.audit WHERE action = 'look'");
}

static void each_child_of_a_confidential_group_is_looked_at_once_a_stay(void **state)
{
    (void)state;
    struct seat *seat = sit_down();
    int64_t before = looks(seat);

    assert_true(seat_open(seat, "group/parent_in_prison"));
    assert_int_equal(looks(seat) - before, 2); /* of the class */
    seat_press(seat, key_of(PRESS_DOWN));
    assert_true(seat_draw(seat));

    assert_int_equal(looks(seat) - before, 2);
    assert_int_equal(count_rows(seat, "SELECT count(*) FROM main.audit"
                                      " WHERE instr(detail, 'parent_in_prison') > 0"),
                     0);
    seat_end(seat);
}

static void whoever_sees_only_the_sum_looks_at_nobody(void **state)
{
    (void)state;
    struct seat *seat = sit_down();
    seat_take(seat, ROLE_BUREAU_EDUCATION);
    int64_t before = looks(seat);

    assert_true(seat_open(seat, "groups"));
    assert_true(seat_open(seat, "group/parent_in_prison"));

    assert_int_equal(looks(seat), before);
    seat_end(seat);
}

int main(void)
{
    if (!catalogue_open())
        return EXIT_FAILURE;
    const struct CMUnitTest specs[] = {
        cmocka_unit_test(each_child_of_a_confidential_group_is_looked_at_once_a_stay),
        cmocka_unit_test(whoever_sees_only_the_sum_looks_at_nobody),
    };
    return cmocka_run_group_tests_name("looks", specs, NULL, NULL);
}
