#include "i18n/rows/order_plan.h"

#include <unicode/uchar.h>

enum {
    NOWHERE = -1
};

/*
 * The places between two letters of the base direction, or from the row's edge.
 * Letters of the other direction in it make one island, which is reversed as a whole.
 */
struct stretch {
    int begin, end;
    int first, last; /* of the island; NOWHERE without one */
};

static bool is_rtl(uint8_t class)
{
    return class == U_RIGHT_TO_LEFT || class == U_RIGHT_TO_LEFT_ARABIC;
}

static bool is_letter(uint8_t class)
{
    return class == U_LEFT_TO_RIGHT || is_rtl(class);
}

static bool is_digit(uint8_t class)
{
    return class == U_EUROPEAN_NUMBER || class == U_ARABIC_NUMBER;
}

/* Letters and digits that run from right to left, and what embeds them. */
static bool is_reordered(uint8_t class)
{
    switch (class) {
    case U_LEFT_TO_RIGHT:
    case U_EUROPEAN_NUMBER:
    case U_EUROPEAN_NUMBER_SEPARATOR:
    case U_EUROPEAN_NUMBER_TERMINATOR:
    case U_COMMON_NUMBER_SEPARATOR:
    case U_SEGMENT_SEPARATOR:
    case U_WHITE_SPACE_NEUTRAL:
    case U_OTHER_NEUTRAL:
    case U_DIR_NON_SPACING_MARK:
    case U_BOUNDARY_NEUTRAL:
        return false;
    default:
        return true;
    }
}

bool order_plan_start(struct order_plan *plan, const struct order_cell *row, size_t count)
{
    bool reordered = false;
    *plan = (struct order_plan){.row = row, .count = (int)count};
    for (size_t i = 0; i < count; i++) {
        plan->seen[i] = row[i].character;
        plan->class[i] = (uint8_t)u_charDirection(row[i].character);
        reordered = reordered || is_reordered(plan->class[i]);
    }
    return reordered;
}

static bool is_base(const struct order_plan *plan, uint8_t class)
{
    return plan->rtl ? is_rtl(class) : class == U_LEFT_TO_RIGHT;
}

static bool is_island(const struct order_plan *plan, uint8_t class)
{
    return plan->rtl ? class == U_LEFT_TO_RIGHT : is_rtl(class) || class == U_ARABIC_NUMBER;
}

/* While no letter is in it, a European digit beside Arabic ones ends a stretch as a letter does. */
static struct stretch stretch_from(const struct order_plan *plan, int begin)
{
    struct stretch stretch = {.begin = begin, .end = begin, .first = NOWHERE, .last = NOWHERE};
    bool letters = plan->rtl;
    for (; stretch.end < plan->count; stretch.end++) {
        uint8_t class = plan->class[stretch.end];
        bool digit = class == U_EUROPEAN_NUMBER && stretch.first != NOWHERE && !letters;
        if (is_base(plan, class) || digit)
            break;
        letters = letters || is_rtl(class);
        if (!is_island(plan, class))
            continue;
        if (stretch.first == NOWHERE)
            stretch.first = stretch.end;
        stretch.last = stretch.end;
    }
    return stretch;
}

/* The first or last digit in [begin, end). */
static int first_digit(const struct order_plan *plan, int begin, int end)
{
    for (int i = begin; i < end; i++)
        if (is_digit(plan->class[i]))
            return i;
    return NOWHERE;
}

static int last_digit(const struct order_plan *plan, int begin, int end)
{
    for (int i = end - 1; i >= begin; i--)
        if (is_digit(plan->class[i]))
            return i;
    return NOWHERE;
}

bool order_plan_can_guard(const struct order_plan *plan, int32_t guard, int i)
{
    bool free = plan->row[i].gap || (plan->loose && guard == ORDER_GUARD_LTR);
    return free && plan->seen[i] == ' ';
}

void order_plan_guard(struct order_plan *plan, int32_t guard, int i)
{
    plan->seen[i] = guard;
    plan->class[i] = guard == ORDER_GUARD_LTR ? U_LEFT_TO_RIGHT : U_RIGHT_TO_LEFT;
    plan->guards++;
    plan->bars += guard == ORDER_GUARD_RTL;
}

