/* What goes when. COUNTY_TODAY is 2026-09-17; hutubi keeps who has come of age for no time, and
   everything else for three years. */
#include "tests/support/keep.h"

#include "core/cases/letter.h"
#include "core/keeping/hold.h"
#include "core/lists/merge.h"

#include <string.h>

static const char *goes_on(struct work *work, enum policy_kept what, int64_t id)
{
    return keep_item(work, work->today, what, id).goes_on;
}

static void a_person_goes_the_day_after_the_eighteenth_birthday(void **state)
{
    struct work work = work_begin(*state);
    static const struct {
        const char *born, *goes;
    } births[] = {
        {"2008-12-01", "2026-12-02"},
        {"2008-11-30", "2026-12-01"},
        {"2008-12-31", "2027-01-01"},
        {"2012-02-29", "2030-03-01"}, /* in 2030 there is no such day: kept as long as one of the 28th */
        {"2012-02-28", "2030-03-01"},
        {"2012-03-01", "2030-03-02"},
    };

    for (size_t i = 0; i < COUNT(births); i++) {
        keep_born(&work, CHILD_LI, births[i].born);
        assert_string_equal(goes_on(&work, KEPT_ADULT, work.county.child[CHILD_LI]), births[i].goes);
    }
    work_end(&work);
}

/* From the list, which looks for births before a day, as from the rule, which counts from a birth. */
static void the_list_has_whom_the_rule_means(void **state)
{
    struct work work = work_begin(*state);
    static const struct {
        const char *born, *last_without;
    } births[] = {
        {"2008-12-31", "2026-12-31"},
        {"2008-02-29", "2026-02-28"},
        {"2010-03-31", "2028-03-31"},
        {"2010-02-28", "2028-02-28"},
    };

    for (size_t i = 0; i < COUNT(births); i++) {
        keep_born(&work, CHILD_LI, births[i].born);
        const char *long_before = "2020-01-01", *last = births[i].last_without;
        size_t others = keep_count(&work, long_before, last);
        assert_int_equal(keep_count(&work, long_before,
                                    keep_item(&work, long_before, KEPT_ADULT, work.county.child[CHILD_LI]).goes_on),
                         others + 1);
    }
    work_end(&work);
}

static void nothing_goes_that_was_not_told_for_thirty_days(void **state)
{
    struct work work = work_begin(*state);
    keep_born(&work, CHILD_LI, "2001-01-01");

    assert_string_equal(goes_on(&work, KEPT_ADULT, work.county.child[CHILD_LI]), "2026-10-17");
    keep_days(&work, COUNTY_TODAY, "2026-10-16");
    assert_true(keep_has_child(&work, CHILD_LI));
    keep_day(&work, "2026-10-17");
    assert_false(keep_has_child(&work, CHILD_LI));
    assert_true(keep_has_child(&work, CHILD_WANG));
    work_end(&work);
}

static void who_is_of_no_known_age_stays(void **state)
{
    struct work work = work_begin(*state);
    keep_born(&work, CHILD_LI, "");

    keep_days(&work, COUNTY_TODAY, "2026-10-20");

    assert_true(keep_has_child(&work, CHILD_LI));
    work_end(&work);
}

static void an_open_case_keeps_its_child(void **state)
{
    struct work work = work_begin(*state);
    keep_born(&work, CHILD_LI, "2001-01-01");
    work_case(&work, CHILD_LI);

    keep_days(&work, COUNTY_TODAY, "2026-10-20");

    assert_true(keep_has_child(&work, CHILD_LI));
    work_end(&work);
}

static void a_plan_that_stands_keeps_its_child(void **state)
{
    struct work work = work_begin(*state);
    keep_born(&work, CHILD_LI, "2001-01-01");
    keep_sql(&work, "INSERT INTO main.plan (child_id, kind, state, post_id, begins_on)"
                    " VALUES (:id, 'proxy_parent', 'stands', 1, '2026-03-01')",
             work.county.child[CHILD_LI], NULL);

    keep_days(&work, COUNTY_TODAY, "2026-10-20");

    assert_true(keep_has_child(&work, CHILD_LI));
    work_end(&work);
}

static void a_letter_that_waits_keeps_its_child(void **state)
{
    struct work work = work_begin(*state);
    keep_born(&work, CHILD_LI, "2001-01-01");
    keep_sql(&work, "INSERT INTO main.letter (direction, office, day, child_id, asks, reply_due)"
                    " VALUES ('in', '示例局', '2026-09-01', :id, '在读否', '2026-09-30')",
             work.county.child[CHILD_LI], NULL);

    keep_days(&work, COUNTY_TODAY, "2026-10-20");

    assert_true(keep_has_child(&work, CHILD_LI));
    work_end(&work);
}

