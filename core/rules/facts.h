/*
 * The facts that a county's rules may ask by name.
 *
 * A moment is what is known of a case at one point of its story; each fact is
 * one answer taken from it. To add one: write its function and its row.
 */
#ifndef CORE_FACTS_H
#define CORE_FACTS_H

#include "core/rules/expression.h"

#include <stdbool.h>

enum {
    FACT_COUNT = 19
};

struct moment {
    const char *kind;       /* of the case */
    int64_t unexcused_days; /* school days in a row without coming or asking */
    bool returned;          /* since the last of them, or by an event */
    bool enrolled;          /* in a class of the county */
    const char *stage;      /* it should be in by its age; "" for none */
    int64_t age;            /* whole years; -1 when not known */
    int64_t out_days;       /* calendar days since the absence, or the case, began; until it returned */
    int64_t term_days;      /* calendar days since the running term began; -1 outside every term */
    const char *plans;      /* that stand: ",home_teaching," */
    const char *status;     /* by the policy, at the end of the day before */
    const char *marked;     /* on the roll, as the newest "roll.marked" says */
    const char *placed;     /* by the newest "placement.made" */
    /* Since the child was at school last: */
    const char *last_visit, *last_result; /* the newest contact or visit; "" for none */
    const char *received_by;              /* roles that confirmed the report: ",township," */
    int64_t persuasions;                  /* contacts and visits */
    const char *steps;                    /* kinds of events: ",contact.phone,order.served," */
    const char *whereabouts;              /* where the child is, as found last */
    const char *roll_found;               /* where the national roll has the child */
};

/* The names, in the order of the values. */
extern const char *const fact_names[FACT_COUNT];

/* What a fact means, for whoever writes rules: its catalogue key ("fact.returned"). */
const char *fact_meaning(size_t index);

void facts_of(const struct moment *moment, struct value values[static FACT_COUNT]);

#endif
