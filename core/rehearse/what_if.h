/*
 * "What would fire if ...": a question of a few answers, made into a timeline for rehearse_play().
 */
#ifndef CORE_REHEARSE_WHAT_IF_H
#define CORE_REHEARSE_WHAT_IF_H

#include "core/days/calendar.h"
#include "core/rules/policy.h"

enum {
    WHAT_IF_GRADE_MOST = 12,
    WHAT_IF_DAYS_MOST = 200 /* school days */
};

/* What people do about it. */
enum what_if_people {
    PEOPLE_IDLE,    /* nothing */
    PEOPLE_IN_VAIN, /* everything on its day; the child stays away */
    PEOPLE_SUCCEED, /* everything on its day, and the child is back afterwards */
    PEOPLE_COUNT
};

struct what_if {
    const char *kind; /* of the case: one of policy->openings */
    int grade;        /* 1 to 12; of a child in no class: what it should be in by its age */
    const char *first;
    int days; /* school days it stays away */
    enum what_if_people people;
    const char *own; /* lines of a timeline that are added, as far as a line "---"; "": none */
};

/* The child of the timeline. */
extern const char what_if_child[];

/*
 * The timeline, in the arena: the own lines are its first, so that a mistake in them is told with
 * their number. The school year is the calendar's. ERROR_INVALID when an answer is out of bounds,
 * or there are not so many school days.
 */
bool what_if_timeline(const struct policy *policy, const struct calendar *calendar,
                      const struct what_if *what_if, struct arena *arena, const char **text,
                      struct error *err);

#endif
