#include "core/cases/legal.h"

#include "core/scope/scope.h"
#include "tests/support/work.h"

/* The small county under Yi County's rules, whose one step is the notice of Y11. */
static struct work begin(struct fixture *f)
{
    struct work work = work_begin(f);
    policy_close(work.policy);
    work.policy = policy_open(NULL, "yixian", &f->err);
    assert_non_null(work.policy);
    return work;
}

static bool serve(struct work *work, const char *day, int64_t id)
{
    struct actor principal = county_actor(work->f, ROLE_PRINCIPAL);
    const struct legal_paper paper = {
        .case_id = id,
        .event = "notice.served",
        .day = day,
        .number = "1",
        .how = "in_person",
        .note = "",
    };
    work->f->err = (struct error){0};
    return legal_take(work->f->store, work->policy, &principal, work->today, &paper,
                      &work->f->err);
}

static bool answer(struct work *work, const char *day, int64_t id)
{
    struct actor principal = county_actor(work->f, ROLE_PRINCIPAL);
    return legal_answer(work->f->store, work->policy, &principal, work->today, id, "notice.served",
                        "complied", day, "", &work->f->err);
}

static struct legal_row notice_of(struct work *work, int64_t id)
{
    struct legal_row *rows;
    size_t count;
    assert_true(legal_list(work->f->store, work->policy, id, &work->f->arena, &rows, &count,
                           &work->f->err));
    assert_int_equal(count, 1);
    return rows[0];
}

static const enum county_child li[] = {CHILD_LI, CHILD_COUNT};
static const enum county_child nobody[] = {CHILD_COUNT};

/* Absent on the 14th, the notice served on the 15th, back on the 16th. */
static int64_t back_after_the_notice(struct work *work)
{
    assert_true(work_report(work, "2026-09-14", li));
    int64_t id = work_case_of(work, CHILD_LI);
    assert_true(serve(work, "2026-09-15", id));
    assert_true(work_report(work, "2026-09-16", nobody));
    return id;
}

static void a_notice_is_served_once(void **state)
{
    struct work work = begin(*state);
    assert_true(work_report(&work, "2026-09-14", li));
    int64_t id = work_case_of(&work, CHILD_LI);
    assert_true(serve(&work, "2026-09-15", id));

    assert_false(serve(&work, "2026-09-16", id));

    assert_string_equal(work.f->err.key, "legal.taken");
    assert_string_equal(notice_of(&work, id).reply_by, "2026-09-18");
    work_end(&work);
}

static void who_stays_away_again_is_served_again(void **state)
{
    struct work work = begin(*state);
    int64_t id = back_after_the_notice(&work);
    assert_int_equal(notice_of(&work, id).state, LEGAL_NEXT);
    assert_true(work_report(&work, "2026-09-17", li));

    assert_true(serve(&work, "2026-09-17", id));

    assert_string_equal(notice_of(&work, id).day, "2026-09-17");
    work_end(&work);
}

static void a_return_that_somebody_tells_counts_like_the_class_s_report(void **state)
{
    struct work work = begin(*state);
    assert_true(work_report(&work, "2026-09-14", li));
    int64_t id = work_case_of(&work, CHILD_LI);
    assert_true(serve(&work, "2026-09-15", id));

    assert_true(work_record(&work, ROLE_CLASS_TEACHER, id, "returned", ""));

    assert_int_equal(notice_of(&work, id).state, LEGAL_NEXT);
    work_end(&work);
}

static void a_notice_may_be_answered_by_coming_back(void **state)
{
    struct work work = begin(*state);
    int64_t id = back_after_the_notice(&work);

    assert_true(answer(&work, "2026-09-16", id));

    work_end(&work);
}

static void who_is_in_charge_reads_the_steps(void **state)
{
    struct work work = begin(*state);
    struct actor teacher = county_actor(work.f, ROLE_CLASS_TEACHER);
    int64_t id = back_after_the_notice(&work);
    assert_true(scope_enter(work.f->store, &teacher, &work.f->err));

    assert_int_equal(notice_of(&work, id).state, LEGAL_NEXT);

    work_end(&work);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_notice_is_served_once),
        SPEC(who_stays_away_again_is_served_again),
        SPEC(a_return_that_somebody_tells_counts_like_the_class_s_report),
        SPEC(a_notice_may_be_answered_by_coming_back),
        SPEC(who_is_in_charge_reads_the_steps),
    };
    return cmocka_run_group_tests_name("legal", specs, NULL, NULL);
}
