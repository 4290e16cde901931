/* Which classes and schools have reported, as those above them read it. */
#include "core/days/absence.h"

#include "core/scope/scope.h"
#include "tests/support/work.h"

static const enum county_child li[] = {CHILD_LI, CHILD_COUNT};

static void the_school_sees_which_classes_have_reported(void **state)
{
    struct work work = work_begin(*state);
    struct class_day *rows;
    size_t count;
    assert_true(work_report(&work, work.today, li));

    assert_true(absence_school(work.f->store, work.county.junior, work.today, (struct page){0, 10},
                               &work.f->arena, &rows, &count, &work.f->err));

    assert_int_equal(count, 2);
    assert_true(rows[0].reported);
    assert_int_equal(rows[0].unexcused, 1);
    assert_false(rows[1].reported);
    assert_string_equal(rows[1].school_zh, "示例中学");
    work_end(&work);
}

/* As the actor sees them. */
static size_t schools_of(struct work *work, const struct actor *actor, int64_t place_id,
                         struct school_day **rows)
{
    size_t count;
    struct fixture *f = work->f;
    assert_true(scope_enter(f->store, actor, &f->err));
    assert_true(absence_schools(f->store, place_id, work->today, (struct page){0, 10}, &f->arena,
                                rows, &count, &f->err));
    assert_true(scope_enter(f->store, &f->console, &f->err));
    return count;
}

static void the_county_reads_how_many_classes_of_each_school_have_reported(void **state)
{
    struct work work = work_begin(*state);
    struct actor bureau = county_actor(work.f, ROLE_BUREAU_EDUCATION);
    struct school_day *rows;
    assert_true(work_report(&work, work.today, li));

    assert_int_equal(schools_of(&work, &bureau, work.county.id, &rows), 3);

    assert_string_equal(rows[1].name_zh, "示例中学");
    assert_int_equal(rows[1].classes, 2);
    assert_int_equal(rows[1].reported, 1);
    assert_int_equal(rows[1].unexcused, 1);
    assert_int_equal(rows[0].reported, 0);
    work_end(&work);
}

static void a_central_school_reads_of_its_schools_alone(void **state)
{
    struct work work = work_begin(*state);
    struct actor central = work_hire(&work, ROLE_CENTRAL_SCHOOL, work.county.central_school, "z1");
    struct school_day *rows;

    assert_int_equal(schools_of(&work, &central, work.county.central_school, &rows), 1);

    assert_string_equal(rows[0].name_zh, "示例小学");
    work_end(&work);
}

/* The schools lie elsewhere; of them a township reads what is of its own children. */
static void a_township_reads_of_its_own_children_in_the_schools_that_serve_it(void **state)
{
    struct work work = work_begin(*state);
    struct actor east = county_actor(work.f, ROLE_TOWNSHIP);
    struct actor west = work_hire(&work, ROLE_TOWNSHIP, work.county.township[1], "town_2");
    struct school_day *rows;
    assert_true(work_report(&work, work.today, li));

    assert_int_equal(schools_of(&work, &east, work.county.township[0], &rows), 2);
    assert_string_equal(rows[1].name_zh, "示例中学");
    assert_int_equal(rows[1].unexcused, 1);

    assert_int_equal(schools_of(&work, &west, work.county.township[1], &rows), 1);
    assert_string_equal(rows[0].name_zh, "示例学校");
    assert_int_equal(schools_of(&work, &west, work.county.township[0], &rows), 0);
    work_end(&work);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(the_school_sees_which_classes_have_reported),
        SPEC(the_county_reads_how_many_classes_of_each_school_have_reported),
        SPEC(a_central_school_reads_of_its_schools_alone),
        SPEC(a_township_reads_of_its_own_children_in_the_schools_that_serve_it),
    };
    return cmocka_run_group_tests_name("absence_read", specs, NULL, NULL);
}
