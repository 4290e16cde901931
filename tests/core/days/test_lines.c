#include "core/days/lines.h"

#include "core/days/absence.h"
#include "core/scope/scope.h"
#include "tests/support/both_lines.h"

#include <string.h>

/* Nobody has spoken yet: only whom one of the lines does not have. */
static void lines_that_said_nothing_disagree_on_whom_one_of_them_lacks(void **state)
{
    struct work w = work_begin(*state);
    size_t count;

    board_of(&w, &everywhere, &count);

    assert_int_equal(count, 2);
    assert_string_equal(row_of(&w, CHILD_NOWHERE)->school.word, "no_class");
    assert_string_equal(row_of(&w, CHILD_NOWHERE)->household.word, "silent");
    assert_string_equal(row_of(&w, CHILD_UNKNOWN)->household.word, "no_home");
    assert_string_equal(row_of(&w, CHILD_UNKNOWN)->since, "");
    work_end(&w);
}

static void who_is_at_school_by_the_class_and_at_home_by_the_village_is_on_the_board(void **state)
{
    struct work w = work_begin(*state);
    class_reports(&w, "2026-09-17", CHILD_AYGUL);

    household_says(&w, CHILD_LI, "at_home");

    const struct lines_row *row = row_of(&w, CHILD_LI);
    assert_non_null(row);
    assert_string_equal(row->school.word, "at_school");
    assert_string_equal(row->school.seen_on, "2026-09-17");
    assert_string_equal(row->school.person_zh, "陈示例");
    assert_string_equal(row->household.word, "at_home");
    assert_string_equal(row->household.place_zh, "1组");
    assert_string_equal(row->school.above_zh, "示例中学");
    work_end(&w);
}

static void a_newer_word_that_agrees_takes_the_row_away(void **state)
{
    struct work w = work_begin(*state);
    class_reports(&w, "2026-09-17", CHILD_AYGUL);
    household_says(&w, CHILD_LI, "at_home");
    assert_non_null(row_of(&w, CHILD_LI));

    household_says(&w, CHILD_LI, "at_school");

    assert_null(row_of(&w, CHILD_LI));
    work_end(&w);
}

static void the_class_that_marks_the_child_absent_agrees_with_the_village(void **state)
{
    struct work w = work_begin(*state);
    says(&w, LINE_HOUSEHOLD, CHILD_LI, "at_home", "2026-09-16");
    class_reports(&w, "2026-09-16", CHILD_AYGUL);
    assert_non_null(row_of(&w, CHILD_LI));

    class_reports(&w, "2026-09-17", CHILD_LI);

    assert_null(row_of(&w, CHILD_LI));
    work_end(&w);
}

/* Which two words cannot both be so; the class's day and the roll speak for the school, too. */
static void what_agrees_and_what_does_not_is_a_table(void **state)
{
    static const struct {
        const char *school, *household;
        bool agree;
    } pairs[] = {
        {"at_school", "at_school", true },
        {"at_school", "at_home",   false},
        {"at_school", "away",      false},
        {"at_school", "elsewhere", false},
        {"at_school", "treatment", false},
        {"at_school", "not_found", false},
        {"at_home",   "at_school", false},
        {"at_home",   "away",      true },
        {"away",      "not_found", true },
        {"elsewhere", "elsewhere", true },
        {"elsewhere", "at_home",   false},
        {"treatment", "at_home",   true },
        {"not_found", "at_school", false},
    };
    struct work w = work_begin(*state);

    for (size_t i = 0; i < COUNT(pairs); i++) {
        says(&w, LINE_SCHOOL, CHILD_KURBAN, pairs[i].school, w.today);
        says(&w, LINE_HOUSEHOLD, CHILD_KURBAN, pairs[i].household, w.today);
        if ((row_of(&w, CHILD_KURBAN) == NULL) != pairs[i].agree)
            fail_msg("%s and %s", pairs[i].school, pairs[i].household);
    }
    work_end(&w);
}

static void a_child_on_leave_may_be_at_home_but_not_away(void **state)
{
    struct work w = work_begin(*state);
    const struct actor teacher = county_actor(w.f, ROLE_CLASS_TEACHER);
    const struct absence_mark leave = {w.county.child[CHILD_LI], ABSENCE_LEAVE};
    assert_true(absence_report(w.f->store, w.policy, &teacher, w.today, w.county.class_junior_7_1,
                               w.today, &leave, 1, &w.f->err));

    household_says(&w, CHILD_LI, "at_home");
    assert_null(row_of(&w, CHILD_LI));

    household_says(&w, CHILD_LI, "away");
    assert_string_equal(row_of(&w, CHILD_LI)->school.word, "leave");
    work_end(&w);
}

static void what_a_class_says_outright_counts_until_its_next_day(void **state)
{
    struct work w = work_begin(*state);
    class_reports(&w, "2026-09-16", CHILD_AYGUL);
    says(&w, LINE_SCHOOL, CHILD_LI, "at_home", "2026-09-16");
    says(&w, LINE_HOUSEHOLD, CHILD_LI, "at_school", "2026-09-16");
    assert_string_equal(row_of(&w, CHILD_LI)->school.word, "at_home");

    class_reports(&w, "2026-09-17", CHILD_AYGUL);

    assert_null(row_of(&w, CHILD_LI));
    work_end(&w);
}

