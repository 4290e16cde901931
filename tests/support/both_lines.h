/* What the school and the household say of the small county's children, and the board of both. */
#ifndef TESTS_SUPPORT_BOTH_LINES_H
#define TESTS_SUPPORT_BOTH_LINES_H

#include "core/days/lines.h"
#include "tests/support/work.h"

/* A line has said it on a day; the console speaks, so that the words may be anybody's. */
void says(struct work *w, enum line line, enum county_child child, const char *word,
          const char *day);

/* The household's line, today. */
void household_says(struct work *w, enum county_child child, const char *word);

/* The class has reported the day with one child absent. */
void class_reports(struct work *w, const char *day, enum county_child absent);

/* Narrows nothing. */
extern const struct lines_filter everywhere;

/* The board's rows, at most 50, in the fixture's arena. */
struct lines_row *board_of(struct work *w, const struct lines_filter *filter, size_t *count);

/* NULL when the child is not on the board. */
const struct lines_row *row_of(struct work *w, enum county_child child);

#endif
