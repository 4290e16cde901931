/*
 * The permission matrix: every role with every action, asked at the verbs; test_sight.c
 * asks every role at the views. What is expected stands here a second time, on purpose: a cell that is changed in
 * the program alone fails.
 */
#include "tests/support/county.h"

#include "core/cases/casefile.h"
#include "core/cases/closing.h"
#include "core/cases/dispatch.h"
#include "core/cases/letter.h"
#include "core/cases/plan.h"
#include "core/cases/transfer.h"
#include "core/compare/compare.h"
#include "core/days/absence.h"
#include "core/days/leave.h"
#include "core/days/sighting.h"
#include "core/days/term.h"
#include "core/import/bring.h"
#include "core/import/import.h"
#include "core/keeping/hold.h"
#include "core/keeping/keeper.h"
#include "core/lists/finding.h"
#include "core/lists/mark.h"
#include "core/lists/register.h"
#include "core/lists/roll.h"
#include "core/posts/account.h"
#include "core/posts/place.h"
#include "core/posts/post.h"
#include "core/posts/signin.h"
#include "core/rules/policy.h"
#include "core/scope/scope.h"
#include "core/store/audit.h"
#include "core/store/setting.h"
#include "tests/support/paper.h"

#include <string.h>

/*
 * What each role may do, a letter an action in the order of permit.h:
 * see, places, calendar, import, compare, settle, register, roll, absence, sighting, open, event,
 * form, send, receive, assign, ask, confirm, reopen, accounts, sessions, trail, take over,
 * letters, handover, mark roll, skip, pause, plan, round, rules, mark child, hold back.
 */
static const char *const may[ROLE_COUNT] = {
    [ROLE_CLASS_TEACHER] = "x.......xxxxx...x...........xx.x.",
    [ROLE_SUBJECT_TEACHER] = "x........xxxx...............x....",
    [ROLE_GRADE_HEAD] = "x.......xxxxx...x...........xx...",
    [ROLE_ACADEMIC_OFFICE] = "x.x..xx.xxxxx..xxx....x.xx..xx.x.",
    [ROLE_ROLL_KEEPER] = "x....xxx.................x...x...",
    [ROLE_PRINCIPAL] = "x.x..xxxxxxxxx.xxxx...x.xxxxxx.x.",
    [ROLE_CENTRAL_SCHOOL] = "x....x...xxxxx.xxx.........xxx...",
    [ROLE_VILLAGE_WORKER] = "x.....x..xxxx...x...........xx.x.",
    [ROLE_TOWNSHIP] = "x.....x..xxxx.xxxx....x.....xx.x.",
    [ROLE_BUREAU_EDUCATION] = "xxxxxxxx..xxxxxxxxx....x.xxxxxxxx",
    [ROLE_SUPERVISION] = "x.........xxx.xxxxx.........xx...",
    [ROLE_LEADING_GROUP] = "x.........xxx.x.x...........xx...",
    [ROLE_HOME_TEACHER] = "x...........x...............x....",
    [ROLE_PAIRED_CADRE] = "x...........x...............x....",
    [ROLE_ACCOUNT_ADMIN] = "...................xx............",
    [ROLE_AUDITOR] = ".....................x...........",
};

/* What the attempts work on: a county where each child has an open case. */
struct matrix {
    struct fixture *f;
    struct county county;
    struct policy *policy;
    struct actor actor;
    enum county_child child; /* about whom it is tried */
    int64_t cases[CHILD_COUNT];
    struct error err;
};

static int64_t row_of(struct matrix *m, const char *sql)
{
    QUERY(query) = query_open(m->f->store, sql);
    bind_int(&query, ":child", m->county.child[m->child]);
    return query_next(&query) ? query_int(&query, 0) : 0;
}

/* --- An attempt at a verb for each action ----------------------------------------------------- */

static bool add_place(struct matrix *m)
{
    const struct place place = {.parent_id = m->county.id, .kind = "township", .name_zh = "新示例镇"};
    int64_t id;
    return place_add(m->f->store, &m->actor, &place, &id, &m->err);
}

