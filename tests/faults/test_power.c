/*
 * The power is cut at every single step of what the program writes: opening, verbs,
 * checkpoints. What was not yet made sure is lost, kept or torn at random. Whatever is
 * left must open, be sound, and hold all that was said to be saved.
 */
#include "tests/faults/place.h"
#include "tests/faults/shim.h"

#include "core/base/clock.h"
#include "core/posts/place.h"
#include "core/store/audit.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    SECTOR = 512,
    VARIANTS = 3, /* nothing of what was not sure, all of it, torn */
    VERBS = 40,
    IMAGES_LEAST = 240,
    STRIDE = 31, /* cuts are spread over all steps, then fill the gaps while there is time */
    STEPS_MOST = 100000
};

struct image {
    unsigned char *bytes;
    int64_t size, room;
};

struct tally {
    int64_t images, damaged, lost;
    const char *first; /* what was wrong first */
};

static uint64_t chance = 88172645463325252ULL;

/* The same cuts in every run. */
static unsigned random_number(void)
{
    chance ^= chance << 13;
    chance ^= chance >> 7;
    chance ^= chance << 17;
    return (unsigned)(chance >> 11);
}

static void put(struct image *image, int64_t offset, const unsigned char *bytes, int64_t size)
{
    if (offset + size > image->room) {
        image->room = 2 * (offset + size) + 65536;
        image->bytes = realloc(image->bytes, (size_t)image->room);
        assert_non_null(image->bytes);
    }
    if (offset > image->size)
        memset(image->bytes + image->size, 0, (size_t)(offset - image->size));
    memcpy(image->bytes + offset, bytes, (size_t)size);
    if (offset + size > image->size)
        image->size = offset + size;
}

static void apply(struct image images[], const struct shim_step *step)
{
    struct image *image = &images[step->file];
    if (step->kind == SHIM_WRITE)
        put(image, step->offset, step->bytes, (int64_t)step->size);
    else if (step->kind == SHIM_TRUNCATE && step->offset < image->size)
        image->size = step->offset;
}

/* A write that was under way: some of its sectors are there, some are not. */
static void tear(struct image images[], const struct shim_step *step)
{
    if (step->kind != SHIM_WRITE) {
        if (random_number() % 2)
            apply(images, step);
        return;
    }
    for (size_t at = 0; at < step->size; at += SECTOR) {
        size_t size = step->size - at < SECTOR ? step->size - at : SECTOR;
        if (random_number() % 2)
            put(&images[step->file], step->offset + (int64_t)at, step->bytes + at, (int64_t)size);
    }
}

/* What is empty is not there. */
static void write_image(const char *path, const char *end, const struct image *image)
{
    char name[256];
    snprintf(name, sizeof name, "%s%s", path, end);
    if (image->size == 0)
        return;
    int file = open(name, O_CREAT | O_TRUNC | O_WRONLY, 0600);
    assert_true(file >= 0);
    assert_true(write(file, image->bytes, (size_t)image->size) == image->size);
    close(file);
}

static int64_t number(struct store *store, const char *sql)
{
    QUERY(query) = query_open(store, sql);
    return query_next(&query) ? query_int(&query, 0) : -1;
}

/* What is left after the cut, opened as the program opens it. */
static void inspect(const char *path, int64_t saved, struct tally *tally)
{
    struct error err = {0};
    struct store *store = store_open(path, &err);
    const char *wrong = store ? place_inspect(store) : err.detail;
    tally->images++;
    if (!store || wrong[0]) {
        tally->damaged++;
        if (!tally->first)
            tally->first = store ? wrong : "it does not open";
    } else if (number(store, "SELECT count(*) FROM place") != number(store, "SELECT count(*)"
                                                                            " FROM audit")) {
        tally->damaged++;
        tally->first = "half a verb is there";
    } else if (number(store, "SELECT count(*) FROM audit") < saved)
        tally->lost++;
    store_close(store);
}

static struct image copy_of(const struct image *image)
{
    struct image copy = {.size = image->size, .room = image->size + 1};
    copy.bytes = malloc((size_t)copy.room);
    assert_non_null(copy.bytes);
    if (image->size > 0)
        memcpy(copy.bytes, image->bytes, (size_t)image->size);
    return copy;
}

/* Cuts the power now: sure holds what was synced, waiting the steps since, in order. */
static void cut(const char *path, const struct image sure[],
                const struct shim_step *const waiting[], size_t count, int64_t saved,
                struct tally *tally)
{
    static const char *const ends[SHIM_FILES] = {"", "-wal", "-journal"};
    for (int variant = 0; variant < VARIANTS; variant++) {
        struct image left[SHIM_FILES];
        for (int file = 0; file < SHIM_FILES; file++)
            left[file] = copy_of(&sure[file]);
        for (size_t i = 0; variant > 0 && i < count; i++)
            (variant == 1 ? apply : tear)(left, waiting[i]);
        place_remove(path);
        for (int file = 0; file < SHIM_FILES; file++) {
            write_image(path, ends[file], &left[file]);
            free(left[file].bytes);
        }
        inspect(path, saved, tally);
    }
    place_remove(path);
}

