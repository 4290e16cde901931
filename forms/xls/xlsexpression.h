/*
 * Expressions in XLSForm's notation and in ours: ${told_on} != '' is told_on is not null.
 *
 * Both ways mean the same for every row of answers, those not given included: XLSForm knows an
 * empty text where ours says "unknown", and each translation says what the other one
 * leaves to that. What cannot be said in the other notation is refused with
 * its reason; nothing is said half.
 */
#ifndef FORMS_XLS_XLSEXPRESSION_H
#define FORMS_XLS_XLSEXPRESSION_H

#include "core/base/arena.h"
#include "core/base/error.h"

/* What an expression may name. */
enum xls_name_kind {
    XLS_TEXT,
    XLS_NUMBER,
    XLS_DAY,
    XLS_REPEAT
};

struct xls_name {
    const char *name;
    enum xls_name_kind kind;
};

/* What it is for: with an answer missing, a condition does not hold and a constraint does. */
enum xls_use {
    XLS_CONDITION,
    XLS_CONSTRAINT, /* over an answer that is given, which "." names */
    XLS_VALUE
};

struct xls_asking {
    const char *where; /* {0} of what is refused: "survey:12 constraint" */
    const char *own;   /* the question whose expression it is */
    enum xls_use use;
    const struct xls_name *names;
    size_t name_count;
};

/* XLSForm's text in ours, in the arena. ERROR_INVALID: {0} is where, {1} what is refused. */
bool xlsexpression_read(const struct xls_asking *asking, const char *text, struct arena *arena,
                        const char **ours, struct error *err);

/* The other way. */
bool xlsexpression_write(const struct xls_asking *asking, const char *text, struct arena *arena,
                         const char **theirs, struct error *err);

#endif
