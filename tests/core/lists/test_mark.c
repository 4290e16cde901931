/* Support groups on children by Hutubi's rules, in which a parent in prison is confidential. */
#include "tests/support/work.h"

#include "core/cases/plan.h"
#include "core/lists/mark.h"
#include "core/lists/merge.h"
#include "core/scope/scope.h"
#include "i18n/catalogue.h"

#include <string.h>

#define POOR       "poor"
#define RESTRICTED "parent_in_prison"

/* The role signs in: what is read from now on is in its sight. */
static struct actor enter(struct work *work, enum role role)
{
    struct actor actor = county_actor(work->f, role);
    work->f->err = (struct error){0};
    assert_true(scope_enter(work->f->store, &actor, &work->f->err));
    return actor;
}

static bool set_as(struct work *work, enum role role, enum county_child child, const char *kind,
                   int64_t *id)
{
    struct actor actor = enter(work, role);
    const struct mark_new mark = {
        .child_id = work->county.child[child],
        .kind = kind,
        .begins_on = "2026-09-10",
        .source = "民政局名单",
    };
    return mark_set(work->f->store, work->policy, &actor, work->today, &mark, id, &work->f->err);
}

static int64_t marked(struct work *work, enum role role, enum county_child child, const char *kind)
{
    int64_t id = 0;
    if (!set_as(work, role, child, kind, &id))
        fail_msg("%s: %s", work->f->err.key, work->f->err.detail);
    return id;
}

static bool end_as(struct work *work, enum role role, int64_t id, const char *day,
                   const char *reason)
{
    struct actor actor = enter(work, role);
    return mark_end(work->f->store, work->policy, &actor, work->today, id, day, reason,
                    &work->f->err);
}

/* "poor 2026-09-10 民政局名单": what the actor whose sight this is sees of a child. */
static const char *seen(struct work *work, enum county_child child)
{
    struct mark *rows;
    size_t count;
    const char *text = "";
    assert_true(mark_list(work->f->store, work->county.child[child], (struct page){.size = 20},
                          &work->f->arena, &rows, &count, &work->f->err));
    for (size_t i = 0; i < count; i++)
        text = arena_text(&work->f->arena, "%s%s%s%s%s", text, *text ? " " : "", rows[i].kind,
                          *rows[i].ended_on ? " until " : "", rows[i].ended_on);
    return text;
}

static struct mark_group group(struct work *work, const char *kind)
{
    struct mark_group *rows;
    size_t count;
    assert_true(mark_groups(work->f->store, work->policy, &work->f->arena, &rows, &count,
                            &work->f->err));
    for (size_t i = 0; i < count; i++)
        if (strcmp(rows[i].rule->name, kind) == 0)
            return rows[i];
    fail_msg("no group %s", kind);
    return rows[0];
}

/* Marks as those in charge would have set them. */
static void mark_plainly(struct work *work, const enum county_child children[], size_t count)
{
    store_widen(work->f->store);
    for (size_t i = 0; i < count; i++) {
        QUERY(query) = query_open(work->f->store,
                                  "INSERT INTO main.mark (child_id, kind, restricted, begins_on, source,"
                                  " typed_at) VALUES (:child, 'parent_in_prison', 1, '2026-09-10',"
                                  " 'x', 0)");
        bind_int(&query, ":child", work->county.child[children[i]]);
        assert_true(query_run(&query, &work->f->err));
    }
}

static void a_mark_stands_until_it_is_ended_with_a_reason(void **state)
{
    struct work work = work_begin(*state);
    int64_t id = marked(&work, ROLE_CLASS_TEACHER, CHILD_LI, POOR);
    assert_string_equal(seen(&work, CHILD_LI), "poor");

    assert_false(end_as(&work, ROLE_CLASS_TEACHER, id, "", ""));
    assert_string_equal(work.f->err.key, "mark.no-reason");
    assert_false(end_as(&work, ROLE_CLASS_TEACHER, id, "2026-09-09", "x"));
    assert_string_equal(work.f->err.key, "mark.ends-before");
    assert_true(end_as(&work, ROLE_CLASS_TEACHER, id, "2026-09-16", "脱贫了"));

    assert_string_equal(seen(&work, CHILD_LI), "poor until 2026-09-16");
    assert_false(end_as(&work, ROLE_CLASS_TEACHER, id, "", "x"));
    assert_int_equal(work.f->err.kind, ERROR_CONFLICT);
    work_end(&work);
}

