/*
 * What each role sees: every table about children, asked at its view. Which tables
 * those are stands here a second time, so that a new table without a view fails.
 */
#include "tests/support/county.h"

#include "core/posts/account.h"
#include "core/posts/post.h"
#include "core/scope/scope.h"
#include "i18n/catalogue.h"

#include <string.h>

/* A row about each child in every table that can have one; row ids are the child's where
   a row hangs on another. The plans are kept by one who may not: that shows nobody anything. */
static const char rows_about_children[] =
    "INSERT INTO search_key SELECT 'k', id FROM child;"
    "INSERT INTO search_entry SELECT id, 'k' FROM child;"
    "INSERT INTO search_waiting SELECT id FROM child;"
    "INSERT INTO finding (kind, subject, child_id, why, found_on, state)"
    " SELECT 'x', id, id, '{}', '2026-09-10', 'settled' FROM child;"
    "INSERT INTO absence SELECT id, '2026-09-16', 1, 'unexcused', NULL, 0 FROM child;"
    "INSERT INTO lateness SELECT id, '2026-09-15', 1, NULL, 0 FROM child;"
    "INSERT INTO leave (child_id, first_day, last_day, reason, relation, asked_by, entered_at)"
    " SELECT id, '2026-09-14', '2026-09-15', 'illness', 'mother', 'x', 0 FROM child;"
    "INSERT INTO casefile (id, number, child_id, kind, policy, state, opened_on)"
    " SELECT id, id, id, 'absent', 'hutubi', 'closed', '2026-09-10' FROM child;"
    "INSERT INTO sighting (child_id, line, word, seen_on, typed_at, place_id)"
    " SELECT id, 'household', 'away', '2026-09-16', 0, 1 FROM child;"
    "INSERT INTO case_event (id, case_id, kind, day, typed_at)"
    " SELECT id, id, 'opened', '2026-09-10', 0 FROM child;"
    "INSERT INTO duty (id, kind, child_id, post_id, first_post, since, due, subject)"
    " SELECT id, 'rung', id, 1, 1, '2026-09-10', '2026-09-10', id FROM child;"
    "INSERT INTO duty_with SELECT 1, id FROM child;"
    "INSERT INTO form_definition (id, form, version, source) VALUES (1, 'persuasion', 1, '');"
    "INSERT INTO form_record (id, form, version, definition_id, child_id, account_id, began_at)"
    " SELECT id, 'persuasion', 1, 1, id, 1, 0 FROM child;"
    "INSERT INTO answer (record_id, field, value, account_id, at) SELECT id, 'x', 'x', 1, 0 FROM"
    " child;"
    "INSERT INTO form_signature SELECT id, 'x', '2026-09-10', 'x', 'x', 1, 0 FROM child;"
    "INSERT INTO form_service (record_id, day, how, account_id, at)"
    " SELECT id, '2026-09-10', 'x', 1, 0 FROM child;"
    "INSERT INTO report_copy (id, record_id, post_id, sent_on) SELECT id, id, 1, '2026-09-10'"
    " FROM child;"
    "INSERT INTO transfer (case_id, to_place, sent_on, state)"
    " SELECT id, 1, '2026-09-10', 'refused' FROM child;"
    "INSERT INTO letter (direction, office, day, child_id, asks, reply_due)"
    " SELECT 'in', 'x', '2026-09-10', id, 'x', '2026-10-10' FROM child;"
    "INSERT INTO handover (id, year, primary_id, junior_id, made_on)"
    " VALUES (1, 2020, 1, 1, '2020-06-20');"
    "INSERT INTO handover_child (handover_id, child_id) SELECT 1, id FROM child;"
    "INSERT INTO plan (id, child_id, kind, state, post_id, begins_on)"
    " SELECT id, id, 'watch', 'stands', (SELECT id FROM post WHERE role = 'auditor'), '2026-09-10'"
    " FROM child;"
    "INSERT INTO plan_event (id, plan_id, kind, day, typed_at)"
    " SELECT id, id, 'begun', '2026-09-10', 0 FROM child;"
    "INSERT INTO mark (id, child_id, kind, restricted, begins_on, source, typed_at)"
    " SELECT id, id, 'poor', 0, '2026-09-10', 'x', 0 FROM child;"
    "INSERT INTO import (id, kind, file, sha256, at, added, changed, same, refused)"
    " VALUES (1, 'groups', 'x', 'x', 0, 0, 0, 0, 0);"
    "INSERT INTO listed (child_id, kind, source, day, import_id)"
    " SELECT id, 'poor', 'x', '2026-09-10', 1 FROM child;"
    "INSERT INTO revision (audit_id, child_id, subject, subject_id, field, before, after, at)"
    " SELECT 1, id, 'register_row', id, 'x', 'x', 'y', 0 FROM child;"
    "INSERT INTO trail_reason SELECT row_number() OVER (), id, 'x' FROM child;"
    "INSERT INTO keeping_item SELECT 'child', id, id, '2026-09-10', '2026-10-10' FROM child;"
    "INSERT INTO keeping_hold (subject, subject_id, child_id, until, reason, at)"
    " SELECT 'child', id, id, '2026-10-10', 'x', 0 FROM child;";

