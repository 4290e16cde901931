/*
 * A child's last school days as a row of signs, and what shows in them, in words: facts and
 * no label (N5).
 */
#ifndef TUI_DAY_ROW_H
#define TUI_DAY_ROW_H

#include "core/days/pattern.h"
#include "tui/widget.h"

enum {
    DAY_ROW_ROWS = DAYS_ROWS + 2 /* the days, and words */
};

struct day_row {
    struct day_sign *signs;
    size_t count;      /* 0: nothing is known of the child's days */
    const char *words; /* what shows; "" when nothing does */
};

/* In load(). */
bool day_row_load(struct visit *visit, int64_t child_id, struct day_row *row, struct error *err);

/* In the rows from row on; below the days what shows in them, or what the signs mean. */
void day_row_draw(struct visit *visit, struct canvas *canvas, int row, const struct day_row *days);

#endif
