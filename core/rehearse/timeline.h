/*
 * A timeline as it is written: what the county is like, and what happens on which day.
 *
 * One statement a line, words parted by spaces; '#' begins a comment, a line "---" ends it.
 */
#ifndef CORE_REHEARSE_TIMELINE_H
#define CORE_REHEARSE_TIMELINE_H

#include "core/base/arena.h"
#include "core/base/error.h"

struct statement {
    int line;
    const char *day;  /* NULL for what the county is like */
    const char *last; /* of a span "DAY .. DAY"; else day */
    const char *const *words;
    size_t word_count;
};

struct timeline {
    const char *name;
    const char *from, *until;
    const struct statement *statements; /* days in their order, as written within a day */
    size_t count;
};

/* ERROR_INVALID with "NAME:LINE" when a day is none, or "from" or "until" is missing. */
bool timeline_read(const char *name, const char *text, size_t length, struct arena *arena,
                   struct timeline *timeline, struct error *err);

/* Reads one statement, in the arena. */
void statement_read(const char *text, size_t length, struct arena *arena,
                    struct statement *statement);

/* The word after a word ("by", "on", "at"); NULL when it is not there. */
const char *statement_option(const struct statement *statement, const char *word);

/* Whether a word stands in it. */
bool statement_says(const struct statement *statement, const char *word);

/* Word i; "" past the end. */
const char *statement_word(const struct statement *statement, size_t i);

/* Refuses a statement: ERROR_INVALID, {0} "NAME:LINE", {1} what is wrong in it. */
bool statement_refuse(const struct timeline *timeline, const struct statement *statement,
                      const char *key, const char *detail, struct error *err);

#endif
