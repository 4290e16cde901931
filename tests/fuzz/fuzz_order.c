/* Any code points as a row: each is sent once, and what is called exact is what is shown. */
#include "i18n/rows/order.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
    GAP = 1 << 24, /* a bit above all code points */
    ROW_MOST = ORDER_CELLS + 1,
};

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    if (!order_open())
        abort();
    return 0;
}

/* Four bytes a cell: any number. */
static size_t read_numbers(const uint8_t *data, size_t size, struct order_cell *row)
{
    size_t count = 0;
    for (int32_t value; count < ROW_MOST && size >= sizeof value; size -= sizeof value) {
        memcpy(&value, data, sizeof value);
        data += sizeof value;
        row[count++] = (struct order_cell){.character = value & ~GAP, .gap = value & GAP};
    }
    return count;
}

/* A byte a cell: one of the characters that the algorithm tells apart. */
static size_t read_classes(const uint8_t *data, size_t size, struct order_cell *row)
{
    static const int32_t characters[] = {
        ' ', ' ', ' ', 'a', 0x4E2D, '1', '2', '-', '+', ':', '%', '(', ')', '<', 0xFF08, 0xFE91,
        0xFE90, 0x05D0, 0x0661, 0xAB, 0x2500, 0x2067, 0x2069, 0x202E, 0x0300, 0x2028, '\t', 0x1F600};
    size_t count = size < ROW_MOST ? size : ROW_MOST;
    for (size_t i = 0; i < count; i++) {
        int32_t character = characters[(data[i] & 0x7F) % (sizeof characters / sizeof *characters)];
        row[i] = (struct order_cell){.character = character, .gap = data[i] & 0x80};
    }
    return count;
}

static void check_permutation(const size_t *from, size_t count)
{
    bool met[ROW_MOST] = {false};
    for (size_t k = 0; k < count; k++) {
        assert(from[k] < count && !met[from[k]]);
        met[from[k]] = true;
    }
}

static bool may_stand_for(int32_t shown, const struct order_cell *cell)
{
    return shown == cell->character || (cell->character == ' ' && shown == ORDER_GUARD_LTR)
        || (cell->character == ' ' && cell->gap && shown == ORDER_GUARD_RTL);
}

static void check_shown(enum order_rules rules, const struct order_cell *row, size_t count,
                        const int32_t *sent, const size_t *from)
{
    int32_t shown[ROW_MOST];
    size_t at[ROW_MOST];
    order_shown(rules, sent, count, shown, at);
    for (size_t i = 0; i < count; i++)
        assert(from[at[i]] == i && may_stand_for(shown[i], &row[i]));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    enum order_rules rules = data[0] & 1 ? ORDER_LTR : ORDER_FIRST_STRONG;
    struct order_cell row[ROW_MOST];
    int32_t sent[ROW_MOST];
    size_t from[ROW_MOST];
    size_t count = (data[0] & 2 ? read_numbers : read_classes)(data + 1, size - 1, row);
    bool exact = order_row(rules, row, count, sent, from);
    check_permutation(from, count);
    if (exact)
        check_shown(rules, row, count, sent, from);
    return 0;
}
