/*
 * What holds in every county, whatever people do: counties are left to chance under each of the
 * five policies, and looked at after every deed and every day. BAOXUE_PLAYS says how many seeds,
 * BAOXUE_SEED the first of them, BAOXUE_DAYS how many days each. The seed says where in the school
 * year it begins.
 */
#include "tests/support/chance.h"
#include "tests/support/duties.h"

#include "core/base/date.h"
#include "core/cases/transition.h"
#include "core/duties/clerk.h"
#include "core/duties/history.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define PLAYS 3 /* usually: one from each of the days below */

/* When a term begins, before the autumn's holidays and make-up days, and before a term ends. */
static const char *const first_days[] = {"2026-09-01", "2026-09-18", "2027-01-05"};

static const char *first_day(uint64_t seed)
{
    return first_days[seed % COUNT(first_days)];
}

static uint64_t from_outside(const char *name, uint64_t usual)
{
    const char *text = getenv(name);
    return text && *text ? strtoull(text, NULL, 10) : usual;
}

/* The small county under the rules of another. */
static struct work begin(struct fixture *f, const char *policy, uint64_t seed)
{
    struct work work = work_begin(f);
    policy_close(work.policy);
    work.policy = policy_open(NULL, policy, &f->err);
    assert_non_null(work.policy);
    work.today = first_day(seed);
    return work;
}

static _Noreturn void broken(const struct chance *chance, const char *what, const char *which)
{
    fail_msg("%s, seed %" PRIu64 ", %s, after \"%s\": %s %s", chance->work->policy->name,
             chance->seed, chance->work->today, chance->deed, what, which);
    abort();
}

/* The first row of a query that ought to give none, as text. */
static void expect_none(const struct chance *chance, const char *what, const char *sql)
{
    struct fixture *f = chance->work->f;
    QUERY(query) = query_open(f->store, sql);
    bind_text(&query, ":today", chance->work->today);
    if (query_next(&query))
        broken(chance, what, query_text(&query, 0, &f->arena));
    assert_true(query_ok(&query, &f->err));
}

/* D5, H12: one post, and one that works. */
static void check_posts(const struct chance *chance)
{
    expect_none(chance, "nobody answers for case",
                "SELECT number FROM main.casefile WHERE state <> 'closed' AND :today"
                " AND (SELECT count(*) FROM main.post WHERE post.id = charge_id) <> 1");
    expect_none(chance, "nobody has the duty",
                "SELECT subject FROM main.duty WHERE state = 'open' AND :today"
                " AND (SELECT count(*) FROM main.post WHERE post.id = post_id) <> 1");
}

/* The education section is never vacant here, so somebody always can. */
static void check_held(const struct chance *chance)
{
    expect_none(chance, "nobody holds the post of",
                "SELECT subject FROM main.duty WHERE state = 'open' AND NOT EXISTS"
                " (SELECT 1 FROM main.holding WHERE holding.post_id = duty.post_id"
                "  AND first_day <= :today AND coalesce(last_day, :today) >= :today)");
}

/* --- Due days --------------------------------------------------------------------------------- */

struct stored {
    const char *kind, *rung, *subject, *due;
    int64_t case_id, place_id;
};

/* The calendar that a duty goes by: its case's, pauses and all, or its place's. */
static struct calendar calendar_of(const struct chance *chance, const struct stored *duty,
                                   struct arena *arena)
{
    struct fixture *f = chance->work->f;
    struct calendar calendar;
    struct history history = {0};
    int64_t place = duty->place_id ? duty->place_id : chance->work->county.id;
    if (duty->case_id) {
        assert_true(history_read(f->store, duty->case_id, arena, &history, &f->err));
        place = history.school_id ? history.school_id
            : history.class_id    ? history.class_id
                                  : history.group_id;
    }
    assert_true(calendar_read(f->store, chance->work->policy, place, arena, &calendar, &f->err));
    calendar.pauses = history.pauses;
    calendar.pause_count = history.pause_count;
    return calendar;
}

/* What days a duty is counted in. A beat is due at the end of its week, month or term, whatever day
   that is; where it is for days of school, on the last of them. */
static enum period_unit unit_of(const struct chance *chance, const struct stored *duty)
{
    ARENA(arena);
    const struct policy *policy = chance->work->policy;
    const struct policy_rung *rung = policy_duty(policy, duty->kind, duty->rung);
    size_t name = strcspn(duty->rung, "/");
    if (!rung)
        broken(chance, "no rule makes", duty->subject);
    if (strcmp(duty->kind, "beat") != 0)
        return rung->within.unit;
    const struct policy_plan *plan = policy_plan(policy, arena_copy(&arena, duty->rung, name));
    return policy_beat(plan, duty->rung + name + 1)->school_time ? PERIOD_SCHOOL_DAYS
                                                                 : PERIOD_CALENDAR_DAYS;
}

