/*
 * How fast text is laid out, rows are ordered for terminals that reorder by
 * themselves, and letters are typed; and what of memory that costs a person who
 * has signed in. Prints figures, asserts nothing.
 */
#include "tests/support/mixed_row.h"

#include "i18n/catalogue.h"
#include "i18n/names/collate.h"
#include "i18n/names/searchkey.h"
#include "i18n/text.h"
#include "tui/widget.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unicode/ubidi.h>
#include <unicode/ushape.h>
#include <unicode/ustring.h>
#include <unistd.h>

enum {
    ROWS = 20000,
    COLUMNS = 80,
    ROUNDS = 5,
    LINES = 100000,
    KEYS = 20000,
    PARAGRAPH = 600, /* bytes after which a paragraph is begun anew */
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

/* A figure of /proc in kB. */
static long memory(const char *path, const char *name)
{
    char line[256];
    long kilobytes = 0;
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file))
        if (strncmp(line, name, strlen(name)) == 0)
            kilobytes = strtol(line + strcspn(line, "0123456789"), NULL, 10);
    if (file)
        fclose(file);
    return kilobytes;
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

/* What a program would do with ICU alone: no cells, no cut, and no form for half of the Uyghur vowels. */
static void measure_icu(const struct line *line)
{
    UErrorCode status = U_ZERO_ERROR;
    UBiDi *bidi = ubidi_open();
    double began = now();
    for (int i = 0; i < LINES; i++) {
        UChar text[2 * COLUMNS], shaped[2 * COLUMNS], seen[2 * COLUMNS];
        int32_t length = 0;
        u_strFromUTF8(text, 2 * COLUMNS, &length, line->text, -1, &status);
        length = u_shapeArabic(text, length, shaped, 2 * COLUMNS,
                               U_SHAPE_LETTERS_SHAPE | U_SHAPE_LENGTH_GROW_SHRINK, &status);
        ubidi_setPara(bidi, shaped, length, line->direction == DIRECTION_RTL, NULL, &status);
        ubidi_writeReordered(bidi, seen, 2 * COLUMNS, UBIDI_DO_MIRRORING, &status);
    }
    double each = (now() - began) / LINES;
    ubidi_close(bidi);
    printf("    ICU alone, %-8s           %9.0f lines/s   %6.2f us each%s\n", line->name, 1e6 / each,
           each, U_SUCCESS(status) ? "" : "   failed");
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

/* Letters of a sentence typed into a field that is drawn after each, as a session does. */
static void type_line(struct visit *visit, unsigned flags, int rows)
{
    static const char sentence[] = "ئۆيىگە باردۇق، دادىسى قوشۇلدى (2-قېتىم). ";
    struct text text = {0};
    struct grid grid;
    text_begin(&text, &visit->kept, "", flags);
    for (size_t at = 0, typed = 0; typed < KEYS; typed++) {
        size_t next = text_next(sentence, sizeof sentence - 1, at);
        struct key key = {.press = PRESS_TEXT};
        memcpy(key.text, sentence + at, next - at);
        at = next % (sizeof sentence - 1);
        if (text.length > (flags & TEXT_LINES ? PARAGRAPH : COLUMNS))
            text_set(&text, "");
        arena_clear(&visit->frame);
        text_key(visit, &text, &key);
        struct canvas canvas = canvas_new(&visit->frame, &grid, rows, COLUMNS, true);
        text_draw(visit, &canvas, 0, 1, COLUMNS - 2, rows, &text, true);
    }
}

static void measure_typing(const char *name, unsigned flags, int rows)
{
    struct visit visit = {.language = LANGUAGE_UG};
    double began = now();
    type_line(&visit, flags, rows);
    double each = (now() - began) / KEYS;
    printf("  keys, %-9s %d rows     %9.0f keys/s    %6.2f us each\n", name, rows, 1e6 / each, each);
    arena_clear(&visit.frame);
    arena_clear(&visit.kept);
}

static void drop_key(void *context, const char *key)
{
    (void)context, (void)key;
}

/* Everything a session asks of text, in a child of a process that has it all open already. */
static void use_everything(void)
{
    uint32_t seed = 7;
    size_t begins[COLUMNS], from[ORDER_CELLS];
    int32_t sent[ORDER_CELLS];
    struct glyph glyphs[COLUMNS];
    struct mixed_row row;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        size_t length = strlen(lines[i].text);
        layout(lines[i].text, length, lines[i].direction, 0, COLUMNS, glyphs, NULL);
        layout_lines(lines[i].text, length, 0, COLUMNS / 2, begins, COLUMNS);
        searchkey_of_name(lines[i].text, drop_key, NULL);
        collate_compare(lines[i].text, lines[0].text);
    }
    for (int i = 0; i < COLUMNS; i++) {
        mixed_row_make(&seed, COLUMNS, 2, &row);
        order_row(ORDER_FIRST_STRONG, row.cells, row.count, sent, from);
    }
}

static long private_memory(void)
{
    return memory("/proc/self/smaps_rollup", "Private_Dirty");
}

static void measure_person(void)
{
    struct visit visit = {.language = LANGUAGE_UG};
    fflush(stdout);
    if (fork() == 0) {
        long before = private_memory();
        use_everything();
        long text = private_memory() - before;
        type_line(&visit, TEXT_LINES, 5);
        long typing = private_memory() - before - text;
        printf("  a person: %ld kB private for text, %ld kB more to type and draw a paragraph\n", text,
               typing);
        fflush(stdout);
        _exit(EXIT_SUCCESS);
    }
    wait(NULL);
}

int main(void)
{
    if (!catalogue_open())
        return EXIT_FAILURE;
    measure_person();
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        measure_layout(&lines[i]);
        measure_icu(&lines[i]);
    }
    for (int apart = 1; apart <= 2; apart++) {
        measure_order(ORDER_FIRST_STRONG, "first strong", apart);
        measure_order(ORDER_LTR, "left to right", apart);
    }
    measure_typing("a line", 0, 1);
    measure_typing("paragraph", TEXT_LINES, 5);
    printf("  the parent: %ld kB resident\n", memory("/proc/self/status", "VmRSS"));
    return EXIT_SUCCESS;
}
