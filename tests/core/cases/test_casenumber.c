#include "core/cases/casenumber.h"

#include "tests/support/fixture.h"

static void a_number_is_the_sequence_and_a_check_digit(void **state)
{
    char number[CASENUMBER_SIZE];
    (void)state;

    assert_string_equal(casenumber_write(572, number), "572-4");
}

static void a_number_is_read_with_or_without_its_dash(void **state)
{
    (void)state;
    assert_int_equal(casenumber_read("572-4"), 572);
    assert_int_equal(casenumber_read("5724"), 572);
    assert_int_equal(casenumber_read("572 4"), 572);
}

static void a_slip_in_a_number_finds_no_case(void **state)
{
    static const char *const slips[] = {"573-4", "752-4", "527-4", "572-5", "57-4", "", "zw", "-"};
    (void)state;
    for (size_t i = 0; i < COUNT(slips); i++)
        assert_int_equal(casenumber_read(slips[i]), 0);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        cmocka_unit_test(a_number_is_the_sequence_and_a_check_digit),
        cmocka_unit_test(a_number_is_read_with_or_without_its_dash),
        cmocka_unit_test(a_slip_in_a_number_finds_no_case),
    };
    return cmocka_run_group_tests_name("casenumber", specs, NULL, NULL);
}
