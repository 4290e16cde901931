#include "tests/support/mixed_row.h"

#include "i18n/rows/width.h"

#include <stdbool.h>
#include <string.h>

#include <unicode/utf8.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct sample {
    const char *text;
    enum direction direction;
} samples[] = {
    {"ئالىيە مەمەت",                                   DIRECTION_RTL},
    {"2-باشلانغۇچ مەكتەپ",                         DIRECTION_RTL},
    {"سىنىپ 3-1",                                            DIRECTION_RTL},
    {"7-يىللىق 1-سىنىپ",                               DIRECTION_RTL},
    {"كېسەل (3 كۈن)",                                     DIRECTION_RTL},
    {"(ۋاكالەتچى) ئالىم",                           DIRECTION_RTL},
    {"(بىر) (ئىككى)",                                     DIRECTION_RTL},
    {"كەنت (مەھەللە) كادىرى",                    DIRECTION_RTL},
    {"5-ئاينىڭ 12-كۈنى",                                DIRECTION_RTL},
    {"گۈلمىرە",                                            DIRECTION_RTL},
    {"ئالاقە: \u206613999123456\u2069",                     DIRECTION_RTL},
    {"تۇغۇلغان \u20662012-05-17\u2069 كۈنى",          DIRECTION_RTL},
    {"«بالىلار»",                                        DIRECTION_RTL},
    {"100% تامام",                                           DIRECTION_RTL},
    {"3/4 (75%)",                                                 DIRECTION_RTL},
    {"دۆلەتباغ يېزىسى 4-كەنت",                  DIRECTION_RTL},
    {"ئۆتكەن ئاي: 12، بۇ ئاي: 9",                  DIRECTION_RTL},
    {"سەۋەبسىز كەلمىگەن",                         DIRECTION_RTL},
    {"F2 ساقلاش",                                           DIRECTION_RTL},
    {"Esc چېكىنىش   ? ياردەم",                       DIRECTION_RTL},
    {"1-9 ئېچىش   / ئىزدەش",                           DIRECTION_RTL},
    {"ID: 65010",                                                 DIRECTION_RTL},
    {"ئاتا-ئانىسى: مىسال \u2066139****0011\u2069", DIRECTION_RTL},
    {"3 ‹ ئىسمى-فامىلىسى !",                       DIRECTION_RTL},
    {"ئىسمى: 李示例 (班主任)",                         DIRECTION_RTL},
    {"ئەھۋال 3-7 · \u2068张示例\u2069",                 DIRECTION_RTL},
    {"ئالىم · 1-گۇرۇپپا · 13 ياش",               DIRECTION_RTL},
    {"؟",                                                        DIRECTION_RTL},
    {"张示例",                                                 DIRECTION_LTR},
    {"阿丽娅·买买提",                                      DIRECTION_LTR},
    {"三年级（2）班",                                       DIRECTION_LTR},
    {"（2）班",                                                DIRECTION_LTR},
    {"疑似辍学!",                                             DIRECTION_LTR},
    {"2012年5月",                                               DIRECTION_LTR},
    {"王老师(班主任)",                                      DIRECTION_LTR},
    {"3 › 李示例 ئالىم 12",                             DIRECTION_LTR},
    {"12 阿依古丽 (ئايگۈل)",                            DIRECTION_LTR},
    {"> 9 今天 ئالىيە",                                   DIRECTION_LTR},
    {"«王示例» [3]",                                         DIRECTION_LTR},
    {"号码: 659900********0011",                                DIRECTION_LTR},
    {"Ctrl-C 2 times",                                            DIRECTION_LTR},
    {"659900********0011",                                        DIRECTION_LTR},
    {"65990020120517123X",                                        DIRECTION_LTR},
    {"2012-05-17",                                                DIRECTION_LTR},
    {"2012-05-17 08:30",                                          DIRECTION_LTR},
    {"139-9912-3456",                                             DIRECTION_LTR},
    {"0991-2345678",                                              DIRECTION_LTR},
    {"+86 139 9912 3456",                                         DIRECTION_LTR},
    {"12",                                                        DIRECTION_LTR},
    {"3/25",                                                      DIRECTION_LTR},
    {"98%",                                                       DIRECTION_LTR},
    {"98.5% (12)",                                                DIRECTION_LTR},
    {"-3.5",                                                      DIRECTION_LTR},
    {"1,234",                                                     DIRECTION_LTR},
    {"(0)",                                                       DIRECTION_LTR},
    {"08:30",                                                     DIRECTION_LTR},
    {"-",                                                         DIRECTION_LTR},
    {"!",                                                         DIRECTION_LTR},
    {"›",                                                       DIRECTION_LTR},
    {"·",                                                        DIRECTION_LTR},
};

/* Numerical Recipes' generator: the same rows on every machine. */
static uint32_t draw(uint32_t *seed, uint32_t below)
{
    *seed = *seed * 1664525U + 1013904223U;
    return (*seed >> 8) % below;
}

static void add(struct mixed_row *row, int32_t character, bool gap)
{
    row->cells[row->count++] = (struct order_cell){.character = character, .gap = gap};
}

static void add_gap(struct mixed_row *row, int columns)
{
    for (int i = 0; i < columns; i++)
        add(row, ' ', true);
}

static void add_glyphs(struct mixed_row *row, const struct glyph *glyphs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int32_t character, at = 0;
        U8_NEXT(glyphs[i].text, at, -1, character);
        add(row, character, false);
    }
}

/* One text in a column: at its left, at its right or in its middle. */
static void add_column(struct mixed_row *row, uint32_t *seed, int width)
{
    const struct sample *sample = &samples[draw(seed, COUNT(samples))];
    struct glyph glyphs[ORDER_CELLS];
    int columns;
    unsigned flags = draw(seed, 8) == 0 ? LAYOUT_CUT_START : 0;
    size_t count = layout(sample->text, strlen(sample->text), sample->direction, flags, width,
                          glyphs, &columns);
    int left = (int)draw(seed, 3) * (width - columns) / 2;
    add_gap(row, left);
    add_glyphs(row, glyphs, count);
    add_gap(row, width - columns - left);
}

void mixed_row_make(uint32_t *seed, int columns, int apart, struct mixed_row *row)
{
    int parts = 1 + (int)draw(seed, columns < 60 ? 2 : 4);
    int width = (columns - 2 + apart) / parts - apart;
    row->count = 0;
    add_gap(row, 1);
    for (int i = 0; i < parts; i++) {
        if (i > 0)
            add_gap(row, apart);
        add_column(row, seed, width);
    }
    add_gap(row, columns - 1 - parts * width - (parts - 1) * apart);
}

void mixed_row_read(const char *seen, int columns, struct mixed_row *row)
{
    int used = 0, length = (int)strlen(seen);
    row->count = 0;
    for (int at = 0; at < length;) {
        int32_t character;
        U8_NEXT(seen, at, length, character);
        used += width_of(character);
        add(row, character, false);
    }
    add_gap(row, columns > used ? columns - used : 0);
    for (size_t i = 0; i < row->count; i++) {
        bool edge = i == 0 || i + 1 == row->count;
        bool beside = (i > 0 && row->cells[i - 1].character == ' ')
            || (i + 1 < row->count && row->cells[i + 1].character == ' ');
        if (row->cells[i].character == ' ')
            row->cells[i].gap = edge || beside;
    }
}
