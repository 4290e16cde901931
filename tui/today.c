#include "tui/today.h"

#include "core/clock.h"

#include <stdio.h>
#include <time.h>

const char *today_text(const char *fixed, char day[static DATE_SIZE])
{
    if (fixed) {
        snprintf(day, DATE_SIZE, "%s", fixed);
        return day;
    }

    time_t now = (time_t)clock_now();
    struct tm local;
    localtime_r(&now, &local);
    strftime(day, DATE_SIZE, "%Y-%m-%d", &local);
    return day;
}
