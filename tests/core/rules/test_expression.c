/* Plays tests/core/expressions/NAME.case: facts, a rule, and what it must answer. */
#include "tests/support/fixture.h"

#include "core/rules/expression.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST = 8, /* facts of one case */
    LINE = 400
};

struct told {
    const char *names[MOST];
    struct value values[MOST];
    size_t count;
    const char *rule;
};

static struct value read_value(struct arena *arena, const char *text)
{
    if (strcmp(text, "null") == 0)
        return (struct value){0};
    if (*text != '\'')
        return (struct value){.kind = VALUE_INTEGER, .integer = strtol(text, NULL, 10)};
    char *value = arena_copy(arena, text + 1, strlen(text) - 2);
    for (char *quote = value; (quote = strstr(quote, "''")); quote++)
        memmove(quote, quote + 1, strlen(quote));
    return (struct value){.kind = VALUE_TEXT, .text = value};
}

static void add_fact(struct told *told, struct arena *arena, const char *line)
{
    const char *equals = strstr(line, " = ");
    assert_non_null(equals);
    assert_true(told->count < MOST);
    told->names[told->count] = arena_copy(arena, line, (size_t)(equals - line));
    told->values[told->count++] = read_value(arena, equals + 3);
}

static void must_be(struct fixture *f, const struct told *told, const char *expected)
{
    static const char *const words[] = {"false", "true", "unknown"};
    EVALUATOR(evaluator) = evaluator_open(&f->err);
    struct expression *rule = expression_compile(evaluator, told->rule, told->names, told->count,
                                                 &f->err);
    assert_non_null(rule);
    enum truth truth = TRUTH_UNKNOWN;
    assert_true(expression_truth(rule, told->values, &truth, &f->err));
    if (strcmp(words[truth], expected) != 0)
        fail_msg("%s is %s, not %s", told->rule, words[truth], expected);
}

static void must_be_refused(const struct told *told, const char *expected)
{
    struct error err = {0};
    EVALUATOR(evaluator) = evaluator_open(&err);
    if (expression_compile(evaluator, told->rule, told->names, told->count, &err))
        fail_msg("%s is not refused", told->rule);
    char why[LINE];
    snprintf(why, sizeof why, "%s %s", err.key, err.values[1]);
    if (strncmp(why, expected, strlen(expected)) != 0)
        fail_msg("%s is refused as %s, not as %s", told->rule, why, expected);
}

static bool starts(const char *line, const char *word)
{
    return strncmp(line, word, strlen(word)) == 0;
}

static void take(struct fixture *f, struct told *told, const char *line)
{
    if (starts(line, "rule ")) {
        told->rule = arena_text(&f->arena, "%s", line + strlen("rule "));
        return;
    }
    if (!starts(line, "is ") && !starts(line, "refused ")) {
        add_fact(told, &f->arena, line);
        return;
    }
    assert_non_null(told->rule);
    if (starts(line, "is "))
        must_be(f, told, line + strlen("is "));
    else
        must_be_refused(told, line + strlen("refused "));
    *told = (struct told){0};
}

static void play(struct fixture *f, const char *name)
{
    struct told told = {0};
    char line[LINE];
    FILE *file = fopen(arena_text(&f->arena, "%s/tests/core/expressions/%s", getenv("SOURCES"), name),
                       "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        if (*line != '\0' && *line != '#')
            take(f, &told, line);
    }
    fclose(file);
}

static void rules_are_true_false_or_unknown(void **state)
{
    play(*state, "logic.case");
}

static void rules_that_ask_what_they_may_not_are_refused(void **state)
{
    play(*state, "refused.case");
}

static void a_calculation_gives_its_value(void **state)
{
    struct fixture *f = *state;
    static const char *const names[] = {"years", "name"};
    const struct value values[] = {
        {.kind = VALUE_INTEGER, .integer = 12      },
        {.kind = VALUE_TEXT,    .text = "七年级"}
    };
    EVALUATOR(evaluator) = evaluator_open(&f->err);
    struct expression *sum = expression_compile(evaluator, "years + 1", names, 2, &f->err);
    struct expression *text = expression_compile(evaluator, "name || years", names, 2, &f->err);

    struct value number = {0}, words = {0};
    assert_true(expression_value(sum, values, &f->arena, &number, &f->err));
    assert_true(expression_value(text, values, &f->arena, &words, &f->err));

    assert_int_equal(number.kind, VALUE_INTEGER);
    assert_int_equal(number.integer, 13);
    assert_int_equal(words.kind, VALUE_TEXT);
    assert_string_equal(words.text, "七年级12");
}

/* The answer that is kept from the last time is that of other values. */
static void each_change_of_a_fact_is_answered_anew(void **state)
{
    struct fixture *f = *state;
    static const char *const names[] = {"Days", "kind"};
    static const struct {
        struct value days;
        const char *kind;
        enum truth truth;
    } asked[] = {
        {{.kind = VALUE_INTEGER, .integer = 3}, "absent",      TRUTH_TRUE   },
        {{.kind = VALUE_INTEGER, .integer = 2}, "absent",      TRUTH_FALSE  },
        {{.kind = VALUE_INTEGER, .integer = 3}, "never_there", TRUTH_FALSE  },
        {{0},                                   "absent",      TRUTH_UNKNOWN},
        {{.kind = VALUE_INTEGER, .integer = 3}, "absent",      TRUTH_TRUE   },
    };
    EVALUATOR(evaluator) = evaluator_open(&f->err);
    struct expression *rule = expression_compile(evaluator, "dAYS >= 3 and kind = 'absent'", names,
                                                 2, &f->err);
    assert_non_null(rule);

    for (size_t i = 0; i < COUNT(asked); i++) {
        char kind[20]; /* the same place each time: what was kept must be a copy */
        snprintf(kind, sizeof kind, "%s", asked[i].kind);
        const struct value values[] = {
            asked[i].days, {.kind = VALUE_TEXT, .text = kind}
        };
        enum truth truth;
        assert_true(expression_truth(rule, values, &truth, &f->err));
        assert_int_equal(truth, asked[i].truth);
    }
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(rules_are_true_false_or_unknown),
        SPEC(rules_that_ask_what_they_may_not_are_refused),
        SPEC(a_calculation_gives_its_value),
        SPEC(each_change_of_a_fact_is_answered_anew),
    };
    return cmocka_run_group_tests_name("expression", specs, NULL, NULL);
}
