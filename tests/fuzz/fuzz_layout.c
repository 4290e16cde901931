/*
 * Any bytes as text, in every manner of a terminal and every direction: laid out, broken into
 * lines, cleaned and folded, they stay within what was asked for.
 */
#include "i18n/catalogue.h"
#include "i18n/layout.h"
#include "i18n/names/searchkey.h"
#include "i18n/rows/width.h"
#include "i18n/text.h"

#include <assert.h>
#include <locale.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

enum {
    WIDTH_MOST = 120,
    LINES_MOST = 4096,
    SHORT = 1000, /* bytes of which a row keeps every unit */
    ALL_FLAGS = LAYOUT_CUT_START | LAYOUT_ASCII | LAYOUT_LATIN
};

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    if (!setlocale(LC_CTYPE, "C.UTF-8") || !catalogue_open())
        abort();
    return 0;
}

static bool is_arabic(int32_t character)
{
    return (character >= 0x0600 && character < 0x0700)
        || (character >= 0x0750 && character < 0x0780)
        || (character >= 0xFB50 && character < 0xFE00)
        || (character >= 0xFE70 && character < 0xFF00);
}

static void check_glyph(const struct glyph *glyph, unsigned flags)
{
    unsigned char first = (unsigned char)glyph->text[0];
    wchar_t character = 0;
    assert(first >= 0x20 && first != 0x7f);
    assert(text_valid(glyph->text, strlen(glyph->text)));
    assert(mbtowc(&character, glyph->text, CELL_BYTES) == (int)strlen(glyph->text));
    assert(width_of(character) == glyph->width);
    assert(!(flags & LAYOUT_ASCII) || !width_ambiguous(character));
    assert(!(flags & LAYOUT_LATIN) || !is_arabic(character));
}

static int by_bytes(const void *left, const void *right)
{
    const struct glyph *a = left, *b = right;
    if (a->begin != b->begin)
        return a->begin < b->begin ? -1 : 1;
    return a->end < b->end ? -1 : a->end > b->end;
}

/* In the order of the text each cell begins where the one before ends, or is of the same letter. */
static void check_bytes(struct glyph *glyphs, size_t count, size_t length)
{
    qsort(glyphs, count, sizeof *glyphs, by_bytes);
    for (size_t i = 0; i < count; i++) {
        const struct glyph *at = &glyphs[i];
        assert(at->begin <= at->end && at->end <= length);
        bool same = i > 0 && at->begin == at[-1].begin && at->end == at[-1].end;
        assert(i == 0 || same || at->begin == at[-1].end);
    }
}

static void check_layout(const char *text, size_t length, enum direction direction, unsigned flags,
                         int width)
{
    struct glyph glyphs[WIDTH_MOST];
    int columns = 0, sum = 0;
    size_t count = layout(text, length, direction, flags, width, glyphs, &columns);
    for (size_t i = 0; i < count; i++) {
        check_glyph(&glyphs[i], flags);
        sum += glyphs[i].width;
    }
    assert(sum == columns && sum <= width);
    int all = layout_columns(text, length, flags);
    assert(length > SHORT || all > width || all == columns);
    check_bytes(glyphs, count, length);
}

/* A line that is too wide holds nothing but one character, and spaces at its end. */
static void check_lines(const char *text, size_t length, unsigned flags, int width)
{
    static size_t begins[LINES_MOST + 2];
    size_t count = layout_lines(text, length, flags, width, begins, LINES_MOST);
    assert(count >= 1 && begins[0] == 0);
    if (count > LINES_MOST)
        return;
    begins[count] = length;
    for (size_t i = 0; i < count; i++) {
        size_t end = begins[i + 1];
        assert(begins[i] < end || (begins[i] == length && i + 1 == count));
        while (end > begins[i] && strchr(" \n\t\r", text[end - 1]) && text[end - 1] != '\0')
            end--;
        int columns = layout_columns(text + begins[i], end - begins[i], flags);
        assert(columns <= width || end - begins[i] <= 4);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    int width = data[0] % WIDTH_MOST + 1;
    enum direction direction = (enum direction)(data[1] % 3);
    unsigned flags = (data[1] / 3u) & ALL_FLAGS;
    const char *text = (const char *)data + 2;
    check_layout(text, size - 2, direction, flags, width);
    check_lines(text, size - 2, flags, width);

    char *clean = malloc(4 * size + 1);
    size_t length = text_clean(text, size - 2, data[1] & 1, clean, 4 * size + 1);
    assert(length > 4 * size || text_valid(clean, strlen(clean)));
    searchkey_fold(clean, NULL, 0);
    free(clean);
    return 0;
}