/* A sync makes sure what waited of its own file, and of no other. */
static size_t make_sure(struct image sure[], enum shim_file file, const struct shim_step *waiting[],
                        size_t count)
{
    size_t left = 0;
    for (size_t i = 0; i < count; i++)
        if (waiting[i]->file == file)
            apply(sure, waiting[i]);
        else
            waiting[left++] = waiting[i];
    return left;
}

/* A slow machine gets its time, and enough images all the same. */
static bool goes_on(int64_t until, const struct tally *tally)
{
    return clock_steady() < until || tally->images < IMAGES_LEAST;
}

/* Replays everything once and cuts at every STRIDE-th step, beginning with one of the first. */
static void replay(const char *path, size_t begin, int64_t until, struct tally *tally)
{
    static const struct shim_step *waiting[STEPS_MOST];
    struct image sure[SHIM_FILES] = {{0}};
    size_t count, waits = 0;
    const struct shim_step *steps = shim_steps(&count);
    int64_t saved = 0;
    for (size_t i = 0; i < count; i++) {
        if (steps[i].kind == SHIM_SAVED)
            saved = steps[i].offset;
        else if (steps[i].kind == SHIM_SYNC)
            waits = make_sure(sure, steps[i].file, waiting, waits);
        else if (waits < STEPS_MOST)
            waiting[waits++] = &steps[i];
        if (i % STRIDE == begin && goes_on(until, tally))
            cut(path, sure, waiting, waits, saved, tally);
    }
    for (int file = 0; file < SHIM_FILES; file++)
        free(sure[file].bytes);
}

static void add_place(struct store *store, int64_t parent_id, int64_t *id, struct error *err)
{
    const struct actor console = {.name = "console", .console = true};
    const struct place place = {
        .parent_id = parent_id,
        .kind = parent_id ? "township" : "county",
        .name_zh = "示例镇，名称写得长一些，好让一行占去更多的地方",
    };
    assert_true(place_add(store, &console, &place, id, err));
}

/* A county's beginning, verb after verb, with a checkpoint now and then. */
static void work(struct place_of_test *place, const char *setting)
{
    int64_t county = 0, id;
    shim_forget();
    shim_record(true);
    struct store *store = store_open(place->path, &place->err);
    assert_non_null(store);
    assert_true(store_execute(store, setting, &place->err));
    for (int64_t i = 1; i <= VERBS; i++) {
        add_place(store, county, i == 1 ? &county : &id, &place->err);
        shim_saved(i);
        if (i % 8 == 0)
            assert_true(store_checkpoint(store, &place->err));
    }
    store_close(store);
    shim_record(false);
}

static struct tally cut_everywhere(struct place_of_test *place, const char *setting)
{
    char path[128];
    snprintf(path, sizeof path, "%s/cut.db", place->folder);
    work(place, setting);
    struct tally tally = {0};
    int64_t until = clock_steady() + place_milliseconds();
    for (size_t begin = 0; begin < STRIDE && goes_on(until, &tally); begin++)
        replay(path, begin, until, &tally);
    shim_forget();
    print_message("# %s: %d images, %d damaged, %d without something saved\n",
                  setting[0] ? setting : "as the program has it", (int)tally.images,
                  (int)tally.damaged, (int)tally.lost);
    return tally;
}

static void whenever_the_power_is_cut_all_that_was_saved_is_there(void **state)
{
    struct tally tally = cut_everywhere(*state, "");

    if (tally.damaged > 0)
        fail_msg("%s", tally.first);
    assert_int_equal(tally.lost, 0);
    assert_true(tally.images >= IMAGES_LEAST);
}

/* The control: the same cuts are noticed where the disk is trusted more than it deserves. */
static void the_cuts_would_show_if_less_were_made_sure(void **state)
{
    assert_true(cut_everywhere(*state, "PRAGMA synchronous = NORMAL").lost > 0);
}

static void the_cuts_would_show_damage_if_nothing_were_made_sure(void **state)
{
    assert_true(cut_everywhere(*state, "PRAGMA synchronous = OFF").damaged > 0);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        IN_PLACE(whenever_the_power_is_cut_all_that_was_saved_is_there),
        IN_PLACE(the_cuts_would_show_if_less_were_made_sure),
        IN_PLACE(the_cuts_would_show_damage_if_nothing_were_made_sure),
    };
    shim_install();
    return cmocka_run_group_tests_name("power", specs, NULL, NULL);
}
