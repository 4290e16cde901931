#include "tests/support/county.h"

#include "core/posts/place.h"

static bool add(struct fixture *f, const struct actor *actor, struct place place)
{
    int64_t id;
    return place_add(f->store, actor, &place, &id, &f->err);
}

static void a_kind_of_place_lies_only_where_it_belongs(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    const struct {
        int64_t parent;
        const char *kind;
        bool fits;
    } places[] = {
        {c.id,          "township", true },
        {c.village[0],  "group",    true },
        {c.junior,      "class",    true },
        {c.grade7,      "class",    true },
        {c.village[0],  "school",   false},
        {c.township[0], "group",    false},
        {c.junior,      "county",   false},
        {0,             "school",   false},
    };
    for (size_t i = 0; i < COUNT(places); i++) {
        f->err = (struct error){0};
        assert_int_equal(add(f, &f->console,
                             (struct place){.parent_id = places[i].parent,
                                            .kind = places[i].kind,
                                            .name_zh = "新"}),
                         places[i].fits);
    }
}

static void a_code_is_given_once(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);

    assert_false(
        add(f, &f->console, (struct place){.parent_id = c.id, .kind = "school", .code = "X1"}));

    assert_int_equal(f->err.kind, ERROR_CONFLICT);
}

static void only_the_bureau_changes_the_tree(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    struct actor principal = county_actor(f, ROLE_PRINCIPAL);

    assert_false(add(f, &principal, (struct place){.parent_id = c.id, .kind = "school"}));

    assert_int_equal(f->err.kind, ERROR_DENIED);
}

static int64_t find(struct fixture *f, const char *kind, const char *words, int64_t below)
{
    int64_t id = -1;
    assert_true(place_find(f->store, kind, words, below, &id, &f->err));
    return id;
}

static void a_place_is_found_by_code_or_by_either_name(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);

    assert_int_equal(find(f, "school", "X2", 0), c.junior);
    assert_int_equal(find(f, "school", "示例中学", 0), c.junior);
    assert_int_equal(find(f, "school", "مىسال ئوتتۇرا مەكتەپ", 0), c.junior);
    assert_int_equal(find(f, "village", "示例中学", 0), 0);
    assert_int_equal(find(f, "school", "", 0), 0);
}

static void a_name_that_two_places_have_is_found_only_below_one(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);

    assert_int_equal(find(f, "group", "1组", 0), 0);
    assert_int_equal(find(f, "group", "1组", c.village[1]), c.group[2]);
}

static void a_class_is_found_by_school_grade_and_number(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    int64_t id = 0;

    assert_true(place_find_class(f->store, c.junior, 7, 2, &id, &f->err));
    assert_int_equal(id, c.class_junior_7_2);
    assert_true(place_find_class(f->store, c.junior, 8, 1, &id, &f->err));
    assert_int_equal(id, 0);
}

static void the_place_above_is_the_nearest_of_its_kind(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    int64_t id = 0;

    assert_true(place_above(f->store, c.class_primary_6, "central_school", &id, &f->err));
    assert_int_equal(id, c.central_school);
    assert_true(place_above(f->store, c.group[0], "school", &id, &f->err));
    assert_int_equal(id, 0);
}

static void the_nearest_service_area_says_the_school(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    int64_t school = 0;
    assert_true(place_serve(f->store, &f->console, c.village[0], "junior", c.nine_year, &f->err));

    assert_true(place_served_by(f->store, c.group[0], "junior", &school, &f->err));
    assert_int_equal(school, c.nine_year);
    assert_true(place_served_by(f->store, c.group[0], "primary", &school, &f->err));
    assert_int_equal(school, c.primary);
    assert_true(place_served_by(f->store, c.id, "primary", &school, &f->err));
    assert_int_equal(school, 0);
}

static void some_kinds_lead_to_others(void **state)
{
    (void)state;
    assert_true(place_leads("county", "group"));
    assert_true(place_leads("central_school", "class"));
    assert_false(place_leads("township", "class"));
    assert_false(place_leads("class", "school"));
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_kind_of_place_lies_only_where_it_belongs),
        SPEC(a_code_is_given_once),
        SPEC(only_the_bureau_changes_the_tree),
        SPEC(a_place_is_found_by_code_or_by_either_name),
        SPEC(a_name_that_two_places_have_is_found_only_below_one),
        SPEC(a_class_is_found_by_school_grade_and_number),
        SPEC(the_place_above_is_the_nearest_of_its_kind),
        SPEC(the_nearest_service_area_says_the_school),
        SPEC(some_kinds_lead_to_others),
    };
    return cmocka_run_group_tests_name("place", specs, NULL, NULL);
}
