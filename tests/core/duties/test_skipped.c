/* Holidays, vacations and make-up days as lines of a case: those that moved what is due. */
#include "core/duties/skipped.h"

#include "core/days/special_day.h"
#include "core/duties/clerk.h"
#include "core/scope/scope.h"
#include "tests/support/work.h"

#include <string.h>

static const enum county_child li[] = {CHILD_LI, CHILD_COUNT};

struct given {
    struct work work;
    int64_t case_id;
    struct skipped *rows;
    size_t count;
};

/* Li is absent on these days, and the county does its work on today. */
static struct given absent_on(void **state, const char *const days[], size_t count,
                              const char *today)
{
    struct given g = {.work = work_begin(*state)};
    for (size_t i = 0; i < count; i++) {
        g.work.today = days[i];
        assert_true(work_report(&g.work, days[i], li));
    }
    g.work.today = today;
    g.case_id = work_case_of(&g.work, CHILD_LI);
    assert_true(clerk_work(g.work.f->store, g.work.policy, today, &g.work.f->err));
    return g;
}

static void look(struct given *g)
{
    struct fixture *f = g->work.f;
    assert_true(skipped_of_case(f->store, g->work.policy, g->case_id, LANGUAGE_ZH, &f->arena,
                                &g->rows, &g->count, &f->err));
}

static const struct skipped *find(struct given *g, enum day_kind kind)
{
    look(g);
    for (size_t i = 0; i < g->count; i++)
        if (g->rows[i].kind == kind)
            return &g->rows[i];
    return NULL;
}

static void a_holiday_within_a_period_is_a_line_with_its_whole_span(void **state)
{
    static const char *const days[] = {"2026-09-29", "2026-09-30"};
    struct given g = absent_on(state, days, COUNT(days), "2026-10-08");

    const struct skipped *holiday = find(&g, DAY_HOLIDAY);

    assert_non_null(holiday);
    assert_string_equal(holiday->first, "2026-10-01");
    assert_string_equal(holiday->last, "2026-10-07");
    assert_string_equal(holiday->name, "国庆节");
    work_end(&g.work);
}

static void a_case_whose_periods_meet_no_holiday_has_no_line(void **state)
{
    static const char *const days[] = {"2026-09-14", "2026-09-15"};
    struct given g = absent_on(state, days, COUNT(days), "2026-09-15");

    assert_null(find(&g, DAY_HOLIDAY));
    assert_null(find(&g, DAY_VACATION));
    work_end(&g.work);
}

static void a_holiday_that_nobody_entered_is_assumed_until_somebody_does(void **state)
{
    static const char *const days[] = {"2026-09-29", "2026-09-30"};
    struct given g = absent_on(state, days, COUNT(days), "2026-10-08");
    struct special_change change;
    const struct special_days entered = {.place_id = g.work.county.id,
                                         .kind = DAY_HOLIDAY,
                                         .first_day = "2026-10-01",
                                         .last_day = "2026-10-08",
                                         .name_zh = "国庆中秋"};
    struct fixture *f = g.work.f;
    assert_true(find(&g, DAY_HOLIDAY)->assumed);

    assert_true(special_days_enter(f->store, g.work.policy, &f->console, g.work.today, &entered,
                                   &change, &f->err));

    assert_false(find(&g, DAY_HOLIDAY)->assumed);
    assert_string_equal(find(&g, DAY_HOLIDAY)->name, "国庆中秋");
    assert_string_equal(find(&g, DAY_HOLIDAY)->last, "2026-10-08");
    work_end(&g.work);
}

static void a_make_up_day_that_counts_is_a_line(void **state)
{
    static const char *const days[] = {"2026-09-17", "2026-09-18", "2026-09-20"};
    struct given g = absent_on(state, days, COUNT(days), "2026-09-21");

    const struct skipped *day = find(&g, DAY_MAKE_UP);

    assert_non_null(day);
    assert_string_equal(day->first, "2026-09-20");
    assert_string_equal(day->last, "2026-09-20");
    assert_false(day->assumed);
    work_end(&g.work);
}

/* What is due in school days waits for the next term, and the line says from when to when. */
static void a_vacation_between_terms_is_one_line_over_its_weekends(void **state)
{
    static const char *const days[] = {"2027-01-14", "2027-01-15"};
    struct given g = absent_on(state, days, COUNT(days), "2027-01-18");

    const struct skipped *vacation = find(&g, DAY_VACATION);

    assert_non_null(vacation);
    assert_true(strcmp(vacation->first, "2027-01-18") <= 0);
    assert_true(strcmp(vacation->last, "2027-02-20") > 0);
    assert_true(vacation->assumed);
    work_end(&g.work);
}

/* What was done before it began is no reason to tell of it. */
static void a_holiday_after_a_case_is_closed_is_no_line_of_it(void **state)
{
    struct given g = {.work = work_begin(*state)};
    g.case_id = work_case(&g.work, CHILD_LI);
    QUERY(duty) = query_open(g.work.f->store,
                             "UPDATE duty SET due = '2026-10-15', state = 'done',"
                             " done_on = '2026-09-18', why = '{}' WHERE case_id = :case");
    bind_int(&duty, ":case", g.case_id);
    assert_true(query_run(&duty, &g.work.f->err));

    assert_null(find(&g, DAY_HOLIDAY));
    work_end(&g.work);
}

static void who_does_not_see_the_case_reads_no_line_of_it(void **state)
{
    static const char *const days[] = {"2026-09-29", "2026-09-30"};
    struct given g = absent_on(state, days, COUNT(days), "2026-10-08");
    struct actor other = work_hire(&g.work, ROLE_ACADEMIC_OFFICE, g.work.county.nine_year, "o_3");
    assert_true(scope_enter(g.work.f->store, &other, &g.work.f->err));

    look(&g);

    assert_int_equal(g.count, 0);
    work_end(&g.work);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_holiday_within_a_period_is_a_line_with_its_whole_span),
        SPEC(a_case_whose_periods_meet_no_holiday_has_no_line),
        SPEC(a_holiday_that_nobody_entered_is_assumed_until_somebody_does),
        SPEC(a_make_up_day_that_counts_is_a_line),
        SPEC(a_vacation_between_terms_is_one_line_over_its_weekends),
        SPEC(a_holiday_after_a_case_is_closed_is_no_line_of_it),
        SPEC(who_does_not_see_the_case_reads_no_line_of_it),
    };
    return cmocka_run_group_tests_name("skipped", specs, NULL, NULL);
}
