/* What the two lines disagree on is the school's to settle. */
#include "core/days/lines.h"
#include "tests/support/both_lines.h"

/* As a county whose document says "the same day" has it (D 3(2)6). */
static struct work begin_same_day(void **state)
{
    struct work w = work_begin(*state);
    struct policy_rung *rung = &w.policy->duties[POLICY_LINES];
    *rung = w.policy->duties[POLICY_FINDING];
    rung->name = "lines";
    rung->within = (struct period){0, PERIOD_CALENDAR_DAYS};
    return w;
}

static int64_t open_duties(struct work *w)
{
    return work_count(w, "SELECT count(*) FROM duty WHERE kind = 'lines' AND state = 'open'"
                         " AND place_id = :id",
                      w->county.junior);
}

static void a_disagreement_is_the_schools_to_settle_the_same_day(void **state)
{
    struct work w = begin_same_day(state);
    class_reports(&w, "2026-09-17", CHILD_AYGUL);

    says(&w, LINE_HOUSEHOLD, CHILD_LI, "away", "2026-09-10");

    assert_int_equal(open_duties(&w), 1);
    assert_int_equal(work_count(&w, "SELECT count(*) FROM duty WHERE kind = 'lines'"
                                    " AND since = '2026-09-17' AND due = '2026-09-17' AND days = 1"
                                    " AND subject = 'lines?school=' || :id || '&kind=differ'",
                                w.county.junior),
                     1);
    work_end(&w);
}

static void a_word_that_agrees_settles_it(void **state)
{
    struct work w = begin_same_day(state);
    class_reports(&w, "2026-09-16", CHILD_AYGUL);
    household_says(&w, CHILD_LI, "away");
    assert_int_equal(open_duties(&w), 1);

    class_reports(&w, "2026-09-17", CHILD_LI);

    assert_int_equal(open_duties(&w), 0);
    assert_int_equal(work_count(&w, "SELECT count(*) FROM duty WHERE kind = 'lines'"
                                    " AND state = 'done'",
                                0),
                     1);
    work_end(&w);
}

static void a_case_goes_on_with_it(void **state)
{
    struct work w = begin_same_day(state);
    int64_t case_id;
    class_reports(&w, "2026-09-17", CHILD_AYGUL);
    household_says(&w, CHILD_LI, "away");

    assert_true(lines_open_case(w.f->store, w.policy, &w.f->console, w.today,
                                row_of(&w, CHILD_LI), "去外地打工", &case_id, &w.f->err));

    assert_int_equal(open_duties(&w), 0);
    assert_string_equal(work_read(&w, case_id).kind, "never_present");
    work_end(&w);
}

static void a_child_that_no_register_has_is_no_case(void **state)
{
    struct work w = begin_same_day(state);
    int64_t case_id;

    assert_false(lines_open_case(w.f->store, w.policy, &w.f->console, w.today,
                                 row_of(&w, CHILD_UNKNOWN), "x", &case_id, &w.f->err));

    assert_int_equal(w.f->err.kind, ERROR_CONFLICT);
    work_end(&w);
}

static void a_county_that_does_not_say_so_has_no_such_duty(void **state)
{
    struct work w = work_begin(*state);
    class_reports(&w, "2026-09-17", CHILD_AYGUL);

    household_says(&w, CHILD_LI, "away");

    assert_int_equal(open_duties(&w), 0);
    work_end(&w);
}

static void what_one_line_lacks_is_the_comparisons_to_settle(void **state)
{
    struct work w = begin_same_day(state);

    household_says(&w, CHILD_NOWHERE, "at_home");

    assert_int_equal(work_count(&w, "SELECT count(*) FROM duty WHERE kind = 'lines'", 0), 0);
    work_end(&w);
}

static void the_district_has_it_on_the_same_day(void **state)
{
    struct fixture *f = *state;
    struct policy *policy = policy_open(NULL, "district", &f->err);
    assert_non_null(policy);

    assert_string_equal(policy->duties[POLICY_LINES].name, "lines");
    assert_int_equal(policy->duties[POLICY_LINES].within.count, 0);
    policy_close(policy);
}

static int open_catalogue(void **state)
{
    (void)state;
    return catalogue_open() ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_disagreement_is_the_schools_to_settle_the_same_day),
        SPEC(a_word_that_agrees_settles_it),
        SPEC(a_case_goes_on_with_it),
        SPEC(a_child_that_no_register_has_is_no_case),
        SPEC(a_county_that_does_not_say_so_has_no_such_duty),
        SPEC(what_one_line_lacks_is_the_comparisons_to_settle),
        SPEC(the_district_has_it_on_the_same_day),
    };
    return cmocka_run_group_tests_name("lines_duty", specs, open_catalogue, NULL);
}
