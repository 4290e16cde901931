/*
 * Expressions, given any text: read from XLSForm's notation and written in it. They may be refused
 * with the reason; what comes out of either is an expression again, and means
 * something to SQLite.
 */
#include "core/rules/expression.h"
#include "forms/xls/xlsexpression.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const struct xls_name names[] = {
    {"grade",  XLS_NUMBER},
    {"told",   XLS_TEXT  },
    {"day",    XLS_DAY   },
    {"visits", XLS_REPEAT},
};
static const char *const facts[] = {"today", "grade", "told", "day", "visits_count", "grade_sum"};

/* What was read from theirs is compiled; only its depth or length may be too much. */
static void check_ours(const char *ours)
{
    struct error err = {0};
    EVALUATOR(evaluator) = evaluator_open(&err);
    assert(evaluator);
    struct expression *made = expression_compile(evaluator, ours, facts, COUNT(facts), &err);
    assert(made || strcmp(err.key, "expression.deep") == 0
           || strcmp(err.key, "expression.function") == 0
           || strcmp(err.values[1], "; ? : @ $ # \" ` [") == 0);
}

static void both_ways(const struct xls_asking *asking, const char *text)
{
    ARENA(arena);
    struct error err = {0};
    const char *ours, *theirs;
    if (xlsexpression_read(asking, text, &arena, &ours, &err))
        check_ours(ours);
    else
        assert(err.key);
    err = (struct error){0};
    if (!xlsexpression_write(asking, text, &arena, &theirs, &err)) {
        assert(err.key);
        return;
    }
    if (xlsexpression_read(asking, theirs, &arena, &ours, &err))
        check_ours(ours);
    else
        assert(strcmp(err.key, "xlsexpression.deep") == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    char *text = malloc(size);
    assert(text);
    memcpy(text, data + 1, size - 1);
    text[size - 1] = '\0';
    const struct xls_asking asking = {"survey:1", "grade", (enum xls_use)(*data % 3), names,
                                      COUNT(names)};
    both_ways(&asking, text);
    free(text);
    return 0;
}
