/* Plans said briefly, for tests of what they ask for and of who keeps them. */
#ifndef TESTS_SUPPORT_PLANS_H
#define TESTS_SUPPORT_PLANS_H

#include "core/cases/plan.h"
#include "tests/support/work.h"

/* Begins a plan as the role, papers named for each that the rules need; false with fixture's err
   set when it is refused. */
bool plans_begin(struct work *work, enum role role, enum county_child child, const char *kind,
                 const char *papers, int64_t *id);

/* Pairing for Li, begun by the class teacher; fails the test when it cannot. */
int64_t plans_pairing(struct work *work);

/* Records what was done in a plan as the role; false with fixture's err set when it is refused. */
bool plans_done(struct work *work, enum role role, int64_t id, const char *kind, const char *day);

/* The plan as it stands, in the fixture's arena. */
struct plan plans_read(struct work *work, int64_t id);

#endif
