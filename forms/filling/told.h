/* What a complete paper tells: each event of its form with the expressions worked out. */
#ifndef FORMS_TOLD_H
#define FORMS_TOLD_H

#include "forms/filling/answers.h"

/* A paper that tells, and who has filled it. */
struct telling {
    struct store *store;
    const struct policy *policy;
    const struct actor *actor;
    const char *today;
    const struct form_record *record;
    struct arena *arena;
};

struct told {
    bool happened; /* what its condition asks for is so */
    const char *plan, *kind, *day, *result, *note, *until;
};

/* The kinds of plans that an event can be told to, the quoted words of its expression, as the inside
   of a JSON array; empty for an event that is told to a case. */
const char *told_kinds(const struct form_event *event, struct arena *arena);

bool told_read(const struct telling *telling, const struct form_event *event, struct told *told,
               struct error *err);

/*
 * The plan that it is told to: of that kind; where none stands, of those the event can be told to
 * the one whose duty led to the paper, or that the actor keeps. 0 for none.
 */
bool told_find_plan(const struct telling *telling, const struct form_event *event,
                    const struct told *told, int64_t *plan_id, struct error *err);

/* Tells that plan. Where none stands the paper stands for itself. */
bool told_to_plan(const struct telling *telling, const struct form_event *event,
                  const struct told *told, struct error *err);

#endif
