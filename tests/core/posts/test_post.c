#include "tests/support/county.h"

#include "core/posts/place.h"
#include "core/posts/post.h"

static bool give(struct fixture *f, const struct actor *actor, int64_t post, int64_t account,
                 const char *first_day, const char *last_day)
{
    int64_t holding;
    return post_give(f->store, actor, post, account, first_day, last_day, false, &holding, &f->err);
}

static int64_t seat(struct fixture *f, int64_t place, const char *name)
{
    int64_t post = 0;
    assert_true(post_seat(f->store, ROLE_PAIRED_CADRE, place, name, &post, &f->err));
    return post;
}

static void an_actor_holds_the_posts_of_the_day(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);

    struct actor teacher = county_actor(f, ROLE_CLASS_TEACHER);

    assert_int_equal(teacher.post_count, 1);
    assert_int_equal(teacher.posts[0].role, ROLE_CLASS_TEACHER);
    assert_int_equal(teacher.posts[0].place_id, c.class_junior_7_1);
}

static void a_post_is_held_from_its_first_day_to_its_last(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    int64_t post = county_post(f, ROLE_CLASS_TEACHER, c.class_nine_7);
    assert_true(
        give(f, &f->console, post, county_account(f, "ali", "", ""), "2026-09-10", "2026-09-17"));
    static const struct {
        const char *day;
        bool held;
    } days[] = {
        {"2026-09-09", false},
        {"2026-09-10", true },
        {"2026-09-17", true },
        {"2026-09-18", false}
    };

    for (size_t i = 0; i < COUNT(days); i++) {
        bool held = false;
        assert_true(post_held(f->store, post, days[i].day, &held, &f->err));
        assert_int_equal(held, days[i].held);
    }
}

static void the_post_that_answers_for_a_class_is_its_schools(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    int64_t post = 0;

    assert_true(post_for(f->store, ROLE_PRINCIPAL, c.class_junior_7_1, &post, &f->err));

    assert_int_equal(post, county_post(f, ROLE_PRINCIPAL, c.junior));
}

static void no_post_answers_where_the_tree_has_no_such_place(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    int64_t post = -1;

    assert_true(post_for(f->store, ROLE_TOWNSHIP, c.class_junior_7_1, &post, &f->err));

    assert_int_equal(post, 0);
}

static void a_role_is_held_only_at_its_kind_of_place(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    int64_t post;

    assert_false(post_ensure(f->store, ROLE_PRINCIPAL, c.village[0], &post, &f->err));

    assert_int_equal(f->err.kind, ERROR_INVALID);
}

static void three_kinds_of_trust_never_meet_in_one_account(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    const int64_t posts[] = {
        county_post(f, ROLE_CLASS_TEACHER, c.class_nine_7),
        county_post(f, ROLE_ACCOUNT_ADMIN, c.id),
        county_post(f, ROLE_AUDITOR, c.id),
    };

    for (size_t held = 0; held < COUNT(posts); held++)
        for (size_t other = 0; other < COUNT(posts); other++) {
            int64_t account =
                county_account(f, arena_text(&f->arena, "a%zu%zu", held, other), "", "");
            assert_true(give(f, &f->console, posts[held], account, "2026-09-01", "2026-09-30"));
            f->err = (struct error){0};
            assert_int_equal(give(f, &f->console, posts[other], account, "2026-09-30", NULL),
                             held == other);
        }
}

static void kinds_of_trust_may_follow_each_other(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    int64_t account = county_account(f, "ali", "", "");
    int64_t teacher = county_post(f, ROLE_CLASS_TEACHER, c.class_nine_7);
    assert_true(give(f, &f->console, teacher, account, "2026-09-01", "2026-09-16"));

    assert_true(
        give(f, &f->console, county_post(f, ROLE_AUDITOR, c.id), account, "2026-09-17", NULL));
}

static void an_administrator_gives_herself_nothing(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    struct actor admin = county_actor(f, ROLE_ACCOUNT_ADMIN);

    assert_false(give(f, &admin, county_post(f, ROLE_ACCOUNT_ADMIN, c.id), admin.account_id,
                      "2026-09-01", NULL));

    assert_int_equal(f->err.kind, ERROR_DENIED);
}

