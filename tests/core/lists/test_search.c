#include "tests/support/county.h"

#include "core/lists/search.h"
#include "i18n/catalogue.h"

#include <string.h>

static bool run(struct fixture *f, const char *sql, int64_t child)
{
    QUERY(query) = query_open(f->store, sql);
    bind_int(&query, ":child", child);
    return query_run(&query, &f->err);
}

/* Gives a child another name in all that speaks of it. */
static void rename_child(struct fixture *f, int64_t child, const char *name)
{
    static const char *const statements[] = {
        "UPDATE child SET name_zh = :name WHERE id = :child",
        "UPDATE register_row SET name_zh = :name WHERE child_id = :child",
        "UPDATE roll_entry SET name_zh = :name WHERE child_id = :child",
    };
    for (size_t i = 0; i < COUNT(statements); i++) {
        QUERY(query) = query_open(f->store, statements[i]);
        bind_text(&query, ":name", name);
        bind_int(&query, ":child", child);
        assert_true(query_run(&query, &f->err));
    }
}

/* How many children a text finds; the first of them in *child. */
static size_t find(struct fixture *f, const char *typed, int64_t *child)
{
    struct search_hit *hits;
    size_t count;
    bool more;
    assert_true(search_find(f->store, typed, 20, &f->arena, &hits, &count, &more, &f->err));
    *child = count > 0 ? hits[0].child_id : 0;
    return count;
}

static void assert_finds(struct fixture *f, const char *typed, int64_t wanted)
{
    int64_t child;
    assert_int_equal(find(f, typed, &child), 1);
    assert_int_equal(child, wanted);
}

static void index_all(struct fixture *f, const struct county *county)
{
    for (size_t i = 0; i < CHILD_COUNT; i++)
        assert_true(search_index(f->store, county->child[i], &f->err));
}

static void a_child_is_found_by_its_names(void **state)
{
    struct fixture *f = *state;
    struct county county = county_make(f);

    index_all(f, &county);

    assert_finds(f, "李示例", county.child[CHILD_LI]);
    assert_finds(f, "lsl", county.child[CHILD_LI]);
    assert_finds(f, "lishi", county.child[CHILD_LI]);
    assert_finds(f, "阿依古丽", county.child[CHILD_AYGUL]);
    assert_finds(f, "maimaiti", county.child[CHILD_AYGUL]);
}

static void a_name_in_latin_letters_is_found_in_uyghur_ones(void **state)
{
    struct fixture *f = *state;
    struct county county = county_make(f);
    int64_t child = county.child[CHILD_LI];
    rename_child(f, child, "Omer Gulnar");
    index_all(f, &county);

    assert_finds(f, "omer", child);
    assert_finds(f, "ömer", child);
    assert_finds(f, "ئۆمەر", child);
    assert_finds(f, "گۈلنار", child);
    assert_int_equal(find(f, "ئۆمەرجان", &child), 0);
}

/* Uyghur names are spelt in Chinese by ear, and clerks hear differently. */
static void a_name_is_found_in_other_characters_of_the_same_sound(void **state)
{
    struct fixture *f = *state;
    struct county county = county_make(f);
    int64_t child = county.child[CHILD_LI], nobody;
    rename_child(f, child, "阿卜杜热依木·麦麦提");
    index_all(f, &county);

    assert_finds(f, "阿卜杜热依木", child);
    assert_finds(f, "阿布都热依木", child);
    assert_finds(f, "阿不都热依木·买买提", child);
    assert_int_equal(find(f, "阿布都拉", &nobody), 0);
    assert_finds(f, "阿依古丽", county.child[CHILD_AYGUL]);
}

static void a_child_is_found_by_the_end_of_a_number(void **state)
{
    struct fixture *f = *state;
    struct county county = county_make(f);
    int64_t child = county.child[CHILD_LI];
    assert_true(run(f, "UPDATE child SET id_number = '65990020130517001X' WHERE id = :child", child));
    assert_true(run(f, "INSERT INTO guardian (child_id, relation, phone)"
                       " VALUES (:child, 'father', '139 0000 8765')",
                    child));

    assert_true(search_index(f->store, child, &f->err));

    assert_finds(f, "001x", child);
    assert_finds(f, "17001X", child);
    assert_finds(f, "65990020130517001X", child);
    assert_finds(f, "８７６５", child);
    assert_finds(f, "13900008765", child);
}

static void fewer_than_four_digits_find_nobody(void **state)
{
    struct fixture *f = *state;
    struct county county = county_make(f);
    int64_t child;
    assert_true(run(f, "UPDATE child SET id_number = '659900201305170011' WHERE id = :child",
                    county.child[CHILD_LI]));

    index_all(f, &county);

    assert_int_equal(find(f, "011", &child), 0);
    assert_int_equal(find(f, "", &child), 0);
    assert_int_equal(find(f, " · ", &child), 0);
}

static void what_is_no_longer_true_finds_nobody(void **state)
{
    struct fixture *f = *state;
    struct county county = county_make(f);
    int64_t child;
    index_all(f, &county);

    rename_child(f, county.child[CHILD_LI], "钱示例");
    assert_true(search_index(f->store, county.child[CHILD_LI], &f->err));

    assert_int_equal(find(f, "lishili", &child), 0);
    assert_finds(f, "qianshili", county.child[CHILD_LI]);
}

