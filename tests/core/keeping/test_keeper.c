/* The keeper from day to day: what it tells, who holds it up, and clocks that are wrong. */
#include "core/duties/clerk.h"
#include "core/keeping/hold.h"
#include "core/store/audit.h"
#include "tests/support/keep.h"

#include <string.h>

#define DAY_IT_GOES "2026-10-17" /* thirty days after COUNTY_TODAY */

/* Li has come of age long ago, and was told of today. */
static struct work begin(struct fixture *f)
{
    struct work work = work_begin(f);
    keep_born(&work, CHILD_LI, "2001-01-01");
    keep_day(&work, COUNTY_TODAY);
    return work;
}

static bool hold(struct work *work, const struct actor *actor, const char *until,
                 const char *reason)
{
    work->f->err = (struct error){0};
    return hold_back(work->f->store, actor, work->today, KEPT_ADULT, work->county.child[CHILD_LI],
                     until, reason, &work->f->err);
}

static void the_clerk_does_it_after_the_days_duties(void **state)
{
    struct work work = begin(*state);
    keep_days(&work, "2026-09-18", "2026-10-16");
    assert_true(keep_has_child(&work, CHILD_LI));

    assert_true(clerk_work(work.f->store, work.policy, DAY_IT_GOES, &work.f->err));

    assert_false(keep_has_child(&work, CHILD_LI));
    work_end(&work);
}

static void what_went_is_counted_by_day_and_kind(void **state)
{
    struct work work = begin(*state);
    struct keeper_run *runs;
    size_t count;
    keep_days(&work, "2026-09-18", DAY_IT_GOES);

    assert_true(keeper_runs(work.f->store, (struct page){0, 10}, &work.f->arena, &runs, &count,
                            &work.f->err));

    assert_int_equal(count, 1);
    assert_string_equal(runs[0].day, DAY_IT_GOES);
    assert_int_equal(runs[0].what, KEPT_ADULT);
    assert_int_equal(runs[0].count, 1);
    work_end(&work);
}

static void a_county_of_many_goes_some_at_a_time(void **state)
{
    struct work work = begin(*state);
    keep_sql(&work, "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n WHERE i < 250)"
                    " INSERT INTO main.child (name_zh, born) SELECT '示例' || i, '2001-01-01' FROM n",
             0, NULL);
    keep_days(&work, "2026-09-18", "2026-10-17");
    int64_t before = work_count(&work, "SELECT count(*) FROM child", 0);
    bool left;

    assert_true(keeper_work(work.f->store, work.policy, "2026-10-18", &left, &work.f->err));

    assert_true(left);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM child", 0), before - KEEPER_STEP);
    keep_day(&work, "2026-10-18");
    assert_int_equal(work_count(&work, "SELECT count(*) FROM child", 0), CHILD_COUNT - 1);
    work_end(&work);
}

/* A row that points at Li from a table that nobody empties. */
static void one_that_cannot_go_keeps_no_other_and_is_told_anew(void **state)
{
    struct work work = work_begin(*state);
    bool left;
    keep_born(&work, CHILD_LI, "2001-01-01");
    keep_born(&work, CHILD_WANG, "2001-01-01");
    keep_days(&work, COUNTY_TODAY, "2026-10-16");
    assert_true(store_execute(work.f->store, "CREATE TABLE main.stray (child_id INTEGER REFERENCES child(id))",
                              &work.f->err));
    keep_sql(&work, "INSERT INTO main.stray VALUES (:id)", work.county.child[CHILD_LI], NULL);

    assert_false(keeper_work(work.f->store, work.policy, DAY_IT_GOES, &left, &work.f->err));

    assert_int_equal(work.f->err.kind, ERROR_STORE);
    assert_true(keep_has_child(&work, CHILD_LI));
    assert_false(keep_has_child(&work, CHILD_WANG));
    keep_day(&work, "2026-10-18");
    assert_int_equal(work_count(&work, "SELECT count(*) FROM keeping_item WHERE told_on = '2026-10-18'", 0), 1);
    work_end(&work);
}

/* --- Held back -------------------------------------------------------------------------------- */

static void what_is_held_back_stays_until_the_day_and_goes_after(void **state)
{
    struct work work = begin(*state);
    struct actor bureau = county_actor(work.f, ROLE_BUREAU_EDUCATION);

    assert_true(hold(&work, &bureau, "2026-12-31", "行政复议还没结束"));

    keep_days(&work, "2026-09-18", "2026-12-31");
    assert_true(keep_has_child(&work, CHILD_LI));
    keep_day(&work, "2027-01-01");
    assert_false(keep_has_child(&work, CHILD_LI));
    work_end(&work);
}

