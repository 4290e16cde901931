/* A record of nobody's with answers, for tests of how it is shown. */
#ifndef TESTS_SUPPORT_ANSWERED_H
#define TESTS_SUPPORT_ANSWERED_H

#include "forms/filling/answers.h"
#include "tests/support/fixture.h"

/* A record of a form with the answers given in pairs of field and value; in the fixture's arena. */
struct form_record answered(struct fixture *f, const struct form *form,
                            const char *const answers[][2], size_t count);

/* The same of a form that is read from text; its tables have so many rows. */
struct form_record answered_source(struct fixture *f, const char *source, int rows,
                                   const char *const answers[][2], size_t count);

#endif
