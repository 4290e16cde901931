/* One list that was loaded, for tests of imports: what came back, and what was counted. */
#ifndef TESTS_SUPPORT_LOADED_H
#define TESTS_SUPPORT_LOADED_H

#include "core/import/import.h"
#include "tests/support/listfile.h"
#include "tests/support/work.h"

struct loaded {
    struct listfile in, rejects;
    struct import_report report;
    bool ok;
};

/* Loads a text as a list of a kind, today, in Chinese. In the fixture's arena; why it was refused
   stands in the fixture's error. */
struct loaded *loaded_as(struct work *work, const struct actor *actor, const char *kind,
                         const char *text);

/* "3 COLUMN: KEY" of a row that was refused; until the next call. */
const char *loaded_fault(const struct loaded *loaded, size_t i);

#endif
