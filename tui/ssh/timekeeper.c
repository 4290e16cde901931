#include "tui/ssh/timekeeper.h"

#include "core/base/log.h"
#include "core/duties/clerk.h"
#include "core/keeping/keeper.h"
#include "core/rules/rules.h"
#include "core/store/county.h"
#include "tui/ssh/printer.h"
#include "tui/ssh/process.h"
#include "tui/today.h"

#include <stdlib.h>
#include <unistd.h>

enum {
    LOOK = 2000,      /* milliseconds between two looks for changes */
    EVERY = 60 * 1000 /* milliseconds after which the work is done without a change */
};

struct clerk {
    const struct session_setting *setting;
    const struct policy *policy; /* of today; NULL while the county has none */
    struct policy *rules;        /* the same, once the county has changed them */
};

/* A failure is logged and met again a minute later: the clerk never gives up. */
static void work(struct store *store, struct clerk *clerk)
{
    char day[DATE_SIZE];
    struct error err = {0}, again = {0}, rules = {0};
    if (!rules_follow(store, clerk->setting->folder, &clerk->policy, &clerk->rules, &rules))
        log_line("clerk: %s", rules.detail); /* the old ones go on */
    if (clerk->policy
        && !clerk_work(store, clerk->policy, today_text(clerk->setting->today, day), &err))
        log_line("clerk: %s", err.detail);
    if (!store_checkpoint(store, &again)
        || !keeper_wipe(store, today_text(clerk->setting->today, day), &again))
        log_line("clerk: checkpoint: %s", again.detail);
}

/* Before the first work: what was due while the server was not there waits longer. */
static void come_back(struct store *store, const struct clerk *clerk)
{
    char day[DATE_SIZE];
    struct error err = {0};
    if (clerk->policy
        && !clerk_return(store, clerk->policy, today_text(clerk->setting->today, day), &err))
        log_line("clerk: %s", err.detail);
}

_Noreturn void timekeeper_run(const struct session_setting *setting)
{
    struct error err = {0};
    struct printer printer = {.seconds = PRINTER_SECONDS};
    char day[DATE_SIZE];
    int64_t seen = -1, worked_at = 0;
    struct store *store = county_open(setting->folder, &err);
    if (!store) {
        log_line("clerk: %s", err.detail);
        _exit(1);
    }
    struct clerk clerk = {.setting = setting, .policy = setting->policy};
    come_back(store, &clerk);
    for (;;) {
        int64_t version = store_version(store);
        if (version != seen || process_clock() - worked_at >= EVERY) {
            work(store, &clerk);
            seen = version;
            worked_at = process_clock();
        }
        printer_turn(&printer, store, today_text(setting->today, day));
        usleep(LOOK * 1000);
    }
}
