/* "What would fire if ...": a question becomes a timeline, and those who are diligent do it all. */
#include "tests/support/fixture.h"

#include "core/rehearse/diligent.h"
#include "core/rehearse/line.h"
#include "core/rehearse/rehearse.h"
#include "core/rehearse/what_if.h"

#include <string.h>

struct asked {
    struct fixture *f;
    struct policy *policy;
    struct calendar calendar;
    struct what_if what_if;
    const char *said; /* one a line */
};

static struct asked ask(void **state)
{
    struct asked a = {
        .f = *state,
        .what_if = {.kind = "absent", .grade = 7, .first = "2026-09-14", .days = 4, .own = ""},
        .said = "",
    };
    a.policy = policy_open(NULL, "hutubi", &a.f->err);
    assert_non_null(a.policy);
    a.calendar.policy = a.policy;
    return a;
}

static const char *timeline_of(struct asked *a)
{
    const char *text = NULL;
    if (!what_if_timeline(a->policy, &a->calendar, &a->what_if, &a->f->arena, &text, &a->f->err))
        fail_msg("%s", a->f->err.key);
    return text;
}

static void take_line(void *to, const char *line)
{
    struct asked *a = to;
    a->said = arena_text(&a->f->arena, "%s%s\n", a->said, line);
}

static void play(struct asked *a)
{
    const char *text = timeline_of(a);
    if (!rehearse_play(a->policy, "asked", text, strlen(text), take_line, a, &a->f->err))
        fail_msg("%s %s %s", a->f->err.key, a->f->err.values[0], a->f->err.values[1]);
}

static void refuse(struct asked *a, const char *key)
{
    const char *text;
    assert_false(what_if_timeline(a->policy, &a->calendar, &a->what_if, &a->f->arena, &text,
                                  &a->f->err));
    assert_string_equal(a->f->err.key, key);
    policy_close(a->policy);
}

/* --- The timeline ----------------------------------------------------------------------------- */

static void an_absence_lasts_so_many_school_days(void **state)
{
    struct asked a = ask(state);
    a.what_if.days = 6;

    assert_string_equal(timeline_of(&a), "from 2026-09-14\n"
                                         "until 2026-09-21\n"
                                         "child li grade 7 class 1\n"
                                         "show li\n"
                                         "2026-09-14 .. 2026-09-21 absent li\n");
    policy_close(a.policy);
}

static void who_is_in_no_class_is_as_old_as_the_grade(void **state)
{
    struct asked a = ask(state);
    a.what_if.kind = "never_enrolled";
    a.what_if.grade = 1;
    a.what_if.people = PEOPLE_SUCCEED;

    assert_string_equal(timeline_of(&a),
                        "from 2026-09-14\n"
                        "until 2026-10-17\n"
                        "child li born 2020-05-06\n"
                        "show li\n"
                        "diligent li\n"
                        "2026-09-14 open li never_enrolled by principal at primary\n"
                        "2026-09-17 event li returned\n");
    policy_close(a.policy);
}

static void the_place_s_own_calendar_counts(void **state)
{
    struct calendar_term terms[] = {
        {1, 1, "2026-09-01", "2027-01-15", false},
        {0, 0, "2025-09-01", "2026-01-15", true }
    };
    struct calendar_day days[] = {
        {.day = "2026-09-15", .kind = DAY_HOLIDAY},
        {.day = "2026-09-19", .kind = DAY_MAKE_UP}
    };
    struct asked a = ask(state);
    a.calendar = (struct calendar){a.policy, terms, 2, days, 2, NULL, 0};
    a.what_if.days = 5;

    const char *text = timeline_of(&a);

    assert_non_null(strstr(text, "term 2026-09-01 2027-01-15\nholiday 2026-09-15\n"
                                 "make-up 2026-09-19\nchild"));
    assert_non_null(strstr(text, "2026-09-14 .. 2026-09-19 absent li\n"));
    policy_close(a.policy);
}

