/* Leave: 17 September 2026 is a Thursday. */
#include "core/days/leave.h"

#include "core/days/absence.h"
#include "core/scope/scope.h"
#include "tests/support/leaves.h"

#include <string.h>

#define NOBODY ((const enum county_child[]){CHILD_COUNT})
#define LI     ((const enum county_child[]){CHILD_LI, CHILD_COUNT})

static void a_child_on_leave_needs_no_mark(void **state)
{
    struct work work = work_begin(*state);
    assert_int_not_equal(leave_asked(&work, CHILD_LI, "2026-09-17", "2026-09-18"), 0);

    assert_true(work_report(&work, work.today, NOBODY));

    assert_string_equal(kind_on(&work, work.today), "leave");
    assert_int_equal(work_case_of(&work, CHILD_LI), 0);
    work_end(&work);
}

static void after_its_end_the_child_is_absent_like_any_other(void **state)
{
    struct work work = work_begin(*state);
    work.today = "2026-09-15";
    int64_t id = leave_asked(&work, CHILD_LI, "2026-09-15", "2026-09-16");
    work.today = "2026-09-17";

    assert_true(work_report(&work, work.today, LI));

    assert_string_equal(kind_on(&work, work.today), "unexcused");
    assert_int_not_equal(work_case_of(&work, CHILD_LI), 0);
    assert_int_equal(leave_now(&work, id).state, LEAVE_ENDED);
    work_end(&work);
}

static void who_is_seen_after_the_end_is_back(void **state)
{
    struct work work = work_begin(*state);
    work.today = "2026-09-15";
    int64_t id = leave_asked(&work, CHILD_LI, "2026-09-15", "2026-09-16");
    work.today = "2026-09-17";
    assert_int_equal(leave_now(&work, id).state, LEAVE_ENDED);

    assert_true(work_report(&work, work.today, NOBODY));

    assert_int_equal(leave_now(&work, id).state, LEAVE_OVER);
    assert_string_equal(kind_on(&work, work.today), "");
    work_end(&work);
}

static void a_leave_has_a_state_on_each_day(void **state)
{
    static const struct {
        const char *day;
        enum leave_state state;
    } days[] = {
        {"2026-09-16", LEAVE_TO_COME},
        {"2026-09-17", LEAVE_RUNNING},
        {"2026-09-18", LEAVE_RUNNING},
        {"2026-09-19", LEAVE_ENDED  },
        {"2026-09-21", LEAVE_ENDED  },
    };
    struct work work = work_begin(*state);
    int64_t id = leave_asked(&work, CHILD_LI, "2026-09-17", "2026-09-18");

    for (size_t i = 0; i < COUNT(days); i++) {
        work.today = days[i].day;
        assert_int_equal(leave_now(&work, id).state, days[i].state);
    }
    work_end(&work);
}

static void who_is_reported_at_school_is_back_and_the_leave_ends_the_day_before(void **state)
{
    struct work work = work_begin(*state);
    work.today = "2026-09-16";
    int64_t id = leave_asked(&work, CHILD_LI, "2026-09-16", "2026-09-25");
    assert_true(report_li(&work, ABSENCE_LEAVE));
    work.today = "2026-09-17";

    assert_true(report_li(&work, ABSENCE_LATE));

    assert_string_equal(leave_now(&work, id).last_day, "2026-09-16");
    assert_string_equal(leave_now(&work, id).back_on, "2026-09-17");
    assert_int_equal(leave_now(&work, id).state, LEAVE_OVER);
    assert_string_equal(kind_on(&work, "2026-09-16"), "leave");
    work_end(&work);
}

static void who_came_on_its_first_day_never_was_on_leave(void **state)
{
    struct work work = work_begin(*state);
    int64_t id = leave_asked(&work, CHILD_LI, "2026-09-17", "2026-09-18");

    assert_true(report_li(&work, ABSENCE_NONE));

    assert_int_equal(leave_now(&work, id).state, LEAVE_WITHDRAWN);
    assert_int_not_equal(leave_asked(&work, CHILD_LI, "2026-09-18", "2026-09-18"), 0);
    work_end(&work);
}

