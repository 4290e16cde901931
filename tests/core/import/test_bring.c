#include "core/import/bring.h"

#include "i18n/catalogue.h"
#include "tests/support/county.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A county's folder on the disk beside the store in memory. */
struct office {
    struct fixture *f;
    struct actor bureau, teacher;
    char folder[32];
};

static struct office open_office(struct fixture *f)
{
    struct office office = {.f = f, .folder = "/tmp/bring-XXXXXX"};
    county_make(f);
    office.bureau = county_actor(f, ROLE_BUREAU_EDUCATION);
    office.teacher = county_actor(f, ROLE_CLASS_TEACHER);
    assert_non_null(mkdtemp(office.folder));
    assert_int_equal(mkdir(arena_text(&f->arena, "%s/drop", office.folder), 0700), 0);
    return office;
}

static void close_office(const struct office *office)
{
    const char *drop = arena_text(&office->f->arena, "%s/drop", office->folder);
    DIR *entries = opendir(drop);
    for (struct dirent *entry; (entry = readdir(entries));)
        remove(arena_text(&office->f->arena, "%s/%s", drop, entry->d_name));
    closedir(entries);
    rmdir(drop);
    rmdir(office->folder);
}

static size_t list(const struct office *office, struct drop_file **files)
{
    size_t count;
    assert_true(bring_list(office->folder, &office->bureau, &office->f->arena, files, &count,
                           &office->f->err));
    return count;
}

static void begin(const struct office *office, const char *name, struct bring *bring)
{
    assert_true(bring_begin(office->folder, &office->bureau, name, &office->f->arena, bring,
                            &office->f->err));
}

static bool end(const struct office *office, struct bring *bring)
{
    return bring_end(office->f->store, office->folder, &office->bureau, bring, &office->f->err);
}

static const char *content(const struct office *office, const char *name)
{
    char *text = arena_alloc(&office->f->arena, 100);
    FILE *file = bring_open(office->f->store, office->folder, &office->bureau, name,
                            &office->f->err);
    assert_non_null(file);
    text[fread(text, 1, 99, file)] = '\0';
    fclose(file);
    return text;
}

static void a_file_stands_under_its_name_once_it_is_whole(void **state)
{
    struct office office = open_office(*state);
    struct drop_file *files;
    struct bring bring;
    size_t count;
    begin(&office, "roll.csv", &bring);
    assert_true(bring_write(&bring, 0, "one\n", 4, &office.f->err));
    assert_true(bring_write(&bring, 4, "TWO\n", 4, &office.f->err));
    assert_true(bring_write(&bring, 4, "two\n", 4, &office.f->err));
    assert_true(drop_list(office.folder, &office.f->arena, &files, &count, &office.f->err));
    assert_int_equal(count, 0);

    assert_true(end(&office, &bring));

    assert_int_equal(list(&office, &files), 1);
    assert_string_equal(files[0].name, "roll.csv");
    assert_string_equal(content(&office, "roll.csv"), "one\ntwo\n");
    close_office(&office);
}

static void a_file_that_is_brought_twice_is_whole_both_times(void **state)
{
    struct office office = open_office(*state);
    struct bring first, second;
    begin(&office, "roll.csv", &first);
    assert_true(bring_write(&first, 0, "one\n", 4, &office.f->err));
    begin(&office, "roll.csv", &second);
    assert_true(bring_write(&second, 0, "t", 1, &office.f->err));

    assert_true(end(&office, &first));
    assert_string_equal(content(&office, "roll.csv"), "one\n");
    assert_true(bring_write(&second, 1, "wo\n", 3, &office.f->err));
    assert_true(end(&office, &second));

    assert_string_equal(content(&office, "roll.csv"), "two\n");
    close_office(&office);
}

static void a_file_that_was_cut_off_leaves_nothing(void **state)
{
    struct office office = open_office(*state);
    struct drop_file *files;
    struct bring bring;
    begin(&office, "roll.csv", &bring);
    assert_true(bring_write(&bring, 0, "half", 4, &office.f->err));

    bring_give_up(office.folder, &bring);
    bring_give_up(office.folder, &bring);

    assert_int_equal(list(&office, &files), 0);
    close_office(&office);
}

static void nobody_goes_on_with_a_file_whose_beginning_did_not_come(void **state)
{
    struct office office = open_office(*state);
    struct bring bring;
    begin(&office, "roll.csv", &bring);

    assert_false(bring_write(&bring, 1, "two\n", 4, &office.f->err));

    assert_string_equal(office.f->err.key, "bring.gap");
    bring_give_up(office.folder, &bring);
    close_office(&office);
}

static void a_file_has_its_most(void **state)
{
    struct office office = open_office(*state);
    static const struct {
        uint64_t from;
        size_t length;
    } beyond[] = {
        {BRING_BYTES_MOST, 1                   },
        {UINT64_MAX,       1                   },
        {UINT64_MAX,       SIZE_MAX            },
        {0,                BRING_BYTES_MOST + 1},
    };
    struct bring bring;
    begin(&office, "roll.csv", &bring);

    for (size_t i = 0; i < COUNT(beyond); i++) {
        office.f->err = (struct error){0};
        assert_false(bring_write(&bring, beyond[i].from, "x", beyond[i].length, &office.f->err));
        assert_int_equal(office.f->err.kind, ERROR_INVALID);
    }

    bring_give_up(office.folder, &bring);
    close_office(&office);
}

