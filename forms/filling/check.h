/*
 * What is still missing from a form, and what in it cannot be right.
 *
 * A question is asked only while it is relevant; an answer to one that is not
 * relevant does not count. The rules are expressions of the definition, over
 * the answers so far and today.
 */
#ifndef FORMS_CHECK_H
#define FORMS_CHECK_H

#include "forms/form.h"

enum check_result {
    CHECK_GOOD,
    CHECK_MISSING, /* required and empty */
    CHECK_WRONG    /* not of its kind, or against the constraint */
};

/* One a field, in the order of the form. */
struct check {
    bool relevant;
    bool idle; /* in a row in which nothing stands and nothing has to: nothing is asked of it */
    enum check_result result;
    const struct label *why; /* the constraint that does not hold; NULL otherwise */
    struct error reason;     /* why the value is not of its kind */
};

struct check_summary {
    struct check *fields;
    size_t asked, answered; /* relevant required fields, and those of them that are good */
    size_t first_missing;   /* what keeps it from being complete; field_count: nothing */
};

/* Checks all answers; values holds one text a field, "" for none. */
bool check_form(const struct form *form, const char *const values[], const char *today,
                struct arena *arena, struct check_summary *summary, struct error *err);

/* What keeps a field from being good, and what to do about it; in the arena. "" for nothing. */
const char *check_words(const struct form *form, size_t field, const struct check *check,
                        enum language language, struct arena *arena);

/* The same beside the field itself, without its name. */
const char *check_reason(const struct check *check, enum language language, struct arena *arena);

/* What an error tells a person; in the arena. */
const char *check_error(const struct error *error, enum language language, struct arena *arena);

/*
 * Works out the calculated fields that nobody typed by hand: writes their new
 * values into values. A calculation without a value leaves what is there.
 */
bool check_calculate(const struct form *form, const char *values[], const bool typed[],
                     const char *today, struct arena *arena, struct error *err);

/* An expression of the form over its answers as a text, "" when it is not known. */
bool check_text(const struct form *form, const char *expression, const char *const values[],
                const char *today, struct arena *arena, const char **text, struct error *err);

#endif