/* Fetched at ten by the mother: in the morning's report the child is there, and stays so. */
static void a_day_that_was_reported_before_the_leave_says_nothing_against_it(void **state)
{
    struct work work = work_begin(*state);
    assert_true(work_report(&work, work.today, NOBODY));
    int64_t id = leave_asked(&work, CHILD_LI, "2026-09-17", "2026-09-18");

    assert_true(report_li(&work, ABSENCE_NONE));

    assert_int_equal(leave_now(&work, id).state, LEAVE_RUNNING);
    assert_string_equal(leave_now(&work, id).last_day, "2026-09-18");
    work_end(&work);
}

static void an_earlier_day_that_is_corrected_does_not_end_a_leave_that_went_on(void **state)
{
    struct work work = work_begin(*state);
    struct actor teacher = county_actor(work.f, ROLE_CLASS_TEACHER);
    const struct absence_mark here = {work.county.child[CHILD_LI], ABSENCE_NONE};
    work.today = "2026-09-16";
    int64_t id = leave_asked(&work, CHILD_LI, "2026-09-16", "2026-09-18");
    assert_true(work_report(&work, work.today, NOBODY));
    work.today = "2026-09-17";
    assert_true(work_report(&work, work.today, NOBODY));

    assert_true(absence_report(work.f->store, work.policy, &teacher, work.today,
                               work.county.class_junior_7_1, "2026-09-16", &here, 1,
                               &work.f->err));

    assert_string_equal(leave_now(&work, id).last_day, "2026-09-18");
    assert_string_equal(kind_on(&work, "2026-09-16"), "");
    work_end(&work);
}

static void leave_asked_for_afterwards_takes_the_duty_back(void **state)
{
    struct work work = work_begin(*state);
    assert_true(work_report(&work, work.today, LI));
    int64_t case_id = work_case_of(&work, CHILD_LI);
    assert_int_not_equal(case_id, 0);

    assert_int_not_equal(leave_asked(&work, CHILD_LI, "2026-09-17", "2026-09-18"), 0);

    assert_string_equal(kind_on(&work, work.today), "leave");
    assert_int_equal(work_count(&work, "SELECT count(*) FROM duty WHERE case_id = :id"
                                       " AND state = 'open' AND kind = 'rung'",
                                case_id),
                     0);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM case_event WHERE case_id = :id"
                                       " AND kind = 'absence.withdrawn'",
                                case_id),
                     1);
    work_end(&work);
}

static void a_second_leave_in_the_same_days_is_refused_with_the_days_of_the_first(void **state)
{
    static const struct {
        const char *first, *last;
        bool overlaps;
    } others[] = {
        {"2026-09-18", "2026-09-20", true },
        {"2026-09-22", "2026-09-30", true },
        {"2026-09-19", "2026-09-19", true },
        {"2026-09-14", "2026-09-30", true },
        {"2026-09-14", "2026-09-17", false},
        {"2026-09-23", "2026-09-24", false},
    };
    struct work work = work_begin(*state);
    assert_int_not_equal(leave_asked(&work, CHILD_LI, "2026-09-18", "2026-09-22"), 0);

    for (size_t i = 0; i < COUNT(others); i++) {
        int64_t id = leave_asked(&work, CHILD_LI, others[i].first, others[i].last);
        assert_int_equal(id == 0, others[i].overlaps);
        if (others[i].overlaps) {
            assert_int_equal(work.f->err.kind, ERROR_CONFLICT);
            assert_string_equal(work.f->err.values[0], "2026-09-18");
            assert_string_equal(work.f->err.values[1], "2026-09-22");
        }
    }
    assert_int_not_equal(leave_asked(&work, CHILD_AYGUL, "2026-09-18", "2026-09-22"), 0);
    work_end(&work);
}