/* Puts a guard into the first gap of [begin, end). */
static bool guard_first(struct order_plan *plan, int32_t guard, int begin, int end)
{
    for (int i = begin; i < end; i++)
        if (order_plan_can_guard(plan, guard, i)) {
            order_plan_guard(plan, guard, i);
            return true;
        }
    return false;
}

static bool guard_last(struct order_plan *plan, int32_t guard, int begin, int end)
{
    for (int i = end - 1; i >= begin; i--)
        if (order_plan_can_guard(plan, guard, i)) {
            order_plan_guard(plan, guard, i);
            return true;
        }
    return false;
}

/* Puts a bar and a blank guard between two numbers of [begin, end): a letter for each of them. */
static bool guard_between(struct order_plan *plan, int begin, int end)
{
    int bar = NOWHERE;
    for (int i = begin; i < end; i++) {
        if (is_digit(plan->class[i]))
            bar = NOWHERE;
        if (bar != NOWHERE && order_plan_can_guard(plan, ORDER_GUARD_LTR, i)) {
            order_plan_guard(plan, ORDER_GUARD_RTL, bar);
            order_plan_guard(plan, ORDER_GUARD_LTR, i);
            return true;
        }
        if (bar == NOWHERE && order_plan_can_guard(plan, ORDER_GUARD_RTL, i))
            bar = i;
    }
    return false;
}

/* A separator between digits, or a sign beside them, that the algorithm takes into the number. */
static bool in_number(const struct order_plan *plan, int i, bool arabic)
{
    uint8_t class = plan->class[i];
    uint8_t before = i > 0 ? plan->class[i - 1] : U_OTHER_NEUTRAL;
    uint8_t after = i + 1 < plan->count ? plan->class[i + 1] : U_OTHER_NEUTRAL;
    if (is_digit(class))
        return true;
    if (class == U_COMMON_NUMBER_SEPARATOR)
        return is_digit(before) && (arabic ? is_digit(after) : before == after);
    if (class == U_EUROPEAN_NUMBER_SEPARATOR)
        return !arabic && before == U_EUROPEAN_NUMBER && after == U_EUROPEAN_NUMBER;
    if (class != U_EUROPEAN_NUMBER_TERMINATOR || arabic)
        return false;
    int left = i, right = i;
    while (left > 0 && plan->class[left] == U_EUROPEAN_NUMBER_TERMINATOR)
        left--;
    while (right + 1 < plan->count && plan->class[right] == U_EUROPEAN_NUMBER_TERMINATOR)
        right++;
    return plan->class[left] == U_EUROPEAN_NUMBER || plan->class[right] == U_EUROPEAN_NUMBER;
}

/* Whether a number left of place i follows an Arabic letter (UAX #9, W2) in what is sent. */
static bool after_arabic(const struct order_plan *plan, int i)
{
    while (i < plan->count && !is_rtl(plan->class[i]))
        i++;
    return i < plan->count && plan->class[i] == U_RIGHT_TO_LEFT_ARABIC;
}

/* Where a left-to-right island begins in a right-to-left row: with the number that touches it. */
static int island_begin(const struct order_plan *plan, const struct stretch *stretch)
{
    bool arabic = after_arabic(plan, stretch->end);
    int begin = stretch->first;
    while (begin > stretch->begin && in_number(plan, begin - 1, arabic))
        begin--;
    return begin;
}

/* And where it ends: numbers that follow its letters belong to it (UAX #9, W7). */
static int island_end(const struct order_plan *plan, const struct stretch *stretch)
{
    int end = stretch->last + 1;
    for (int i = end; i < stretch->end; i++)
        if (plan->class[i] == U_EUROPEAN_NUMBER)
            end = i + 1;
    while (end > stretch->last + 1 && end < stretch->end
           && plan->class[end] == U_EUROPEAN_NUMBER_TERMINATOR)
        end++;
    return end;
}

