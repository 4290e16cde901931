/* A form's record for tests of other things: begun, and no more is known of it. */
#ifndef TESTS_SUPPORT_PAPER_H
#define TESTS_SUPPORT_PAPER_H

#include "tests/support/fixture.h"

struct policy;

/* Begins the persuasion record of a case, as the actor, on the county's today. */
bool paper_begin(struct fixture *f, const struct policy *policy, const struct actor *actor,
                 int64_t case_id, struct error *err);

#endif
