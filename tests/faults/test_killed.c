/*
 * Processes that write are killed in the middle of it, again and again: what
 * one of them was told is saved is there, and the next writer does not wait.
 */
#include "tests/faults/campaign.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    WRITERS = 6,
    LIFE_MILLISECONDS = 40,
    NUMBERS = 1 << 20, /* townships that one writer after another may add */
    PATIENCE_MILLISECONDS = 1000,
};

struct ledger {
    int pipe[2];
    pid_t writers[WRITERS];
    unsigned char *saved; /* by number */
    int next, count;
};

/* Writes until it is killed, and says each number once its commit has returned. */
static void write_for_ever(struct campaign *c, int told, int first)
{
    struct store *store = campaign_open(c);
    struct error err = {0};
    for (int number = first; campaign_write(c, store, number, &err); number++)
        if (write(told, &number, sizeof number) != sizeof number)
            break;
    _exit(1);
}

static void start_writer(struct campaign *c, struct ledger *ledger, int index)
{
    int first = ledger->next;
    ledger->next += 1000;
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0)
        write_for_ever(c, ledger->pipe[1], first);
    ledger->writers[index] = pid;
}

static void kill_writer(struct ledger *ledger, int index)
{
    kill(ledger->writers[index], SIGKILL);
    waitpid(ledger->writers[index], NULL, 0);
}

/* Reads what the writers say, for some milliseconds. */
static void listen(struct ledger *ledger, int milliseconds)
{
    int64_t end = campaign_clock() + milliseconds;
    struct pollfd fd = {.fd = ledger->pipe[0], .events = POLLIN};
    for (int64_t left = milliseconds; left > 0; left = end - campaign_clock()) {
        int number;
        if (poll(&fd, 1, (int)left) <= 0)
            return;
        assert_int_equal(read(ledger->pipe[0], &number, sizeof number), sizeof number);
        ledger->saved[number] = 1;
        ledger->count++;
    }
}

static void expect_saved(struct store *store, const struct ledger *ledger)
{
    QUERY(query) = query_open(store, "SELECT 1 FROM place WHERE kind = 'township' AND code = 'T' || :number");
    for (int number = 0; number < ledger->next; number++) {
        if (!ledger->saved[number])
            continue;
        query_reset(&query);
        bind_int(&query, ":number", number);
        if (!query_next(&query))
            fail_msg("township %d was said to be saved, and is gone", number);
    }
}

static void what_was_said_to_be_saved_outlives_the_killing_of_writers(void **state)
{
    struct campaign *c = *state;
    struct ledger ledger = {.saved = calloc(NUMBERS, 1)};
    assert_non_null(ledger.saved);
    assert_int_equal(pipe(ledger.pipe), 0);
    for (int i = 0; i < WRITERS; i++)
        start_writer(c, &ledger, i);

    int64_t end = campaign_clock() + campaign_seconds * 1000;
    for (int turn = 0; campaign_clock() < end && ledger.next + 1000 < NUMBERS; turn++) {
        listen(&ledger, LIFE_MILLISECONDS);
        kill_writer(&ledger, turn % WRITERS);
        start_writer(c, &ledger, turn % WRITERS);
    }
    for (int i = 0; i < WRITERS; i++)
        kill_writer(&ledger, i);
    listen(&ledger, 1);

    struct store *store = campaign_open(c);
    int64_t began = campaign_clock();
    assert_true(campaign_write(c, store, NUMBERS, &c->f.err));
    assert_true(campaign_clock() - began < PATIENCE_MILLISECONDS);
    assert_true(ledger.count > 0);
    assert_true(campaign_whole(c, store) >= ledger.count);
    expect_saved(store, &ledger);
    store_close(store);
    free(ledger.saved);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest specs[] = {
        CAMPAIGN(what_was_said_to_be_saved_outlives_the_killing_of_writers),
    };
    campaign_length(argc, argv);
    return cmocka_run_group_tests_name("killed", specs, NULL, NULL);
}