static void check_due(const struct chance *chance, const struct stored *duty)
{
    ARENA(arena);
    struct calendar calendar = calendar_of(chance, duty, &arena);
    if (!calendar_counts(&calendar, unit_of(chance, duty), duty->due))
        broken(chance, arena_text(&arena, "due on %s, which does not count:", duty->due),
               duty->subject);
}

static void check_due_days(const struct chance *chance)
{
    struct fixture *f = chance->work->f;
    ARENA(arena);
    QUERY(query) = query_open(f->store,
                              "SELECT kind, rung, subject, due, case_id, place_id FROM main.duty"
                              " WHERE state = 'open'");
    while (query_next(&query)) {
        const struct stored duty = {
            .kind = query_text(&query, 0, &arena),
            .rung = query_text(&query, 1, &arena),
            .subject = query_text(&query, 2, &arena),
            .due = query_text(&query, 3, &arena),
            .case_id = query_int(&query, 4),
            .place_id = query_int(&query, 5),
        };
        check_due(chance, &duty);
    }
    assert_true(query_ok(&query, &f->err));
}

/* --- The same again --------------------------------------------------------------------------- */

static void expect_same(const struct chance *chance, const char *how,
                        const struct duty_lines *before)
{
    struct fixture *f = chance->work->f;
    struct duty_lines after = duties_read(f);
    const char *difference = duties_differ(f, before, &after);
    if (difference)
        broken(chance, how, difference);
}

static void run(struct fixture *f, const char *sql)
{
    QUERY(query) = query_open(f->store, sql);
    assert_true(query_run(&query, &f->err));
}

/* The events of every case as if each had been typed when it happened. */
static void retype_events(struct fixture *f)
{
    run(f, "DROP TRIGGER main.case_event_keep");
    run(f, "PRAGMA foreign_keys = OFF");
    run(f, "CREATE TEMP TABLE typed AS SELECT id AS old, 1000000 +"
           " row_number() OVER (ORDER BY day, id) AS new FROM main.case_event");
    run(f, "UPDATE main.duty SET event_id = (SELECT new FROM typed WHERE old = event_id)");
    run(f, "UPDATE main.case_event SET id = (SELECT new FROM typed WHERE old = id)");
}

/* Whom the trail tells of it calls by number: it stays when their data have gone (requirements 10). */
static void check_trail(const struct chance *chance)
{
    expect_none(chance, "a name in the trail",
                "SELECT a.action || a.detail FROM main.audit a, main.child c WHERE :today"
                " AND (c.name_zh <> '' AND instr(a.detail, c.name_zh)"
                "  OR c.name_ug <> '' AND instr(a.detail, c.name_ug)"
                "  OR c.id_number <> '' AND instr(a.detail, c.id_number))");
    expect_none(chance, "a guardian in the trail",
                "SELECT a.action || a.detail FROM main.audit a, main.guardian g WHERE :today"
                " AND (g.name_zh <> '' AND instr(a.detail, g.name_zh)"
                "  OR g.name_ug <> '' AND instr(a.detail, g.name_ug)"
                "  OR g.phone <> '' AND instr(a.detail, g.phone))");
}

static void check_again(struct chance *chance)
{
    struct work *work = chance->work;
    struct fixture *f = work->f;
    duties_derive_closed(f, work->policy, work->today);
    struct duty_lines before = duties_read(f);

    chance->deed = "deriving anew";
    duties_derive_anew(f, work->policy, first_day(chance->seed), work->today);
    expect_same(chance, "another duty:", &before);

    chance->deed = "typing in the order it happened";
    retype_events(f);
    duties_derive_anew(f, work->policy, first_day(chance->seed), work->today);
    expect_same(chance, "another duty:", &before);
}

/* --- A play ----------------------------------------------------------------------------------- */

static void play_day(struct chance *chance)
{
    struct work *work = chance->work;
    chance_report(chance);
    for (size_t deeds = chance_below(chance, 12); deeds > 0; deeds--) {
        chance_deed(chance);
        check_posts(chance);
    }
    chance->deed = "the clerk";
    if (!clerk_work(work->f->store, work->policy, work->today, &work->f->err))
        broken(chance, work->f->err.key, work->f->err.detail);
    check_posts(chance);
    check_held(chance);
    check_due_days(chance);
}

static void play(struct fixture *f, const char *policy, uint64_t seed)
{
    struct work work = begin(f, policy, seed);
    struct chance chance = chance_begin(&work, seed);
    for (uint64_t days = from_outside("BAOXUE_DAYS", 16); days > 0; days--) {
        play_day(&chance);
        work.today = date_add(work.today, 1, &f->arena);
    }
    work.today = date_add(work.today, -1, &f->arena);
    check_trail(&chance);
    check_again(&chance);
    assert_true(chance.taken > chance.refused / 4);
    work_end(&work);
}

static void plays(const char *policy)
{
    uint64_t first = from_outside("BAOXUE_SEED", 1);
    for (uint64_t i = 0; i < from_outside("BAOXUE_PLAYS", PLAYS); i++) {
        void *fresh;
        assert_int_equal(fixture_open(&fresh), 0);
        play(fresh, policy, first + i);
        fixture_close(&fresh);
    }
}

