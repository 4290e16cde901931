/*
 * The small county at work: its rules, and the verbs of cases said briefly, for
 * tests of what cases, absences, forms and duties make of each other.
 */
#ifndef TESTS_SUPPORT_WORK_H
#define TESTS_SUPPORT_WORK_H

#include "core/cases/casefile.h"
#include "core/rules/policy.h"
#include "tests/support/county.h"

struct work {
    struct fixture *f;
    struct county county;
    struct policy *policy; /* hutubi */
    const char *today;     /* COUNTY_TODAY unless a test says otherwise */
    int64_t record_id;     /* of the report that was sent last */
};

/* Begins with the county made and nothing recorded. */
struct work work_begin(struct fixture *f);
/* The same by the rules of tests/support/example.yaml: every kind of rule once. */
struct work work_by_example(struct fixture *f);
/* The same in a county that is there already. */
struct work work_in(struct fixture *f, const struct county *county);
void work_end(struct work *work);

/* The case of a child, opened as the console when there is none; fails the test when it cannot. */
int64_t work_case_made(struct work *work, enum county_child child);

/* Opens a case as the console; fails the test when it cannot. */
int64_t work_case(struct work *work, enum county_child child);

/* Records an event of today as the role; false with fixture's err set when it is refused. */
bool work_record(struct work *work, enum role role, int64_t case_id, const char *kind,
                 const char *result);

/* A day of class 7(1) of the junior as its teacher reports it; absent lists county_child values,
   ended by CHILD_COUNT. */
bool work_report(struct work *work, const char *day, const enum county_child absent[]);

/* Sends a finished written report of the case from the principal to the bureau's education section,
   the supervision office and the township; work->record_id is its record. */
bool work_send(struct work *work, int64_t case_id);

/* A new account, named as told, that holds the role at a place from the beginning of term on. */
struct actor work_hire(struct work *work, enum role role, int64_t place_id, const char *name);

/* The case as it stands, in the fixture's arena. */
struct casefile work_read(struct work *work, int64_t case_id);

/* The case of a child that is not closed; 0 for none. */
int64_t work_case_of(struct work *work, enum county_child child);

/* The number of rows that a count(*) gives; :id is bound unless it is 0. */
int64_t work_count(struct work *work, const char *sql, int64_t id);

#endif
