#include "forms/xls/xlsexpression.h"

#include "core/rules/expression.h"
#include "tests/support/chance.h"
#include "tests/support/fixture.h"

#include <stdio.h>
#include <string.h>

static const struct xls_name names[] = {
    {"grade",  XLS_NUMBER},
    {"days",   XLS_NUMBER},
    {"told",   XLS_TEXT  },
    {"how",    XLS_TEXT  },
    {"day",    XLS_DAY   },
    {"visits", XLS_REPEAT},
};

static struct xls_asking asking(enum xls_use use)
{
    return (struct xls_asking){"survey:3", "grade", use, names, COUNT(names)};
}

static void both_notations_say_the_same(void **state)
{
    static const struct {
        enum xls_use use;
        const char *ours, *theirs;
    } pairs[] = {
        {XLS_CONSTRAINT, "grade <= 12",                                         ". <= 12"                                                               },
        {XLS_CONSTRAINT, "grade >= 1 and grade <= 12",                          ". >= 1 and . <= 12"                                                    },
        {XLS_CONSTRAINT, "day is not null",                                     "${day} != ''"                                                          },
        {XLS_CONDITION,  "told is null",                                        "${told} = ''"                                                          },
        {XLS_CONDITION,  "told is not null",                                    "${told} != ''"                                                         },
        {XLS_CONDITION,  "how = 'visit'",                                       "${how} = 'visit'"                                                      },
        {XLS_CONDITION,  "how is 'visit'",                                      "${how} = 'visit'"                                                      },
        {XLS_CONDITION,  "how is not 'visit'",                                  "${how} != 'visit'"                                                     },
        {XLS_CONDITION,  "day <= today",                                        "${day} <= today()"                                                     },
        {XLS_CONDITION,  "(grade > 6 or days > 3) and how = 'a'",               "(${grade} > 6 or ${days} > 3) and ${how} = 'a'"                        },
        {XLS_CONDITION,  "selected(how, 'a')",                                  "selected(${how}, 'a')"                                                 },
        {XLS_CONDITION,  "visits_count >= 2",                                   "count(${visits}) >= 2"                                                 },
        {XLS_CONDITION,  "days_sum > 10",                                       "sum(${days}) > 10"                                                     },
        {XLS_CONDITION,  "told = 'it''s'",                                      "${told} = \"it's\""                                                    },
        {XLS_VALUE,      "grade * 2 + days % 5",                                "if(${grade} != '' and ${days} != '', ${grade} * 2 + ${days} mod 5, '')"},
        {XLS_VALUE,      "substr(told, 7, 4)",                                  "substr(${told}, 6, 10)"                                                },
        {XLS_VALUE,      "iif(grade > 6, 'junior', 'primary')",                 "if(${grade} > 6, 'junior', 'primary')"                                 },
        {XLS_VALUE,      "case when grade > 6 then 'junior' end",               "if(${grade} > 6, 'junior', '')"                                        },
        {XLS_VALUE,      "case how when 'a' then 1 when 'b' then 2 else 3 end", "if(${how} = 'a', 1, if(${how} = 'b', 2, 3))"                           },
        {XLS_VALUE,      "coalesce(told, how)",                                 "coalesce(${told}, ${how})"                                             },
        {XLS_VALUE,      "today",                                               "today()"                                                               },
    };
    struct fixture *f = *state;

    for (size_t i = 0; i < COUNT(pairs); i++) {
        struct xls_asking ask = asking(pairs[i].use);
        const char *theirs;
        assert_true(xlsexpression_write(&ask, pairs[i].ours, &f->arena, &theirs, &f->err));
        assert_string_equal(theirs, pairs[i].theirs);
    }
}

