/*
 * The duties as people meet them: a person's today, a case's next steps, and why.
 *
 * Read through the actor's views; nothing is written here (core/duties/duty.h derives).
 */
#ifndef CORE_AGENDA_H
#define CORE_AGENDA_H

#include "core/days/calendar.h"
#include "core/posts/permit.h"
#include "core/store/store.h"
#include "i18n/catalogue.h"

struct policy;
struct policy_rung;

/* How the duty came to be on somebody's list. */
enum duty_part {
    DUTY_MINE,      /* it is this post's to do */
    DUTY_CLIMBED,   /* it was, and has gone to the post above; it may still be done */
    DUTY_TAKES_PART /* another post's, with this one */
};

struct duty {
    int64_t id, case_id, child_id, place_id, record_id, post_id;
    int64_t policy_id;   /* the version of the rules that its case began under; 0: today's */
    const char *kind;    /* rung, round, beat, attendance, confirm_closing, receive_report, assigned, finding */
    const char *rung;    /* name in the policy, "PLAN/BEAT" of a beat; "" for other kinds */
    const char *subject; /* the same words each time; of a transfer, letter or list, its route */
    enum duty_part part;
    int level;    /* how many times it has climbed */
    int64_t days; /* counted days, copies or findings: {0} of why */
    const char *since, *due;
    const char *name_zh, *name_ug;   /* the child's; "" when it is about a class or school */
    const char *place_zh, *place_ug; /* of the class or school; "" for the county's own */
    int grade, number;               /* of the class */
    const char *case_number;         /* "" for none */
    const char *role;                /* of the post whose turn it is */
    const char *seat;                /* that nobody holds, of a vacancy; "" for none */
};

struct duty_counts {
    int64_t open, overdue, today;
};

/*
 * A page of what is due for the actor's posts: overdue first, then by day. Read through
 * the actor's views.
 */
bool agenda_today(struct store *store, const struct actor *actor, const char *today,
                  struct page page, struct arena *arena, struct duty **rows, size_t *count,
                  struct duty_counts *counts, struct error *err);

/* The open duties of a case, the most urgent first. */
bool agenda_of_case(struct store *store, int64_t case_id, struct arena *arena, struct duty **rows,
                    size_t *count, struct error *err);

/* What to do ("打电话或上门"), and why ("缺课第1天"), in the county's own words. */
const char *agenda_title(const struct policy *policy, const struct duty *duty,
                         enum language language);
const char *agenda_because(const struct policy *policy, const struct duty *duty,
                           enum language language, struct arena *arena);

/* The hour of its last day by which it is to be done, "10:00"; NULL when any hour will do. */
const char *agenda_by(const struct policy *policy, const struct duty *duty);

/*
 * Where Enter leads: the form of the rung, the steps with legal effect, the case, the closing, the
 * report, the plan, the round, the absences of the class, the findings of the school. In the arena.
 */
const char *agenda_route(const struct policy *policy, const struct duty *duty, struct arena *arena);

/* One day between the trigger and today. */
struct duty_day {
    const char *day;
    const char *reason;                     /* "absent", "weekend": the catalogue has "day.absent" */
    int64_t counted;                        /* which of the days that count; 0 when it was skipped */
    const struct policy_rung *const *rungs; /* what fell due on that day */
    size_t rung_count;
};

struct duty_why {
    struct duty duty;
    const struct policy_rung *rung; /* what it asks, its clause, what fulfils it */
    struct calendar calendar;       /* names the holidays among the days */
    bool assumed;                   /* the calendar is a convention */
    const char *next_role;          /* who gets it, if it is not done; "" when nobody does */
    const char *next_day;
    const struct duty_day *days;
    size_t day_count;
};

/* Explains a duty. ERROR_MISSING when there is none, or none in sight. */
bool agenda_explain(struct store *store, const struct policy *policy, int64_t duty_id,
                    struct arena *arena, struct duty_why *why, struct error *err);

#endif