static bool add_term(struct matrix *m)
{
    const struct term term = {
        .place_id = row_of(m, "SELECT place.id FROM main.child JOIN main.place_within"
                              " ON place_within.place_id = class_id JOIN main.place"
                              " ON place.id = ancestor_id AND place.kind = 'school'"
                              " WHERE child.id = :child"),
        .first_day = "2027-03-01",
        .last_day = "2027-07-10",
    };
    int64_t id;
    return term_add(m->f->store, &m->actor, COUNTY_TODAY, &term, &id, &m->err);
}

static bool read_nothing(void *context, char *buffer, size_t *size, struct error *err)
{
    (void)context, (void)buffer, (void)err;
    *size = 0;
    return true;
}

static bool import_list(struct matrix *m, const char *kind)
{
    const struct import_request request = {
        .kind = kind, .file = "x.csv", .source = {.read = read_nothing}, .today = COUNTY_TODAY};
    struct import_report report;
    return import_run(m->f->store, &m->actor, &request, &m->f->arena, &report, &m->err);
}

/* Into a folder that is not there: who may comes as far as that. */
static bool bring_file(struct matrix *m)
{
    struct bring bring;
    return bring_begin("/nonexistent", &m->actor, "roll.csv", &m->f->arena, &bring, &m->err);
}

static bool import_roll(struct matrix *m)
{
    return import_list(m, "roll");
}

static bool import_accounts(struct matrix *m)
{
    return import_list(m, "accounts");
}

static bool compare(struct matrix *m)
{
    struct compare_summary summary;
    return compare_run(m->f->store, m->policy, &m->actor, COUNTY_TODAY, &m->f->arena, &summary,
                       &m->err);
}

/* A finding about the child, for its class to settle. */
static bool settle_finding(struct matrix *m)
{
    QUERY(query) = query_open(m->f->store,
                              "INSERT INTO main.finding (kind, subject, child_id, place_id, why,"
                              " found_on)"
                              " SELECT 'not_in_register', 'x', id, class_id, '{}', '2026-09-10'"
                              " FROM main.child WHERE id = :child");
    bind_int(&query, ":child", m->county.child[m->child]);
    assert_true(query_run(&query, &m->f->err));
    return finding_explain(m->f->store, m->policy, &m->actor, COUNTY_TODAY,
                           store_inserted(m->f->store), "示例", &m->err);
}

static bool mark_child(struct matrix *m)
{
    const struct mark_new mark = {
        .child_id = m->county.child[m->child], .kind = "poor", .source = "示例"};
    int64_t id;
    return mark_set(m->f->store, m->policy, &m->actor, COUNTY_TODAY, &mark, &id, &m->err);
}

static bool correct_register(struct matrix *m)
{
    int64_t row = row_of(m, "SELECT id FROM main.register_row WHERE child_id = :child");
    return register_correct(m->f->store, &m->actor, row, "address", "示例路1号", "搬家", &m->err);
}

static bool correct_roll(struct matrix *m)
{
    int64_t entry = row_of(m, "SELECT id FROM main.roll_entry WHERE child_id = :child");
    return roll_correct(m->f->store, &m->actor, entry, "phone", "13900000012", "换号", &m->err);
}

static bool report_absence(struct matrix *m)
{
    int64_t class = row_of(m, "SELECT class_id FROM main.child WHERE id = :child");
    return absence_report(m->f->store, m->policy, &m->actor, COUNTY_TODAY, class, COUNTY_TODAY,
                          NULL, 0, &m->err);
}

static bool report_sighting(struct matrix *m)
{
    const struct sighting row = {.child_id = m->county.child[m->child], .word = "at_school"};
    const char *kind = role_place_kind(m->actor.posts[0].role);
    bool lives = strcmp(kind, "village") == 0 || strcmp(kind, "township") == 0;
    return sighting_report(m->f->store, m->policy, &m->actor, COUNTY_TODAY,
                           lives ? LINE_HOUSEHOLD : LINE_SCHOOL, COUNTY_TODAY, &row, 1, &m->err);
}

