#include "tests/support/fixture.h"

#include "core/import/drop.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A county's folder with a drop folder, and something beside it that is nobody's business. */
struct folder {
    struct arena arena;
    char path[64];
    struct error err;
};

static void put(struct folder *folder, const char *name, const char *text)
{
    FILE *file = fopen(arena_text(&folder->arena, "%s/%s", folder->path, name), "we");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static int begin(void **state)
{
    struct folder *folder = calloc(1, sizeof *folder);
    assert_non_null(folder);
    strcpy(folder->path, "/tmp/test-drop-XXXXXX");
    assert_non_null(mkdtemp(folder->path));
    assert_int_equal(mkdir(arena_text(&folder->arena, "%s/drop", folder->path), 0700), 0);
    put(folder, "secret.csv", "secret");
    put(folder, "drop/roll.csv", "roll");
    *state = folder;
    return 0;
}

static int end(void **state)
{
    struct folder *folder = *state;
    static const char *const names[] = {"secret.csv", "drop/roll.csv", "drop/roll-rejects.csv",
                                        "drop/link.csv", "drop/.hidden.csv", "drop/notes.odt", "drop", "."};
    for (size_t i = 0; i < COUNT(names); i++)
        remove(arena_text(&folder->arena, "%s/%s", folder->path, names[i]));
    arena_clear(&folder->arena);
    free(folder);
    return 0;
}

static void only_lists_are_listed(void **state)
{
    struct folder *folder = *state;
    struct drop_file *files;
    size_t count;
    put(folder, "drop/roll-rejects.csv", "x");
    put(folder, "drop/.hidden.csv", "x");
    put(folder, "drop/notes.odt", "x");

    assert_true(drop_list(folder->path, &folder->arena, &files, &count, &folder->err));

    assert_int_equal(count, 1);
    assert_string_equal(files[0].name, "roll.csv");
    assert_int_equal(files[0].size, 4);
}

static void every_file_is_told_apart_from_what_is_hidden(void **state)
{
    struct folder *folder = *state;
    struct drop_file *files;
    size_t count;
    put(folder, "drop/.hidden.csv", "x");
    put(folder, "drop/notes.odt", "x");

    assert_true(drop_files(folder->path, &folder->arena, &files, &count, &folder->err));

    assert_int_equal(count, 2);
}

static void a_file_is_called_otherwise_within_the_folder_alone(void **state)
{
    struct folder *folder = *state;
    struct drop_file *files;
    size_t count;

    assert_true(drop_rename(folder->path, "roll.csv", "notes.odt", &folder->err));
    assert_true(drop_list(folder->path, &folder->arena, &files, &count, &folder->err));
    assert_int_equal(count, 0);
    assert_false(drop_rename(folder->path, "roll.csv", "x.csv", &folder->err));
    assert_int_equal(folder->err.kind, ERROR_MISSING);
    folder->err = (struct error){0};
    assert_false(drop_rename(folder->path, "notes.odt", "../x.csv", &folder->err));
    assert_string_equal(folder->err.key, "drop.name");
}

static void no_name_leads_out_of_the_folder(void **state)
{
    struct folder *folder = *state;
    static const char *const names[] = {"../secret.csv", "/etc/passwd", "..", ".", "", "x/../../secret.csv",
                                        ".hidden.csv"};

    for (size_t i = 0; i < COUNT(names); i++) {
        struct error err = {0};
        assert_null(drop_open(folder->path, names[i], &err));
        assert_string_equal(err.key, "drop.name");
        err = (struct error){0};
        assert_null(drop_create(folder->path, names[i], &err));
        assert_string_equal(err.key, "drop.name");
    }
}

static void a_link_is_no_file_of_the_folder(void **state)
{
    struct folder *folder = *state;
    struct drop_file *files;
    size_t count;
    assert_int_equal(symlink("../secret.csv", arena_text(&folder->arena, "%s/drop/link.csv", folder->path)), 0);

    assert_null(drop_open(folder->path, "link.csv", &folder->err));

    assert_string_equal(folder->err.key, "drop.missing");
    assert_true(drop_list(folder->path, &folder->arena, &files, &count, &folder->err));
    assert_int_equal(count, 1);
}

static void what_is_refused_comes_back_beside_its_list(void **state)
{
    struct folder *folder = *state;
    const char *name = drop_rejects_name("roll.csv", &folder->arena);

    FILE *file = drop_create(folder->path, name, &folder->err);

    assert_non_null(file);
    fclose(file);
    assert_string_equal(name, "roll-rejects.csv");
    assert_true(drop_remove(folder->path, name, &folder->err));
    assert_true(drop_remove(folder->path, name, &folder->err));
}

#define FOLDER_SPEC(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest specs[] = {
        FOLDER_SPEC(only_lists_are_listed),
        FOLDER_SPEC(every_file_is_told_apart_from_what_is_hidden),
        FOLDER_SPEC(a_file_is_called_otherwise_within_the_folder_alone),
        FOLDER_SPEC(no_name_leads_out_of_the_folder),
        FOLDER_SPEC(a_link_is_no_file_of_the_folder),
        FOLDER_SPEC(what_is_refused_comes_back_beside_its_list),
    };
    return cmocka_run_group_tests_name("drop", specs, NULL, NULL);
}