static void theirs_is_said_in_ours(void **state)
{
    static const struct {
        enum xls_use use;
        const char *theirs, *ours;
    } pairs[] = {
        {XLS_CONSTRAINT, ". <= 12",                        "grade <= 12"                                        },
        {XLS_CONSTRAINT, ". > 0 and . < 13",               "grade > 0 and grade < 13"                           },
        {XLS_CONSTRAINT, ". >= ${days}",                   "grade >= days and days is not null"                 },
        {XLS_CONSTRAINT, ". != 5",                         "grade <> 5"                                         },
        {XLS_CONDITION,  "${told} != ''",                  "told is not null"                                   },
        {XLS_CONDITION,  "${how} = 'a' or ${how}='b'",     "how = 'a' or how = 'b'"                             },
        {XLS_CONDITION,  "${how} != \"a\"",                "how is not 'a'"                                     },
        {XLS_CONDITION,  "not(${grade} > 3)",              "not (grade > 3 and grade is not null)"              },
        {XLS_CONDITION,  "not(selected(${how}, 'a'))",     "not selected(how, 'a')"                             },
        {XLS_CONDITION,  "${how} = 1",                     "how = '1'"                                          },
        {XLS_CONDITION,  "${grade} = '7'",                 "grade = 7"                                          },
        {XLS_CONDITION,  "selected(${how}, 3)",            "selected(how, '3')"                                 },
        {XLS_CONDITION,  "${ told } = ${how}",             "told is how"                                        },
        {XLS_CONDITION,  "${day} < date('2026-09-01')",    "day < '2026-09-01'"                                 },
        {XLS_CONDITION,  "count(${visits}) > 1",           "visits_count > 1"                                   },
        {XLS_CONDITION,  "starts-with(${told}, '阿依')", "substr(coalesce(told, ''), 1, 2) = '阿依'"        },
        {XLS_CONDITION,  "contains(${told}, 'x')",         "instr(coalesce(told, ''), 'x') > 0"                 },
        {XLS_CONDITION,  "string-length(${told}) = 0",     "length(coalesce(told, '')) = 0"                     },
        {XLS_CONDITION,  "true()",                         "true"                                               },
        {XLS_VALUE,      "concat(${told}, '-', ${how})",   "coalesce(told, '') || '-' || coalesce(how, '')"     },
        {XLS_VALUE,      "concat(${told}, ${how})",        "nullif(coalesce(told, '') || coalesce(how, ''), '')"},
        {XLS_VALUE,      "${grade} div 2",                 "grade * 1.0 / 2"                                    },
        {XLS_VALUE,      "if(${how} = 'a', ${grade}, '')", "iif(how = 'a', grade, null)"                        },
        {XLS_VALUE,      "substr(${told}, 0, 4)",          "substr(told, 1, 4)"                                 },
        {XLS_VALUE,      "-(${grade} - 1) * 2",            "-(grade - 1) * 2"                                   },
        {XLS_VALUE,      "sum(${days}) - (1 - ${grade})",  "days_sum - (1 - grade)"                             },
    };
    struct fixture *f = *state;

    for (size_t i = 0; i < COUNT(pairs); i++) {
        struct xls_asking ask = asking(pairs[i].use);
        const char *ours;
        if (!xlsexpression_read(&ask, pairs[i].theirs, &f->arena, &ours, &f->err))
            fail_msg("%s: %s %s", pairs[i].theirs, f->err.key, f->err.values[1]);
        assert_string_equal(ours, pairs[i].ours);
    }
}