static void what_cannot_be_is_refused(void **state)
{
    struct work work = work_begin(*state);
    struct fixture *f = work.f;
    struct actor teacher = county_actor(f, ROLE_CLASS_TEACHER);
    const struct {
        const char *first, *last, *reason, *note, *relation, *by, *key;
    } wrong[] = {
        {"2026-09-31", "2026-10-01", "illness", "",  "mother", "x", "case.bad-day"    },
        {"2026-09-17", "soon",       "illness", "",  "mother", "x", "case.bad-day"    },
        {"2026-09-18", "2026-09-17", "illness", "",  "mother", "x", "leave.backwards" },
        {"2026-09-02", "2026-09-18", "illness", "",  "mother", "x", "absence.too-late"},
        {"2026-09-17", "2027-03-16", "illness", "",  "mother", "x", "leave.too-long"  },
        {"2026-09-17", "2026-09-18", "",        "",  "mother", "x", "leave.no-reason" },
        {"2026-09-17", "2026-09-18", "wedding", "x", "mother", "x", "leave.no-reason" },
        {"2026-09-17", "2026-09-18", "other",   "",  "mother", "x", "leave.no-note"   },
        {"2026-09-17", "2026-09-18", "illness", "",  "mother", "",  "leave.nobody"    },
        {"2026-09-17", "2026-09-18", "illness", "",  "",       "x", "leave.nobody"    },
    };
    for (size_t i = 0; i < COUNT(wrong); i++) {
        struct leave leave = a_leave(&work, CHILD_LI, wrong[i].first, wrong[i].last);
        int64_t id = 0;
        leave.reason = wrong[i].reason;
        leave.note = wrong[i].note;
        leave.relation = wrong[i].relation;
        leave.asked_by = wrong[i].by;
        f->err = (struct error){0};
        assert_false(leave_ask(f->store, work.policy, &teacher, work.today, &leave, &id, &f->err));
        assert_string_equal(f->err.key, wrong[i].key);
    }
    assert_int_equal(work_count(&work, "SELECT count(*) FROM leave", 0), 0);
    work_end(&work);
}

static void a_mistake_is_withdrawn_until_it_was_reported(void **state)
{
    struct work work = work_begin(*state);
    int64_t id = leave_asked(&work, CHILD_LI, "2026-09-17", "2026-09-18");
    assert_true(leave_withdrawn(&work, id));
    assert_int_equal(leave_now(&work, id).state, LEAVE_WITHDRAWN);

    id = leave_asked(&work, CHILD_LI, "2026-09-17", "2026-09-18");
    assert_true(work_report(&work, work.today, NOBODY));
    assert_false(leave_withdrawn(&work, id));
    assert_string_equal(work.f->err.key, "leave.reported");
    work_end(&work);
}

static void who_has_not_come_back_stands_first(void **state)
{
    struct work work = work_begin(*state);
    struct fixture *f = work.f;
    struct actor principal = county_actor(f, ROLE_PRINCIPAL);
    struct leave wang = a_leave(&work, CHILD_WANG, "2026-09-17", "2026-09-17"), *rows;
    int64_t id;
    size_t count;
    assert_true(leave_ask(f->store, work.policy, &principal, work.today, &wang, &id, &f->err));
    leave_asked(&work, CHILD_AYGUL, "2026-09-14", "2026-09-16");
    leave_asked(&work, CHILD_LI, "2026-09-21", "2026-09-22");

    assert_true(leave_list(f->store, work.county.junior, work.today, &f->arena, &rows, &count,
                           &f->err));

    assert_int_equal(count, 3);
    assert_int_equal(rows[0].child_id, work.county.child[CHILD_AYGUL]);
    assert_int_equal(rows[1].child_id, work.county.child[CHILD_WANG]);
    assert_int_equal(rows[2].child_id, work.county.child[CHILD_LI]);
    assert_true(leave_list(f->store, work.county.class_junior_7_2, work.today, &f->arena, &rows,
                           &count, &f->err));
    assert_int_equal(count, 1);
    work_end(&work);
}

