#include "forms/served/batch.h"

#include "core/outbox/outbox.h"
#include "tests/support/desk.h"

#include <string.h>

/* What a village's office has to do: the admission notice, for children born as told. */
struct office {
    struct desk desk;
    const struct form *form;
    struct actor township;
};

static struct office open_office(struct fixture *f)
{
    struct office office = {.desk = desk_begin(f)};
    office.form = form_find(office.desk.forms, "admission_notice");
    office.township = county_actor(f, ROLE_TOWNSHIP);
    return office;
}

static void is_born(struct office *office, enum county_child child, const char *born)
{
    struct fixture *f = office->desk.work.f;
    QUERY(query) = query_open(f->store, "UPDATE main.child SET born = :born WHERE id = :child");
    bind_text(&query, ":born", born);
    bind_int(&query, ":child", office->desk.work.county.child[child]);
    assert_true(query_run(&query, &f->err));
}

static size_t list(struct office *office, const struct form *form, int64_t place_id,
                   struct batch_row **rows)
{
    struct fixture *f = office->desk.work.f;
    size_t count;
    assert_true(batch_list(f->store, office->desk.work.policy, form, place_id, COUNTY_TODAY,
                           LANGUAGE_ZH, &f->arena, rows, &count, &f->err));
    return count;
}

static bool make(struct office *office, const struct form *form, const struct actor *actor,
                 const struct batch_row *row, bool *complete)
{
    struct fixture *f = office->desk.work.f;
    int64_t id;
    f->err = (struct error){0};
    return batch_make(f->store, office->desk.work.policy, actor, COUNTY_TODAY, form, row, &id,
                      complete, &f->err);
}

static void who_is_due_to_begin_school_is_listed_where_it_lives(void **state)
{
    static const struct {
        const char *born;
        size_t listed;
    } births[] = {
        {"2019-08-31", 0}, /* was due the year before */
        {"2019-09-01", 1},
        {"2020-08-31", 1},
        {"2020-09-01", 0}, /* is due the year after */
    };
    struct office office = open_office(*state);
    const struct county *county = &office.desk.work.county;
    struct batch_row *rows;

    for (size_t i = 0; i < COUNT(births); i++) {
        is_born(&office, CHILD_NOWHERE, births[i].born);
        assert_int_equal(list(&office, office.form, county->village[0], &rows), births[i].listed);
        assert_int_equal(list(&office, office.form, county->village[1], &rows), 0);
    }
    desk_end(&office.desk);
}

static void a_school_lists_whom_it_serves(void **state)
{
    struct office office = open_office(*state);
    const struct county *county = &office.desk.work.county;
    struct batch_row *rows;
    is_born(&office, CHILD_NOWHERE, "2020-05-01");

    assert_int_equal(list(&office, office.form, county->primary, &rows), 1);
    assert_int_equal(rows[0].child_id, county->child[CHILD_NOWHERE]);
    assert_int_equal(list(&office, office.form, county->nine_year, &rows), 0);
    desk_end(&office.desk);
}

static void who_stands_on_a_roll_needs_no_notice(void **state)
{
    struct office office = open_office(*state);
    struct batch_row *rows;
    is_born(&office, CHILD_LI, "2020-05-01");

    assert_int_equal(list(&office, office.form, office.desk.work.county.village[0], &rows), 0);
    desk_end(&office.desk);
}

static void a_form_about_cases_lists_those_that_are_open(void **state)
{
    struct office office = open_office(*state);
    const struct county *county = &office.desk.work.county;
    struct batch_row *rows;
    int64_t case_id = work_case(&office.desk.work, CHILD_LI);

    assert_int_equal(list(&office, office.desk.notice, county->class_junior_7_1, &rows), 1);
    assert_int_equal(rows[0].case_id, case_id);
    assert_int_equal(list(&office, office.desk.notice, county->junior, &rows), 1);
    assert_int_equal(list(&office, office.desk.notice, county->class_junior_7_2, &rows), 0);
    desk_end(&office.desk);
}

static void any_other_form_lists_who_learns_there(void **state)
{
    struct office office = open_office(*state);
    struct batch_row *rows;

    assert_int_equal(list(&office, office.desk.letter, office.desk.work.county.class_junior_7_1,
                          &rows),
                     2);
    desk_end(&office.desk);
}

static void what_lacks_something_says_what(void **state)
{
    struct office office = open_office(*state);
    const struct county *county = &office.desk.work.county;
    struct batch_row *rows;
    bool complete;
    desk_letter(&office.desk, CHILD_AYGUL);
    assert_int_equal(list(&office, office.desk.letter, county->class_junior_7_1, &rows), 2);
    size_t first = rows[0].record_id == 0 ? 0 : 1;

    assert_true(make(&office, office.desk.letter, &office.desk.office, &rows[first], &complete));

    assert_false(complete); /* "what" is not kept */
    assert_int_equal(list(&office, office.desk.letter, county->class_junior_7_1, &rows), 2);
    assert_non_null(strstr(rows[first].missing, "内容"));
    assert_true(rows[1 - first].complete);
    assert_true(*rows[1 - first].number);
    desk_end(&office.desk);
}

