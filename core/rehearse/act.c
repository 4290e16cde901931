#include "core/rehearse/act.h"

#include "core/cases/casefile.h"
#include "core/cases/closing.h"
#include "core/cases/dispatch.h"
#include "core/cases/handover.h"
#include "core/cases/legal.h"
#include "core/cases/pause.h"
#include "core/cases/plan.h"
#include "core/duties/round.h"
#include "core/posts/place.h"

#include <stdlib.h>
#include <string.h>

/* --- A statement ------------------------------------------------------------------------------ */

/* What a statement is about, found before it is done. */
struct deed {
    struct stage *stage;
    const struct statement *statement;
    const char *today;
    const char *happened; /* "on DAY"; else today */
    const struct stage_child *child;
    int64_t case_id; /* of the child, not closed; 0 for none */
    struct actor actor;
    struct arena arena;
};

typedef bool act_run(struct deed *deed, struct error *err);

static const char *word(const struct deed *deed, size_t i)
{
    return statement_word(deed->statement, i);
}

static const char *option(const struct deed *deed, const char *name, const char *usual)
{
    const char *value = statement_option(deed->statement, name);
    return value ? value : usual;
}

static bool refuse(const struct deed *deed, const char *key, const char *detail, struct error *err)
{
    return statement_refuse(deed->stage->timeline, deed->statement, key, detail, err);
}

/* A result that may stand after the event's word; "" when an option or nothing follows. */
static const char *result_of(const struct deed *deed)
{
    static const char *const options[] = {"by", "on", "at", "number"};
    for (size_t i = 0; i < COUNT(options); i++)
        if (strcmp(word(deed, 3), options[i]) == 0)
            return "";
    return word(deed, 3);
}

static bool take_step(struct deed *deed, struct error *err)
{
    const struct legal_paper paper = {
        .case_id = deed->case_id,
        .event = word(deed, 2),
        .day = deed->happened,
        .number = option(deed, "number", "1"),
        .how = "in_person",
        .note = "",
    };
    return legal_take(deed->stage->store, deed->stage->policy, &deed->actor, deed->today, &paper,
                      err);
}

static bool do_event(struct deed *deed, struct error *err)
{
    const struct transition *transition = transition_find(word(deed, 2));
    const struct case_event event = {
        .case_id = deed->case_id,
        .kind = word(deed, 2),
        .day = deed->happened,
        .result = result_of(deed),
    };
    if (!transition)
        return refuse(deed, MSG("rehearse.unknown"), word(deed, 2), err);
    if (transition->source == BY_LAW)
        return take_step(deed, err);
    return casefile_append(deed->stage->store, deed->stage->policy, &deed->actor, deed->today,
                           &event, err);
}

static bool do_open(struct deed *deed, struct error *err)
{
    int64_t case_id;
    return casefile_open(deed->stage->store, deed->stage->policy, &deed->actor, deed->today,
                         deed->child->id, word(deed, 2), NULL, &case_id, err);
}

static bool do_skip(struct deed *deed, struct error *err)
{
    return legal_skip(deed->stage->store, deed->stage->policy, &deed->actor, deed->today,
                      deed->case_id, word(deed, 2), "rehearsed", err);
}

static bool do_answer(struct deed *deed, struct error *err)
{
    return legal_answer(deed->stage->store, deed->stage->policy, &deed->actor, deed->today,
                        deed->case_id, word(deed, 2), word(deed, 3), deed->happened, "", err);
}

static bool do_pause(struct deed *deed, struct error *err)
{
    return pause_agree(deed->stage->store, deed->stage->policy, &deed->actor, deed->today,
                       deed->case_id, word(deed, 2), "rehearsed", err);
}

static bool do_resume(struct deed *deed, struct error *err)
{
    return pause_end(deed->stage->store, deed->stage->policy, &deed->actor, deed->today,
                     deed->case_id, "", err);
}

static bool do_assign(struct deed *deed, struct error *err)
{
    enum role role;
    int64_t post = 0;
    struct casefile c;
    if (!role_find(word(deed, 2), &role))
        return refuse(deed, MSG("rehearse.unknown"), word(deed, 2), err);
    if (!casefile_read(deed->stage->store, deed->case_id, &deed->arena, &c, err))
        return false;
    bool household = strcmp(role_place_kind(role), "village") == 0
        || strcmp(role_place_kind(role), "township") == 0;
    int64_t place = household ? c.group_id : c.class_id ? c.class_id
                                                        : c.school_id;
    return dispatch_recipient(deed->stage->store, deed->case_id, word(deed, 2), household, &post,
                              err)
        && place != 0
        && casefile_assign(deed->stage->store, deed->stage->policy, &deed->actor, deed->today,
                           &deed->case_id, 1, post, "", err);
}

