/*
 * A child's last school days as a small row, and what shows in it: the same weekday again
 * and again, or more absence than before (A8: signs are seen early). Facts, no judgement:
 * nothing follows from a pattern by itself.
 */
#ifndef CORE_PATTERN_H
#define CORE_PATTERN_H

#include "core/store/store.h"

struct policy;

enum {
    PATTERN_SHOWN = 20,       /* school days of the row */
    PATTERN_WEEKS = 4,        /* that are looked at for a weekday */
    PATTERN_WEEKS_LEAST = 3,  /* of them in which it must show */
    PATTERN_WEEKDAYS_MOST = 2 /* on more it is no weekday that shows, but absence */
};

enum pattern_sign {
    PATTERN_PRESENT,
    PATTERN_ABSENT, /* without leave */
    PATTERN_LEAVE,
    PATTERN_LATE,
    PATTERN_UNREPORTED
};

struct pattern_day {
    const char *day;
    enum pattern_sign sign;
};

struct pattern {
    int weeks[8];       /* by date_weekday(): in how many of the last weeks absent or late; 0 unless
                           it shows */
    bool rising;        /* far more days without leave than before */
    int recent, before; /* of the last ten school days, and of the ten before them */
};

/*
 * What shows in the days, the oldest first. A weekday: absent without leave or late on it in
 * PATTERN_WEEKS_LEAST of the PATTERN_WEEKS weeks up to the last day. Rising: at least three
 * days without leave in the last ten school days, and more than twice those of the ten before,
 * of which the class reported at least five.
 */
struct pattern pattern_find(const struct pattern_day *days, size_t count);

/*
 * The school days of a child's class up to today, as many as are shown and looked at, the
 * oldest first. None when the child is in no class or the class has reported none of them.
 */
bool pattern_days(struct store *store, const struct policy *policy, int64_t child_id,
                  const char *today, struct arena *arena, struct pattern_day **days, size_t *count,
                  struct error *err);

#endif
