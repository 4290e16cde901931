#include "tests/support/fixture.h"

#include "core/rules/policy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A county's folder with one policy of its own, made of the shipped one by replacing a line. */
static const char *own_policy(struct fixture *f, const char *from, const char *to)
{
    char *folder = arena_text(&f->arena, "/tmp/baoxue-policy-%ld", (long)getpid());
    mkdir(folder, 0700);
    mkdir(arena_text(&f->arena, "%s/policies", folder), 0700);
    FILE *shipped = fopen(arena_text(&f->arena, "%s/core/policies/hutubi.yaml", getenv("SOURCES")),
                          "r");
    FILE *own = fopen(arena_text(&f->arena, "%s/policies/hutubi.yaml", folder), "w");
    assert_non_null(shipped);
    assert_non_null(own);
    char line[2000];
    while (fgets(line, sizeof line, shipped))
        fputs(strcmp(line, from) == 0 ? to : line, own);
    fclose(shipped);
    fclose(own);
    return folder;
}

static void forget(struct fixture *f, const char *folder)
{
    unlink(arena_text(&f->arena, "%s/policies/hutubi.yaml", folder));
    rmdir(arena_text(&f->arena, "%s/policies", folder));
    rmdir(folder);
}

/* The counties whose rules come with the program. */
static const char *const shipped[] = {
    "anze",
    "district",
    "hutubi",
    "nanan",
    "yixian",
};

static void the_shipped_rules_have_no_mistake(void **state)
{
    struct fixture *f = *state;

    for (size_t i = 0; i < COUNT(shipped); i++) {
        const struct policy_mistake *mistakes;
        size_t count;
        assert_true(policy_check(arena_text(&f->arena, "%s/core/policies/%s.yaml",
                                            getenv("SOURCES"), shipped[i]),
                                 &f->arena, &mistakes, &count, &f->err));
        if (count > 0)
            fail_msg("%s %s %s", mistakes[0].reason.key, mistakes[0].reason.values[0],
                     mistakes[0].reason.values[1]);
    }
}

static void the_ladder_stands_as_annex_1_says_it(void **state)
{
    struct fixture *f = *state;
    struct policy *policy = policy_open(NULL, "hutubi", &f->err);
    assert_non_null(policy);

    const struct policy_rung *report = policy_rung(policy, "written_report");

    assert_string_equal(policy->rungs[0].name, "contact");
    assert_int_equal(policy->rungs[0].post.role, ROLE_CLASS_TEACHER);
    assert_string_equal(report->clause, "H17 3(4)");
    assert_int_equal(report->recipients.count, 3);
    assert_int_equal(report->recipients.rows[2].line, LINE_HOUSEHOLD);
    assert_int_equal(report->within.count, 1);
    assert_int_equal(report->within.unit, PERIOD_SCHOOL_DAYS);
    assert_true(report->chosen_by_county);
    policy_close(policy);
}

static void a_class_reports_by_an_hour(void **state)
{
    struct fixture *f = *state;
    struct policy *policy = policy_open(NULL, "hutubi", &f->err);
    assert_non_null(policy);

    assert_string_equal(policy->duties[POLICY_ATTENDANCE].by, "10:00");
    assert_null(policy->duties[POLICY_FINDING].by);
    policy_close(policy);
}

static void the_four_steps_stand_in_the_district_s_order(void **state)
{
    struct fixture *f = *state;
    struct policy *policy = policy_open(NULL, "district", &f->err);
    assert_non_null(policy);

    assert_int_equal(policy->step_count, 4);
    assert_string_equal(policy->steps[0].event, "education.given");
    assert_string_equal(policy->steps[1].event, "order.served");
    assert_string_equal(policy->steps[2].event, "penalty.decided");
    assert_string_equal(policy->steps[3].event, "court.filed");
    policy_close(policy);
}

static void of_nanan_s_groups_only_a_parent_in_prison_is_confidential(void **state)
{
    struct fixture *f = *state;
    struct policy *policy = policy_open(NULL, "nanan", &f->err);
    assert_non_null(policy);

    assert_int_equal(policy->group_count, 11);
    for (size_t i = 0; i < policy->group_count; i++)
        assert_int_equal(policy->groups[i].confidential,
                         strcmp(policy->groups[i].name, "parent_in_prison") == 0);
    policy_close(policy);
}

static void a_group_names_the_plans_that_its_children_should_have(void **state)
{
    struct fixture *f = *state;
    struct policy *policy = policy_open(NULL, "hutubi", &f->err);
    assert_non_null(policy);

    const struct policy_group *left_behind = policy_group(policy, "left_behind");

    assert_int_equal(left_behind->plans.count, 2);
    assert_true(policy_lists(&left_behind->plans, "proxy_parent"));
    assert_int_equal(policy_group(policy, "migrant")->plans.count, 0);
    assert_null(policy_group(policy, "rich"));
    policy_close(policy);
}

static void who_is_six_on_31_august_is_of_school_age(void **state)
{
    struct fixture *f = *state;
    struct policy *policy = policy_open(NULL, "hutubi", &f->err);
    assert_non_null(policy);

    assert_true(policy_school_age(policy, "2020-08-31", "2026-09-17"));
    assert_false(policy_school_age(policy, "2020-09-01", "2026-09-17"));
    assert_string_equal(policy_stage(policy, "2013-05-02", "2026-09-17"), "junior");
    assert_string_equal(policy_stage(policy, "2009-01-01", "2026-09-17"), "");
    assert_false(policy_school_age(policy, "", "2026-09-17"));
    policy_close(policy);
}