static void own_lines_come_first_and_end_at_the_line_that_ends_a_timeline(void **state)
{
    struct asked a = ask(state);
    a.what_if.own = "2026-09-15 leave li\n---\nuntil 2030-01-01";

    assert_memory_equal(timeline_of(&a), "2026-09-15 leave li\nfrom 2026-09-14\n", 36);
    policy_close(a.policy);
}

static void what_is_out_of_bounds_is_refused(void **state)
{
    struct asked kind = ask(state), grade = ask(state), first = ask(state), days = ask(state);
    kind.what_if.kind = "truant";
    grade.what_if.grade = 13;
    first.what_if.first = "2026-02-30";
    days.what_if.days = WHAT_IF_DAYS_MOST + 1;

    refuse(&kind, "case.kind-unknown");
    kind.f->err = (struct error){0};
    refuse(&grade, "what-if.bad-grade");
    kind.f->err = (struct error){0};
    refuse(&first, "value.day");
    kind.f->err = (struct error){0};
    refuse(&days, "what-if.bad-days");
}

/* --- What people do --------------------------------------------------------------------------- */

static void while_nobody_does_anything_it_moves_up(void **state)
{
    struct asked a = ask(state);

    play(&a);

    assert_non_null(strstr(a.said, "2026-09-15 moved li contact academic_office\n"));
    assert_null(strstr(a.said, " done li"));
    policy_close(a.policy);
}

static void the_diligent_do_each_duty_on_its_day(void **state)
{
    struct asked a = ask(state);
    a.what_if.people = PEOPLE_IN_VAIN;

    play(&a);

    assert_non_null(strstr(a.said, "2026-09-14 done li contact contact.phone\n"));
    assert_non_null(strstr(a.said, "2026-09-15 done li joint_visit visit.joint\n"));
    assert_non_null(strstr(a.said, "2026-09-16 done li written_report report.sent\n"));
    assert_non_null(strstr(a.said, "2026-09-16 done li receive_report 2026-09-16\n"));
    assert_null(strstr(a.said, " moved li"));
    assert_null(strstr(a.said, " refused "));
    assert_null(strstr(a.said, " returned\n"));
    policy_close(a.policy);
}

static void who_is_back_is_seen_by_the_class(void **state)
{
    struct asked a = ask(state);
    a.what_if.people = PEOPLE_SUCCEED;

    play(&a);

    assert_non_null(strstr(a.said, "2026-09-18 state li returned\n"));
    policy_close(a.policy);
}

static void in_every_county_nothing_the_diligent_do_is_refused(void **state)
{
    static const char *const counties[] = {"anze", "district", "hutubi", "nanan", "yixian"};
    for (size_t i = 0; i < COUNT(counties); i++) {
        struct asked a = ask(state);
        policy_close(a.policy);
        a.policy = policy_open(NULL, counties[i], &a.f->err);
        a.calendar.policy = a.policy;
        a.what_if.people = PEOPLE_IN_VAIN;
        a.what_if.days = 30;
        play(&a);
        assert_null(strstr(a.said, " refused "));
        assert_null(strstr(a.said, " moved li"));
        policy_close(a.policy);
    }
}

/* The names are heard, not the play: no store is there. */
static void a_duty_is_tried_once_and_forgotten_when_it_is_done(void **state)
{
    static const char timeline[] = "from 2026-09-14\nuntil 2026-09-14\ndiligent li\n";
    struct asked a = ask(state);
    struct timeline read;
    struct diligent diligent;
    struct arena *arena = &a.f->arena;
    assert_true(timeline_read("t", timeline, strlen(timeline), arena, &read, &a.f->err));
    diligent_begin(&diligent, a.policy, &read);

    diligent_hear(&diligent, "2026-09-14 duty zhou contact class_teacher due 2026-09-14 H17 3(1)");
    assert_null(diligent_next(&diligent, "2026-09-14", arena));
    diligent_hear(&diligent, "2026-09-14 duty li contact class_teacher due 2026-09-14 H17 3(1)");
    assert_string_equal(diligent_next(&diligent, "2026-09-14", arena),
                        "2026-09-14 event li contact.phone failed by class_teacher");
    assert_null(diligent_next(&diligent, "2026-09-14", arena));
    diligent_hear(&diligent, "2026-09-15 duty li joint_visit academic_office due 2026-09-15 H17");
    diligent_hear(&diligent, "2026-09-15 done li joint_visit visit.joint");
    assert_null(diligent_next(&diligent, "2026-09-15", arena));
    diligent_end(&diligent);
    policy_close(a.policy);
}

