#include "tests/support/county.h"

#include "core/cases/casefile.h"
#include "core/compare/compare.h"
#include "core/lists/finding.h"
#include "core/lists/search.h"
#include "core/rules/policy.h"
#include "i18n/catalogue.h"

#include <string.h>

struct scene {
    struct fixture *f;
    struct county county;
    struct policy *policy;
    struct actor bureau;
};

static void run(struct scene *s, const char *sql, int64_t child)
{
    QUERY(query) = query_open(s->f->store, sql);
    bind_int(&query, ":child", child);
    assert_true(query_run(&query, &s->f->err));
}

static void compare(struct scene *s)
{
    struct compare_summary summary;
    assert_true(compare_run(s->f->store, s->policy, &s->bureau, COUNTY_TODAY, &s->f->arena, &summary,
                            &s->f->err));
}

static struct scene make(void **state)
{
    struct fixture *f = *state;
    struct scene scene = {.f = f, .county = county_make(f)};
    scene.bureau = county_actor(f, ROLE_BUREAU_EDUCATION);
    scene.policy = policy_open(NULL, "hutubi", &f->err);
    assert_non_null(scene.policy);
    return scene;
}

/* The county with one disagreement more, compared: the finding of that child. */
static int64_t found(struct scene *s, const char *sql, int64_t child)
{
    run(s, sql, child);
    compare(s);
    QUERY(query) = query_open(s->f->store, "SELECT id FROM finding WHERE child_id = :child");
    bind_int(&query, ":child", child);
    return query_next(&query) ? query_int(&query, 0) : 0;
}

static const char *text(struct scene *s, const char *sql, int64_t child)
{
    QUERY(query) = query_open(s->f->store, sql);
    bind_int(&query, ":child", child);
    return query_next(&query) ? query_text(&query, 0, &s->f->arena) : "nothing";
}

static const char *state_of(struct scene *s, int64_t id)
{
    return text(s, "SELECT state || ' ' || how FROM finding WHERE id = :child", id);
}

static void a_finding_opens_the_case_its_kind_asks_for(void **state)
{
    struct scene s = make(state);
    int64_t case_id, child = s.county.child[CHILD_NOWHERE];
    int64_t id = found(&s, "UPDATE child SET sex = sex WHERE id = :child", child);

    assert_true(finding_open_case(s.f->store, s.policy, &s.bureau, COUNTY_TODAY, id,
                                  "在家带弟弟，没有去过学校", &case_id, &s.f->err));

    assert_string_equal(state_of(&s, id), "settled case");
    assert_string_equal(text(&s, "SELECT kind FROM casefile WHERE child_id = :child", child),
                        "never_enrolled");
    policy_close(s.policy);
}

static void a_wrong_list_is_corrected_from_the_other(void **state)
{
    struct scene s = make(state);
    int64_t child = s.county.child[CHILD_LI];
    int64_t id = found(&s, "UPDATE roll_entry SET name_zh = '李示列' WHERE child_id = :child", child);

    assert_true(finding_correct(s.f->store, s.policy, &s.bureau, COUNTY_TODAY, id, FINDING_ROLL,
                                "户口簿是李示例", &s.f->err));

    assert_string_equal(state_of(&s, id), "settled corrected");
    assert_string_equal(text(&s, "SELECT name_zh FROM roll_entry WHERE child_id = :child", child),
                        "李示例");
    policy_close(s.policy);
}

/* The roll has the child under a mistyped number, as another child. */
static int64_t split_child(struct scene *s)
{
    int64_t child = s->county.child[CHILD_LI];
    run(s, "INSERT INTO child (id_number, name_zh, sex, born, class_id)"
           " SELECT '659900201305060312', name_zh, sex, born, class_id FROM child WHERE id = :child",
        child);
    int64_t other = store_inserted(s->f->store);
    run(s, "UPDATE child SET class_id = NULL WHERE id = :child", child);
    QUERY(move) = query_open(s->f->store, "UPDATE roll_entry SET child_id = :other,"
                                          " id_number = '659900201305060312' WHERE child_id = :child");
    bind_int(&move, ":other", other);
    bind_int(&move, ":child", child);
    assert_true(query_run(&move, &s->f->err));
    assert_true(search_index(s->f->store, other, &s->f->err));
    compare(s);
    return other;
}

static void the_same_child_goes_on_under_one_id(void **state)
{
    struct scene s = make(state);
    int64_t child = s.county.child[CHILD_LI], other = split_child(&s);
    QUERY(query) = query_open(s.f->store, "SELECT id FROM finding WHERE other_child_id = :other");
    bind_int(&query, ":other", other);
    assert_true(query_next(&query));
    int64_t id = query_int(&query, 0);

    assert_true(finding_same_child(s.f->store, s.policy, &s.bureau, COUNTY_TODAY, id,
                                   "打错一位", &s.f->err));

    assert_string_equal(state_of(&s, id), "settled same_child");
    assert_string_equal(text(&s, "SELECT count(*) FROM roll_entry WHERE child_id = :child", child), "1");
    assert_string_equal(text(&s, "SELECT class_id IS NOT NULL FROM child WHERE id = :child", child), "1");
    assert_string_equal(text(&s, "SELECT merged_into IS NOT NULL FROM child WHERE id = :child", other), "1");
    policy_close(s.policy);
}

