#include "tests/support/county.h"

#include "core/lists/roll.h"
#include "i18n/catalogue.h"

#include <inttypes.h>
#include <stdlib.h>

static int64_t entry_of(struct fixture *f, int64_t child_id)
{
    QUERY(query) = query_open(f->store, "SELECT id FROM main.roll_entry WHERE child_id = :child");
    bind_int(&query, ":child", child_id);
    assert_true(query_next(&query));
    return query_int(&query, 0);
}

static int64_t class_of(struct fixture *f, int64_t child_id)
{
    QUERY(query) = query_open(f->store, "SELECT class_id FROM main.child WHERE id = :child");
    bind_int(&query, ":child", child_id);
    assert_true(query_next(&query));
    return query_int(&query, 0);
}

static void the_roll_is_read_school_class_and_entry(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    struct roll_place *places;
    struct enrolment *entries;
    size_t count;
    int64_t total;
    const struct page page = {0, 20};

    assert_true(roll_schools(f->store, "", page, &f->arena, &places, &count, &total, &f->err));
    assert_int_equal(total, 3);
    assert_true(roll_classes(f->store, c.junior, &f->arena, &places, &count, &f->err));
    assert_int_equal(count, 2);
    assert_int_equal(places[0].id, c.class_junior_7_1);
    assert_int_equal(places[0].here, 2);
    assert_true(roll_entries(f->store, c.class_junior_7_1, "", page, &f->arena, &entries, &count, &total, &f->err));
    assert_int_equal(total, 2);
}

static void another_class_of_the_school_is_where_the_child_sits_now(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    const struct actor principal = county_actor(f, ROLE_PRINCIPAL);

    assert_true(roll_correct(f->store, &principal, entry_of(f, c.child[CHILD_LI]), "class", "七年级(2)班", "换班",
                             &f->err));

    assert_int_equal(class_of(f, c.child[CHILD_LI]), c.class_junior_7_2);
}

static void who_has_left_sits_in_no_class_but_stays_with_the_school(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);

    assert_true(roll_correct(f->store, &f->console, entry_of(f, c.child[CHILD_LI]), "status", "转出", "转学证明",
                             &f->err));

    assert_int_equal(class_of(f, c.child[CHILD_LI]), c.junior);
}

static void what_cannot_be_is_refused(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    int64_t id = entry_of(f, c.child[CHILD_LI]);
    struct enrolment aygul;
    assert_true(roll_read(f->store, entry_of(f, c.child[CHILD_AYGUL]), &f->arena, &aygul, &f->err));
    const struct {
        const char *field, *value, *reason, *key;
    } wrong[] = {
        {"class",          "9",                  "x", "import.unknown-class"},
        {"status",         "",                   "x", "value.status"        },
        {"status",         "飞走",             "x", "value.status"        },
        {"student_number", aygul.student_number, "x", "roll.number-taken"   },
        {"school",         "示例小学",       "x", "amend.fixed"         },
        {"phone",          "13900000000",        "",  "correction.no-reason"},
    };

    for (size_t i = 0; i < COUNT(wrong); i++) {
        struct error err = {0};
        assert_false(roll_correct(f->store, &f->console, id, wrong[i].field, wrong[i].value, wrong[i].reason, &err));
        assert_string_equal(err.key, wrong[i].key);
    }
}

static void a_village_worker_corrects_no_roll(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    const struct actor worker = county_actor(f, ROLE_VILLAGE_WORKER);

    assert_false(roll_correct(f->store, &worker, entry_of(f, c.child[CHILD_LI]), "phone", "1", "x", &f->err));

    assert_int_equal(f->err.kind, ERROR_DENIED);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(the_roll_is_read_school_class_and_entry),
        SPEC(another_class_of_the_school_is_where_the_child_sits_now),
        SPEC(who_has_left_sits_in_no_class_but_stays_with_the_school),
        SPEC(what_cannot_be_is_refused),
        SPEC(a_village_worker_corrects_no_roll),
    };
    if (!catalogue_open())
        return EXIT_FAILURE;
    return cmocka_run_group_tests_name("roll", specs, NULL, NULL);
}