/* --- Lines ------------------------------------------------------------------------------------ */

static void a_line_is_taken_apart(void **state)
{
    static const struct {
        const char *text;
        struct rehearse_line want;
    } cases[] = {
        {"2026-09-15 case li absent H17 2(3) in charge class_teacher",
         {"2026-09-15", "case", "li", "absent", "class_teacher", "", "", "H17 2(3)"}                                             },
        {"2026-09-15 case li absent H9 in charge",
         {"2026-09-15", "case", "li", "absent", "", "", "", "H9"}                                                                },
        {"2026-09-15 duty li contact class_teacher due 2026-09-16 H17 3(1)",
         {"2026-09-15", "duty", "li", "contact", "class_teacher", "2026-09-16", "", "H17 3(1)"}                                  },
        {"2026-09-15 done li contact contact.phone",
         {"2026-09-15", "done", "li", "contact", "", "", "contact.phone", ""}                                                    },
        {"2026-09-16 moved li contact academic_office",
         {"2026-09-16", "moved", "li", "contact", "academic_office", "", "", ""}                                                 },
        {"2026-09-16 void li plan",                                          {"2026-09-16", "void", "li", "plan", "", "", "", ""}},
        {"2026-09-17 status li suspected H18 annex 3",
         {"2026-09-17", "status", "li", "suspected", "", "", "", "H18 annex 3"}                                                  },
        {"2026-09-17 plan li pairing stands review 2026-10-17",
         {"2026-09-17", "plan", "li", "pairing", "", "2026-10-17", "stands", ""}                                                 },
        {"2026-09-16 notice grade_head step-due li",
         {"2026-09-16", "notice", "li", "step-due", "grade_head", "", "", ""}                                                    },
        {"2026-09-16 refused event li legal.not-next",
         {"2026-09-16", "refused", "li", "event", "", "", "legal.not-next", ""}                                                  },
    };
    struct fixture *f = *state;
    struct rehearse_line line;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_true(rehearse_line_read(cases[i].text, &f->arena, &line));
        assert_string_equal(line.day, cases[i].want.day);
        assert_string_equal(line.kind, cases[i].want.kind);
        assert_string_equal(line.about, cases[i].want.about);
        assert_string_equal(line.name, cases[i].want.name);
        assert_string_equal(line.role, cases[i].want.role);
        assert_string_equal(line.due, cases[i].want.due);
        assert_string_equal(line.end, cases[i].want.end);
        assert_string_equal(line.clause, cases[i].want.clause);
    }
    assert_false(rehearse_line_read("2026-09-15", &f->arena, &line));
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(an_absence_lasts_so_many_school_days),
        SPEC(who_is_in_no_class_is_as_old_as_the_grade),
        SPEC(the_place_s_own_calendar_counts),
        SPEC(own_lines_come_first_and_end_at_the_line_that_ends_a_timeline),
        SPEC(what_is_out_of_bounds_is_refused),
        SPEC(while_nobody_does_anything_it_moves_up),
        SPEC(the_diligent_do_each_duty_on_its_day),
        SPEC(who_is_back_is_seen_by_the_class),
        SPEC(in_every_county_nothing_the_diligent_do_is_refused),
        SPEC(a_duty_is_tried_once_and_forgotten_when_it_is_done),
        SPEC(a_line_is_taken_apart),
    };
    return catalogue_open() ? cmocka_run_group_tests(specs, NULL, NULL) : 1;
}
