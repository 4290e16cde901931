/* What becomes of marks when the county's rules change. */
#include "tests/support/work.h"

#include "core/duties/clerk.h"
#include "core/rules/rules.h"
#include "core/scope/scope.h"
#include "i18n/catalogue.h"

#include <string.h>

/* Marked before, as the rules were then. */
static void mark(struct work *work, const char *kind, bool restricted)
{
    QUERY(query) = query_open(work->f->store,
                              "INSERT INTO main.mark (child_id, kind, restricted, begins_on, source,"
                              " typed_at) VALUES (:child, :kind, :restricted, '2026-09-10', 'x', 0)");
    bind_int(&query, ":child", work->county.child[CHILD_LI]);
    bind_text(&query, ":kind", kind);
    bind_int(&query, ":restricted", restricted);
    assert_true(query_run(&query, &work->f->err));
}

/* How many marks of the child the role sees. */
static int64_t seen(struct work *work, enum role role)
{
    struct actor actor = county_actor(work->f, role);
    assert_true(scope_enter(work->f->store, &actor, &work->f->err));
    int64_t count = work_count(work, "SELECT count(*) FROM mark_shown WHERE child_id = :id",
                               work->county.child[CHILD_LI]);
    store_widen(work->f->store);
    return count;
}

/* The county's rules with other words in the place of some. */
static void change_rules(struct work *work, const char *words, const char *others)
{
    struct actor bureau = county_actor(work->f, ROLE_BUREAU_EDUCATION);
    const char *text;
    size_t length;
    assert_true(policy_source(NULL, "hutubi", &work->f->arena, &text, &length, &work->f->err));
    const char *found = strstr(text, words);
    assert_non_null(found);
    const char *changed = arena_text(&work->f->arena, "%.*s%s%s", (int)(found - text), text, others,
                                     found + strlen(words));
    if (!rules_change(work->f->store, &bureau, NULL, work->today, "later.yaml", changed,
                      strlen(changed), &work->f->err))
        fail_msg("%s %s", work->f->err.key, work->f->err.values[0]);
}

static void what_new_rules_make_confidential_is_hidden_at_once(void **state)
{
    struct work work = work_begin(*state);
    mark(&work, "poor", false);

    change_rules(&work, "- group: poor\n", "- group: poor\n    confidential: true\n");

    assert_int_equal(seen(&work, ROLE_BUREAU_EDUCATION), 0);
    assert_int_equal(seen(&work, ROLE_CLASS_TEACHER), 1);
    work_end(&work);
}

/* Rules that lie in the county's folder change without a word to anybody. */
static void what_the_rules_of_the_folder_make_confidential_is_hidden_by_the_clerk(void **state)
{
    struct work work = work_begin(*state);
    mark(&work, "parent_in_prison", false);
    assert_int_equal(seen(&work, ROLE_BUREAU_EDUCATION), 1);

    assert_true(clerk_work(work.f->store, work.policy, work.today, &work.f->err));

    assert_int_equal(seen(&work, ROLE_BUREAU_EDUCATION), 0);
    work_end(&work);
}

/* Who changes the rules is not in charge of the child. */
static void what_was_said_in_confidence_stays_so_whatever_the_rules_say(void **state)
{
    struct work work = work_begin(*state);
    mark(&work, "poor", true);

    change_rules(&work, "- group: poor\n", "- group: poor\n    confidential: false\n");

    assert_int_equal(seen(&work, ROLE_BUREAU_EDUCATION), 0);
    assert_int_equal(seen(&work, ROLE_CLASS_TEACHER), 1);
    work_end(&work);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(what_new_rules_make_confidential_is_hidden_at_once),
        SPEC(what_the_rules_of_the_folder_make_confidential_is_hidden_by_the_clerk),
        SPEC(what_was_said_in_confidence_stays_so_whatever_the_rules_say),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("mark_rules", specs, NULL, NULL) : 1;
}
