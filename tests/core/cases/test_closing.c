#include "core/cases/closing.h"

#include "tests/support/work.h"

static bool ask(struct work *work, enum role role, int64_t id)
{
    struct actor actor = county_actor(work->f, role);
    work->f->err = (struct error){0};
    return closing_ask(work->f->store, work->policy, &actor, work->today, id, "in_class",
                       "班上见到本人", &work->f->err);
}

static bool confirm(struct work *work, enum role role, int64_t id)
{
    struct actor actor = county_actor(work->f, role);
    work->f->err = (struct error){0};
    return closing_confirm(work->f->store, work->policy, &actor, work->today, id, "",
                           &work->f->err);
}

static void a_case_closes_on_a_second_persons_word(void **state)
{
    struct work work = work_begin(*state);
    int64_t id = work_case(&work, CHILD_LI);

    assert_true(ask(&work, ROLE_CLASS_TEACHER, id));
    assert_string_equal(work_read(&work, id).state, "closing");
    assert_true(confirm(&work, ROLE_PRINCIPAL, id));

    assert_string_equal(work_read(&work, id).state, "closed");
    assert_string_equal(work_read(&work, id).closed_on, COUNTY_TODAY);
    work_end(&work);
}

static void nobody_confirms_their_own_closing(void **state)
{
    struct work work = work_begin(*state);
    int64_t id = work_case(&work, CHILD_LI);
    assert_true(ask(&work, ROLE_PRINCIPAL, id));

    assert_false(confirm(&work, ROLE_PRINCIPAL, id));

    assert_int_equal(work.f->err.kind, ERROR_DENIED);
    assert_string_equal(work.f->err.key, "closing.own");
    assert_string_equal(work_read(&work, id).state, "closing");
    work_end(&work);
}

static void who_may_only_ask_cannot_confirm(void **state)
{
    struct work work = work_begin(*state);
    int64_t id = work_case(&work, CHILD_LI);
    assert_true(ask(&work, ROLE_PRINCIPAL, id));

    assert_false(confirm(&work, ROLE_CLASS_TEACHER, id));

    assert_int_equal(work.f->err.kind, ERROR_DENIED);
    work_end(&work);
}

static void closing_needs_evidence(void **state)
{
    struct work work = work_begin(*state);
    struct fixture *f = work.f;
    int64_t id = work_case(&work, CHILD_LI);

    assert_false(closing_ask(f->store, work.policy, &f->console, work.today, id, "in_class", "",
                             &f->err));
    f->err = (struct error){0};
    assert_false(closing_ask(f->store, work.policy, &f->console, work.today, id, "", "班上",
                             &f->err));

    assert_string_equal(work_read(&work, id).state, "open");
    work_end(&work);
}

static void nothing_is_confirmed_that_nobody_asked_for(void **state)
{
    struct work work = work_begin(*state);
    int64_t id = work_case(&work, CHILD_LI);

    assert_false(confirm(&work, ROLE_PRINCIPAL, id));

    assert_int_equal(work.f->err.kind, ERROR_CONFLICT);
    work_end(&work);
}

static void a_refused_closing_is_open_again_with_what_is_missing(void **state)
{
    struct work work = work_begin(*state);
    struct fixture *f = work.f;
    struct actor principal = county_actor(f, ROLE_PRINCIPAL);
    int64_t id = work_case(&work, CHILD_LI);
    assert_true(ask(&work, ROLE_CLASS_TEACHER, id));

    assert_false(closing_refuse(f->store, work.policy, &principal, work.today, id, "", &f->err));
    f->err = (struct error){0};
    assert_true(closing_refuse(f->store, work.policy, &principal, work.today, id, "今天又没来",
                               &f->err));

    assert_string_equal(work_read(&work, id).state, "open");
    assert_int_equal(work_count(&work, "SELECT count(*) FROM notice WHERE case_id = :id"
                                       " AND key = 'notice.closing-refused'",
                                id),
                     1);
    work_end(&work);
}

static void a_closed_case_takes_no_visit_but_a_note(void **state)
{
    struct work work = work_begin(*state);
    int64_t id = work_case(&work, CHILD_LI);
    assert_true(ask(&work, ROLE_CLASS_TEACHER, id) && confirm(&work, ROLE_PRINCIPAL, id));

    assert_false(work_record(&work, ROLE_CLASS_TEACHER, id, "contact.visit", "agreed"));
    assert_int_equal(work.f->err.kind, ERROR_CONFLICT);

    assert_true(work_record(&work, ROLE_CLASS_TEACHER, id, "note", NULL));
    work_end(&work);
}

static void a_second_case_is_a_second_chapter_and_bars_reopening_the_first(void **state)
{
    struct work work = work_begin(*state);
    struct fixture *f = work.f;
    struct actor principal = county_actor(f, ROLE_PRINCIPAL);
    int64_t first = work_case(&work, CHILD_LI);
    assert_true(ask(&work, ROLE_CLASS_TEACHER, first) && confirm(&work, ROLE_PRINCIPAL, first));
    int64_t second = work_case(&work, CHILD_LI);
    assert_int_not_equal(first, second);

    assert_false(closing_reopen(f->store, work.policy, &principal, work.today, first, "又走了",
                                &f->err));
    assert_int_equal(f->err.kind, ERROR_CONFLICT);

    assert_true(ask(&work, ROLE_CLASS_TEACHER, second) && confirm(&work, ROLE_PRINCIPAL, second));
    assert_true(closing_reopen(f->store, work.policy, &principal, work.today, first, "又走了",
                               &f->err));
    assert_string_equal(work_read(&work, first).state, "open");
    assert_string_equal(work_read(&work, first).closed_on, "");
    work_end(&work);
}

static void the_second_person_reads_what_was_asked(void **state)
{
    struct work work = work_begin(*state);
    struct closing closing;
    int64_t id = work_case(&work, CHILD_LI);
    assert_true(ask(&work, ROLE_CLASS_TEACHER, id));

    assert_true(closing_read(work.f->store, id, &work.f->arena, &closing, &work.f->err));

    assert_true(closing.asked);
    assert_string_equal(closing.evidence_kind, "in_class");
    assert_string_equal(closing.evidence, "班上见到本人");
    assert_string_equal(closing.person_zh, "陈示例");
    work_end(&work);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_case_closes_on_a_second_persons_word),
        SPEC(nobody_confirms_their_own_closing),
        SPEC(who_may_only_ask_cannot_confirm),
        SPEC(closing_needs_evidence),
        SPEC(nothing_is_confirmed_that_nobody_asked_for),
        SPEC(a_refused_closing_is_open_again_with_what_is_missing),
        SPEC(a_closed_case_takes_no_visit_but_a_note),
        SPEC(a_second_case_is_a_second_chapter_and_bars_reopening_the_first),
        SPEC(the_second_person_reads_what_was_asked),
    };
    return cmocka_run_group_tests_name("closing", specs, NULL, NULL);
}
