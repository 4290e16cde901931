#include "forms/served/serving.h"

#include "core/cases/legal.h"
#include "tests/support/desk.h"

#include <string.h>

static const struct service in_person = {
    .day = COUNTY_TODAY,
    .how = "in_person",
    .receiver = "示例父",
    .note = "",
};

static bool serve(struct desk *desk, const struct actor *actor, int64_t record_id,
                  const struct service *service)
{
    struct fixture *f = desk->work.f;
    f->err = (struct error){0};
    return serving_write(f->store, desk->work.policy, actor, desk->work.today, record_id, service,
                         &f->err);
}

static struct service service_of(struct desk *desk, int64_t record_id)
{
    struct fixture *f = desk->work.f;
    struct service service;
    assert_true(serving_read(f->store, record_id, &f->arena, &service, &f->err));
    return service;
}

static struct legal_row step_of(struct desk *desk, int64_t case_id)
{
    struct fixture *f = desk->work.f;
    struct legal_row *rows;
    size_t count;
    assert_true(legal_list(f->store, desk->work.policy, case_id, &f->arena, &rows, &count, &f->err));
    assert_int_equal(count, 1);
    return rows[0];
}

static void serving_the_paper_takes_the_step_with_its_number(void **state)
{
    struct desk desk = desk_begin(*state);
    int64_t case_id = work_case(&desk.work, CHILD_LI), id = desk_notice(&desk, case_id);

    assert_true(serve(&desk, &desk.principal, id, &in_person));

    struct legal_row step = step_of(&desk, case_id);
    assert_int_equal(step.state, LEGAL_TAKEN);
    assert_string_equal(step.number, desk_read(&desk, id).number);
    assert_true(*step.reply_by);
    assert_int_equal(step.record_id, id);
    assert_string_equal(service_of(&desk, id).receiver, "示例父");
    assert_string_equal(desk_read(&desk, id).served_to, "示例父");
    desk_end(&desk);
}

static void a_paper_is_served_once(void **state)
{
    struct fixture *f = *state;
    struct desk desk = desk_begin(f);
    int64_t id = desk_notice(&desk, work_case(&desk.work, CHILD_LI));
    assert_true(serve(&desk, &desk.principal, id, &in_person));

    assert_false(serve(&desk, &desk.principal, id, &in_person));

    assert_int_equal(f->err.kind, ERROR_CONFLICT);
    desk_end(&desk);
}

static void a_paper_without_a_step_is_served_by_who_fills_it(void **state)
{
    struct fixture *f = *state;
    struct desk desk = desk_begin(f);
    int64_t id = desk_letter(&desk, CHILD_LI);

    assert_false(serve(&desk, &desk.teacher, id, &in_person));
    assert_int_equal(f->err.kind, ERROR_DENIED);
    assert_true(serve(&desk, &desk.office, id, &in_person));

    assert_string_equal(service_of(&desk, id).day, COUNTY_TODAY);
    desk_end(&desk);
}

static void a_step_is_taken_by_whom_the_rules_name(void **state)
{
    struct fixture *f = *state;
    struct desk desk = desk_begin(f);
    int64_t id = desk_notice(&desk, work_case(&desk.work, CHILD_LI));

    assert_false(serve(&desk, &desk.teacher, id, &in_person));

    assert_int_equal(f->err.kind, ERROR_DENIED);
    assert_string_equal(service_of(&desk, id).day, "");
    desk_end(&desk);
}

static void what_cannot_be_is_refused(void **state)
{
    static const struct service refused[] = {
        {.day = "2026-09-18", .how = "in_person", .receiver = "", .note = ""},
        {.day = "昨天",     .how = "in_person", .receiver = "", .note = ""},
        {.day = COUNTY_TODAY, .how = "by_pigeon", .receiver = "", .note = ""},
        {.day = COUNTY_TODAY, .how = "spoken",    .receiver = "", .note = ""}, /* a paper is handed over */
    };
    struct fixture *f = *state;
    struct desk desk = desk_begin(f);
    int64_t id = desk_letter(&desk, CHILD_LI);

    for (size_t i = 0; i < COUNT(refused); i++) {
        assert_false(serve(&desk, &desk.office, id, &refused[i]));
        assert_int_equal(f->err.kind, ERROR_INVALID);
    }
    desk_end(&desk);
}