static void a_county_s_own_file_wins(void **state)
{
    struct fixture *f = *state;
    const char *folder = own_policy(f, "    when: unexcused_days >= 2\n",
                                    "    when: unexcused_days >= 4\n");

    struct policy *policy = policy_open(folder, "hutubi", &f->err);

    assert_non_null(policy);
    assert_string_equal(policy_rung(policy, "joint_visit")->when, "unexcused_days >= 4");
    policy_close(policy);
    forget(f, folder);
}

/* A line of Hutubi's rules, what stands there instead, and what is said of it. */
static const struct {
    const char *from, *to, *key, *word;
} wrong[] = {
    {"    when: unexcused_days >= 2\n",                "    when: unexcused >= 2\n",
     "policy.fact",             "unexcused"       },
    {"    when: unexcused_days >= 2\n",                "    when: random() > 2\n",
     "policy.function",         "random"          },
    {"    when: unexcused_days >= 2\n",                "    when: unexcused_days >= 2 3\n",
     "policy.expression",       "3"               },
    {"    post: academic_office\n",                    "    post: headmaster\n",
     "policy.role",             "headmaster"      },
    {"    post: academic_office\n",                    "    post: subject_teacher\n",
     "policy.role-seated",      "subject_teacher" },
    {"    kept_by: [home_teacher, subject_teacher]\n", "    kept_by: [auditor]\n",
     "policy.role-keeps-none",  "auditor"         },
    {"    within: 0 school days\n",                    "    within: soon\n",
     "policy.period",           "soon"            },
    {"    done_by: [plan.made]\n",                     "    done_by: [plan.drawn]\n",
     "policy.event",            "plan.drawn"      },
    {"    for: [absent]\n",                            "    for: [truant]\n",
     "policy.kind",             "truant"          },
    {"  - rung: plan\n",                               "  - rung: contact\n",
     "policy.twice",            "contact"         },
    {"    tells: [grade_head]\n",                      "    inform: [grade_head]\n",
     "policy.unknown",          "inform"          },
    {"    clause: H17 3(2)\n",                         "\n",
     "policy.missing",          "clause"          },
    {"  on: 08-31\n",                                  "  on: 08-32\n",
     "policy.month-day",        "08-32"           },
    {"    by: \"10:00\"\n",                            "    by: \"24:00\"\n",
     "policy.hour",             "24:00"           },
    {"    by: \"10:00\"\n",                            "    by: \"9:30\"\n",
     "policy.hour",             "9:30"            },
    {"    by: \"10:00\"\n",                            "    by: \"10:000\"\n",
     "policy.hour",             "10:000"          },
    {"    done_by: [visit.township, order.served]\n",  "    done_by: visit.township\n",
     "policy.list",             "done_by"         },
    {"    plans: [helper]\n",                          "    plans: [helpers]\n",
     "policy.plan",             "helpers"         },
    {"  - group: migrant\n",                           "  - group: poor\n",
     "policy.twice",            "poor"            },
    {"    confidential: true\n",                       "    confidential: false\n",
     "policy.not-confidential", "parent_in_prison"},
    {"    confidential: true\n",                       "\n",
     "policy.not-confidential", "parent_in_prison"},
    {"  - what: adult\n",                              "  - what: grown_up\n",
     "policy.kept",             "grown_up"        },
    {"  - what: adult\n",                              "  - what: letter\n",
     "policy.twice",            "letter"          },
    {"    keep: 0 months\n",                           "    keep: 12 school days\n",
     "policy.keep",             "12 school days"  },
    {"    keep: 0 months\n",                           "    keep: one year\n",
     "policy.period",           "one year"        },
};

static void a_mistake_names_its_line_and_its_word(void **state)
{
    struct fixture *f = *state;

    for (size_t i = 0; i < COUNT(wrong); i++) {
        const struct policy_mistake *mistakes;
        size_t count = 0;
        const char *folder = own_policy(f, wrong[i].from, wrong[i].to);
        assert_true(policy_check(arena_text(&f->arena, "%s/policies/hutubi.yaml", folder),
                                 &f->arena, &mistakes, &count, &f->err));
        forget(f, folder);
        assert_true(count > 0);
        assert_true(mistakes[0].line > 0);
        assert_string_equal(mistakes[0].reason.key, wrong[i].key);
        assert_string_equal(mistakes[0].reason.values[1], wrong[i].word);
    }
}

static void a_policy_with_a_mistake_is_not_opened(void **state)
{
    struct fixture *f = *state;
    const char *folder = own_policy(f, "    when: unexcused_days >= 2\n",
                                    "    when: unexcused >= 2\n");

    assert_null(policy_open(folder, "hutubi", &f->err));

    assert_string_equal(f->err.key, "policy.fact");
    forget(f, folder);
}

static void a_name_does_not_lead_out_of_the_folder(void **state)
{
    struct fixture *f = *state;

    assert_null(policy_open("/tmp", "../etc/passwd", &f->err));

    assert_string_equal(f->err.key, "policy.none");
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(the_shipped_rules_have_no_mistake),
        SPEC(the_ladder_stands_as_annex_1_says_it),
        SPEC(a_class_reports_by_an_hour),
        SPEC(the_four_steps_stand_in_the_district_s_order),
        SPEC(of_nanan_s_groups_only_a_parent_in_prison_is_confidential),
        SPEC(a_group_names_the_plans_that_its_children_should_have),
        SPEC(who_is_six_on_31_august_is_of_school_age),
        SPEC(a_county_s_own_file_wins),
        SPEC(a_mistake_names_its_line_and_its_word),
        SPEC(a_policy_with_a_mistake_is_not_opened),
        SPEC(a_name_does_not_lead_out_of_the_folder),
    };
    return cmocka_run_group_tests_name("policy", specs, NULL, NULL);
}