/* How to ask each view whose rows it shows. */
static const struct {
    const char *table, *children;
} views[] = {
    {"absence",        "SELECT child_id FROM absence"        },
    {"answer",         "SELECT record_id FROM answer"        },
    {"case_event",     "SELECT case_id FROM case_event"      },
    {"casefile",       "SELECT child_id FROM casefile"       },
    {"child",          "SELECT id FROM child"                },
    {"duty",           "SELECT child_id FROM duty"           },
    {"duty_with",      "SELECT duty_id FROM duty_with"       },
    {"finding",        "SELECT child_id FROM finding"        },
    {"form_record",    "SELECT child_id FROM form_record"    },
    {"form_service",   "SELECT record_id FROM form_service"  },
    {"form_signature", "SELECT record_id FROM form_signature"},
    {"guardian",       "SELECT child_id FROM guardian"       },
    {"handover_child", "SELECT child_id FROM handover_child" },
    {"household",      "SELECT page FROM household"          },
    {"keeping_hold",   "SELECT child_id FROM keeping_hold"   },
    {"keeping_item",   "SELECT child_id FROM keeping_item"   },
    {"lateness",       "SELECT child_id FROM lateness"       },
    {"letter",         "SELECT child_id FROM letter"         },
    {"listed",         "SELECT child_id FROM listed"         },
    {"mark",           "SELECT child_id FROM mark"           },
    {"mark_shown",     "SELECT child_id FROM mark_shown"     },
    {"plan",           "SELECT child_id FROM plan"           },
    {"plan_event",     "SELECT plan_id FROM plan_event"      },
    {"leave",          "SELECT child_id FROM leave"          },
    {"register_row",   "SELECT child_id FROM register_row"   },
    {"report_copy",    "SELECT record_id FROM report_copy"   },
    {"revision",       "SELECT child_id FROM revision"       },
    {"roll_entry",     "SELECT child_id FROM roll_entry"     },
    {"search_entry",   "SELECT child_id FROM search_entry"   },
    {"search_key",     "SELECT child_id FROM search_key"     },
    {"search_waiting", "SELECT child_id FROM search_waiting" },
    {"household_word", "SELECT child_id FROM household_word" },
    {"school_word",    "SELECT child_id FROM school_word"    },
    {"sighting",       "SELECT child_id FROM sighting"       },
    {"sighting_now",   "SELECT child_id FROM sighting_now"   },
    {"trail_reason",   "SELECT child_id FROM trail_reason"   },
    {"transfer",       "SELECT case_id FROM transfer"        },
};

/* Tables that say nothing of a child, or only to the person whose own they are, or only a
   number in its class (attendance, roster). */
static const char *const others[] = {
    "account",
    "account_key",
    "attendance",
    "audit",
    "calendar_day",
    "credential",
    "draft",
    "erased_last",
    "erasing",
    "form_definition",
    "form_series",
    "handover",
    "holding",
    "import",
    "keeping_run",
    "notice",
    "outbox_child",
    "outbox_paper",
    "outbox_piece",
    "place",
    "place_within",
    "policy_version",
    "post",
    "resume",
    "service_area",
    "session",
    "roster",
    "round_act",
    "setting",
    "speech",
    "term",
    "volume",
};

