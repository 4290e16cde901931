/*
 * Who did not come to school: a class's report of one day, by exception.
 *
 * A class teacher names the absent alone; everybody else was there, and "all
 * here" is itself a report (nil is a report). A class that has not reported a
 * day is not known to have been at school. An unexcused absence opens a case,
 * or goes on with the child's open one; a child who is back after an absence
 * moves the case to "returned". Who comes late has come: lateness is kept apart
 * from absences, and nothing that counts absences sees it.
 */
#ifndef CORE_ABSENCE_H
#define CORE_ABSENCE_H

#include "core/posts/permit.h"
#include "core/store/store.h"

struct calendar;
struct policy;

enum {
    ABSENCE_DAYS_BACK = 14 /* how long a day can still be reported or corrected */
};

enum absence_kind {
    ABSENCE_NONE, /* at school */
    ABSENCE_UNEXCUSED,
    ABSENCE_LEAVE, /* asked for, or excused */
    ABSENCE_LATE   /* at school, though not in time: no absence, and never counted as one */
};

/* "unexcused", "leave", "late"; "" for who is at school: what the tables and the trail call it. */
const char *absence_name(enum absence_kind kind);

/* A child of the class, under the number it keeps as long as it is there (学号). */
struct roster_row {
    int64_t child_id;
    int number;
    const char *name_zh, *name_ug;
    enum absence_kind kind; /* as reported for the day */
    int days_before;        /* reported days in a row up to the one before, unexcused */
};

/* The class on a day, by number; children without a number follow in the order of their names. */
bool absence_roster(struct store *store, int64_t class_id, const char *day, struct arena *arena,
                    struct roster_row **rows, size_t *count, struct error *err);

/* What is known of a class on a day. */
struct class_day {
    int64_t class_id, school_id;
    const char *name_zh, *name_ug;
    const char *school_zh, *school_ug;
    int grade, number;
    bool reported;
    int64_t reported_at;        /* when it was reported last; 0 while it is not */
    int enrolled;               /* as reported, or as enrolled now while the day is not reported */
    int unexcused, leave, late; /* who came late is among those who came */
};

bool absence_day(struct store *store, int64_t class_id, const char *day, struct arena *arena,
                 struct class_day *class_day, struct error *err);

/* The classes of a school on a day, in their order; or of any other place in the tree. */
bool absence_school(struct store *store, int64_t school_id, const char *day, struct page page,
                    struct arena *arena, struct class_day **rows, size_t *count, struct error *err);

/* What is known of a school on a day: of its classes that have a child in sight, and of their
   children in sight. */
struct school_day {
    int64_t school_id;
    const char *name_zh, *name_ug;
    bool own_calendar; /* it has terms or days of its own */
    int classes, reported;
    int unexcused, leave, late;
};

/*
 * The schools of a place on a day, in their order: those that lie in it, and those that serve it or
 * what lies in it. A school without a child in sight is left out.
 */
bool absence_schools(struct store *store, int64_t place_id, const char *day, struct page page,
                     struct arena *arena, struct school_day **rows, size_t *count,
                     struct error *err);

/* A school day that a class may still report or correct. */
struct reported_day {
    const char *day;
    bool reported;
};

/*
 * The school days of a class from ABSENCE_DAYS_BACK on, today the last, the oldest first. Days
 * before the class reported or was asked for the first time are nobody's to report.
 */
bool absence_days(struct store *store, const struct calendar *calendar, int64_t class_id,
                  const char *today, struct arena *arena, struct reported_day **rows, size_t *count,
                  struct error *err);

struct absence_mark {
    int64_t child_id;
    enum absence_kind kind;
};

/*
 * Reports a class's day: marks name who was not there, each child once. Reporting a day
 * again corrects it. A child on leave that no mark names is on leave; a mark that says
 * it was at school, where nothing said so before, ends its leave (core/days/leave.h).
 * permit: MAY_RECORD_ABSENCE at the class. ERROR_INVALID for
 * a day to come, one longer back than ABSENCE_DAYS_BACK, a day without school, or a child
 * of another class. All of it stands, or nothing.
 */
bool absence_report(struct store *store, const struct policy *policy, const struct actor *actor,
                    const char *today, int64_t class_id, const char *day,
                    const struct absence_mark *marks, size_t count, struct error *err);

/*
 * The absence without leave of a child on a day becomes one with leave, which was asked for
 * afterwards. Inside the transaction of who asks for the leave, and has asked permit.
 */
bool absence_excuse(struct store *store, const struct policy *policy, const struct actor *actor,
                    const char *today, int64_t child_id, const char *day, struct error *err);

#endif
