#include "core/days/absence.h"

#include "core/days/calendar.h"
#include "core/duties/standing.h"
#include "tests/support/work.h"

#define NOBODY ((const enum county_child[]){CHILD_COUNT})
#define LI     ((const enum county_child[]){CHILD_LI, CHILD_COUNT})
#define BOTH   ((const enum county_child[]){CHILD_LI, CHILD_AYGUL, CHILD_COUNT})

static const char *last_event(struct work *work, int64_t case_id)
{
    QUERY(query) = query_open(work->f->store, "SELECT kind FROM case_event WHERE case_id = :case"
                                              " AND kind NOT IN ('handed_over', 'status')"
                                              " ORDER BY id DESC LIMIT 1");
    bind_int(&query, ":case", case_id);
    return query_next(&query) ? query_text(&query, 0, &work->f->arena) : "";
}

static void all_here_is_a_report_too(void **state)
{
    struct work work = work_begin(*state);
    struct class_day day;

    assert_true(work_report(&work, work.today, NOBODY));

    assert_true(absence_day(work.f->store, work.county.class_junior_7_1, work.today, &work.f->arena,
                            &day, &work.f->err));
    assert_true(day.reported);
    assert_int_equal(day.enrolled, 2);
    assert_int_equal(day.unexcused, 0);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM casefile", 0), 0);
    work_end(&work);
}

static void an_unexcused_absence_opens_a_case_and_its_first_duty(void **state)
{
    struct work work = work_begin(*state);

    assert_true(work_report(&work, work.today, LI));

    int64_t id = work_case_of(&work, CHILD_LI);
    assert_int_not_equal(id, 0);
    assert_int_equal(work_case_of(&work, CHILD_AYGUL), 0);
    assert_string_equal(last_event(&work, id), "absence");
    assert_int_equal(work_count(&work, "SELECT count(*) FROM duty WHERE case_id = :id"
                                       " AND state = 'open' AND rung = 'contact'",
                                id),
                     1);
    work_end(&work);
}

static void a_second_day_goes_on_with_the_same_case(void **state)
{
    struct work work = work_begin(*state);
    work.today = "2026-09-16";
    assert_true(work_report(&work, work.today, LI));
    int64_t id = work_case_of(&work, CHILD_LI);
    work.today = "2026-09-17";

    assert_true(work_report(&work, work.today, BOTH));

    assert_int_equal(work_case_of(&work, CHILD_LI), id);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM case_event WHERE case_id = :id"
                                       " AND kind = 'absence'",
                                id),
                     2);
    work_end(&work);
}

static void a_child_back_after_an_absence_has_returned(void **state)
{
    struct work work = work_begin(*state);
    work.today = "2026-09-16";
    assert_true(work_report(&work, work.today, LI));
    int64_t id = work_case_of(&work, CHILD_LI);
    work.today = "2026-09-17";

    assert_true(work_report(&work, work.today, NOBODY));

    assert_string_equal(work_read(&work, id).state, "returned");
    assert_int_equal(work_count(&work, "SELECT count(*) FROM case_event WHERE case_id = :id"
                                       " AND data ->> 'source' = 'roster'",
                                id),
                     1);
    work_end(&work);
}

static void a_relapse_goes_on_with_the_same_case(void **state)
{
    struct work work = work_begin(*state);
    static const char *const days[] = {"2026-09-15", "2026-09-16", "2026-09-17"};
    int64_t id = 0;
    for (size_t i = 0; i < COUNT(days); i++) {
        work.today = days[i];
        assert_true(work_report(&work, work.today, i == 1 ? NOBODY : LI));
        id = i == 0 ? work_case_of(&work, CHILD_LI) : id;
    }

    assert_int_equal(work_case_of(&work, CHILD_LI), id);
    assert_string_equal(work_read(&work, id).state, "open");
    work_end(&work);
}

static void a_child_never_seen_is_not_back_because_nobody_marked_it(void **state)
{
    struct work work = work_begin(*state);
    int64_t id = work_case(&work, CHILD_LI); /* opened by hand: on the roll, never at school */

    assert_true(work_report(&work, work.today, NOBODY));

    assert_string_equal(work_read(&work, id).state, "open");
    work_end(&work);
}

