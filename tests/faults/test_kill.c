/*
 * Writers and the clerk are killed at any moment, over and over. All that a writer was
 * told is saved is there afterwards, and nobody waits for the dead.
 */
#include "tests/faults/place.h"

#include "core/base/clock.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    WRITERS = 6,
    EVERYBODY = WRITERS + 1, /* and the clerk */
    LIVES_MOST = 100000,     /* writers that were ever started */
    WAIT_MOST = 10000        /* milliseconds between two that are saved */
};

/* What a writer says on the pipe after each commit. */
struct saved {
    int life, count;
};

static int saved_of[LIVES_MOST];

static void save(struct store *store, int life, int i, struct error *err)
{
    char name[32];
    snprintf(name, sizeof name, "%d-%d", life, i);
    if (!store_begin(store, err))
        _exit(1);
    QUERY(query) = query_open(store, "INSERT INTO setting (name, value) VALUES (:name, 'x')");
    bind_text(&query, ":name", name);
    if (!store_end(store, query_run(&query, err), err))
        _exit(1);
}

static void write_for_ever(const char *path, int life, int pipe)
{
    struct error err = {0};
    struct store *store = store_open(path, &err);
    if (!store)
        _exit(1);
    for (int i = 0;; i++) {
        save(store, life, i, &err);
        const struct saved saved = {life, i + 1};
        if (write(pipe, &saved, sizeof saved) != sizeof saved)
            _exit(0);
    }
}

static void checkpoint_for_ever(const char *path)
{
    struct error err = {0};
    struct store *store = store_open(path, &err);
    if (!store)
        _exit(1);
    for (;;) {
        if (!store_checkpoint(store, &err))
            _exit(1);
        usleep(3000);
    }
}

static pid_t start(const char *path, int who, int life, int pipe)
{
    pid_t child = fork();
    if (child != 0)
        return child;
    if (who == WRITERS)
        checkpoint_for_ever(path);
    write_for_ever(path, life, pipe);
    _exit(0);
}

/* Takes in what was saved; says how many milliseconds it had to wait for the first. */
static int64_t listen_for(int pipe, int milliseconds)
{
    struct pollfd ready = {.fd = pipe, .events = POLLIN};
    int64_t began = clock_steady(), first = -1;
    while (clock_steady() < began + milliseconds)
        if (poll(&ready, 1, milliseconds) > 0) {
            struct saved saved;
            if (read(pipe, &saved, sizeof saved) != sizeof saved)
                break;
            first = first < 0 ? clock_steady() - began : first;
            saved_of[saved.life] = saved.count;
        }
    return first < 0 ? milliseconds : first;
}

static int kill_and_start_again(const char *path, pid_t everybody[], int *life, int pipe)
{
    int who = rand() % EVERYBODY;
    int status = 0;
    kill(everybody[who], SIGKILL);
    waitpid(everybody[who], &status, 0);
    everybody[who] = start(path, who, (*life)++, pipe);
    return WIFEXITED(status) ? 1 : 0;
}

/* The rows of a life are numbered without gaps, and are as many as it was told, or one more. */
static void check_life(struct store *store, int life)
{
    char pattern[32];
    snprintf(pattern, sizeof pattern, "%d-*", life);
    QUERY(query) = query_open(store, "SELECT count(*), coalesce(max(CAST(substr(name,"
                                     " instr(name, '-') + 1)"
                                     " AS INTEGER)), -1) FROM setting WHERE name GLOB :pattern");
    bind_text(&query, ":pattern", pattern);
    assert_true(query_next(&query));
    int64_t rows = query_int(&query, 0);
    assert_int_equal(query_int(&query, 1), rows - 1);
    assert_in_range(rows, saved_of[life], saved_of[life] + 1);
}

static void what_was_saved_outlives_those_who_saved_it(void **state)
{
    struct place_of_test *place = *state;
    pid_t everybody[EVERYBODY];
    int ends[2], life = 0, kills = 0, failures = 0;
    int64_t until = clock_steady() + place_milliseconds();
    assert_int_equal(pipe(ends), 0);
    store_close(store_open(place->path, &place->err));
    for (int who = 0; who < EVERYBODY; who++)
        everybody[who] = start(place->path, who, life++, ends[1]);

    for (; clock_steady() < until && life < LIVES_MOST; kills++) {
        assert_true(listen_for(ends[0], 10) <= WAIT_MOST);
        failures += kill_and_start_again(place->path, everybody, &life, ends[1]);
    }
    for (int who = 0; who < EVERYBODY; who++) {
        kill(everybody[who], SIGKILL);
        waitpid(everybody[who], NULL, 0);
    }
    listen_for(ends[0], 50);

    struct store *store = store_open(place->path, &place->err);
    assert_non_null(store);
    print_message("# %d killed, %d writers\n", kills, life);
    assert_int_equal(failures, 0);
    assert_string_equal(place_inspect(store), "");
    for (int i = 0; i < life; i++)
        check_life(store, i);
    store_close(store);
    close(ends[0]);
    close(ends[1]);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        IN_PLACE(what_was_saved_outlives_those_who_saved_it),
    };
    srand(1);
    return cmocka_run_group_tests_name("kill", specs, NULL, NULL);
}
