#include "tests/support/fixture.h"
#include "tui/route.h"

static void a_pattern_matches_part_by_part(void **state)
{
    static const struct {
        const char *pattern, *route;
        bool matches;
    } cases[] = {
        {"today",               "today",              true },
        {"today",               "today?late=1",       true },
        {"today",               "todays",             false},
        {"case/:id",            "case/12",            true },
        {"case/:id",            "case",               false},
        {"case/:id",            "case/",              false},
        {"case/:id",            "case/12/form",       false},
        {"case/:id/form/:name", "case/12/form/a?b=1", true },
        {"case/:id",            "cases/12",           false},
        {"case|child/:id",      "case/12",            true },
        {"case|child/:id",      "child/12",           true },
        {"case|child/:id",      "place/12",           false},
        {"case|child/:id",      "case|child/12",      false},
        {"case|child/:id",      "chil/12",            false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(route_matches(cases[i].pattern, cases[i].route), cases[i].matches);
}

static void values_come_from_path_and_query(void **state)
{
    struct fixture *f = *state;
    const char *pattern = "case/:id/form/:name", *route = "case/12/form/visit?late=1&q=a%20b";

    assert_string_equal(route_value(pattern, route, "id", &f->arena), "12");
    assert_string_equal(route_value(pattern, route, "name", &f->arena), "visit");
    assert_string_equal(route_value(pattern, route, "late", &f->arena), "1");
    assert_string_equal(route_value(pattern, route, "q", &f->arena), "a b");
    assert_string_equal(route_value(pattern, route, "ate", &f->arena), "");
}

static void any_text_is_one_value_when_encoded(void **state)
{
    struct fixture *f = *state;
    const char *text = "李 & 王/a?b=%c";
    const char *route = arena_text(&f->arena, "search?q=%s", route_encode(&f->arena, text));

    assert_string_equal(route_value("search", route, "q", &f->arena), text);
}

static void a_broken_percent_sign_is_itself(void **state)
{
    struct fixture *f = *state;

    assert_string_equal(route_value("x", "x?q=%zz%4", "q", &f->arena), "%zz%4");
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_pattern_matches_part_by_part),
        SPEC(values_come_from_path_and_query),
        SPEC(any_text_is_one_value_when_encoded),
        SPEC(a_broken_percent_sign_is_itself),
    };
    return cmocka_run_group_tests_name("route", specs, NULL, NULL);
}
