/* When rounds begin, and the act that ends one. 17 September 2026 is a Thursday; the term began on the
   1st, and ends on 15 January. */
#include "tests/support/work.h"

#include "core/duties/clerk.h"
#include "core/duties/round.h"

#include <string.h>

static struct calendar calendar_of(struct work *work, int64_t place)
{
    struct calendar calendar;
    assert_true(calendar_read(work->f->store, work->policy, place, &work->f->arena, &calendar,
                              &work->f->err));
    return calendar;
}

/* The days on which it begins within a school year, parted by blanks. */
static const char *begins(struct work *work, const struct policy_round *round)
{
    const char **days, *list = "";
    struct calendar calendar = calendar_of(work, work->county.junior);
    size_t count = round_begins(round, &calendar, "2026-08-01", "2027-07-31", &work->f->arena,
                                &days);
    for (size_t i = 0; i < count; i++)
        list = arena_text(&work->f->arena, "%s%s%s", list, *list ? " " : "", days[i]);
    return list;
}

static void rounds_begin_by_day_term_month_quarter_and_school_year(void **state)
{
    struct work work = work_by_example(*state);
    static const struct {
        struct policy_round round;
        const char *days;
    } cases[] = {
        {{.anchor = ANCHOR_DAY, .day = "06-30"},                               "2027-06-30"                                 },
        {{.anchor = ANCHOR_DAY, .day = "06-30", .before = {1, PERIOD_MONTHS}},
         "2027-05-30"                                                                                                       },
        {{.anchor = ANCHOR_TERM_START},                                        "2026-09-01 2027-03-01"                      },
        {{.anchor = ANCHOR_TERM_START, .from = {2, PERIOD_WEEKS}},             "2026-09-15 2027-03-15"                      },
        {{.anchor = ANCHOR_TERM_START, .before = {1, PERIOD_WEEKS}},           "2026-08-25 2027-02-22"                      },
        {{.anchor = ANCHOR_TERM_START, .from = {2, PERIOD_SCHOOL_DAYS}},
         "2026-09-03 2027-03-03"                                                                                            },
        {{.anchor = ANCHOR_TERM_END},                                          "2027-01-15 2027-07-10"                      },
        {{.anchor = ANCHOR_YEAR_START},                                        "2026-09-01"                                 },
        {{.anchor = ANCHOR_YEAR_END},                                          "2027-07-10"                                 },
        {{.anchor = ANCHOR_QUARTER_END},                                       "2026-09-30 2026-12-31 2027-03-31 2027-06-30"},
        {{.anchor = ANCHOR_MONTH_END, .school_time = true},
         "2026-09-30 2026-10-31 2026-11-30 2026-12-31 2027-03-31 2027-04-30 2027-05-31 2027-06-30"                          },
        {{.anchor = ANCHOR_TERM_START, .repeats = {2, PERIOD_MONTHS}},
         "2026-09-01 2026-11-01 2027-01-01 2027-03-01 2027-05-01 2027-07-01"                                                },
    };

    for (size_t i = 0; i < COUNT(cases); i++)
        assert_string_equal(begins(&work, &cases[i].round), cases[i].days);
    work_end(&work);
}

static bool report_as(struct work *work, enum role role, struct round_act act)
{
    struct actor actor = county_actor(work->f, role);
    if (!act.begins_on)
        act.begins_on = "2026-09-01";
    if (!act.place_id)
        act.place_id = work->county.junior;
    if (!act.day)
        act.day = work->today;
    work->f->err = (struct error){0};
    return round_report(work->f->store, work->policy, &actor, work->today, &act, &work->f->err);
}