/* --- Closing ---------------------------------------------------------------------------------- */

static bool do_ask_closing(struct deed *deed, struct error *err)
{
    return closing_ask(deed->stage->store, deed->stage->policy, &deed->actor, deed->today,
                       deed->case_id, "in_class", "rehearsed", err);
}

static bool do_confirm_closing(struct deed *deed, struct error *err)
{
    return closing_confirm(deed->stage->store, deed->stage->policy, &deed->actor, deed->today,
                           deed->case_id, "", err);
}

static bool do_refuse_closing(struct deed *deed, struct error *err)
{
    return closing_refuse(deed->stage->store, deed->stage->policy, &deed->actor, deed->today,
                          deed->case_id, "rehearsed", err);
}

/* --- Written reports -------------------------------------------------------------------------- */

/* The paper itself: what it says does not matter to who gets it. */
static bool add_paper(struct deed *deed, int64_t *record_id, struct error *err)
{
    QUERY(definition) = query_open(deed->stage->store,
                                   "INSERT OR IGNORE INTO main.form_definition (id, form, version,"
                                   " source) VALUES (1, 'return_report', 0, '')");
    QUERY(record) = query_open(deed->stage->store,
                               "INSERT INTO main.form_record (form, version, definition_id,"
                               " child_id, case_id, account_id, began_at, completed_at)"
                               " VALUES ('return_report', 0, 1, :child, :case, :account, 0, 0)");
    bind_int(&record, ":child", deed->child->id);
    bind_int(&record, ":case", deed->case_id);
    bind_int(&record, ":account", deed->actor.account_id);
    if (!query_run(&definition, err) || !query_run(&record, err))
        return false;
    *record_id = store_inserted(deed->stage->store);
    return true;
}

/* The rung that asks for the report now; else the first that could. */
static const struct policy_rung *report_rung(struct deed *deed, struct error *err)
{
    const struct policy *policy = deed->stage->policy;
    const struct policy_rung *first = NULL;
    QUERY(query) = query_open(deed->stage->store, "SELECT rung FROM main.duty WHERE case_id = :case"
                                                  " AND kind = 'rung' AND state = 'open'");
    bind_int(&query, ":case", deed->case_id);
    while (query_next(&query)) {
        const struct policy_rung *rung = policy_rung(policy, query_text(&query, 0, &deed->arena));
        if (rung && rung->recipients.count > 0)
            return rung;
    }
    for (size_t i = 0; query_ok(&query, err) && !first && i < policy->rung_count; i++)
        if (policy->rungs[i].recipients.count > 0)
            first = &policy->rungs[i];
    return first;
}

static bool do_report(struct deed *deed, struct error *err)
{
    const struct policy_rung *rung = report_rung(deed, err);
    int64_t record_id, *posts;
    if (!rung)
        return refuse(deed, MSG("rehearse.no-report"), word(deed, 1), err);
    posts = arena_array(&deed->arena, int64_t, rung->recipients.count);
    for (size_t i = 0; i < rung->recipients.count; i++)
        if (!dispatch_recipient(deed->stage->store, deed->case_id,
                                role_name(rung->recipients.rows[i].role),
                                rung->recipients.rows[i].line == LINE_HOUSEHOLD, &posts[i], err))
            return false;
    return add_paper(deed, &record_id, err)
        && dispatch_send(deed->stage->store, deed->stage->policy, &deed->actor, deed->today,
                         deed->case_id, record_id, posts, rung->recipients.count, err);
}

static bool do_receive(struct deed *deed, struct error *err)
{
    QUERY(query) = query_open(deed->stage->store,
                              "SELECT r.id FROM main.report_copy r JOIN main.form_record f"
                              " ON f.id = r.record_id WHERE f.case_id = :case"
                              " AND r.received_on IS NULL AND r.post_id = :post");
    bind_int(&query, ":case", deed->case_id);
    bind_int(&query, ":post", deed->actor.post_count > 0 ? deed->actor.posts[0].id : 0);
    int64_t copy = query_next(&query) ? query_int(&query, 0) : 0;
    return query_ok(&query, err)
        && dispatch_receive(deed->stage->store, deed->stage->policy, &deed->actor, deed->today,
                            copy, "rehearsed", err);
}

/* --- Plans and rounds ------------------------------------------------------------------------- */

static bool find_plan(struct deed *deed, int64_t *id, struct error *err)
{
    QUERY(query) = query_open(deed->stage->store, "SELECT id FROM main.plan WHERE child_id = :child"
                                                  " AND kind = :kind ORDER BY id DESC LIMIT 1");
    bind_int(&query, ":child", deed->child->id);
    bind_text(&query, ":kind", word(deed, 2));
    *id = query_next(&query) ? query_int(&query, 0) : 0;
    return query_ok(&query, err);
}

