#include "core/store/draft.h"

#include "tests/support/fixture.h"

#define ROUTE "case/1/form/1"

static struct draft draft_of(struct fixture *f, const struct actor *actor, const char *field)
{
    struct draft draft;
    assert_true(draft_read(f->store, actor, ROUTE, field, &f->arena, &draft, &f->err));
    return draft;
}

static void keep(struct fixture *f, const struct actor *actor, const char *field, const char *text,
                 int caret)
{
    assert_true(draft_keep(f->store, actor, ROUTE, field, text, caret, &f->err));
}

static void what_was_half_typed_is_there_again_with_its_caret(void **state)
{
    struct fixture *f = *state;
    struct actor teacher = fixture_account(f, 1, "teacher");

    keep(f, &teacher, "course", "上门，父", 4);
    keep(f, &teacher, "course", "上门，父亲在", 3);

    struct draft draft = draft_of(f, &teacher, "course");
    assert_true(draft.found);
    assert_string_equal(draft.text, "上门，父亲在");
    assert_int_equal(draft.caret, 3);
}

static void an_emptied_field_is_a_draft_too(void **state)
{
    struct fixture *f = *state;
    struct actor teacher = fixture_account(f, 1, "teacher");

    keep(f, &teacher, "course", "", 0);

    assert_true(draft_of(f, &teacher, "course").found);
    assert_false(draft_of(f, &teacher, "school_opinion").found);
}

static void nobody_reads_or_clears_another_persons_draft(void **state)
{
    struct fixture *f = *state;
    struct actor teacher = fixture_account(f, 1, "teacher"), other = fixture_account(f, 2, "other");
    keep(f, &teacher, "course", "上门", 2);

    assert_true(draft_clear(f->store, &other, ROUTE, NULL, &f->err));

    assert_false(draft_of(f, &other, "course").found);
    assert_true(draft_of(f, &teacher, "course").found);
}

static void clearing_one_field_leaves_the_others(void **state)
{
    struct fixture *f = *state;
    struct actor teacher = fixture_account(f, 1, "teacher");
    keep(f, &teacher, "course", "上门", 2);
    keep(f, &teacher, "time", "2026-09-1", 9);

    assert_true(draft_clear(f->store, &teacher, ROUTE, "course", &f->err));

    assert_false(draft_of(f, &teacher, "course").found);
    assert_true(draft_of(f, &teacher, "time").found);
}

static void clearing_a_route_forgets_all_its_fields(void **state)
{
    struct fixture *f = *state;
    struct actor teacher = fixture_account(f, 1, "teacher");
    keep(f, &teacher, "course", "上门", 2);
    keep(f, &teacher, "time", "2026-09-1", 9);

    assert_true(draft_clear(f->store, &teacher, ROUTE, NULL, &f->err));

    assert_false(draft_of(f, &teacher, "course").found);
    assert_false(draft_of(f, &teacher, "time").found);
}

static void the_last_place_and_field_are_where_going_on_begins(void **state)
{
    struct fixture *f = *state;
    struct actor teacher = fixture_account(f, 1, "teacher");
    struct resume_point point;
    assert_true(resume_keep(f->store, &teacher, "today", NULL, true, &f->err));

    assert_true(resume_keep(f->store, &teacher, ROUTE, "course", false, &f->err));

    assert_true(resume_read(f->store, &teacher, &f->arena, &point, &f->err));
    assert_true(point.found);
    assert_false(point.clean);
    assert_string_equal(point.route, ROUTE);
    assert_string_equal(point.field, "course");
}

static void who_was_never_here_has_nothing_to_go_on_with(void **state)
{
    struct fixture *f = *state;
    struct actor teacher = fixture_account(f, 1, "teacher");
    struct resume_point point;

    assert_true(resume_read(f->store, &teacher, &f->arena, &point, &f->err));

    assert_false(point.found);
    assert_string_equal(point.route, "");
}

static void the_console_keeps_no_drafts(void **state)
{
    struct fixture *f = *state;

    keep(f, &f->console, "course", "上门", 2);

    assert_false(draft_of(f, &f->console, "course").found);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(what_was_half_typed_is_there_again_with_its_caret),
        SPEC(an_emptied_field_is_a_draft_too),
        SPEC(nobody_reads_or_clears_another_persons_draft),
        SPEC(clearing_one_field_leaves_the_others),
        SPEC(clearing_a_route_forgets_all_its_fields),
        SPEC(the_last_place_and_field_are_where_going_on_begins),
        SPEC(who_was_never_here_has_nothing_to_go_on_with),
        SPEC(the_console_keeps_no_drafts),
    };
    return cmocka_run_group_tests_name("draft", specs, NULL, NULL);
}
