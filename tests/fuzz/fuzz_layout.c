/* Any bytes as text: laid out, cleaned and folded, they stay within what was asked for. */
#include "i18n/catalogue.h"
#include "i18n/layout.h"
#include "i18n/searchkey.h"
#include "i18n/text.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    WIDTH_MOST = 120
};

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    if (!catalogue_open())
        abort();
    return 0;
}

static void check_glyphs(const struct glyph *glyphs, size_t count, int width, int columns)
{
    int sum = 0;
    for (size_t i = 0; i < count; i++) {
        unsigned char first = (unsigned char)glyphs[i].text[0];
        assert(first >= 0x20 && first != 0x7f);
        assert(text_valid(glyphs[i].text, strlen(glyphs[i].text)));
        sum += glyphs[i].width;
    }
    assert(sum == columns && sum <= width);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    int width = data[0] % WIDTH_MOST + 1;
    enum direction direction = (enum direction)(data[1] % 3);
    const char *text = (const char *)data + 2;
    struct glyph glyphs[WIDTH_MOST];
    int columns = 0;
    size_t count = layout(text, size - 2, direction, data[1] >> 2, width, glyphs, &columns);
    check_glyphs(glyphs, count, width, columns);

    char *clean = malloc(4 * size + 1);
    size_t length = text_clean(text, size - 2, data[1] & 1, clean, 4 * size + 1);
    assert(length > 4 * size || text_valid(clean, strlen(clean)));
    searchkey_fold(clean, NULL, 0);
    free(clean);
    return 0;
}