static void a_child_is_marked_once_for_each_group(void **state)
{
    struct work work = work_begin(*state);
    int64_t again;
    int64_t id = marked(&work, ROLE_CLASS_TEACHER, CHILD_LI, POOR);

    assert_false(set_as(&work, ROLE_PRINCIPAL, CHILD_LI, POOR, &again));
    assert_int_equal(work.f->err.kind, ERROR_CONFLICT);
    marked(&work, ROLE_PRINCIPAL, CHILD_LI, "left_behind");
    assert_true(end_as(&work, ROLE_PRINCIPAL, id, "", "脱贫了"));
    marked(&work, ROLE_PRINCIPAL, CHILD_LI, POOR);

    assert_string_equal(seen(&work, CHILD_LI), "left_behind poor poor until 2026-09-17");
    work_end(&work);
}

static void a_mark_says_who_says_so_and_since_when(void **state)
{
    struct work work = work_begin(*state);
    struct actor teacher = enter(&work, ROLE_CLASS_TEACHER);
    int64_t id;
    static const struct {
        struct mark_new mark;
        const char *key;
    } refused[] = {
        {{.kind = "rich", .source = "x"},                             "mark.no-such-group"},
        {{.kind = POOR, .source = ""},                                "mark.no-source"    },
        {{.kind = POOR, .source = "x", .begins_on = "2026-09-18"},    "case.day-to-come"  },
        {{.kind = POOR, .source = "x", .begins_on = "the other day"}, "case.bad-day"      },
    };

    for (size_t i = 0; i < COUNT(refused); i++) {
        struct mark_new mark = refused[i].mark;
        mark.child_id = work.county.child[CHILD_LI];
        work.f->err = (struct error){0};
        assert_false(mark_set(work.f->store, work.policy, &teacher, work.today, &mark, &id,
                              &work.f->err));
        assert_string_equal(work.f->err.key, refused[i].key);
    }
    assert_string_equal(seen(&work, CHILD_LI), "");
    work_end(&work);
}

static void what_was_said_is_neither_rewritten_nor_deleted(void **state)
{
    struct work work = work_begin(*state);
    static const char *const attempts[] = {
        "UPDATE main.mark SET kind = 'dibao'",
        "UPDATE main.mark SET source = 'y'",
        "UPDATE main.mark SET begins_on = '2026-01-01'",
        "UPDATE main.mark SET ended_on = NULL",
        "UPDATE main.mark SET reason = 'y'",
        "DELETE FROM main.mark",
    };
    int64_t id = marked(&work, ROLE_CLASS_TEACHER, CHILD_LI, POOR);
    assert_true(end_as(&work, ROLE_CLASS_TEACHER, id, "", "脱贫了"));
    store_widen(work.f->store);

    for (size_t i = 0; i < COUNT(attempts); i++)
        assert_false(store_execute(work.f->store, attempts[i], &work.f->err));
    work_end(&work);
}

static void a_restricted_mark_is_set_by_those_in_charge_of_the_child(void **state)
{
    struct work work = work_begin(*state);
    static const struct {
        enum role role;
        const char *key; /* NULL: sets it */
    } roles[] = {
        {ROLE_ACADEMIC_OFFICE,  "mark.not-in-charge"},
        {ROLE_GRADE_HEAD,       "denied"            },
        {ROLE_ROLL_KEEPER,      "denied"            },
        {ROLE_VILLAGE_WORKER,   "mark.not-in-charge"},
        {ROLE_TOWNSHIP,         "mark.not-in-charge"},
        {ROLE_BUREAU_EDUCATION, "mark.not-in-charge"},
        {ROLE_PRINCIPAL,        NULL                },
        {ROLE_CLASS_TEACHER,    NULL                },
    };

    for (size_t i = 0; i < COUNT(roles); i++) {
        int64_t id = 0;
        bool set = set_as(&work, roles[i].role, CHILD_LI, RESTRICTED, &id);
        assert_true(set == !roles[i].key);
        if (set)
            assert_true(end_as(&work, roles[i].role, id, "", "x"));
        else
            assert_string_equal(work.f->err.key, roles[i].key);
    }
    work_end(&work);
}

