#include "forms/served/signing.h"

#include "forms/filling/fill.h"
#include "tests/support/desk.h"

#include <string.h>

static struct signature by_guardian(void)
{
    return (struct signature){
        .signer = "guardian",
        .signed_on = COUNTY_TODAY,
        .signed_by = "示例父",
        .kept_at = "示例中学",
    };
}

static bool add(struct desk *desk, const struct actor *actor, int64_t record_id,
                struct signature signature)
{
    struct fixture *f = desk->work.f;
    f->err = (struct error){0};
    return signing_add(f->store, actor, desk->work.today, record_id, &signature, &f->err);
}

static size_t list(struct desk *desk, int64_t record_id, struct signing_row **rows)
{
    struct fixture *f = desk->work.f;
    struct form_record record = desk_read(desk, record_id);
    size_t count;
    assert_true(signing_list(f->store, &record, &f->arena, rows, &count, &f->err));
    return count;
}

static void fields_and_signers_are_signed_in_the_order_of_the_paper(void **state)
{
    struct desk desk = desk_begin(*state);
    struct signing_row *rows;

    assert_int_equal(list(&desk, desk_letter(&desk, CHILD_LI), &rows), 2);

    assert_string_equal(rows[0].signer, "maker");
    assert_string_equal(rows[0].label.text[LANGUAGE_EN], "Stamp");
    assert_string_equal(rows[1].signer, "guardian");
    assert_int_equal(signing_done(rows, 2), 0);
    desk_end(&desk);
}

static void a_signature_says_when_by_whom_and_where_the_copy_is(void **state)
{
    struct desk desk = desk_begin(*state);
    int64_t id = desk_letter(&desk, CHILD_LI);
    struct signing_row *rows;

    assert_true(add(&desk, &desk.office, id, by_guardian()));

    assert_int_equal(list(&desk, id, &rows), 2);
    assert_int_equal(signing_done(rows, 2), 1);
    assert_string_equal(rows[1].signed_on, COUNTY_TODAY);
    assert_string_equal(rows[1].signed_by, "示例父");
    assert_string_equal(rows[1].kept_at, "示例中学");
    assert_true(*rows[1].person_zh);
    assert_int_equal(work_count(&desk.work, "SELECT count(*) FROM audit WHERE action = 'form.sign'"
                                            " AND subject_id = :id",
                                id),
                     1);
    desk_end(&desk);
}

static void what_was_signed_stays(void **state)
{
    struct fixture *f = *state;
    struct desk desk = desk_begin(f);
    int64_t id = desk_letter(&desk, CHILD_LI);
    assert_true(add(&desk, &desk.office, id, by_guardian()));

    assert_false(add(&desk, &desk.office, id, by_guardian()));

    assert_int_equal(f->err.kind, ERROR_CONFLICT);
    QUERY(change) = query_open(f->store, "UPDATE form_signature SET signed_by = 'x'");
    assert_false(query_run(&change, &f->err));
    desk_end(&desk);
}

static void what_cannot_be_is_refused(void **state)
{
    static const struct signature refused[] = {
        {"nobody",   COUNTY_TODAY, "示例父", "示例中学"},
        {"guardian", "2026-09-18", "示例父", "示例中学"},
        {"guardian", "昨天",     "示例父", "示例中学"},
        {"guardian", COUNTY_TODAY, "",          "示例中学"},
        {"guardian", COUNTY_TODAY, "示例父", ""            },
    };
    struct fixture *f = *state;
    struct desk desk = desk_begin(f);
    int64_t id = desk_letter(&desk, CHILD_LI);

    for (size_t i = 0; i < COUNT(refused); i++) {
        assert_false(add(&desk, &desk.office, id, refused[i]));
        assert_int_equal(f->err.kind, ERROR_INVALID);
    }
    desk_end(&desk);
}

static void nobody_signs_before_the_paper_is_complete(void **state)
{
    struct fixture *f = *state;
    struct desk desk = desk_begin(f);
    int64_t draft = desk_paper(&desk, &desk.office,
                               &(struct record_start){.form = desk.letter,
                                                      .child_id = desk.work.county.child[CHILD_LI]});
    assert_false(add(&desk, &desk.office, draft, by_guardian()));
    assert_int_equal(f->err.kind, ERROR_CONFLICT);
    int64_t id = desk_letter(&desk, CHILD_LI);

    /* Far enough from the clock that it can be trusted. */
    desk.work.today = "2099-01-01";
    assert_false(add(&desk, &desk.office, id, by_guardian()));

    assert_int_equal(f->err.kind, ERROR_INVALID);
    assert_string_equal(f->err.key, "signing.before-complete");
    desk_end(&desk);
}

static void who_may_not_fill_the_form_writes_no_signature(void **state)
{
    struct fixture *f = *state;
    struct desk desk = desk_begin(f);

    assert_false(add(&desk, &desk.teacher, desk_letter(&desk, CHILD_LI), by_guardian()));

    assert_int_equal(f->err.kind, ERROR_DENIED);
    desk_end(&desk);
}

static struct signing_known known(struct desk *desk, int64_t record_id, const char *signer)
{
    struct fixture *f = desk->work.f;
    struct signing_known known;
    struct form_record record = desk_read(desk, record_id);
    assert_true(signing_known(f->store, desk->work.policy, &desk->office, desk->work.today, &record,
                              signer, LANGUAGE_ZH, &f->arena, &known, &f->err));
    return known;
}

static void what_signers_are_called_is_known(void **state)
{
    static const char *const paths[] = {"guardian.name", "child.name", "me.name",
                                        "child.class_teacher", "me.place", "school.principal"};
    (void)state;
    for (size_t i = 0; i < COUNT(paths); i++)
        assert_true(fill_exists(paths[i]));
}

static void the_names_that_are_known_need_not_be_typed(void **state)
{
    struct desk desk = desk_begin(*state);
    int64_t id = desk_letter(&desk, CHILD_LI);
    struct form_record letter = desk_read(&desk, id);

    assert_string_equal(known(&desk, id, "guardian").name, "示例父");
    assert_memory_equal(known(&desk, id, "maker").name, desk_value(&letter, "maker"),
                        strlen(known(&desk, id, "maker").name));
    assert_string_equal(known(&desk, id, "guardian").kept_at, "示例中学");
    assert_string_equal(known(&desk, id, "witness").name, "");
    desk_end(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SPEC(fields_and_signers_are_signed_in_the_order_of_the_paper),
        SPEC(a_signature_says_when_by_whom_and_where_the_copy_is),
        SPEC(what_was_signed_stays),
        SPEC(what_cannot_be_is_refused),
        SPEC(nobody_signs_before_the_paper_is_complete),
        SPEC(who_may_not_fill_the_form_writes_no_signature),
        SPEC(what_signers_are_called_is_known),
        SPEC(the_names_that_are_known_need_not_be_typed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
