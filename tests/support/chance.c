#include "tests/support/chance.h"

#include "core/base/date.h"
#include "core/cases/closing.h"
#include "core/cases/dispatch.h"
#include "core/cases/legal.h"
#include "core/cases/pause.h"
#include "core/cases/plan.h"
#include "core/cases/transition.h"
#include "core/days/absence.h"
#include "core/days/leave.h"
#include "core/duties/round.h"
#include "core/posts/account.h"
#include "core/posts/post.h"

#include <inttypes.h>
#include <string.h>

struct chance chance_begin(struct work *work, uint64_t seed)
{
    return (struct chance){.work = work, .seed = seed, .state = seed, .deed = ""};
}

/* splitmix64 */
size_t chance_below(struct chance *chance, size_t end)
{
    uint64_t z = chance->state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (size_t)((z ^ (z >> 31)) % end);
}

static bool happens(struct chance *chance, size_t percent)
{
    return chance_below(chance, 100) < percent;
}

/* One of the ids that a query gives; 0 when it gives none. */
static int64_t any_id(struct chance *chance, const char *sql)
{
    ARENA(arena);
    int64_t *ids = NULL;
    size_t count = 0;
    QUERY(query) = query_open(chance->work->f->store, sql);
    while (query_next(&query)) {
        ids = arena_grow(&arena, ids, count, sizeof *ids);
        ids[count++] = query_int(&query, 0);
    }
    assert_true(query_ok(&query, &chance->work->f->err));
    return count > 0 ? ids[chance_below(chance, count)] : 0;
}

static const char *day_back(struct chance *chance, size_t most)
{
    return date_add(chance->work->today, -(int)chance_below(chance, most + 1),
                    &chance->work->f->arena);
}

/* The console, or who holds a role today; somebody who holds nothing is refused. */
static struct actor anybody(struct chance *chance)
{
    static const enum role roles[] = {ROLE_CLASS_TEACHER, ROLE_ACADEMIC_OFFICE, ROLE_ROLL_KEEPER,
                                      ROLE_PRINCIPAL, ROLE_VILLAGE_WORKER, ROLE_TOWNSHIP,
                                      ROLE_BUREAU_EDUCATION, ROLE_SUPERVISION};
    struct fixture *f = chance->work->f;
    struct actor actor = f->console;
    int64_t account;
    if (happens(chance, 40))
        return actor;
    enum role role = roles[chance_below(chance, COUNT(roles))];
    assert_true(account_find(f->store, role_name(role), &account, &f->err));
    assert_true(post_actor(f->store, account, chance->work->today, &f->arena, &actor, &f->err));
    return actor;
}

/* A refusal is an answer; a failure is a fault. */
static void end_deed(struct chance *chance, bool taken)
{
    struct error *err = &chance->work->f->err;
    chance->taken += taken;
    chance->refused += !taken;
    if (!taken && (err->kind == ERROR_STORE || err->kind == ERROR_SYSTEM || !err->key))
        fail_msg("seed %" PRIu64 ", %s, %s: %s %s", chance->seed, chance->work->today,
                 chance->deed, err->key ? err->key : "no reason", err->detail);
    *err = (struct error){0};
}

/* --- Reports of a day ------------------------------------------------------------------------- */

static enum absence_kind kind_of(struct chance *chance, size_t child)
{
    if (happens(chance, chance->away[child] ? 22 : 9))
        chance->away[child] = !chance->away[child];
    if (chance->away[child])
        return happens(chance, 15) ? ABSENCE_LEAVE : ABSENCE_UNEXCUSED;
    return happens(chance, 5) ? ABSENCE_LATE : ABSENCE_NONE;
}

static int64_t class_of(struct chance *chance, size_t child)
{
    return work_count(chance->work, "SELECT coalesce(class_id, 0) FROM main.child WHERE id = :id",
                      chance->work->county.child[child]);
}

static void report_class(struct chance *chance, int64_t class_id, const char *day)
{
    struct work *work = chance->work;
    struct absence_mark marks[CHILD_COUNT];
    size_t count = 0;
    for (size_t i = 0; i < CHILD_COUNT; i++) {
        if (class_of(chance, i) != class_id)
            continue;
        enum absence_kind kind = kind_of(chance, i);
        if (kind != ABSENCE_NONE)
            marks[count++] = (struct absence_mark){work->county.child[i], kind};
    }
    bool taken = absence_report(work->f->store, work->policy, &work->f->console, work->today,
                                class_id, day, marks, count, &work->f->err);
    end_deed(chance, taken);
}