static void a_corrected_day_withdraws_the_absence_and_keeps_the_story(void **state)
{
    struct work work = work_begin(*state);
    assert_true(work_report(&work, work.today, LI));
    int64_t id = work_case_of(&work, CHILD_LI);

    assert_true(work_report(&work, work.today, NOBODY));

    assert_int_equal(work_count(&work, "SELECT count(*) FROM absence", 0), 0);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM case_event WHERE case_id = :id"
                                       " AND kind IN ('absence', 'absence.withdrawn')",
                                id),
                     2);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM duty WHERE case_id = :id"
                                       " AND state = 'open' AND kind = 'rung'",
                                id),
                     0);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM audit WHERE action = 'absence.report'"
                                       " AND detail LIKE '%[\"unexcused\",\"\"]%'",
                                0),
                     1);
    work_end(&work);
}

static void reporting_the_same_again_changes_nothing(void **state)
{
    struct work work = work_begin(*state);
    assert_true(work_report(&work, work.today, LI));
    int64_t events = work_count(&work, "SELECT count(*) FROM case_event", 0);

    assert_true(work_report(&work, work.today, LI));

    assert_int_equal(work_count(&work, "SELECT count(*) FROM case_event", 0), events);
    work_end(&work);
}

/* Reports the day with one mark. */
static bool report_li(struct work *work, enum absence_kind kind)
{
    struct fixture *f = work->f;
    struct actor teacher = county_actor(f, ROLE_CLASS_TEACHER);
    const struct absence_mark mark = {work->county.child[CHILD_LI], kind};
    return absence_report(f->store, work->policy, &teacher, work->today,
                          work->county.class_junior_7_1, work->today, &mark, 1, &f->err);
}

static void a_child_on_leave_opens_no_case(void **state)
{
    struct work work = work_begin(*state);

    assert_true(report_li(&work, ABSENCE_LEAVE));

    assert_int_equal(work_case_of(&work, CHILD_LI), 0);
    work_end(&work);
}

static struct class_day day_of(struct work *work)
{
    struct class_day day = {0};
    assert_true(absence_day(work->f->store, work->county.class_junior_7_1, work->today,
                            &work->f->arena, &day, &work->f->err));
    return day;
}

static void who_comes_late_is_no_absence(void **state)
{
    struct work work = work_begin(*state);

    assert_true(report_li(&work, ABSENCE_LATE));

    assert_int_equal(work_case_of(&work, CHILD_LI), 0);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM absence", 0), 0);
    assert_int_equal(day_of(&work).late, 1);
    assert_int_equal(day_of(&work).unexcused + day_of(&work).leave, 0);
    work_end(&work);
}

static void who_was_late_after_all_or_absent_after_all_is_corrected(void **state)
{
    struct work work = work_begin(*state);
    assert_true(report_li(&work, ABSENCE_LATE));

    assert_true(report_li(&work, ABSENCE_UNEXCUSED));

    assert_int_equal(day_of(&work).late, 0);
    assert_int_equal(day_of(&work).unexcused, 1);
    assert_true(report_li(&work, ABSENCE_LATE));
    assert_int_equal(day_of(&work).late, 1);
    assert_int_equal(day_of(&work).unexcused, 0);
    work_end(&work);
}

static void who_comes_late_after_an_absence_has_returned(void **state)
{
    struct work work = work_begin(*state);
    work.today = "2026-09-16";
    assert_true(report_li(&work, ABSENCE_UNEXCUSED));
    int64_t id = work_case_of(&work, CHILD_LI);
    work.today = "2026-09-17";

    assert_true(report_li(&work, ABSENCE_LATE));

    assert_string_equal(work_read(&work, id).state, "returned");
    work_end(&work);
}

static void late_days_are_no_days_in_a_row(void **state)
{
    struct work work = work_begin(*state);
    static const enum absence_kind kinds[] = {ABSENCE_UNEXCUSED, ABSENCE_LATE, ABSENCE_UNEXCUSED};
    static const char *const days[] = {"2026-09-14", "2026-09-15", "2026-09-16"};
    struct roster_row *rows;
    size_t count;
    for (size_t i = 0; i < COUNT(days); i++) {
        work.today = days[i];
        assert_true(report_li(&work, kinds[i]));
    }

    assert_true(absence_roster(work.f->store, work.county.class_junior_7_1, "2026-09-17",
                               &work.f->arena, &rows, &count, &work.f->err));

    for (size_t i = 0; i < count; i++)
        assert_int_equal(rows[i].days_before,
                         rows[i].child_id == work.county.child[CHILD_LI] ? 1 : 0);
    work_end(&work);
}

