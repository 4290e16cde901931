/* The clerk after days off: 17 September 2026 is a Thursday, 25 September and the first week of
   October are holidays. */
#include "tests/support/work.h"

#include "core/base/date.h"
#include "core/cases/plan.h"
#include "core/days/absence.h"
#include "core/days/calendar.h"
#include "core/duties/clerk.h"

#include <string.h>

enum {
    DAYS = 30
};

static const enum county_child nobody[] = {CHILD_COUNT};
static const enum county_child li[] = {CHILD_LI, CHILD_COUNT};
static const enum county_child both[] = {CHILD_LI, CHILD_AYGUL, CHILD_COUNT};

static const char *day_after(struct work *work, int days)
{
    return date_add(COUNTY_TODAY, days, &work->f->arena);
}

static void night(struct work *work, const char *today)
{
    if (!clerk_work(work->f->store, work->policy, today, &work->f->err))
        fail_msg("%s: %s", work->f->err.key, work->f->err.detail);
}

static void begin_plan(struct work *work, enum county_child child, const char *kind)
{
    const struct plan_start start = {
        .child_id = work->county.child[child],
        .kind = kind,
        .reason = "示例",
        .papers = {"示例", "示例"},
    };
    int64_t plan;
    if (!plan_begin(work->f->store, work->policy, &work->f->console, work->today, &start, &plan,
                    &work->f->err))
        fail_msg("%s: %s", work->f->err.key, work->f->err.detail);
}

/* A county in which much waits: two who stay away, a list that no school settles, plans. */
static struct work begin(struct fixture *f)
{
    struct work work = work_begin(f);
    night(&work, COUNTY_TODAY);
    assert_true(work_report(&work, "2026-09-16", li));
    assert_true(work_report(&work, "2026-09-17", both));
    work_case(&work, CHILD_NOWHERE);
    begin_plan(&work, CHILD_WANG, "proxy_parent");
    begin_plan(&work, CHILD_KURBAN, "home_teaching");
    return work;
}

/* The duties as they stand, by what they are about: of cases, or all that there are. */
static const char *list_duties(struct work *work, bool all)
{
    QUERY(query) = query_open(work->f->store,
                              "SELECT group_concat(subject || ' ' || post_id || ' ' || first_post"
                              "  || ' ' || level || ' ' || days || ' ' || since || ' ' || due"
                              "  || ' ' || state || ' ' || coalesce(done_on, '-') || ' ' || why,"
                              "  x'0a') FROM (SELECT * FROM duty WHERE case_id OR :all"
                              "  ORDER BY subject)");
    bind_int(&query, ":all", all);
    assert_true(query_next(&query));
    return query_text(&query, 0, &work->f->arena);
}

static const char *duties(struct work *work)
{
    return list_duties(work, true);
}

/* What time did to the cases, and who was told of it. */
static const char *events(struct work *work)
{
    QUERY(query) = query_open(work->f->store,
                              "SELECT (SELECT group_concat(case_id || ' ' || kind || ' ' || day"
                              "   || ' ' || rung || ' ' || data, x'0a')"
                              "  FROM (SELECT * FROM case_event ORDER BY case_id, day, kind, rung,"
                              "   data))"
                              " || (SELECT group_concat(post_id || ' ' || key || ' ' || route, x'0a')"
                              "  FROM (SELECT DISTINCT post_id, key, route FROM notice"
                              "   ORDER BY 1, 2, 3))"
                              " || (SELECT group_concat(id || ' ' || status, x'0a') FROM casefile)");
    assert_true(query_next(&query));
    return query_text(&query, 0, &work->f->arena);
}

static void play_every_day(struct work *work)
{
    for (int day = 1; day <= DAYS; day++)
        night(work, day_after(work, day));
}

static void after_days_off_all_is_as_if_it_had_run_each_day(void **state)
{
    struct work daily = begin(*state), off;
    void *other;
    fixture_open(&other);
    off = begin(other);

    play_every_day(&daily);
    night(&off, day_after(&off, DAYS));

    assert_string_equal(duties(&off), duties(&daily));
    assert_string_equal(events(&off), events(&daily));
    work_end(&off);
    fixture_close(&other);
    work_end(&daily);
}

static void leave_post(struct work *work, enum role role, const char *last_day)
{
    QUERY(query) = query_open(work->f->store,
                              "UPDATE main.holding SET last_day = :day WHERE post_id IN"
                              " (SELECT id FROM post WHERE role = :role)");
    bind_text(&query, ":day", last_day);
    bind_text(&query, ":role", role_name(role));
    assert_true(query_run(&query, &work->f->err));
}