/* The first notice, which says for all others where and when to register. */
static void write_first(struct office *office, int64_t record_id)
{
    struct desk *desk = &office->desk;
    desk_say(desk, &office->township, record_id, "register_from", COUNTY_TODAY);
    desk_say(desk, &office->township, record_id, "register_to", "2026-09-18");
    desk_say(desk, &office->township, record_id, "register_at", "校门口");
    desk_say(desk, &office->township, record_id, "bring", "household_booklet");
    desk_say(desk, &office->township, record_id, "contact_phone", "0994-4500000");
    desk_say(desk, &office->township, record_id, "school", "示例小学");
    assert_true(desk_complete(desk, &office->township, record_id));
}

static void what_the_first_says_of_all_is_not_typed_again(void **state)
{
    struct office office = open_office(*state);
    const struct county *county = &office.desk.work.county;
    struct batch_row *rows;
    bool complete;
    is_born(&office, CHILD_NOWHERE, "2020-05-01");
    is_born(&office, CHILD_LI, "2020-05-01");
    QUERY(off) = query_open(office.desk.work.f->store, "DELETE FROM main.roll_entry");
    assert_true(query_run(&off, &office.desk.work.f->err));
    assert_int_equal(list(&office, office.form, county->village[0], &rows), 2);
    for (size_t i = 0; i < 2; i++) {
        assert_true(make(&office, office.form, &office.township, &rows[i], &complete));
        assert_false(complete);
    }
    assert_int_equal(list(&office, office.form, county->village[0], &rows), 2);
    write_first(&office, rows[0].record_id);

    assert_true(make(&office, office.form, &office.township, &rows[1], &complete));

    assert_true(complete);
    assert_int_equal(list(&office, office.form, county->village[0], &rows), 2);
    assert_true(rows[0].complete && rows[1].complete);
    assert_string_not_equal(rows[0].number, rows[1].number);
    desk_end(&office.desk);
}

static void who_may_not_fill_the_form_makes_none(void **state)
{
    struct office office = open_office(*state);
    struct batch_row *rows;
    bool complete;
    assert_true(list(&office, office.desk.letter, office.desk.work.county.class_junior_7_1, &rows)
                > 0);

    assert_false(make(&office, office.desk.letter, &office.desk.teacher, &rows[0], &complete));

    assert_int_equal(office.desk.work.f->err.kind, ERROR_DENIED);
    assert_int_equal(work_count(&office.desk.work, "SELECT count(*) FROM form_record", 0), 0);
    desk_end(&office.desk);
}

static void what_last_years_said_is_typed_again(void **state)
{
    struct fixture *f = *state;
    struct office office = open_office(f);
    struct desk *desk = &office.desk;
    struct batch_row *rows;
    bool complete;
    int64_t id;
    is_born(&office, CHILD_NOWHERE, "2020-05-01");
    is_born(&office, CHILD_LI, "2020-05-01");
    QUERY(off) = query_open(f->store, "DELETE FROM main.roll_entry");
    assert_true(query_run(&off, &f->err));
    assert_int_equal(list(&office, office.form, desk->work.county.village[0], &rows), 2);
    assert_true(make(&office, office.form, &office.township, &rows[0], &complete));
    assert_int_equal(list(&office, office.form, desk->work.county.village[0], &rows), 2);
    write_first(&office, rows[0].record_id ? rows[0].record_id : rows[1].record_id);

    /* So much later by every clock that the test may run on. */
    assert_true(batch_make(f->store, desk->work.policy, &office.township, "2099-08-20",
                           office.form, &rows[rows[0].record_id ? 1 : 0], &id, &complete, &f->err));

    struct form_record record = desk_read(desk, id);
    assert_false(complete);
    assert_string_equal(desk_value(&record, "register_at"), "");
    assert_string_not_equal(desk_value(&record, "register_from"), COUNTY_TODAY);
    desk_end(desk);
}

static void who_has_one_gets_no_second(void **state)
{
    struct office office = open_office(*state);
    struct batch_row *rows;
    bool complete;
    desk_letter(&office.desk, CHILD_LI);
    desk_letter(&office.desk, CHILD_AYGUL);
    assert_int_equal(list(&office, office.desk.letter, office.desk.work.county.class_junior_7_1,
                          &rows),
                     2);

    assert_true(make(&office, office.desk.letter, &office.desk.office, &rows[0], &complete));

    assert_true(complete);
    assert_int_equal(work_count(&office.desk.work, "SELECT count(*) FROM form_record", 0), 2);
    desk_end(&office.desk);
}