/* Else nobody would find it again to let it go. */
static void what_is_held_back_for_long_is_listed_still(void **state)
{
    struct work work = begin(*state);
    size_t before = keep_count(&work, COUNTY_TODAY, "2026-12-17");

    assert_true(hold(&work, &work.f->console, "2027-08-31", "督导要看"));

    assert_int_equal(keep_count(&work, COUNTY_TODAY, "2026-12-17"), before);
    assert_string_equal(keep_item(&work, COUNTY_TODAY, KEPT_ADULT, work.county.child[CHILD_LI]).goes_on,
                        "2027-09-01");
    work_end(&work);
}

static void a_hold_that_is_lifted_lets_it_go_after_it_was_told_again(void **state)
{
    struct work work = begin(*state);
    struct actor bureau = county_actor(work.f, ROLE_BUREAU_EDUCATION);
    assert_true(hold(&work, &bureau, "2027-08-31", "督导要看"));
    keep_days(&work, "2026-09-18", "2026-11-01");

    assert_true(hold_lift(work.f->store, &bureau, "2026-11-01", KEPT_ADULT,
                          work.county.child[CHILD_LI], &work.f->err));

    keep_days(&work, "2026-11-02", "2026-12-01");
    assert_true(keep_has_child(&work, CHILD_LI));
    keep_day(&work, "2026-12-02");
    assert_false(keep_has_child(&work, CHILD_LI));
    work_end(&work);
}

static void a_case_that_is_held_back_keeps_its_child(void **state)
{
    struct work work = work_begin(*state);
    keep_born(&work, CHILD_LI, "2001-01-01");
    int64_t id = keep_closed(&work, CHILD_LI, "2020-01-01", 0);
    assert_true(hold_back(work.f->store, &work.f->console, COUNTY_TODAY, KEPT_CLOSED_CASE, id,
                          "2026-12-31", "行政复议", &work.f->err));

    keep_days(&work, COUNTY_TODAY, "2026-10-31");

    assert_true(keep_has_case(&work, id));
    assert_true(keep_has_child(&work, CHILD_LI));
    work_end(&work);
}

static void a_child_that_is_held_back_keeps_its_cases(void **state)
{
    struct work work = work_begin(*state);
    int64_t id = keep_closed(&work, CHILD_LI, "2020-01-01", 0);
    assert_true(hold(&work, &work.f->console, "2026-12-31", "行政复议"));

    keep_days(&work, COUNTY_TODAY, "2026-10-31");

    assert_true(keep_has_case(&work, id));
    work_end(&work);
}

static void a_hold_needs_a_reason_a_day_and_the_bureau(void **state)
{
    struct work work = begin(*state);
    struct actor bureau = county_actor(work.f, ROLE_BUREAU_EDUCATION);
    struct actor principal = county_actor(work.f, ROLE_PRINCIPAL);

    assert_false(hold(&work, &bureau, "2026-12-31", ""));
    assert_string_equal(work.f->err.key, "hold.no-reason");
    assert_false(hold(&work, &bureau, "", "复议"));
    assert_string_equal(work.f->err.key, "hold.no-end");
    assert_false(hold(&work, &bureau, "2026-09-16", "复议"));
    assert_string_equal(work.f->err.key, "hold.too-long");
    assert_false(hold(&work, &bureau, "2027-09-19", "复议"));
    assert_string_equal(work.f->err.key, "hold.too-long");
    assert_false(hold(&work, &bureau, "2026-02-30", "复议"));
    assert_string_equal(work.f->err.key, "case.bad-day");
    assert_false(hold(&work, &principal, "2026-12-31", "复议"));
    assert_int_equal(work.f->err.kind, ERROR_DENIED);
    work_end(&work);
}

static void who_held_it_back_is_on_record_and_why_beside_it(void **state)
{
    struct work work = begin(*state);
    struct actor bureau = county_actor(work.f, ROLE_BUREAU_EDUCATION);
    struct keeping_hold read;
    bool found;

    assert_true(hold(&work, &bureau, "2026-12-31", "李示例的父亲申请复议"));

    assert_true(hold_read(work.f->store, work.today, KEPT_ADULT, work.county.child[CHILD_LI],
                          &work.f->arena, &read, &found, &work.f->err));
    assert_true(found);
    assert_string_equal(read.reason, "李示例的父亲申请复议");
    assert_int_equal(work_count(&work, "SELECT count(*) FROM audit WHERE action = 'keeping.hold'"
                                       " AND child_id = :id AND json_extract(detail, '$.until') = '2026-12-31'"
                                       " AND detail NOT LIKE '%李示例%'",
                                work.county.child[CHILD_LI]),
                     1);
    work_end(&work);
}

