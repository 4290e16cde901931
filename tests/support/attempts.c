#include "tests/support/attempts.h"

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
#include "i18n/catalogue.h"
#include "tests/support/paper.h"

#include <string.h>

static int64_t row_of(struct attempts *a, const char *sql)
{
    QUERY(query) = query_open(a->f->store, sql);
    bind_int(&query, ":child", a->county.child[a->child]);
    return query_next(&query) ? query_int(&query, 0) : 0;
}

/* --- An attempt at a verb for each action ----------------------------------------------------- */

static bool add_place(struct attempts *a)
{
    const struct place place = {.parent_id = a->county.id, .kind = "township", .name_zh = "新示例镇"};
    int64_t id;
    return place_add(a->f->store, &a->actor, &place, &id, &a->err);
}

static bool add_term(struct attempts *a)
{
    const struct term term = {
        .place_id = row_of(a, "SELECT place.id FROM main.child JOIN main.place_within"
                              " ON place_within.place_id = class_id JOIN main.place"
                              " ON place.id = ancestor_id AND place.kind = 'school'"
                              " WHERE child.id = :child"),
        .first_day = "2027-03-01",
        .last_day = "2027-07-10",
    };
    int64_t id;
    return term_add(a->f->store, &a->actor, COUNTY_TODAY, &term, &id, &a->err);
}

static bool read_nothing(void *context, char *buffer, size_t *size, struct error *err)
{
    (void)context, (void)buffer, (void)err;
    *size = 0;
    return true;
}

static bool import_list(struct attempts *a, const char *kind)
{
    const struct import_request request = {
        .kind = kind, .file = "x.csv", .source = {.read = read_nothing}, .today = COUNTY_TODAY};
    struct import_report report;
    return import_run(a->f->store, &a->actor, &request, &a->f->arena, &report, &a->err);
}

/* Into a folder that is not there: who may comes as far as that. */
static bool bring_file(struct attempts *a)
{
    struct bring bring;
    return bring_begin("/nonexistent", &a->actor, "roll.csv", &a->f->arena, &bring, &a->err);
}

static bool import_roll(struct attempts *a)
{
    return import_list(a, "roll");
}

static bool import_accounts(struct attempts *a)
{
    return import_list(a, "accounts");
}

static bool compare(struct attempts *a)
{
    struct compare_summary summary;
    return compare_run(a->f->store, a->policy, &a->actor, COUNTY_TODAY, &a->f->arena, &summary,
                       &a->err);
}

/* A finding about the child, for its class to settle. */
static bool settle_finding(struct attempts *a)
{
    QUERY(query) = query_open(a->f->store,
                              "INSERT INTO main.finding (kind, subject, child_id, place_id, why,"
                              " found_on)"
                              " SELECT 'not_in_register', 'x', id, class_id, '{}', '2026-09-10'"
                              " FROM main.child WHERE id = :child");
    bind_int(&query, ":child", a->county.child[a->child]);
    assert_true(query_run(&query, &a->f->err));
    return finding_explain(a->f->store, a->policy, &a->actor, COUNTY_TODAY,
                           store_inserted(a->f->store), "示例", &a->err);
}

static bool mark_child(struct attempts *a)
{
    const struct mark_new mark = {
        .child_id = a->county.child[a->child], .kind = "poor", .source = "示例"};
    int64_t id;
    return mark_set(a->f->store, a->policy, &a->actor, COUNTY_TODAY, &mark, &id, &a->err);
}

static bool correct_register(struct attempts *a)
{
    int64_t row = row_of(a, "SELECT id FROM main.register_row WHERE child_id = :child");
    return register_correct(a->f->store, &a->actor, row, "address", "示例路1号", "搬家", &a->err);
}

static bool correct_roll(struct attempts *a)
{
    int64_t entry = row_of(a, "SELECT id FROM main.roll_entry WHERE child_id = :child");
    return roll_correct(a->f->store, &a->actor, entry, "phone", "13900000012", "换号", &a->err);
}

static bool report_absence(struct attempts *a)
{
    int64_t class = row_of(a, "SELECT class_id FROM main.child WHERE id = :child");
    return absence_report(a->f->store, a->policy, &a->actor, COUNTY_TODAY, class, COUNTY_TODAY,
                          NULL, 0, &a->err);
}

