#include "tests/support/county.h"

#include "core/compare/compare.h"
#include "core/compare/match.h"
#include "core/rules/policy.h"
#include "i18n/catalogue.h"

#include <string.h>

struct scene {
    struct fixture *f;
    struct county county;
    struct policy *policy;
};

static struct scene make(void **state)
{
    struct fixture *f = *state;
    struct scene scene = {.f = f, .county = county_make(f)};
    scene.policy = policy_open(NULL, "hutubi", &f->err);
    assert_non_null(scene.policy);
    return scene;
}

static void run(struct scene *s, const char *sql, int64_t child)
{
    QUERY(query) = query_open(s->f->store, sql);
    bind_int(&query, ":child", child);
    assert_true(query_run(&query, &s->f->err));
}

static struct compare_summary compare(struct scene *s)
{
    struct compare_summary summary;
    struct actor bureau = county_actor(s->f, ROLE_BUREAU_EDUCATION);
    assert_true(compare_run(s->f->store, s->policy, &bureau, COUNTY_TODAY, &s->f->arena, &summary,
                            &s->f->err));
    return summary;
}

static int64_t number(struct scene *s, const char *sql, int64_t child)
{
    QUERY(query) = query_open(s->f->store, sql);
    bind_int(&query, ":child", child);
    int64_t value = query_next(&query) ? query_int(&query, 0) : 0;
    assert_true(query_ok(&query, &s->f->err));
    return value;
}

static int64_t findings(struct scene *s)
{
    return number(s, "SELECT count(*) FROM finding WHERE state = 'open' AND id <> :child", 0);
}

/* Whether a child has an open finding of a kind; kind stands in the statement's text. */
static const char *kind_of(struct scene *s, int64_t child)
{
    QUERY(query) = query_open(s->f->store, "SELECT group_concat(kind) FROM finding"
                                           " WHERE child_id = :child AND state = 'open'");
    bind_int(&query, ":child", child);
    return query_next(&query) ? query_text(&query, 0, &s->f->arena) : "";
}

static void assert_only(struct scene *s, enum county_child child, const char *kind)
{
    assert_string_equal(kind_of(s, s->county.child[child]), kind);
    /* The county is made with one child in no list's roll and one in no register. */
    int64_t known = child == CHILD_NOWHERE || child == CHILD_UNKNOWN ? 2 : 3;
    assert_int_equal(findings(s), known);
}

static void whoever_is_on_one_list_only_is_found(void **state)
{
    struct scene s = make(state);

    struct compare_summary summary = compare(&s);

    assert_only(&s, CHILD_NOWHERE, "not_enrolled");
    assert_only(&s, CHILD_UNKNOWN, "not_in_register");
    assert_int_equal(summary.added, 2);
    assert_int_equal(summary.on_register, 7);
    assert_int_equal(summary.on_roll, 7);
    policy_close(s.policy);
}

static void the_school_that_serves_the_group_is_in_charge(void **state)
{
    struct scene s = make(state);

    compare(&s);

    assert_int_equal(number(&s, "SELECT place_id FROM finding WHERE child_id = :child",
                            s.county.child[CHILD_NOWHERE]),
                     s.county.primary);
    assert_int_equal(number(&s, "SELECT place_id FROM finding WHERE child_id = :child",
                            s.county.child[CHILD_UNKNOWN]),
                     s.county.primary);
    policy_close(s.policy);
}

static void who_is_too_young_or_too_old_need_not_be_on_a_roll(void **state)
{
    struct scene s = make(state);

    run(&s, "UPDATE register_row SET born = '2021-04-11' WHERE child_id = :child",
        s.county.child[CHILD_NOWHERE]);
    compare(&s);

    assert_string_equal(kind_of(&s, s.county.child[CHILD_NOWHERE]), "");
    policy_close(s.policy);
}