/* A letter a child: 'x' where the view shows a row of it. */
static const char *shown(struct fixture *f, const struct county *county, const char *sql)
{
    char *letters = arena_copy(&f->arena, "........", CHILD_COUNT);
    QUERY(query) = query_open(f->store, sql);
    while (query_next(&query))
        for (int i = 0; i < CHILD_COUNT; i++)
            if (county->child[i] == query_int(&query, 0))
                letters[i] = 'x';
    assert_true(query_ok(&query, &f->err));
    return letters;
}

/* What is in the table and in sight. */
static const char *expected(struct fixture *f, const char *in_table, const char *in_sight)
{
    char *letters = arena_copy(&f->arena, in_table, CHILD_COUNT);
    for (int i = 0; i < CHILD_COUNT; i++)
        if (in_sight[i] != 'x')
            letters[i] = '.';
    return letters;
}

static void enter(struct fixture *f, enum role role)
{
    struct actor actor = county_actor(f, role);
    assert_true(scope_enter(f->store, &actor, &f->err));
}

static void every_view_shows_each_role_its_children_and_no_others(void **state)
{
    struct fixture *f = *state;
    const struct county county = county_make(f);
    const char *in_table[COUNT(views)];
    assert_true(store_execute(f->store, rows_about_children, &f->err));
    for (size_t i = 0; i < COUNT(views); i++)
        in_table[i] = shown(f, &county, views[i].children);

    for (int role = 0; role < ROLE_COUNT; role++) {
        enter(f, (enum role)role);
        for (size_t i = 0; i < COUNT(views); i++) {
            const char *seen = shown(f, &county, views[i].children);
            const char *wanted = expected(f, in_table[i], county_sees[role]);
            if (strcmp(seen, wanted) != 0)
                fail_msg("%s sees in %s %s, not %s", role_name((enum role)role), views[i].table,
                         seen, wanted);
        }
    }
}

/* Who is in charge of a child by its class or its school; no case is open, no plan stands. */
static const char *const in_charge[ROLE_COUNT] = {
    /*                          LI AYGUL WANG KURBAN ZHAO NOWHERE UNKNOWN SMALL */
    [ROLE_CLASS_TEACHER] = "xx......",
    [ROLE_PRINCIPAL] = "xxx.....",
};

static void a_restricted_mark_is_shown_to_those_in_charge_and_to_nobody_else(void **state)
{
    struct fixture *f = *state;
    const struct county county = county_make(f);
    static const char *const questions[] = {"SELECT child_id FROM mark",
                                            "SELECT child_id FROM mark_shown",
                                            "SELECT child_id FROM listed"};
    assert_true(store_execute(f->store, rows_about_children, &f->err));
    assert_true(store_execute(f->store, "UPDATE mark SET restricted = 1;"
                                        "UPDATE listed SET restricted = 1;"
                                        "UPDATE plan SET state = 'refused';",
                              &f->err));

    for (int role = 0; role < ROLE_COUNT; role++) {
        const char *wanted = in_charge[role] ? in_charge[role] : "........";
        enter(f, (enum role)role);
        for (size_t i = 0; i < COUNT(questions); i++)
            assert_string_equal(shown(f, &county, questions[i]), wanted);
    }
}

static void give_plan(struct fixture *f, int64_t child_id, enum role role, const char *state)
{
    struct actor keeper = county_actor(f, role);
    QUERY(query) = query_open(f->store, "UPDATE main.plan SET post_id = :post, state = :state"
                                        " WHERE child_id = :child");
    bind_int(&query, ":post", keeper.posts[0].id);
    bind_text(&query, ":state", state);
    bind_int(&query, ":child", child_id);
    assert_true(query_run(&query, &f->err));
}

/* What every view shows whoever keeps the plan of one child, which goes on in such a state. */
static void expect_keeper_sees(void **state, enum role role, enum county_child child,
                               const char *plan_state, const char *children)
{
    struct fixture *f = *state;
    const struct county county = county_make(f);
    const char *in_table[COUNT(views)];
    assert_true(store_execute(f->store, rows_about_children, &f->err));
    for (size_t i = 0; i < COUNT(views); i++)
        in_table[i] = shown(f, &county, views[i].children);
    give_plan(f, county.child[child], role, plan_state);

    enter(f, role);

    for (size_t i = 0; i < COUNT(views); i++)
        assert_string_equal(shown(f, &county, views[i].children),
                            expected(f, in_table[i], children));
}

static void a_paired_helper_sees_the_child_whose_plan_is_kept_and_no_other(void **state)
{
    expect_keeper_sees(state, ROLE_PAIRED_CADRE, CHILD_WANG, "stands", "..x.....");
}

