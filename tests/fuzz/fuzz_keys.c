/* Any bytes from a terminal: they become keys, and the decoder comes to an end with them. */
#include "i18n/text.h"
#include "tui/term/decoder.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void take_all(struct decoder *decoder, bool idle, size_t most)
{
    struct key key;
    size_t keys = 0;
    while (decoder_next(decoder, idle, &key))
        assert(++keys <= most);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct decoder *decoder = calloc(1, sizeof *decoder);
    if (!decoder)
        abort();
    for (size_t at = 0; at < size;) {
        size_t piece = data[at] % 32 + 1u; /* packets end anywhere */
        piece = piece < size - at ? piece : size - at;
        decoder_feed(decoder, (const char *)data + at, piece);
        take_all(decoder, false, DECODER_MOST);
        at += piece;
    }
    take_all(decoder, true, DECODER_MOST);
    free(decoder);
    return 0;
}
