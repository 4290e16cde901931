#include "core/cases/charge.h"

#include "tests/support/work.h"

static void a_child_on_no_roll_is_the_business_of_the_school_that_serves_its_home(void **state)
{
    struct work work = work_begin(*state);

    int64_t id = work_case(&work, CHILD_NOWHERE);

    struct casefile c = work_read(&work, id);
    assert_int_equal(c.class_id, 0);
    assert_int_equal(c.school_id, work.county.primary); /* twelve on 31 August */
    assert_int_equal(c.charge_id, county_post(work.f, ROLE_VILLAGE_WORKER, work.county.village[0]));
    work_end(&work);
}

static void a_post_that_nobody_holds_gives_way_to_the_one_above(void **state)
{
    struct work work = work_begin(*state);

    int64_t id = work_case(&work, CHILD_WANG); /* class 7(2) has no teacher */

    assert_int_equal(work_read(&work, id).charge_id,
                     county_post(work.f, ROLE_ACADEMIC_OFFICE, work.county.junior));
    work_end(&work);
}

static void cases_are_offered_to_held_posts_that_cover_them_all(void **state)
{
    struct work work = work_begin(*state);
    struct fixture *f = work.f;
    int64_t cases[] = {work_case(&work, CHILD_LI), work_case(&work, CHILD_WANG)};
    struct charge_post *posts;
    size_t count;

    assert_true(charge_posts(f->store, work.today, cases, 2, &f->arena, &posts, &count, &f->err));

    for (size_t i = 0; i < count; i++) {
        assert_string_not_equal(posts[i].role, "class_teacher"); /* has one of them alone */
        assert_string_not_equal(posts[i].role, "roll_keeper");   /* works on no cases */
    }
    assert_string_equal(posts[count - 1].place_zh, "示例县"); /* the nearest come first */
    work_end(&work);
}

/* Above a post comes the next: a school without anybody leaves the case to the bureau. */
static void no_case_is_ever_nobodys(void **state)
{
    struct work work = work_begin(*state);

    int64_t id = work_case(&work, CHILD_KURBAN); /* a school and a village without anybody */

    assert_int_equal(work_read(&work, id).charge_id,
                     county_post(work.f, ROLE_BUREAU_EDUCATION, work.county.id));
    work_end(&work);
}

static void a_post_takes_cases_of_its_places_when_its_role_works_on_cases(void **state)
{
    struct work work = work_begin(*state);
    struct fixture *f = work.f;
    struct casefile c = work_read(&work, work_case(&work, CHILD_LI));
    const struct {
        int64_t post;
        const char *role; /* NULL: not admitted */
    } cases[] = {
        {county_post(f, ROLE_CLASS_TEACHER, work.county.class_junior_7_1), "class_teacher"},
        {county_post(f, ROLE_TOWNSHIP,      work.county.township[0]),      "township"     },
        {county_post(f, ROLE_CLASS_TEACHER, work.county.class_junior_7_2), NULL           },
        {county_post(f, ROLE_TOWNSHIP,      work.county.township[1]),      NULL           },
        {county_post(f, ROLE_ROLL_KEEPER,   work.county.junior),           NULL           },
        {county_post(f, ROLE_AUDITOR,       work.county.id),               NULL           },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *role;
        assert_true(charge_admits(f->store, cases[i].post, &c, &f->arena, &role, &f->err));
        assert_int_equal(role != NULL, cases[i].role != NULL);
        if (role)
            assert_string_equal(role, cases[i].role);
    }
    work_end(&work);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_child_on_no_roll_is_the_business_of_the_school_that_serves_its_home),
        SPEC(a_post_that_nobody_holds_gives_way_to_the_one_above),
        SPEC(cases_are_offered_to_held_posts_that_cover_them_all),
        SPEC(no_case_is_ever_nobodys),
        SPEC(a_post_takes_cases_of_its_places_when_its_role_works_on_cases),
    };
    return cmocka_run_group_tests_name("charge", specs, NULL, NULL);
}