void chance_report(struct chance *chance)
{
    const struct county *county = &chance->work->county;
    const int64_t classes[] = {county->class_primary_6, county->class_junior_7_1,
                               county->class_junior_7_2, county->class_nine_1,
                               county->class_nine_7};
    chance->deed = "report";
    for (size_t i = 0; i < COUNT(classes); i++)
        if (!happens(chance, 12))
            report_class(chance, classes[i], chance->work->today);
}

/* --- Deeds ------------------------------------------------------------------------------------ */

static void correct_a_day(struct chance *chance)
{
    int64_t id = any_id(chance, "SELECT id FROM main.place WHERE kind = 'class'");
    report_class(chance, id, day_back(chance, 6));
}

static int64_t any_case(struct chance *chance)
{
    return any_id(chance, "SELECT id FROM main.casefile WHERE state <> 'closed'");
}

static const char *any_result(struct chance *chance, const char *kind)
{
    size_t count = 0;
    while (transition_result(kind, count))
        count++;
    return count > 0 ? transition_result(kind, chance_below(chance, count)) : "";
}

static void append(struct chance *chance, const char *kind)
{
    struct work *work = chance->work;
    struct actor actor = anybody(chance);
    const struct case_event event = {
        .case_id = any_case(chance),
        .kind = kind,
        .day = day_back(chance, happens(chance, 50) ? 0 : 8),
        .result = any_result(chance, kind),
        .note = "示例",
    };
    bool taken = casefile_append(work->f->store, work->policy, &actor, work->today, &event,
                                 &work->f->err);
    end_deed(chance, taken);
}

static void record_an_event(struct chance *chance)
{
    size_t count = 0;
    while (transition_recordable(count))
        count++;
    append(chance, transition_recordable(chance_below(chance, count)));
}

static void take_a_step(struct chance *chance)
{
    struct work *work = chance->work;
    const struct policy_step *step =
        &work->policy->steps[chance_below(chance, work->policy->step_count)];
    struct actor actor = county_actor(work->f, step->by[chance_below(chance, step->by_count)]);
    const struct legal_paper paper = {
        .case_id = any_case(chance),
        .event = step->event,
        .day = day_back(chance, 4),
        .number = "1",
        .how = "in_person",
        .note = "示例",
    };
    bool taken = legal_take(work->f->store, work->policy, &actor, work->today, &paper,
                            &work->f->err);
    end_deed(chance, taken);
}

/* What some duty asks for. */
static void do_a_duty(struct chance *chance)
{
    struct work *work = chance->work;
    int64_t id = any_id(chance, "SELECT id FROM main.duty WHERE kind = 'rung' AND state = 'open'");
    QUERY(query) = query_open(work->f->store, "SELECT rung, case_id FROM main.duty WHERE id = :id");
    bind_int(&query, ":id", id);
    if (!query_next(&query))
        return;
    const struct policy_rung *rung =
        policy_rung(work->policy, query_text(&query, 0, &work->f->arena));
    const struct policy_texts *by = &rung->done_by;
    const char *kind = by->rows[chance_below(chance, by->count)];
    const struct case_event event = {
        .case_id = query_int(&query, 1),
        .kind = kind,
        .day = work->today,
        .result = any_result(chance, kind),
        .note = "示例",
    };
    query_reset(&query);
    bool taken = casefile_append(work->f->store, work->policy, &work->f->console, work->today,
                                 &event, &work->f->err);
    end_deed(chance, taken);
}

static void send_a_report(struct chance *chance)
{
    int64_t id = any_id(chance, "SELECT id FROM main.casefile WHERE state <> 'closed'"
                                " AND group_id IS NOT NULL AND school_id IS NOT NULL");
    if (id)
        end_deed(chance, work_send(chance->work, id));
}

static void receive_a_copy(struct chance *chance)
{
    struct work *work = chance->work;
    int64_t id = any_id(chance, "SELECT id FROM main.report_copy WHERE received_on IS NULL");
    struct actor actor = anybody(chance);
    bool taken = dispatch_receive(work->f->store, work->policy, &actor, work->today, id,
                                  "13999990001", &work->f->err);
    end_deed(chance, taken);
}

static void open_a_case(struct chance *chance)
{
    struct work *work = chance->work;
    const struct policy_opening *opening =
        &work->policy->openings[chance_below(chance, work->policy->opening_count)];
    int64_t id, child = work->county.child[chance_below(chance, CHILD_COUNT)];
    struct actor actor = anybody(chance);
    bool taken = casefile_open(work->f->store, work->policy, &actor, work->today, child,
                               opening->kind, "示例", &id, &work->f->err);
    end_deed(chance, taken);
}

static void ask_for_closing(struct chance *chance)
{
    struct work *work = chance->work;
    struct actor actor = anybody(chance);
    bool taken = closing_ask(work->f->store, work->policy, &actor, work->today, any_case(chance),
                             "in_class", "示例", &work->f->err);
    end_deed(chance, taken);
}