static void names_that_differ_are_found_and_spellings_are_not(void **state)
{
    struct scene s = make(state);

    run(&s, "UPDATE roll_entry SET name_zh = '李示列' WHERE child_id = :child", s.county.child[CHILD_LI]);
    run(&s, "UPDATE roll_entry SET name_zh = '阿依古丽・买买提' WHERE child_id = :child",
        s.county.child[CHILD_AYGUL]);
    compare(&s);

    assert_only(&s, CHILD_LI, "name_differs");
    assert_string_equal(kind_of(&s, s.county.child[CHILD_AYGUL]), "");
    policy_close(s.policy);
}

static void a_name_in_one_script_does_not_differ_from_the_other_script(void **state)
{
    struct scene s = make(state);

    run(&s, "UPDATE roll_entry SET name_zh = '', name_ug = 'ئايگۈل مەمەت' WHERE child_id = :child",
        s.county.child[CHILD_AYGUL]);
    run(&s, "UPDATE register_row SET name_ug = '' WHERE child_id = :child",
        s.county.child[CHILD_AYGUL]);
    compare(&s);

    assert_string_equal(kind_of(&s, s.county.child[CHILD_AYGUL]), "");
    policy_close(s.policy);
}

static void sex_and_birth_that_differ_are_found(void **state)
{
    struct scene s = make(state);

    run(&s, "UPDATE roll_entry SET sex = 'f' WHERE child_id = :child", s.county.child[CHILD_LI]);
    run(&s, "UPDATE roll_entry SET born = '2013-03-21' WHERE child_id = :child",
        s.county.child[CHILD_WANG]);
    run(&s, "UPDATE roll_entry SET sex = '', born = '' WHERE child_id = :child",
        s.county.child[CHILD_ZHAO]);
    compare(&s);

    assert_string_equal(kind_of(&s, s.county.child[CHILD_LI]), "sex_differs");
    assert_string_equal(kind_of(&s, s.county.child[CHILD_WANG]), "birth_differs");
    assert_int_equal(findings(&s), 4);
    policy_close(s.policy);
}

/* The roll has a child under a mistyped number, which the import took for another child. */
static int64_t split_child(struct scene *s, int64_t child, const char *id_number)
{
    QUERY(insert) = query_open(s->f->store,
                               "INSERT INTO child (id_number, name_zh, name_ug, sex, born, class_id)"
                               " SELECT :id, name_zh, name_ug, sex, born, class_id FROM child"
                               " WHERE id = :child");
    bind_text(&insert, ":id", id_number);
    bind_int(&insert, ":child", child);
    assert_true(query_run(&insert, &s->f->err));
    int64_t other = store_inserted(s->f->store);
    QUERY(move) = query_open(s->f->store, "UPDATE roll_entry SET child_id = :other, id_number = :id,"
                                          " guardian = '示例父' WHERE child_id = :child");
    bind_int(&move, ":other", other);
    bind_text(&move, ":id", id_number);
    bind_int(&move, ":child", child);
    assert_true(query_run(&move, &s->f->err));
    return other;
}

static void a_mistyped_number_is_one_finding_not_two(void **state)
{
    struct scene s = make(state);

    int64_t other = split_child(&s, s.county.child[CHILD_LI], "659900201305060312");
    compare(&s);

    assert_only(&s, CHILD_LI, "id_differs");
    assert_int_equal(number(&s, "SELECT other_child_id FROM finding WHERE child_id = :child",
                            s.county.child[CHILD_LI]),
                     other);
    policy_close(s.policy);
}

static void two_children_of_one_name_are_not_taken_for_one(void **state)
{
    struct scene s = make(state);

    int64_t other = split_child(&s, s.county.child[CHILD_LI], "659900201305067777");
    run(&s, "UPDATE roll_entry SET guardian = '另一示例', phone = '13900009999' WHERE child_id = :child",
        other);
    compare(&s);

    assert_string_equal(kind_of(&s, s.county.child[CHILD_LI]), "not_enrolled");
    assert_string_equal(kind_of(&s, other), "not_in_register");
    policy_close(s.policy);
}

