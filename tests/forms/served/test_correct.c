#include "forms/served/correct.h"

#include "core/posts/notice.h"
#include "core/posts/post.h"
#include "forms/definition.h"
#include "tests/support/desk.h"

#include <string.h>

static void a_correction_begins_with_the_old_answers(void **state)
{
    struct desk desk = desk_begin(*state);
    int64_t old = desk_persuasion(&desk, work_case(&desk.work, CHILD_LI));

    int64_t id = desk_correct(&desk, &desk.office, old, "父亲不在家");

    struct form_record record = desk_read(&desk, id);
    assert_int_not_equal(id, old);
    assert_int_equal(record.corrects, old);
    assert_string_equal(record.reason, "父亲不在家");
    assert_string_equal(desk_value(&record, "course"), "上门，父亲在家。");
    desk_end(&desk);
}

static void an_answer_stays_the_word_of_who_gave_it(void **state)
{
    struct desk desk = desk_begin(*state);
    int64_t old = desk_persuasion(&desk, work_case(&desk.work, CHILD_LI));

    struct form_record record = desk_read(&desk, desk_correct(&desk, &desk.office, old, "笔误"));

    size_t course = form_index(record.form, form_field(record.form, "course"));
    assert_int_equal(record.answers[course].account_id, desk.teacher.account_id);
    assert_false(record.answers[course].prefilled);
    desk_end(&desk);
}

static void the_old_record_says_by_which_it_was_corrected(void **state)
{
    struct desk desk = desk_begin(*state);
    int64_t old = desk_persuasion(&desk, work_case(&desk.work, CHILD_LI));
    int64_t id = desk_correct(&desk, &desk.teacher, old, "笔误");
    assert_int_equal(desk_read(&desk, old).corrected_by, 0);
    desk_say(&desk, &desk.teacher, id, "course", "上门，祖母在家。");

    assert_true(desk_complete(&desk, &desk.teacher, id));

    struct form_record record = desk_read(&desk, old);
    assert_int_equal(record.corrected_by, id);
    assert_string_equal(desk_value(&record, "course"), "上门，父亲在家。");
    desk_end(&desk);
}

static void what_happened_is_told_once_and_why_it_was_corrected(void **state)
{
    struct desk desk = desk_begin(*state);
    int64_t case_id = work_case(&desk.work, CHILD_LI);
    int64_t id = desk_correct(&desk, &desk.teacher, desk_persuasion(&desk, case_id), "笔误");

    assert_true(desk_complete(&desk, &desk.teacher, id));

    assert_int_equal(work_count(&desk.work, "SELECT count(*) FROM case_event WHERE case_id = :id"
                                            " AND kind = 'contact.visit'",
                                case_id),
                     1);
    assert_int_equal(work_count(&desk.work, "SELECT count(*) FROM case_event WHERE record_id = :id"
                                            " AND kind = 'form.corrected' AND note = '笔误'",
                                id),
                     1);
    desk_end(&desk);
}

static void only_the_newest_complete_record_is_corrected(void **state)
{
    struct fixture *f = *state;
    struct desk desk = desk_begin(f);
    int64_t first = desk_persuasion(&desk, work_case(&desk.work, CHILD_LI));
    int64_t second = desk_correct(&desk, &desk.teacher, first, "笔误");

    assert_int_equal(desk_correct(&desk, &desk.teacher, second, "又错了"), 0);
    assert_int_equal(f->err.kind, ERROR_CONFLICT);
    assert_true(desk_complete(&desk, &desk.teacher, second));
    assert_int_equal(desk_correct(&desk, &desk.teacher, first, "又错了"), 0);
    assert_int_equal(f->err.kind, ERROR_CONFLICT);
    assert_int_not_equal(desk_correct(&desk, &desk.teacher, second, "又错了"), 0);
    desk_end(&desk);
}

