#include "tests/support/county.h"

#include "core/lists/register.h"
#include "core/lists/search.h"
#include "core/scope/scope.h"
#include "core/store/revision.h"
#include "i18n/catalogue.h"

#include <stdlib.h>
#include <string.h>

/* The row of a child in the register. */
static int64_t row_of(struct fixture *f, int64_t child_id)
{
    QUERY(query) = query_open(f->store, "SELECT id FROM main.register_row WHERE child_id = :child");
    bind_int(&query, ":child", child_id);
    assert_true(query_next(&query));
    return query_int(&query, 0);
}

static struct register_entry entry_of(struct fixture *f, int64_t id)
{
    struct register_entry entry;
    assert_true(register_read(f->store, id, &f->arena, &entry, &f->err));
    return entry;
}

static int64_t count(struct fixture *f, const char *sql)
{
    QUERY(query) = query_open(f->store, sql);
    return query_next(&query) ? query_int(&query, 0) : -1;
}

static void the_register_is_read_volume_page_and_row(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    struct register_volume *volumes;
    struct register_page *pages;
    struct register_person *people;
    size_t count;
    int64_t total;
    const struct page page = {0, 20};

    assert_true(register_volumes(f->store, "", page, &f->arena, &volumes, &count, &total, &f->err));
    assert_true(total >= 2);
    assert_string_equal(volumes[0].place_zh, "1组");
    assert_true(register_pages(f->store, volumes[0].id, "", page, &f->arena, &pages, &count, &total, &f->err));
    assert_true(count > 0);
    assert_true(register_people(f->store, pages[0].id, &f->arena, &people, &count, &f->err));
    assert_true(count > 0);
    assert_string_equal(entry_of(f, row_of(f, c.child[CHILD_LI])).values[REGISTER_NAME], "李示例");
}

static void a_corrected_field_keeps_what_it_said_and_who_said_it(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    const struct actor worker = county_actor(f, ROLE_VILLAGE_WORKER);
    struct revision_row *rows;
    size_t count;
    int64_t id = row_of(f, c.child[CHILD_LI]);

    assert_true(register_correct(f->store, &worker, id, "name_zh", "李例", "写错一个字", &f->err));

    assert_string_equal(entry_of(f, id).values[REGISTER_NAME], "李例");
    assert_true(revision_list(f->store, c.child[CHILD_LI], (struct page){0, 9}, &f->arena, &rows, &count, &f->err));
    assert_int_equal(count, 1);
    assert_string_equal(rows[0].revision.before, "李示例");
    assert_string_equal(rows[0].revision.after, "李例");
    assert_string_equal(rows[0].revision.reason, "写错一个字");
    assert_string_equal(rows[0].account, "village_worker");
}

static void the_child_follows_and_is_found_by_the_new_name(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    struct search_hit *hits;
    size_t count;
    bool more;

    assert_true(register_correct(f->store, &f->console, row_of(f, c.child[CHILD_LI]), "name_zh", "欧阳示例", "改姓",
                                 &f->err));

    assert_true(search_find(f->store, "欧阳", 5, &f->arena, &hits, &count, &more, &f->err));
    assert_int_equal(count, 1);
    assert_int_equal(hits[0].child_id, c.child[CHILD_LI]);
    assert_string_equal(hits[0].name_zh, "欧阳示例");
}

static void a_value_that_cannot_be_is_refused_and_nothing_changes(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    int64_t id = row_of(f, c.child[CHILD_LI]);
    const struct {
        const char *field, *value, *reason, *key;
    } wrong[] = {
        {"id_number",   "659900201404110012", "x", "idnumber.check"      },
        {"born",        "2014-02-30",         "x", "value.day"           },
        {"born",        "2014-04",            "x", "import.month-alone"  },
        {"name_zh",     "",                   "x", "register.no-name"    },
        {"resident",    "",                   "x", "value.resident"      },
        {"name_zh",     "李例",             "",  "correction.no-reason"},
        {"school_year", "2025",               "x", "amend.fixed"         },
        {"nothing",     "",                   "x", "amend.fixed"         },
    };

    for (size_t i = 0; i < COUNT(wrong); i++) {
        struct error err = {0};
        assert_false(register_correct(f->store, &f->console, id, wrong[i].field, wrong[i].value,
                                      wrong[i].reason, &err));
        assert_string_equal(err.key, wrong[i].key);
    }
    assert_int_equal(count(f, "SELECT count(*) FROM revision"), 0);
}