static bool report_sighting(struct attempts *a)
{
    const struct sighting row = {.child_id = a->county.child[a->child], .word = "at_school"};
    const char *kind = role_place_kind(a->actor.posts[0].role);
    bool lives = strcmp(kind, "village") == 0 || strcmp(kind, "township") == 0;
    return sighting_report(a->f->store, a->policy, &a->actor, COUNTY_TODAY,
                           lives ? LINE_HOUSEHOLD : LINE_SCHOOL, COUNTY_TODAY, &row, 1, &a->err);
}

static bool ask_leave(struct attempts *a)
{
    int64_t id;
    const struct leave leave = {.child_id = a->county.child[a->child],
                                .first_day = COUNTY_TODAY,
                                .last_day = COUNTY_TODAY,
                                .reason = "illness",
                                .note = "",
                                .relation = "mother",
                                .asked_by = "示例母"};
    return leave_ask(a->f->store, a->policy, &a->actor, COUNTY_TODAY, &leave, &id, &a->err);
}

/* A leave of the child, entered by nobody. */
static int64_t leave_of(struct attempts *a)
{
    QUERY(query) = query_open(a->f->store,
                              "INSERT INTO main.leave (child_id, first_day, last_day, reason,"
                              " relation, asked_by, entered_at)"
                              " VALUES (:child, '2026-09-16', '2026-09-18', 'illness', 'mother',"
                              " 'x', 0)");
    bind_int(&query, ":child", a->county.child[a->child]);
    assert_true(query_run(&query, &a->f->err));
    return store_inserted(a->f->store);
}

static bool move_leave(struct attempts *a)
{
    return leave_move(a->f->store, a->policy, &a->actor, COUNTY_TODAY, leave_of(a), "2026-09-22",
                      &a->err);
}

static bool end_leave(struct attempts *a)
{
    return leave_end(a->f->store, &a->actor, COUNTY_TODAY, leave_of(a), &a->err);
}

static bool withdraw_leave(struct attempts *a)
{
    return leave_withdraw(a->f->store, &a->actor, COUNTY_TODAY, leave_of(a), "x", &a->err);
}

static bool open_case(struct attempts *a)
{
    int64_t id;
    return casefile_open(a->f->store, a->policy, &a->actor, COUNTY_TODAY, a->county.child[a->child],
                         "absent", "", &id, &a->err);
}

static bool append_event(struct attempts *a)
{
    const struct case_event event = {
        .case_id = a->cases[a->child], .kind = "note", .day = COUNTY_TODAY, .note = "示例"};
    return casefile_append(a->f->store, a->policy, &a->actor, COUNTY_TODAY, &event, &a->err);
}

static bool begin_form(struct attempts *a)
{
    return paper_begin(a->f, a->policy, &a->actor, "persuasion",
                       (struct record_start){.case_id = a->cases[a->child]}, &a->err);
}

static bool send_report(struct attempts *a)
{
    int64_t post = county_post(a->f, ROLE_SUPERVISION, a->county.id);
    return dispatch_send(a->f->store, a->policy, &a->actor, COUNTY_TODAY, a->cases[a->child], 0,
                         &post, 1, &a->err);
}

static bool assign(struct attempts *a)
{
    int64_t post = county_post(a->f, ROLE_SUPERVISION, a->county.id);
    return casefile_assign(a->f->store, a->policy, &a->actor, COUNTY_TODAY, &a->cases[a->child], 1,
                           post, "", &a->err);
}

/* The village at the other end of the county takes it: its township is somebody's. */
static bool offer_transfer(struct attempts *a)
{
    int64_t id;
    return transfer_offer(a->f->store, a->policy, &a->actor, COUNTY_TODAY, a->cases[a->child],
                          a->county.village[1], "", &id, &a->err);
}

static bool receive_letter(struct attempts *a)
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
    return letter_receive(a->f->store, a->policy, &a->actor, COUNTY_TODAY, &letter, &id, &a->err);
}

static bool note_plan(struct attempts *a)
{
    int64_t plan = row_of(a, "SELECT id FROM main.plan WHERE child_id = :child");
    return plan_done(a->f->store, a->policy, &a->actor, COUNTY_TODAY, plan, "contact.phone",
                     COUNTY_TODAY, "x", &a->err);
}