static void who_held_a_post_on_a_day_that_is_caught_up_had_its_duties(void **state)
{
    struct work daily = begin(*state), off;
    void *other;
    fixture_open(&other);
    off = begin(other);
    leave_post(&daily, ROLE_PRINCIPAL, "2026-09-29");
    leave_post(&off, ROLE_PRINCIPAL, "2026-09-29");

    play_every_day(&daily);
    night(&off, day_after(&off, DAYS));

    assert_string_equal(duties(&off), duties(&daily));
    assert_string_equal(events(&off), events(&daily));
    work_end(&off);
    fixture_close(&other);
    work_end(&daily);
}

/* Asked to be filled because of a duty of theirs that is open no longer. */
static int64_t posts_asked_for_nothing(struct work *work)
{
    return work_count(work,
                      "SELECT count(*) FROM duty asked WHERE kind = 'vacant_post'"
                      " AND state = 'open' AND NOT EXISTS (SELECT 1 FROM duty"
                      "  WHERE duty.kind <> 'vacant_post' AND duty.state = 'open'"
                      "  AND 'vacant_post/' || duty.first_post = asked.subject)",
                      0);
}

/* Refused on a day without school. */
static void report_class(struct work *work, const char *day)
{
    struct error refused = {0};
    absence_report(work->f->store, work->policy, &work->f->console, day,
                   work->county.class_junior_7_1, day, NULL, 0, &refused);
}

/* The 18th, which nobody reports, lapses on the holiday of the 25th: nothing else waits then. */
static void a_post_is_asked_for_no_longer_than_something_waits_for_it(void **state)
{
    struct work work = work_begin(*state);
    night(&work, COUNTY_TODAY);
    report_class(&work, COUNTY_TODAY);
    leave_post(&work, ROLE_CLASS_TEACHER, COUNTY_TODAY);
    night(&work, day_after(&work, 1));

    assert_true(work_count(&work, "SELECT count(*) FROM duty WHERE kind = 'vacant_post'"
                                  " AND rung = 'class_teacher' AND state = 'open'",
                           0)
                > 0);
    for (int day = 2; day < 14; day++) {
        night(&work, day_after(&work, day));
        assert_int_equal(posts_asked_for_nothing(&work), 0);
        report_class(&work, day_after(&work, day));
    }

    work_end(&work);
}

/* Li is back after a visit and away again; nobody but the school's people does anything. */
static void people_work(struct work *work, int day)
{
    work->today = day_after(work, day);
    if (day == 1 || day == 4 || day == 11)
        assert_true(work_report(work, work->today, li));
    if (day == 5)
        assert_true(work_record(work, ROLE_ACADEMIC_OFFICE, work_case_of(work, CHILD_LI),
                                "visit.joint", "failed"));
    if (day == 6)
        assert_true(work_report(work, work->today, nobody));
}

/* A class that reports before it is asked has no duty; those of cases are the same. */
static void what_people_did_while_it_stood_still_is_not_undone(void **state)
{
    struct work daily = begin(*state), off;
    void *other;
    fixture_open(&other);
    off = begin(other);

    for (int day = 1; day <= DAYS; day++) {
        night(&daily, day_after(&daily, day));
        people_work(&daily, day);
        people_work(&off, day);
    }
    night(&off, off.today);

    assert_string_equal(list_duties(&off, false), list_duties(&daily, false));
    work_end(&off);
    fixture_close(&other);
    work_end(&daily);
}

static void a_day_that_was_worked_is_not_worked_again(void **state)
{
    struct work work = begin(*state);
    night(&work, day_after(&work, DAYS));
    const char *stood = duties(&work);

    night(&work, day_after(&work, 3));
    night(&work, day_after(&work, DAYS));

    assert_string_equal(duties(&work), stood);
    work_end(&work);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(after_days_off_all_is_as_if_it_had_run_each_day),
        SPEC(who_held_a_post_on_a_day_that_is_caught_up_had_its_duties),
        SPEC(a_post_is_asked_for_no_longer_than_something_waits_for_it),
        SPEC(what_people_did_while_it_stood_still_is_not_undone),
        SPEC(a_day_that_was_worked_is_not_worked_again),
    };
    return cmocka_run_group_tests_name("clerk", specs, NULL, NULL);
}
