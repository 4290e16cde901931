/*
 * What scripts may ask for with "given NAME": data put into the small county
 * through the functions the program uses. A leaf tests/tui/givens/NAME.c each.
 */
#ifndef TESTS_TUI_GIVEN_H
#define TESTS_TUI_GIVEN_H

#include "tests/support/county.h"

/* X(name) for every void given_NAME(struct fixture *f, const struct county *c). */
#define GIVENS(X)          \
    X(absences)            \
    X(cases)               \
    X(class)               \
    X(colleague_completes) \
    X(colleague_writes)    \
    X(findings)            \
    X(dropped_calendar)    \
    X(dropped_file)        \
    X(dropped_groups)      \
    X(handover)            \
    X(helpers)             \
    X(holiday)             \
    X(hours)               \
    X(keeper_waits)        \
    X(keeping)             \
    X(ladder)              \
    X(leaves)              \
    X(letters)             \
    X(lines)               \
    X(lists)               \
    X(look)                \
    X(marks)               \
    X(missed)              \
    X(outbox)              \
    X(papers)              \
    X(pattern)             \
    X(report)              \
    X(signins)             \
    X(starters)            \
    X(teacher_helps)       \
    X(transfers)           \
    X(two_days)            \
    X(village)

#define DECLARE_GIVEN(name) void given_##name(struct fixture *f, const struct county *c);
GIVENS(DECLARE_GIVEN)

#endif
