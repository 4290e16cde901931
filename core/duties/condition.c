#include "core/duties/condition.h"

#include <string.h>

void condition_take(struct condition *condition, bool holds, const char *day, struct period after,
                    const struct calendar *calendar, struct arena *arena)
{
    if (holds && condition->holds)
        return;
    *condition = (struct condition){.holds = holds, .since = "", .ripe = ""};
    if (!holds)
        return;
    condition->since = day;
    condition->ripe = after.count > 0
        ? date_add(calendar_add(calendar, day, after, arena), 1, arena)
        : day;
}

bool condition_ripe(const struct condition *condition, const char *day)
{
    return condition->holds && strcmp(condition->ripe, day) <= 0;
}
