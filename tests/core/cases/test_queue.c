#include "core/cases/queue.h"

#include "core/cases/closing.h"
#include "core/scope/scope.h"
#include "tests/support/work.h"

#include <string.h>

struct listed {
    struct queue_row *rows;
    size_t count;
    int64_t total;
};

static struct listed list(struct work *work, enum role role, struct queue_filter filter,
                          enum queue_order order)
{
    struct listed listed;
    struct actor actor = county_actor(work->f, role);
    assert_true(scope_enter(work->f->store, &actor, &work->f->err));
    if (!queue_list(work->f->store, &actor, work->today, &filter, order, (struct page){0, 10},
                    &work->f->arena, &listed.rows, &listed.count, &listed.total, &work->f->err))
        fail_msg("%s", work->f->err.detail);
    assert_true(scope_enter(work->f->store, &work->f->console, &work->f->err));
    return listed;
}

/* 李示例 with an overdue duty; 王示例 back; 阿依古丽 closed; 库尔班 at another school. */
static void open_four(struct work *work)
{
    static const enum county_child li[] = {CHILD_LI, CHILD_COUNT};
    struct fixture *f = work->f;
    struct actor teacher = county_actor(f, ROLE_CLASS_TEACHER);
    work->today = "2026-09-16";
    assert_true(work_report(work, work->today, li));
    work->today = COUNTY_TODAY;
    assert_true(work_report(work, work->today, li));
    int64_t wang = work_case(work, CHILD_WANG), aygul = work_case(work, CHILD_AYGUL);
    assert_true(work_record(work, ROLE_ACADEMIC_OFFICE, wang, "contact.visit", "returned"));
    assert_true(closing_ask(f->store, work->policy, &teacher, work->today, aygul, "in_class", "x",
                            &f->err));
    assert_true(closing_confirm(f->store, work->policy, &f->console, work->today, aygul, "",
                                &f->err));
    work_case(work, CHILD_KURBAN);
}

static void everybody_lists_the_cases_of_their_places(void **state)
{
    static const struct {
        enum role role;
        int64_t total;
    } cases[] = {
        {ROLE_CLASS_TEACHER,    1},
        {ROLE_PRINCIPAL,        2},
        {ROLE_TOWNSHIP,         2},
        {ROLE_CENTRAL_SCHOOL,   0},
        {ROLE_BUREAU_EDUCATION, 3},
        {ROLE_ACCOUNT_ADMIN,    0},
        {ROLE_AUDITOR,          0},
    };
    struct work work = work_begin(*state);
    open_four(&work);
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(list(&work, cases[i].role, (struct queue_filter){.state = "", .kind = ""},
                              QUEUE_BY_DUE)
                             .total,
                         cases[i].total);
    work_end(&work);
}

static void a_filter_lets_through_what_it_says(void **state)
{
    struct work work = work_begin(*state);
    open_four(&work);
    const struct {
        struct queue_filter filter;
        int64_t total;
    } cases[] = {
        {{.state = "", .kind = ""},                                         3},
        {{.state = "all", .kind = ""},                                      4},
        {{.state = "returned", .kind = ""},                                 1},
        {{.state = "closed", .kind = ""},                                   1},
        {{.state = "", .kind = "absent"},                                   3},
        {{.state = "", .kind = "never_enrolled"},                           0},
        {{.state = "", .kind = "", .late = true},                           1},
        {{.state = "", .kind = "", .mine = true},                           1},
        {{.state = "", .kind = "", .school_id = work.county.junior},        2},
        {{.state = "", .kind = "", .township_id = work.county.township[1]}, 1},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(
            list(&work, ROLE_BUREAU_EDUCATION, cases[i].filter, QUEUE_BY_DUE).total, cases[i].total);
    work_end(&work);
}

static void the_most_urgent_stands_first_and_names_sort_as_people_expect(void **state)
{
    struct work work = work_begin(*state);
    const struct queue_filter all = {.state = "", .kind = ""};
    open_four(&work);

    struct listed due = list(&work, ROLE_BUREAU_EDUCATION, all, QUEUE_BY_DUE);
    struct listed name = list(&work, ROLE_BUREAU_EDUCATION, all, QUEUE_BY_NAME);

    assert_string_equal(due.rows[0].name_zh, "李示例");
    assert_string_equal(due.rows[0].rung, "contact");
    assert_string_equal(name.rows[0].name_zh, "库尔班·玉山");
    assert_string_equal(name.rows[1].name_zh, "李示例");
    assert_string_equal(name.rows[2].name_zh, "王示例");
    work_end(&work);
}

static void mine_are_those_in_the_charge_of_my_posts(void **state)
{
    struct work work = work_begin(*state);
    open_four(&work);

    struct listed mine = list(&work, ROLE_CLASS_TEACHER,
                              (struct queue_filter){.state = "", .kind = "", .mine = true},
                              QUEUE_BY_DUE);

    assert_int_equal(mine.total, 1);
    assert_string_equal(mine.rows[0].charge_role, "class_teacher");
    work_end(&work);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(everybody_lists_the_cases_of_their_places),
        SPEC(a_filter_lets_through_what_it_says),
        SPEC(the_most_urgent_stands_first_and_names_sort_as_people_expect),
        SPEC(mine_are_those_in_the_charge_of_my_posts),
    };
    return cmocka_run_group_tests_name("queue", specs, NULL, NULL);
}
