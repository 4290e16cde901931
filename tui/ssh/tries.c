#include "tui/ssh/tries.h"

#include <stdio.h>
#include <string.h>

static bool lapsed(const struct try *row, int64_t now)
{
    int64_t since = row->count >= TRIES_MOST ? row->last : row->first;
    return row->count == 0 || now - since >= TRIES_PERIOD;
}

static const struct try *find(const struct tries *tries, const char *name, const char *source)
{
    for (const struct try *row = tries->rows; row < tries->rows + TRIES_ROWS; row++)
        if (row->count > 0 && strcmp(row->name, name) == 0 && strcmp(row->source, source) == 0)
            return row;
    return NULL;
}

bool tries_locked(const struct tries *tries, const char *name, const char *source, int64_t now)
{
    const struct try *row = find(tries, name, source);
    return row && row->count >= TRIES_MOST && !lapsed(row, now);
}

/*
 * The row to give up for a new pair: one that has lapsed, else the one with the
 * fewest failures, of those the oldest. Trying many names therefore never frees
 * a name that is locked while any other row is left.
 */
static struct try *least_worth(struct tries *tries, int64_t now)
{
    struct try *chosen = tries->rows;
    for (struct try *row = tries->rows; row < tries->rows + TRIES_ROWS; row++) {
        if (lapsed(row, now))
            return row;
        if (row->count < chosen->count || (row->count == chosen->count && row->last < chosen->last))
            chosen = row;
    }
    return chosen;
}

void tries_failed(struct tries *tries, const char *name, const char *source, int64_t now)
{
    struct try *row = (struct try *)find(tries, name, source);
    if (!row || lapsed(row, now)) {
        if (!row)
            row = least_worth(tries, now);
        *row = (struct try){.first = now};
        snprintf(row->name, sizeof row->name, "%s", name);
        snprintf(row->source, sizeof row->source, "%s", source);
    }
    row->count++;
    row->last = now;
}

void tries_forget(struct tries *tries, const char *name, const char *source)
{
    struct try *row = (struct try *)find(tries, name, source);
    if (row)
        row->count = 0;
}