/* Another helper's seat, with the plan of another child. */
static void add_helper(struct fixture *f, int64_t county_id, int64_t child_id)
{
    int64_t post, holding, account = county_account(f, "helper2", "沈示例", "");
    assert_true(post_seat(f->store, ROLE_PAIRED_CADRE, county_id, "2", &post, &f->err));
    assert_true(post_give(f->store, &f->console, post, account, "2026-09-01", NULL, false, &holding,
                          &f->err));
    QUERY(query) = query_open(f->store, "UPDATE main.plan SET post_id = :post WHERE child_id ="
                                        " :child");
    bind_int(&query, ":post", post);
    bind_int(&query, ":child", child_id);
    assert_true(query_run(&query, &f->err));
}

static void enter_as(struct fixture *f, const char *name)
{
    struct actor actor;
    int64_t account;
    assert_true(account_find(f->store, name, &account, &f->err));
    assert_true(post_actor(f->store, account, COUNTY_TODAY, &f->arena, &actor, &f->err));
    assert_true(scope_enter(f->store, &actor, &f->err));
}

static void of_two_helpers_neither_sees_the_others_child(void **state)
{
    struct fixture *f = *state;
    const struct county county = county_make(f);
    const char *in_table[COUNT(views)];
    assert_true(store_execute(f->store, rows_about_children, &f->err));
    for (size_t i = 0; i < COUNT(views); i++)
        in_table[i] = shown(f, &county, views[i].children);
    give_plan(f, county.child[CHILD_LI], ROLE_PAIRED_CADRE, "stands");
    add_helper(f, county.id, county.child[CHILD_WANG]);
    static const struct {
        const char *account, *sees;
    } helpers[] = {
        {"paired_cadre", "x......."},
        {"helper2",      "..x....."},
    };

    for (size_t k = 0; k < COUNT(helpers); k++) {
        enter_as(f, helpers[k].account);
        for (size_t i = 0; i < COUNT(views); i++)
            assert_string_equal(shown(f, &county, views[i].children),
                                expected(f, in_table[i], helpers[k].sees));
    }
}

static void a_plan_that_is_asked_for_shows_its_keeper_the_child(void **state)
{
    expect_keeper_sees(state, ROLE_HOME_TEACHER, CHILD_KURBAN, "asked", "...x....");
}

static void with_the_plan_the_sight_ends(void **state)
{
    expect_keeper_sees(state, ROLE_PAIRED_CADRE, CHILD_WANG, "ended", "........");
}

static void a_class_teacher_sees_a_child_of_another_class_that_is_paired(void **state)
{
    expect_keeper_sees(state, ROLE_CLASS_TEACHER, CHILD_KURBAN, "stands", "xx.x....");
}

static bool is_listed(const char *table)
{
    for (size_t i = 0; i < COUNT(views); i++)
        if (strcmp(views[i].table, table) == 0)
            return true;
    for (size_t i = 0; i < COUNT(others); i++)
        if (strcmp(others[i], table) == 0)
            return true;
    return false;
}

static void no_table_is_missing_from_this_matrix(void **state)
{
    struct fixture *f = *state;
    QUERY(query) = query_open(f->store, "SELECT name FROM sqlite_schema WHERE type = 'table'"
                                        " AND name NOT GLOB 'sqlite_*'");
    while (query_next(&query))
        if (!is_listed(query_text(&query, 0, &f->arena)))
            fail_msg("%s", query_text(&query, 0, &f->arena));
    assert_true(query_ok(&query, &f->err));
}

/* Names are put in order by what is opened with the catalogue. */
int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(every_view_shows_each_role_its_children_and_no_others),
        SPEC(a_restricted_mark_is_shown_to_those_in_charge_and_to_nobody_else),
        SPEC(a_paired_helper_sees_the_child_whose_plan_is_kept_and_no_other),
        SPEC(of_two_helpers_neither_sees_the_others_child),
        SPEC(a_plan_that_is_asked_for_shows_its_keeper_the_child),
        SPEC(with_the_plan_the_sight_ends),
        SPEC(a_class_teacher_sees_a_child_of_another_class_that_is_paired),
        SPEC(no_table_is_missing_from_this_matrix),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("sight", specs, NULL, NULL) : 1;
}