static void what_cannot_be_said_is_refused_with_the_reason(void **state)
{
    static const struct {
        bool theirs;
        enum xls_use use;
        const char *text, *key, *piece;
    } refused[] = {
        {true,  XLS_CONDITION, "regex(${told}, '^1')",       "xlsexpression.function",  "regex"        },
        {true,  XLS_CONDITION, "${nobody} = 1",              "xlsexpression.name",      "nobody"       },
        {true,  XLS_CONDITION, "../told = 1",                "xlsexpression.syntax",    "../told = 1"  },
        {true,  XLS_CONDITION, "${told} = 'a",               "xlsexpression.syntax",    "'a"           },
        {true,  XLS_CONDITION, "${told = 1",                 "xlsexpression.syntax",    "${told = 1"   },
        {true,  XLS_CONDITION, "told = 1",                   "xlsexpression.syntax",    "told"         },
        {true,  XLS_CONDITION, "${told} =",                  "xlsexpression.syntax",    ""             },
        {true,  XLS_CONDITION, "${told} = 1 1",              "xlsexpression.syntax",    "1"            },
        {true,  XLS_CONDITION, "",                           "xlsexpression.syntax",    ""             },
        {true,  XLS_CONDITION, "${grade}",                   "xlsexpression.condition", "grade"        },
        {true,  XLS_VALUE,     "${grade} > 1",               "xlsexpression.condition", ""             },
        {true,  XLS_VALUE,     "today() - ${day}",           "xlsexpression.days",      "+ -"          },
        {true,  XLS_VALUE,     "now()",                      "xlsexpression.function",  "now"          },
        {true,  XLS_VALUE,     "substr(${told}, ${grade})",  "xlsexpression.substr",    "substr"       },
        {true,  XLS_VALUE,     "${visits} + 1",              "xlsexpression.aggregate", "visits"       },
        {true,  XLS_VALUE,     "sum(${visits})",             "xlsexpression.aggregate", "sum"          },
        {false, XLS_CONDITION, "told like 'a%'",             "xlsexpression.function",  "like"         },
        {false, XLS_CONDITION, "told glob 'a*'",             "xlsexpression.function",  "glob"         },
        {false, XLS_VALUE,     "upper(told)",                "xlsexpression.function",  "upper"        },
        {false, XLS_VALUE,     "grade / 2",                  "xlsexpression.divide",    "/"            },
        {false, XLS_VALUE,     "nobody",                     "xlsexpression.name",      "nobody"       },
        {false, XLS_VALUE,     "substr(told, -3)",           "xlsexpression.substr",    "substr"       },
        {false, XLS_VALUE,     "today - 1",                  "xlsexpression.days",      "-"            },
        {false, XLS_CONDITION, "told = 'both '' and \"'",    "xlsexpression.syntax",    "both ' and \""},
        {false, XLS_CONDITION, "grade in (1, 2",             "xlsexpression.syntax",    ""             },
        {false, XLS_CONDITION, "case when grade > 1 then 2", "xlsexpression.syntax",    ""             },
    };
    struct fixture *f = *state;

    for (size_t i = 0; i < COUNT(refused); i++) {
        struct xls_asking ask = asking(refused[i].use);
        struct error err = {0};
        const char *other;
        assert_false(refused[i].theirs
                         ? xlsexpression_read(&ask, refused[i].text, &f->arena, &other, &err)
                         : xlsexpression_write(&ask, refused[i].text, &f->arena, &other, &err));
        assert_string_equal(err.key, refused[i].key);
        assert_string_equal(err.values[0], "survey:3");
        assert_string_equal(err.values[1], refused[i].piece);
    }
}

static void a_bottomless_expression_is_refused(void **state)
{
    static const char *const pieces[][3] = {
        {"(",                          "1",     ")"    },
        {"not(",                       "1",     ")"    },
        {"-",                          "1",     ""     },
        {"if(1 = 1, concat(1, ",       "1",     "), 2)"},
        {"case when 1 = 1 then 1 || ", "grade", " end" },
    };
    struct fixture *f = *state;

    for (size_t i = 0; i < COUNT(pieces); i++) {
        struct xls_asking ask = asking(XLS_VALUE);
        struct error err = {0};
        const char *text = pieces[i][1], *other;
        for (int j = 0; j < 120; j++)
            text = arena_text(&f->arena, "%s%s%s", pieces[i][0], text, pieces[i][2]);
        (void)xlsexpression_read(&ask, text, &f->arena, &other, &err);
        (void)xlsexpression_write(&ask, text, &f->arena, &other, &err);
        assert_non_null(err.key);
    }
}

/* --- Made by chance --------------------------------------------------------------------------- */

/* A sentence of our notation over the questions, and the answers that they may have. */
struct maker {
    struct chance *chance;
    struct arena *arena;
};

static const char *make_number(struct maker *maker, int depth);
static const char *make_text(struct maker *maker, int depth);

