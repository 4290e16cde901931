#include "core/cases/dispatch.h"

#include "core/cases/closing.h"
#include "tests/support/work.h"

#include <string.h>

#define OPEN_DUTIES "SELECT count(*) FROM duty WHERE case_id = :id AND state = 'open'"

static int64_t reported_case(struct work *work)
{
    int64_t id = work_case(work, CHILD_LI);
    assert_true(work_record(work, ROLE_PRINCIPAL, id, "visit.collective", "failed"));
    assert_true(work_send(work, id));
    return id;
}

static struct report_copy copy_of(struct work *work, const char *role)
{
    struct report_copy *rows;
    size_t count;
    assert_true(dispatch_list(work->f->store, work->record_id, &work->f->arena, &rows, &count,
                              &work->f->err));
    assert_int_equal(count, 3);
    for (size_t i = 0; i < count; i++)
        if (strcmp(rows[i].role, role) == 0)
            return rows[i];
    fail_msg("no copy for %s", role);
    return (struct report_copy){0};
}

static bool receive(struct work *work, enum role role, int64_t copy_id, const char *contact)
{
    struct actor actor = county_actor(work->f, role);
    work->f->err = (struct error){0};
    return dispatch_receive(work->f->store, work->policy, &actor, work->today, copy_id, contact,
                            &work->f->err);
}

static void a_report_goes_to_education_section_supervision_office_and_township(void **state)
{
    struct work work = work_begin(*state);

    reported_case(&work);

    assert_int_equal(copy_of(&work, "bureau_education").post_id,
                     county_post(work.f, ROLE_BUREAU_EDUCATION, work.county.id));
    assert_int_equal(copy_of(&work, "supervision").post_id,
                     county_post(work.f, ROLE_SUPERVISION, work.county.id));
    assert_int_equal(copy_of(&work, "township").post_id,
                     county_post(work.f, ROLE_TOWNSHIP, work.county.township[0]));
    work_end(&work);
}

static void a_report_is_sent_once(void **state)
{
    struct work work = work_begin(*state);
    struct fixture *f = work.f;
    struct actor principal = county_actor(f, ROLE_PRINCIPAL);
    int64_t id = reported_case(&work);
    int64_t post = county_post(f, ROLE_SUPERVISION, work.county.id);

    assert_false(dispatch_send(f->store, work.policy, &principal, work.today, id, work.record_id,
                               &post, 1, &f->err));

    assert_int_equal(f->err.kind, ERROR_CONFLICT);
    work_end(&work);
}

static void only_the_addressee_confirms_and_says_how_to_be_reached(void **state)
{
    struct work work = work_begin(*state);
    reported_case(&work);
    int64_t copy = copy_of(&work, "township").id;

    assert_false(receive(&work, ROLE_BUREAU_EDUCATION, copy, "0994-100"));
    assert_int_equal(work.f->err.kind, ERROR_DENIED);
    assert_false(receive(&work, ROLE_TOWNSHIP, copy, ""));
    assert_int_equal(work.f->err.kind, ERROR_INVALID);

    assert_true(receive(&work, ROLE_TOWNSHIP, copy, "0994-100"));
    assert_string_equal(copy_of(&work, "township").received_on, COUNTY_TODAY);
    assert_string_equal(copy_of(&work, "township").person_zh, "胡示例");
    assert_false(receive(&work, ROLE_TOWNSHIP, copy, "0994-100"));
    assert_int_equal(work.f->err.kind, ERROR_CONFLICT);
    work_end(&work);
}

static void the_outcome_comes_after_the_receipt(void **state)
{
    struct work work = work_begin(*state);
    struct fixture *f = work.f;
    struct actor township = county_actor(f, ROLE_TOWNSHIP);
    reported_case(&work);
    int64_t copy = copy_of(&work, "township").id;

    assert_false(dispatch_answer(f->store, work.policy, &township, work.today, copy, "已上门",
                                 &f->err));
    assert_int_equal(f->err.kind, ERROR_CONFLICT);

    assert_true(receive(&work, ROLE_TOWNSHIP, copy, "0994-100"));
    assert_true(dispatch_answer(f->store, work.policy, &township, work.today, copy, "已上门",
                                &f->err));
    assert_string_equal(copy_of(&work, "township").result, "已上门");
    work_end(&work);
}

