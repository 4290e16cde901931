#include "core/posts/notice.h"

#include "tests/support/county.h"

static size_t unseen(struct fixture *f, enum role role, struct notice **rows)
{
    struct actor actor = county_actor(f, role);
    size_t count;
    assert_true(notice_list(f->store, &actor, (struct page){0, 10}, &f->arena, rows, &count,
                            &f->err));
    return count;
}

static void leave(struct fixture *f, const struct county *c, const char *key)
{
    const struct notice line = {
        .post_id = county_post(f, ROLE_PRINCIPAL, c->junior),
        .child_id = c->child[CHILD_LI],
        .key = key,
    };
    assert_true(notice_add(f->store, &line, &f->err));
}

static void a_line_is_there_for_the_holders_of_the_post_alone_the_newest_first(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    struct notice *rows;
    leave(f, &c, "notice.assigned");
    leave(f, &c, "notice.reopened");

    assert_int_equal(unseen(f, ROLE_PRINCIPAL, &rows), 2);
    assert_string_equal(rows[0].key, "notice.reopened");
    assert_string_equal(rows[0].name_zh, "李示例");
    assert_int_equal(unseen(f, ROLE_ACADEMIC_OFFICE, &rows), 0);
}

static void a_line_that_was_seen_is_gone(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    struct actor principal = county_actor(f, ROLE_PRINCIPAL);
    struct notice *rows;
    leave(f, &c, "notice.assigned");
    assert_int_equal(unseen(f, ROLE_PRINCIPAL, &rows), 1);

    assert_true(notice_seen(f->store, &principal, rows[0].id, &f->err));

    assert_int_equal(unseen(f, ROLE_PRINCIPAL, &rows), 0);
}

static void nobody_takes_away_a_line_of_another_post(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    struct actor office = county_actor(f, ROLE_ACADEMIC_OFFICE);
    struct notice *rows;
    leave(f, &c, "notice.assigned");
    assert_int_equal(unseen(f, ROLE_PRINCIPAL, &rows), 1);

    assert_false(notice_seen(f->store, &office, rows[0].id, &f->err));

    assert_int_equal(f->err.kind, ERROR_MISSING);
    assert_int_equal(unseen(f, ROLE_PRINCIPAL, &rows), 1);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_line_is_there_for_the_holders_of_the_post_alone_the_newest_first),
        SPEC(a_line_that_was_seen_is_gone),
        SPEC(nobody_takes_away_a_line_of_another_post),
    };
    return cmocka_run_group_tests_name("notice", specs, NULL, NULL);
}
