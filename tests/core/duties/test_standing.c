/* What is due without any case: 17 September 2026 is a Thursday, 19 September a Saturday. */
#include "tests/support/work.h"

#include "core/cases/plan.h"
#include "core/duties/agenda.h"
#include "core/duties/clerk.h"
#include "core/scope/scope.h"
#include "i18n/catalogue.h"

#include <string.h>

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

/* The helper of a child has left, and what is due for it waits. */
static struct work helper_left(struct fixture *f)
{
    struct work work = work_begin(f);
    struct actor teacher = county_actor(f, ROLE_CLASS_TEACHER);
    const struct plan_start start = {
        .child_id = work.county.child[CHILD_LI],
        .kind = "proxy_parent",
        .begins_on = "2026-09-01",
        .reason = "父母在外打工",
        .post_id = county_actor(f, ROLE_PAIRED_CADRE).posts[0].id,
    };
    int64_t id;
    assert_true(plan_begin(f->store, work.policy, &teacher, work.today, &start, &id, &f->err));
    assert_true(store_execute(f->store, "UPDATE holding SET last_day = '2026-09-16' WHERE post_id ="
                                        " (SELECT id FROM post WHERE role = 'paired_cadre')",
                              &f->err));
    night(&work, work.today);
    return work;
}

static void a_seat_that_nobody_holds_is_a_finding_by_its_name(void **state)
{
    struct fixture *f = *state;
    struct work work = helper_left(f);
    struct actor bureau = county_actor(f, ROLE_BUREAU_EDUCATION);
    struct duty_counts counts;
    struct duty *rows;
    size_t count;
    const char *why = "";
    assert_true(scope_enter(f->store, &bureau, &f->err));

    assert_true(agenda_today(f->store, &bureau, work.today, (struct page){0, 50}, &f->arena, &rows,
                             &count, &counts, &f->err));

    for (size_t i = 0; i < count; i++)
        if (strcmp(rows[i].kind, "vacant_post") == 0 && strcmp(rows[i].rung, "paired_cadre") == 0)
            why = agenda_because(work.policy, &rows[i], LANGUAGE_EN, &f->arena);
    assert_string_equal(why, "Paired helper · paired_cadre · 1 wait for nobody");
    work_end(&work);
}

static void what_was_due_for_it_goes_up(void **state)
{
    struct work work = helper_left(*state);

    assert_int_equal(work_count(&work, "SELECT count(*) FROM duty JOIN post ON post.id ="
                                       " duty.post_id WHERE kind = 'beat' AND state = 'open'"
                                       " AND role = 'principal'",
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
        SPEC(a_seat_that_nobody_holds_is_a_finding_by_its_name),
        SPEC(what_was_due_for_it_goes_up),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("standing", specs, NULL, NULL) : 1;
}