static void a_stand_in_holds_the_post_beside_its_holder(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    int64_t post = county_post(f, ROLE_CLASS_TEACHER, c.class_junior_7_1), holding;
    assert_true(post_give(f->store, &f->console, post, county_account(f, "ali", "", ""),
                          COUNTY_TODAY, NULL, true, &holding, &f->err));
    struct holding *rows;
    size_t count;

    assert_true(post_holdings_of_post(f->store, post, &f->arena, &rows, &count, &f->err));

    assert_int_equal(count, 2);
    assert_false(rows[0].stand_in);
    assert_true(rows[1].stand_in);
}

static void an_ended_post_is_no_longer_held(void **state)
{
    struct fixture *f = *state;
    county_make(f);
    struct actor teacher = county_actor(f, ROLE_CLASS_TEACHER);
    struct holding *rows;
    size_t count;
    assert_true(
        post_holdings_of_account(f->store, teacher.account_id, &f->arena, &rows, &count, &f->err));

    assert_true(post_end(f->store, &f->console, rows[0].id, "2026-09-16", &f->err));

    assert_int_equal(county_actor(f, ROLE_CLASS_TEACHER).post_count, 0);
}

static void each_seat_at_a_place_is_a_post_of_its_own(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);

    int64_t one = seat(f, c.id, "县住建局1"), other = seat(f, c.id, "县住建局2");

    assert_int_not_equal(one, other);
    assert_int_equal(seat(f, c.id, "县住建局1"), one);
}

static void a_seat_has_a_name_and_a_single_post_has_none(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    struct error nameless = {0}, named = {0};
    int64_t post;

    assert_false(post_ensure(f->store, ROLE_PAIRED_CADRE, c.id, &post, &nameless));
    assert_false(post_seat(f->store, ROLE_PRINCIPAL, c.nine_year, "甲", &post, &named));

    assert_string_equal(nameless.key, "post.no-seat");
    assert_string_equal(named.key, "post.one-seat");
}

static void a_seat_is_named_as_typed_or_as_the_account(void **state)
{
    (void)state;
    assert_string_equal(post_seat_name(ROLE_PAIRED_CADRE, "县住建局1", "feng"), "县住建局1");
    assert_string_equal(post_seat_name(ROLE_PAIRED_CADRE, "", "feng"), "feng");
    assert_string_equal(post_seat_name(ROLE_PAIRED_CADRE, NULL, "feng"), "feng");
    assert_string_equal(post_seat_name(ROLE_PRINCIPAL, "", "feng"), "");
}

static void nobody_sits_down_where_somebody_sits(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    int64_t post = seat(f, c.id, "县住建局1");
    int64_t first = county_account(f, "ali", "", ""), next = county_account(f, "wang", "", "");
    assert_true(give(f, &f->console, post, first, "2026-09-01", "2026-09-20"));

    assert_false(give(f, &f->console, post, next, "2026-09-20", NULL));

    assert_string_equal(f->err.key, "post.seat-taken");
}

static void a_seat_is_handed_on_and_lent(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    int64_t post = seat(f, c.id, "县住建局1"), holding;
    int64_t first = county_account(f, "ali", "", ""), next = county_account(f, "wang", "", "");
    assert_true(give(f, &f->console, post, first, "2026-09-01", "2026-09-20"));

    assert_true(give(f, &f->console, post, next, "2026-09-21", NULL));
    assert_true(post_give(f->store, &f->console, post, first, "2026-10-01", "2026-10-07", true,
                          &holding, &f->err));
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(an_actor_holds_the_posts_of_the_day),
        SPEC(a_post_is_held_from_its_first_day_to_its_last),
        SPEC(the_post_that_answers_for_a_class_is_its_schools),
        SPEC(no_post_answers_where_the_tree_has_no_such_place),
        SPEC(a_role_is_held_only_at_its_kind_of_place),
        SPEC(three_kinds_of_trust_never_meet_in_one_account),
        SPEC(kinds_of_trust_may_follow_each_other),
        SPEC(an_administrator_gives_herself_nothing),
        SPEC(a_stand_in_holds_the_post_beside_its_holder),
        SPEC(an_ended_post_is_no_longer_held),
        SPEC(each_seat_at_a_place_is_a_post_of_its_own),
        SPEC(a_seat_has_a_name_and_a_single_post_has_none),
        cmocka_unit_test(a_seat_is_named_as_typed_or_as_the_account),
        SPEC(nobody_sits_down_where_somebody_sits),
        SPEC(a_seat_is_handed_on_and_lent),
    };
    return cmocka_run_group_tests_name("post", specs, NULL, NULL);
}
