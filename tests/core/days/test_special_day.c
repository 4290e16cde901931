/* Holidays and make-up days as they are entered, and what they do to the duties that are open. */
#include "tests/support/work.h"

#include "core/days/calendar_entry.h"
#include "core/days/special_day.h"
#include "core/duties/clerk.h"
#include "core/store/record.h"

#include <string.h>

static const enum county_child only_li[] = {CHILD_LI, CHILD_COUNT};

/* A span of the county's, as the bureau enters it; the name is in Chinese. */
static struct special_days span(const struct work *work, enum day_kind kind, const char *first,
                                const char *last, const char *name)
{
    return (struct special_days){.place_id = work->county.id,
                                 .kind = kind,
                                 .first_day = first,
                                 .last_day = last,
                                 .name_zh = name,
                                 .name_ug = ""};
}

static bool enter(struct work *work, const struct special_days *days, struct special_change *change)
{
    struct actor bureau = county_actor(work->f, ROLE_BUREAU_EDUCATION);
    work->f->err = (struct error){0};
    return special_days_enter(work->f->store, work->policy, &bureau, COUNTY_TODAY, days, change,
                              &work->f->err);
}

static void refuse(struct work *work, struct special_days days, const char *key, int column)
{
    struct special_change change;
    assert_false(enter(work, &days, &change));
    assert_string_equal(work->f->err.key, key);
    assert_int_equal(calendar_entry_column(&work->f->err), column);
}

static enum day_kind kind_of(struct work *work, int64_t place, const char *day)
{
    struct calendar calendar;
    assert_true(calendar_read(work->f->store, work->policy, place, &work->f->arena, &calendar,
                              &work->f->err));
    return calendar_day_kind(&calendar, day);
}

static void night(struct work *work, const char *today)
{
    if (!clerk_work(work->f->store, work->policy, today, &work->f->err))
        fail_msg("%s: %s", work->f->err.key, work->f->err.detail);
}

static void a_holiday_of_some_days_is_one_span_and_one_row_of_the_trail(void **state)
{
    struct work work = work_begin(*state);
    struct special_days days = span(&work, DAY_HOLIDAY, "2026-12-30", "2027-01-02", "元旦");
    struct special_days *rows;
    struct special_change change;
    size_t count;

    assert_true(enter(&work, &days, &change));

    assert_int_equal(change.added, 4);
    assert_true(special_days_list(work.f->store, work.county.id, "2027-01-01", "2027-01-31",
                                  &work.f->arena, &rows, &count, &work.f->err));
    assert_int_equal(count, 1);
    assert_string_equal(rows[0].first_day, "2026-12-30");
    assert_string_equal(rows[0].last_day, "2027-01-02");
    assert_int_equal(work_count(&work, "SELECT count(*) FROM audit"
                                       " WHERE action = 'special_day.enter'",
                                0),
                     1);
    work_end(&work);
}

static void the_same_span_again_changes_nothing(void **state)
{
    struct work work = work_begin(*state);
    struct special_days days = span(&work, DAY_HOLIDAY, "2026-11-05", "2026-11-06", "运动会");
    struct special_change change;
    assert_true(enter(&work, &days, &change));
    int64_t rows = work_count(&work, "SELECT count(*) FROM audit", 0);

    assert_true(enter(&work, &days, &change));

    assert_int_equal(change.added + change.renamed, 0);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM audit", 0), rows);
    work_end(&work);
}

static void what_cannot_be_is_refused_with_the_column(void **state)
{
    struct work work = work_begin(*state);

    refuse(&work, span(&work, DAY_HOLIDAY, "2026-13-01", "2026-13-01", "x"), "value.day",
           CALENDAR_FIRST);
    refuse(&work, span(&work, DAY_HOLIDAY, "2026-11-06", "2026-11-05", "x"),
           "calendar.last-before-first", CALENDAR_LAST);
    refuse(&work, span(&work, DAY_HOLIDAY, "2026-11-01", "2026-12-31", "x"), "calendar.too-long",
           CALENDAR_LAST);
    refuse(&work, span(&work, DAY_HOLIDAY, "2026-11-05", "2026-11-05", ""), "calendar.no-name",
           CALENDAR_NAME);
    refuse(&work, span(&work, DAY_MAKE_UP, "2026-09-21", "2026-09-21", ""),
           "calendar.is-school-day", CALENDAR_FIRST);
    refuse(&work, span(&work, DAY_MAKE_UP, "2027-02-05", "2027-02-05", ""),
           "calendar.is-working-day", CALENDAR_FIRST);
    refuse(&work, span(&work, DAY_MAKE_UP, "2026-09-25", "2026-09-25", ""), "calendar.other-kind",
           CALENDAR_FIRST);
    work_end(&work);
}

static void of_a_span_that_is_refused_no_day_stays(void **state)
{
    struct work work = work_begin(*state);

    refuse(&work, span(&work, DAY_MAKE_UP, "2026-09-26", "2026-09-28", ""),
           "calendar.is-school-day", CALENDAR_FIRST);

    assert_int_equal(kind_of(&work, work.county.junior, "2026-09-26"), DAY_WEEKEND);
    work_end(&work);
}

static void a_school_makes_up_on_a_day_that_the_county_has_off(void **state)
{
    struct work work = work_begin(*state);
    struct actor principal = county_actor(work.f, ROLE_PRINCIPAL);
    struct special_days days = span(&work, DAY_MAKE_UP, "2026-09-25", "2026-09-25", "");
    struct special_change change;
    days.place_id = work.county.junior;

    assert_true(special_days_enter(work.f->store, work.policy, &principal, COUNTY_TODAY, &days,
                                   &change, &work.f->err));

    assert_int_equal(kind_of(&work, work.county.class_junior_7_1, "2026-09-25"), DAY_MAKE_UP);
    assert_int_equal(kind_of(&work, work.county.class_primary_6, "2026-09-25"), DAY_HOLIDAY);
    work_end(&work);
}