/* "16! 17": days of the month, '!' where the report is missing. */
static const char *days_shown(struct work *work)
{
    struct fixture *f = work->f;
    struct calendar calendar;
    struct reported_day *rows;
    const char *text = "";
    size_t count;
    assert_true(calendar_read(f->store, work->policy, work->county.class_junior_7_1, &f->arena,
                              &calendar, &f->err));
    assert_true(absence_days(f->store, &calendar, work->county.class_junior_7_1, work->today,
                             &f->arena, &rows, &count, &f->err));
    for (size_t i = 0; i < count; i++)
        text = arena_text(&f->arena, "%s%s%s%s", text, *text ? " " : "", rows[i].day + 8,
                          rows[i].reported ? "" : "!");
    return text;
}

static void a_class_that_begins_owes_no_day_before(void **state)
{
    struct work work = work_begin(*state);

    assert_string_equal(days_shown(&work), "17!");

    work.today = "2026-09-11";
    assert_true(work_report(&work, work.today, NOBODY));
    work.today = "2026-09-17";
    assert_string_equal(days_shown(&work), "11 14! 15! 16! 17!");
    work_end(&work);
}

static void a_class_that_was_asked_owes_the_days_since(void **state)
{
    struct work work = work_begin(*state);
    struct fixture *f = work.f;
    assert_true(store_begin(f->store, &f->err));
    assert_true(store_end(f->store,
                          standing_derive_classes(f->store, work.policy, "2026-09-15", work.today,
                                                  work.county.id, &f->err),
                          &f->err));

    assert_string_equal(days_shown(&work), "15! 16! 17!");

    assert_true(work_report(&work, "2026-09-16", NOBODY));
    assert_string_equal(days_shown(&work), "15! 16 17!");
    work_end(&work);
}

static void days_too_long_ago_are_not_asked_for(void **state)
{
    struct work work = work_begin(*state);
    work.today = "2026-09-01";
    assert_true(work_report(&work, work.today, NOBODY));
    work.today = "2026-09-17";

    assert_string_equal(days_shown(&work), "03! 04! 07! 08! 09! 10! 11! 14! 15! 16! 17!");
    work_end(&work);
}

static void some_days_take_no_report(void **state)
{
    static const struct {
        const char *day, *key;
    } days[] = {
        {"2026-09-18", "case.day-to-come" },
        {"2026-09-13", "absence.no-school"}, /* a Sunday */
        {"2026-09-02", "absence.too-late" },
        {"yesterday",  "case.bad-day"     },
    };
    struct work work = work_begin(*state);
    for (size_t i = 0; i < COUNT(days); i++) {
        assert_false(work_report(&work, days[i].day, LI));
        assert_string_equal(work.f->err.key, days[i].key);
    }
    assert_int_equal(work_count(&work, "SELECT count(*) FROM attendance", 0), 0);
    work_end(&work);
}

static void a_mark_for_another_class_refuses_the_whole_report(void **state)
{
    struct work work = work_begin(*state);
    static const enum county_child strangers[] = {CHILD_LI, CHILD_WANG, CHILD_COUNT};
    static const enum county_child twice[] = {CHILD_LI, CHILD_LI, CHILD_COUNT};

    assert_false(work_report(&work, work.today, strangers));
    assert_false(work_report(&work, work.today, twice));

    assert_int_equal(work_count(&work, "SELECT count(*) FROM attendance", 0), 0);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM casefile", 0), 0);
    work_end(&work);
}

static void a_teacher_reports_no_class_but_their_own(void **state)
{
    struct work work = work_begin(*state);
    struct fixture *f = work.f;
    struct actor teacher = county_actor(f, ROLE_CLASS_TEACHER);

    assert_false(absence_report(f->store, work.policy, &teacher, work.today,
                                work.county.class_junior_7_2, work.today, NULL, 0, &f->err));

    assert_int_equal(f->err.kind, ERROR_DENIED);
    work_end(&work);
}

