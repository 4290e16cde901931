/* What departments' lists say of children, compared with the marks they have (Y2, H4). */
#include "tests/support/work.h"

#include "core/compare/compare.h"
#include "core/lists/finding.h"
#include "core/lists/mark.h"
#include "i18n/catalogue.h"

#include <string.h>

static void list(struct work *work, enum county_child child, const char *kind, const char *source,
                 const char *day)
{
    const struct mark_listed listed = {work->county.child[child], kind, source, day};
    enum mark_listing outcome;
    assert_true(store_execute(work->f->store,
                              "INSERT OR IGNORE INTO import (id, kind, file, sha256, at, added,"
                              " changed, same, refused) VALUES (1, 'groups', 'x', 'x', 0, 0, 0, 0, 0)",
                              &work->f->err));
    assert_true(store_begin(work->f->store, &work->f->err));
    assert_true(store_end(work->f->store,
                          mark_note_listed(work->f->store, &listed, 1, &outcome, &work->f->err),
                          &work->f->err));
}

static void compare(struct work *work)
{
    struct compare_summary summary;
    struct actor bureau = county_actor(work->f, ROLE_BUREAU_EDUCATION);
    assert_true(compare_run(work->f->store, work->policy, &bureau, work->today, &work->f->arena,
                            &summary, &work->f->err));
}

static int64_t marked(struct work *work, enum county_child child, const char *kind)
{
    struct actor bureau = county_actor(work->f, ROLE_BUREAU_EDUCATION);
    const struct mark_new mark = {
        .child_id = work->county.child[child], .kind = kind, .source = "家访"};
    int64_t id;
    if (!mark_set(work->f->store, work->policy, &bureau, work->today, &mark, &id, &work->f->err))
        fail_msg("%s: %s", work->f->err.key, work->f->err.detail);
    return id;
}

static int64_t open_findings(struct work *work)
{
    return work_count(work, "SELECT count(*) FROM finding WHERE kind = 'not_marked'"
                            " AND state = 'open'",
                      0);
}

/* The one about a child, whatever has become of it. */
static struct finding finding_of(struct work *work, enum county_child child)
{
    struct finding finding = {0};
    int64_t id = work_count(work, "SELECT max(id) FROM finding WHERE kind = 'not_marked'"
                                  " AND child_id = :id",
                            work->county.child[child]);
    assert_true(finding_read(work->f->store, id, &work->f->arena, &finding, &work->f->err));
    return finding;
}

static void whoever_is_listed_and_not_marked_is_found(void **state)
{
    struct work work = work_begin(*state);
    struct finding_listing listing;
    list(&work, CHILD_LI, "dibao", "民政局", "2026-09-01");

    compare(&work);

    struct finding finding = finding_of(&work, CHILD_LI);
    assert_int_equal(open_findings(&work), 1);
    assert_int_equal(finding.place_id, work.county.junior);
    assert_true(finding_listing(work.f->store, &finding, &work.f->arena, &listing, &work.f->err));
    assert_string_equal(listing.kind, "dibao");
    assert_string_equal(listing.source, "民政局");
    assert_string_equal(listing.day, "2026-09-01");
    work_end(&work);
}

static void the_school_that_serves_its_home_marks_who_is_at_none(void **state)
{
    struct work work = work_begin(*state);
    list(&work, CHILD_NOWHERE, "disabled", "残联", "2026-09-01");

    compare(&work);

    assert_int_equal(finding_of(&work, CHILD_NOWHERE).place_id, work.county.primary);
    work_end(&work);
}

static void who_is_at_no_school_and_too_young_for_one_is_not_asked_about(void **state)
{
    struct work work = work_begin(*state);
    assert_true(store_execute(work.f->store, "UPDATE child SET born = '2023-04-11', class_id = NULL",
                              &work.f->err));
    list(&work, CHILD_NOWHERE, "disabled", "残联", "2026-09-01");

    compare(&work);

    assert_int_equal(open_findings(&work), 0);
    work_end(&work);
}

static void two_lists_of_one_group_ask_once(void **state)
{
    struct work work = work_begin(*state);
    list(&work, CHILD_LI, "poor", "民政局", "2026-09-01");
    list(&work, CHILD_LI, "poor", "乡村振兴局", "2026-09-03");

    compare(&work);
    compare(&work);

    assert_int_equal(open_findings(&work), 1);
    work_end(&work);
}

static void a_mark_that_outlived_the_list_answers_it(void **state)
{
    struct work work = work_begin(*state);
    int64_t id = marked(&work, CHILD_LI, "poor");
    assert_true(mark_end(work.f->store, work.policy, &work.f->console, work.today, id, "2026-09-17",
                         "脱贫了", &work.f->err));
    list(&work, CHILD_LI, "poor", "民政局", "2026-09-01");
    compare(&work);
    assert_int_equal(open_findings(&work), 0);

    list(&work, CHILD_LI, "poor", "民政局", "2026-10-01");
    work.today = "2026-10-09";
    compare(&work);

    assert_int_equal(open_findings(&work), 1);
    work_end(&work);
}

