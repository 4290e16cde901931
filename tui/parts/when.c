#include "tui/parts/when.h"

#include "core/base/date.h"

#include <string.h>
#include <time.h>

const char *when_text(int64_t at, struct arena *arena)
{
    time_t seconds = (time_t)at;
    struct tm local;
    localtime_r(&seconds, &local);
    return arena_text(arena, "%04d-%02d-%02d %02d:%02d", local.tm_year + 1900, local.tm_mon + 1,
                      local.tm_mday, local.tm_hour, local.tm_min);
}

const char *when_near(int64_t at, const char *today, struct arena *arena)
{
    const char *text = when_text(at, arena);
    return text + (strncmp(text, today, DATE_SIZE - 1) == 0 ? DATE_SIZE : strlen("2026-"));
}