static int64_t add_classmate(struct work *work, const char *name)
{
    QUERY(query) = query_open(work->f->store, "INSERT INTO main.child (name_zh, class_id)"
                                              " VALUES (:name, :class)");
    bind_text(&query, ":name", name);
    bind_int(&query, ":class", work->county.class_junior_7_1);
    assert_true(query_run(&query, &work->f->err));
    return store_inserted(work->f->store);
}

static int number_of(struct work *work, int64_t child_id)
{
    struct roster_row *rows;
    size_t count;
    assert_true(absence_roster(work->f->store, work->county.class_junior_7_1, work->today,
                               &work->f->arena, &rows, &count, &work->f->err));
    for (size_t i = 0; i < count; i++)
        if (rows[i].child_id == child_id)
            return rows[i].number;
    return 0;
}

static void a_child_keeps_its_number_when_classmates_come_and_go(void **state)
{
    struct work work = work_begin(*state);
    assert_true(work_report(&work, work.today, NOBODY));
    int li = number_of(&work, work.county.child[CHILD_LI]);
    int aygul = number_of(&work, work.county.child[CHILD_AYGUL]);

    int64_t first = add_classmate(&work, "安示例"); /* before everybody by name */
    assert_int_equal(number_of(&work, first), 3);
    assert_true(work_report(&work, work.today, NOBODY));
    QUERY(leave) = query_open(work.f->store, "UPDATE main.child SET class_id = NULL"
                                             " WHERE id = :id");
    bind_int(&leave, ":id", first);
    assert_true(query_run(&leave, &work.f->err));
    int64_t second = add_classmate(&work, "白示例");

    assert_int_equal(number_of(&work, second), 4);
    assert_int_equal(number_of(&work, work.county.child[CHILD_LI]), li);
    assert_int_equal(number_of(&work, work.county.child[CHILD_AYGUL]), aygul);
    work_end(&work);
}

static void days_in_a_row_are_counted_before_the_day(void **state)
{
    struct work work = work_begin(*state);
    static const char *const days[] = {"2026-09-15", "2026-09-16", "2026-09-17"};
    struct roster_row *rows;
    size_t count;
    for (size_t i = 0; i < COUNT(days); i++) {
        work.today = days[i];
        assert_true(work_report(&work, work.today, LI));
    }

    assert_true(absence_roster(work.f->store, work.county.class_junior_7_1, "2026-09-17",
                               &work.f->arena, &rows, &count, &work.f->err));

    for (size_t i = 0; i < count; i++)
        assert_int_equal(rows[i].days_before,
                         rows[i].child_id == work.county.child[CHILD_LI] ? 2 : 0);
    work_end(&work);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(all_here_is_a_report_too),
        SPEC(an_unexcused_absence_opens_a_case_and_its_first_duty),
        SPEC(a_second_day_goes_on_with_the_same_case),
        SPEC(a_child_back_after_an_absence_has_returned),
        SPEC(a_relapse_goes_on_with_the_same_case),
        SPEC(a_child_never_seen_is_not_back_because_nobody_marked_it),
        SPEC(a_corrected_day_withdraws_the_absence_and_keeps_the_story),
        SPEC(reporting_the_same_again_changes_nothing),
        SPEC(a_child_on_leave_opens_no_case),
        SPEC(who_comes_late_is_no_absence),
        SPEC(who_was_late_after_all_or_absent_after_all_is_corrected),
        SPEC(who_comes_late_after_an_absence_has_returned),
        SPEC(late_days_are_no_days_in_a_row),
        SPEC(a_class_that_begins_owes_no_day_before),
        SPEC(a_class_that_was_asked_owes_the_days_since),
        SPEC(days_too_long_ago_are_not_asked_for),
        SPEC(some_days_take_no_report),
        SPEC(a_mark_for_another_class_refuses_the_whole_report),
        SPEC(a_teacher_reports_no_class_but_their_own),
        SPEC(a_child_keeps_its_number_when_classmates_come_and_go),
        SPEC(days_in_a_row_are_counted_before_the_day),
    };
    return cmocka_run_group_tests_name("absence", specs, NULL, NULL);
}