static void a_child_whose_home_is_not_known_has_no_township(void **state)
{
    struct work work = work_begin(*state);
    int64_t id = work_case(&work, CHILD_UNKNOWN), post = 0;

    assert_false(dispatch_recipient(work.f->store, id, "township", true, &post, &work.f->err));

    assert_int_equal(work.f->err.kind, ERROR_INVALID);
    work_end(&work);
}

/* Annex 1 from the first day of absence to the end, as the people of the county live it. */
static void three_days_away_end_in_receipts_a_return_and_a_second_persons_word(void **state)
{
    static const enum county_child li[] = {CHILD_LI, CHILD_COUNT}, nobody[] = {CHILD_COUNT};
    static const char *const days[] = {"2026-09-15", "2026-09-16", "2026-09-17"};
    struct work work = work_begin(*state);
    struct fixture *f = work.f;
    struct actor teacher = county_actor(f, ROLE_CLASS_TEACHER);
    struct actor office = county_actor(f, ROLE_ACADEMIC_OFFICE);
    for (size_t i = 0; i < COUNT(days); i++) {
        work.today = days[i];
        assert_true(work_report(&work, days[i], li));
    }
    int64_t id = work_case_of(&work, CHILD_LI);
    assert_int_equal(work_count(&work, OPEN_DUTIES " AND rung = 'collective_visit'", id), 1);

    assert_true(work_record(&work, ROLE_CLASS_TEACHER, id, "contact.phone", "not_reached"));
    assert_true(work_record(&work, ROLE_ACADEMIC_OFFICE, id, "visit.joint", "failed"));
    assert_true(work_record(&work, ROLE_PRINCIPAL, id, "plan.made", NULL));
    assert_true(work_record(&work, ROLE_PRINCIPAL, id, "village.told", NULL));
    assert_true(work_record(&work, ROLE_PRINCIPAL, id, "visit.collective", "failed"));
    assert_int_equal(work_count(&work, OPEN_DUTIES " AND rung = 'written_report'", id), 1);

    assert_true(work_send(&work, id));
    assert_int_equal(work_count(&work, OPEN_DUTIES " AND kind = 'receive_report'", id), 3);
    assert_true(receive(&work, ROLE_BUREAU_EDUCATION, copy_of(&work, "bureau_education").id, "1"));
    assert_true(receive(&work, ROLE_SUPERVISION, copy_of(&work, "supervision").id, "2"));
    assert_true(receive(&work, ROLE_TOWNSHIP, copy_of(&work, "township").id, "3"));
    assert_int_equal(work_count(&work, OPEN_DUTIES " AND kind = 'receive_report'", id), 0);

    work.today = "2026-09-18";
    assert_true(work_report(&work, work.today, nobody));
    assert_string_equal(work_read(&work, id).state, "returned");
    assert_int_equal(work_count(&work, OPEN_DUTIES " AND kind = 'rung'", id), 0);

    assert_true(closing_ask(f->store, work.policy, &teacher, work.today, id, "in_class", "班上见到",
                            &f->err));
    assert_int_equal(work_count(&work, OPEN_DUTIES " AND kind = 'confirm_closing'", id), 1);
    assert_true(closing_confirm(f->store, work.policy, &office, work.today, id, "", &f->err));
    assert_string_equal(work_read(&work, id).state, "closed");
    assert_int_equal(work_count(&work, OPEN_DUTIES, id), 0);
    work_end(&work);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_report_goes_to_education_section_supervision_office_and_township),
        SPEC(a_report_is_sent_once),
        SPEC(only_the_addressee_confirms_and_says_how_to_be_reached),
        SPEC(the_outcome_comes_after_the_receipt),
        SPEC(a_child_whose_home_is_not_known_has_no_township),
        SPEC(three_days_away_end_in_receipts_a_return_and_a_second_persons_word),
    };
    return cmocka_run_group_tests_name("dispatch", specs, NULL, NULL);
}
