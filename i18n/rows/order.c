#include "i18n/rows/order.h"

#include "i18n/rows/order_plan.h"

#include <unicode/ubidi.h>
#include <unicode/uchar.h>
#include <unicode/utf16.h>

enum {
    GAPS_TRIED = 12, /* of a row, one by one: bounds the work */
    NOWHERE = -1
};

/* Reused by every call: sessions are processes, and each has one thread. */
static UBiDi *bidi;

bool order_open(void)
{
    UErrorCode status = U_ZERO_ERROR;
    bidi = ubidi_openSized(2 * ORDER_CELLS, 2 * ORDER_CELLS, &status);
    return U_SUCCESS(status);
}

/* The levels that the terminal will give to what it is sent. */
static bool levels_of(enum order_rules rules, const int32_t *sent, size_t count, UBiDiLevel *levels)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar text[2 * ORDER_CELLS];
    uint16_t at[ORDER_CELLS];
    int length = 0;
    for (size_t i = 0; i < count; i++) {
        bool valid = U_IS_UNICODE_CHAR(sent[i]);
        at[i] = (uint16_t)length;
        U16_APPEND_UNSAFE(text, length, valid ? sent[i] : 0xFFFD);
    }
    ubidi_setPara(bidi, text, length, rules == ORDER_LTR ? 0 : UBIDI_DEFAULT_LTR, NULL, &status);
    const UBiDiLevel *found = ubidi_getLevels(bidi, &status);
    for (size_t i = 0; i < count && U_SUCCESS(status); i++)
        levels[i] = found[at[i]];
    return U_SUCCESS(status);
}

void order_shown(enum order_rules rules, const int32_t *sent, size_t count, int32_t *shown,
                 size_t *at)
{
    UBiDiLevel levels[ORDER_CELLS];
    int32_t order[ORDER_CELLS];
    bool known = count > 0 && count <= ORDER_CELLS && levels_of(rules, sent, count, levels);
    if (known)
        ubidi_reorderVisual(levels, (int32_t)count, order);
    for (size_t i = 0; i < count; i++) {
        at[i] = known ? (size_t)order[i] : i;
        shown[i] = known && levels[at[i]] & 1 ? u_charMirror(sent[at[i]]) : sent[at[i]];
    }
}

static void turn(int *order, int begin, int end)
{
    for (end--; begin < end; begin++, end--) {
        int kept = order[begin];
        order[begin] = order[end];
        order[end] = kept;
    }
}

/* Turns every run of places whose level is at least `level`: rule L2, from the lowest level up. */
static void turn_runs(const struct order_plan *plan, int *order, UBiDiLevel level)
{
    for (int begin = 0; begin < plan->count;) {
        int end = begin;
        while (end < plan->count && plan->level[order[end]] >= level)
            end++;
        turn(order, begin, end);
        begin = end + 1;
    }
}

static void write_plan(const struct order_plan *plan, int32_t *sent, size_t *from)
{
    int order[ORDER_CELLS];
    for (int i = 0; i < plan->count; i++)
        order[i] = i;
    turn_runs(plan, order, 1);
    turn_runs(plan, order, 2);
    for (int k = 0; k < plan->count; k++) {
        int32_t seen = plan->seen[order[k]];
        from[k] = (size_t)order[k];
        sent[k] = plan->level[order[k]] & 1 ? u_charMirror(seen) : seen;
    }
}

/* Runs the terminal's algorithm over what would be sent. */
static bool is_exact(enum order_rules rules, const struct order_plan *plan, const int32_t *sent,
                     const size_t *from)
{
    int32_t shown[ORDER_CELLS];
    size_t at[ORDER_CELLS];
    order_shown(rules, sent, (size_t)plan->count, shown, at);
    for (size_t i = 0; i < (size_t)plan->count; i++)
        if (from[at[i]] != i || shown[i] != plan->seen[i])
            return false;
    return true;
}

