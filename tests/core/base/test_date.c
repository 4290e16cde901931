#include "tests/support/fixture.h"

#include "core/base/date.h"

static void the_ways_counties_write_a_day_are_one_day(void **state)
{
    static const char *const written[] = {"2014-04-11", "20140411", "2014/4/11", "2014.4.11",
                                          "2014年4月11日", "２０１４年４月１１日", "2014/04/11"};
    (void)state;

    for (size_t i = 0; i < COUNT(written); i++) {
        char day[DATE_SIZE] = "";
        assert_true(date_read(written[i], day));
        assert_string_equal(day, "2014-04-11");
    }
}

static void what_is_no_day_is_refused(void **state)
{
    static const char *const written[] = {"", "2014", "2014-04", "2014年4月", "2014-02-30", "20140231",
                                          "0000-01-01", "2014-4-", "11/4/2014", "2014-04-11x",
                                          "99999999999999999999999999"};
    (void)state;

    for (size_t i = 0; i < COUNT(written); i++) {
        char day[DATE_SIZE];
        assert_false(date_read(written[i], day));
    }
}

static void arithmetic_crosses_months_and_leap_days(void **state)
{
    struct fixture *f = *state;

    assert_string_equal(date_add("2024-02-28", 1, &f->arena), "2024-02-29");
    assert_string_equal(date_add("2026-12-31", 1, &f->arena), "2027-01-01");
    assert_int_equal(date_days("2026-09-15", "2026-09-17"), 2);
    assert_int_equal(date_weekday("2026-09-17"), 4);
    assert_int_equal(date_weekday("1969-12-29"), 1);
}

static void a_birthday_counts_from_its_day(void **state)
{
    (void)state;

    assert_int_equal(date_age("2020-08-31", "2026-08-31"), 6);
    assert_int_equal(date_age("2020-09-01", "2026-08-31"), 5);
    assert_int_equal(date_age("", "2026-08-31"), -1);
}

static void a_school_year_begins_in_september(void **state)
{
    (void)state;

    assert_int_equal(date_school_year("2026-08-31"), 2025);
    assert_int_equal(date_school_year("2026-09-01"), 2026);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(the_ways_counties_write_a_day_are_one_day),
        SPEC(what_is_no_day_is_refused),
        SPEC(arithmetic_crosses_months_and_leap_days),
        SPEC(a_birthday_counts_from_its_day),
        SPEC(a_school_year_begins_in_september),
    };
    return cmocka_run_group_tests_name("date", specs, NULL, NULL);
}