static void whoever_is_not_in_charge_sees_nothing_of_a_restricted_mark(void **state)
{
    struct work work = work_begin(*state);
    int64_t id = marked(&work, ROLE_CLASS_TEACHER, CHILD_LI, RESTRICTED);
    static const enum role none[] = {
        ROLE_GRADE_HEAD,
        ROLE_ACADEMIC_OFFICE,
        ROLE_ROLL_KEEPER,
        ROLE_CENTRAL_SCHOOL,
        ROLE_VILLAGE_WORKER,
        ROLE_TOWNSHIP,
        ROLE_BUREAU_EDUCATION,
        ROLE_SUPERVISION,
        ROLE_LEADING_GROUP,
        ROLE_ACCOUNT_ADMIN,
        ROLE_AUDITOR,
    };

    for (size_t i = 0; i < COUNT(none); i++) {
        enter(&work, none[i]);
        assert_string_equal(seen(&work, CHILD_LI), "");
        assert_true(group(&work, RESTRICTED).few);
        assert_false(end_as(&work, none[i], id, "", "x"));
        assert_int_equal(work.f->err.kind, ERROR_MISSING);
    }
    enter(&work, ROLE_PRINCIPAL);
    assert_string_equal(seen(&work, CHILD_LI), RESTRICTED);
    work_end(&work);
}

static void whoever_has_the_open_case_is_in_charge_of_the_child(void **state)
{
    struct work work = work_begin(*state);
    marked(&work, ROLE_CLASS_TEACHER, CHILD_LI, RESTRICTED);
    store_widen(work.f->store);
    int64_t case_id = work_case(&work, CHILD_LI);
    int64_t post = county_post(work.f, ROLE_TOWNSHIP, work.county.township[0]);
    assert_true(casefile_assign(work.f->store, work.policy, &work.f->console, work.today, &case_id,
                                1, post, "", &work.f->err));

    enter(&work, ROLE_TOWNSHIP);
    assert_string_equal(seen(&work, CHILD_LI), RESTRICTED);

    store_widen(work.f->store);
    assert_true(store_execute(work.f->store, "UPDATE main.casefile SET state = 'closed'", &work.f->err));
    enter(&work, ROLE_TOWNSHIP);
    assert_string_equal(seen(&work, CHILD_LI), "");
    work_end(&work);
}

static void whoever_keeps_a_standing_plan_is_in_charge_of_the_child(void **state)
{
    struct work work = work_begin(*state);
    int64_t plan;
    const struct plan_start start = {
        .child_id = work.county.child[CHILD_LI], .kind = "aid", .reason = "家庭困难"};
    marked(&work, ROLE_CLASS_TEACHER, CHILD_LI, RESTRICTED);
    struct actor office = enter(&work, ROLE_ACADEMIC_OFFICE);
    assert_string_equal(seen(&work, CHILD_LI), "");

    assert_true(plan_begin(work.f->store, work.policy, &office, work.today, &start, &plan,
                           &work.f->err));
    assert_string_equal(seen(&work, CHILD_LI), RESTRICTED);

    assert_true(plan_end(work.f->store, work.policy, &office, work.today, plan, "x", &work.f->err));
    assert_string_equal(seen(&work, CHILD_LI), "");
    work_end(&work);
}

static void a_restricted_group_is_a_sum_from_five_on(void **state)
{
    struct work work = work_begin(*state);
    static const enum county_child four[] = {CHILD_LI, CHILD_AYGUL, CHILD_WANG, CHILD_KURBAN};
    static const enum county_child fifth[] = {CHILD_ZHAO};
    mark_plainly(&work, four, COUNT(four));
    enter(&work, ROLE_BUREAU_EDUCATION);
    assert_true(group(&work, RESTRICTED).few);
    assert_int_equal(group(&work, RESTRICTED).children, 0);

    mark_plainly(&work, fifth, COUNT(fifth));
    enter(&work, ROLE_BUREAU_EDUCATION);
    assert_false(group(&work, RESTRICTED).few);
    assert_int_equal(group(&work, RESTRICTED).children, 5);
    assert_int_equal(group(&work, RESTRICTED).shown, 0);

    enter(&work, ROLE_TOWNSHIP); /* four of them live there */
    assert_true(group(&work, RESTRICTED).few);
    work_end(&work);
}

