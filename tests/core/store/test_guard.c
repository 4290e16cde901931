#include "tests/support/fixture.h"

#include "core/store/guard.h"

static const char *const open_tables[] = {"place"};
static const char *const views[] = {"child", "guardian"};
static const struct guard guard = {
    .open = open_tables, .open_count = 1, .views = views, .view_count = 2};

static void a_statement_names_the_base_however_it_is_written(void **state)
{
    (void)state;
    static const struct {
        const char *sql;
        bool named;
    } statements[] = {
        {"SELECT id FROM main.child",        true },
        {"SELECT id FROM \"main\".child",    true },
        {"SELECT id FROM [main] . child",    true },
        {"SELECT id FROM `MAIN`.child",      true },
        {"SELECT id FROM main",              true },
        {"SELECT id FROM child",             false},
        {"SELECT remaining FROM domain",     false},
        {"SELECT main_school FROM mainland", false},
        {"",                                 false},
    };
    for (size_t i = 0; i < COUNT(statements); i++)
        if (guard_names_base(statements[i].sql) != statements[i].named)
            fail_msg("%s", statements[i].sql);
}

static void what_is_shown_is_open_or_comes_through_its_view(void **state)
{
    (void)state;
    static const struct {
        const char *table, *column, *through;
        bool shown;
    } reads[] = {
        {"place",      "name_zh", NULL,    true },
        {"child",      "name_zh", "child", true },
        {"guardian",   "phone",   "child", true },
        {"child",      "name_zh", NULL,    false},
        {"child",      "name_zh", "mine",  false},
        {"credential", "hash",    NULL,    false},
        {"credential", "hash",    "child", false},
        {"child",      "",        NULL,    true },
    };
    for (size_t i = 0; i < COUNT(reads); i++)
        if (guard_shows(&guard, reads[i].table, reads[i].column, reads[i].through)
            != reads[i].shown)
            fail_msg("%s.%s through %s", reads[i].table, reads[i].column,
                     reads[i].through ? reads[i].through : "nothing");
}

static void a_table_that_is_neither_open_nor_viewed_is_refused(void **state)
{
    struct fixture *f = *state;
    static const char *const known[] = {"place", "child"}, *const more[] = {"place", "diary"};

    assert_true(guard_covers(&guard, known, COUNT(known), &f->err));
    assert_false(guard_covers(&guard, more, COUNT(more), &f->err));
}

static void the_tables_that_hold_a_scope_are_lent_to_nobody(void **state)
{
    (void)state;
    assert_true(guard_lends("matches"));
    assert_false(guard_lends("scope_place"));
    assert_false(guard_lends("SCOPE_post"));
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_statement_names_the_base_however_it_is_written),
        SPEC(what_is_shown_is_open_or_comes_through_its_view),
        SPEC(a_table_that_is_neither_open_nor_viewed_is_refused),
        SPEC(the_tables_that_hold_a_scope_are_lent_to_nobody),
    };
    return cmocka_run_group_tests_name("guard", specs, NULL, NULL);
}
