/* Where each column of a table stands: what is dropped, what is cut, what may spread. */
#ifndef TUI_WIDGETS_COLUMNS_H
#define TUI_WIDGETS_COLUMNS_H

#include "tui/widget.h"

enum {
    COLUMNS_MOST = 16
};

/* width 0: dropped, for want of room. */
struct place {
    int column, width;
};

/*
 * Places the columns of a table in the width columns from column on. Those of
 * the highest rank go first; the room that is left goes where texts are cut.
 * heads says whether the columns' titles are to be read too.
 */
void columns_place(struct visit *visit, const struct table *table, bool heads, int column,
                   int width, int gap, struct place places[static COLUMNS_MOST]);

#endif
