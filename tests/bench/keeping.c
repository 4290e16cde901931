/*
 * How long it takes to erase many children of a county, how long others who write wait for it
 * meanwhile, and whether their numbers stand in a byte of the file afterwards.
 *
 *     keeping DIR TODAY COUNT
 *
 * DIR is a county with its lists in; COUNT of its children have come of age long ago, and were told.
 */
#include "core/base/date.h"
#include "core/keeping/keeper.h"
#include "core/rules/rules.h"
#include "core/store/county.h"
#include "core/store/setting.h"
#include "i18n/catalogue.h"

#include <inttypes.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    LOOKED_FOR = 200, /* ID numbers that are searched in the bytes */
    PAUSE = 20000     /* microseconds between two writes of somebody else */
};

static struct error err;

static void must(bool done, const char *what)
{
    if (done)
        return;
    fprintf(stderr, "%s: %s %s\n", what, err.key, err.detail);
    exit(1);
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1000 + (double)time.tv_nsec / 1e6;
}

static void run(struct store *store, const char *sql, const char *day, int count)
{
    QUERY(query) = query_open(store, sql);
    if (strstr(sql, ":day"))
        bind_text(&query, ":day", day);
    if (strstr(sql, ":count"))
        bind_int(&query, ":count", count);
    must(query_run(&query, &err), sql);
}

static int by_size(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return a < b ? -1 : a > b;
}

static void tell(const char *what, double *times, size_t count)
{
    qsort(times, count, sizeof *times, by_size);
    printf("    %s: %zu, median %.1f ms, longest %.1f ms\n", what, count, times[count / 2],
           times[count - 1]);
}

/* Somebody else, who saves a letter of a draft again and again until the pipe closes. */
static pid_t write_beside(const char *folder, int gate[static 2])
{
    fflush(stdout);
    pid_t pid = fork();
    if (pid != 0)
        return pid;
    static double waits[1 << 16];
    size_t count = 0;
    struct store *store = county_open(folder, &err);
    must(store != NULL, folder);
    close(gate[1]);
    fd_set set;
    do {
        double began = now();
        must(store_begin(store, &err)
                 && store_end(store, setting_keep(store, "bench.beside", "1", &err), &err),
             "writing beside");
        waits[count++] = now() - began;
        usleep(PAUSE);
        struct timeval none = {0};
        FD_ZERO(&set);
        FD_SET(gate[0], &set);
        if (select(gate[0] + 1, &set, NULL, NULL, &none) > 0)
            break;
    } while (count < sizeof waits / sizeof *waits);
    tell("writes of somebody else meanwhile", waits, count);
    store_close(store);
    fflush(stdout);
    _exit(0);
}

/* Such as no other child's row has: the lists of a demonstration mistake some children for others. */
static size_t read_numbers(struct store *store, char numbers[static LOOKED_FOR][24])
{
    ARENA(arena);
    size_t count = 0;
    QUERY(query) = query_open(store,
                              "SELECT c.id_number FROM keeping_item i JOIN child c ON c.id = i.id"
                              " WHERE i.subject = 'child' AND c.id_number <> ''"
                              " AND NOT EXISTS (SELECT 1 FROM roll_entry r WHERE r.child_id <> c.id"
                              "  AND c.id_number IN (r.id_number, substr(r.student_number, 2)))"
                              " AND NOT EXISTS (SELECT 1 FROM register_row r WHERE r.child_id <> c.id"
                              "  AND r.id_number = c.id_number) LIMIT 200");
    while (count < LOOKED_FOR && query_next(&query))
        snprintf(numbers[count++], sizeof numbers[0], "%s", query_text(&query, 0, &arena));
    return count;
}

/* The whole file is read once; a number stands in it or not. */
static size_t found_in(const char *path, char numbers[static LOOKED_FOR][24], size_t count)
{
    struct stat status;
    size_t found = 0;
    FILE *file = fopen(path, "re");
    if (!file || fstat(fileno(file), &status) != 0)
        return 0;
    char *bytes = malloc((size_t)status.st_size + 1);
    size_t size = fread(bytes, 1, (size_t)status.st_size, file);
    fclose(file);
    for (size_t i = 0; i < count; i++) {
        const char *end = bytes + size;
        for (const char *at = bytes; (at = memchr(at, numbers[i][0], (size_t)(end - at))); at++)
            if ((size_t)(end - at) >= 18 && memcmp(at, numbers[i], 18) == 0) {
                found++;
                break;
            }
    }
    free(bytes);
    return found;
}

static void erase_all(struct store *store, const struct policy *policy, const char *day)
{
    static double steps[1 << 16];
    size_t count = 0;
    bool left = true;
    double began = now();
    while (left) {
        double step = now();
        must(keeper_work(store, policy, day, &left, &err), "keeper");
        steps[count++] = now() - step;
    }
    printf("    in all %.1f s\n", (now() - began) / 1000);
    tell("steps, one a minute", steps, count);
}

int main(int argc, char **argv)
{
    static char numbers[LOOKED_FOR][24];
    ARENA(arena);
    int gate[2], count = argc == 4 ? atoi(argv[3]) : 0;
    setlocale(LC_ALL, "");
    if (argc != 4 || !catalogue_open() || pipe(gate) != 0)
        return 2;
    struct store *store = county_open(argv[1], &err);
    must(store != NULL, argv[1]);
    struct policy *policy = rules_open(store, argv[1], &err);
    must(policy != NULL, "rules");
    const char *day = argv[2], *next = date_add(day, 1, &arena);

    run(store, "UPDATE main.child SET born = '2001-01-01' WHERE id IN (SELECT id FROM main.child"
               " WHERE merged_into IS NULL ORDER BY id LIMIT :count)",
        NULL, count);
    bool left;
    double began = now();
    must(keeper_work(store, policy, day, &left, &err), "telling");
    printf("    told in %.1f s\n", (now() - began) / 1000);
    run(store, "UPDATE main.keeping_item SET goes_on = :day, told_on = date(:day, '-40 days')", next, 0);
    size_t wanted = read_numbers(store, numbers);
    must(store_checkpoint(store, &err), "checkpoint");
    store_close(store);

    pid_t beside = write_beside(argv[1], gate);
    close(gate[0]);
    store = county_open(argv[1], &err);
    must(store != NULL, argv[1]);
    erase_all(store, policy, next);
    close(gate[1]);
    waitpid(beside, NULL, 0);
    began = now();
    must(keeper_wipe(store, next, &err), "wiping");
    printf("    pages written anew and log emptied in %.0f ms\n", now() - began);
    store_close(store);
    printf("    of %zu ID numbers %zu stand in the file\n", wanted,
           found_in(arena_text(&arena, "%s/county.db", argv[1]), numbers, wanted));
    policy_close(policy);
    return 0;
}