static void what_was_explained_is_asked_again_by_next_year_s_list_alone(void **state)
{
    struct work work = work_begin(*state);
    struct actor bureau = county_actor(work.f, ROLE_BUREAU_EDUCATION);
    list(&work, CHILD_LI, "poor", "民政局", "2026-09-01");
    compare(&work);
    assert_true(finding_explain(work.f->store, work.policy, &bureau, work.today,
                                finding_of(&work, CHILD_LI).id, "已搬走", &work.f->err));

    list(&work, CHILD_LI, "poor", "民政局", "2026-09-15");
    compare(&work);
    assert_int_equal(open_findings(&work), 0);
    list(&work, CHILD_LI, "poor", "民政局", "2027-09-01");
    work.today = "2027-09-17";
    compare(&work);

    assert_int_equal(open_findings(&work), 1);
    work_end(&work);
}

static void marking_settles_it_as_the_list_says(void **state)
{
    struct work work = work_begin(*state);
    struct actor principal = county_actor(work.f, ROLE_PRINCIPAL);
    struct mark *marks;
    size_t count;
    list(&work, CHILD_LI, "poor", "民政局", "2026-09-01");
    compare(&work);
    int64_t id = finding_of(&work, CHILD_LI).id;

    if (!finding_mark(work.f->store, work.policy, &principal, work.today, id, "家访属实",
                      &work.f->err))
        fail_msg("%s: %s", work.f->err.key, work.f->err.detail);

    assert_string_equal(finding_of(&work, CHILD_LI).state, "settled");
    assert_string_equal(finding_of(&work, CHILD_LI).how, "marked");
    assert_true(mark_list(work.f->store, work.county.child[CHILD_LI], (struct page){.size = 9},
                          &work.f->arena, &marks, &count, &work.f->err));
    assert_int_equal(count, 1);
    assert_string_equal(marks[0].kind, "poor");
    assert_string_equal(marks[0].source, "民政局");
    assert_string_equal(marks[0].begins_on, "2026-09-01");
    work_end(&work);
}

static void who_may_not_mark_settles_it_no_other_way_than_explaining(void **state)
{
    struct work work = work_begin(*state);
    struct actor keeper = county_actor(work.f, ROLE_ROLL_KEEPER);
    list(&work, CHILD_LI, "poor", "民政局", "2026-09-01");
    compare(&work);
    int64_t id = finding_of(&work, CHILD_LI).id;

    assert_false(finding_mark(work.f->store, work.policy, &keeper, work.today, id, "x",
                              &work.f->err));
    assert_int_equal(work.f->err.kind, ERROR_DENIED);
    assert_string_equal(finding_of(&work, CHILD_LI).state, "open");
    assert_true(finding_explain(work.f->store, work.policy, &keeper, work.today, id, "已搬走",
                                &work.f->err));
    work_end(&work);
}

static void marking_elsewhere_puts_it_away_at_once(void **state)
{
    struct work work = work_begin(*state);
    list(&work, CHILD_LI, "poor", "民政局", "2026-09-01");
    list(&work, CHILD_LI, "disabled", "残联", "2026-09-01");
    compare(&work);
    assert_int_equal(open_findings(&work), 2);
    int64_t duties = work_count(&work, "SELECT count(*) FROM duty WHERE kind = 'finding'"
                                       " AND state = 'open'",
                                0);

    marked(&work, CHILD_LI, "poor");
    assert_int_equal(open_findings(&work), 1);
    marked(&work, CHILD_LI, "disabled");

    assert_int_equal(open_findings(&work), 0);
    assert_string_equal(finding_of(&work, CHILD_LI).state, "gone");
    assert_int_equal(work_count(&work, "SELECT count(*) FROM duty WHERE kind = 'finding'"
                                       " AND state = 'open'",
                                0),
                     duties - 1);
    work_end(&work);
}

static void a_group_that_has_become_confidential_is_asked_about_no_more(void **state)
{
    struct work work = work_begin(*state);
    list(&work, CHILD_LI, "parent_in_prison", "某局", "2026-09-01");

    compare(&work);

    assert_int_equal(open_findings(&work), 0);
    work_end(&work);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(whoever_is_listed_and_not_marked_is_found),
        SPEC(the_school_that_serves_its_home_marks_who_is_at_none),
        SPEC(who_is_at_no_school_and_too_young_for_one_is_not_asked_about),
        SPEC(two_lists_of_one_group_ask_once),
        SPEC(a_mark_that_outlived_the_list_answers_it),
        SPEC(what_was_explained_is_asked_again_by_next_year_s_list_alone),
        SPEC(marking_settles_it_as_the_list_says),
        SPEC(who_may_not_mark_settles_it_no_other_way_than_explaining),
        SPEC(marking_elsewhere_puts_it_away_at_once),
        SPEC(a_group_that_has_become_confidential_is_asked_about_no_more),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("not_marked", specs, NULL, NULL) : 1;
}
