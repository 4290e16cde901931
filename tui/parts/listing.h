/* A table that is shown, on paper: all its rows, among the person's papers. */
#ifndef TUI_LISTING_H
#define TUI_LISTING_H

#include "tui/widget.h"

/*
 * Prints the table of the visit's screen as it is now, filtered and sorted, with the rows that are
 * not on the screen, and goes to the paper. Its kind says which child stands in a row.
 */
bool listing_print(struct visit *visit, struct table *table, struct error *err);

#endif
