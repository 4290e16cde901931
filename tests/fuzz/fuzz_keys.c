/*
 * Any bytes from a terminal: they become keys, and the decoder comes to an end
 * with them; whatever it answers, there is a way to speak to it and a name for it.
 */
#include "i18n/text.h"
#include "tui/term/decoder.h"
#include "tui/term/identity.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void take_answer(struct identity *identity, const struct key *key)
{
    char name[IDENTITY_NAME_SIZE];
    identity_answer(identity, key->paste, key->length);
    struct speech speech = identity_speech(identity);
    assert(speech.profile < PROFILE_COUNT);
    assert(identity->light >= 0 && identity->light <= 100);
    assert(strlen(identity_name(identity, "SSH-2.0-client_1", "xterm", name)) > 0);
    for (const char *byte = name; *byte; byte++)
        assert(*byte >= ' ' && *byte <= '~');
    assert(identity_greeting(identity) && identity_farewell(identity));
}

static void take_all(struct decoder *decoder, struct identity *identity, bool idle, size_t most)
{
    struct key key;
    size_t keys = 0;
    while (decoder_next(decoder, idle, &key)) {
        assert(++keys <= most);
        if (key.press == PRESS_ANSWER)
            take_answer(identity, &key);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct identity identity = {0};
    struct decoder *decoder = calloc(1, sizeof *decoder);
    if (!decoder)
        abort();
    for (size_t at = 0; at < size;) {
        size_t piece = data[at] % 32 + 1u; /* packets end anywhere */
        piece = piece < size - at ? piece : size - at;
        decoder_feed(decoder, (const char *)data + at, piece);
        take_all(decoder, &identity, false, DECODER_MOST);
        at += piece;
    }
    take_all(decoder, &identity, true, DECODER_MOST);
    free(decoder);
    return 0;
}