static void what_is_settled_is_not_asked_again(void **state)
{
    struct scene s = make(state);
    int64_t child = s.county.child[CHILD_NOWHERE];
    int64_t id = found(&s, "UPDATE child SET sex = sex WHERE id = :child", child);
    assert_true(finding_explain(s.f->store, s.policy, &s.bureau, COUNTY_TODAY, id, "在乌鲁木齐上学",
                                &s.f->err));

    compare(&s);

    assert_string_equal(state_of(&s, id), "settled explained");
    assert_string_equal(text(&s, "SELECT count(*) FROM finding WHERE child_id = :child", child), "1");
    policy_close(s.policy);
}

static void a_settled_finding_is_not_settled_twice(void **state)
{
    struct scene s = make(state);
    int64_t id = found(&s, "UPDATE child SET sex = sex WHERE id = :child",
                       s.county.child[CHILD_NOWHERE]);
    assert_true(finding_explain(s.f->store, s.policy, &s.bureau, COUNTY_TODAY, id, "在外地", &s.f->err));

    assert_false(finding_explain(s.f->store, s.policy, &s.bureau, COUNTY_TODAY, id, "在家", &s.f->err));

    assert_int_equal(s.f->err.kind, ERROR_CONFLICT);
    policy_close(s.policy);
}

static void a_finding_without_a_note_stays_open(void **state)
{
    struct scene s = make(state);
    int64_t id = found(&s, "UPDATE child SET sex = sex WHERE id = :child",
                       s.county.child[CHILD_NOWHERE]);

    assert_false(finding_explain(s.f->store, s.policy, &s.bureau, COUNTY_TODAY, id, "", &s.f->err));

    assert_int_equal(s.f->err.kind, ERROR_INVALID);
    assert_string_equal(state_of(&s, id), "open ");
    policy_close(s.policy);
}

static void a_kind_without_a_case_opens_none(void **state)
{
    struct scene s = make(state);
    int64_t case_id;
    int64_t id = found(&s, "UPDATE roll_entry SET sex = 'f' WHERE child_id = :child",
                       s.county.child[CHILD_LI]);

    assert_false(finding_open_case(s.f->store, s.policy, &s.bureau, COUNTY_TODAY, id, "x", &case_id,
                                   &s.f->err));

    assert_int_equal(s.f->err.kind, ERROR_CONFLICT);
    policy_close(s.policy);
}

static void another_school_settles_nothing_here(void **state)
{
    struct scene s = make(state);
    struct actor principal = county_actor(s.f, ROLE_PRINCIPAL); /* of the junior school */
    int64_t id = found(&s, "UPDATE child SET sex = sex WHERE id = :child",
                       s.county.child[CHILD_NOWHERE]); /* the primary is in charge */

    assert_false(finding_explain(s.f->store, s.policy, &principal, COUNTY_TODAY, id, "x", &s.f->err));

    assert_int_equal(s.f->err.kind, ERROR_DENIED);
    assert_string_equal(state_of(&s, id), "open ");
    policy_close(s.policy);
}

static void lists_are_cut_to_a_school_and_a_kind(void **state)
{
    struct scene s = make(state);
    struct finding *rows;
    size_t count;
    int64_t total;
    compare(&s);
    struct finding_filter filter = {.school_id = s.county.primary, .kind = "not_enrolled", .state = "open", .typed = ""};

    assert_true(finding_list(s.f->store, &filter, (struct page){.size = 10}, &s.f->arena, &rows, &count,
                             &total, &s.f->err));

    assert_int_equal(total, 1);
    assert_int_equal(rows[0].child_id, s.county.child[CHILD_NOWHERE]);
    policy_close(s.policy);
}

static void both_sides_are_shown(void **state)
{
    struct scene s = make(state);
    struct finding finding;
    struct finding_side sides[2];
    int64_t id = found(&s, "UPDATE roll_entry SET sex = 'f' WHERE child_id = :child",
                       s.county.child[CHILD_LI]);

    assert_true(finding_read(s.f->store, id, &s.f->arena, &finding, &s.f->err));
    assert_true(finding_sides(s.f->store, &finding, &s.f->arena, sides, &s.f->err));

    assert_string_equal(sides[0].sex, "m");
    assert_string_equal(sides[1].sex, "f");
    assert_string_equal(finding.field, "sex");
    policy_close(s.policy);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_finding_opens_the_case_its_kind_asks_for),
        SPEC(a_wrong_list_is_corrected_from_the_other),
        SPEC(the_same_child_goes_on_under_one_id),
        SPEC(what_is_settled_is_not_asked_again),
        SPEC(a_settled_finding_is_not_settled_twice),
        SPEC(a_finding_without_a_note_stays_open),
        SPEC(a_kind_without_a_case_opens_none),
        SPEC(another_school_settles_nothing_here),
        SPEC(lists_are_cut_to_a_school_and_a_kind),
        SPEC(both_sides_are_shown),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("finding", specs, NULL, NULL) : 1;
}
