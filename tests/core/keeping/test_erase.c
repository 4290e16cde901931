/* What goes with a child or a case, what stays, and that there is no other way. */
#include "core/duties/clerk.h"
#include "core/keeping/erase.h"
#include "core/lists/child.h"
#include "core/scope/scope.h"
#include "core/store/audit.h"
#include "tests/support/duties.h"
#include "tests/support/keep.h"

#include <stdlib.h>
#include <string.h>

/* Erases at once what was told long ago; fails the test when it does not. */
static void let_go(struct work *work, enum policy_kept what, int64_t id)
{
    struct keeping_item item = keep_item(work, work->today, what, id);
    bool erased = false;
    item.told_on = "2026-01-01";
    item.goes_on = work->today;
    if (!store_begin(work->f->store, &work->f->err)
        || !store_end(work->f->store,
                      erase(work->f->store, &(struct actor){0}, work->today, &item, &erased,
                            &work->f->err),
                      &work->f->err))
        fail_msg("%s: %s", work->f->err.key, work->f->err.detail);
    assert_true(erased);
}

/* A column that names a child, a case, a paper, a plan, a duty or a letter, and its table. */
#define POINTERS                                                                                      \
    "SELECT DISTINCT t.name, k.\"from\" FROM sqlite_schema t, pragma_foreign_key_list(t.name) k"      \
    " WHERE t.type = 'table' AND k.\"table\" IN ('child', 'casefile', 'form_record', 'plan', 'duty'," \
    "  'letter', 'case_event', 'finding', 'register_row', 'roll_entry', 'outbox_paper')"              \
    " UNION SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c"                  \
    " WHERE t.type = 'table' AND c.name IN ('child_id', 'case_id', 'record_id', 'plan_id')"           \
    "  AND t.name <> 'audit'"

static void no_table_that_tells_of_a_child_is_forgotten(void **state)
{
    struct fixture *f = *state;
    int tables = 0;
    QUERY(query) = query_open(f->store, POINTERS);
    while (query_next(&query)) {
        tables++;
        if (!erase_covers(query_text(&query, 0, &f->arena)))
            fail_msg("%s.%s", query_text(&query, 0, &f->arena), query_text(&query, 1, &f->arena));
    }
    assert_true(tables > 30);
}

/* How many rows of all tables point at what is left of nobody. */
static void nothing_points_at(struct work *work, const char *column, int64_t id)
{
    QUERY(query) = query_open(work->f->store, POINTERS);
    while (query_next(&query)) {
        const char *table = query_text(&query, 0, &work->f->arena);
        if (strcmp(query_text(&query, 1, &work->f->arena), column) != 0)
            continue;
        const char *sql = arena_text(&work->f->arena, "SELECT count(*) FROM %s WHERE %s = :id",
                                     table, column);
        if (work_count(work, sql, id) != 0)
            fail_msg("%s", table);
    }
    assert_true(query_ok(&query, &work->f->err));
}

static void whole(struct work *work)
{
    assert_int_equal(work_count(work, "SELECT count(*) FROM pragma_foreign_key_check", 0), 0);
    assert_int_equal(work_count(work, "SELECT count(*) FROM erasing", 0), 0);
}

static void who_has_come_of_age_goes_from_every_table(void **state)
{
    struct work work = work_begin(*state);
    int64_t id = work.county.child[CHILD_LI], case_id = keep_fill(&work, CHILD_LI);
    keep_fill(&work, CHILD_AYGUL);

    let_go(&work, KEPT_ADULT, id);

    nothing_points_at(&work, "child_id", id);
    nothing_points_at(&work, "case_id", case_id);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM draft", 0), 1);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM form_record", 0), 1);
    assert_true(keep_has_child(&work, CHILD_AYGUL));
    whole(&work);
    work_end(&work);
}