static void a_sum_gives_nothing_but_the_sum(void **state)
{
    struct work work = work_begin(*state);
    static const enum county_child five[] = {CHILD_LI, CHILD_AYGUL, CHILD_WANG, CHILD_KURBAN,
                                             CHILD_ZHAO};
    static const char *const questions[] = {
        "SELECT count(*) FROM mark",
        "SELECT count(*) FROM mark_shown",
        "SELECT count(*) FROM mark_sum s JOIN child c ON c.id = s.child_id",
        "SELECT count(*) FROM main.mark",
        "SELECT count(*) FROM main.mark_sum",
        "SELECT count(*) FROM in_charge",
    };
    mark_plainly(&work, five, COUNT(five));
    enter(&work, ROLE_BUREAU_EDUCATION);

    for (size_t i = 0; i < COUNT(questions); i++) {
        QUERY(query) = query_open(work.f->store, questions[i]);
        assert_false(query_next(&query) && query_int(&query, 0) > 0);
    }
    work_end(&work);
}

static void the_trail_says_that_a_mark_was_set_and_not_which(void **state)
{
    struct work work = work_begin(*state);
    const int64_t marks[] = {
        marked(&work, ROLE_CLASS_TEACHER, CHILD_LI, POOR),
        marked(&work, ROLE_CLASS_TEACHER, CHILD_LI, RESTRICTED),
    };
    for (size_t i = 0; i < COUNT(marks); i++)
        assert_true(end_as(&work, ROLE_CLASS_TEACHER, marks[i], "", "x"));
    store_widen(work.f->store);

    for (size_t i = 0; i < COUNT(marks); i++)
        assert_int_equal(work_count(&work,
                                    "SELECT count(*) FROM main.audit WHERE subject = 'mark'"
                                    " AND subject_id = :id AND detail = '{}'",
                                    marks[i]),
                         2);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM main.audit WHERE subject = 'mark'", 0),
                     4);
    work_end(&work);
}

static void the_console_sees_and_sets_no_restricted_mark(void **state)
{
    struct work work = work_begin(*state);
    static const enum county_child li[] = {CHILD_LI};
    int64_t id, other;
    const struct mark_new mark = {
        .child_id = work.county.child[CHILD_WANG], .kind = RESTRICTED, .source = "x"};
    mark_plainly(&work, li, COUNT(li));
    id = store_inserted(work.f->store);

    assert_string_equal(seen(&work, CHILD_LI), "");
    assert_true(group(&work, RESTRICTED).few);
    assert_false(mark_set(work.f->store, work.policy, &work.f->console, work.today, &mark, &other,
                          &work.f->err));
    assert_string_equal(work.f->err.key, "mark.not-in-charge");
    work.f->err = (struct error){0};
    assert_false(mark_end(work.f->store, work.policy, &work.f->console, work.today, id, "", "x",
                          &work.f->err));
    assert_int_equal(work.f->err.kind, ERROR_MISSING);
    work_end(&work);
}

static void marks_go_with_the_child_that_stays(void **state)
{
    struct work work = work_begin(*state);
    marked(&work, ROLE_CLASS_TEACHER, CHILD_AYGUL, POOR);
    marked(&work, ROLE_CLASS_TEACHER, CHILD_LI, POOR);
    marked(&work, ROLE_CLASS_TEACHER, CHILD_AYGUL, "left_behind");
    store_widen(work.f->store);

    assert_true(store_begin(work.f->store, &work.f->err));
    assert_true(store_end(work.f->store,
                          merge_child(work.f->store, work.county.child[CHILD_AYGUL],
                                      work.county.child[CHILD_LI], &work.f->err),
                          &work.f->err));

    enter(&work, ROLE_CLASS_TEACHER);
    assert_string_equal(seen(&work, CHILD_LI), "poor left_behind");
    assert_int_equal(group(&work, POOR).children, 1);
    work_end(&work);
}