/* The list of one who sits at the other desk was read before. */
static void what_a_colleague_made_meanwhile_is_not_made_again(void **state)
{
    struct office office = open_office(*state);
    struct batch_row *rows, before;
    bool complete;
    int64_t id;
    assert_int_equal(list(&office, office.desk.letter, office.desk.work.county.class_junior_7_1,
                          &rows),
                     2);
    before = rows[0];
    bool is_li = before.child_id == office.desk.work.county.child[CHILD_LI];
    id = desk_letter(&office.desk, is_li ? CHILD_LI : CHILD_AYGUL);

    assert_true(make(&office, office.desk.letter, &office.desk.office, &before, &complete));

    assert_true(complete);
    assert_int_equal(work_count(&office.desk.work, "SELECT max(id) FROM form_record", 0), id);
    assert_int_equal(work_count(&office.desk.work, "SELECT count(*) FROM form_record", 0), 1);
    desk_end(&office.desk);
}

static void many_are_served_together_or_not_at_all(void **state)
{
    static const struct service in_person = {
        .day = COUNTY_TODAY, .how = "in_person", .receiver = "", .note = ""};
    struct fixture *f = *state;
    struct office office = open_office(f);
    struct desk *desk = &office.desk;
    const int64_t papers[] = {desk_letter(desk, CHILD_LI), desk_letter(desk, CHILD_AYGUL)};
    assert_true(serving_write(f->store, desk->work.policy, &desk->office, COUNTY_TODAY, papers[1],
                              &in_person, &f->err));

    assert_false(batch_serve(f->store, desk->work.policy, &desk->office, COUNTY_TODAY, papers,
                             COUNT(papers), &in_person, &f->err));

    assert_int_equal(f->err.kind, ERROR_CONFLICT);
    assert_int_equal(work_count(&desk->work, "SELECT count(*) FROM form_service", 0), 1);
    f->err = (struct error){0};
    assert_true(batch_serve(f->store, desk->work.policy, &desk->office, COUNTY_TODAY, papers, 1,
                            &in_person, &f->err));
    assert_int_equal(work_count(&desk->work, "SELECT count(*) FROM form_service", 0), 2);
    desk_end(desk);
}

static void all_papers_are_one_file_of_the_persons(void **state)
{
    struct fixture *f = *state;
    struct office office = open_office(f);
    const int64_t papers[] = {desk_letter(&office.desk, CHILD_LI),
                              desk_letter(&office.desk, CHILD_AYGUL)};
    struct outbox_file *files;
    size_t count;

    assert_true(batch_print(f->store, &office.desk.office, "2026-09-17 10:00", LANGUAGE_ZH,
                            papers, COUNT(papers), &f->err));

    assert_true(outbox_list(f->store, &office.desk.office, &f->arena, &files, &count, &f->err));
    assert_int_equal(count, 1);
    assert_string_equal(files[0].name, "通知.pdf");
    assert_int_equal(work_count(&office.desk.work, "SELECT count(*) FROM outbox_child", 0), 2);
    desk_end(&office.desk);
}

/* Ten copies of each: a file of a hundred and fifty would be larger than a folder takes. */
static void copies_count_where_papers_are_many(void **state)
{
    enum {
        COPIES = 10,
        PAPERS = BATCH_COPIES / COPIES + 1
    };
    struct fixture *f = *state;
    struct office office = open_office(f);
    int64_t papers[PAPERS], id = desk_letter(&office.desk, CHILD_LI);
    struct outbox_file *files;
    size_t count;
    QUERY(query) = query_open(f->store, "UPDATE main.form_definition SET source = source"
                                        " || char(10) || 'copies: 10'");
    assert_true(query_run(&query, &f->err));
    for (size_t i = 0; i < PAPERS; i++)
        papers[i] = id;

    assert_true(batch_print(f->store, &office.desk.office, "2026-09-17 10:00", LANGUAGE_ZH,
                            papers, PAPERS, &f->err));

    assert_true(outbox_list(f->store, &office.desk.office, &f->arena, &files, &count, &f->err));
    assert_int_equal(count, 2);
    assert_true(files[0].size < files[1].size);
    desk_end(&office.desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SPEC(who_is_due_to_begin_school_is_listed_where_it_lives),
        SPEC(a_school_lists_whom_it_serves),
        SPEC(who_stands_on_a_roll_needs_no_notice),
        SPEC(a_form_about_cases_lists_those_that_are_open),
        SPEC(any_other_form_lists_who_learns_there),
        SPEC(what_lacks_something_says_what),
        SPEC(what_the_first_says_of_all_is_not_typed_again),
        SPEC(who_may_not_fill_the_form_makes_none),
        SPEC(what_last_years_said_is_typed_again),
        SPEC(who_has_one_gets_no_second),
        SPEC(what_a_colleague_made_meanwhile_is_not_made_again),
        SPEC(many_are_served_together_or_not_at_all),
        SPEC(all_papers_are_one_file_of_the_persons),
        SPEC(copies_count_where_papers_are_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
