#include "core/posts/secret.h"

#include <assert.h>
#include <crypt.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

enum {
    COST_LOWEST = 1,
    COST_LEAST = 5, /* what Debian takes: 17 MB, some 20 ms */
    COST_MOST = 7,  /* 66 MB */
    COST_MILLISECONDS = 250,
    SLOTS = 2,
};

static const char *queue_folder;

void secret_queue(const char *folder)
{
    queue_folder = folder;
}

static int open_slot(int number)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/hash-%d.lock", queue_folder, number);
    return open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
}

/* Waits for one of the slots. Each process opens them anew: a lock belongs to the opening. */
static int enter_slot(void)
{
    if (!queue_folder)
        return -1;

    for (int i = 0; i < SLOTS; i++) {
        int slot = open_slot(i);
        if (slot >= 0 && flock(slot, LOCK_EX | LOCK_NB) == 0)
            return slot;
        if (slot >= 0)
            close(slot);
    }

    int slot = open_slot(getpid() % SLOTS);
    while (slot >= 0 && flock(slot, LOCK_EX) != 0 && errno == EINTR) {
    }
    return slot;
}

static void leave_slot(int slot)
{
    if (slot >= 0)
        close(slot);
}

/* crypt_r() behind the queue; the work area, which has held the password, is wiped. */
static bool run_crypt(const char *password, const char *setting, char hash[static SECRET_HASH_SIZE])
{
    struct crypt_data *work = calloc(1, sizeof *work);
    if (!work)
        abort();
    int slot = enter_slot();
    const char *made = crypt_r(password, setting, work);
    leave_slot(slot);

    bool ok = made && made[0] != '*' && strlen(made) < SECRET_HASH_SIZE;
    if (ok)
        strcpy(hash, made);
    explicit_bzero(work, sizeof *work);
    free(work);
    return ok;
}

static bool hash_at(const char *password, int cost, char hash[static SECRET_HASH_SIZE])
{
    char setting[CRYPT_GENSALT_OUTPUT_SIZE];
    return crypt_gensalt_rn("$y$", (unsigned long)cost, NULL, 0, setting, sizeof setting)
        && run_crypt(password, setting, hash);
}

/* Processor time, so that a busy machine does not measure as a slow one. */
static long processor_milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool quick_enough(int cost)
{
    char hash[SECRET_HASH_SIZE];
    long began = processor_milliseconds();
    return hash_at("measure", cost, hash)
        && processor_milliseconds() - began <= COST_MILLISECONDS;
}

/* Measured once a process, when the first password is hashed. */
static int best_cost(void)
{
    static int cost;
    if (cost == 0)
        for (cost = COST_MOST; cost > COST_LEAST && !quick_enough(cost); cost--) {
        }
    return cost;
}

static bool hash_into(const char *password, int cost, char *hash, size_t size, struct error *err)
{
    char made[SECRET_HASH_SIZE];
    if (size < sizeof made || !hash_at(password, cost, made))
        return error_set(err, ERROR_SYSTEM, MSG("secret.failed"), "crypt: %s", strerror(errno));
    strcpy(hash, made);
    return true;
}

bool secret_hash(const char *password, char *hash, size_t size, struct error *err)
{
    return hash_into(password, best_cost(), hash, size, err);
}

bool secret_hash_made(const char *password, char *hash, size_t size, struct error *err)
{
    return hash_into(password, COST_LOWEST, hash, size, err);
}

/* Compares without telling by its time where the difference is. */
static bool same(const char *a, const char *b)
{
    size_t length = strlen(a);
    unsigned char difference = 0;
    if (strlen(b) != length)
        return false;
    for (size_t i = 0; i < length; i++)
        difference |= (unsigned char)(a[i] ^ b[i]);
    return difference == 0;
}

bool secret_matches(const char *password, const char *hash)
{
    char made[SECRET_HASH_SIZE];
    return run_crypt(password, hash, made) && same(made, hash);
}

void secret_pretend(const char *password)
{
    char hash[SECRET_HASH_SIZE];
    hash_at(password, best_cost(), hash);
}

/* An even choice: bytes beyond the last whole multiple of the alphabet are drawn again. */
static char random_letter(void)
{
    static const char letters[] = "abcdefghjkmnpqrstuvwxyz23456789";
    const unsigned count = sizeof letters - 1;
    unsigned char byte;
    do {
        if (getrandom(&byte, 1, 0) != 1)
            abort();
    } while (byte >= 256 / count * count);
    return letters[byte % count];
}

void secret_make(char *password, size_t size)
{
    assert(size >= SECRET_MADE_SIZE);
    for (int i = 0; i < 14; i++)
        password[i] = i % 5 == 4 ? '-' : random_letter();
    password[14] = '\0';
}
