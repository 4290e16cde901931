/* A county with a past: people who have come of age, things that are long closed, and days of the
   keeper one after the other. */
#ifndef TESTS_SUPPORT_KEEP_H
#define TESTS_SUPPORT_KEEP_H

#include "core/keeping/keeper.h"
#include "tests/support/work.h"

/* Runs a statement without rows; :id and :text are bound where they are not 0 or NULL. */
void keep_sql(struct work *work, const char *sql, int64_t id, const char *text);

void keep_born(struct work *work, enum county_child child, const char *born);

/* A case that was closed on a day; by the rules of a version, 0 for the first. */
int64_t keep_closed(struct work *work, enum county_child child, const char *day, int64_t version);

/* The keeper on one day, until nothing is left of it; fails the test when it cannot. */
void keep_day(struct work *work, const char *day);

/* On every day, the first and the last included. */
void keep_days(struct work *work, const char *first, const char *last);

bool keep_has_child(struct work *work, enum county_child child);
bool keep_has_case(struct work *work, int64_t case_id);

/* A thing as it stands today; with goes_on "" when its time is not set. */
struct keeping_item keep_item(struct work *work, const char *today, enum policy_kept what,
                              int64_t id);

/* How many things go until a day. */
size_t keep_count(struct work *work, const char *today, const char *until);

/* Something of the child in every table that tells of children, by plain statements. */
int64_t keep_fill(struct work *work, enum county_child child);

#endif
