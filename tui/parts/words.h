/*
 * Values in the person's words: a name in their script, a day beside today, what
 * is called by a key made from data. In the visit's arena, as visit_text().
 */
#ifndef TUI_WORDS_H
#define TUI_WORDS_H

#include "tui/screen.h"

struct policy_rung;

/* Of two names the one in the person's script, else the other. */
const char *words_name(struct visit *visit, const char *zh, const char *ug);

/* "今天", "9-15"; "" stays "". */
const char *words_near(struct visit *visit, const char *day);

/* "9-25", or "10-1 — 10-7" where first and last differ: in what year is said elsewhere. */
const char *words_span(struct visit *visit, const char *first, const char *last);

/* The day of a moment (Unix seconds), as words_near(). */
const char *words_moment(struct visit *visit, int64_t at);

/* "2026-09-17 星期四". */
const char *words_day(struct visit *visit, const char *day);

/* The message of prefix and name: "event." and "contact.phone". "" for an empty name. */
const char *words_of(struct visit *visit, const char *prefix, const char *name);

/* The name of a file, read from the left in every language: its extension stands at the end. */
const char *words_file(struct visit *visit, const char *name);

/* "12 KB", of bytes; what has any has one. */
const char *words_size(struct visit *visit, int64_t bytes);

/* An ID number or phone with its middle hidden; "" stays "". */
const char *words_masked(struct visit *visit, const char *number);

/* The two ends of the title line. Where they do not fit, what says which part of it is shown comes
   first, and the title's brief form may be cut. In load(). */
void words_title(struct visit *visit, const char *title, const char *brief, const char *part);

/* The texts that are not empty, with a separator between; the list ends with NULL. */
#define words_join(visit, separator, ...) \
    words_join_list((visit), (separator), (const char *const[]){__VA_ARGS__, NULL})
const char *words_join_list(struct visit *visit, const char *separator, const char *const texts[]);

/* A clause as the reader's language cites it: "H18 annex 2", H18 附件2. */
const char *words_clause(struct visit *visit, const char *clause);

/* What a rung asks, and the clause that asks it; NULL when there is no rung. */
const char *words_rule(struct visit *visit, const struct policy_rung *rung);

#endif