static void a_child_under_another_number_goes_with_it(void **state)
{
    struct work work = work_begin(*state);
    int64_t id = work.county.child[CHILD_LI], other = work.county.child[CHILD_AYGUL];
    keep_fill(&work, CHILD_LI);
    keep_fill(&work, CHILD_AYGUL);
    keep_sql(&work, arena_text(&work.f->arena, "UPDATE main.child SET merged_into = %d WHERE id = :id", (int)id), other, NULL);

    let_go(&work, KEPT_ADULT, id);

    nothing_points_at(&work, "child_id", other);
    whole(&work);
    work_end(&work);
}

static void a_case_goes_and_its_child_stays(void **state)
{
    struct work work = work_begin(*state);
    int64_t id = work.county.child[CHILD_LI], case_id = keep_fill(&work, CHILD_LI);

    let_go(&work, KEPT_CLOSED_CASE, case_id);

    nothing_points_at(&work, "case_id", case_id);
    assert_false(keep_has_case(&work, case_id));
    assert_int_equal(work_count(&work, "SELECT count(*) FROM form_record", 0), 0);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM letter", 0), 0);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM outbox_paper", 0), 0);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM absence WHERE child_id = :id", id), 1);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM plan WHERE child_id = :id", id), 1);
    whole(&work);
    work_end(&work);
}

static void one_row_of_the_trail_stays_and_says_nothing_of_them(void **state)
{
    struct work work = work_begin(*state);
    int64_t id = work.county.child[CHILD_LI];
    struct audit_verdict verdict;
    keep_fill(&work, CHILD_LI);

    let_go(&work, KEPT_ADULT, id);

    assert_int_equal(work_count(&work, "SELECT count(*) FROM audit WHERE action = 'keeping.erase'"
                                       " AND subject = 'child' AND subject_id = child_id"
                                       " AND child_id = :id AND json_extract(detail, '$.rows') > 30"
                                       " AND json_extract(detail, '$.clause') = 'H10'"
                                       " AND json_extract(detail, '$.what') = 'adult'",
                                id),
                     1);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM audit WHERE action = 'keeping.erase'", 0), 1);
    assert_true(audit_verify(work.f->store, &work.f->console, NULL, &verdict, &work.f->err));
    assert_int_equal(verdict.broken, 0);
    work_end(&work);
}

static void a_page_without_anybody_left_has_no_names(void **state)
{
    struct work work = work_begin(*state);
    const char *page = "SELECT count(*) FROM household WHERE head || phone || registered || address <> ''"
                       " AND id IN (SELECT household_id FROM register_row WHERE child_id = :id)";
    int64_t pages = work_count(&work, "SELECT count(*) FROM household WHERE head <> ''", 0);
    assert_int_equal(work_count(&work, page, work.county.child[CHILD_LI]), 1);
    int64_t rows = work_count(&work, "SELECT count(*) FROM household", 0);

    let_go(&work, KEPT_ADULT, work.county.child[CHILD_LI]);

    assert_int_equal(work_count(&work, "SELECT count(*) FROM household WHERE head <> ''", 0), pages - 1);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM household WHERE head || phone || registered"
                                       " || address = ''",
                                0),
                     1);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM household", 0), rows);
    work_end(&work);
}

static void a_page_keeps_its_names_for_those_who_are_left(void **state)
{
    struct work work = work_begin(*state);
    keep_sql(&work, "UPDATE main.register_row SET household_id = (SELECT household_id FROM main.register_row"
                    " WHERE child_id = :id), line = 2 WHERE child_id = 2",
             work.county.child[CHILD_LI], NULL);
    assert_int_equal(work.county.child[CHILD_AYGUL], 2);

    let_go(&work, KEPT_ADULT, work.county.child[CHILD_LI]);

    assert_int_equal(work_count(&work, "SELECT count(*) FROM household h JOIN register_row r"
                                       " ON r.household_id = h.id WHERE r.child_id = 2 AND h.head <> ''",
                                0),
                     1);
    work_end(&work);
}

