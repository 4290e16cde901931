#include "forms/ledger/ledger.h"

#include "core/scope/scope.h"
#include "forms/served/serving.h"
#include "tests/support/desk.h"

#include <string.h>

static size_t read_ledger(struct desk *desk, struct ledger_row **rows)
{
    struct fixture *f = desk->work.f;
    size_t count;
    assert_true(ledger_page(f->store, desk->forms, LANGUAGE_ZH, desk->work.today, 0, 50, &f->arena,
                            rows, &count, &f->err));
    return count;
}

static const char *cell(const struct ledger_row *row, const char *column)
{
    size_t i = 0;
    while (strcmp(ledger_column(i), column) != 0)
        i++;
    return row->cells[i];
}

/* The one row that there is. */
static struct ledger_row only_row(struct desk *desk)
{
    struct ledger_row *rows;
    assert_int_equal(read_ledger(desk, &rows), 1);
    return rows[0];
}

static void a_row_says_who_and_where(void **state)
{
    static const struct {
        const char *column, *cell;
    } expected[] = {
        {"ledger.name-zh",   "李示例"         },
        {"ledger.sex",       "男"               },
        {"ledger.born",      "2013-05-06"        },
        {"ledger.id-number", "659900********0012"},
        {"ledger.school",    "示例中学"      },
        {"ledger.guardian",  "示例父"         },
        {"ledger.phone",     "13900000011"       },
        {"ledger.address",   "示例县"         },
        {"ledger.opened",    COUNTY_TODAY        },
        {"ledger.state",     "未返校"         },
        {"ledger.kind",      "无故缺课"      },
        {"ledger.closed-on", ""                  },
    };
    struct desk desk = desk_begin(*state);
    work_case(&desk.work, CHILD_LI);

    struct ledger_row row = only_row(&desk);

    for (size_t i = 0; i < COUNT(expected); i++)
        assert_string_equal(cell(&row, expected[i].column), expected[i].cell);
    desk_end(&desk);
}

static void the_last_visit_is_told_as_its_paper_tells_it(void **state)
{
    struct desk desk = desk_begin(*state);
    desk_persuasion(&desk, work_case(&desk.work, CHILD_LI));

    struct ledger_row row = only_row(&desk);

    assert_string_equal(cell(&row, "ledger.visited-on"), COUNTY_TODAY);
    assert_non_null(strstr(cell(&row, "ledger.visited-by"), "陈示例"));
    assert_non_null(strstr(cell(&row, "ledger.visited-how"), "未果"));
    assert_true(*cell(&row, "ledger.attitude"));
    desk_end(&desk);
}

static void a_corrected_paper_speaks_for_the_one_that_it_corrects(void **state)
{
    struct desk desk = desk_begin(*state);
    int64_t id = desk_correct(&desk, &desk.teacher,
                              desk_persuasion(&desk, work_case(&desk.work, CHILD_LI)), "日期不对");
    desk_say(&desk, &desk.teacher, id, "visited_on", "2026-09-16");
    struct ledger_row row = only_row(&desk);
    assert_string_equal(cell(&row, "ledger.visited-on"), COUNTY_TODAY);

    assert_true(desk_complete(&desk, &desk.teacher, id));

    row = only_row(&desk);
    assert_string_equal(cell(&row, "ledger.visited-on"), "2026-09-16");
    desk_end(&desk);
}

static void papers_stand_with_their_number_and_day_of_service(void **state)
{
    struct fixture *f = *state;
    struct desk desk = desk_begin(f);
    int64_t id = desk_notice(&desk, work_case(&desk.work, CHILD_LI));
    const char *number = desk_read(&desk, id).number;
    const struct service served = {COUNTY_TODAY, "in_person", "", "", "", ""};
    struct ledger_row row = only_row(&desk);
    assert_null(strstr(cell(&row, "ledger.papers"), COUNTY_TODAY));

    assert_true(serving_write(f->store, desk.work.policy, &desk.principal, COUNTY_TODAY, id, &served,
                              &f->err));

    row = only_row(&desk);
    assert_non_null(strstr(cell(&row, "ledger.papers"), number));
    assert_non_null(strstr(cell(&row, "ledger.papers"), COUNTY_TODAY));
    desk_end(&desk);
}

static void days_absent_are_counted(void **state)
{
    const enum county_child li[] = {CHILD_LI, CHILD_COUNT};
    struct desk desk = desk_begin(*state);
    assert_true(work_report(&desk.work, "2026-09-16", li));
    assert_true(work_report(&desk.work, COUNTY_TODAY, li));

    struct ledger_row row = only_row(&desk);

    assert_string_equal(cell(&row, "ledger.absent"), "2");
    desk_end(&desk);
}

static void the_ledger_is_read_a_page_at_a_time(void **state)
{
    struct fixture *f = *state;
    struct desk desk = desk_begin(f);
    int64_t first = work_case(&desk.work, CHILD_LI), second = work_case(&desk.work, CHILD_AYGUL);
    struct ledger_row *rows;
    size_t count;

    assert_true(ledger_page(f->store, desk.forms, LANGUAGE_UG, COUNTY_TODAY, first, 1, &f->arena,
                            &rows, &count, &f->err));

    assert_int_equal(count, 1);
    assert_int_equal(rows[0].case_id, second);
    desk_end(&desk);
}

static void nobody_reads_cases_out_of_their_sight(void **state)
{
    struct fixture *f = *state;
    struct desk desk = desk_begin(f);
    struct actor teacher = county_actor(f, ROLE_CLASS_TEACHER);
    work_case(&desk.work, CHILD_LI);
    work_case(&desk.work, CHILD_KURBAN);

    assert_true(scope_enter(f->store, &teacher, &f->err));

    struct ledger_row row = only_row(&desk);
    assert_string_equal(cell(&row, "ledger.name-zh"), "李示例");
    desk_end(&desk);
}

static void a_look_at_the_ledger_is_one_row_of_the_trail(void **state)
{
    struct fixture *f = *state;
    struct desk desk = desk_begin(f);
    struct actor administrator = county_actor(f, ROLE_ACCOUNT_ADMIN);

    assert_true(ledger_look(f->store, &desk.principal, &f->err));

    assert_int_equal(work_count(&desk.work, "SELECT count(*) FROM audit WHERE action = 'ledger.look'",
                                0),
                     1);
    assert_false(ledger_look(f->store, &administrator, &f->err));
    assert_int_equal(f->err.kind, ERROR_DENIED);
    desk_end(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SPEC(a_row_says_who_and_where),
        SPEC(the_last_visit_is_told_as_its_paper_tells_it),
        SPEC(a_corrected_paper_speaks_for_the_one_that_it_corrects),
        SPEC(papers_stand_with_their_number_and_day_of_service),
        SPEC(days_absent_are_counted),
        SPEC(the_ledger_is_read_a_page_at_a_time),
        SPEC(nobody_reads_cases_out_of_their_sight),
        SPEC(a_look_at_the_ledger_is_one_row_of_the_trail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
