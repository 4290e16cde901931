/*
 * The facts that a county's rules may ask by name.
 *
 * A moment is what is known of a case at one point of its story; each fact is
 * one answer taken from it. To add one: write its function and its row.
 */
#ifndef CORE_FACTS_H
#define CORE_FACTS_H

#include "core/expression.h"

#include <stdbool.h>

enum {
    FACT_COUNT = 6
};

struct moment {
    const char *kind;       /* of the case */
    int64_t unexcused_days; /* school days in a row without coming or asking */
    bool returned;          /* since the last of them, or by an event */
    /* Since the child was at school last: */
    const char *last_visit, *last_result; /* the newest contact or visit; "" for none */
    const char *received_by;              /* roles that confirmed the report: ",township," */
};

/* The names, in the order of the values. */
extern const char *const fact_names[FACT_COUNT];

/* What a fact means, for whoever writes rules: its catalogue key ("fact.returned"). */
const char *fact_meaning(size_t index);

void facts_of(const struct moment *moment, struct value values[static FACT_COUNT]);

#endif
