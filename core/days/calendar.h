/*
 * The school calendar: which days a school teaches, and counting by them.
 *
 * A school's own term stands for the county's of that time, its own days for the
 * county's by day. While no term is known the policy's convention stands in, and
 * is called assumed wherever it is shown. core/days/term.h and core/days/special_day.h enter them.
 */
#ifndef CORE_CALENDAR_H
#define CORE_CALENDAR_H

#include "core/base/date.h"
#include "core/store/store.h"
#include "i18n/catalogue.h"

struct policy;
struct policy_span;

enum day_kind {
    DAY_SCHOOL,
    DAY_MAKE_UP, /* worked on, on a weekend or holiday; within a term there is school, too */
    DAY_WEEKEND,
    DAY_HOLIDAY,
    DAY_VACATION /* outside every term */
};

/* How the day is called in why.days and in the catalogue: "weekend" is "day.weekend". */
const char *day_kind_name(enum day_kind kind);

/* A holiday or make-up day that was entered, for this place or one above it. */
struct calendar_day {
    int64_t place_id;
    const char *day, *name_zh, *name_ug;
    enum day_kind kind;
};

struct calendar_term {
    int64_t id, place_id; /* 0: by convention */
    const char *first_day, *last_day;
    bool assumed;
};

/* Days that count for nothing in one case: an agreed wait, the server's own down time. */
struct calendar_pause {
    const char *first, *last;
};

/* What one place goes by, in the caller's arena. */
struct calendar {
    const struct policy *policy;
    struct calendar_term *terms; /* where none is entered the policy's convention holds */
    size_t term_count;
    struct calendar_day *days; /* by day, each once */
    size_t day_count;
    const struct calendar_pause *pauses; /* of the case that is played; none of the place's */
    size_t pause_count;
};

/* The calendar of a place: a class, a school, a group or the county. */
bool calendar_read(struct store *store, const struct policy *policy, int64_t place_id,
                   struct arena *arena, struct calendar *calendar, struct error *err);

enum day_kind calendar_day_kind(const struct calendar *calendar, const char *day);

/* Whether a term reaches over the day, entered or by convention. */
bool calendar_in_term(const struct calendar *calendar, const char *day);

/* Whether the school teaches on that day. */
bool calendar_school_day(const struct calendar *calendar, const char *day);

/* Whether offices work on that day: vacations are working days. */
bool calendar_working_day(const struct calendar *calendar, const char *day);

/* Whether the day's term is a convention, or not yet announced. */
bool calendar_assumed(const struct calendar *calendar, const char *day);

/* The days of a yearly span that begins in a year; it may end in the next one. */
void calendar_span(const struct policy_span *span, int year, char first[static DATE_SIZE],
                   char last[static DATE_SIZE]);

/* Whether the day itself was entered, as a holiday or as a make-up day. */
bool calendar_day_entered(const struct calendar *calendar, const char *day);

/* What a holiday or make-up day is called; "" when it has no name. */
const char *calendar_day_name(const struct calendar *calendar, const char *day,
                              enum language language);

/*
 * The terms that touch a span of days, in their order: those that were entered, and the policy's
 * convention where none was. In the arena.
 */
size_t calendar_terms(const struct calendar *calendar, const char *first, const char *last,
                      struct arena *arena, struct calendar_term **terms);

enum period_unit {
    PERIOD_SCHOOL_DAYS,
    PERIOD_WORKING_DAYS,
    PERIOD_CALENDAR_DAYS,
    PERIOD_WEEKS, /* of seven calendar days */
    PERIOD_MONTHS
};

struct period {
    int count;
    enum period_unit unit;
};

/* Whether the case that is played stands still on the day. */
bool calendar_paused(const struct calendar *calendar, const char *day);

/* Whether a day is one of those that a unit counts; a paused day is none of any unit's. */
bool calendar_counts(const struct calendar *calendar, enum period_unit unit, const char *day);

/* How the day is called where a unit is counted: a make-up day of the vacation is worked on, and
   vacation to whoever counts school days. */
const char *calendar_reason(const struct calendar *calendar, enum period_unit unit,
                            const char *day);

/*
 * The last day of a period that begins on a day, in the arena: "0 school days" is the day itself,
 * or the next school day when it is none; "3 working days" is the third
 * working day after it; "1 month" is the same day of the next month. What is paused is added.
 * A period never ends later than two years on.
 */
const char *calendar_add(const struct calendar *calendar, const char *day, struct period period,
                         struct arena *arena);

/* The day that lies a period before a day: "1 week" before 1 September is 25 August. */
const char *calendar_back(const struct calendar *calendar, const char *day, struct period period,
                          struct arena *arena);

#endif
