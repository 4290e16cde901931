#include "forms/filling/complete.h"

#include "core/cases/plan.h"
#include "core/scope/scope.h"
#include "forms/filling/answers.h"
#include "forms/filling/begins.h"
#include "tests/support/work.h"

/* A class teacher's papers about a child for which a plan stands, or none. */
struct world {
    struct fixture *f;
    struct work work;
    struct forms *forms;
    struct actor teacher;
};

struct said {
    const char *field, *value;
};

static struct world begin(void **state)
{
    struct world w = {.f = *state};
    w.work = work_begin(w.f);
    w.forms = forms_open(NULL, &w.f->err);
    w.teacher = county_actor(w.f, ROLE_CLASS_TEACHER);
    assert_non_null(w.forms);
    return w;
}

/* The same by another county's rules. */
static struct world begin_in(void **state, const char *county)
{
    struct world w = begin(state);
    policy_close(w.work.policy);
    w.work.policy = policy_open(NULL, county, &w.f->err);
    assert_non_null(w.work.policy);
    return w;
}

static void end(struct world *w)
{
    forms_close(w->forms);
    work_end(&w->work);
}

static int64_t plan(struct world *w, const char *kind)
{
    const struct plan_start start = {
        .child_id = w->work.county.child[CHILD_LI],
        .kind = kind,
        .begins_on = "2026-09-01",
        .reason = "评估后送教",
        .papers = {"县委员会的评估", "家长申请"},
    };
    int64_t id = 0;
    if (!plan_begin(w->f->store, w->work.policy, &w->teacher, w->work.today, &start, &id,
                    &w->f->err))
        fail_msg("%s %s", w->f->err.key, w->f->err.detail);
    return id;
}

static void say(struct world *w, int64_t id, const struct said *said)
{
    struct form_record record;
    struct answer_clash clash;
    assert_true(answers_read(w->f->store, id, &w->f->arena, &record, &w->f->err));
    assert_true(answers_store(w->f->store, &w->teacher, w->work.today, &record,
                              form_index(record.form, form_field(record.form, said->field)),
                              said->value, &w->f->arena, &clash, &w->f->err));
}

/* Fills in a paper about the child, ended by a field of no name, and completes it. */
static void complete_for(struct world *w, const char *form, int64_t duty_id,
                         const struct said said[])
{
    const struct record_start start = {.form = form_find(w->forms, form),
                                       .child_id = w->work.county.child[CHILD_LI],
                                       .duty_id = duty_id};
    int64_t id = 0;
    assert_true(answers_begin(w->f->store, w->work.policy, &w->teacher, w->work.today, &start, &id,
                              &w->f->err));
    for (; said->field; said++)
        say(w, id, said);
    if (!complete_record(w->f->store, w->work.policy, &w->teacher, w->work.today, id, &w->f->err))
        fail_msg("%s %s", w->f->err.key, w->f->err.detail);
}

static void complete(struct world *w, const char *form, const struct said said[])
{
    complete_for(w, form, 0, said);
}

static struct plan read_plan(struct world *w, int64_t id)
{
    struct plan plan = {0};
    assert_true(plan_read(w->f->store, id, &w->f->arena, &plan, &w->f->err));
    return plan;
}

/* The newest event of a plan. */
static struct plan_event last_event(struct world *w, int64_t plan_id)
{
    struct plan_event *rows;
    size_t count;
    assert_true(plan_events(w->f->store, plan_id, (struct page){0, 20}, &w->f->arena, &rows,
                            &count, &w->f->err));
    assert_int_not_equal(count, 0);
    return rows[count - 1];
}

static const struct said visit[] = {
    {"visited_on",    "2026-09-16"           },
    {"begins",        "09:00"                },
    {"ends",          "10:30"                },
    {"hours",         "2"                    },
    {"taught_at",     "home"                 },
    {"family_there",  "示例父"            },
    {"visitor_sex",   "m"                    },
    {"companion",     "王示例"            },
    {"companion_sex", "f"                    },
    {"taught",        "language"             },
    {"language",      "认了五张图片"   },
    {"progress",      "说出三样东西"   },
    {"homework",      "每天认三张图片"},
    {"next_on",       "2026-09-23"           },
    {NULL,            NULL                   },
};

static void a_visit_of_home_teaching_is_a_beat_of_the_childs_plan(void **state)
{
    struct world w = begin(state);
    int64_t id = plan(&w, "home_teaching");

    complete(&w, "home_teaching_visit", visit);

    struct plan_event event = last_event(&w, id);
    assert_string_equal(event.kind, "home_teaching.given");
    assert_string_equal(event.day, "2026-09-16");
    assert_string_equal(event.note, "说出三样东西");
    end(&w);
}