static void who_does_not_import_brings_nothing_and_sees_nothing(void **state)
{
    struct office office = open_office(*state);
    struct fixture *f = office.f;
    struct drop_file *files;
    struct bring bring = {0};
    size_t count;
    begin(&office, "roll.csv", &bring);
    assert_true(end(&office, &bring));

    assert_false(bring_begin(office.folder, &office.teacher, "x.csv", &f->arena, &bring, &f->err));
    assert_int_equal(f->err.kind, ERROR_DENIED);
    assert_false(bring_list(office.folder, &office.teacher, &f->arena, &files, &count, &f->err));
    assert_null(bring_open(f->store, office.folder, &office.teacher, "roll.csv", &f->err));
    assert_false(bring_remove(f->store, office.folder, &office.teacher, "roll.csv", &f->err));
    assert_false(bring_rename(f->store, office.folder, &office.teacher, "roll.csv", "x", &f->err));
    assert_int_equal(list(&office, &files), 1);
    close_office(&office);
}

static void no_name_leads_out_of_the_folder(void **state)
{
    struct office office = open_office(*state);
    static const char *const names[] = {"../x", "/etc/passwd", ".hidden", "", "a/b"};
    struct drop_file *files;
    struct bring bring;
    for (size_t i = 0; i < COUNT(names); i++) {
        office.f->err = (struct error){0};
        assert_false(bring_begin(office.folder, &office.bureau, names[i], &office.f->arena, &bring,
                                 &office.f->err)
                     && end(&office, &bring));
        assert_int_equal(office.f->err.kind, ERROR_INVALID);
    }
    assert_int_equal(list(&office, &files), 0);
    close_office(&office);
}

static void each_file_that_comes_and_goes_is_on_record(void **state)
{
    struct office office = open_office(*state);
    struct fixture *f = office.f;
    struct bring bring;
    begin(&office, "roll.part.csv", &bring);
    assert_true(end(&office, &bring));
    assert_true(bring_rename(f->store, office.folder, &office.bureau, "roll.part.csv", "roll.csv",
                             &f->err));
    content(&office, "roll.csv");
    assert_true(bring_remove(f->store, office.folder, &office.bureau, "roll.csv", &f->err));

    QUERY(query) = query_open(f->store, "SELECT group_concat(action, ' ') FROM (SELECT action FROM"
                                        " audit WHERE action GLOB 'drop.*' ORDER BY id)");
    assert_true(query_next(&query));
    assert_string_equal(query_text(&query, 0, &f->arena),
                        "drop.bring drop.bring drop.take drop.remove");
    close_office(&office);
}

static void lay(const struct office *office, const char *name)
{
    FILE *file = drop_create(office->folder, name, &office->f->err);
    assert_non_null(file);
    fclose(file);
}

static void a_list_that_may_not_lie_about_goes_with_what_was_refused_of_it(void **state)
{
    struct office office = open_office(*state);
    struct fixture *f = office.f;
    struct drop_file *files;
    struct error refusal = {0};
    lay(&office, "groups.csv");
    lay(&office, "groups-rejects.csv");
    lay(&office, "other.csv");
    FILE *read = drop_open(office.folder, "groups.csv", &f->err);
    error_record_values(&refusal, ERROR_INVALID, MSG("import.group-restricted"),
                        (const char *const[]){"x", NULL});

    bring_withdraw(f->store, office.folder, &office.bureau, read, &refusal);

    fclose(read);
    assert_string_equal(refusal.key, "import.group-restricted-gone");
    assert_string_equal(refusal.values[0], "x");
    assert_int_equal(list(&office, &files), 1);
    assert_string_equal(files[0].name, "other.csv");
    QUERY(query) = query_open(f->store, "SELECT count(*) FROM audit WHERE action = 'drop.remove'");
    assert_true(query_next(&query));
    assert_int_equal(query_int(&query, 0), 1);
    close_office(&office);
}

static void a_list_that_lies_elsewhere_stays(void **state)
{
    struct office office = open_office(*state);
    struct drop_file *files;
    struct error refusal = {0};
    lay(&office, "groups.csv");
    const char *path = arena_text(&office.f->arena, "%s/groups.csv", office.folder);
    FILE *read = fopen(path, "w+e");
    assert_non_null(read);
    error_record_values(&refusal, ERROR_INVALID, MSG("import.group-restricted"),
                        (const char *const[]){"x", NULL});

    bring_withdraw(office.f->store, office.folder, &office.bureau, read, &refusal);

    fclose(read);
    assert_string_equal(refusal.key, "import.group-restricted");
    assert_int_equal(list(&office, &files), 1);
    assert_int_equal(unlink(path), 0);
    close_office(&office);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_file_stands_under_its_name_once_it_is_whole),
        SPEC(a_file_that_is_brought_twice_is_whole_both_times),
        SPEC(a_file_that_was_cut_off_leaves_nothing),
        SPEC(nobody_goes_on_with_a_file_whose_beginning_did_not_come),
        SPEC(a_file_has_its_most),
        SPEC(who_does_not_import_brings_nothing_and_sees_nothing),
        SPEC(no_name_leads_out_of_the_folder),
        SPEC(each_file_that_comes_and_goes_is_on_record),
        SPEC(a_list_that_may_not_lie_about_goes_with_what_was_refused_of_it),
        SPEC(a_list_that_lies_elsewhere_stays),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("bring", specs, NULL, NULL) : 1;
}