static bool do_plan(struct deed *deed, struct error *err)
{
    int64_t id;
    const struct policy_plan *rule = policy_plan(deed->stage->policy, word(deed, 2));
    struct plan_start start = {
        .child_id = deed->child->id,
        .kind = word(deed, 2),
        .begins_on = deed->happened,
        .review_on = statement_option(deed->statement, "until"),
        .reason = "rehearsed",
    };
    for (size_t i = 0; rule && i < rule->needs.count; i++)
        start.papers[i] = statement_says(deed->statement, rule->needs.rows[i]) ? "seen" : "";
    return plan_begin(deed->stage->store, deed->stage->policy, &deed->actor, deed->today, &start,
                      &id, err);
}

static bool do_beat(struct deed *deed, struct error *err)
{
    int64_t id;
    return find_plan(deed, &id, err)
        && plan_done(deed->stage->store, deed->stage->policy, &deed->actor, deed->today, id,
                     word(deed, 3), deed->happened, "", err);
}

static bool do_confirm_plan(struct deed *deed, struct error *err)
{
    int64_t id;
    return find_plan(deed, &id, err)
        && plan_confirm(deed->stage->store, deed->stage->policy, &deed->actor, deed->today, id,
                        true, "", err);
}

static bool do_refuse_plan(struct deed *deed, struct error *err)
{
    int64_t id;
    return find_plan(deed, &id, err)
        && plan_confirm(deed->stage->store, deed->stage->policy, &deed->actor, deed->today, id,
                        false, "rehearsed", err);
}

static bool do_review_plan(struct deed *deed, struct error *err)
{
    int64_t id;
    return find_plan(deed, &id, err)
        && plan_review(deed->stage->store, deed->stage->policy, &deed->actor, deed->today, id,
                       statement_option(deed->statement, "until"), "rehearsed", err);
}

static bool do_end_plan(struct deed *deed, struct error *err)
{
    int64_t id;
    return find_plan(deed, &id, err)
        && plan_end(deed->stage->store, deed->stage->policy, &deed->actor, deed->today, id,
                    "rehearsed", err);
}

/* The newest of the round that has begun and waits, where the statement says or where the round's
   post is. */
static bool do_round(struct deed *deed, struct error *err)
{
    struct stage *stage = deed->stage;
    const struct policy_round *round = policy_round(stage->policy, word(deed, 1));
    if (!round)
        return refuse(deed, MSG("rehearse.unknown"), word(deed, 1), err);
    const char *kind = role_place_kind(round->duty.post.role);
    const char *at = option(deed, "at", strcmp(kind, "school") == 0 ? "junior" : kind);
    QUERY(query) = query_open(stage->store,
                              "SELECT since FROM main.duty WHERE kind = 'round' AND rung = :round"
                              " AND place_id = :place AND state = 'open' ORDER BY since LIMIT 1");
    bind_text(&query, ":round", word(deed, 1));
    bind_int(&query, ":place", stage_place(stage, at));
    const struct round_act act = {
        .round = word(deed, 1),
        .place_id = stage_place(stage, at),
        .begins_on = query_next(&query) ? query_text(&query, 0, &deed->arena) : deed->today,
        .day = deed->happened,
        .nil = statement_says(deed->statement, "nil"),
        .note = "rehearsed",
    };
    return query_ok(&query, err)
        && round_report(stage->store, stage->policy, &deed->actor, deed->today, &act, err);
}

/* --- Handover --------------------------------------------------------------------------------- */

static bool school_actor(struct deed *deed, int64_t school_id, struct actor *actor,
                         struct error *err)
{
    return stage_actor(deed->stage, ROLE_PRINCIPAL, school_id, deed->today, &deed->arena, actor,
                       err);
}

/* The primary school's list, signed by both schools on the day. */
static bool do_hand_over(struct deed *deed, struct error *err)
{
    struct stage *stage = deed->stage;
    struct actor primary, junior;
    struct handover *lists;
    size_t count;
    int64_t added, total;
    bool ok = school_actor(deed, stage->primary, &primary, err)
        && school_actor(deed, stage->junior, &junior, err)
        && handover_make(stage->store, stage->policy, &primary, deed->today, stage->primary,
                         &added, err)
        && handover_list(stage->store, (struct page){.size = 9}, &deed->arena, &lists, &count,
                         &total, err);
    for (size_t i = 0; ok && i < count; i++)
        ok = *lists[i].received_on
            || (handover_hand_over(stage->store, stage->policy, &primary, deed->today,
                                   lists[i].id, err)
                && handover_receive(stage->store, stage->policy, &junior, deed->today, lists[i].id,
                                    err));
    return ok;
}

