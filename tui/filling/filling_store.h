/* How what a person gives becomes an answer: for filling.c and offers.c alone. */
#ifndef TUI_FILLING_STORE_H
#define TUI_FILLING_STORE_H

#include "tui/filling/filling.h"

/* Whether the field in focus is typed in, not chosen by digit. */
bool filling_is_typed(const struct filling *filling);

/* What reading the field in focus may look at. */
struct field_context filling_context(const struct visit *visit, const struct filling *filling);

/* A value of the field in focus as it is typed: nothing hidden. */
const char *filling_plain(struct visit *visit, const struct filling *filling, const char *value,
                          struct arena *arena);

/* Stores a value, or opens a clash with what somebody else stored meanwhile. */
bool filling_store_value(struct visit *visit, struct filling *filling, const char *value,
                         struct error *err);

/* What was filled in for the person, and seen by them, is their word. */
bool filling_confirm(struct visit *visit, struct filling *filling, struct error *err);

bool filling_forget_draft(struct visit *visit, struct filling *filling, struct error *err);

/* What chooses by digit; Backspace takes the choice back. */
bool filling_choose(struct visit *visit, struct filling *filling, const struct key *key, bool *used,
                    struct error *err);

/* Both answers are there to be seen: 1 keeps theirs, 2 the person's own, 3 joins them. */
bool filling_settle(struct visit *visit, struct filling *filling, int digit, struct error *err);

#endif