/* A class's day says nothing of a child who joined it since, nor of one the roll has off school. */
static void a_day_speaks_only_for_whom_the_class_had_on_it(void **state)
{
    struct work w = work_begin(*state);
    class_reports(&w, "2026-09-17", CHILD_AYGUL);
    QUERY(query) = query_open(w.f->store, "UPDATE child SET class_id = :class WHERE id = :child");
    bind_int(&query, ":class", w.county.class_junior_7_1);
    bind_int(&query, ":child", w.county.child[CHILD_KURBAN]);
    assert_true(query_run(&query, &w.f->err));

    household_says(&w, CHILD_KURBAN, "at_home");

    assert_null(row_of(&w, CHILD_KURBAN));
    work_end(&w);
}

static void a_child_suspended_on_the_roll_is_not_at_school(void **state)
{
    struct work w = work_begin(*state);
    class_reports(&w, "2026-09-17", CHILD_AYGUL);
    QUERY(query) = query_open(w.f->store,
                              "UPDATE roll_entry SET status = 'suspended' WHERE child_id = :child");
    bind_int(&query, ":child", w.county.child[CHILD_LI]);
    assert_true(query_run(&query, &w.f->err));

    household_says(&w, CHILD_LI, "at_home");
    assert_null(row_of(&w, CHILD_LI));

    household_says(&w, CHILD_LI, "at_school");
    assert_string_equal(row_of(&w, CHILD_LI)->school.word, "suspended");
    work_end(&w);
}

static void the_lines_disagree_since_the_later_of_them_began_to_say_so(void **state)
{
    struct work w = work_begin(*state);
    class_reports(&w, "2026-09-14", CHILD_AYGUL);
    class_reports(&w, "2026-09-15", CHILD_LI);
    class_reports(&w, "2026-09-16", CHILD_LI);

    says(&w, LINE_HOUSEHOLD, CHILD_LI, "at_home", "2026-09-10");
    says(&w, LINE_HOUSEHOLD, CHILD_LI, "at_school", "2026-09-11");
    assert_string_equal(row_of(&w, CHILD_LI)->since, "2026-09-15");

    class_reports(&w, "2026-09-17", CHILD_AYGUL);
    assert_null(row_of(&w, CHILD_LI));
    says(&w, LINE_HOUSEHOLD, CHILD_AYGUL, "at_school", "2026-09-16");
    assert_string_equal(row_of(&w, CHILD_AYGUL)->since, "2026-09-17");
    work_end(&w);
}

static void the_longest_disagreement_comes_first(void **state)
{
    struct work w = work_begin(*state);
    size_t count;
    class_reports(&w, "2026-09-14", CHILD_COUNT);
    says(&w, LINE_HOUSEHOLD, CHILD_LI, "at_home", "2026-09-16");
    says(&w, LINE_HOUSEHOLD, CHILD_AYGUL, "away", "2026-09-15");

    const struct lines_row *rows = board_of(&w, &everywhere, &count);

    assert_int_equal(count, 4);
    assert_int_equal(rows[0].child_id, w.county.child[CHILD_AYGUL]);
    assert_int_equal(rows[1].child_id, w.county.child[CHILD_LI]);
    work_end(&w);
}

static void a_child_at_school_elsewhere_needs_no_class_here(void **state)
{
    struct work w = work_begin(*state);

    household_says(&w, CHILD_NOWHERE, "at_school");
    assert_non_null(row_of(&w, CHILD_NOWHERE));

    household_says(&w, CHILD_NOWHERE, "elsewhere");
    assert_null(row_of(&w, CHILD_NOWHERE));
    work_end(&w);
}

static void the_board_is_narrowed_by_school_township_and_name(void **state)
{
    struct work w = work_begin(*state);
    const struct {
        struct lines_filter filter;
        size_t rows;
    } filters[] = {
        {{.school_id = w.county.nine_year, .kind = "", .typed = ""},     1},
        {{.township_id = w.county.township[0], .kind = "", .typed = ""}, 1},
        {{.kind = "", .typed = "西示例"},                             1},
        {{.kind = "", .typed = "示例学校"},                          1},
        {{.kind = "", .typed = "库"},                                   1},
        {{.kind = "", .typed = "%"},                                     0},
    };
    size_t count;
    says(&w, LINE_SCHOOL, CHILD_KURBAN, "at_school", w.today);
    household_says(&w, CHILD_KURBAN, "away");

    for (size_t i = 0; i < COUNT(filters); i++) {
        board_of(&w, &filters[i].filter, &count);
        assert_int_equal(count, filters[i].rows);
    }
    work_end(&w);
}

