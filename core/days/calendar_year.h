/*
 * A school year of a calendar as lines for people: its terms, then what is not as
 * its weekday says, and of each where it comes from and whether it is announced.
 *
 * The year begins on 1 August, so that a term that begins in August is whole.
 */
#ifndef CORE_CALENDAR_YEAR_H
#define CORE_CALENDAR_YEAR_H

#include "core/days/calendar.h"

enum calendar_line_kind {
    LINE_TERM,
    LINE_HOLIDAY,
    LINE_MAKE_UP
};

struct calendar_line {
    enum calendar_line_kind kind;
    int64_t place_id; /* where it was entered; 0: the policy's convention */
    int64_t term_id;  /* of a term that was entered */
    const char *first_day, *last_day;
    const char *name_zh, *name_ug; /* of days that were entered */
    const char *name[LANGUAGE_COUNT];
    bool assumed;    /* a convention, or not yet announced */
    int days;        /* from the first to the last */
    int school_days; /* of a term */
};

/* "term", "holiday", "make_up"; the catalogue has "calendar.term". */
const char *calendar_line_name(enum calendar_line_kind kind);

/* The year in which the calendar's school year of a day begins. */
int calendar_year_of(const char *day);

/* The lines of the year that begins in August of a year, by their first days; in the arena. */
void calendar_year(const struct calendar *calendar, int year, struct arena *arena,
                   struct calendar_line **lines, size_t *count);

/* The line of a kind that begins on a day; NULL when the calendar has none. */
const struct calendar_line *calendar_line_find(const struct calendar *calendar,
                                               enum calendar_line_kind kind, const char *first_day,
                                               struct arena *arena);

#endif