static void a_child_whose_roll_entry_is_suspended_is_on_no_list(void **state)
{
    struct work work = work_begin(*state);
    struct fixture *f = work.f;
    struct leave *rows;
    size_t count;
    leave_asked(&work, CHILD_LI, "2026-09-17", "2026-09-18");
    assert_true(store_execute(f->store, "UPDATE main.roll_entry SET status = 'suspended'",
                              &f->err));

    assert_true(leave_list(f->store, work.county.junior, work.today, &f->arena, &rows, &count,
                           &f->err));

    assert_int_equal(count, 0);
    work_end(&work);
}

static void nobody_enters_a_leave_for_another_class(void **state)
{
    struct work work = work_begin(*state);

    assert_int_equal(leave_asked(&work, CHILD_WANG, "2026-09-17", "2026-09-18"), 0);

    assert_int_equal(work.f->err.kind, ERROR_DENIED);
    work_end(&work);
}

static void a_leave_out_of_sight_is_missing(void **state)
{
    struct work work = work_begin(*state);
    struct fixture *f = work.f;
    struct actor office = county_actor(f, ROLE_ACCOUNT_ADMIN);
    struct leave leave;
    int64_t id = leave_asked(&work, CHILD_LI, "2026-09-17", "2026-09-18");

    assert_true(scope_enter(f->store, &office, &f->err));
    assert_false(leave_read(f->store, id, work.today, &f->arena, &leave, &f->err));

    assert_int_equal(f->err.kind, ERROR_MISSING);
    work_end(&work);
}

static void every_verb_leaves_its_trace(void **state)
{
    struct work work = work_begin(*state);
    work.today = "2026-09-16";
    int64_t id = leave_asked(&work, CHILD_LI, "2026-09-16", "2026-09-22");
    assert_true(leave_moved(&work, id, "2026-09-23"));
    work.today = "2026-09-17";
    assert_true(leave_ended(&work, id));
    assert_true(leave_withdrawn(&work, leave_asked(&work, CHILD_LI, "2026-09-21", "2026-09-22")));

    assert_int_equal(work_count(&work, "SELECT count(DISTINCT action) FROM audit"
                                       " WHERE action GLOB 'leave.*' AND child_id = :id",
                                work.county.child[CHILD_LI]),
                     4);
    work_end(&work);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_child_on_leave_needs_no_mark),
        SPEC(after_its_end_the_child_is_absent_like_any_other),
        SPEC(who_is_seen_after_the_end_is_back),
        SPEC(a_leave_has_a_state_on_each_day),
        SPEC(who_is_reported_at_school_is_back_and_the_leave_ends_the_day_before),
        SPEC(who_came_on_its_first_day_never_was_on_leave),
        SPEC(a_day_that_was_reported_before_the_leave_says_nothing_against_it),
        SPEC(an_earlier_day_that_is_corrected_does_not_end_a_leave_that_went_on),
        SPEC(leave_asked_for_afterwards_takes_the_duty_back),
        SPEC(a_second_leave_in_the_same_days_is_refused_with_the_days_of_the_first),
        SPEC(what_cannot_be_is_refused),
        SPEC(a_mistake_is_withdrawn_until_it_was_reported),
        SPEC(who_has_not_come_back_stands_first),
        SPEC(a_child_whose_roll_entry_is_suspended_is_on_no_list),
        SPEC(nobody_enters_a_leave_for_another_class),
        SPEC(a_leave_out_of_sight_is_missing),
        SPEC(every_verb_leaves_its_trace),
    };
    return cmocka_run_group_tests_name("leave", specs, NULL, NULL);
}
