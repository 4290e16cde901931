/*
 * Rows for terminals that reorder by themselves: what to send, so that the eye
 * sees the row as it was drawn.
 *
 * Such a terminal runs the bidirectional algorithm (UAX #9) over each whole
 * screen row, mirrors brackets, and cannot be told not to. Here its work is
 * undone beforehand and run forward again to be sure (facts/text.md 1.5). Rows
 * hold presentation forms, never letters that a terminal would join.
 */
#ifndef I18N_ROWS_ORDER_H
#define I18N_ROWS_ORDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    ORDER_CELLS = 512,        /* the longest row that is ordered */
    ORDER_GUARD_LTR = 0x2800, /* looks like a blank, counts as a left-to-right letter */
    ORDER_GUARD_RTL = 0x05C0, /* looks like a bar, counts as a right-to-left letter */
};

/*
 * What a terminal does with a row by itself. Both know Unicode's classes: that
 * Konsole takes box drawing for letters needs no third kind, since it breaks
 * presentation forms as well and must be set right by its owner.
 */
enum order_rules {
    ORDER_FIRST_STRONG, /* the first letter sent decides the base direction: PuTTY */
    ORDER_LTR,          /* the base is always left to right: macOS Terminal */
};

/* One glyph of a row, from the left as the eye shall see it; a wide one is one as well. */
struct order_cell {
    int32_t character; /* as displayed; a blank is ' ' */
    bool gap;          /* a blank between texts or at the margin: it may become a guard */
};

/* Opens what all calls reuse; catalogue_open() calls it. */
bool order_open(void);

/*
 * Finds what to send: sent[k] is the character for place k, from[k] says which
 * glyph of the row it is. Both have room for count. A gap may have become one
 * of the two guards, the bar only where the blank one does not do; where gaps
 * do not suffice, a blank inside a text may have become the blank guard.
 * True when the terminal will show the row exactly, guards aside. False when
 * that was not to be had, or the row is too long: then what comes near is written.
 * ORDER_LTR needs two blanks between texts: with one, a number at the right end of
 * Uyghur text and one in the text beside it cannot both be had.
 */
bool order_row(enum order_rules rules, const struct order_cell *row, size_t count, int32_t *sent,
               size_t *from);

/*
 * What such a terminal shows of what it is sent: shown[i] is the character at
 * place i from the left, at[i] where it is in sent. A row too long stays as it is.
 */
void order_shown(enum order_rules rules, const int32_t *sent, size_t count, int32_t *shown,
                 size_t *at);

#endif
