/* The school calendar from a file, in whichever language it was written. */
#include "tests/support/loaded.h"

#include "core/scope/scope.h"

#include <stdio.h>
#include <string.h>

static struct loaded *load(struct work *work, const char *text)
{
    return loaded_as(work, &work->f->console, "calendar", text);
}

#define HEADER "学校编码,种类,第一天,最后一天,名称,民文名称,已公布\n"

static void terms_holidays_and_make_up_days_go_in(void **state)
{
    struct work work = work_begin(*state);

    struct loaded *loaded = load(&work, HEADER ",学期,2027-03-01,2027-07-10,,,否\n"
                                               "X1,学期,2027-03-08,2027-07-12,,,是\n"
                                               ",节假日,2027年4月5日,,清明节,,\n"
                                               ",补课日,2027-04-10,,,,\n");

    assert_true(loaded->ok);
    assert_int_equal(loaded->report.added, 4);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM term WHERE place_id = :id AND assumed",
                                work.county.id),
                     1);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM term WHERE place_id = :id"
                                       " AND first_day = '2027-03-08' AND NOT assumed",
                                work.county.primary),
                     1);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM calendar_day WHERE kind = 'make_up'"
                                       " AND day = '2027-04-10'",
                                0),
                     1);
    work_end(&work);
}

static void headers_and_kinds_are_read_in_every_language(void **state)
{
    struct work work = work_begin(*state);

    struct loaded *english = load(&work, "school,kind,first day,last day,name,announced\n"
                                         ",holiday,2026-11-05,2026-11-06,Sports,yes\n");
    struct loaded *uyghur = load(&work,
                                 "مەكتەپ كودى,تۈرى,بىرىنچى كۈنى,ئاخىرقى كۈنى,ئېلان قىلىنغان\n"
                                 ",ئوقۇش مەۋسۇمى,2027-03-01,2027-07-10,ياق\n"
                                 ",تولۇقلاش كۈنى,2026-11-07,,\n");

    assert_true(english->ok);
    assert_int_equal(english->report.added, 1);
    assert_true(uyghur->ok);
    assert_int_equal(uyghur->report.added, 2);
    work_end(&work);
}

static void the_same_file_again_changes_nothing(void **state)
{
    struct work work = work_begin(*state);
    static const char list[] = HEADER ",学期,2027-03-01,2027-07-10,,,否\n"
                                      ",节假日,2026-11-05,2026-11-06,运动会,,\n";
    load(&work, list);

    struct loaded *again = load(&work, list);

    assert_true(again->ok);
    assert_int_equal(again->report.same, 2);
    work_end(&work);
}

static void what_was_assumed_is_announced_by_a_later_file(void **state)
{
    struct work work = work_begin(*state);
    load(&work, HEADER ",学期,2027-03-01,2027-07-10,,,否\n");

    struct loaded *later = load(&work, HEADER ",学期,2027-02-22,2027-07-09,,,是\n");

    assert_true(later->ok);
    assert_int_equal(later->report.changed, 1);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM term WHERE first_day = '2027-02-22'"
                                       " AND NOT assumed",
                                0),
                     1);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM term", 0), 2);
    work_end(&work);
}

static void bad_rows_come_back_with_row_column_and_reason(void **state)
{
    struct work work = work_begin(*state);

    struct loaded *loaded = load(&work, HEADER ",学期,2027-03-01,,,,\n"
                                               ",周会,2027-03-01,,,,\n"
                                               ",节假日,2027-02-30,,除夕,,\n"
                                               ",节假日,2026-11-06,2026-11-05,运动会,,\n"
                                               ",节假日,2026-11-05,,,,\n"
                                               "Q9,节假日,2026-11-05,,运动会,,\n"
                                               ",补课日,2026-09-21,,,,\n"
                                               ",学期,2026-12-01,2027-02-01,,,\n"
                                               ",学期,2027-03-01,2027-07-10,,,也许\n"
                                               ",节假日,2026-11-05,,运动会,,\n");

    assert_true(loaded->ok);
    assert_int_equal(loaded->report.refused, 9);
    assert_int_equal(loaded->report.added, 1);
    assert_string_equal(loaded_fault(loaded, 0), "2 最后一天: 学期要写最后一天（2027-03-01 开始的）");
    assert_string_equal(loaded_fault(loaded, 1), "3 种类: 种类不认识：周会（学期、节假日、补课日）");
    assert_string_equal(loaded_fault(loaded, 2), "4 第一天: 没有这一天：2027-02-30");
    assert_string_equal(loaded_fault(loaded, 3), "5 最后一天: 最后一天（2026-11-05）在第一天（2026-11-06）之前");
    assert_string_equal(loaded_fault(loaded, 4), "6 名称: 节假日要写名称");
    assert_string_equal(loaded_fault(loaded, 5), "7 学校编码: 没有这所学校：Q9");
    assert_string_equal(loaded_fault(loaded, 6), "8 第一天: 2026-09-21 本来就上课，不用补课");
    assert_string_equal(loaded_fault(loaded, 7), "9 第一天: 与已录入的学期重叠：2026-09-01 至 2027-01-15");
    assert_string_equal(loaded_fault(loaded, 8), "10 已公布: 应写是或否：也许");
    work_end(&work);
}

static void a_principal_s_file_goes_in_for_the_own_school_alone(void **state)
{
    struct work work = work_begin(*state);
    struct actor principal = county_actor(work.f, ROLE_PRINCIPAL);
    assert_true(scope_enter(work.f->store, &principal, &work.f->err));

    struct loaded *loaded = loaded_as(&work, &principal, "calendar", HEADER "X2,节假日,2026-11-05,,运动会,,\n"
                                                                            "X1,节假日,2026-11-05,,运动会,,\n"
                                                                            ",节假日,2026-11-05,,运动会,,\n");

    assert_true(loaded->ok);
    assert_int_equal(loaded->report.added, 1);
    assert_string_equal(loaded_fault(loaded, 0), "3 学校编码: 您不负责这里的校历");
    assert_string_equal(loaded_fault(loaded, 1), "4 学校编码: 您不负责这里的校历");
    work_end(&work);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(terms_holidays_and_make_up_days_go_in),
        SPEC(headers_and_kinds_are_read_in_every_language),
        SPEC(the_same_file_again_changes_nothing),
        SPEC(what_was_assumed_is_announced_by_a_later_file),
        SPEC(bad_rows_come_back_with_row_column_and_reason),
        SPEC(a_principal_s_file_goes_in_for_the_own_school_alone),
    };
    return cmocka_run_group_tests_name("import_calendar", specs, NULL, NULL);
}