/* --- Typed on the day, or long after ---------------------------------------------------------- */

enum {
    DAYS = 20
};

struct happened {
    const char *kind, *result, *day; /* kind is NULL on a day on which nothing was done */
};

static struct happened draw_event(struct chance *chance)
{
    static const char *const kinds[] = {"contact.phone", "contact.visit", "visit.joint",
                                        "visit.collective", "village.told", "plan.made",
                                        "registered", "team.formed"};
    static const char *const results[] = {"agreed", "failed", "not_reached"};
    const char *kind = kinds[chance_below(chance, COUNT(kinds))];
    const char *result = results[chance_below(chance, COUNT(results))];
    return (struct happened){
        .kind = chance_below(chance, 2) ? kind : NULL,
        .result = transition_has_result(kind) ? result : "",
        .day = chance->work->today,
    };
}

static void record(struct work *work, enum county_child child, const struct happened *happened)
{
    const struct case_event event = {
        .case_id = work_case_of(work, child),
        .kind = happened->kind,
        .result = happened->result,
        .day = happened->day,
    };
    if (event.kind
        && !casefile_append(work->f->store, work->policy, &work->f->console, work->today, &event,
                            &work->f->err))
        fail_msg("%s: %s", work->f->err.key, work->f->err.detail);
}

/* What a child's case asked for, a line a duty. */
static const char *asked_for(struct work *work, enum county_child child)
{
    QUERY(query) = query_open(work->f->store,
                              "SELECT group_concat(line, x'0a') FROM (SELECT kind || ' ' || rung ||"
                              " ' ' || since || ' ' || due || ' ' || state || ' ' || level || ' ' ||"
                              " coalesce(done_on, '') AS line FROM main.duty"
                              " WHERE child_id = :child AND state <> 'void' ORDER BY since, rung)");
    bind_int(&query, ":child", work->county.child[child]);
    assert_true(query_next(&query));
    return query_text(&query, 0, &work->f->arena);
}

/* Li and Aygul, of one class and one village, stay away together, and the same is done for both. */
static void compare_typing(struct fixture *f, const char *policy, uint64_t seed)
{
    static const enum county_child both[] = {CHILD_LI, CHILD_AYGUL, CHILD_COUNT};
    static const enum county_child nobody[] = {CHILD_COUNT};
    struct happened happened[DAYS];
    struct work work = begin(f, policy, seed);
    struct chance chance = chance_begin(&work, seed);
    for (size_t i = 0; i < DAYS; i++) {
        bool away = i == 0 || chance_below(&chance, 5) > 0;
        work_report(&work, work.today, away ? both : nobody); /* refused on a day without school */
        happened[i] = draw_event(&chance);
        record(&work, CHILD_LI, &happened[i]);
        assert_true(clerk_work(f->store, work.policy, work.today, &f->err));
        work.today = date_add(work.today, 1, &f->arena);
    }
    for (size_t i = DAYS; i > 0; i--)
        record(&work, CHILD_AYGUL, &happened[i - 1]);
    assert_true(clerk_work(f->store, work.policy, work.today, &f->err));

    assert_string_equal(asked_for(&work, CHILD_AYGUL), asked_for(&work, CHILD_LI));
    work_end(&work);
}

static void typed_long_after_it_asks_for_the_same(void **state)
{
    static const char *const policies[] = {"anze", "district", "hutubi", "nanan", "yixian"};
    uint64_t seed = from_outside("BAOXUE_SEED", 1);
    (void)state;
    for (size_t i = 0; i < COUNT(policies) * from_outside("BAOXUE_PLAYS", PLAYS); i++) {
        void *fresh;
        assert_int_equal(fixture_open(&fresh), 0);
        compare_typing(fresh, policies[i % COUNT(policies)], seed + i);
        fixture_close(&fresh);
    }
}

static void what_always_holds_holds_in_anze(void **state)
{
    (void)state;
    plays("anze");
}

static void what_always_holds_holds_in_the_district(void **state)
{
    (void)state;
    plays("district");
}

static void what_always_holds_holds_in_hutubi(void **state)
{
    (void)state;
    plays("hutubi");
}

static void what_always_holds_holds_in_nanan(void **state)
{
    (void)state;
    plays("nanan");
}

static void what_always_holds_holds_in_yixian(void **state)
{
    (void)state;
    plays("yixian");
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        cmocka_unit_test(what_always_holds_holds_in_anze),
        cmocka_unit_test(what_always_holds_holds_in_the_district),
        cmocka_unit_test(what_always_holds_holds_in_hutubi),
        cmocka_unit_test(what_always_holds_holds_in_nanan),
        cmocka_unit_test(what_always_holds_holds_in_yixian),
        cmocka_unit_test(typed_long_after_it_asks_for_the_same),
    };
    return cmocka_run_group_tests_name("properties", specs, NULL, NULL);
}