static void the_duty_that_led_to_the_paper_is_done(void **state)
{
    struct world w = begin(state);
    plan(&w, "home_teaching");
    int64_t duty = work_count(&w.work, "SELECT max(id) FROM duty WHERE kind = 'beat'"
                                       " AND state = 'open'",
                              0);
    assert_int_not_equal(duty, 0);

    complete_for(&w, "home_teaching_visit", duty, visit);

    assert_int_equal(work_count(&w.work, "SELECT count(*) FROM duty WHERE id = :id"
                                         " AND state = 'done'",
                                duty),
                     1);
    end(&w);
}

static void a_child_that_is_treated_is_followed_by_the_same_visits(void **state)
{
    struct world w = begin_in(state, "district");
    int64_t id = plan(&w, "rehabilitation");

    complete(&w, "home_teaching_visit", visit);

    assert_string_equal(last_event(&w, id).kind, "home_teaching.given");
    end(&w);
}

static void a_paper_of_a_child_without_a_plan_stands_for_itself(void **state)
{
    struct world w = begin(state);

    complete(&w, "home_teaching_visit", visit);

    assert_int_equal(work_count(&w.work, "SELECT count(*) FROM plan_event", 0), 0);
    end(&w);
}

static const struct said proxy_call[] = {
    {"helps_as",   "proxy"          },
    {"how",        "phone"          },
    {"spoke_with", "示例父"      },
    {"about_what", "life"           },
    {"life",       "父母在外地"},
    {"signs",      "no"             },
    {"promised",   "周末再打"   },
    {"next_on",    "2026-10-10"     },
    {NULL,         NULL             },
};

static void a_proxy_parents_call_is_for_the_proxy_parents_plan(void **state)
{
    struct world w = begin(state);
    int64_t pairing = plan(&w, "pairing"), proxy = plan(&w, "proxy_parent");

    complete(&w, "pairing_record", proxy_call);

    assert_string_equal(last_event(&w, pairing).kind, "begun");
    assert_string_equal(last_event(&w, proxy).kind, "contact.phone");
    end(&w);
}

static void a_talk_with_the_family_of_a_child_that_is_watched_is_a_beat(void **state)
{
    static const struct said call[] = {
        {"way",         "contact.phone"     },
        {"signs",       "routine"           },
        {"talked",      "孩子想念奶奶"},
        {"family_says", "agrees"            },
        {NULL,          NULL                },
    };
    struct world w = begin_in(state, "anze");
    int64_t id = plan(&w, "watch");

    complete(&w, "home_visit", call);

    assert_string_equal(last_event(&w, id).kind, "contact.phone");
    end(&w);
}

#define HELP                                                                \
    {"helps_with", "reading"}, {"seen", "写字慢"}, {"strengths", "爱唱歌"}, \
        {"how_it_goes", "会写自己的名字"},                                  \
    {                                                                       \
        "next_step", "每天写一行"                                      \
    }

static void a_review_says_when_the_plan_is_looked_at_again(void **state)
{
    static const struct said review[] = {
        HELP,
        {"why",       "review"    },
        {"goes_on",   "same"      },
        {"review_on", "2027-01-10"},
        {NULL,        NULL        },
    };
    struct world w = begin(state);
    int64_t id = plan(&w, "helper");

    complete(&w, "learning_help", review);

    assert_string_equal(last_event(&w, id).kind, "reviewed");
    assert_string_equal(read_plan(&w, id).review_on, "2027-01-10");
    end(&w);
}

static void help_that_ends_ends_the_plan(void **state)
{
    static const struct said review[] = {
        HELP,
        {"why",     "review"},
        {"goes_on", "ends"  },
        {NULL,      NULL    },
    };
    struct world w = begin(state);
    int64_t id = plan(&w, "helper");

    complete(&w, "learning_help", review);

    assert_string_equal(read_plan(&w, id).state, "ended");
    end(&w);
}

/* A helper may call themself a cadre: what they keep is a proxy parent's plan all the same. */
static void a_keepers_paper_is_told_to_the_plan_that_they_keep(void **state)
{
    static const struct said as_cadre[] = {
        {"helps_as",   "cadre"          },
        {"how",        "phone"          },
        {"spoke_with", "示例父"      },
        {"about_what", "life"           },
        {"life",       "父母在外地"},
        {"signs",      "no"             },
        {"promised",   "周末再打"   },
        {"next_on",    "2026-10-10"     },
        {NULL,         NULL             },
    };
    struct world w = begin(state);
    struct actor helper = county_actor(w.f, ROLE_PAIRED_CADRE);
    int64_t id = plan(&w, "proxy_parent");
    assert_true(plan_hand_over(w.f->store, w.work.policy, &w.teacher, w.work.today, id,
                               helper.posts[0].id, "结对", &w.f->err));
    w.teacher = helper; /* who fills the paper */

    complete(&w, "pairing_record", as_cadre);

    assert_string_equal(last_event(&w, id).kind, "contact.phone");
    end(&w);
}

