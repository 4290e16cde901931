/*
 * The power goes at any moment. Every write, cut and flush of the database and
 * its log is noted by a shim in front of SQLite's own file layer; then each moment
 * is replayed as a disk that kept all that was flushed, and of the rest something,
 * nothing, or halves of 512 bytes. Less careful settings must lose: else the
 * campaign would prove nothing.
 */
#include "tests/faults/campaign.h"

#include <sqlite3.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    DATABASE,
    LOG,
    FILES,
    SECTOR = 512,
    PENDING_MOST = 8192,
    CHECKPOINT_AFTER = 9, /* townships */
};

enum deed {
    DEED_WRITE,
    DEED_CUT,
    DEED_FLUSH,
    DEED_SAID, /* the program said that it is saved */
};

struct step {
    enum deed deed;
    int file;
    sqlite3_int64 offset; /* where; the new size of a cut; the number that was said to be saved */
    int size;
    unsigned char *bytes;
};

struct image {
    unsigned char *bytes;
    size_t size, room;
};

static struct {
    sqlite3_vfs *base, shim;
    const sqlite3_io_methods *below[FILES];
    sqlite3_io_methods methods[FILES];
    struct step *steps;
    size_t count, room;
    bool noting;
} tape;

/* --- The shim --- */

static void note(struct step step)
{
    if (!tape.noting)
        return;
    if (tape.count == tape.room) {
        tape.room = tape.room ? 2 * tape.room : 4096;
        tape.steps = realloc(tape.steps, tape.room * sizeof *tape.steps);
        assert_non_null(tape.steps);
    }
    tape.steps[tape.count++] = step;
}

static int file_of(const sqlite3_file *file)
{
    return file->pMethods == &tape.methods[LOG] ? LOG : DATABASE;
}

static int shim_write(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 offset)
{
    struct step step = {DEED_WRITE, file_of(file), offset, size, NULL};
    if (tape.noting) {
        step.bytes = malloc((size_t)size);
        assert_non_null(step.bytes);
        memcpy(step.bytes, bytes, (size_t)size);
    }
    note(step);
    return tape.below[file_of(file)]->xWrite(file, bytes, size, offset);
}

static int shim_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    note((struct step){DEED_CUT, file_of(file), size, 0, NULL});
    return tape.below[file_of(file)]->xTruncate(file, size);
}

static int shim_sync(sqlite3_file *file, int flags)
{
    note((struct step){DEED_FLUSH, file_of(file), 0, 0, NULL});
    return tape.below[file_of(file)]->xSync(file, flags);
}

static int shim_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
    (void)vfs;
    int status = tape.base->xOpen(tape.base, name, file, flags, out);
    int which = flags & SQLITE_OPEN_MAIN_DB ? DATABASE : flags & SQLITE_OPEN_WAL ? LOG
                                                                                 : FILES;
    if (status != SQLITE_OK || which == FILES)
        return status;
    if (!tape.below[which]) {
        tape.below[which] = file->pMethods;
        tape.methods[which] = *file->pMethods;
        tape.methods[which].xWrite = shim_write;
        tape.methods[which].xTruncate = shim_truncate;
        tape.methods[which].xSync = shim_sync;
    }
    file->pMethods = &tape.methods[which];
    return status;
}

static void stand_in_front(void)
{
    tape.base = sqlite3_vfs_find(NULL);
    tape.shim = *tape.base;
    tape.shim.zName = "noting";
    tape.shim.xOpen = shim_open;
    sqlite3_vfs_register(&tape.shim, 1);
}

static void forget_steps(void)
{
    for (size_t i = 0; i < tape.count; i++)
        free(tape.steps[i].bytes);
    tape.count = 0;
}

/* --- The disk after the power went --- */

/* Xorshift (Marsaglia, 2003): the same campaign every time. */
static unsigned dice(unsigned sides)
{
    static uint64_t state = UINT64_C(88172645463325252);
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned)((state >> 11) % sides);
}

static void image_reach(struct image *image, size_t size)
{
    if (size > image->room) {
        image->room = 2 * size;
        image->bytes = realloc(image->bytes, image->room);
        assert_non_null(image->bytes);
    }
    if (size > image->size) {
        memset(image->bytes + image->size, 0, size - image->size);
        image->size = size;
    }
}

static void image_write(struct image *image, sqlite3_int64 offset, const unsigned char *bytes, int size)
{
    image_reach(image, (size_t)offset + (size_t)size);
    memcpy(image->bytes + offset, bytes, (size_t)size);
}

static void image_do(struct image *image, const struct step *step)
{
    if (step->deed == DEED_WRITE)
        image_write(image, step->offset, step->bytes, step->size);
    else if ((size_t)step->offset < image->size)
        image->size = (size_t)step->offset;
    else
        image_reach(image, (size_t)step->offset);
}

/* Some of its sectors got there. */
static void image_tear(struct image *image, const struct step *step)
{
    for (int at = 0; at < step->size; at += SECTOR) {
        int size = step->size - at < SECTOR ? step->size - at : SECTOR;
        if (dice(2))
            image_write(image, step->offset + at, step->bytes + at, size);
    }
}

enum fate {
    FATE_NOTHING, /* what was not flushed is gone */
    FATE_ALL,
    FATE_SOME,
    FATES
};