static bool fill_pairing(struct attempts *a)
{
    return paper_begin(a->f, a->policy, &a->actor, "pairing_record",
                       (struct record_start){.child_id = a->county.child[a->child]}, &a->err);
}

static bool ask_closing(struct attempts *a)
{
    return closing_ask(a->f->store, a->policy, &a->actor, COUNTY_TODAY, a->cases[a->child],
                       "in_class", "示例", &a->err);
}

/* Within the attempt's transaction: the case as the attempt needs it. */
static void put_state(struct attempts *a, const char *state)
{
    QUERY(query) = query_open(a->f->store, "UPDATE main.casefile SET state = :state WHERE id ="
                                           " :case");
    bind_text(&query, ":state", state);
    bind_int(&query, ":case", a->cases[a->child]);
    assert_true(query_run(&query, &a->f->err));
}

static bool confirm_closing(struct attempts *a)
{
    put_state(a, "closing");
    return closing_confirm(a->f->store, a->policy, &a->actor, COUNTY_TODAY, a->cases[a->child], "",
                           &a->err);
}

static bool reopen(struct attempts *a)
{
    put_state(a, "closed");
    return closing_reopen(a->f->store, a->policy, &a->actor, COUNTY_TODAY, a->cases[a->child], "示例",
                          &a->err);
}

static bool create_account(struct attempts *a)
{
    char password[ACCOUNT_PASSWORD_SIZE];
    int64_t id;
    return account_create(a->f->store, &a->actor, &(struct account){.name = "ali"}, &id, password,
                          &a->err);
}

static bool give_post(struct attempts *a)
{
    int64_t post = county_post(a->f, ROLE_SUPERVISION, a->county.id), account = 0, holding;
    assert_true(account_find(a->f->store, "class_teacher", &account, &a->err));
    return post_give(a->f->store, &a->actor, post, account, COUNTY_TODAY, NULL, false, &holding,
                     &a->err);
}

static bool list_sessions(struct attempts *a)
{
    struct signin *rows;
    size_t count;
    int64_t total;
    return signin_list(a->f->store, &a->actor, (struct page){0, 10}, &a->f->arena, &rows, &count,
                       &total, &a->err);
}

static bool list_trail(struct attempts *a)
{
    struct audit_row *rows;
    size_t count;
    int64_t total;
    return audit_list(a->f->store, &a->actor, &(struct audit_filter){0}, (struct page){0, 10},
                      &a->f->arena, &rows, &count, &total, &a->err);
}

static bool verify_trail(struct attempts *a)
{
    struct audit_verdict verdict;
    return audit_verify(a->f->store, &a->actor, NULL, &verdict, &a->err);
}

static bool hold_child_back(struct attempts *a)
{
    return hold_back(a->f->store, &a->actor, COUNTY_TODAY, KEPT_ADULT, a->county.child[a->child],
                     "2026-12-31", "示例", &a->err);
}

/* It has not been there for long, so that somebody has to say that the day is right. */
static bool let_keeper_go_on(struct attempts *a)
{
    assert_true(setting_keep(a->f->store, "keeping.day", "2026-01-01", &a->f->err));
    return keeper_go_on(a->f->store, &a->actor, COUNTY_TODAY, &a->err);
}

