#include "forms/filling/suggest.h"

#include "core/lists/search.h"
#include "core/scope/scope.h"
#include "tests/support/county.h"

#include <stdlib.h>
#include <string.h>

/* What an account of the role is offered; the names in Chinese, a space behind each. */
static const char *offered(struct fixture *f, enum role role, const char *kind, int64_t child_id,
                           const char *typed)
{
    const struct actor actor = county_actor(f, role);
    const struct suggest_asked asked = {
        .type = field_type_find(kind),
        .actor = &actor,
        .today = COUNTY_TODAY,
        .child_id = child_id,
        .typed = typed,
        .most = 6,
    };
    struct suggestion *rows;
    size_t count;
    const char *names = "";
    assert_true(scope_enter(f->store, &actor, &f->err));
    assert_true(suggest(f->store, &asked, &f->arena, &rows, &count, &f->err));
    for (size_t i = 0; i < count; i++)
        names = arena_text(&f->arena, "%s%s ", names, *rows[i].zh ? rows[i].zh : rows[i].ug);
    store_widen(f->store);
    return names;
}

static struct county searchable(struct fixture *f)
{
    struct county county = county_make(f);
    assert_true(store_begin(f->store, &f->err));
    for (int i = 0; i < CHILD_COUNT; i++)
        assert_true(search_index(f->store, county.child[i], &f->err));
    assert_true(store_end(f->store, true, &f->err));
    return county;
}

static void names_are_found_in_any_writing(void **state)
{
    struct fixture *f = *state;
    county_make(f);

    assert_string_equal(offered(f, ROLE_CLASS_TEACHER, "school", 0, "示例中学"), "示例中学 ");
    assert_string_equal(offered(f, ROLE_CLASS_TEACHER, "school", 0, "shilizhongxue"), "示例中学 ");
    assert_string_equal(offered(f, ROLE_CLASS_TEACHER, "school", 0, "slzx"), "示例中学 示例中心校 ");
    assert_string_equal(offered(f, ROLE_CLASS_TEACHER, "school", 0, ""), "");
}

static void nobody_is_offered_a_child_out_of_sight(void **state)
{
    struct fixture *f = *state;
    searchable(f);

    assert_string_equal(offered(f, ROLE_CLASS_TEACHER, "child", 0, "lishili"), "李示例 ");
    assert_string_equal(offered(f, ROLE_CLASS_TEACHER, "child", 0, "kuerban"), "");
    assert_string_equal(offered(f, ROLE_BUREAU_EDUCATION, "child", 0, "kuerban"), "库尔班·玉山 ");
}

static void classes_are_those_of_ones_own_school(void **state)
{
    struct fixture *f = *state;
    county_make(f);

    assert_string_equal(offered(f, ROLE_CLASS_TEACHER, "class", 0, "7"), "7年级(1)班 7年级(2)班 ");
    assert_string_equal(offered(f, ROLE_VILLAGE_WORKER, "class", 0, "7"), "");
}

static void people_are_those_one_works_with(void **state)
{
    struct fixture *f = *state;
    county_make(f);
    county_actor(f, ROLE_PRINCIPAL);
    county_actor(f, ROLE_TOWNSHIP);

    assert_string_equal(offered(f, ROLE_CLASS_TEACHER, "people", 0, "孙示例"), "孙示例 ");
    assert_string_equal(offered(f, ROLE_VILLAGE_WORKER, "person", 0, "孙示例"), "");
}

int main(void)
{
    if (!catalogue_open())
        return EXIT_FAILURE;
    const struct CMUnitTest tests[] = {
        SPEC(names_are_found_in_any_writing),
        SPEC(nobody_is_offered_a_child_out_of_sight),
        SPEC(classes_are_those_of_ones_own_school),
        SPEC(people_are_those_one_works_with),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