static void the_board_is_narrowed_by_what_kind_of_disagreement_it_is(void **state)
{
    static const struct {
        const char *kind;
        enum county_child child;
    } kinds[] = {
        {"differ",   CHILD_KURBAN },
        {"no_class", CHILD_NOWHERE},
        {"no_home",  CHILD_UNKNOWN},
    };
    struct work w = work_begin(*state);
    says(&w, LINE_SCHOOL, CHILD_KURBAN, "at_school", w.today);
    household_says(&w, CHILD_KURBAN, "away");

    for (size_t i = 0; i < COUNT(kinds); i++) {
        const struct lines_filter filter = {.kind = kinds[i].kind, .typed = ""};
        size_t count;
        const struct lines_row *rows = board_of(&w, &filter, &count);
        assert_int_equal(count, 1);
        assert_int_equal(rows[0].child_id, w.county.child[kinds[i].child]);
    }
    work_end(&w);
}

/* Both words or none: the school's own day reaches the township, the village's word the school. */
static void who_sees_the_child_sees_both_words(void **state)
{
    static const struct {
        enum role role;
        const char *children; /* a letter each, in their order: which are on the board */
    } boards[] = {
        {ROLE_CLASS_TEACHER,    "x......."},
        {ROLE_PRINCIPAL,        "x......."},
        {ROLE_CENTRAL_SCHOOL,   "......x."},
        {ROLE_VILLAGE_WORKER,   "x....x.."},
        {ROLE_TOWNSHIP,         "x....x.."},
        {ROLE_BUREAU_EDUCATION, "x..x.xx."},
        {ROLE_SUPERVISION,      "x..x.xx."},
        {ROLE_ACCOUNT_ADMIN,    "........"},
        {ROLE_AUDITOR,          "........"},
    };
    struct work w = work_begin(*state);
    class_reports(&w, "2026-09-17", CHILD_AYGUL);
    household_says(&w, CHILD_LI, "at_home");
    says(&w, LINE_SCHOOL, CHILD_KURBAN, "at_school", w.today);
    household_says(&w, CHILD_KURBAN, "away");

    for (size_t i = 0; i < COUNT(boards); i++) {
        const struct actor actor = county_actor(w.f, boards[i].role);
        assert_true(scope_enter(w.f->store, &actor, &w.f->err));
        for (int child = 0; child < CHILD_COUNT; child++)
            if ((row_of(&w, (enum county_child)child) == NULL)
                == (boards[i].children[child] == 'x'))
                fail_msg("%s, child %d", role_name(boards[i].role), child);
    }
    store_widen(w.f->store);
    work_end(&w);
}

static void the_kind_of_case_is_that_of_the_finding(void **state)
{
    struct work w = work_begin(*state);
    class_reports(&w, "2026-09-17", CHILD_AYGUL);
    household_says(&w, CHILD_LI, "away");

    assert_string_equal(lines_case_kind(w.policy, row_of(&w, CHILD_NOWHERE)), "never_enrolled");
    assert_string_equal(lines_case_kind(w.policy, row_of(&w, CHILD_LI)), "never_present");
    assert_null(lines_case_kind(w.policy, row_of(&w, CHILD_UNKNOWN)));
    work_end(&w);
}

static void a_row_tells_of_the_childs_open_case(void **state)
{
    struct work w = work_begin(*state);
    household_says(&w, CHILD_NOWHERE, "at_home");
    assert_int_equal(row_of(&w, CHILD_NOWHERE)->case_id, 0);

    int64_t id = work_case(&w, CHILD_NOWHERE);

    assert_int_equal(row_of(&w, CHILD_NOWHERE)->case_id, id);
    work_end(&w);
}

static int open_catalogue(void **state)
{
    (void)state;
    return catalogue_open() ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(lines_that_said_nothing_disagree_on_whom_one_of_them_lacks),
        SPEC(who_is_at_school_by_the_class_and_at_home_by_the_village_is_on_the_board),
        SPEC(a_newer_word_that_agrees_takes_the_row_away),
        SPEC(the_class_that_marks_the_child_absent_agrees_with_the_village),
        SPEC(what_agrees_and_what_does_not_is_a_table),
        SPEC(a_child_on_leave_may_be_at_home_but_not_away),
        SPEC(what_a_class_says_outright_counts_until_its_next_day),
        SPEC(a_day_speaks_only_for_whom_the_class_had_on_it),
        SPEC(a_child_suspended_on_the_roll_is_not_at_school),
        SPEC(the_lines_disagree_since_the_later_of_them_began_to_say_so),
        SPEC(the_longest_disagreement_comes_first),
        SPEC(a_child_at_school_elsewhere_needs_no_class_here),
        SPEC(the_board_is_narrowed_by_school_township_and_name),
        SPEC(the_board_is_narrowed_by_what_kind_of_disagreement_it_is),
        SPEC(who_sees_the_child_sees_both_words),
        SPEC(the_kind_of_case_is_that_of_the_finding),
        SPEC(a_row_tells_of_the_childs_open_case),
    };
    return cmocka_run_group_tests_name("lines", specs, open_catalogue, NULL);
}