static const struct attempt attempts[] = {
    {"place_add",        MAY_EDIT_PLACES,     add_place,        false, false},
    {"term_add",         MAY_EDIT_CALENDAR,   add_term,         true,  false},
    {"import roll",      MAY_IMPORT,          import_roll,      false, false},
    {"bring_begin",      MAY_IMPORT,          bring_file,       false, false},
    {"import accounts",  MAY_MANAGE_ACCOUNTS, import_accounts,  false, false},
    {"compare_run",      MAY_COMPARE,         compare,          false, false},
    {"finding_explain",  MAY_SETTLE_FINDING,  settle_finding,   true,  false},
    {"mark_set",         MAY_MARK_CHILD,      mark_child,       true,  false},
    {"register_correct", MAY_EDIT_REGISTER,   correct_register, true,  false},
    {"roll_correct",     MAY_EDIT_ROLL,       correct_roll,     true,  false},
    {"absence_report",   MAY_RECORD_ABSENCE,  report_absence,   true,  false},
    {"sighting_report",  MAY_REPORT_SIGHTING, report_sighting,  true,  false},
    {"leave_ask",        MAY_RECORD_ABSENCE,  ask_leave,        true,  false},
    {"leave_move",       MAY_RECORD_ABSENCE,  move_leave,       true,  false},
    {"leave_end",        MAY_RECORD_ABSENCE,  end_leave,        true,  false},
    {"leave_withdraw",   MAY_RECORD_ABSENCE,  withdraw_leave,   true,  false},
    {"casefile_open",    MAY_OPEN_CASE,       open_case,        true,  false},
    {"casefile_append",  MAY_RECORD_EVENT,    append_event,     true,  false},
    {"answers_begin",    MAY_FILL_FORM,       begin_form,       true,  false},
    {"answers_begin 2",  MAY_FILL_FORM,       fill_pairing,     true,  true },
    {"plan_done",        MAY_KEEP_PLAN,       note_plan,        true,  true },
    {"dispatch_send",    MAY_SEND_REPORT,     send_report,      true,  false},
    {"casefile_assign",  MAY_ASSIGN,          assign,           true,  false},
    {"transfer_offer",   MAY_ASSIGN,          offer_transfer,   true,  false},
    {"letter_receive",   MAY_KEEP_LETTERS,    receive_letter,   false, false},
    {"closing_ask",      MAY_ASK_CLOSING,     ask_closing,      true,  false},
    {"closing_confirm",  MAY_CONFIRM_CLOSING, confirm_closing,  true,  false},
    {"closing_reopen",   MAY_REOPEN,          reopen,           true,  false},
    {"account_create",   MAY_MANAGE_ACCOUNTS, create_account,   false, false},
    {"post_give",        MAY_MANAGE_ACCOUNTS, give_post,        false, false},
    {"signin_list",      MAY_SEE_SESSIONS,    list_sessions,    false, false},
    {"audit_list",       MAY_READ_TRAIL,      list_trail,       false, false},
    {"audit_verify",     MAY_READ_TRAIL,      verify_trail,     false, false},
    {"hold_back",        MAY_HOLD_BACK,       hold_child_back,  false, false},
    {"keeper_go_on",     MAY_HOLD_BACK,       let_keeper_go_on, false, false},
};

const struct attempt *attempts_at(size_t i)
{
    return i < COUNT(attempts) ? &attempts[i] : NULL;
}

bool attempts_refused(struct attempts *a, const struct attempt *attempt)
{
    struct error ignored = {0};
    a->err = (struct error){0};
    assert_true(store_begin(a->f->store, &a->f->err));
    attempt->try(a);
    store_end(a->f->store, false, &ignored);
    return a->err.kind == ERROR_DENIED || a->err.kind == ERROR_MISSING;
}

static void open_cases(struct attempts *a)
{
    for (int i = 0; i < CHILD_COUNT; i++)
        assert_true(casefile_open(a->f->store, a->policy, &a->f->console, COUNTY_TODAY,
                                  a->county.child[i], "absent", "", &a->cases[i], &a->f->err));
}

/* Kept by an auditor, who may do nothing with it. */
static void make_plans(struct attempts *a)
{
    assert_true(store_execute(a->f->store,
                              "INSERT INTO plan (child_id, kind, state, post_id, begins_on)"
                              " SELECT id, 'proxy_parent', 'stands', (SELECT id FROM post WHERE"
                              " role = 'auditor'), '2026-09-10' FROM child",
                              &a->f->err));
}

struct attempts attempts_begin(struct fixture *f)
{
    struct attempts a = {.f = f};
    assert_true(catalogue_open()); /* names are put in order by what is opened with it */
    a.county = county_make(f);
    a.policy = policy_open(NULL, "hutubi", &f->err);
    assert_non_null(a.policy);
    open_cases(&a);
    make_plans(&a);
    return a;
}

void attempts_end(struct attempts *a)
{
    policy_close(a->policy);
}

void attempts_enter(struct attempts *a, enum role role)
{
    a->actor = county_actor(a->f, role);
    assert_true(scope_enter(a->f->store, &a->actor, &a->f->err));
}
