/*
 * How fast text is laid out, and rows are ordered for terminals that reorder by
 * themselves. Prints figures, asserts nothing.
 */
#include "tests/support/mixed_row.h"

#include "i18n/catalogue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    ROWS = 20000,
    COLUMNS = 80,
    ROUNDS = 5,
    LINES = 100000,
};

static const struct line {
    const char *name, *text;
    enum direction direction;
} lines[] = {
    {"Uyghur",
     "كۆك ئاسماندا 12 قۇش ئۇچتى، ئىككى بالا مەكتەپكە بارىدۇ ۋە كىتاب ئوقۇيدۇ، كەچتە قايتىدۇ",
     DIRECTION_RTL},
    {"Chinese",
     "学校每天登记缺课情况（2026年9月17日）班主任当天联系家长并记录结果交校长审核后归档备查",
     DIRECTION_LTR},
    {"Latin",
     "Every child is in school: 12 of 13 classes have reported by 17 September 2026, ok",
     DIRECTION_LTR},
};

/* How a row was had. */
enum outcome {
    EXACT,
    ONE_GUARD,
    MORE_GUARDS,
    WITH_BARS,
    NOT_HAD,
    OUTCOMES,
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static void print_memory(void)
{
    char line[256];
    FILE *file = fopen("/proc/self/status", "r");
    while (file && fgets(line, sizeof line, file))
        if (strncmp(line, "VmRSS", 5) == 0)
            printf("  memory %s", line + strcspn(line, "0123456789"));
    if (file)
        fclose(file);
}

static void measure_layout(const struct line *line)
{
    struct glyph glyphs[COLUMNS];
    size_t length = strlen(line->text);
    int columns = 0;
    double began = now();
    for (int i = 0; i < LINES; i++)
        layout(line->text, length, line->direction, 0, COLUMNS, glyphs, &columns);
    double each = (now() - began) / LINES;
    printf("  layout, %-8s %2d columns   %9.0f lines/s   %6.2f us each\n", line->name, columns,
           1e6 / each, each);
}

static enum outcome outcome_of(const int32_t *sent, size_t count, bool exact)
{
    int guards = 0, bars = 0;
    for (size_t k = 0; k < count; k++) {
        guards += sent[k] == ORDER_GUARD_LTR || sent[k] == ORDER_GUARD_RTL;
        bars += sent[k] == ORDER_GUARD_RTL;
    }
    if (!exact)
        return NOT_HAD;
    if (bars > 0)
        return WITH_BARS;
    return guards > 1 ? MORE_GUARDS : (enum outcome)guards;
}

/* Orders a row a few times; returns the shortest, which nothing else disturbed. */
static double measure_row(enum order_rules rules, const struct mixed_row *row, int *outcomes)
{
    int32_t sent[ORDER_CELLS];
    size_t from[ORDER_CELLS];
    double least = 1e9;
    bool exact = false;
    for (int i = 0; i < ROUNDS; i++) {
        double began = now();
        exact = order_row(rules, row->cells, row->count, sent, from);
        double took = now() - began;
        least = took < least ? took : least;
    }
    outcomes[outcome_of(sent, row->count, exact)]++;
    return least;
}

static void measure_order(enum order_rules rules, const char *name, int apart)
{
    uint32_t seed = 7;
    int outcomes[OUTCOMES] = {0};
    double sum = 0, most = 0;
    for (int i = 0; i < ROWS; i++) {
        struct mixed_row row;
        mixed_row_make(&seed, COLUMNS, apart, &row);
        double took = measure_row(rules, &row, outcomes);
        sum += took;
        most = took > most ? took : most;
    }
    printf("  order, %-13s %d apart   %9.0f rows/s   %6.2f us each   most %.0f us\n", name, apart,
           ROWS * 1e6 / sum, sum / ROWS, most);
    printf("    exact %.2f%%   one blank guard %.2f%%   more %.2f%%   bars %.2f%%   none %.2f%%\n",
           outcomes[EXACT] * 100.0 / ROWS, outcomes[ONE_GUARD] * 100.0 / ROWS,
           outcomes[MORE_GUARDS] * 100.0 / ROWS, outcomes[WITH_BARS] * 100.0 / ROWS,
           outcomes[NOT_HAD] * 100.0 / ROWS);
}

int main(void)
{
    if (!catalogue_open())
        return EXIT_FAILURE;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        measure_layout(&lines[i]);
    for (int apart = 1; apart <= 2; apart++) {
        measure_order(ORDER_FIRST_STRONG, "first strong", apart);
        measure_order(ORDER_LTR, "left to right", apart);
    }
    print_memory();
    return EXIT_SUCCESS;
}