static bool try_plan(enum order_rules rules, const struct order_plan *plan, int32_t *sent,
                     size_t *from)
{
    if (!plan->possible)
        return false;
    write_plan(plan, sent, from);
    return is_exact(rules, plan, sent, from);
}

static bool is_cheaper(const struct order_plan *a, const struct order_plan *b)
{
    return a->guards != b->guards ? a->guards < b->guards : a->bars < b->bars;
}

/* Plans for the one or two base directions that there are, the cheaper first. */
static bool try_bases(enum order_rules rules, const struct order_plan *start, int32_t *sent,
                      size_t *from)
{
    struct order_plan ltr = *start, rtl;
    order_plan_finish(&ltr, rules, false);
    if (rules == ORDER_LTR)
        return try_plan(rules, &ltr, sent, from);
    rtl = *start;
    order_plan_finish(&rtl, rules, true);
    bool rtl_first = is_cheaper(&rtl, &ltr);
    return try_plan(rules, rtl_first ? &rtl : &ltr, sent, from)
        || try_plan(rules, rtl_first ? &ltr : &rtl, sent, from);
}

/* The first place of the next run of blanks that can take the guard, or NOWHERE. */
static int next_gap(const struct order_plan *plan, int32_t guard, int i)
{
    while (i < plan->count && order_plan_can_guard(plan, guard, i))
        i++;
    while (i < plan->count && !order_plan_can_guard(plan, guard, i))
        i++;
    return i < plan->count ? i : NOWHERE;
}

/* One more guard, in each gap in turn. */
static bool try_one_more(enum order_rules rules, const struct order_plan *start, int32_t guard,
                         int32_t *sent, size_t *from)
{
    int tried = 0;
    for (int i = next_gap(start, guard, 0); i != NOWHERE && tried < GAPS_TRIED;
         i = next_gap(start, guard, i), tried++) {
        struct order_plan more = *start;
        order_plan_guard(&more, guard, i);
        if (try_bases(rules, &more, sent, from))
            return true;
    }
    return false;
}

/* A letter in every gap, so that each text stands alone. */
static bool try_all_apart(enum order_rules rules, const struct order_plan *start, int32_t *sent,
                          size_t *from)
{
    struct order_plan apart = *start;
    for (int i = next_gap(start, ORDER_GUARD_LTR, 0); i != NOWHERE;
         i = next_gap(start, ORDER_GUARD_LTR, i))
        order_plan_guard(&apart, ORDER_GUARD_LTR, i);
    return try_bases(rules, &apart, sent, from);
}

/*
 * The plan alone nearly always does. Brackets, though, can pair with those of another text and
 * pull it along (UAX #9, N0), which plans do not foresee: a guard more is tried against that.
 */
static bool try_row(enum order_rules rules, const struct order_plan *start, int32_t *sent,
                    size_t *from)
{
    return try_bases(rules, start, sent, from)
        || try_one_more(rules, start, ORDER_GUARD_LTR, sent, from)
        || try_one_more(rules, start, ORDER_GUARD_RTL, sent, from)
        || try_all_apart(rules, start, sent, from);
}

static void write_as_it_is(const struct order_cell *row, size_t count, int32_t *sent, size_t *from)
{
    for (size_t i = 0; i < count; i++) {
        sent[i] = row[i].character;
        from[i] = i;
    }
}

bool order_row(enum order_rules rules, const struct order_cell *row, size_t count, int32_t *sent,
               size_t *from)
{
    struct order_plan start;
    write_as_it_is(row, count, sent, from);
    if (count > ORDER_CELLS)
        return false;
    if (!order_plan_start(&start, row, count))
        return true;
    if (try_row(rules, &start, sent, from))
        return true;
    start.loose = true;
    if (try_row(rules, &start, sent, from))
        return true;
    order_plan_finish(&start, rules, false);
    write_plan(&start, sent, from);
    return false;
}
