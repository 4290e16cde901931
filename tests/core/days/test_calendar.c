#include "tests/support/county.h"

#include "core/days/calendar.h"
#include "core/rules/policy.h"

#include <stdlib.h>

static struct policy *hutubi(struct fixture *f)
{
    struct policy *policy = policy_open(NULL, "hutubi", &f->err);
    assert_non_null(policy);
    return policy;
}

static void enter_day(struct fixture *f, int64_t place, const char *day, const char *kind,
                      const char *name)
{
    QUERY(query) = query_open(f->store, "INSERT INTO main.calendar_day (place_id, day, kind, name_zh)"
                                        " VALUES (:place, :day, :kind, :name)");
    bind_int(&query, ":place", place);
    bind_text(&query, ":day", day);
    bind_text(&query, ":kind", kind);
    bind_text(&query, ":name", name);
    assert_true(query_run(&query, &f->err));
}

static void enter_term(struct fixture *f, int64_t place, const char *first, const char *last)
{
    QUERY(query) = query_open(f->store, "INSERT INTO main.term (place_id, first_day, last_day)"
                                        " VALUES (:place, :first, :last)");
    bind_int(&query, ":place", place);
    bind_text(&query, ":first", first);
    bind_text(&query, ":last", last);
    assert_true(query_run(&query, &f->err));
}

static struct calendar calendar_of(struct fixture *f, const struct policy *policy, int64_t place)
{
    struct calendar calendar;
    assert_true(calendar_read(f->store, policy, place, &f->arena, &calendar, &f->err));
    return calendar;
}

static void weekends_holidays_and_vacations_are_no_school_days(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    struct policy *policy = hutubi(f);
    static const struct {
        const char *day;
        enum day_kind kind;
    } days[] = {
        {"2026-09-17", DAY_SCHOOL  },
        {"2026-09-19", DAY_WEEKEND },
        {"2026-09-20", DAY_MAKE_UP },
        {"2026-09-25", DAY_HOLIDAY },
        {"2026-10-03", DAY_HOLIDAY },
        {"2026-08-26", DAY_VACATION},
    };

    struct calendar calendar = calendar_of(f, policy, c.class_junior_7_1);

    for (size_t i = 0; i < COUNT(days); i++)
        assert_int_equal(calendar_day_kind(&calendar, days[i].day), days[i].kind);
    assert_string_equal(calendar_day_name(&calendar, "2026-09-25", LANGUAGE_ZH), "中秋节");
    assert_string_equal(calendar_day_name(&calendar, "2026-10-03", LANGUAGE_EN), "National Day");
    policy_close(policy);
}

static void a_school_s_own_days_win_over_the_county_s(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    struct policy *policy = hutubi(f);
    enter_day(f, c.id, "2026-09-18", "holiday", "");
    enter_day(f, c.junior, "2026-09-18", "make_up", "");
    enter_term(f, c.junior, "2026-09-10", "2027-01-10");

    struct calendar junior = calendar_of(f, policy, c.class_junior_7_1);
    struct calendar primary = calendar_of(f, policy, c.class_primary_6);

    assert_true(calendar_school_day(&junior, "2026-09-18"));
    assert_false(calendar_school_day(&primary, "2026-09-18"));
    assert_int_equal(calendar_day_kind(&junior, "2026-09-08"), DAY_VACATION);
    assert_int_equal(calendar_day_kind(&primary, "2026-09-08"), DAY_SCHOOL);
    policy_close(policy);
}

static void a_school_s_own_term_replaces_the_county_s_of_that_time_alone(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    struct policy *policy = hutubi(f);
    enter_term(f, c.id, "2027-02-22", "2027-07-15");
    enter_term(f, c.junior, "2026-09-10", "2027-01-10");

    struct calendar junior = calendar_of(f, policy, c.class_junior_7_1);

    assert_false(calendar_in_term(&junior, "2026-09-08"));
    assert_true(calendar_in_term(&junior, "2027-02-23"));
    assert_false(calendar_assumed(&junior, "2027-02-23"));
    policy_close(policy);
}

static void while_no_term_is_entered_the_convention_holds_and_says_so(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    struct policy *policy = hutubi(f);

    struct calendar calendar = calendar_of(f, policy, c.junior);

    assert_false(calendar_assumed(&calendar, "2026-09-17"));
    assert_true(calendar_school_day(&calendar, "2028-01-05"));
    assert_true(calendar_assumed(&calendar, "2028-01-05"));
    assert_false(calendar_school_day(&calendar, "2028-02-02"));
    assert_true(calendar_working_day(&calendar, "2028-02-02"));
    policy_close(policy);
}

static void a_make_up_day_of_the_vacation_is_worked_on_and_has_no_school(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    struct policy *policy = hutubi(f);
    enter_term(f, c.id, "2026-09-01", "2027-01-15");
    enter_day(f, c.id, "2027-02-06", "make_up", "");

    struct calendar calendar = calendar_of(f, policy, c.junior);

    assert_true(calendar_working_day(&calendar, "2027-02-06"));
    assert_false(calendar_working_day(&calendar, "2027-02-07"));
    assert_false(calendar_school_day(&calendar, "2027-02-06"));
    assert_string_equal(calendar_reason(&calendar, PERIOD_WORKING_DAYS, "2027-02-06"), "make_up");
    assert_string_equal(calendar_reason(&calendar, PERIOD_SCHOOL_DAYS, "2027-02-06"), "vacation");
    policy_close(policy);
}

static void periods_count_only_the_days_of_their_unit(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    struct policy *policy = hutubi(f);
    static const struct {
        const char *from;
        struct period period;
        const char *last;
    } periods[] = {
        {"2026-09-17", {0, PERIOD_SCHOOL_DAYS},   "2026-09-17"},
        {"2026-09-19", {0, PERIOD_SCHOOL_DAYS},   "2026-09-20"},
        {"2026-09-17", {1, PERIOD_SCHOOL_DAYS},   "2026-09-18"},
        {"2026-09-18", {1, PERIOD_SCHOOL_DAYS},   "2026-09-20"},
        {"2026-09-30", {1, PERIOD_SCHOOL_DAYS},   "2026-10-08"},
        {"2026-07-09", {3, PERIOD_WORKING_DAYS},  "2026-07-14"},
        {"2026-09-18", {3, PERIOD_CALENDAR_DAYS}, "2026-09-21"},
    };

    struct calendar calendar = calendar_of(f, policy, c.junior);

    for (size_t i = 0; i < COUNT(periods); i++)
        assert_string_equal(calendar_add(&calendar, periods[i].from, periods[i].period, &f->arena),
                            periods[i].last);
    policy_close(policy);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(weekends_holidays_and_vacations_are_no_school_days),
        SPEC(a_school_s_own_days_win_over_the_county_s),
        SPEC(a_school_s_own_term_replaces_the_county_s_of_that_time_alone),
        SPEC(while_no_term_is_entered_the_convention_holds_and_says_so),
        SPEC(a_make_up_day_of_the_vacation_is_worked_on_and_has_no_school),
        SPEC(periods_count_only_the_days_of_their_unit),
    };
    return cmocka_run_group_tests_name("calendar", specs, NULL, NULL);
}