static const char *make_condition(struct maker *maker, int depth)
{
    static const char *const compared[] = {"=", "<>", "<", "<=", ">", ">=", "is", "is not"};
    struct arena *arena = maker->arena;
    const char *sign = compared[chance_below(maker->chance, COUNT(compared))];
    switch (chance_below(maker->chance, depth > 0 ? 12 : 5)) {
    case 0:
        return arena_text(arena, "%s %s %s", make_number(maker, depth - 1), sign, make_number(maker, depth - 1));
    case 1:
        return arena_text(arena, "%s %s %s", make_text(maker, depth - 1),
                          compared[chance_below(maker->chance, 2) + 6 * chance_below(maker->chance, 2)],
                          make_text(maker, depth - 1));
    case 2:
        return arena_text(arena, "day %s today", compared[chance_below(maker->chance, 6)]);
    case 3:
        return arena_text(arena, "told is %snull", chance_below(maker->chance, 2) ? "not " : "");
    case 4:
        return arena_text(arena, "selected(how, 'a')");
    case 5:
        return arena_text(arena, "(%s and %s)", make_condition(maker, depth - 1), make_condition(maker, depth - 1));
    case 6:
        return arena_text(arena, "(%s or %s)", make_condition(maker, depth - 1), make_condition(maker, depth - 1));
    case 7:
        return arena_text(arena, "(not (%s))", make_condition(maker, depth - 1));
    case 8:
        return arena_text(arena, "grade %sin (1, %s)", chance_below(maker->chance, 2) ? "not " : "",
                          make_number(maker, depth - 1));
    case 9:
        return arena_text(arena, "days %sbetween 1 and %s", chance_below(maker->chance, 2) ? "not " : "",
                          make_number(maker, depth - 1));
    case 10:
        return arena_text(arena, "coalesce(%s, %d)", make_condition(maker, depth - 1),
                          (int)chance_below(maker->chance, 2));
    default:
        return arena_text(arena, "iif(%s, %s, %s)", make_condition(maker, depth - 1),
                          make_condition(maker, depth - 1), make_condition(maker, depth - 1));
    }
}

static const char *make_number(struct maker *maker, int depth)
{
    struct arena *arena = maker->arena;
    switch (chance_below(maker->chance, depth > 0 ? 11 : 3)) {
    case 10:
        return "count_selected(how)";
    case 9:
        return arena_text(arena, "(%s)", make_condition(maker, depth - 1));
    case 0:
        return "grade";
    case 1:
        return "days";
    case 2:
        return arena_text(arena, "%d", (int)chance_below(maker->chance, 4));
    case 3:
        return arena_text(arena, "(%s + %s)", make_number(maker, depth - 1), make_number(maker, depth - 1));
    case 4:
        return arena_text(arena, "%s * 2", make_number(maker, 0));
    case 5:
        return arena_text(arena, "length(%s)", make_text(maker, depth - 1));
    case 6:
        return arena_text(arena, "coalesce(%s, %s)", make_number(maker, depth - 1), make_number(maker, depth - 1));
    case 7:
        return arena_text(arena, "-%s", make_number(maker, 0));
    default:
        return arena_text(arena, "case when %s then %s else %s end", make_condition(maker, depth - 1),
                          make_number(maker, depth - 1), make_number(maker, depth - 1));
    }
}

static const char *make_text(struct maker *maker, int depth)
{
    struct arena *arena = maker->arena;
    switch (chance_below(maker->chance, depth > 0 ? 8 : 3)) {
    case 0:
        return "told";
    case 1:
        return "how";
    case 2:
        return chance_below(maker->chance, 2) ? "'a'" : "'b'";
    case 3:
        return arena_text(arena, "(%s || %s)", make_text(maker, depth - 1), make_text(maker, depth - 1));
    case 4:
        return arena_text(arena, "substr(%s, 1, 1)", make_text(maker, depth - 1));
    case 5:
        return arena_text(arena, "coalesce(%s, %s)", make_text(maker, depth - 1), make_text(maker, depth - 1));
    case 6:
        return arena_text(arena, "nullif(%s, 'a')", make_text(maker, depth - 1));
    default:
        return arena_text(arena, "iif(%s, %s, null)", make_condition(maker, depth - 1), make_text(maker, depth - 1));
    }
}