static void a_correction_says_why(void **state)
{
    struct fixture *f = *state;
    struct desk desk = desk_begin(f);
    int64_t old = desk_persuasion(&desk, work_case(&desk.work, CHILD_LI));

    assert_int_equal(desk_correct(&desk, &desk.teacher, old, ""), 0);

    assert_int_equal(f->err.kind, ERROR_INVALID);
    desk_end(&desk);
}

static void two_people_make_one_correction(void **state)
{
    struct desk desk = desk_begin(*state);
    int64_t old = desk_persuasion(&desk, work_case(&desk.work, CHILD_LI));

    int64_t id = desk_correct(&desk, &desk.teacher, old, "笔误");

    assert_int_equal(desk_correct(&desk, &desk.office, old, "地点不对"), id);
    assert_string_equal(desk_read(&desk, id).reason, "笔误");
    desk_end(&desk);
}

static void a_correction_that_corrects_nothing_yet_can_be_thrown_away(void **state)
{
    struct fixture *f = *state;
    struct desk desk = desk_begin(f);
    int64_t old = desk_persuasion(&desk, work_case(&desk.work, CHILD_LI));
    int64_t id = desk_correct(&desk, &desk.teacher, old, "笔误");
    bool gone = false;

    assert_true(answers_discard(f->store, &desk.teacher, id, &gone, &f->err));
    assert_true(gone);
    id = desk_correct(&desk, &desk.teacher, old, "笔误");
    desk_say(&desk, &desk.teacher, id, "course", "上门，祖母在家。");
    assert_true(answers_discard(f->store, &desk.teacher, id, &gone, &f->err));
    assert_false(gone);
    desk_end(&desk);
}

static void who_may_not_fill_the_form_corrects_none(void **state)
{
    struct fixture *f = *state;
    struct desk desk = desk_begin(f);

    assert_int_equal(desk_correct(&desk, &desk.teacher, desk_letter(&desk, CHILD_LI), "笔误"), 0);

    assert_int_equal(f->err.kind, ERROR_DENIED);
    desk_end(&desk);
}

static void a_corrected_paper_keeps_its_number(void **state)
{
    struct desk desk = desk_begin(*state);
    int64_t old = desk_letter(&desk, CHILD_LI);
    int64_t id = desk_correct(&desk, &desk.office, old, "日期不对");

    assert_true(desk_complete(&desk, &desk.office, id));

    assert_string_equal(desk_read(&desk, id).number, desk_read(&desk, old).number);
    assert_non_null(strstr(desk_read(&desk, desk_letter(&desk, CHILD_AYGUL)).number, "2号"));
    desk_end(&desk);
}

static void who_got_the_first_gets_the_second(void **state)
{
    struct fixture *f = *state;
    struct desk desk = desk_begin(f);
    int64_t id = desk_correct(&desk, &desk.office, desk_letter(&desk, CHILD_LI), "日期不对");
    struct notice *rows;
    size_t count;

    assert_true(desk_complete(&desk, &desk.office, id));

    assert_true(notice_list(f->store, &desk.principal, (struct page){0, 9}, &f->arena, &rows,
                            &count, &f->err));
    assert_int_equal(count, 2);
    assert_string_equal(rows[0].key, "notice.form-corrected");
    assert_string_equal(rows[0].route, arena_text(&f->arena, "child/%d/form/%d", (int)desk.work.county.child[CHILD_LI], (int)id));
    desk_end(&desk);
}

/* The persuasion record as it was before most of its questions were asked. */
static const char old_source[] =
    "form: persuasion\nversion: 1\nclause: H18\n"
    "title: {zh: 旧表, ug: كونا جەدۋەل, en: Old form}\n"
    "fields:\n"
    "  - {name: course, type: text, required: true, label: {zh: 经过, ug: جەريان, en: Course}}\n"
    "  - {name: weather, type: text, label: {zh: 天气, ug: ھاۋارايى, en: Weather}}\n";

