/* What is due without any case: 17 September 2026 is a Thursday, 19 September a Saturday. */
#include "tests/support/work.h"

#include "core/duties/clerk.h"

static const enum county_child nobody[] = {CHILD_COUNT};

static void night(struct work *work, const char *today)
{
    struct fixture *f = work->f;
    if (!clerk_work(f->store, work->policy, today, &f->err))
        fail_msg("%s: %s", f->err.key, f->err.detail);
}

static void a_class_that_has_not_reported_is_asked_and_then_its_school(void **state)
{
    struct work work = work_begin(*state);

    night(&work, "2026-09-17");
    assert_int_equal(work_count(&work, "SELECT count(*) FROM duty JOIN post ON post.id = post_id"
                                       " WHERE kind = 'attendance' AND state = 'open'"
                                       " AND role = 'class_teacher'",
                                0),
                     1);

    assert_true(work_report(&work, "2026-09-17", nobody));
    assert_int_equal(work_count(&work, "SELECT count(*) FROM duty JOIN post ON post.id = post_id"
                                       " WHERE kind = 'attendance' AND state = 'open'"
                                       " AND role = 'class_teacher'",
                                0),
                     0);

    night(&work, "2026-09-18");
    assert_int_equal(work_count(&work, "SELECT count(*) FROM duty JOIN post ON post.id = post_id"
                                       " WHERE kind = 'attendance' AND since = '2026-09-17'"
                                       " AND state = 'open' AND role = 'class_teacher'",
                                0),
                     0);
    night(&work, "2026-09-19");
    assert_int_equal(work_count(&work, "SELECT count(*) FROM duty WHERE kind = 'attendance'"
                                       " AND since = '2026-09-19'",
                                0),
                     0);
    work_end(&work);
}

static void a_class_that_nobody_answers_for_is_not_asked(void **state)
{
    struct work work = work_begin(*state);

    night(&work, "2026-09-17");

    assert_int_equal(work_count(&work, "SELECT count(*) FROM duty WHERE kind = 'attendance'"
                                       " AND post_id NOT IN (SELECT post_id FROM holding)",
                                0),
                     0);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM duty JOIN post ON post.id = post_id"
                                       " WHERE kind = 'attendance' AND role = 'bureau_education'",
                                0),
                     0);
    work_end(&work);
}

static void a_day_nobody_reported_is_not_asked_for_ever(void **state)
{
    struct work work = work_begin(*state);
    night(&work, "2026-09-15");

    night(&work, "2026-09-23");

    assert_int_equal(work_count(&work, "SELECT count(*) FROM duty WHERE kind = 'attendance'"
                                       " AND since = '2026-09-15' AND state = 'open'",
                                0),
                     0);
    assert_true(work_count(&work, "SELECT count(*) FROM duty WHERE kind = 'attendance'"
                                  " AND since = '2026-09-22' AND state = 'open'",
                           0)
                > 0);
    work_end(&work);
}

static void open_findings_are_one_duty_of_their_school(void **state)
{
    struct work work = work_begin(*state);
    QUERY(finding) = query_open(work.f->store,
                                "INSERT INTO finding (kind, subject, child_id, place_id, why, found_on)"
                                " VALUES ('not_enrolled', 'x', :child, :school, '{}', '2026-09-14')");
    bind_int(&finding, ":child", work.county.child[CHILD_NOWHERE]);
    bind_int(&finding, ":school", work.county.junior);
    assert_true(query_run(&finding, &work.f->err));

    night(&work, "2026-09-17");
    assert_int_equal(work_count(&work, "SELECT count(*) FROM duty JOIN post ON post.id = post_id"
                                       " WHERE kind = 'finding' AND state = 'open' AND days = 1"
                                       " AND role = 'academic_office' AND since = '2026-09-14'",
                                0),
                     1);

    QUERY(settle) = query_open(work.f->store, "UPDATE finding SET state = 'settled'");
    assert_true(query_run(&settle, &work.f->err));
    night(&work, "2026-09-18");
    assert_int_equal(work_count(&work, "SELECT count(*) FROM duty WHERE kind = 'finding'"
                                       " AND state = 'done' AND done_on = '2026-09-18'",
                                0),
                     1);
    work_end(&work);
}

static void findings_of_no_school_are_the_education_section_s(void **state)
{
    struct work work = work_begin(*state);
    QUERY(finding) = query_open(work.f->store,
                                "INSERT INTO finding (kind, subject, child_id, why, found_on)"
                                " VALUES ('not_enrolled', 'x', :child, '{}', '2026-09-14')");
    bind_int(&finding, ":child", work.county.child[CHILD_NOWHERE]);
    assert_true(query_run(&finding, &work.f->err));

    night(&work, "2026-09-17");

    assert_int_equal(work_count(&work, "SELECT count(*) FROM duty JOIN post ON post.id = post_id"
                                       " WHERE kind = 'finding' AND state = 'open'"
                                       " AND duty.place_id IS NULL AND role = 'bureau_education'",
                                0),
                     1);
    work_end(&work);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_class_that_has_not_reported_is_asked_and_then_its_school),
        SPEC(a_class_that_nobody_answers_for_is_not_asked),
        SPEC(a_day_nobody_reported_is_not_asked_for_ever),
        SPEC(open_findings_are_one_duty_of_their_school),
        SPEC(findings_of_no_school_are_the_education_section_s),
    };
    return cmocka_run_group_tests_name("standing", specs, NULL, NULL);
}