/* --- Clocks ----------------------------------------------------------------------------------- */

static void a_clock_that_went_back_erases_and_tells_nothing(void **state)
{
    struct work work = begin(*state);
    keep_days(&work, "2026-09-18", "2026-10-16");
    keep_born(&work, CHILD_WANG, "2001-01-01");

    keep_day(&work, "2001-01-01");
    keep_day(&work, "2026-10-15");

    assert_true(keep_has_child(&work, CHILD_LI));
    assert_int_equal(work_count(&work, "SELECT count(*) FROM keeping_item", 0), 1);
    work_end(&work);
}

static void a_clock_that_jumped_ahead_erases_and_tells_nothing(void **state)
{
    struct work work = begin(*state);

    keep_days(&work, "2036-01-01", "2036-03-01");

    assert_true(keep_has_child(&work, CHILD_LI));
    assert_int_equal(work_count(&work, "SELECT count(*) FROM keeping_item", 0), 1);
    keep_day(&work, "2026-09-20"); /* and all is as before when it is right again */
    assert_int_equal(work_count(&work, "SELECT count(*) FROM keeping_item", 0), 1);
    work_end(&work);
}

static void a_server_that_was_off_for_two_weeks_goes_on(void **state)
{
    struct work work = begin(*state);
    keep_days(&work, "2026-09-18", "2026-10-10");

    keep_day(&work, "2026-10-24");

    assert_false(keep_has_child(&work, CHILD_LI));
    work_end(&work);
}

static void after_longer_it_goes_on_with_a_persons_word_and_waits_as_long_again(void **state)
{
    struct work work = begin(*state);
    struct actor bureau = county_actor(work.f, ROLE_BUREAU_EDUCATION);
    keep_days(&work, "2026-09-18", "2026-10-01");
    keep_day(&work, "2026-11-01");
    assert_true(keep_has_child(&work, CHILD_LI));

    assert_true(keeper_go_on(work.f->store, &bureau, "2026-11-01", &work.f->err));

    keep_days(&work, "2026-11-01", "2026-11-16");
    assert_true(keep_has_child(&work, CHILD_LI));
    keep_day(&work, "2026-11-17");
    assert_false(keep_has_child(&work, CHILD_LI));
    work_end(&work);
}

static void the_word_is_the_bureaus_and_is_on_record(void **state)
{
    struct work work = begin(*state);
    struct actor bureau = county_actor(work.f, ROLE_BUREAU_EDUCATION);
    struct actor principal = county_actor(work.f, ROLE_PRINCIPAL);

    assert_false(keeper_go_on(work.f->store, &bureau, "2026-09-18", &work.f->err));
    assert_string_equal(work.f->err.key, "keeping.not-waiting");
    work.f->err = (struct error){0};
    assert_false(keeper_go_on(work.f->store, &principal, "2026-12-01", &work.f->err));
    assert_int_equal(work.f->err.kind, ERROR_DENIED);
    assert_true(keeper_go_on(work.f->store, &bureau, "2026-12-01", &work.f->err));
    assert_int_equal(work_count(&work, "SELECT count(*) FROM audit WHERE action = 'keeping.go-on'", 0), 1);
    work_end(&work);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(the_clerk_does_it_after_the_days_duties),
        SPEC(what_went_is_counted_by_day_and_kind),
        SPEC(a_county_of_many_goes_some_at_a_time),
        SPEC(one_that_cannot_go_keeps_no_other_and_is_told_anew),
        SPEC(what_is_held_back_stays_until_the_day_and_goes_after),
        SPEC(what_is_held_back_for_long_is_listed_still),
        SPEC(a_hold_that_is_lifted_lets_it_go_after_it_was_told_again),
        SPEC(a_case_that_is_held_back_keeps_its_child),
        SPEC(a_child_that_is_held_back_keeps_its_cases),
        SPEC(a_hold_needs_a_reason_a_day_and_the_bureau),
        SPEC(who_held_it_back_is_on_record_and_why_beside_it),
        SPEC(a_clock_that_went_back_erases_and_tells_nothing),
        SPEC(a_clock_that_jumped_ahead_erases_and_tells_nothing),
        SPEC(a_server_that_was_off_for_two_weeks_goes_on),
        SPEC(after_longer_it_goes_on_with_a_persons_word_and_waits_as_long_again),
        SPEC(the_word_is_the_bureaus_and_is_on_record),
    };
    return cmocka_run_group_tests_name("keeper", specs, NULL, NULL);
}
