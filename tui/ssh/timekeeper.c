#include "tui/ssh/timekeeper.h"

#include "core/clerk.h"
#include "core/county.h"
#include "core/log.h"
#include "tui/ssh/process.h"
#include "tui/today.h"

#include <stdlib.h>
#include <unistd.h>

enum {
    LOOK = 2000,      /* milliseconds between two looks for changes */
    EVERY = 60 * 1000 /* milliseconds after which the work is done without a change */
};

/* A failure is logged and met again a minute later: the clerk never gives up. */
static void work(struct store *store, const struct session_setting *setting)
{
    char day[DATE_SIZE];
    struct error err = {0}, again = {0};
    if (setting->policy
        && !clerk_work(store, setting->policy, today_text(setting->today, day), &err))
        log_line("clerk: %s", err.detail);
    if (!store_checkpoint(store, &again))
        log_line("clerk: checkpoint: %s", again.detail);
}

/* Before the first work: what was due while the server was not there waits longer. */
static void come_back(struct store *store, const struct session_setting *setting)
{
    char day[DATE_SIZE];
    struct error err = {0};
    if (setting->policy
        && !clerk_return(store, setting->policy, today_text(setting->today, day), &err))
        log_line("clerk: %s", err.detail);
}

_Noreturn void timekeeper_run(const struct session_setting *setting)
{
    struct error err = {0};
    int64_t seen = -1, worked_at = 0;
    struct store *store = county_open(setting->folder, &err);
    if (!store) {
        log_line("clerk: %s", err.detail);
        _exit(1);
    }
    come_back(store, setting);
    for (;;) {
        int64_t version = store_version(store);
        if (version != seen || process_clock() - worked_at >= EVERY) {
            work(store, setting);
            seen = version;
            worked_at = process_clock();
        }
        usleep(LOOK * 1000);
    }
}
