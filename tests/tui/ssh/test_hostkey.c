#include "tests/support/fixture.h"

#include "core/store/county.h"
#include "tui/ssh/hostkey.h"

#include <libssh/libssh.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/hostkey-XXXXXX";

static int make_folder(void **state)
{
    strcpy(folder, "/tmp/hostkey-XXXXXX");
    return fixture_open(state) == 0 && mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    struct fixture *f = *state;
    unlink(county_path(folder, "host_key", &f->arena));
    rmdir(folder);
    return fixture_close(state);
}

static const char *print_of(struct fixture *f)
{
    struct ssh_key_struct *key = NULL;
    char print[HOSTKEY_PRINT_SIZE];
    assert_true(hostkey_read(folder, &key, &f->err));
    hostkey_print(key, print);
    ssh_key_free(key);
    return arena_text(&f->arena, "%s", print);
}

static void a_made_key_is_its_owners_alone_and_stays_the_same(void **state)
{
    struct fixture *f = *state;
    struct stat status;

    assert_true(hostkey_make(folder, &f->err));
    const char *first = print_of(f);
    assert_true(hostkey_make(folder, &f->err));

    assert_int_equal(stat(county_path(folder, "host_key", &f->arena), &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    assert_memory_equal(first, "SHA256:", 7);
    assert_string_equal(print_of(f), first);
}

static void a_key_that_others_may_read_is_refused(void **state)
{
    struct fixture *f = *state;
    struct ssh_key_struct *key = NULL;
    assert_true(hostkey_make(folder, &f->err));
    chmod(county_path(folder, "host_key", &f->arena), 0640);

    assert_false(hostkey_read(folder, &key, &f->err));

    assert_int_equal(f->err.kind, ERROR_DENIED);
    assert_null(key);
}

static void a_folder_without_a_key_is_told_so(void **state)
{
    struct fixture *f = *state;
    struct ssh_key_struct *key = NULL;

    assert_false(hostkey_read(folder, &key, &f->err));

    assert_int_equal(f->err.kind, ERROR_MISSING);
}

#define FOLDER_SPEC(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest specs[] = {
        FOLDER_SPEC(a_made_key_is_its_owners_alone_and_stays_the_same),
        FOLDER_SPEC(a_key_that_others_may_read_is_refused),
        FOLDER_SPEC(a_folder_without_a_key_is_told_so),
    };
    return cmocka_run_group_tests_name("hostkey", specs, NULL, NULL);
}
