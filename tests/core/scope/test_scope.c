#include "tests/support/county.h"

#include "core/scope/scope.h"
#include "core/store/audit.h"

#include <string.h>

/* What a query counts; -1 when it is refused. */
static int64_t ask(struct fixture *f, const char *sql)
{
    QUERY(query) = query_open(f->store, sql);
    int64_t answer = query_next(&query) ? query_int(&query, 0) : -1;
    struct error err = {0};
    return query_ok(&query, &err) ? answer : -1;
}

static void enter(struct fixture *f, enum role role)
{
    struct actor actor = county_actor(f, role);
    assert_true(scope_enter(f->store, &actor, &f->err));
}

static void a_teacher_sees_the_class_and_nobody_else(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);

    enter(f, ROLE_CLASS_TEACHER);

    assert_int_equal(ask(f, "SELECT count(*) FROM child"), 2);
    assert_int_equal(ask(f, "SELECT sum(class_id) FROM child"), 2 * c.class_junior_7_1);
}

static void what_is_about_a_child_follows_the_child(void **state)
{
    struct fixture *f = *state;
    county_make(f);
    static const char *const questions[] = {
        "SELECT count(*) FROM guardian",
        "SELECT count(*) FROM register_row",
        "SELECT count(*) FROM roll_entry",
        "SELECT count(*) FROM household",
    };

    enter(f, ROLE_CLASS_TEACHER);

    for (size_t i = 0; i < COUNT(questions); i++)
        assert_int_equal(ask(f, questions[i]), 2);
}

static void the_school_in_charge_of_a_finding_sees_the_child_until_it_is_settled(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    QUERY(query) = query_open(f->store,
                              "INSERT INTO main.finding (kind, subject, child_id, place_id, why,"
                              " found_on)"
                              " VALUES ('unenrolled', 'x', :child, :school, '{}', '2026-09-10')");
    bind_int(&query, ":child", c.child[CHILD_NOWHERE]);
    bind_int(&query, ":school", c.junior);
    assert_true(query_run(&query, &f->err));

    enter(f, ROLE_ACADEMIC_OFFICE);
    assert_int_equal(ask(f, "SELECT count(*) FROM child WHERE name_zh = '周示例'"), 1);
    assert_int_equal(ask(f, "SELECT count(*) FROM finding"), 1);

    store_widen(f->store);
    assert_true(store_execute(f->store, "UPDATE main.finding SET state = 'settled'", &f->err));
    enter(f, ROLE_ACADEMIC_OFFICE);
    assert_int_equal(ask(f, "SELECT count(*) FROM child WHERE name_zh = '周示例'"), 0);
}

/* Every one of these asks for more than the two children of the class, by another trick. */
static void no_wording_of_a_question_reaches_beyond_the_scope(void **state)
{
    struct fixture *f = *state;
    county_make(f);
    static const struct {
        const char *sql;
        int64_t answer;
    } questions[] = {
        {"SELECT count(*) FROM main.child",                                                       -1},
        {"SELECT count(*) FROM \"main\".child",                                                   -1},
        {"SELECT count(*) FROM [MAIN] . child",                                                   -1},
        {"SELECT id FROM main.child",                                                             -1},
        {"WITH child AS (SELECT * FROM main.child) SELECT count(id) FROM child",                  -1},
        {"WITH x AS (SELECT * FROM child) SELECT count(id) FROM x",                               2 },
        {"WITH x AS (SELECT id FROM child) SELECT count(*) FROM x",                               2 },
        {"SELECT count(*) FROM (SELECT * FROM child)",                                            2 },
        {"SELECT count(*) FROM child AS a JOIN child AS b",                                       4 },
        {"SELECT count(*) FROM (SELECT id FROM child UNION SELECT child_id FROM guardian)",       2 },
        {"SELECT count(*) FROM json_each('[1,2,3]')",                                             3 },
        {"SELECT max((SELECT count(*) FROM child)) FROM place",                                   2 },
        {"SELECT count(hash) FROM credential WHERE hash <> ''",                                   0 },
        {"WITH credential AS (SELECT * FROM main.credential) SELECT count(hash) FROM credential", -1},
        {"SELECT count(name) FROM sqlite_schema",                                                 -1},
        {"SELECT count(*) FROM pragma_table_info('child')",                                       -1},
        {"PRAGMA table_info(child)",                                                              -1},
        {"PRAGMA foreign_keys = OFF",                                                             -1},
        {"ATTACH ':memory:' AS other",                                                            -1},
        {"DROP VIEW temp.child",                                                                  -1},
        {"CREATE TEMP VIEW casefile AS SELECT * FROM main.child",                                 -1},
        {"CREATE TEMP TRIGGER child AFTER INSERT ON temp.scope_post BEGIN SELECT 1; END",         -1},
        {"INSERT INTO temp.scope_place SELECT id FROM place",                                     -1},
        {"DELETE FROM scope_self",                                                                -1},
        {"CREATE TEMP TABLE copy AS SELECT * FROM child",                                         -1},
        {"UPDATE child SET name_zh = 'x'",                                                        -1},
        {"DELETE FROM place",                                                                     -1},
    };
    enter(f, ROLE_CLASS_TEACHER);

    for (size_t i = 0; i < COUNT(questions); i++)
        if (ask(f, questions[i].sql) != questions[i].answer)
            fail_msg("%s", questions[i].sql);
}

