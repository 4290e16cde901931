#include "tui/today.h"

#include "core/base/clock.h"

#include <stdio.h>
#include <time.h>

static struct tm local_now(void)
{
    time_t now = (time_t)clock_now();
    struct tm local;
    localtime_r(&now, &local);
    return local;
}

const char *today_text(const char *fixed, char day[static DATE_SIZE])
{
    const struct tm local = local_now();
    if (fixed)
        snprintf(day, DATE_SIZE, "%s", fixed);
    else
        strftime(day, DATE_SIZE, "%Y-%m-%d", &local);
    return day;
}

const char *today_hour(char hour[static HOUR_SIZE])
{
    const struct tm local = local_now();
    strftime(hour, HOUR_SIZE, "%H:%M", &local);
    return hour;
}