static bool ask_leave(struct matrix *m)
{
    int64_t id;
    const struct leave leave = {.child_id = m->county.child[m->child],
                                .first_day = COUNTY_TODAY,
                                .last_day = COUNTY_TODAY,
                                .reason = "illness",
                                .note = "",
                                .relation = "mother",
                                .asked_by = "示例母"};
    return leave_ask(m->f->store, m->policy, &m->actor, COUNTY_TODAY, &leave, &id, &m->err);
}

/* A leave of the child, entered by nobody. */
static int64_t leave_of(struct matrix *m)
{
    QUERY(query) = query_open(m->f->store,
                              "INSERT INTO main.leave (child_id, first_day, last_day, reason,"
                              " relation, asked_by, entered_at)"
                              " VALUES (:child, '2026-09-16', '2026-09-18', 'illness', 'mother',"
                              " 'x', 0)");
    bind_int(&query, ":child", m->county.child[m->child]);
    assert_true(query_run(&query, &m->f->err));
    return store_inserted(m->f->store);
}

static bool move_leave(struct matrix *m)
{
    return leave_move(m->f->store, m->policy, &m->actor, COUNTY_TODAY, leave_of(m), "2026-09-22",
                      &m->err);
}

static bool end_leave(struct matrix *m)
{
    return leave_end(m->f->store, &m->actor, COUNTY_TODAY, leave_of(m), &m->err);
}

static bool withdraw_leave(struct matrix *m)
{
    return leave_withdraw(m->f->store, &m->actor, COUNTY_TODAY, leave_of(m), "x", &m->err);
}

static bool open_case(struct matrix *m)
{
    int64_t id;
    return casefile_open(m->f->store, m->policy, &m->actor, COUNTY_TODAY, m->county.child[m->child],
                         "absent", "", &id, &m->err);
}

static bool append_event(struct matrix *m)
{
    const struct case_event event = {
        .case_id = m->cases[m->child], .kind = "note", .day = COUNTY_TODAY, .note = "示例"};
    return casefile_append(m->f->store, m->policy, &m->actor, COUNTY_TODAY, &event, &m->err);
}

static bool begin_form(struct matrix *m)
{
    return paper_begin(m->f, m->policy, &m->actor, "persuasion",
                       (struct record_start){.case_id = m->cases[m->child]}, &m->err);
}

static bool send_report(struct matrix *m)
{
    int64_t post = county_post(m->f, ROLE_SUPERVISION, m->county.id);
    return dispatch_send(m->f->store, m->policy, &m->actor, COUNTY_TODAY, m->cases[m->child], 0,
                         &post, 1, &m->err);
}

static bool assign(struct matrix *m)
{
    int64_t post = county_post(m->f, ROLE_SUPERVISION, m->county.id);
    return casefile_assign(m->f->store, m->policy, &m->actor, COUNTY_TODAY, &m->cases[m->child], 1,
                           post, "", &m->err);
}

/* The village at the other end of the county takes it: its township is somebody's. */
static bool offer_transfer(struct matrix *m)
{
    int64_t id;
    return transfer_offer(m->f->store, m->policy, &m->actor, COUNTY_TODAY, m->cases[m->child],
                          m->county.village[1], "", &id, &m->err);
}

static bool receive_letter(struct matrix *m)
{
    const struct letter letter = {
        .office = "示例市教育局",
        .number = "",
        .day = COUNTY_TODAY,
        .about = "示例",
        .asks = "示例",
        .reply_due = "",
    };
    int64_t id;
    return letter_receive(m->f->store, m->policy, &m->actor, COUNTY_TODAY, &letter, &id, &m->err);
}