static void a_graduate_who_is_on_no_roll_since_is_found_once(void **state)
{
    struct scene s = make(state);

    run(&s, "UPDATE roll_entry SET status = 'graduated' WHERE child_id = :child",
        s.county.child[CHILD_ZHAO]);
    compare(&s);

    assert_only(&s, CHILD_ZHAO, "no_grade_7");
    assert_int_equal(number(&s, "SELECT place_id FROM finding WHERE child_id = :child",
                            s.county.child[CHILD_ZHAO]),
                     s.county.junior);
    policy_close(s.policy);
}

static void two_entries_of_one_child_are_found(void **state)
{
    struct scene s = make(state);

    run(&s, "INSERT INTO roll_entry (child_id, id_number, name_zh, sex, born, school_id, grade)"
            " SELECT child_id, id_number, name_zh, sex, born,"
            " (SELECT id FROM place WHERE name_zh = '示例学校'), grade"
            " FROM roll_entry WHERE child_id = :child",
        s.county.child[CHILD_LI]);
    compare(&s);

    assert_only(&s, CHILD_LI, "twice");
    policy_close(s.policy);
}

/* Another child of the same name and day, with a register line of its own. */
static void add_namesake(struct scene *s, const char *id_number, const char *head_phone)
{
    QUERY(child) = query_open(s->f->store,
                              "INSERT INTO child (id_number, name_zh, sex, born, group_id)"
                              " SELECT :id, name_zh, sex, born, group_id FROM child WHERE id = :child");
    bind_text(&child, ":id", id_number);
    bind_int(&child, ":child", s->county.child[CHILD_NOWHERE]);
    assert_true(query_run(&child, &s->f->err));
    int64_t other = store_inserted(s->f->store);
    QUERY(page) = query_open(s->f->store,
                             "INSERT INTO household (volume_id, page, head, phone)"
                             " SELECT volume_id, 99, head, :phone FROM household"
                             " JOIN register_row ON household.id = household_id WHERE child_id = :child");
    bind_text(&page, ":phone", head_phone);
    bind_int(&page, ":child", s->county.child[CHILD_NOWHERE]);
    assert_true(query_run(&page, &s->f->err));
    QUERY(row) = query_open(s->f->store,
                            "INSERT INTO register_row (household_id, line, child_id, id_number, name_zh, sex, born)"
                            " SELECT :page, 1, id, id_number, name_zh, sex, born FROM child WHERE id = :child");
    bind_int(&row, ":page", store_inserted(s->f->store));
    bind_int(&row, ":child", other);
    assert_true(query_run(&row, &s->f->err));
}

static void a_child_of_one_family_under_two_numbers_is_found(void **state)
{
    struct scene s = make(state);

    add_namesake(&s, "659900201504110035", "13900000011");
    compare(&s);

    assert_string_equal(kind_of(&s, s.county.child[CHILD_NOWHERE]), "not_enrolled,twice");
    policy_close(s.policy);
}

/* Numbers given out on one day are near each other: that alone makes no one child of two. */
static void namesakes_of_one_day_with_near_numbers_are_two_children(void **state)
{
    struct scene s = make(state);

    add_namesake(&s, "659900201504110043", "13900007777");
    compare(&s);

    assert_string_equal(kind_of(&s, s.county.child[CHILD_NOWHERE]), "not_enrolled");
    policy_close(s.policy);
}

static void who_was_never_there_is_found(void **state)
{
    struct scene s = make(state);

    run(&s, "INSERT INTO attendance (class_id, day, enrolled, account_id, reported_at) SELECT class_id, '2026-09-0' || value, 2, 1, 0 FROM child,"
            " json_each('[1,2,3,4,7]') WHERE child.id = :child",
        s.county.child[CHILD_WANG]);
    run(&s, "INSERT INTO absence (child_id, day, class_id, kind, account_id, recorded_at)"
            " SELECT child.id, '2026-09-0' || value, class_id, 'unexcused', 1, 0"
            " FROM child, json_each('[1,2,3,4,7]') WHERE child.id = :child",
        s.county.child[CHILD_WANG]);
    compare(&s);

    assert_only(&s, CHILD_WANG, "never_present");
    policy_close(s.policy);
}