static void a_correction_is_in_the_definition_of_today(void **state)
{
    struct fixture *f = *state;
    struct desk desk = desk_begin(f);
    struct record_start start = {.case_id = work_case(&desk.work, CHILD_LI)};
    assert_true(definition_read("old.yaml", old_source, &f->arena, &start.form, &f->err));
    int64_t old = desk_paper(&desk, &desk.teacher, &start);
    desk_say(&desk, &desk.teacher, old, "course", "上门");
    desk_say(&desk, &desk.teacher, old, "weather", "有雪");
    assert_true(desk_complete(&desk, &desk.teacher, old));

    struct form_record record = desk_read(&desk, desk_correct(&desk, &desk.teacher, old, "补全"));

    assert_string_equal(desk_value(&record, "course"), "上门");
    assert_null(form_field(record.form, "weather"));
    assert_string_equal(desk_value(&record, "sex"), "m");
    assert_string_equal(desk_read(&desk, old).form->title.text[LANGUAGE_EN], "Old form");
    desk_end(&desk);
}

/* The written report of a case, sent by the principal. */
static int64_t sent_report(struct desk *desk, int64_t case_id)
{
    const struct record_start start = {.form = form_find(desk->forms, "return_report"),
                                       .case_id = case_id};
    int64_t id = desk_paper(desk, &desk->principal, &start);
    desk_say(desk, &desk->principal, id, "absent_from", "2026-09-16");
    desk_say(desk, &desk->principal, id, "absent_to", COUNTY_TODAY);
    desk_say(desk, &desk->principal, id, "contact_phone", "0994-4500000");
    assert_true(desk_complete(desk, &desk->principal, id));
    return id;
}

static void a_corrected_report_is_sent_again(void **state)
{
    struct desk desk = desk_begin(*state);
    int64_t case_id = work_case(&desk.work, CHILD_LI);
    desk_persuasion(&desk, case_id);
    int64_t old = sent_report(&desk, case_id);
    int64_t id = desk_correct(&desk, &desk.principal, old, "天数不对");

    assert_true(desk_complete(&desk, &desk.principal, id));

    const char *copies = "SELECT count(*) FROM report_copy WHERE record_id = :id";
    assert_int_equal(work_count(&desk.work, copies, id), work_count(&desk.work, copies, old));
    assert_true(work_count(&desk.work, copies, id) > 0);
    desk_end(&desk);
}

static void a_report_of_a_closed_case_is_sent_to_nobody(void **state)
{
    struct fixture *f = *state;
    struct desk desk = desk_begin(f);
    int64_t case_id = work_case(&desk.work, CHILD_LI);
    desk_persuasion(&desk, case_id);
    int64_t old = sent_report(&desk, case_id);
    QUERY(close) = query_open(f->store, "UPDATE casefile SET state = 'closed'");
    assert_true(query_run(&close, &f->err));

    assert_int_equal(desk_correct(&desk, &desk.principal, old, "天数不对"), 0);

    assert_int_equal(f->err.kind, ERROR_CONFLICT);
    desk_end(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SPEC(a_correction_begins_with_the_old_answers),
        SPEC(an_answer_stays_the_word_of_who_gave_it),
        SPEC(the_old_record_says_by_which_it_was_corrected),
        SPEC(what_happened_is_told_once_and_why_it_was_corrected),
        SPEC(only_the_newest_complete_record_is_corrected),
        SPEC(a_correction_says_why),
        SPEC(two_people_make_one_correction),
        SPEC(a_correction_that_corrects_nothing_yet_can_be_thrown_away),
        SPEC(who_may_not_fill_the_form_corrects_none),
        SPEC(a_corrected_paper_keeps_its_number),
        SPEC(who_got_the_first_gets_the_second),
        SPEC(a_correction_is_in_the_definition_of_today),
        SPEC(a_corrected_report_is_sent_again),
        SPEC(a_report_of_a_closed_case_is_sent_to_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
