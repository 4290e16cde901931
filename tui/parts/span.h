/* The last day of a leave as people type it: a day in any usual writing, or how many days. */
#ifndef TUI_SPAN_H
#define TUI_SPAN_H

#include "tui/screen.h"

/* A day: "9-18", "0918", "t". ERROR_INVALID when it is none; empty is the day that is usual. */
bool span_day(struct visit *visit, const char *typed, const char *usual, const char **day,
              struct error *err);

/* A day, or a number of days counted from the first: "3" is the first and two more. */
bool span_end(struct visit *visit, const char *typed, const char *first, const char **last,
              struct error *err);

#endif
