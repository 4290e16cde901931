/*
 * The life of a case as a table: which event may follow which state, what it
 * leads to, who may record it; and the words that events are told in.
 */
#ifndef CORE_TRANSITION_H
#define CORE_TRANSITION_H

#include "core/posts/permit.h"

#include <stdbool.h>
#include <stddef.h>

/* States are bits, so that a row of the table can name several. */
enum case_state {
    CASE_SAME = 0, /* where an event leads that leaves the state as it is */
    CASE_NEW = 1,  /* before its first event */
    CASE_OPEN = 2,
    CASE_RETURNED = 4, /* the child is back; the case waits for its evidence */
    CASE_CLOSING = 8,  /* closing was asked for */
    CASE_CLOSED = 16
};

/* Who writes an event: a person by hand, a person as a step with legal effect (core/cases/legal.h), a
   module in the course of its work, the clock alone, or one verb alone. */
enum event_source {
    BY_HAND,
    BY_LAW,
    BY_MODULE,
    BY_CLOCK,
    BY_VERB
};

struct transition {
    const char *event;
    int from; /* bits of the states that admit it */
    int to;
    enum action action;
    enum event_source source;
};

/* NULL when there is no such event. */
const struct transition *transition_find(const char *event);

/* CASE_NEW for "". */
int transition_state(const char *name);
/* "" for CASE_NEW. */
const char *transition_state_name(int state);

/* "open", "returned", "closing", "closed"; NULL past the last. The catalogue: "case.state.open". */
const char *transition_state_at(size_t index);

/* What a person may record of a case by hand, in the order of the screen: "contact.phone", ...;
   NULL past the last. The catalogue has "event.contact.phone". */
const char *transition_recordable(size_t index);

/* What an event of this kind can come to: "returned", "agreed", "failed", "not_reached" of a visit,
   where the child is of "whereabouts.found"; NULL past the last. The catalogue has
   "result.returned". */
const char *transition_result(const char *kind, size_t index);

bool transition_result_ok(const char *kind, const char *result);

/* Whether an event of this kind has a result. */
bool transition_has_result(const char *kind);

/* Whether an event of this kind is a contact with the family or a visit to it. */
bool transition_is_visit(const char *kind);

/* What shows that a case can be closed: "in_class", "enrolled_elsewhere", "document", "mistake",
   "other"; NULL past the last. The catalogue has "evidence.in_class". */
const char *transition_evidence(size_t index);
bool transition_evidence_ok(const char *evidence);

#endif
