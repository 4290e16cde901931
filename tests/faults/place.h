/* A folder for one test, in memory where the machine has such a disk, and how long to go on. */
#ifndef TESTS_FAULTS_PLACE_H
#define TESTS_FAULTS_PLACE_H

#include "core/store/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct place_of_test {
    char folder[64], path[96];
    struct error err;
};

int place_open(void **state);
int place_close(void **state);

/* How many milliseconds a test that could go on for ever goes on: BAOXUE_FAULT_SECONDS, else one
   second. */
int64_t place_milliseconds(void);

/* Removes a database and all that lies beside it. */
void place_remove(const char *path);

/* "" when the database at path is sound and every row of the trail fits; else what is wrong. */
const char *place_inspect(struct store *store);

#define IN_PLACE(name) cmocka_unit_test_setup_teardown(name, place_open, place_close)

#endif
