/*
 * Which day it is: the one place where the wall clock becomes a business day.
 * Everything below is handed the day as a value.
 */
#ifndef TUI_TODAY_H
#define TUI_TODAY_H

#include "core/date.h"

/* fixed when it is not NULL (--today), else the local day of the machine's clock. */
const char *today_text(const char *fixed, char day[static DATE_SIZE]);

#endif