static bool note_plan(struct matrix *m)
{
    int64_t plan = row_of(m, "SELECT id FROM main.plan WHERE child_id = :child");
    return plan_done(m->f->store, m->policy, &m->actor, COUNTY_TODAY, plan, "contact.phone",
                     COUNTY_TODAY, "x", &m->err);
}

static bool fill_pairing(struct matrix *m)
{
    return paper_begin(m->f, m->policy, &m->actor, "pairing_record",
                       (struct record_start){.child_id = m->county.child[m->child]}, &m->err);
}

static bool ask_closing(struct matrix *m)
{
    return closing_ask(m->f->store, m->policy, &m->actor, COUNTY_TODAY, m->cases[m->child],
                       "in_class", "示例", &m->err);
}

/* Within the attempt's transaction: the case as the attempt needs it. */
static void put_state(struct matrix *m, const char *state)
{
    QUERY(query) = query_open(m->f->store, "UPDATE main.casefile SET state = :state WHERE id ="
                                           " :case");
    bind_text(&query, ":state", state);
    bind_int(&query, ":case", m->cases[m->child]);
    assert_true(query_run(&query, &m->f->err));
}

static bool confirm_closing(struct matrix *m)
{
    put_state(m, "closing");
    return closing_confirm(m->f->store, m->policy, &m->actor, COUNTY_TODAY, m->cases[m->child], "",
                           &m->err);
}

static bool reopen(struct matrix *m)
{
    put_state(m, "closed");
    return closing_reopen(m->f->store, m->policy, &m->actor, COUNTY_TODAY, m->cases[m->child], "示例",
                          &m->err);
}

static bool create_account(struct matrix *m)
{
    char password[ACCOUNT_PASSWORD_SIZE];
    int64_t id;
    return account_create(m->f->store, &m->actor, &(struct account){.name = "ali"}, &id, password,
                          &m->err);
}

static bool give_post(struct matrix *m)
{
    int64_t post = county_post(m->f, ROLE_SUPERVISION, m->county.id), account = 0, holding;
    assert_true(account_find(m->f->store, "class_teacher", &account, &m->err));
    return post_give(m->f->store, &m->actor, post, account, COUNTY_TODAY, NULL, false, &holding,
                     &m->err);
}

static bool list_sessions(struct matrix *m)
{
    struct signin *rows;
    size_t count;
    int64_t total;
    return signin_list(m->f->store, &m->actor, (struct page){0, 10}, &m->f->arena, &rows, &count,
                       &total, &m->err);
}

static bool list_trail(struct matrix *m)
{
    struct audit_row *rows;
    size_t count;
    int64_t total;
    return audit_list(m->f->store, &m->actor, &(struct audit_filter){0}, (struct page){0, 10},
                      &m->f->arena, &rows, &count, &total, &m->err);
}

static bool verify_trail(struct matrix *m)
{
    struct audit_verdict verdict;
    return audit_verify(m->f->store, &m->actor, NULL, &verdict, &m->err);
}

static bool hold_child_back(struct matrix *m)
{
    return hold_back(m->f->store, &m->actor, COUNTY_TODAY, KEPT_ADULT, m->county.child[m->child],
                     "2026-12-31", "示例", &m->err);
}

/* It has not been there for long, so that somebody has to say that the day is right. */
static bool let_keeper_go_on(struct matrix *m)
{
    assert_true(setting_keep(m->f->store, "keeping.day", "2026-01-01", &m->f->err));
    return keeper_go_on(m->f->store, &m->actor, COUNTY_TODAY, &m->err);
}