/* Its own is closed; the other child that was found to be the same has one. */
static void what_is_open_under_another_number_keeps_the_child(void **state)
{
    struct work work = work_begin(*state);
    keep_born(&work, CHILD_LI, "2001-01-01");
    work_case(&work, CHILD_WANG);
    keep_sql(&work, arena_text(&work.f->arena, "UPDATE main.child SET merged_into = %d WHERE id = :id", (int)work.county.child[CHILD_LI]),
             work.county.child[CHILD_WANG], NULL);

    keep_days(&work, COUNTY_TODAY, "2026-10-20");

    assert_true(keep_has_child(&work, CHILD_LI));
    work_end(&work);
}

static void a_case_goes_three_years_after_it_was_closed(void **state)
{
    struct work work = work_begin(*state);
    int64_t old = keep_closed(&work, CHILD_LI, "2023-10-31", 0);
    int64_t newer = keep_closed(&work, CHILD_WANG, "2023-11-01", 0);

    assert_string_equal(goes_on(&work, KEPT_CLOSED_CASE, old), "2026-11-01");
    keep_days(&work, COUNTY_TODAY, "2026-10-31");
    assert_true(keep_has_case(&work, old));
    keep_day(&work, "2026-11-01");
    assert_false(keep_has_case(&work, old));
    assert_true(keep_has_case(&work, newer));
    assert_true(keep_has_child(&work, CHILD_LI));
    work_end(&work);
}

static void a_case_that_is_opened_again_is_taken_back(void **state)
{
    struct work work = work_begin(*state);
    int64_t id = keep_closed(&work, CHILD_LI, "2023-10-01", 0);
    keep_day(&work, COUNTY_TODAY);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM keeping_item WHERE id = :id", id), 1);

    keep_sql(&work, "UPDATE main.casefile SET state = 'open', closed_on = NULL WHERE id = :id", id, NULL);
    keep_days(&work, "2026-09-18", "2026-10-20");

    assert_true(keep_has_case(&work, id));
    assert_int_equal(work_count(&work, "SELECT count(*) FROM keeping_item WHERE id = :id", id), 0);
    work_end(&work);
}

/* Also between the telling and the hour at which it would have gone. */
static void a_case_that_is_opened_again_on_its_day_stays(void **state)
{
    struct work work = work_begin(*state);
    int64_t id = keep_closed(&work, CHILD_LI, "2023-09-01", 0);
    keep_days(&work, COUNTY_TODAY, "2026-10-16");
    keep_sql(&work, "INSERT INTO main.setting VALUES ('keeping.day', :text)"
                    " ON CONFLICT DO UPDATE SET value = :text",
             0, "2026-10-17");

    keep_sql(&work, "UPDATE main.casefile SET state = 'open', closed_on = NULL WHERE id = :id", id, NULL);
    keep_day(&work, "2026-10-17");

    assert_true(keep_has_case(&work, id));
    work_end(&work);
}

static void a_case_is_kept_by_the_rules_it_began_under(void **state)
{
    struct work work = work_begin(*state);
    struct policy *older = policy_open(NULL, "hutubi", &work.f->err);
    struct policy_keeping longer = *policy_keeping(older, KEPT_CLOSED_CASE);
    keep_sql(&work, "INSERT INTO main.policy_version (id, name, first_day, source, at)"
                    " VALUES (7, 'hutubi', '', '', 0)",
             0, NULL);
    longer.keep.count = 60;
    older->keepings = &longer;
    older->keeping_count = 1;
    older->version = 7;
    work.policy->older = older;
    int64_t before = keep_closed(&work, CHILD_LI, "2023-10-31", 7);
    int64_t after = keep_closed(&work, CHILD_WANG, "2023-10-31", 0);

    assert_string_equal(goes_on(&work, KEPT_CLOSED_CASE, before), "2028-11-01");
    assert_string_equal(goes_on(&work, KEPT_CLOSED_CASE, after), "2026-11-01");
    work_end(&work);
}

static void what_a_county_has_no_rule_for_stays(void **state)
{
    struct work work = work_begin(*state);
    policy_close(work.policy);
    work.policy = policy_open(NULL, "anze", &work.f->err);
    keep_born(&work, CHILD_LI, "2001-01-01");

    keep_days(&work, COUNTY_TODAY, "2026-10-20");

    assert_true(keep_has_child(&work, CHILD_LI));
    work_end(&work);
}

static void a_letter_goes_three_years_after_its_answer(void **state)
{
    struct work work = work_begin(*state);
    keep_sql(&work, "INSERT INTO main.letter (id, direction, office, day, asks, reply_due, replied_on)"
                    " VALUES (1, 'in', '示例局', '2023-10-01', '在读否', '2023-10-20', '2023-10-18'),"
                    "        (2, 'in', '示例局', '2023-10-01', '在读否', '2023-10-20', '2023-10-19'),"
                    "        (3, 'in', '示例局', '2013-10-01', '在读否', '2023-10-20', NULL)",
             0, NULL);

    keep_days(&work, COUNTY_TODAY, "2026-10-19");

    assert_int_equal(work_count(&work, "SELECT group_concat(id, '') FROM letter", 0), 23);
    work_end(&work);
}