/* The highest numbers of all: the next of each follows on them. */
static void a_number_that_was_erased_is_nobody_elses(void **state)
{
    struct work work = work_begin(*state);
    int64_t last = work_count(&work, "SELECT max(id) FROM child", 0), born;
    int64_t case_id = keep_closed(&work, CHILD_SMALL, "2023-01-01", 0);
    assert_int_equal(last, work.county.child[CHILD_SMALL]);
    let_go(&work, KEPT_ADULT, last);

    assert_true(child_add(work.f->store, &(struct child){.name_zh = "新示例", .id_number = "", .name_ug = "", .sex = "", .born = ""}, &born, &work.f->err));

    assert_int_equal(born, last + 1);
    assert_int_equal(work_case(&work, CHILD_LI), case_id + 1);
    QUERY(query) = query_open(work.f->store, "INSERT INTO main.child (id, name_zh) VALUES (:id, '旧')");
    bind_int(&query, ":id", last);
    assert_false(query_run(&query, &work.f->err));
    work_end(&work);
}

static void half_typed_words_about_them_go(void **state)
{
    struct work work = work_begin(*state);
    keep_sql(&work, "INSERT INTO main.draft (account_id, route, field, text, at) VALUES"
                    " (1, 'child/' || :id, 'why', 'x', 0), (1, 'leave_new/' || :id, 'note', 'x', 0),"
                    " (1, 'search', 'text', '李示例', 0), (1, 'child/' || :id || '0', 'why', 'x', 0),"
                    " (1, 'plan_new/' || :id, 'reason', 'x', 0)",
             work.county.child[CHILD_LI], NULL);

    let_go(&work, KEPT_ADULT, work.county.child[CHILD_LI]);

    assert_int_equal(work_count(&work, "SELECT count(*) FROM draft", 0), 1);
    work_end(&work);
}

static void what_is_half_typed_about_a_namesake_stays(void **state)
{
    struct work work = work_begin(*state);
    keep_sql(&work, "INSERT INTO main.draft (account_id, route, field, text, at) VALUES"
                    " (1, 'child/' || :id || '/form/5', 'family', '哥哥李示例', 0),"
                    " (1, 'search', 'text', '李示例', 0)",
             work.county.child[CHILD_AYGUL], NULL);

    let_go(&work, KEPT_ADULT, work.county.child[CHILD_LI]);

    assert_int_equal(work_count(&work, "SELECT count(*) FROM draft WHERE route <> 'search'", 0), 1);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM draft", 0), 1);
    work_end(&work);
}

static void what_was_half_typed_about_a_mark_goes_with_it(void **state)
{
    struct work work = work_begin(*state);
    keep_sql(&work, "INSERT INTO main.mark (id, child_id, kind, restricted, begins_on, source,"
                    " typed_at) VALUES (7, :id, 'poor', 0, '2020-01-01', 'x', 0)",
             work.county.child[CHILD_LI], NULL);
    keep_sql(&work, "INSERT INTO main.draft (account_id, route, field, text, at) VALUES"
                    " (1, 'mark/7/end', 'reason', 'x', 0), (1, 'mark/77/end', 'reason', 'x', 0)",
             0, NULL);

    let_go(&work, KEPT_ADULT, work.county.child[CHILD_LI]);

    assert_int_equal(work_count(&work, "SELECT count(*) FROM draft", 0), 1);
    work_end(&work);
}

static void night(struct work *work)
{
    if (!clerk_work(work->f->store, work->policy, work->today, &work->f->err))
        fail_msg("%s: %s", work->f->err.key, work->f->err.detail);
}

/* All duties of the county, as when somebody takes up a post. */
static void anew(struct work *work)
{
    keep_sql(work, "INSERT OR REPLACE INTO main.setting VALUES ('clerk.again', '1')", 0, NULL);
    night(work);
}