static void a_list_of_posts_may_be_handed_in(void **state)
{
    struct fixture *f = *state;
    county_make(f);
    enter(f, ROLE_CLASS_TEACHER);

    QUERY(query) = query_open(f->store, "SELECT count(*) FROM json_each('[3,17]')");

    assert_true(query_next(&query));
    assert_int_equal(query_int(&query, 0), 2);
}

static void a_verb_reads_base_tables_but_cannot_widen_the_scope(void **state)
{
    struct fixture *f = *state;
    county_make(f);
    enter(f, ROLE_CLASS_TEACHER);

    assert_true(store_begin(f->store, &f->err));

    assert_int_equal(ask(f, "SELECT count(*) FROM main.child"), CHILD_COUNT);
    assert_int_equal(ask(f, "INSERT INTO temp.scope_place SELECT id FROM place"), -1);
    assert_int_equal(ask(f, "DROP VIEW temp.child"), -1);
    assert_int_equal(ask(f, "CREATE TEMP TRIGGER t AFTER INSERT ON main.setting BEGIN SELECT 1;"
                            " END"),
                     -1);
    assert_true(store_end(f->store, true, &f->err));
}

static void a_question_of_a_verb_is_not_answered_after_it(void **state)
{
    struct fixture *f = *state;
    county_make(f);
    enter(f, ROLE_CLASS_TEACHER);
    assert_true(store_begin_reading(f->store, &f->err));
    QUERY(query) = query_open(f->store, "SELECT count(*) FROM main.child");
    assert_true(store_end(f->store, true, &f->err));

    assert_false(query_next(&query));

    assert_false(query_ok(&query, &f->err));
    assert_int_equal(f->err.kind, ERROR_DENIED);
}

static void a_table_that_nobody_placed_closes_the_whole_scope(void **state)
{
    struct fixture *f = *state;
    county_make(f);
    struct actor teacher = county_actor(f, ROLE_CLASS_TEACHER);
    assert_true(store_execute(f->store, "CREATE TABLE diary (id INTEGER PRIMARY KEY)", &f->err));

    assert_false(scope_enter(f->store, &teacher, &f->err));

    assert_int_equal(ask(f, "SELECT count(name) FROM place"), -1);
}

static void a_scope_follows_the_posts_when_they_change(void **state)
{
    struct fixture *f = *state;
    county_make(f);

    enter(f, ROLE_CLASS_TEACHER);
    assert_int_equal(ask(f, "SELECT count(*) FROM child"), 2);
    enter(f, ROLE_BUREAU_EDUCATION);
    assert_int_equal(ask(f, "SELECT count(*) FROM child"), CHILD_COUNT);
    enter(f, ROLE_AUDITOR);
    assert_int_equal(ask(f, "SELECT count(*) FROM child"), 0);
}

static void the_console_sees_everything(void **state)
{
    struct fixture *f = *state;
    county_make(f);
    enter(f, ROLE_CLASS_TEACHER);

    assert_true(scope_enter(f->store, &f->console, &f->err));

    assert_int_equal(ask(f, "SELECT count(*) FROM main.child"), CHILD_COUNT);
}

static void an_auditor_reads_who_saw_whom_but_not_what(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    struct actor teacher = county_actor(f, ROLE_CLASS_TEACHER);
    assert_true(audit_look(f->store, &teacher, c.child[CHILD_LI], "child/1", &f->err));

    enter(f, ROLE_AUDITOR);

    assert_int_equal(ask(f, "SELECT count(*) FROM audit WHERE action = 'look' AND child_id IS"
                            " NOT NULL"),
                     1);
    assert_int_equal(ask(f, "SELECT count(*) FROM audit WHERE child_id IS NOT NULL AND detail <>"
                            " ''"),
                     0);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_teacher_sees_the_class_and_nobody_else),
        SPEC(what_is_about_a_child_follows_the_child),
        SPEC(the_school_in_charge_of_a_finding_sees_the_child_until_it_is_settled),
        SPEC(no_wording_of_a_question_reaches_beyond_the_scope),
        SPEC(a_list_of_posts_may_be_handed_in),
        SPEC(a_verb_reads_base_tables_but_cannot_widen_the_scope),
        SPEC(a_question_of_a_verb_is_not_answered_after_it),
        SPEC(a_table_that_nobody_placed_closes_the_whole_scope),
        SPEC(a_scope_follows_the_posts_when_they_change),
        SPEC(the_console_sees_everything),
        SPEC(an_auditor_reads_who_saw_whom_but_not_what),
    };
    return cmocka_run_group_tests_name("scope", specs, NULL, NULL);
}
