/*
 * Expressions of county rules and forms: SQL expressions over one row of named
 * facts, answered with true, false or unknown.
 *
 * SQLite evaluates them on a connection of its own that holds no data and can
 * reach none: no tables, no files, and of the functions those on a list. A name
 * that is not among the facts is an error when the expression is compiled.
 * Texts stand in single quotes: unexcused_days >= 3 and kind = 'absent'. Of an answer
 * with several choices, selected(answer, 'name') asks for one and count_selected(answer)
 * for their number.
 */
#ifndef CORE_EXPRESSION_H
#define CORE_EXPRESSION_H

#include "core/base/arena.h"
#include "core/base/error.h"

#include <stdint.h>

enum value_kind {
    VALUE_NULL, /* not known */
    VALUE_INTEGER,
    VALUE_REAL,
    VALUE_TEXT
};

struct value {
    enum value_kind kind;
    int64_t integer;
    double real;
    const char *text;
};

enum truth {
    TRUTH_FALSE,
    TRUTH_TRUE,
    TRUTH_UNKNOWN /* a fact that decides is not known */
};

/* A connection with what was compiled on it. Opened after the fork, by the process that uses it. */
struct evaluator;
struct evaluator *evaluator_open(struct error *err);
void evaluator_close(struct evaluator **evaluator);

/* Declares an evaluator that closes itself at the end of its block; NULL when err says why. */
#define EVALUATOR(name) __attribute__((cleanup(evaluator_close))) struct evaluator *name

/* A compiled expression lives as long as its evaluator. */
struct expression;

/*
 * Compiles text for facts of these names, at most EXPRESSION_FACTS; values are handed in in
 * their order. NULL, and ERROR_INVALID with SQLite's reason, when it is no
 * expression or asks what it may not.
 */
enum {
    EXPRESSION_FACTS = 200
};
struct expression *expression_compile(struct evaluator *evaluator, const char *text,
                                      const char *const names[], size_t count, struct error *err);

/* Evaluates over one row of values, one a name. */
bool expression_truth(struct expression *expression, const struct value values[],
                      enum truth *truth, struct error *err);

/* The same for a calculation: its value, a text of which lies in the arena. */
bool expression_value(struct expression *expression, const struct value values[],
                      struct arena *arena, struct value *value, struct error *err);

#endif
