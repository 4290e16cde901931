#include "tui/ssh/callers.h"

#include "tui/ssh/process.h"

#include <signal.h>
#include <stddef.h>

enum {
    WAITING_MOST = 120, /* not signed in yet, from all addresses together */
    OLD_ENOUGH = 5000,  /* milliseconds after which one who waits may be given up for another */
};

struct caller *callers_free_row(struct callers *callers)
{
    for (EACH_CALLER(callers, caller))
        if (caller->id == 0)
            return caller;
    return NULL;
}

int callers_sessions(struct callers *callers)
{
    int count = 0;
    for (EACH_CALLER(callers, caller))
        count += caller->session > 0;
    return count;
}

static int count_waiting(struct callers *callers)
{
    int count = 0;
    for (EACH_CALLER(callers, caller))
        count += caller->id != 0 && caller->source != NULL;
    return count;
}

void caller_stop_waiting(struct caller *caller)
{
    if (caller->source)
        caller->source->waiting--;
    caller->source = NULL;
}

/* Gives up the one who has waited longest (from one address, or from any), to let another in. */
static bool give_up_one(struct callers *callers, const struct source *source)
{
    struct caller *oldest = NULL;
    for (EACH_CALLER(callers, caller))
        if (caller->id != 0 && caller->net > 0 && caller->source
            && (!source || caller->source == source) && (!oldest || caller->came_at < oldest->came_at))
            oldest = caller;
    if (!oldest || process_clock() - oldest->came_at < OLD_ENOUGH)
        return false;
    kill(oldest->net, SIGKILL);
    caller_stop_waiting(oldest);
    return true;
}

bool callers_admit(struct callers *callers, struct source *source)
{
    if (!source_admit(source, process_clock()))
        return false;
    if (source->waiting >= SOURCE_WAITING_MOST && !give_up_one(callers, source))
        return false;
    return count_waiting(callers) < WAITING_MOST || give_up_one(callers, NULL);
}

struct caller *callers_find(struct callers *callers, uint64_t id)
{
    for (EACH_CALLER(callers, caller))
        if (caller->id == id && id != 0)
            return caller;
    return NULL;
}
