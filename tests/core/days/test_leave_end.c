/* The end of a leave: moved, come early, come late. 17 September 2026 is a Thursday. */
#include "core/days/leave.h"

#include "core/days/absence.h"
#include "tests/support/leaves.h"

#define NOBODY ((const enum county_child[]){CHILD_COUNT})
#define LI     ((const enum county_child[]){CHILD_LI, CHILD_COUNT})

static void the_end_moves_both_ways(void **state)
{
    struct work work = work_begin(*state);
    int64_t id = leave_asked(&work, CHILD_LI, "2026-09-17", "2026-09-22");

    assert_true(leave_moved(&work, id, "2026-09-18"));
    assert_string_equal(leave_now(&work, id).last_day, "2026-09-18");
    assert_true(leave_moved(&work, id, "2026-09-30"));
    assert_string_equal(leave_now(&work, id).last_day, "2026-09-30");
    assert_false(leave_moved(&work, id, "2026-09-16"));
    assert_string_equal(work.f->err.key, "leave.backwards");
    work_end(&work);
}

static void an_end_is_not_moved_before_a_day_that_was_reported_as_leave(void **state)
{
    struct work work = work_begin(*state);
    work.today = "2026-09-16";
    int64_t id = leave_asked(&work, CHILD_LI, "2026-09-15", "2026-09-18");
    assert_true(work_report(&work, work.today, NOBODY));

    assert_false(leave_moved(&work, id, "2026-09-15"));
    assert_string_equal(work.f->err.key, "leave.reported");
    assert_string_equal(work.f->err.values[0], "2026-09-16");
    assert_true(leave_moved(&work, id, "2026-09-16"));
    work_end(&work);
}

static void an_end_is_not_moved_into_the_next_leave(void **state)
{
    struct work work = work_begin(*state);
    int64_t id = leave_asked(&work, CHILD_LI, "2026-09-17", "2026-09-18");
    assert_int_not_equal(leave_asked(&work, CHILD_LI, "2026-09-22", "2026-09-23"), 0);

    assert_false(leave_moved(&work, id, "2026-09-22"));
    assert_string_equal(work.f->err.key, "leave.overlaps");
    assert_true(leave_moved(&work, id, "2026-09-21"));
    work_end(&work);
}

static void a_leave_that_ended_is_lengthened_and_excuses_the_days_since(void **state)
{
    struct work work = work_begin(*state);
    work.today = "2026-09-15";
    int64_t id = leave_asked(&work, CHILD_LI, "2026-09-15", "2026-09-16");
    work.today = "2026-09-17";
    assert_true(work_report(&work, work.today, LI));

    assert_true(leave_moved(&work, id, "2026-09-18"));

    assert_int_equal(leave_now(&work, id).state, LEAVE_RUNNING);
    assert_string_equal(kind_on(&work, "2026-09-17"), "leave");
    work_end(&work);
}

static void a_child_that_is_back_early_ends_its_leave(void **state)
{
    struct work work = work_begin(*state);
    work.today = "2026-09-16";
    int64_t id = leave_asked(&work, CHILD_LI, "2026-09-16", "2026-09-25");
    work.today = "2026-09-17";

    assert_true(leave_ended(&work, id));

    assert_string_equal(leave_now(&work, id).last_day, "2026-09-16");
    assert_int_equal(leave_now(&work, id).state, LEAVE_OVER);
    assert_false(leave_ended(&work, id));
    assert_string_equal(work.f->err.key, "leave.over");
    assert_false(leave_moved(&work, id, "2026-09-30"));
    assert_string_equal(work.f->err.key, "leave.over");
    work_end(&work);
}

static void a_child_that_is_back_late_is_back_all_the_same(void **state)
{
    struct work work = work_begin(*state);
    work.today = "2026-09-14";
    int64_t id = leave_asked(&work, CHILD_LI, "2026-09-14", "2026-09-15");
    work.today = "2026-09-17";

    assert_true(leave_ended(&work, id));

    assert_string_equal(leave_now(&work, id).last_day, "2026-09-15");
    assert_string_equal(leave_now(&work, id).back_on, "2026-09-17");
    work_end(&work);
}

static void a_leave_does_not_end_before_it_began_or_against_the_report(void **state)
{
    struct work work = work_begin(*state);
    int64_t id = leave_asked(&work, CHILD_LI, "2026-09-18", "2026-09-22");
    assert_false(leave_ended(&work, id));
    assert_string_equal(work.f->err.key, "leave.not-begun");

    work.today = "2026-09-18";
    assert_true(work_report(&work, work.today, NOBODY));
    assert_false(leave_ended(&work, id));
    assert_string_equal(work.f->err.key, "leave.reported");
    work_end(&work);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(the_end_moves_both_ways),
        SPEC(an_end_is_not_moved_before_a_day_that_was_reported_as_leave),
        SPEC(an_end_is_not_moved_into_the_next_leave),
        SPEC(a_leave_that_ended_is_lengthened_and_excuses_the_days_since),
        SPEC(a_child_that_is_back_early_ends_its_leave),
        SPEC(a_child_that_is_back_late_is_back_all_the_same),
        SPEC(a_leave_does_not_end_before_it_began_or_against_the_report),
    };
    return cmocka_run_group_tests_name("leave_end", specs, NULL, NULL);
}