static void comparing_again_changes_nothing(void **state)
{
    struct scene s = make(state);
    compare(&s);

    struct compare_summary summary = compare(&s);

    assert_int_equal(summary.added, 0);
    assert_int_equal(summary.gone, 0);
    assert_int_equal(findings(&s), 2);
    policy_close(s.policy);
}

static void a_finding_whose_cause_is_gone_is_put_away_and_comes_back_with_it(void **state)
{
    struct scene s = make(state);
    run(&s, "UPDATE roll_entry SET sex = 'f' WHERE child_id = :child", s.county.child[CHILD_LI]);
    compare(&s);

    run(&s, "UPDATE roll_entry SET sex = 'm' WHERE child_id = :child", s.county.child[CHILD_LI]);
    assert_int_equal(compare(&s).gone, 1);
    assert_int_equal(findings(&s), 2);

    run(&s, "UPDATE roll_entry SET sex = 'f' WHERE child_id = :child", s.county.child[CHILD_LI]);
    assert_int_equal(compare(&s).added, 1);
    assert_int_equal(findings(&s), 3);
    policy_close(s.policy);
}

static void an_empty_list_is_said_and_nothing_is_found(void **state)
{
    struct scene s = make(state);
    struct compare_summary summary;
    run(&s, "UPDATE register_row SET removed_on = '2026-09-01' WHERE :child = 0", 0);

    assert_false(compare_run(s.f->store, s.policy, &s.f->console, COUNTY_TODAY, &s.f->arena,
                             &summary, &s.f->err));

    assert_int_equal(s.f->err.kind, ERROR_MISSING);
    assert_int_equal(findings(&s), 0);
    policy_close(s.policy);
}

static void only_the_bureau_compares(void **state)
{
    struct scene s = make(state);
    struct compare_summary summary;
    struct actor teacher = county_actor(s.f, ROLE_CLASS_TEACHER);

    assert_false(compare_run(s.f->store, s.policy, &teacher, COUNTY_TODAY, &s.f->arena, &summary,
                             &s.f->err));

    assert_int_equal(s.f->err.kind, ERROR_DENIED);
    policy_close(s.policy);
}

static void slips_of_one_digit_are_near(void **state)
{
    (void)state;

    assert_true(match_near_id("659900201305060012", "659900201305060312"));
    assert_true(match_near_id("659900201305060012", "659900201305060021"));
    assert_true(match_near_id("659900201305060012", "659900201305160017"));
    assert_false(match_near_id("659900201305060012", "659900201305060012"));
    assert_false(match_near_id("659900201305060012", "659900201306050099"));
    assert_false(match_near_id("", ""));
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(whoever_is_on_one_list_only_is_found),
        SPEC(the_school_that_serves_the_group_is_in_charge),
        SPEC(who_is_too_young_or_too_old_need_not_be_on_a_roll),
        SPEC(names_that_differ_are_found_and_spellings_are_not),
        SPEC(a_name_in_one_script_does_not_differ_from_the_other_script),
        SPEC(sex_and_birth_that_differ_are_found),
        SPEC(a_mistyped_number_is_one_finding_not_two),
        SPEC(two_children_of_one_name_are_not_taken_for_one),
        SPEC(a_graduate_who_is_on_no_roll_since_is_found_once),
        SPEC(two_entries_of_one_child_are_found),
        SPEC(a_child_of_one_family_under_two_numbers_is_found),
        SPEC(namesakes_of_one_day_with_near_numbers_are_two_children),
        SPEC(who_was_never_there_is_found),
        SPEC(comparing_again_changes_nothing),
        SPEC(a_finding_whose_cause_is_gone_is_put_away_and_comes_back_with_it),
        SPEC(an_empty_list_is_said_and_nothing_is_found),
        SPEC(only_the_bureau_compares),
        SPEC(slips_of_one_digit_are_near),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("compare", specs, NULL, NULL) : 1;
}