static void answer_a_closing(struct chance *chance)
{
    struct work *work = chance->work;
    struct actor actor = anybody(chance);
    int64_t id = any_id(chance, "SELECT id FROM main.casefile WHERE state = 'closing'");
    bool closed = happens(chance, 60)
        ? closing_confirm(work->f->store, work->policy, &actor, work->today, id, "",
                          &work->f->err)
        : closing_refuse(work->f->store, work->policy, &actor, work->today, id, "示例",
                         &work->f->err);
    end_deed(chance, closed);
}

static void reopen_a_case(struct chance *chance)
{
    struct work *work = chance->work;
    struct actor actor = anybody(chance);
    int64_t id = any_id(chance, "SELECT id FROM main.casefile WHERE state = 'closed'");
    bool taken = closing_reopen(work->f->store, work->policy, &actor, work->today, id, "示例",
                                &work->f->err);
    end_deed(chance, taken);
}

static void agree_to_wait(struct chance *chance)
{
    struct work *work = chance->work;
    struct actor actor = anybody(chance);
    const char *until =
        date_add(work->today, (int)chance_below(chance, 12), &work->f->arena);
    bool taken = pause_agree(work->f->store, work->policy, &actor, work->today, any_case(chance),
                             until, "示例", &work->f->err);
    end_deed(chance, taken);
}

static void wait_no_longer(struct chance *chance)
{
    struct work *work = chance->work;
    struct actor actor = anybody(chance);
    bool taken = pause_end(work->f->store, work->policy, &actor, work->today, any_case(chance),
                           "示例", &work->f->err);
    end_deed(chance, taken);
}

static void give_to_another(struct chance *chance)
{
    struct work *work = chance->work;
    struct actor actor = anybody(chance);
    int64_t id = any_case(chance);
    int64_t post = any_id(chance, "SELECT id FROM main.post");
    bool taken = casefile_assign(work->f->store, work->policy, &actor, work->today, &id, 1, post,
                                 "示例", &work->f->err);
    end_deed(chance, taken);
}

static void ask_for_leave(struct chance *chance)
{
    struct work *work = chance->work;
    int64_t id;
    const struct leave leave = {
        .child_id = work->county.child[chance_below(chance, CHILD_COUNT)],
        .first_day = day_back(chance, 3),
        .last_day = date_add(work->today, (int)chance_below(chance, 6), &work->f->arena),
        .reason = "illness",
        .note = "",
        .relation = "mother",
        .asked_by = "示例",
    };
    bool taken = leave_ask(work->f->store, work->policy, &work->f->console, work->today, &leave,
                           &id, &work->f->err);
    end_deed(chance, taken);
}

/* --- Plans and rounds ------------------------------------------------------------------------- */

static void begin_a_plan(struct chance *chance)
{
    struct work *work = chance->work;
    const struct policy_plan *plan =
        &work->policy->plans[chance_below(chance, work->policy->plan_count)];
    struct actor actor = anybody(chance);
    int64_t id;
    const struct plan_start start = {
        .child_id = work->county.child[chance_below(chance, CHILD_COUNT)],
        .kind = plan->name,
        .reason = "示例",
        .papers = {"示例", "示例"},
    };
    bool taken = plan_begin(work->f->store, work->policy, &actor, work->today, &start, &id,
                            &work->f->err);
    end_deed(chance, taken);
}

static void answer_a_plan(struct chance *chance)
{
    struct work *work = chance->work;
    struct actor actor = anybody(chance);
    int64_t id = any_id(chance, "SELECT id FROM main.plan WHERE state = 'asked'");
    bool taken = plan_confirm(work->f->store, work->policy, &actor, work->today, id,
                              happens(chance, 80), "示例", &work->f->err);
    end_deed(chance, taken);
}

static void keep_a_plan(struct chance *chance)
{
    static const char *const beats[] = {"contact.phone", "contact.visit", "home_teaching.given",
                                        "progress.noted"};
    struct work *work = chance->work;
    int64_t id = any_id(chance, "SELECT id FROM main.plan WHERE state = 'stands'");
    bool taken = plan_done(work->f->store, work->policy, &work->f->console, work->today, id,
                           beats[chance_below(chance, COUNT(beats))], day_back(chance, 5), "示例",
                           &work->f->err);
    end_deed(chance, taken);
}

static void look_at_a_plan(struct chance *chance)
{
    struct work *work = chance->work;
    int64_t id = any_id(chance, "SELECT id FROM main.plan WHERE state = 'stands'");
    const char *next = date_add(work->today, 3 + (int)chance_below(chance, 30), &work->f->arena);
    bool done = happens(chance, 70)
        ? plan_review(work->f->store, work->policy, &work->f->console, work->today, id, next,
                      "示例", &work->f->err)
        : plan_end(work->f->store, work->policy, &work->f->console, work->today, id, "示例",
                   &work->f->err);
    end_deed(chance, done);
}

