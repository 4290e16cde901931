/* Terms as they are entered; the small county has one, from 1 September 2026 to 15 January 2027. */
#include "tests/support/work.h"

#include "core/days/calendar_entry.h"
#include "core/days/term.h"
#include "core/store/audit.h"
#include "core/store/record.h"

#include <string.h>

static bool add(struct work *work, enum role role, int64_t place, const char *first,
                const char *last)
{
    struct actor actor = county_actor(work->f, role);
    const struct term term = {.place_id = place, .first_day = first, .last_day = last};
    int64_t id;
    work->f->err = (struct error){0};
    return term_add(work->f->store, &actor, COUNTY_TODAY, &term, &id, &work->f->err);
}

static void refuse(struct work *work, const char *first, const char *last, const char *key,
                   int column)
{
    assert_false(add(work, ROLE_BUREAU_EDUCATION, work->county.id, first, last));
    assert_string_equal(work->f->err.key, key);
    assert_int_equal(calendar_entry_column(&work->f->err), column);
}

static struct calendar calendar_of(struct work *work, int64_t place)
{
    struct calendar calendar;
    assert_true(calendar_read(work->f->store, work->policy, place, &work->f->arena, &calendar,
                              &work->f->err));
    return calendar;
}

static void the_bureau_enters_a_term_for_every_school(void **state)
{
    struct work work = work_begin(*state);

    assert_true(add(&work, ROLE_BUREAU_EDUCATION, work.county.id, "2027-02-22", "2027-07-09"));

    struct calendar calendar = calendar_of(&work, work.county.class_nine_7);
    assert_true(calendar_school_day(&calendar, "2027-02-22"));
    assert_false(calendar_assumed(&calendar, "2027-02-22"));
    assert_int_equal(work_count(&work, "SELECT count(*) FROM audit WHERE action = 'term.add'"
                                       " AND subject_id = :id",
                                work.county.id),
                     1);
    work_end(&work);
}

static void a_principal_enters_terms_for_the_own_school_alone(void **state)
{
    struct work work = work_begin(*state);

    assert_true(add(&work, ROLE_PRINCIPAL, work.county.junior, "2027-03-08", "2027-07-15"));
    assert_false(add(&work, ROLE_PRINCIPAL, work.county.primary, "2027-03-08", "2027-07-15"));
    assert_int_equal(work.f->err.kind, ERROR_DENIED);
    assert_false(add(&work, ROLE_PRINCIPAL, work.county.id, "2027-03-08", "2027-07-15"));
    assert_int_equal(work.f->err.kind, ERROR_DENIED);
    assert_false(add(&work, ROLE_CLASS_TEACHER, work.county.junior, "2027-03-08", "2027-07-15"));
    assert_int_equal(work.f->err.kind, ERROR_DENIED);
    work_end(&work);
}

static void a_class_has_no_calendar_of_its_own(void **state)
{
    struct work work = work_begin(*state);

    assert_false(add(&work, ROLE_BUREAU_EDUCATION, work.county.class_nine_7, "2027-03-08",
                     "2027-07-15"));

    assert_string_equal(work.f->err.key, "calendar.place");
    assert_int_equal(calendar_entry_column(&work.f->err), CALENDAR_PLACE);
    work_end(&work);
}

static void days_that_cannot_be_are_refused_with_the_column(void **state)
{
    struct work work = work_begin(*state);

    refuse(&work, "2027-02-30", "2027-07-15", "value.day", CALENDAR_FIRST);
    refuse(&work, "2027-07-15", "2027-03-01", "calendar.last-before-first", CALENDAR_LAST);
    refuse(&work, "2027-03-01", "2028-03-01", "calendar.too-long", CALENDAR_LAST);
    refuse(&work, "2028-09-01", "2029-01-15", "calendar.too-far", CALENDAR_LAST);
    refuse(&work, "2024-03-01", "2024-07-10", "calendar.too-old", CALENDAR_FIRST);
    refuse(&work, "2027-01-15", "2027-07-15", "calendar.terms-meet", CALENDAR_FIRST);
    work_end(&work);
}

static void a_term_that_was_assumed_is_announced_with_other_days(void **state)
{
    struct work work = work_begin(*state);
    struct actor bureau = county_actor(work.f, ROLE_BUREAU_EDUCATION);
    struct term term = {.place_id = work.county.id,
                        .first_day = "2027-03-01",
                        .last_day = "2027-07-10",
                        .assumed = true};
    assert_true(term_add(work.f->store, &bureau, COUNTY_TODAY, &term, &term.id, &work.f->err));
    struct calendar before = calendar_of(&work, work.county.junior);
    assert_true(calendar_assumed(&before, "2027-03-02"));

    term.first_day = "2027-02-22";
    term.assumed = false;
    assert_true(term_change(work.f->store, &bureau, COUNTY_TODAY, &term, &work.f->err));

    struct calendar after = calendar_of(&work, work.county.junior);
    assert_true(calendar_school_day(&after, "2027-02-23"));
    assert_false(calendar_assumed(&after, "2027-03-02"));
    assert_int_equal(work_count(&work, "SELECT count(*) FROM audit WHERE action = 'term.change'"
                                       " AND json_extract(detail, '$.old_first') = '2027-03-01'"
                                       " AND json_extract(detail, '$.first') = '2027-02-22'",
                                0),
                     1);
    work_end(&work);
}

static void a_refused_change_leaves_everything_as_it_was(void **state)
{
    struct work work = work_begin(*state);
    struct actor bureau = county_actor(work.f, ROLE_BUREAU_EDUCATION);
    const struct term term = {
        .id = work.county.term, .first_day = "2026-09-01", .last_day = "2026-08-01"};
    int64_t rows = work_count(&work, "SELECT count(*) FROM audit", 0);

    assert_false(term_change(work.f->store, &bureau, COUNTY_TODAY, &term, &work.f->err));

    assert_int_equal(work_count(&work, "SELECT count(*) FROM audit", 0), rows);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM term WHERE id = :id"
                                       " AND last_day = '2027-01-15'",
                                work.county.term),
                     1);
    work_end(&work);
}

static void a_removed_term_leaves_the_convention(void **state)
{
    struct work work = work_begin(*state);
    struct actor bureau = county_actor(work.f, ROLE_BUREAU_EDUCATION);

    assert_true(term_remove(work.f->store, &bureau, work.county.term, &work.f->err));

    struct calendar calendar = calendar_of(&work, work.county.junior);
    assert_true(calendar_school_day(&calendar, COUNTY_TODAY));
    assert_true(calendar_assumed(&calendar, COUNTY_TODAY));
    assert_false(term_remove(work.f->store, &bureau, work.county.term, &work.f->err));
    assert_int_equal(work.f->err.kind, ERROR_MISSING);
    work_end(&work);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(the_bureau_enters_a_term_for_every_school),
        SPEC(a_principal_enters_terms_for_the_own_school_alone),
        SPEC(a_class_has_no_calendar_of_its_own),
        SPEC(days_that_cannot_be_are_refused_with_the_column),
        SPEC(a_term_that_was_assumed_is_announced_with_other_days),
        SPEC(a_refused_change_leaves_everything_as_it_was),
        SPEC(a_removed_term_leaves_the_convention),
    };
    return cmocka_run_group_tests_name("term", specs, NULL, NULL);
}