static void the_same_child_under_another_id_is_found_as_one(void **state)
{
    struct fixture *f = *state;
    struct county county = county_make(f);
    int64_t child = county.child[CHILD_NOWHERE];
    index_all(f, &county);

    assert_true(run(f, "DELETE FROM register_row WHERE child_id = :child", child));
    assert_true(run(f, "UPDATE child SET merged_into ="
                       " (SELECT id FROM child WHERE name_zh = '王示例') WHERE id = :child",
                    child));
    assert_true(search_index(f->store, child, &f->err));
    assert_true(search_index(f->store, county.child[CHILD_WANG], &f->err));

    assert_finds(f, "周示例", county.child[CHILD_WANG]);
}

static void an_imports_children_are_found_once_they_no_longer_wait(void **state)
{
    struct fixture *f = *state;
    struct county county = county_make(f);
    int64_t child;
    assert_true(search_index(f->store, county.child[CHILD_LI], &f->err));
    rename_child(f, county.child[CHILD_LI], "孙示例");
    for (size_t i = 0; i < CHILD_COUNT; i++)
        assert_true(search_index_later(f->store, county.child[i], &f->err));
    assert_int_equal(find(f, "阿依古丽", &child), 0);

    assert_true(search_index_waiting(f->store, &f->err));

    assert_finds(f, "阿依古丽", county.child[CHILD_AYGUL]);
    assert_finds(f, "孙示例", county.child[CHILD_LI]);
    assert_int_equal(find(f, "李示例", &child), 0);
}

static int64_t waiting(struct fixture *f)
{
    QUERY(query) = query_open(f->store, "SELECT count(*) FROM search_waiting");
    assert_true(query_next(&query));
    return query_int(&query, 0);
}

static void keys_of_older_rules_are_made_anew(void **state)
{
    struct fixture *f = *state;
    struct county county = county_make(f);
    int64_t child = county.child[CHILD_AYGUL];
    index_all(f, &county);
    assert_true(run(f, "DELETE FROM search_key WHERE key = 'mmt' AND child_id = :child", child));
    assert_true(run(f, "UPDATE search_entry SET keys = replace(keys, ' mmt', '')"
                       " WHERE child_id = :child",
                    child));
    assert_true(store_execute(f->store, "INSERT INTO setting VALUES ('search.rules', '1')",
                              &f->err));
    assert_int_equal(find(f, "mmt", &child), 0);

    assert_true(search_index_outdated(f->store, &f->err));
    assert_true(search_index_waiting(f->store, &f->err));

    assert_finds(f, "mmt", county.child[CHILD_AYGUL]);
}

static void keys_of_these_rules_are_left_alone(void **state)
{
    struct fixture *f = *state;
    struct county county = county_make(f);
    assert_true(search_index_outdated(f->store, &f->err));
    index_all(f, &county);

    assert_true(search_index_outdated(f->store, &f->err));

    assert_int_equal(waiting(f), 0);
}

static void a_hit_says_where_the_child_is(void **state)
{
    struct fixture *f = *state;
    struct county county = county_make(f);
    struct search_hit *hits;
    size_t count;
    bool more;
    index_all(f, &county);

    assert_true(search_find(f->store, "lishili", 20, &f->arena, &hits, &count, &more, &f->err));

    assert_int_equal(count, 1);
    assert_false(more);
    assert_true(*hits[0].class_zh);
    assert_true(*hits[0].school_zh);
    assert_true(*hits[0].group_zh);
    assert_int_equal(hits[0].case_id, 0);
}

static void more_than_a_page_says_so(void **state)
{
    struct fixture *f = *state;
    struct county county = county_make(f);
    struct search_hit *hits;
    size_t count;
    bool more;
    index_all(f, &county);

    assert_true(search_find(f->store, "示例", 2, &f->arena, &hits, &count, &more, &f->err));

    assert_int_equal(count, 2);
    assert_true(more);
}

/* Far more children than one may look through: then the keys are looked up. */
static void many_in_sight_are_found_like_few(void **state)
{
    struct fixture *f = *state;
    struct county county = county_make(f);
    int64_t child;
    index_all(f, &county);
    assert_true(run(f, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000)"
                       " INSERT INTO child (name_zh, group_id) SELECT '甲示例', group_id FROM n, child"
                       " WHERE child.id = :child",
                    county.child[CHILD_LI]));

    assert_finds(f, "lsl", county.child[CHILD_LI]);
    assert_int_equal(find(f, "011x", &child), 0);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_child_is_found_by_its_names),
        SPEC(a_name_in_latin_letters_is_found_in_uyghur_ones),
        SPEC(a_name_is_found_in_other_characters_of_the_same_sound),
        SPEC(a_child_is_found_by_the_end_of_a_number),
        SPEC(fewer_than_four_digits_find_nobody),
        SPEC(what_is_no_longer_true_finds_nobody),
        SPEC(the_same_child_under_another_id_is_found_as_one),
        SPEC(an_imports_children_are_found_once_they_no_longer_wait),
        SPEC(keys_of_older_rules_are_made_anew),
        SPEC(keys_of_these_rules_are_left_alone),
        SPEC(a_hit_says_where_the_child_is),
        SPEC(more_than_a_page_says_so),
        SPEC(many_in_sight_are_found_like_few),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("search", specs, NULL, NULL) : 1;
}