static const struct attempt {
    const char *name;
    enum action action;
    bool (*try)(struct matrix *m);
    bool somewhere; /* allowed only where a post covers the child */
} attempts[] = {
    {"place_add",        MAY_EDIT_PLACES,     add_place,        false},
    {"term_add",         MAY_EDIT_CALENDAR,   add_term,         true },
    {"import roll",      MAY_IMPORT,          import_roll,      false},
    {"bring_begin",      MAY_IMPORT,          bring_file,       false},
    {"import accounts",  MAY_MANAGE_ACCOUNTS, import_accounts,  false},
    {"compare_run",      MAY_COMPARE,         compare,          false},
    {"finding_explain",  MAY_SETTLE_FINDING,  settle_finding,   true },
    {"mark_set",         MAY_MARK_CHILD,      mark_child,       true },
    {"register_correct", MAY_EDIT_REGISTER,   correct_register, true },
    {"roll_correct",     MAY_EDIT_ROLL,       correct_roll,     true },
    {"absence_report",   MAY_RECORD_ABSENCE,  report_absence,   true },
    {"sighting_report",  MAY_REPORT_SIGHTING, report_sighting,  true },
    {"leave_ask",        MAY_RECORD_ABSENCE,  ask_leave,        true },
    {"leave_move",       MAY_RECORD_ABSENCE,  move_leave,       true },
    {"leave_end",        MAY_RECORD_ABSENCE,  end_leave,        true },
    {"leave_withdraw",   MAY_RECORD_ABSENCE,  withdraw_leave,   true },
    {"casefile_open",    MAY_OPEN_CASE,       open_case,        true },
    {"casefile_append",  MAY_RECORD_EVENT,    append_event,     true },
    {"answers_begin",    MAY_FILL_FORM,       begin_form,       true },
    {"answers_begin 2",  MAY_FILL_FORM,       fill_pairing,     true },
    {"plan_done",        MAY_KEEP_PLAN,       note_plan,        true },
    {"dispatch_send",    MAY_SEND_REPORT,     send_report,      true },
    {"casefile_assign",  MAY_ASSIGN,          assign,           true },
    {"transfer_offer",   MAY_ASSIGN,          offer_transfer,   true },
    {"letter_receive",   MAY_KEEP_LETTERS,    receive_letter,   false},
    {"closing_ask",      MAY_ASK_CLOSING,     ask_closing,      true },
    {"closing_confirm",  MAY_CONFIRM_CLOSING, confirm_closing,  true },
    {"closing_reopen",   MAY_REOPEN,          reopen,           true },
    {"account_create",   MAY_MANAGE_ACCOUNTS, create_account,   false},
    {"post_give",        MAY_MANAGE_ACCOUNTS, give_post,        false},
    {"signin_list",      MAY_SEE_SESSIONS,    list_sessions,    false},
    {"audit_list",       MAY_READ_TRAIL,      list_trail,       false},
    {"audit_verify",     MAY_READ_TRAIL,      verify_trail,     false},
    {"hold_back",        MAY_HOLD_BACK,       hold_child_back,  false},
    {"keeper_go_on",     MAY_HOLD_BACK,       let_keeper_go_on, false},
};

static bool is_allowed(const struct attempt *attempt, enum role role, enum county_child child)
{
    return may[role][attempt->action] == 'x'
        && (!attempt->somewhere || county_sees[role][child] == 'x');
}

/* Denied, or not there for who may not see it. Whatever was done is taken back: each attempt
   finds the same county. */
static bool is_refused(struct matrix *m, const struct attempt *attempt)
{
    struct error ignored = {0};
    m->err = (struct error){0};
    assert_true(store_begin(m->f->store, &m->f->err));
    attempt->try(m);
    store_end(m->f->store, false, &ignored);
    return m->err.kind == ERROR_DENIED || m->err.kind == ERROR_MISSING;
}

static void open_cases(struct matrix *m)
{
    for (int i = 0; i < CHILD_COUNT; i++)
        assert_true(casefile_open(m->f->store, m->policy, &m->f->console, COUNTY_TODAY,
                                  m->county.child[i], "absent", "", &m->cases[i], &m->f->err));
}

/* A plan for each child, kept by nobody of the table. */
static void make_plans(struct matrix *m)
{
    assert_true(store_execute(m->f->store,
                              "INSERT INTO plan (child_id, kind, state, post_id, begins_on)"
                              " SELECT id, 'proxy_parent', 'stands', (SELECT id FROM post WHERE"
                              " role = 'auditor'), '2026-09-10' FROM child",
                              &m->f->err));
}