static void a_group_tells_how_many_lack_a_plan_and_who_they_are(void **state)
{
    struct work work = work_begin(*state);
    struct mark_child *rows;
    size_t count;
    int64_t total, plan;
    const struct plan_start start = {
        .child_id = work.county.child[CHILD_LI], .kind = "helper", .reason = "x"};
    marked(&work, ROLE_CLASS_TEACHER, CHILD_LI, "learning_difficulty");
    marked(&work, ROLE_CLASS_TEACHER, CHILD_AYGUL, "learning_difficulty");
    struct actor teacher = enter(&work, ROLE_CLASS_TEACHER);
    assert_true(plan_begin(work.f->store, work.policy, &teacher, work.today, &start, &plan,
                           &work.f->err));

    struct mark_group learning = group(&work, "learning_difficulty");
    struct mark_filter filter = {.group = learning.rule, .without = true, .typed = ""};
    assert_true(mark_children(work.f->store, &filter, (struct page){.size = 10}, &work.f->arena,
                              &rows, &count, &total, &work.f->err));

    assert_int_equal(learning.children, 2);
    assert_int_equal(learning.without, 1);
    assert_int_equal(total, 1);
    assert_int_equal(rows[0].child_id, work.county.child[CHILD_AYGUL]);
    assert_string_equal(rows[0].lacks, "helper");
    filter.without = false;
    assert_true(mark_children(work.f->store, &filter, (struct page){.first = 1, .size = 1},
                              &work.f->arena, &rows, &count, &total, &work.f->err));
    assert_int_equal(count, 1);
    assert_int_equal(total, 2);
    work_end(&work);
}

static void a_group_lists_only_those_whose_marks_are_seen(void **state)
{
    struct work work = work_begin(*state);
    struct mark_child *rows;
    size_t count;
    int64_t total;
    marked(&work, ROLE_CLASS_TEACHER, CHILD_LI, RESTRICTED);
    marked(&work, ROLE_PRINCIPAL, CHILD_WANG, RESTRICTED);
    static const struct {
        enum role role;
        int64_t total;
    } sights[] = {
        {ROLE_CLASS_TEACHER,    1},
        {ROLE_PRINCIPAL,        2},
        {ROLE_ACADEMIC_OFFICE,  0},
        {ROLE_BUREAU_EDUCATION, 0},
    };

    for (size_t i = 0; i < COUNT(sights); i++) {
        enter(&work, sights[i].role);
        struct mark_filter filter = {.group = group(&work, RESTRICTED).rule, .typed = ""};
        assert_true(mark_children(work.f->store, &filter, (struct page){.size = 10}, &work.f->arena,
                                  &rows, &count, &total, &work.f->err));
        assert_int_equal(total, sights[i].total);
        assert_int_equal(group(&work, RESTRICTED).shown, sights[i].total);
    }
    work_end(&work);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_mark_stands_until_it_is_ended_with_a_reason),
        SPEC(a_child_is_marked_once_for_each_group),
        SPEC(a_mark_says_who_says_so_and_since_when),
        SPEC(what_was_said_is_neither_rewritten_nor_deleted),
        SPEC(a_restricted_mark_is_set_by_those_in_charge_of_the_child),
        SPEC(whoever_is_not_in_charge_sees_nothing_of_a_restricted_mark),
        SPEC(whoever_has_the_open_case_is_in_charge_of_the_child),
        SPEC(whoever_keeps_a_standing_plan_is_in_charge_of_the_child),
        SPEC(a_restricted_group_is_a_sum_from_five_on),
        SPEC(a_sum_gives_nothing_but_the_sum),
        SPEC(the_trail_says_that_a_mark_was_set_and_not_which),
        SPEC(the_console_sees_and_sets_no_restricted_mark),
        SPEC(marks_go_with_the_child_that_stays),
        SPEC(a_group_tells_how_many_lack_a_plan_and_who_they_are),
        SPEC(a_group_lists_only_those_whose_marks_are_seen),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("mark", specs, NULL, NULL) : 1;
}