/* --- A paper that is without its plan --------------------------------------------------------- */

static int64_t last_paper(struct world *w)
{
    return work_count(&w->work, "SELECT max(id) FROM form_record", 0);
}

/* What the actor is asked after the last paper. */
static const char *asked(struct world *w, const struct actor *actor)
{
    const char *kind = NULL;
    assert_true(scope_enter(w->f->store, actor, &w->f->err));
    assert_true(begins_plan(w->f->store, w->work.policy, actor, w->work.today, last_paper(w),
                            &w->f->arena, &kind, &w->f->err));
    store_widen(w->f->store);
    return kind;
}

/* A paper that counts as complete, whatever it says. */
static void put_paper(struct world *w, const char *form)
{
    const struct record_start start = {.form = form_find(w->forms, form),
                                       .child_id = w->work.county.child[CHILD_LI]};
    int64_t id = 0;
    assert_true(answers_begin(w->f->store, w->work.policy, &w->teacher, w->work.today, &start, &id,
                              &w->f->err));
    assert_true(store_execute(w->f->store, "UPDATE form_record SET completed_at = 1, completed_by ="
                                           " account_id WHERE completed_at IS NULL",
                              &w->f->err));
}

static void a_paper_asks_for_the_plan_that_it_is_without(void **state)
{
    struct world w = begin(state);

    complete(&w, "pairing_record", proxy_call);

    assert_string_equal(asked(&w, &w.teacher), "proxy_parent");
    end(&w);
}

static void a_plan_that_is_begun_with_a_paper_is_told_it(void **state)
{
    struct world w = begin(state);
    complete(&w, "pairing_record", proxy_call);
    const struct plan_start start = {.child_id = w.work.county.child[CHILD_LI],
                                     .kind = asked(&w, &w.teacher),
                                     .reason = "父母在外"};
    int64_t id = 0;

    assert_true(begins_with(w.f->store, w.work.policy, &w.teacher, w.work.today, &start,
                            last_paper(&w), &id, &w.f->err));

    assert_string_equal(last_event(&w, id).kind, "contact.phone");
    assert_string_equal(asked(&w, &w.teacher), "");
    end(&w);
}

static void what_the_rules_say_a_paper_begins_is_asked_for(void **state)
{
    struct world w = begin_in(state, "anze");

    put_paper(&w, "student_file");

    assert_string_equal(asked(&w, &w.teacher), "watch");
    end(&w);
}

static void a_paper_of_no_plan_of_the_county_asks_nothing(void **state)
{
    struct world w = begin_in(state, "nanan");

    complete(&w, "pairing_record", proxy_call);

    assert_string_equal(asked(&w, &w.teacher), "");
    end(&w);
}

static void nobody_is_asked_for_what_they_may_not_begin(void **state)
{
    struct world w = begin(state);
    struct actor keeper = county_actor(w.f, ROLE_ROLL_KEEPER);

    complete(&w, "pairing_record", proxy_call);

    assert_string_equal(asked(&w, &keeper), "");
    end(&w);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_visit_of_home_teaching_is_a_beat_of_the_childs_plan),
        SPEC(the_duty_that_led_to_the_paper_is_done),
        SPEC(a_child_that_is_treated_is_followed_by_the_same_visits),
        SPEC(a_paper_of_a_child_without_a_plan_stands_for_itself),
        SPEC(a_proxy_parents_call_is_for_the_proxy_parents_plan),
        SPEC(a_talk_with_the_family_of_a_child_that_is_watched_is_a_beat),
        SPEC(a_review_says_when_the_plan_is_looked_at_again),
        SPEC(help_that_ends_ends_the_plan),
        SPEC(a_paper_asks_for_the_plan_that_it_is_without),
        SPEC(a_plan_that_is_begun_with_a_paper_is_told_it),
        SPEC(what_the_rules_say_a_paper_begins_is_asked_for),
        SPEC(a_paper_of_no_plan_of_the_county_asks_nothing),
        SPEC(nobody_is_asked_for_what_they_may_not_begin),
        SPEC(a_keepers_paper_is_told_to_the_plan_that_they_keep),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("complete", specs, NULL, NULL) : 1;
}