static void a_span_is_moved_and_removed_as_one(void **state)
{
    struct work work = work_begin(*state);
    struct actor bureau = county_actor(work.f, ROLE_BUREAU_EDUCATION);
    struct special_days days = span(&work, DAY_HOLIDAY, "2026-11-05", "2026-11-06", "运动会");
    struct special_change change;
    assert_true(enter(&work, &days, &change));

    struct special_days later = span(&work, DAY_HOLIDAY, "2026-11-06", "2026-11-09", "运动会");
    assert_true(special_days_change(work.f->store, work.policy, &bureau, COUNTY_TODAY,
                                    "2026-11-05", "2026-11-06", &later, &work.f->err));
    assert_int_equal(kind_of(&work, work.county.junior, "2026-11-05"), DAY_SCHOOL);
    assert_int_equal(kind_of(&work, work.county.junior, "2026-11-09"), DAY_HOLIDAY);

    assert_true(special_days_remove(work.f->store, &bureau, work.county.id, "2026-11-06",
                                    "2026-11-09", &work.f->err));
    assert_int_equal(kind_of(&work, work.county.junior, "2026-11-09"), DAY_SCHOOL);
    assert_false(special_days_remove(work.f->store, &bureau, work.county.id, "2026-11-06",
                                     "2026-11-09", &work.f->err));
    assert_int_equal(work.f->err.kind, ERROR_MISSING);
    work_end(&work);
}

/* --- What depends on the calendar ------------------------------------------------------------- */

static int64_t asked_for(struct work *work, const char *day)
{
    return work_count(work, arena_text(&work->f->arena, "SELECT count(*) FROM duty WHERE kind = 'attendance'"
                                                        " AND state = 'open' AND since = '%s'",
                                       day),
                      0);
}

static void a_holiday_takes_back_what_was_asked_and_its_removal_asks_again(void **state)
{
    struct work work = work_begin(*state);
    struct actor bureau = county_actor(work.f, ROLE_BUREAU_EDUCATION);
    struct special_days days = span(&work, DAY_HOLIDAY, COUNTY_TODAY, COUNTY_TODAY, "大风停课");
    struct special_change change;
    night(&work, COUNTY_TODAY);
    assert_true(asked_for(&work, COUNTY_TODAY) > 0);

    assert_true(enter(&work, &days, &change));
    night(&work, COUNTY_TODAY);
    assert_int_equal(asked_for(&work, COUNTY_TODAY), 0);

    assert_true(special_days_remove(work.f->store, &bureau, work.county.id, COUNTY_TODAY,
                                    COUNTY_TODAY, &work.f->err));
    night(&work, COUNTY_TODAY);
    assert_true(asked_for(&work, COUNTY_TODAY) > 0);
    work_end(&work);
}

static void a_make_up_day_that_was_entered_late_is_asked_for(void **state)
{
    struct work work = work_begin(*state);
    struct special_days days = span(&work, DAY_MAKE_UP, "2026-09-19", "2026-09-19", "");
    struct special_change change;
    night(&work, "2026-09-18");
    night(&work, "2026-09-20");
    assert_int_equal(asked_for(&work, "2026-09-19"), 0);

    assert_true(enter(&work, &days, &change));
    night(&work, "2026-09-20");

    assert_true(asked_for(&work, "2026-09-19") > 0);
    work_end(&work);
}

static void a_class_that_was_never_asked_is_not_asked_for_the_past(void **state)
{
    struct work work = work_begin(*state);
    struct special_days days = span(&work, DAY_HOLIDAY, "2026-11-05", "2026-11-05", "运动会");
    struct special_change change;
    assert_true(enter(&work, &days, &change));

    night(&work, COUNTY_TODAY);

    assert_int_equal(asked_for(&work, "2026-09-16"), 0);
    assert_true(asked_for(&work, COUNTY_TODAY) > 0);
    work_end(&work);
}

static void a_holiday_moves_the_steps_of_the_open_cases(void **state)
{
    struct work work = work_begin(*state);
    struct special_days days = span(&work, DAY_HOLIDAY, "2026-09-16", "2026-09-16", "大风停课");
    struct special_change change;
    assert_true(work_report(&work, "2026-09-15", only_li));
    assert_true(work_report(&work, "2026-09-16", only_li));
    assert_int_equal(work_count(&work, "SELECT count(*) FROM duty WHERE rung = 'joint_visit'"
                                       " AND state = 'open'",
                                0),
                     1);

    assert_true(enter(&work, &days, &change));
    night(&work, "2026-09-17");

    assert_int_equal(work_count(&work, "SELECT count(*) FROM duty WHERE rung = 'joint_visit'"
                                       " AND state = 'open'",
                                0),
                     0);
    work_end(&work);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_holiday_of_some_days_is_one_span_and_one_row_of_the_trail),
        SPEC(the_same_span_again_changes_nothing),
        SPEC(what_cannot_be_is_refused_with_the_column),
        SPEC(of_a_span_that_is_refused_no_day_stays),
        SPEC(a_school_makes_up_on_a_day_that_the_county_has_off),
        SPEC(a_span_is_moved_and_removed_as_one),
        SPEC(a_holiday_takes_back_what_was_asked_and_its_removal_asks_again),
        SPEC(a_make_up_day_that_was_entered_late_is_asked_for),
        SPEC(a_class_that_was_never_asked_is_not_asked_for_the_past),
        SPEC(a_holiday_moves_the_steps_of_the_open_cases),
    };
    return cmocka_run_group_tests_name("special_day", specs, NULL, NULL);
}