static void a_round_is_done_by_its_act_alone(void **state)
{
    struct work work = work_by_example(*state);
    assert_true(clerk_work(work.f->store, work.policy, "2026-09-01", &work.f->err));
    assert_true(clerk_work(work.f->store, work.policy, work.today, &work.f->err));
    static const char open_checks[] = "SELECT count(*) FROM duty WHERE kind = 'round'"
                                      " AND rung = 'term_check' AND state = 'open'";
    assert_int_equal(work_count(&work, open_checks, 0), 1); /* the junior school's alone */

    assert_true(report_as(&work, ROLE_PRINCIPAL,
                          (struct round_act){.round = "term_check", .note = "全到"}));

    assert_int_equal(work_count(&work, open_checks, 0), 0);
    work_end(&work);
}

static void an_act_that_cannot_be_is_refused_with_its_reason(void **state)
{
    struct work work = work_by_example(*state);
    const struct {
        struct round_act act;
        const char *why;
    } cases[] = {
        {{.round = "nothing", .note = "x"},                               "round.unknown"   },
        {{.round = "term_check", .nil = true},                            "round.no-nil"    },
        {{.round = "term_check", .note = ""},                             "round.no-note"   },
        {{.round = "term_check", .note = "x", .day = "2026-09-18"},       "case.day-to-come"},
        {{.round = "term_check", .note = "x", .day = "yesterday"},        "case.bad-day"    },
        {{.round = "term_check", .note = "x", .begins_on = "2026-09-02"}, "round.not-then"  },
        {{.round = "compare", .note = "x", .begins_on = "2026-09-08"},    "round.not-then"  },
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_false(report_as(&work, ROLE_PRINCIPAL, cases[i].act));
        assert_string_equal(work.f->err.key, cases[i].why);
    }
    assert_int_equal(work_count(&work, "SELECT count(*) FROM round_act", 0), 0);
    work_end(&work);
}

static void another_school_s_round_is_not_one_s_own(void **state)
{
    struct work work = work_by_example(*state);

    bool done = report_as(&work, ROLE_PRINCIPAL,
                          (struct round_act){.round = "compare",
                                             .place_id = work.county.primary,
                                             .begins_on = "2026-09-08",
                                             .note = "x"});

    assert_false(done);
    assert_int_equal(work.f->err.kind, ERROR_DENIED);
    work_end(&work);
}

static void a_correction_is_a_new_line_and_the_last_word_counts(void **state)
{
    struct work work = work_by_example(*state);
    struct round_act act;
    bool found;
    assert_true(report_as(&work, ROLE_PRINCIPAL,
                          (struct round_act){.round = "term_check", .note = "缺一人"}));
    assert_true(report_as(&work, ROLE_PRINCIPAL,
                          (struct round_act){.round = "term_check", .note = "缺两人"}));

    assert_true(round_read(work.f->store, "term_check", work.county.junior, "2026-09-01",
                           &work.f->arena, &act, &found, &work.f->err));

    assert_true(found);
    assert_string_equal(act.note, "缺两人");
    assert_string_equal(act.role, "principal");
    assert_int_equal(work_count(&work, "SELECT count(*) FROM round_act", 0), 2);
    work_end(&work);
}

static void what_was_due_before_the_county_s_first_day_is_not_asked_for(void **state)
{
    struct work work = work_by_example(*state);

    assert_true(clerk_work(work.f->store, work.policy, "2026-09-17", &work.f->err));

    assert_int_equal(work_count(&work, "SELECT count(*) FROM duty WHERE kind = 'round'"
                                       " AND rung = 'term_check'",
                                0),
                     0);
    work_end(&work);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(rounds_begin_by_day_term_month_quarter_and_school_year),
        SPEC(a_round_is_done_by_its_act_alone),
        SPEC(an_act_that_cannot_be_is_refused_with_its_reason),
        SPEC(another_school_s_round_is_not_one_s_own),
        SPEC(a_correction_is_a_new_line_and_the_last_word_counts),
        SPEC(what_was_due_before_the_county_s_first_day_is_not_asked_for),
    };
    return cmocka_run_group_tests(specs, NULL, NULL);
}
