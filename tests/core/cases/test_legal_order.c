/* The example's steps: education by the school, an order by the principal, a penalty by the township. */
#include "tests/support/work.h"

#include "core/cases/legal.h"

#include <string.h>

static bool take_as(struct work *work, enum role role, int64_t case_id, const char *event,
                    const char *number, const char *how)
{
    struct actor actor = county_actor(work->f, role);
    const struct legal_paper paper = {
        .case_id = case_id,
        .event = event,
        .day = work->today,
        .number = number,
        .how = how,
    };
    work->f->err = (struct error){0};
    return legal_take(work->f->store, work->policy, &actor, work->today, &paper, &work->f->err);
}

static struct legal_row *steps(struct work *work, int64_t case_id)
{
    struct legal_row *rows;
    size_t count;
    assert_true(legal_list(work->f->store, work->policy, case_id, &work->f->arena, &rows, &count,
                           &work->f->err));
    assert_int_equal(count, 3);
    return rows;
}

static void steps_are_taken_in_the_order_of_the_rules(void **state)
{
    struct work work = work_by_example(*state);
    int64_t id = work_case(&work, CHILD_LI);
    assert_int_equal(steps(&work, id)[0].state, LEGAL_NEXT);
    assert_int_equal(steps(&work, id)[1].state, LEGAL_AHEAD);

    assert_false(take_as(&work, ROLE_PRINCIPAL, id, "order.served", "1号", "in_person"));
    assert_string_equal(work.f->err.key, "legal.not-next");
    assert_true(take_as(&work, ROLE_CLASS_TEACHER, id, "education.given", "", "spoken"));
    assert_true(take_as(&work, ROLE_PRINCIPAL, id, "order.served", "1号", "in_person"));
    assert_false(take_as(&work, ROLE_PRINCIPAL, id, "order.served", "1号", "in_person"));
    assert_string_equal(work.f->err.key, "legal.taken");

    assert_int_equal(steps(&work, id)[2].state, LEGAL_NEXT);
    work_end(&work);
}

static void a_served_paper_says_its_number_how_and_until_when_an_answer_is_due(void **state)
{
    struct work work = work_by_example(*state);
    int64_t id = work_case(&work, CHILD_LI);
    assert_true(take_as(&work, ROLE_CLASS_TEACHER, id, "education.given", "", "spoken"));

    assert_false(take_as(&work, ROLE_PRINCIPAL, id, "order.served", "", "in_person"));
    assert_string_equal(work.f->err.key, "legal.no-number");
    assert_false(take_as(&work, ROLE_PRINCIPAL, id, "order.served", "1号", "somehow"));
    assert_string_equal(work.f->err.key, "legal.no-how");
    assert_true(take_as(&work, ROLE_PRINCIPAL, id, "order.served", "教责〔2026〕1号", "family"));

    const struct legal_row *order = &steps(&work, id)[1];
    assert_string_equal(order->number, "教责〔2026〕1号");
    assert_string_equal(order->how, "family");
    assert_string_equal(order->day, "2026-09-17");
    assert_string_equal(order->reply_by, "2026-09-24");
    work_end(&work);
}

static void a_step_is_taken_by_the_posts_that_the_rules_name(void **state)
{
    struct work work = work_by_example(*state);
    int64_t id = work_case(&work, CHILD_LI);
    assert_true(take_as(&work, ROLE_CLASS_TEACHER, id, "education.given", "", "spoken"));

    bool taken = take_as(&work, ROLE_CLASS_TEACHER, id, "order.served", "1号", "in_person");

    assert_false(taken);
    assert_int_equal(work.f->err.kind, ERROR_DENIED);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM case_event WHERE case_id = :id"
                                       " AND kind = 'order.served'",
                                id),
                     0);
    work_end(&work);
}

static void no_step_slips_in_as_an_ordinary_event(void **state)
{
    struct work work = work_by_example(*state);
    int64_t id = work_case(&work, CHILD_LI);

    assert_false(work_record(&work, ROLE_PRINCIPAL, id, "order.served", ""));
    assert_string_equal(work.f->err.key, "case.event-unknown");
    work_end(&work);
}

static void leaving_out_a_step_takes_a_reason_and_the_word_of_a_named_post(void **state)
{
    struct work work = work_by_example(*state);
    struct fixture *f = work.f;
    struct actor teacher = county_actor(f, ROLE_CLASS_TEACHER);
    struct actor principal = county_actor(f, ROLE_PRINCIPAL);
    int64_t id = work_case(&work, CHILD_LI);
    struct error silent = {0}, denied = {0}, early = {0};

    assert_false(legal_ask_skip(f->store, work.policy, &teacher, work.today, id, "education.given",
                                "", &silent));
    assert_string_equal(silent.key, "legal.no-reason");
    assert_false(legal_skip(f->store, work.policy, &teacher, work.today, id, "education.given",
                            "已经谈过", &denied));
    assert_int_equal(denied.kind, ERROR_DENIED);
    assert_false(legal_skip(f->store, work.policy, &principal, work.today, id, "order.served",
                            "急", &early));
    assert_string_equal(early.key, "legal.not-next");

    assert_true(legal_ask_skip(f->store, work.policy, &teacher, work.today, id, "education.given",
                               "上学期已经谈过", &f->err));
    assert_int_equal(steps(&work, id)[0].state, LEGAL_ASKED);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM notice WHERE key = 'notice.skip-asked'"
                                       " AND case_id = :id",
                                id),
                     2);
    assert_true(legal_skip(f->store, work.policy, &principal, work.today, id, "education.given", "",
                           &f->err));

    assert_int_equal(steps(&work, id)[0].state, LEGAL_SKIPPED);
    assert_string_equal(steps(&work, id)[0].note, "上学期已经谈过");
    assert_int_equal(steps(&work, id)[1].state, LEGAL_NEXT);
    work_end(&work);
}

static void what_came_back_stands_with_its_step(void **state)
{
    struct work work = work_by_example(*state);
    struct fixture *f = work.f;
    struct actor principal = county_actor(f, ROLE_PRINCIPAL);
    int64_t id = work_case(&work, CHILD_LI);
    struct error early = {0};
    assert_false(legal_answer(f->store, work.policy, &principal, work.today, id, "education.given",
                              "refused", work.today, "", &early));
    assert_string_equal(early.key, "legal.not-taken");
    assert_true(take_as(&work, ROLE_PRINCIPAL, id, "education.given", "", "spoken"));

    assert_true(legal_answer(f->store, work.policy, &principal, work.today, id, "education.given",
                             "refused", work.today, "不让去", &f->err));

    assert_string_equal(steps(&work, id)[0].reply, "refused");
    assert_string_equal(steps(&work, id)[0].reply_day, work.today);
    assert_int_equal(steps(&work, id)[0].state, LEGAL_TAKEN);
    work_end(&work);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(steps_are_taken_in_the_order_of_the_rules),
        SPEC(a_served_paper_says_its_number_how_and_until_when_an_answer_is_due),
        SPEC(a_step_is_taken_by_the_posts_that_the_rules_name),
        SPEC(no_step_slips_in_as_an_ordinary_event),
        SPEC(leaving_out_a_step_takes_a_reason_and_the_word_of_a_named_post),
        SPEC(what_came_back_stands_with_its_step),
    };
    return cmocka_run_group_tests(specs, NULL, NULL);
}
