/* A disk that fails, and one that is full: reading goes on, and nothing pretends to be saved. */
#define _GNU_SOURCE
#include "tests/faults/place.h"
#include "tests/faults/shim.h"

#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

static bool save(struct store *store, int i, struct error *err)
{
    char name[32];
    snprintf(name, sizeof name, "%d", i);
    if (!store_begin(store, err))
        return false;
    QUERY(query) = query_open(store, "INSERT INTO setting (name, value) VALUES (:name,"
                                     " zeroblob(2000))");
    bind_text(&query, ":name", name);
    return store_end(store, query_run(&query, err), err);
}

static int64_t saved(struct store *store)
{
    QUERY(query) = query_open(store, "SELECT count(*) FROM setting");
    return query_next(&query) ? query_int(&query, 0) : -1;
}

static void after_a_flush_has_failed_nothing_is_saved_any_more_but_reading_goes_on(void **state)
{
    struct place_of_test *place = *state;
    struct store *store = store_open(place->path, &place->err);
    assert_non_null(store);
    assert_true(save(store, 1, &place->err));

    shim_break_sync(true);
    assert_false(save(store, 2, &place->err));
    shim_break_sync(false);

    assert_string_equal(place->err.key, "store.disk");
    place->err = (struct error){0};
    assert_false(save(store, 3, &place->err));
    assert_string_equal(place->err.key, "store.disk");
    assert_int_equal(saved(store), 1);
    store_close(store);
}

static void opened_anew_after_a_failed_flush_it_works_again(void **state)
{
    struct place_of_test *place = *state;
    struct error ignored = {0};
    struct store *store = store_open(place->path, &place->err);
    assert_non_null(store);
    assert_true(save(store, 1, &place->err));
    shim_break_sync(true);
    assert_false(save(store, 2, &ignored));
    shim_break_sync(false);
    store_close(store);

    store = store_open(place->path, &place->err);

    assert_non_null(store);
    assert_true(save(store, 3, &place->err));
    assert_string_equal(place_inspect(store), "");
    store_close(store);
}

/* A disk of its own, of three megabytes, that only this process sees; false where that needs more
   rights than we have. */
static bool mount_small_disk(const char *folder)
{
    return unshare(CLONE_NEWNS) == 0
        && mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0
        && mount("tmpfs", folder, "tmpfs", 0, "size=3m") == 0;
}

static void fill(const char *path)
{
    static char block[4096];
    int file = open(path, O_CREAT | O_WRONLY, 0600);
    assert_true(file >= 0);
    while (write(file, block, sizeof block) > 0) {
    }
    close(file);
}

static void on_a_full_disk_reading_goes_on_and_writing_when_there_is_room_again(void **state)
{
    struct place_of_test *place = *state;
    char filler[128];
    int rows = 0;
    snprintf(filler, sizeof filler, "%s/filler", place->folder);
    if (!mount_small_disk(place->folder)) {
        print_message("# no disk of its own without root\n");
        skip();
    }
    struct store *store = store_open(place->path, &place->err);
    assert_non_null(store);
    while (rows < 100 && save(store, rows, &place->err))
        rows++;
    assert_int_equal(rows, 100);

    fill(filler);
    while (save(store, rows, &place->err))
        rows++;
    assert_string_equal(place->err.key, "store.full");
    assert_int_equal(saved(store), rows);

    unlink(filler);
    place->err = (struct error){0};
    assert_true(save(store, rows, &place->err));
    assert_int_equal(saved(store), rows + 1);
    assert_string_equal(place_inspect(store), "");
    store_close(store);
    place_remove(place->path);
    umount2(place->folder, MNT_DETACH);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        IN_PLACE(after_a_flush_has_failed_nothing_is_saved_any_more_but_reading_goes_on),
        IN_PLACE(opened_anew_after_a_failed_flush_it_works_again),
        IN_PLACE(on_a_full_disk_reading_goes_on_and_writing_when_there_is_room_again),
    };
    shim_install();
    return cmocka_run_group_tests_name("disk", specs, NULL, NULL);
}