static const char *const facts[] = {"today", "grade", "days", "told", "how", "day"};

static struct value number_or_none(struct chance *chance)
{
    int64_t number = (int64_t)chance_below(chance, 5) - 1;
    return number < 0 ? (struct value){VALUE_NULL} : (struct value){VALUE_INTEGER, .integer = number};
}

static struct value text_or_none(struct chance *chance, const char *one, const char *other)
{
    size_t which = chance_below(chance, 3);
    return which == 0 ? (struct value){VALUE_NULL} : (struct value){VALUE_TEXT, .text = which == 1 ? one : other};
}

static void make_answers(struct chance *chance, enum xls_use use, struct value answers[])
{
    answers[0] = (struct value){VALUE_TEXT, .text = "2026-09-17"};
    do
        answers[1] = number_or_none(chance);
    while (use == XLS_CONSTRAINT && answers[1].kind == VALUE_NULL);
    answers[2] = number_or_none(chance);
    answers[3] = text_or_none(chance, "a", "b");
    answers[4] = text_or_none(chance, "a", "b");
    answers[5] = text_or_none(chance, "2026-09-01", "2026-10-01");
}

/* What an expression comes to, as far as its use asks: "" for what is not known. */
static const char *outcome(struct expression *expression, enum xls_use use, const struct value answers[],
                           struct arena *arena, struct error *err)
{
    struct value value;
    enum truth truth;
    if (use != XLS_VALUE) {
        assert_true(expression_truth(expression, answers, &truth, err));
        bool holds = use == XLS_CONDITION ? truth == TRUTH_TRUE : truth != TRUTH_FALSE;
        return holds ? "holds" : "does not";
    }
    assert_true(expression_value(expression, answers, arena, &value, err));
    if (value.kind == VALUE_INTEGER)
        return arena_text(arena, "%lld", (long long)value.integer);
    return value.kind == VALUE_TEXT ? value.text : "";
}

static void assert_same(struct fixture *f, enum xls_use use, const char *ours, struct chance *chance)
{
    struct xls_asking ask = asking(use);
    const char *theirs, *again;
    EVALUATOR(evaluator) = evaluator_open(&f->err);
    if (!xlsexpression_write(&ask, ours, &f->arena, &theirs, &f->err)
        || !xlsexpression_read(&ask, theirs, &f->arena, &again, &f->err))
        fail_msg("%s: %s %s", ours, f->err.key, f->err.values[1]);
    struct expression *one = expression_compile(evaluator, ours, facts, COUNT(facts), &f->err);
    struct expression *other = expression_compile(evaluator, again, facts, COUNT(facts), &f->err);
    if (!one || !other)
        fail_msg("%s -> %s -> %s: %s", ours, theirs, again, f->err.values[1]);
    for (int i = 0; i < 40; i++) {
        struct value answers[COUNT(facts)];
        make_answers(chance, use, answers);
        const char *first = outcome(one, use, answers, &f->arena, &f->err);
        const char *second = outcome(other, use, answers, &f->arena, &f->err);
        if (strcmp(first, second) != 0)
            fail_msg("%s -> %s -> %s: %s, then %s", ours, theirs, again, first, second);
    }
}

static void there_and_back_means_the_same_for_any_answers(void **state)
{
    struct fixture *f = *state;
    struct chance chance = chance_begin(NULL, 2026);

    for (int i = 0; i < 1500; i++) {
        ARENA(arena);
        struct maker maker = {&chance, &arena};
        enum xls_use use = (enum xls_use)(i % 3);
        const char *ours = use != XLS_VALUE ? make_condition(&maker, 3)
            : chance_below(&chance, 2)      ? make_number(&maker, 3)
                                            : make_text(&maker, 3);
        assert_same(f, use, ours, &chance);
        arena_clear(&f->arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SPEC(both_notations_say_the_same),
        SPEC(theirs_is_said_in_ours),
        SPEC(what_cannot_be_said_is_refused_with_the_reason),
        SPEC(a_bottomless_expression_is_refused),
        SPEC(there_and_back_means_the_same_for_any_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
