/*
 * An attempt at a verb for each action, for tests of who may do what: in a county where each child
 * has an open case and a plan. Whatever an attempt does is taken back, so that each finds the same
 * county.
 */
#ifndef TESTS_SUPPORT_ATTEMPTS_H
#define TESTS_SUPPORT_ATTEMPTS_H

#include "core/base/error.h"
#include "core/posts/permit.h"
#include "tests/support/county.h"

struct policy;

/* What the attempts work on. */
struct attempts {
    struct fixture *f;
    struct county county;
    struct policy *policy;
    struct actor actor;
    enum county_child child; /* about whom it is tried */
    int64_t cases[CHILD_COUNT];
    struct error err; /* of the last attempt */
};

struct attempt {
    const char *name;
    enum action action;
    bool (*try)(struct attempts *a);
    bool somewhere; /* allowed only where a post covers the child */
    bool kept;      /* or to who keeps the child's plan, wherever the child is */
};

/* Begins with cases opened, and a plan for each child that an auditor is said to keep. */
struct attempts attempts_begin(struct fixture *f);
void attempts_end(struct attempts *a);

/* From here on it is tried as the role. */
void attempts_enter(struct attempts *a, enum role role);

/* The table's rows in order, NULL after the last. */
const struct attempt *attempts_at(size_t i);

/* Denied, or not there for who may not see it. */
bool attempts_refused(struct attempts *a, const struct attempt *attempt);

#endif