static void another_row_s_id_number_is_refused_with_its_place(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    const char *taken = entry_of(f, row_of(f, c.child[CHILD_AYGUL])).values[REGISTER_ID_NUMBER];

    assert_false(register_correct(f->store, &f->console, row_of(f, c.child[CHILD_LI]), "id_number", taken, "x",
                                  &f->err));

    assert_string_equal(f->err.key, "register.id-taken");
}

static void only_who_may_edit_the_register_there_corrects_it(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    const struct actor worker = county_actor(f, ROLE_VILLAGE_WORKER);
    const struct actor teacher = county_actor(f, ROLE_CLASS_TEACHER);
    struct error elsewhere = {0}, role = {0};

    assert_false(register_correct(f->store, &worker, row_of(f, c.child[CHILD_KURBAN]), "name_zh", "x", "x", &elsewhere));
    assert_false(register_correct(f->store, &teacher, row_of(f, c.child[CHILD_LI]), "name_zh", "x", "x", &role));

    assert_int_equal(elsewhere.kind, ERROR_DENIED);
    assert_int_equal(role.kind, ERROR_DENIED);
}

static void a_guardian_is_written_where_there_was_none(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    int64_t id = row_of(f, c.child[CHILD_WANG]);

    assert_true(register_correct(f->store, &f->console, id, "mother_phone", "13900000033", "家访时说的", &f->err));

    assert_string_equal(entry_of(f, id).values[REGISTER_MOTHER_PHONE], "13900000033");
}

static void a_person_moves_to_a_new_page(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    int64_t id = row_of(f, c.child[CHILD_LI]);
    int64_t before = entry_of(f, id).household_id;

    assert_true(register_move(f->store, &f->console, id, 0, "分户", &f->err));

    assert_int_not_equal(entry_of(f, id).household_id, before);
    assert_int_equal(entry_of(f, id).volume_id, entry_of(f, row_of(f, c.child[CHILD_AYGUL])).volume_id);
}

static void who_is_taken_off_stays_in_the_history(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    int64_t id = row_of(f, c.child[CHILD_LI]);

    assert_true(register_remove(f->store, &f->console, id, COUNTY_TODAY, "迁出", &f->err));

    assert_string_equal(entry_of(f, id).removed_on, COUNTY_TODAY);
    assert_int_equal(count(f, "SELECT count(*) FROM revision WHERE field = 'removed_on'"), 1);
    assert_int_equal(count(f, "SELECT count(*) FROM audit WHERE action = 'register.remove'"), 1);
}

static void a_new_person_stands_on_the_page(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    const char *typed[REGISTER_COLUMNS] = {[REGISTER_NAME] = "新示例", [REGISTER_ID_NUMBER] = "659900201404110046"};
    struct register_entry li = entry_of(f, row_of(f, c.child[CHILD_LI]));
    int64_t id;

    assert_true(register_add(f->store, &f->console, li.household_id, typed, COUNTY_TODAY, &id, &f->err));

    struct register_entry added = entry_of(f, id);
    assert_string_equal(added.values[REGISTER_BORN], "2014-04-11");
    assert_string_equal(added.values[REGISTER_SEX], "f");
    assert_int_equal(added.household_id, li.household_id);
    assert_false(register_add(f->store, &f->console, li.household_id, typed, COUNTY_TODAY, &id, &f->err));
    assert_string_equal(f->err.key, "register.id-taken");
}

static void what_is_out_of_sight_is_not_read(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    const struct actor worker = county_actor(f, ROLE_VILLAGE_WORKER);
    struct register_entry entry;
    int64_t id = row_of(f, c.child[CHILD_KURBAN]);
    assert_true(scope_enter(f->store, &worker, &f->err));

    assert_false(register_read(f->store, id, &f->arena, &entry, &f->err));

    assert_int_equal(f->err.kind, ERROR_MISSING);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(the_register_is_read_volume_page_and_row),
        SPEC(a_corrected_field_keeps_what_it_said_and_who_said_it),
        SPEC(the_child_follows_and_is_found_by_the_new_name),
        SPEC(a_value_that_cannot_be_is_refused_and_nothing_changes),
        SPEC(another_row_s_id_number_is_refused_with_its_place),
        SPEC(only_who_may_edit_the_register_there_corrects_it),
        SPEC(a_guardian_is_written_where_there_was_none),
        SPEC(a_person_moves_to_a_new_page),
        SPEC(who_is_taken_off_stays_in_the_history),
        SPEC(a_new_person_stands_on_the_page),
        SPEC(what_is_out_of_sight_is_not_read),
    };
    if (!catalogue_open())
        return EXIT_FAILURE;
    return cmocka_run_group_tests_name("register", specs, NULL, NULL);
}
