/* A form's record for tests of other things: begun, and no more is known of it. */
#ifndef TESTS_SUPPORT_PAPER_H
#define TESTS_SUPPORT_PAPER_H

#include "forms/filling/answers.h"
#include "tests/support/fixture.h"

struct policy;

/* Begins such a paper about what start says, as the actor, on the county's today. */
bool paper_begin(struct fixture *f, const struct policy *policy, const struct actor *actor,
                 const char *form, struct record_start start, struct error *err);

#endif
