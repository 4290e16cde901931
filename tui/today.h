/*
 * Which day it is, and which hour: the one place where the wall clock becomes a
 * business day. Everything below is handed them as values.
 */
#ifndef TUI_TODAY_H
#define TUI_TODAY_H

#include "core/base/date.h"

/* fixed when it is not NULL (--today), else the local day of the machine's clock. */
const char *today_text(const char *fixed, char day[static DATE_SIZE]);

enum {
    HOUR_SIZE = 6 /* bytes of "09:30" and its NUL */
};

/* The local hour of the machine's clock, also on a fixed day. */
const char *today_hour(char hour[static HOUR_SIZE]);

#endif