/* --- Words ------------------------------------------------------------------------------------ */

enum {
    OF_NOBODY,  /* no child */
    OF_A_CHILD, /* word 1 is one */
    OF_A_CASE   /* and it has a case that is not closed */
};

/* What may stand with a day. */
static const struct {
    const char *word;
    int about;
    act_run *run;
} acts[] = {
    {"answer",          OF_A_CASE,  do_answer         },
    {"ask-closing",     OF_A_CASE,  do_ask_closing    },
    {"assign",          OF_A_CASE,  do_assign         },
    {"beat",            OF_A_CHILD, do_beat           },
    {"confirm-closing", OF_A_CASE,  do_confirm_closing},
    {"confirm-plan",    OF_A_CHILD, do_confirm_plan   },
    {"end-plan",        OF_A_CHILD, do_end_plan       },
    {"event",           OF_A_CASE,  do_event          },
    {"hand-over",       OF_NOBODY,  do_hand_over      },
    {"open",            OF_A_CHILD, do_open           },
    {"pause",           OF_A_CASE,  do_pause          },
    {"plan",            OF_A_CHILD, do_plan           },
    {"receive",         OF_A_CASE,  do_receive        },
    {"refuse-closing",  OF_A_CASE,  do_refuse_closing },
    {"refuse-plan",     OF_A_CHILD, do_refuse_plan    },
    {"report",          OF_A_CASE,  do_report         },
    {"resume",          OF_A_CASE,  do_resume         },
    {"review-plan",     OF_A_CHILD, do_review_plan    },
    {"round",           OF_NOBODY,  do_round          },
    {"skip",            OF_A_CASE,  do_skip           },
};

/* Where the actor's post is looked for: the statement's place, the child's class or home, or
   the county. */
static int64_t place_of_actor(const struct deed *deed, enum role role)
{
    const struct stage *stage = deed->stage;
    const char *kind = role_place_kind(role), *at = statement_option(deed->statement, "at");
    bool household = strcmp(kind, "village") == 0 || strcmp(kind, "township") == 0;
    if (at && stage_place(stage, at))
        return stage_place(stage, at);
    if (household)
        return stage->group;
    if (deed->child && deed->child->class_id)
        return deed->child->class_id;
    return strcmp(kind, "school") == 0 || strcmp(kind, "central_school") == 0 ? stage->junior
                                                                              : stage->county;
}

static bool find_actor(struct deed *deed, struct error *err)
{
    enum role role;
    const char *by = statement_option(deed->statement, "by");
    deed->actor = deed->stage->console;
    if (!by)
        return true;
    if (!role_find(by, &role))
        return refuse(deed, MSG("rehearse.unknown"), by, err);
    return stage_actor(deed->stage, role, place_of_actor(deed, role), deed->today, &deed->arena,
                       &deed->actor, err);
}

static bool find_child(struct deed *deed, int about, struct error *err)
{
    if (about == OF_NOBODY)
        return true;
    deed->child = stage_child(deed->stage, word(deed, 1));
    if (!deed->child)
        return refuse(deed, MSG("rehearse.no-child"), word(deed, 1), err);
    return casefile_of_child(deed->stage->store, deed->child->id, &deed->case_id, err);
}

static bool find_day(struct deed *deed, struct error *err)
{
    int number;
    deed->happened = option(deed, "on", deed->today);
    return date_number(deed->happened, &number)
        || refuse(deed, MSG("rehearse.bad-day"), deed->happened, err);
}

static bool perform(struct deed *deed, size_t row, bool *refused, struct error *err)
{
    if (!find_child(deed, acts[row].about, err)
        || !find_day(deed, err)
        || !find_actor(deed, err))
        return false;
    *refused = true;
    if (acts[row].about == OF_A_CASE && !deed->case_id)
        return error_set(err, ERROR_MISSING, MSG("case.missing"), "%s", word(deed, 1));
    if (acts[row].run(deed, err))
        return true;
    *refused = strncmp(err->key, "rehearse.", strlen("rehearse.")) != 0;
    return false;
}

bool act(struct stage *stage, const struct statement *statement, bool *refused, struct error *err)
{
    struct deed deed = {.stage = stage, .statement = statement, .today = statement->day};
    *refused = false;
    for (size_t i = 0; i < COUNT(acts); i++)
        if (strcmp(acts[i].word, statement_word(statement, 0)) == 0) {
            bool done = perform(&deed, i, refused, err);
            arena_clear(&deed.arena);
            return done;
        }
    return refuse(&deed, MSG("rehearse.unknown"), statement_word(statement, 0), err);
}
