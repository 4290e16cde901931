/*
 * The duties of a county side by side: as they stand, and as they come out when all of them are
 * derived anew from what happened.
 */
#ifndef TESTS_SUPPORT_DUTIES_H
#define TESTS_SUPPORT_DUTIES_H

#include "tests/support/fixture.h"

struct policy;

/* A duty without the ids that another derivation gives anew. */
struct duty_line {
    const char *subject, *kind, *state;
    const char *text; /* everything else */
};

struct duty_lines {
    struct duty_line *rows; /* by subject */
    size_t count;
};

/* In the fixture's arena. */
struct duty_lines duties_read(struct fixture *f);

/* Takes all duties away and lets the clerk work as if it had not since a day; closed cases are
   derived, too. */
void duties_derive_anew(struct fixture *f, const struct policy *policy, const char *since,
                        const char *today);

/* Derives what the clerk leaves as it is: the duties of closed cases. */
void duties_derive_closed(struct fixture *f, const struct policy *policy, const char *today);

/*
 * The first difference, as text for a person, or NULL. Every duty that was derived again is what it
 * was, and nothing that was there is missing but what nobody derives twice: a duty that became void
 * when what it came from was corrected, one that has ended and hangs on no case, a class's question
 * for a day too long ago.
 */
const char *duties_differ(struct fixture *f, const struct duty_lines *before,
                          const struct duty_lines *after);

#endif