/* A number right of a right-to-left island would jump to its left: part them, or join them. */
static bool guard_island_in_ltr(struct order_plan *plan, const struct stretch *stretch)
{
    int number = first_digit(plan, stretch->last + 1, stretch->end);
    if (stretch->last == NOWHERE || number == NOWHERE)
        return true;
    int last = last_digit(plan, number, stretch->end);
    return guard_first(plan, ORDER_GUARD_LTR, stretch->last + 1, number)
        || guard_first(plan, ORDER_GUARD_RTL, last + 1, stretch->end)
        || guard_between(plan, number, last);
}

/* The mirror image: a number left of a left-to-right island would jump to its right. */
static bool guard_island_in_rtl(struct order_plan *plan, const struct stretch *stretch)
{
    if (stretch->first == NOWHERE)
        return true;
    int begin = island_begin(plan, stretch);
    int number = first_digit(plan, stretch->begin, begin);
    if (number == NOWHERE)
        return true;
    int last = last_digit(plan, number, begin);
    return guard_last(plan, ORDER_GUARD_LTR, stretch->begin, number)
        || guard_last(plan, ORDER_GUARD_RTL, last + 1, begin)
        || guard_between(plan, number, last);
}

/* The first letter sent must be of the base direction: in a right-to-left row, the rightmost. */
static bool guard_base(struct order_plan *plan)
{
    int i = plan->rtl ? plan->count - 1 : 0;
    int step = plan->rtl ? -1 : 1;
    while (i >= 0 && i < plan->count && !is_letter(plan->class[i]))
        i += step;
    if (i < 0 || i >= plan->count)
        return !plan->rtl || guard_last(plan, ORDER_GUARD_RTL, 0, plan->count);
    if (is_rtl(plan->class[i]) == plan->rtl)
        return true;
    return plan->rtl ? guard_last(plan, ORDER_GUARD_RTL, i + 1, plan->count)
                     : guard_first(plan, ORDER_GUARD_LTR, 0, i);
}

static void set_levels(struct order_plan *plan, int begin, int end, uint8_t level)
{
    for (int i = begin; i < end; i++)
        plan->level[i] = level;
}

/* Right-to-left places, in which numbers run from left to right. */
static void set_rtl_levels(struct order_plan *plan, int begin, int end)
{
    bool arabic = after_arabic(plan, end);
    for (int i = end - 1; i >= begin; i--) {
        if (is_rtl(plan->class[i]))
            arabic = plan->class[i] == U_RIGHT_TO_LEFT_ARABIC;
        plan->level[i] = in_number(plan, i, arabic) ? 2 : 1;
    }
}

static void set_stretch_levels(struct order_plan *plan, const struct stretch *stretch)
{
    bool island = stretch->first != NOWHERE;
    set_levels(plan, stretch->begin, stretch->end, 0);
    if (plan->rtl) {
        set_rtl_levels(plan, stretch->begin, stretch->end);
        if (island)
            set_levels(plan, island_begin(plan, stretch), island_end(plan, stretch), 2);
    } else if (island) {
        set_rtl_levels(plan, stretch->first, stretch->last + 1);
    }
}

static void plan_guards(struct order_plan *plan, enum order_rules rules)
{
    plan->possible = rules == ORDER_LTR || guard_base(plan);
    for (int at = 0; at < plan->count;) {
        struct stretch stretch = stretch_from(plan, at);
        if (!(plan->rtl ? guard_island_in_rtl : guard_island_in_ltr)(plan, &stretch))
            plan->possible = false;
        at = stretch.end + 1;
    }
}

static void plan_levels(struct order_plan *plan)
{
    for (int at = 0; at < plan->count;) {
        struct stretch stretch = stretch_from(plan, at);
        set_stretch_levels(plan, &stretch);
        if (stretch.end < plan->count)
            plan->level[stretch.end] = plan->rtl ? 1 : 0;
        at = stretch.end + 1;
    }
}

void order_plan_finish(struct order_plan *plan, enum order_rules rules, bool rtl)
{
    plan->rtl = rtl;
    plan_guards(plan, rules);
    plan_levels(plan);
}