static void image_suffer(struct image *image, const struct step *step, enum fate fate)
{
    if (fate == FATE_NOTHING || (fate == FATE_SOME && dice(3) == 0))
        return;
    if (fate == FATE_SOME && step->deed == DEED_WRITE && dice(2))
        image_tear(image, step);
    else
        image_do(image, step);
}

static void image_save(const struct image *image, const char *path)
{
    int fd = open(path, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, image->bytes, image->size), (ssize_t)image->size);
    close(fd);
}

struct disk {
    struct image kept[FILES];
    size_t pending[FILES][PENDING_MOST];
    size_t pending_count[FILES];
};

static void disk_take(struct disk *disk, size_t index)
{
    const struct step *step = &tape.steps[index];
    size_t *count = &disk->pending_count[step->file];
    if (step->deed != DEED_FLUSH) {
        assert_true(*count < PENDING_MOST);
        disk->pending[step->file][(*count)++] = index;
        return;
    }
    for (size_t i = 0; i < *count; i++)
        image_do(&disk->kept[step->file], &tape.steps[disk->pending[step->file][i]]);
    *count = 0;
}

static void disk_save(const struct disk *disk, enum fate fate, const char *const paths[FILES])
{
    for (int file = 0; file < FILES; file++) {
        struct image image = {0};
        image_reach(&image, disk->kept[file].size + 1);
        memcpy(image.bytes, disk->kept[file].bytes, disk->kept[file].size);
        image.size = disk->kept[file].size;
        for (size_t i = 0; i < disk->pending_count[file]; i++)
            image_suffer(&image, &tape.steps[disk->pending[file][i]], fate);
        image_save(&image, paths[file]);
        free(image.bytes);
    }
}

/* --- The campaign --- */

struct outcome {
    int images, damaged, lost;
};

static void examine(struct campaign *c, const struct disk *disk, enum fate fate, int64_t said,
                    struct outcome *outcome)
{
    char path[128], log[136], index[136];
    snprintf(path, sizeof path, "%s/replay.db", c->folder);
    snprintf(log, sizeof log, "%s-wal", path);
    snprintf(index, sizeof index, "%s-shm", path);
    disk_save(disk, fate, (const char *const[]){path, log});

    struct error err = {0};
    struct store *store = store_open(path, &err);
    int64_t there = store ? campaign_whole(c, store) : -1;
    store_close(store);
    outcome->images++;
    outcome->damaged += there < 0;
    outcome->lost += there >= 0 && there < said;
    campaign_remove(path);
}

/* Looks at every moment after the county was made, until the time is up. */
static struct outcome replay(struct campaign *c)
{
    struct outcome outcome = {0};
    struct disk *disk = calloc(1, sizeof *disk);
    int64_t said = -1, end = campaign_clock() + campaign_seconds * 1000;
    assert_non_null(disk);
    for (size_t i = 0; i < tape.count && campaign_clock() < end; i++) {
        if (tape.steps[i].deed == DEED_SAID)
            said = tape.steps[i].offset;
        else
            disk_take(disk, i);
        for (int fate = 0; said >= 0 && fate < FATES; fate++)
            examine(c, disk, (enum fate)fate, said, &outcome);
    }
    free(disk->kept[DATABASE].bytes);
    free(disk->kept[LOG].bytes);
    free(disk);
    return outcome;
}

/* Writes townships under a setting and checkpoints between, as the clerk does; then the replay. */
static struct outcome run_campaign(struct campaign *c, const char *setting)
{
    char path[128];
    snprintf(path, sizeof path, "%s/noted.db", c->folder);
    tape.noting = true;
    struct store *store = campaign_found(c, path);
    assert_true(store_execute(store, setting, &c->f.err));
    note((struct step){DEED_SAID, 0, 0, 0, NULL});
    for (int number = 1; number <= 5 + 20 * campaign_seconds; number++) {
        assert_true(campaign_write(c, store, number, &c->f.err));
        note((struct step){DEED_SAID, 0, number, 0, NULL});
        if (number % CHECKPOINT_AFTER == 0)
            assert_true(store_checkpoint(store, &c->f.err));
    }
    store_close(store);
    tape.noting = false;
    struct outcome outcome = replay(c);
    print_message("# %s: %d images, %d damaged, %d without what was said to be saved\n", setting,
                  outcome.images, outcome.damaged, outcome.lost);
    forget_steps();
    campaign_remove(path);
    return outcome;
}

static void nothing_that_was_said_to_be_saved_is_lost_when_the_power_goes(void **state)
{
    struct outcome outcome = run_campaign(*state, "PRAGMA synchronous = FULL");

    assert_true(outcome.images > 0);
    assert_int_equal(outcome.damaged, 0);
    assert_int_equal(outcome.lost, 0);
}

static void flushing_less_often_would_lose_it(void **state)
{
    struct outcome outcome = run_campaign(*state, "PRAGMA synchronous = NORMAL");

    assert_true(outcome.lost > 0);
}

static void not_flushing_would_damage_the_database(void **state)
{
    struct outcome outcome = run_campaign(*state, "PRAGMA synchronous = OFF");

    assert_true(outcome.damaged > 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest specs[] = {
        CAMPAIGN(nothing_that_was_said_to_be_saved_is_lost_when_the_power_goes),
        CAMPAIGN(flushing_less_often_would_lose_it),
        CAMPAIGN(not_flushing_would_damage_the_database),
    };
    campaign_length(argc, argv);
    stand_in_front();
    return cmocka_run_group_tests_name("powerless", specs, NULL, NULL);
}