static void give_plan(struct matrix *m, enum role role, enum county_child child)
{
    store_widen(m->f->store);
    QUERY(query) =
        query_open(m->f->store, "UPDATE main.plan SET post_id = :post WHERE child_id = :child");
    bind_int(&query, ":post", county_actor(m->f, role).posts[0].id);
    bind_int(&query, ":child", m->county.child[child]);
    assert_true(query_run(&query, &m->f->err));
}

static void enter(struct matrix *m, enum role role)
{
    m->actor = county_actor(m->f, role);
    assert_true(scope_enter(m->f->store, &m->actor, &m->f->err));
}

static struct matrix given(void **state)
{
    struct matrix m = {.f = *state};
    m.county = county_make(m.f);
    m.policy = policy_open(NULL, "hutubi", &m.f->err);
    assert_non_null(m.policy);
    return m;
}

static void every_cell_of_the_table_is_as_it_stands_here(void **state)
{
    (void)state;
    for (int role = 0; role < ROLE_COUNT; role++) {
        assert_int_equal(strlen(may[role]), ACTION_COUNT);
        for (int action = 0; action < ACTION_COUNT; action++)
            if (role_may((enum role)role, (enum action)action) != (may[role][action] == 'x'))
                fail_msg("%s, action %d", role_name((enum role)role), action);
    }
}

static void every_verb_asks_the_table_and_the_place(void **state)
{
    static const enum county_child children[] = {CHILD_LI, CHILD_WANG, CHILD_ZHAO, CHILD_KURBAN};
    struct matrix m = given(state);
    open_cases(&m);
    make_plans(&m);

    for (int role = 0; role < ROLE_COUNT; role++) {
        enter(&m, (enum role)role);
        for (size_t i = 0; i < COUNT(children); i++)
            for (size_t j = 0; j < COUNT(attempts); j++) {
                m.child = children[i];
                if (is_refused(&m, &attempts[j])
                    == is_allowed(&attempts[j], (enum role)role, m.child))
                    fail_msg("%s: %s for child %d: %s", role_name((enum role)role),
                             attempts[j].name, (int)m.child, m.err.key ? m.err.key : "done");
            }
    }
    policy_close(m.policy);
}

/* What a keeper does for a child of none of its places: its plan, and what tells of it. */
static void who_keeps_a_plan_does_that_and_nothing_else(void **state)
{
    static const enum role keepers[] = {ROLE_PAIRED_CADRE, ROLE_HOME_TEACHER, ROLE_CLASS_TEACHER,
                                        ROLE_PRINCIPAL};
    struct matrix m = given(state);
    open_cases(&m);
    make_plans(&m);
    m.child = CHILD_KURBAN;

    for (size_t i = 0; i < COUNT(keepers); i++) {
        give_plan(&m, keepers[i], CHILD_KURBAN);
        enter(&m, keepers[i]);
        for (size_t j = 0; j < COUNT(attempts); j++) {
            bool kept = attempts[j].try == note_plan || attempts[j].try == fill_pairing;
            if (attempts[j].somewhere && is_refused(&m, &attempts[j]) == kept)
                fail_msg("%s: %s: %s", role_name(keepers[i]), attempts[j].name,
                         m.err.key ? m.err.key : "done");
        }
    }
    policy_close(m.policy);
}

/* Names are put in order by what is opened with the catalogue. */
static int open_catalogue(void **state)
{
    (void)state;
    return catalogue_open() ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        cmocka_unit_test(every_cell_of_the_table_is_as_it_stands_here),
        SPEC(every_verb_asks_the_table_and_the_place),
        SPEC(who_keeps_a_plan_does_that_and_nothing_else),
    };
    return cmocka_run_group_tests_name("permission", specs, open_catalogue, NULL);
}
