/* A store in memory, made anew for every test. tests/support/county.h makes a small county in it. */
#ifndef TESTS_SUPPORT_FIXTURE_H
#define TESTS_SUPPORT_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/base/arena.h"
#include "core/posts/permit.h"
#include "core/store/store.h"

struct fixture {
    struct store *store;
    struct arena arena;
    struct error err;
    struct actor console; /* may do everything */
};

int fixture_open(void **state);
int fixture_close(void **state);

/* A new account that holds no post, and who acts with it. The name is kept. */
struct actor fixture_account(struct fixture *f, int64_t id, const char *name);

/* A test case that gets a fresh fixture in *state. */
#define SPEC(name) cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)

#endif
