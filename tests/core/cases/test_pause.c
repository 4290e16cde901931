/* Days on which a case stands still. 17 September 2026 is a Thursday, the 20th a Sunday with school. */
#include "tests/support/work.h"

#include "core/cases/pause.h"
#include "core/duties/clerk.h"

#include <string.h>

/* The written order of the example's rules is due three working days after the second persuasion. */
static int64_t persuaded_twice(struct work *work)
{
    int64_t id = work_case(work, CHILD_LI);
    assert_true(work_record(work, ROLE_CLASS_TEACHER, id, "contact.phone", "failed"));
    assert_true(work_record(work, ROLE_CLASS_TEACHER, id, "contact.visit", "failed"));
    return id;
}

static const char *order_due(struct work *work)
{
    QUERY(query) = query_open(work->f->store, "SELECT due FROM duty WHERE rung = 'order'");
    assert_true(query_next(&query));
    return query_text(&query, 0, &work->f->arena);
}

static void an_agreed_wait_moves_what_is_due_and_is_a_line_in_the_case(void **state)
{
    struct work work = work_by_example(*state);
    struct actor principal = county_actor(work.f, ROLE_PRINCIPAL);
    int64_t id = persuaded_twice(&work);
    const char *until;
    assert_string_equal(order_due(&work), "2026-09-21");

    assert_true(pause_agree(work.f->store, work.policy, &principal, work.today, id, "2026-09-24",
                            "父亲住院", &work.f->err));

    assert_string_equal(order_due(&work), "2026-09-30"); /* the 25th is a holiday */
    assert_true(pause_read(work.f->store, id, work.today, &work.f->arena, &until, &work.f->err));
    assert_string_equal(until, "2026-09-24");
    assert_int_equal(work_count(&work, "SELECT count(*) FROM case_event WHERE case_id = :id"
                                       " AND kind = 'paused'",
                                id),
                     1);
    work_end(&work);
}

static void a_wait_needs_a_reason_an_end_and_a_post_that_may(void **state)
{
    struct work work = work_by_example(*state);
    int64_t id = persuaded_twice(&work);
    static const struct {
        enum role role;
        const char *until, *reason, *why;
    } cases[] = {
        {ROLE_PRINCIPAL,     "2026-09-24", "",    "pause.no-reason"},
        {ROLE_PRINCIPAL,     "2026-09-16", "等", "pause.too-long" },
        {ROLE_PRINCIPAL,     "2026-11-17", "等", "pause.too-long" },
        {ROLE_PRINCIPAL,     "soon",       "等", "case.bad-day"   },
        {ROLE_CLASS_TEACHER, "2026-09-24", "等", "denied"         },
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        struct actor actor = county_actor(work.f, cases[i].role);
        struct error err = {0};
        assert_false(pause_agree(work.f->store, work.policy, &actor, work.today, id,
                                 cases[i].until, cases[i].reason, &err));
        assert_string_equal(err.key, cases[i].why);
    }
    assert_string_equal(order_due(&work), "2026-09-21");
    work_end(&work);
}

static void days_on_which_the_server_was_down_are_added_to_what_was_running(void **state)
{
    struct work work = work_by_example(*state);
    int64_t id = persuaded_twice(&work);
    assert_true(clerk_work(work.f->store, work.policy, "2026-09-17", &work.f->err));

    assert_true(clerk_return(work.f->store, work.policy, "2026-09-22", &work.f->err));

    assert_string_equal(order_due(&work), "2026-09-24"); /* Friday, Sunday and Monday were lost */
    assert_int_equal(work_count(&work, "SELECT count(*) FROM case_event WHERE case_id = :id"
                                       " AND kind = 'paused' AND account_id IS NULL"
                                       " AND day = '2026-09-18'",
                                id),
                     1);
    work_end(&work);
}

static void a_night_and_a_free_day_are_no_down_time(void **state)
{
    struct work work = work_by_example(*state);
    (void)persuaded_twice(&work);
    assert_true(clerk_work(work.f->store, work.policy, "2026-09-18", &work.f->err));

    assert_true(clerk_return(work.f->store, work.policy, "2026-09-19", &work.f->err));
    assert_true(clerk_return(work.f->store, work.policy, "2026-09-20", &work.f->err));

    assert_int_equal(work_count(&work, "SELECT count(*) FROM case_event WHERE kind = 'paused'", 0),
                     0);
    work_end(&work);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(an_agreed_wait_moves_what_is_due_and_is_a_line_in_the_case),
        SPEC(a_wait_needs_a_reason_an_end_and_a_post_that_may),
        SPEC(days_on_which_the_server_was_down_are_added_to_what_was_running),
        SPEC(a_night_and_a_free_day_are_no_down_time),
    };
    return cmocka_run_group_tests(specs, NULL, NULL);
}