/* Of the child's own paper and of its correction, the newer counts for both. */
static void a_paper_of_no_case_goes_three_years_after_it_was_complete(void **state)
{
    struct work work = work_begin(*state);
    keep_sql(&work, "INSERT INTO main.form_definition VALUES (1, 'home_visit', 1, '')", 0, NULL);
    keep_sql(&work, "INSERT INTO main.form_record (id, form, version, definition_id, child_id, account_id,"
                    " began_at, completed_at, completed_by, corrects)"
                    " SELECT column1, 'home_visit', 1, 1, :id, 1, unixepoch(column2, 'utc'),"
                    "  unixepoch(column2, 'utc'), 1, column3 FROM (VALUES"
                    "  (1, '2023-10-18 12:00', NULL), (2, '2023-10-19 12:00', NULL),"
                    "  (3, '2013-10-18 12:00', NULL), (4, '2026-01-18 12:00', 3))",
             work.county.child[CHILD_LI], NULL);

    keep_days(&work, COUNTY_TODAY, "2026-10-19");

    assert_int_equal(work_count(&work, "SELECT group_concat(id, '') FROM form_record", 0), 234);
    work_end(&work);
}

static void a_paper_of_a_child_with_an_open_case_stays(void **state)
{
    struct work work = work_begin(*state);
    keep_sql(&work, "INSERT INTO main.form_definition VALUES (1, 'home_visit', 1, '')", 0, NULL);
    keep_sql(&work, "INSERT INTO main.form_record (form, version, definition_id, child_id, account_id,"
                    " began_at, completed_at, completed_by) VALUES ('home_visit', 1, 1, :id, 1, 0, 0, 1)",
             work.county.child[CHILD_LI], NULL);
    work_case(&work, CHILD_LI);

    keep_days(&work, COUNTY_TODAY, "2026-10-20");

    assert_int_equal(work_count(&work, "SELECT count(*) FROM form_record", 0), 1);
    work_end(&work);
}

/* A completed paper stays with the number that it names. */
static void a_paper_under_another_number_stays_with_the_open_case(void **state)
{
    struct work work = work_begin(*state);
    keep_sql(&work, "INSERT INTO main.form_definition VALUES (1, 'home_visit', 1, '')", 0, NULL);
    keep_sql(&work, "INSERT INTO main.form_record (form, version, definition_id, child_id, account_id,"
                    " began_at, completed_at, completed_by) VALUES ('home_visit', 1, 1, :id, 1, 0, 0, 1)",
             work.county.child[CHILD_AYGUL], NULL);
    assert_true(merge_child(work.f->store, work.county.child[CHILD_AYGUL],
                            work.county.child[CHILD_LI], &work.f->err));
    work_case(&work, CHILD_LI);

    keep_days(&work, COUNTY_TODAY, "2026-10-20");

    assert_int_equal(work_count(&work, "SELECT count(*) FROM form_record", 0), 1);
    work_end(&work);
}

static void a_birthday_that_is_mended_takes_the_telling_back(void **state)
{
    struct work work = work_begin(*state);
    keep_born(&work, CHILD_LI, "2008-05-02"); /* meant was 2018 */
    keep_day(&work, COUNTY_TODAY);

    keep_born(&work, CHILD_LI, "2018-05-02");
    keep_days(&work, "2026-09-18", "2026-10-20");

    assert_true(keep_has_child(&work, CHILD_LI));
    work_end(&work);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_person_goes_the_day_after_the_eighteenth_birthday),
        SPEC(the_list_has_whom_the_rule_means),
        SPEC(nothing_goes_that_was_not_told_for_thirty_days),
        SPEC(who_is_of_no_known_age_stays),
        SPEC(an_open_case_keeps_its_child),
        SPEC(a_plan_that_stands_keeps_its_child),
        SPEC(a_letter_that_waits_keeps_its_child),
        SPEC(what_is_open_under_another_number_keeps_the_child),
        SPEC(a_case_goes_three_years_after_it_was_closed),
        SPEC(a_case_that_is_opened_again_is_taken_back),
        SPEC(a_case_that_is_opened_again_on_its_day_stays),
        SPEC(a_case_is_kept_by_the_rules_it_began_under),
        SPEC(what_a_county_has_no_rule_for_stays),
        SPEC(a_letter_goes_three_years_after_its_answer),
        SPEC(a_paper_of_no_case_goes_three_years_after_it_was_complete),
        SPEC(a_paper_of_a_child_with_an_open_case_stays),
        SPEC(a_paper_under_another_number_stays_with_the_open_case),
        SPEC(a_birthday_that_is_mended_takes_the_telling_back),
    };
    return cmocka_run_group_tests_name("keeping", specs, NULL, NULL);
}
