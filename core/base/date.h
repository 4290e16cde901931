/*
 * Days of the calendar. A day is kept and handed about as ISO 8601 text
 * ("2026-09-17"); arithmetic is done on day numbers, counted from 1970-01-01.
 * Today is always a value handed in.
 */
#ifndef CORE_DATE_H
#define CORE_DATE_H

#include "core/base/arena.h"

#include <stdbool.h>

enum {
    DATE_SIZE = 11 /* bytes of "2026-09-17" and its NUL */
};

/* Reads an ISO 8601 day; false when there is no such day. */
bool date_number(const char *day, int *number);

/* Writes the day of a number. */
const char *date_text(int number, char text[static DATE_SIZE]);

/*
 * Reads a day as counties write it: 2014-04-11, 20140411, 2014/4/11, 2014.4.11,
 * 2014年4月11日, full-width digits included. False when it is no day; a month
 * alone (2014-04, 2014年4月) is no day.
 */
bool date_read(const char *text, char day[static DATE_SIZE]);

/* The day n days later (or earlier), in the arena. day must be valid. */
const char *date_add(const char *day, int days, struct arena *arena);

/* The same day of a month n months later (or earlier), or that month's last day when it has no
   such day; in the arena. */
const char *date_add_months(const char *day, int months, struct arena *arena);

/* Days from one to the other, negative when to is earlier. Both must be valid. */
int date_days(const char *from, const char *to);

/* 1 Monday to 7 Sunday (ISO 8601). */
int date_weekday(const char *day);

/* Whole years from birth to a day; -1 when the birth day is unknown or later. */
int date_age(const char *born, const char *day);

/* The year in which the school year of a day began (it begins on 1 September). */
int date_school_year(const char *day);

#endif