static void do_a_round(struct chance *chance)
{
    struct work *work = chance->work;
    int64_t id = any_id(chance, "SELECT id FROM main.duty WHERE kind = 'round' AND state = 'open'");
    QUERY(query) = query_open(work->f->store,
                              "SELECT rung, place_id, since FROM main.duty WHERE id = :id");
    bind_int(&query, ":id", id);
    if (!query_next(&query))
        return;
    const struct round_act act = {
        .round = query_text(&query, 0, &work->f->arena),
        .place_id = query_int(&query, 1),
        .begins_on = query_text(&query, 2, &work->f->arena),
        .day = work->today,
        .note = "示例",
    };
    query_reset(&query);
    bool taken = round_report(work->f->store, work->policy, &work->f->console, work->today, &act,
                              &work->f->err);
    end_deed(chance, taken);
}

/* --- People and places ------------------------------------------------------------------------ */

/* Of those who see children; the bureau's education section stays, it is everybody's last. */
static void leave_a_post(struct chance *chance)
{
    struct work *work = chance->work;
    int64_t id = any_id(chance, "SELECT holding.id FROM main.holding"
                                " JOIN main.post ON post.id = post_id"
                                " WHERE last_day IS NULL AND role NOT IN ('bureau_education',"
                                "  'account_admin', 'auditor')");
    const char *yesterday = date_add(work->today, -1, &work->f->arena);
    if (id)
        end_deed(chance,
                 post_end(work->f->store, &work->f->console, id, yesterday, &work->f->err));
}

static void come_back_to_a_post(struct chance *chance)
{
    struct work *work = chance->work;
    int64_t holding, id = any_id(chance, "SELECT id FROM main.holding WHERE last_day IS NOT NULL");
    QUERY(query) = query_open(work->f->store,
                              "SELECT post_id, account_id FROM main.holding WHERE id = :id");
    bind_int(&query, ":id", id);
    if (!query_next(&query))
        return;
    int64_t post = query_int(&query, 0), account = query_int(&query, 1);
    query_reset(&query);
    bool taken = post_give(work->f->store, &work->f->console, post, account, work->today, NULL,
                           false, &holding, &work->f->err);
    end_deed(chance, taken);
}

/* Plainly, as the fixture put the child in its first class. */
static void change_class(struct chance *chance)
{
    struct work *work = chance->work;
    QUERY(query) = query_open(work->f->store,
                              "UPDATE main.child SET class_id = :class WHERE id = :child");
    bind_int(&query, ":class", any_id(chance, "SELECT id FROM main.place WHERE kind = 'class'"));
    bind_int(&query, ":child", work->county.child[chance_below(chance, CHILD_COUNT)]);
    end_deed(chance, query_run(&query, &work->f->err));
}

static const struct {
    const char *name;
    size_t weight;
    void (*run)(struct chance *chance);
} deeds[] = {
    {"record an event",     20, record_an_event    },
    {"do a duty",           20, do_a_duty          },
    {"correct a day",       6,  correct_a_day      },
    {"take a step",         6,  take_a_step        },
    {"send a report",       4,  send_a_report      },
    {"receive a copy",      5,  receive_a_copy     },
    {"open a case",         3,  open_a_case        },
    {"ask for closing",     6,  ask_for_closing    },
    {"answer a closing",    8,  answer_a_closing   },
    {"reopen a case",       3,  reopen_a_case      },
    {"agree to wait",       3,  agree_to_wait      },
    {"wait no longer",      2,  wait_no_longer     },
    {"give to another",     4,  give_to_another    },
    {"ask for leave",       3,  ask_for_leave      },
    {"begin a plan",        4,  begin_a_plan       },
    {"answer a plan",       3,  answer_a_plan      },
    {"keep a plan",         5,  keep_a_plan        },
    {"look at a plan",      2,  look_at_a_plan     },
    {"do a round",          4,  do_a_round         },
    {"leave a post",        2,  leave_a_post       },
    {"come back to a post", 3,  come_back_to_a_post},
    {"change class",        1,  change_class       },
};

void chance_deed(struct chance *chance)
{
    size_t whole = 0, i = 0;
    for (size_t k = 0; k < COUNT(deeds); k++)
        whole += deeds[k].weight;
    size_t drawn = chance_below(chance, whole);
    while (drawn >= deeds[i].weight)
        drawn -= deeds[i++].weight;
    chance->deed = deeds[i].name;
    deeds[i].run(chance);
}