static void the_duties_that_are_left_are_those_that_would_be_derived(void **state)
{
    struct work work = work_begin(*state);
    static const enum county_child absent[] = {CHILD_AYGUL, CHILD_COUNT};
    keep_fill(&work, CHILD_LI);
    assert_true(work_report(&work, work.today, absent));
    work_case(&work, CHILD_NOWHERE);
    night(&work);
    let_go(&work, KEPT_ADULT, work.county.child[CHILD_LI]);
    night(&work);
    anew(&work); /* a post that is vacant is seen by this alone */
    struct duty_lines before = duties_read(work.f);

    anew(&work);

    struct duty_lines after = duties_read(work.f);
    const char *difference = duties_differ(work.f, &before, &after);
    if (difference)
        fail_msg("%s", difference);
    assert_true(before.count > 5);
    whole(&work);
    work_end(&work);
}

/* --- No other way ----------------------------------------------------------------------------- */

static bool deletes(struct work *work, const char *sql)
{
    QUERY(query) = query_open(work->f->store, sql);
    return query_run(&query, &work->f->err);
}

static void what_is_append_only_is_so_for_everybody_else(void **state)
{
    struct work work = work_begin(*state);
    static const char *const others[] = {
        "DELETE FROM main.case_event", "DELETE FROM main.plan_event", "DELETE FROM main.form_record",
        "DELETE FROM main.answer", "DELETE FROM main.form_signature", "DELETE FROM main.form_service",
        "DELETE FROM main.sighting", "DELETE FROM main.handover_child", "DELETE FROM main.audit",
        "DELETE FROM main.child WHERE id = 8", "DELETE FROM main.casefile WHERE id = 1"};
    keep_fill(&work, CHILD_LI);

    for (size_t i = 0; i < COUNT(others); i++)
        if (deletes(&work, others[i]))
            fail_msg("%s", others[i]);
    work_end(&work);
}

static void a_way_that_is_left_open_cannot_be_committed(void **state)
{
    struct work work = work_begin(*state);

    assert_true(store_begin(work.f->store, &work.f->err));
    bool put = deletes(&work, "INSERT INTO main.erasing (subject, id) VALUES ('case', 1)");

    assert_true(put);
    assert_false(store_end(work.f->store, true, &work.f->err));
    assert_int_equal(work_count(&work, "SELECT count(*) FROM erasing", 0), 0);
    work_end(&work);
}

static void a_session_cannot_open_the_way(void **state)
{
    struct work work = work_begin(*state);
    struct actor bureau = county_actor(work.f, ROLE_BUREAU_EDUCATION);
    assert_true(scope_enter(work.f->store, &bureau, &work.f->err));
    assert_true(store_begin(work.f->store, &work.f->err));

    bool put = deletes(&work, "INSERT INTO main.erasing (subject, id, ends) VALUES ('case', 1, 1)");
    bool changed = deletes(&work, "UPDATE main.erasing SET id = 1");

    assert_false(put);
    assert_false(changed);
    store_end(work.f->store, false, &work.f->err);
    work_end(&work);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(no_table_that_tells_of_a_child_is_forgotten),
        SPEC(who_has_come_of_age_goes_from_every_table),
        SPEC(a_child_under_another_number_goes_with_it),
        SPEC(a_case_goes_and_its_child_stays),
        SPEC(one_row_of_the_trail_stays_and_says_nothing_of_them),
        SPEC(a_page_without_anybody_left_has_no_names),
        SPEC(a_page_keeps_its_names_for_those_who_are_left),
        SPEC(a_number_that_was_erased_is_nobody_elses),
        SPEC(half_typed_words_about_them_go),
        SPEC(what_is_half_typed_about_a_namesake_stays),
        SPEC(what_was_half_typed_about_a_mark_goes_with_it),
        SPEC(the_duties_that_are_left_are_those_that_would_be_derived),
        SPEC(what_is_append_only_is_so_for_everybody_else),
        SPEC(a_way_that_is_left_open_cannot_be_committed),
        SPEC(a_session_cannot_open_the_way),
    };
    return cmocka_run_group_tests_name("erase", specs, NULL, NULL);
}
