/* A school year of the small county's calendar as lines for people. */
#include "tests/support/work.h"

#include "core/days/calendar_year.h"

#include <stdio.h>
#include <string.h>

/* The year's lines as texts: "term 2026-09-01 2027-01-15 第一学期". */
static const char *line_of(struct work *work, const struct calendar_line *line)
{
    const char *whose = line->place_id == 0 ? "usual"
        : line->place_id == work->county.id ? "county"
                                            : "school";
    return arena_text(&work->f->arena, "%s %s %s %s %s%s", calendar_line_name(line->kind),
                      line->first_day, line->last_day, line->name[LANGUAGE_ZH], whose,
                      line->assumed ? ", assumed" : "");
}

static void expect(struct work *work, int64_t place, int year, const char *const expected[],
                   size_t count)
{
    struct calendar calendar;
    struct calendar_line *lines;
    size_t found;
    assert_true(calendar_read(work->f->store, work->policy, place, &work->f->arena, &calendar,
                              &work->f->err));
    calendar_year(&calendar, year, &work->f->arena, &lines, &found);
    for (size_t i = 0; i < found && i < count; i++)
        assert_string_equal(line_of(work, &lines[i]), expected[i]);
    assert_int_equal(found, count);
}

static void a_year_has_what_was_entered_and_what_is_so_every_year(void **state)
{
    struct work work = work_begin(*state);
    static const char *const lines[] = {
        "term 2026-09-01 2027-01-15 第一学期 county",
        "make_up 2026-09-20 2026-09-20  county",
        "holiday 2026-09-25 2026-09-25 中秋节 county",
        "holiday 2026-10-01 2026-10-02 国庆节 county",
        "holiday 2026-10-03 2026-10-07 国庆节 usual",
        "holiday 2027-01-01 2027-01-01 元旦 usual",
        "term 2027-03-01 2027-07-10 第二学期 usual, assumed",
        "holiday 2027-05-01 2027-05-03 劳动节 usual",
    };

    expect(&work, work.county.id, 2026, lines, COUNT(lines));
    work_end(&work);
}

static void a_school_s_own_lines_stand_in_its_year(void **state)
{
    struct work work = work_begin(*state);
    static const char *const lines[] = {
        "term 2026-08-29 2027-01-10 第一学期 school, assumed",
        "make_up 2026-09-20 2026-09-20  county",
        "holiday 2026-09-25 2026-09-25 中秋节 county",
        "holiday 2026-10-01 2026-10-02 国庆节 county",
        "holiday 2026-10-03 2026-10-07 国庆节 usual",
        "holiday 2027-01-01 2027-01-01 元旦 usual",
        "term 2027-03-01 2027-07-10 第二学期 usual, assumed",
        "holiday 2027-05-01 2027-05-03 劳动节 usual",
    };
    QUERY(term) = query_open(work.f->store, "INSERT INTO main.term (place_id, first_day, last_day,"
                                            " assumed) VALUES (:school, '2026-08-29',"
                                            " '2027-01-10', 1)");
    bind_int(&term, ":school", work.county.junior);
    assert_true(query_run(&term, &work.f->err));

    expect(&work, work.county.junior, 2026, lines, COUNT(lines));
    work_end(&work);
}

static void of_a_year_that_nobody_has_entered_everything_is_assumed(void **state)
{
    struct work work = work_begin(*state);
    static const char *const lines[] = {
        "term 2027-09-01 2028-01-15 第一学期 usual, assumed",
        "holiday 2027-10-01 2027-10-07 国庆节 usual",
        "holiday 2028-01-01 2028-01-01 元旦 usual",
        "term 2028-03-01 2028-07-10 第二学期 usual, assumed",
        "holiday 2028-05-01 2028-05-03 劳动节 usual",
    };

    expect(&work, work.county.junior, 2027, lines, COUNT(lines));
    work_end(&work);
}

static void a_line_is_found_by_its_first_day(void **state)
{
    struct work work = work_begin(*state);
    struct calendar calendar;
    assert_true(calendar_read(work.f->store, work.policy, work.county.id, &work.f->arena,
                              &calendar, &work.f->err));

    const struct calendar_line *line = calendar_line_find(&calendar, LINE_TERM, "2026-09-01",
                                                          &work.f->arena);

    assert_int_equal(line->term_id, work.county.term);
    assert_int_equal(line->days, 137);
    assert_int_equal(line->school_days, 93);
    assert_null(calendar_line_find(&calendar, LINE_HOLIDAY, "2026-09-01", &work.f->arena));
    work_end(&work);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_year_has_what_was_entered_and_what_is_so_every_year),
        SPEC(a_school_s_own_lines_stand_in_its_year),
        SPEC(of_a_year_that_nobody_has_entered_everything_is_assumed),
        SPEC(a_line_is_found_by_its_first_day),
    };
    return cmocka_run_group_tests_name("calendar_year", specs, NULL, NULL);
}