static void nobody_is_served_before_the_paper_is_complete(void **state)
{
    struct fixture *f = *state;
    struct desk desk = desk_begin(f);
    int64_t id = desk_letter(&desk, CHILD_LI);

    /* Far enough from the clock that it can be trusted. */
    desk.work.today = "2099-01-01";
    assert_false(serve(&desk, &desk.office, id, &in_person));

    assert_int_equal(f->err.kind, ERROR_INVALID);
    assert_string_equal(f->err.key, "signing.before-complete");
    assert_string_equal(service_of(&desk, id).day, "");
    desk_end(&desk);
}

static void a_draft_is_not_served(void **state)
{
    struct fixture *f = *state;
    struct desk desk = desk_begin(f);
    const struct record_start start = {.form = desk.letter,
                                       .child_id = desk.work.county.child[CHILD_LI]};

    assert_false(serve(&desk, &desk.office, desk_paper(&desk, &desk.office, &start), &in_person));

    assert_int_equal(f->err.kind, ERROR_CONFLICT);
    desk_end(&desk);
}

static void the_corrected_paper_is_served_without_the_step_again(void **state)
{
    struct fixture *f = *state;
    struct desk desk = desk_begin(f);
    int64_t case_id = work_case(&desk.work, CHILD_LI), old = desk_notice(&desk, case_id);
    assert_true(serve(&desk, &desk.principal, old, &in_person));
    int64_t id = desk_correct(&desk, &desk.principal, old, "姓名有误");
    assert_true(desk_complete(&desk, &desk.principal, id));

    assert_true(serve(&desk, &desk.principal, id, &in_person));

    assert_int_equal(step_of(&desk, case_id).record_id, old);
    desk_end(&desk);
}

static void a_second_notice_is_served_without_the_step_again(void **state)
{
    struct desk desk = desk_begin(*state);
    int64_t case_id = work_case(&desk.work, CHILD_LI), first = desk_notice(&desk, case_id);
    assert_true(serve(&desk, &desk.principal, first, &in_person));
    int64_t second = desk_notice(&desk, case_id);

    assert_true(serve(&desk, &desk.principal, second, &in_person));

    assert_int_equal(step_of(&desk, case_id).record_id, first);
    assert_string_equal(service_of(&desk, second).day, COUNTY_TODAY);
    desk_end(&desk);
}

static void what_was_corrected_is_not_served_any_more(void **state)
{
    struct fixture *f = *state;
    struct desk desk = desk_begin(f);
    int64_t old = desk_notice(&desk, work_case(&desk.work, CHILD_LI));
    int64_t id = desk_correct(&desk, &desk.principal, old, "姓名有误");
    assert_true(desk_complete(&desk, &desk.principal, id));

    assert_false(serve(&desk, &desk.principal, old, &in_person));

    assert_int_equal(f->err.kind, ERROR_CONFLICT);
    assert_true(serve(&desk, &desk.principal, id, &in_person));
    desk_end(&desk);
}

static void a_step_finds_its_paper(void **state)
{
    struct fixture *f = *state;
    struct desk desk = desk_begin(f);
    int64_t case_id = work_case(&desk.work, CHILD_LI), found;
    assert_true(serving_find(f->store, case_id, desk.notice, &found, &f->err));
    assert_int_equal(found, 0);
    int64_t id = desk_notice(&desk, case_id);

    assert_true(serving_find(f->store, case_id, desk.notice, &found, &f->err));

    assert_int_equal(found, id);
    desk_end(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SPEC(serving_the_paper_takes_the_step_with_its_number),
        SPEC(a_paper_is_served_once),
        SPEC(a_paper_without_a_step_is_served_by_who_fills_it),
        SPEC(a_step_is_taken_by_whom_the_rules_name),
        SPEC(what_cannot_be_is_refused),
        SPEC(nobody_is_served_before_the_paper_is_complete),
        SPEC(a_draft_is_not_served),
        SPEC(the_corrected_paper_is_served_without_the_step_again),
        SPEC(a_second_notice_is_served_without_the_step_again),
        SPEC(what_was_corrected_is_not_served_any_more),
        SPEC(a_step_finds_its_paper),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
