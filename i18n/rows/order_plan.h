/*
 * A plan for a row that a terminal will reorder: which blanks become guards, and
 * which level of the bidirectional algorithm (UAX #9) each place shall get.
 *
 * Found from what the eye shall see alone, with the fewest guards; all rules but
 * those on brackets (N0) are foreseen. i18n/rows/order.c makes sure of it.
 */
#ifndef I18N_ROWS_ORDER_PLAN_H
#define I18N_ROWS_ORDER_PLAN_H

#include "i18n/rows/order.h"

struct order_plan {
    const struct order_cell *row;
    int count;
    bool rtl;                   /* the base direction that the terminal shall take */
    bool loose;                 /* a blank inside a text may become the blank guard as well */
    bool possible;              /* a guard was found for each place that needs one */
    int guards;                 /* how many */
    int bars;                   /* of them, how many are not blank */
    int32_t seen[ORDER_CELLS];  /* the row with its guards */
    uint8_t class[ORDER_CELLS]; /* bidi classes of it: enum UCharDirection */
    uint8_t level[ORDER_CELLS]; /* 0, 1 or 2 */
};

/* Takes a row of at most ORDER_CELLS; false when no terminal would reorder any of it. */
bool order_plan_start(struct order_plan *plan, const struct order_cell *row, size_t count);

/* Adds the guards that the base direction needs, and sets the levels. */
void order_plan_finish(struct order_plan *plan, enum order_rules rules, bool rtl);

/* Whether a guard may stand at place i, and putting it there before the plan is finished. */
bool order_plan_can_guard(const struct order_plan *plan, int32_t guard, int i);
void order_plan_guard(struct order_plan *plan, int32_t guard, int i);

#endif
