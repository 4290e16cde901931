#include "tui/term/decoder.h"

#include "i18n/text.h"

#include <stdlib.h>
#include <string.h>

enum {
    ESC_MILLISECONDS = 25,
    PAIR_MILLISECONDS = 500,   /* ESC and one key: Alt, or a sequence in two packets */
    BEGUN_MILLISECONDS = 2000, /* nobody types that much of a sequence by hand */
    ESC = 0x1b,
    SEQUENCE_MOST = 256 /* bytes; longer is no sequence */
};

/* What became of the bytes at hand. */
enum found {
    FOUND_KEY,  /* key is set, bytes are used; PRESS_NONE: nothing anybody waits for */
    FOUND_PART, /* more may come */
    FOUND_NONE  /* no such thing begins here */
};

void decoder_feed(struct decoder *decoder, const char *bytes, size_t length)
{
    memmove(decoder->bytes, decoder->bytes + decoder->at, decoder->length - decoder->at);
    decoder->length -= decoder->at;
    decoder->at = 0;
    if (length > DECODER_MOST - decoder->length)
        length = DECODER_MOST - decoder->length;
    memcpy(decoder->bytes + decoder->length, bytes, length);
    decoder->length += length;
}

int decoder_waits(const struct decoder *decoder)
{
    size_t held = decoder->length - decoder->at;
    if (decoder->swallowing)
        return BEGUN_MILLISECONDS;
    if (held == 0 || decoder->pasting)
        return 0;
    return held == 1 ? ESC_MILLISECONDS : held == 2 ? PAIR_MILLISECONDS
                                                    : BEGUN_MILLISECONDS;
}

/* --- Sequences --- */

static const struct {
    char final;
    enum press press;
} letters[] = {
    {'A', PRESS_UP      },
    {'B', PRESS_DOWN    },
    {'C', PRESS_RIGHT   },
    {'D', PRESS_LEFT    },
    {'F', PRESS_END     },
    {'H', PRESS_HOME    },
    {'M', PRESS_ENTER   }, /* of a keypad */
    {'P', PRESS_HELP    },
    {'Q', PRESS_LANGUAGE},
    {'R', PRESS_KEYBOARD},
    {'Z', PRESS_BACKTAB },
};

static const struct {
    int number; /* of CSI number ~ */
    enum press press;
} numbers[] = {
    {1,  PRESS_HOME     },
    {3,  PRESS_DELETE   },
    {4,  PRESS_END      },
    {5,  PRESS_PAGE_UP  },
    {6,  PRESS_PAGE_DOWN},
    {7,  PRESS_HOME     },
    {8,  PRESS_END      },
    {11, PRESS_HELP     },
    {12, PRESS_LANGUAGE },
    {13, PRESS_KEYBOARD },
};

static enum press press_of_letter(char final)
{
    for (size_t i = 0; i < COUNT(letters); i++)
        if (letters[i].final == final)
            return letters[i].press;
    return PRESS_NONE;
}

static enum press press_of_number(int number)
{
    for (size_t i = 0; i < COUNT(numbers); i++)
        if (numbers[i].number == number)
            return numbers[i].press;
    return PRESS_NONE;
}

static struct key answer(struct decoder *decoder, const char *bytes, size_t length)
{
    if (length > sizeof decoder->answer - 1)
        length = sizeof decoder->answer - 1;
    memcpy(decoder->answer, bytes, length);
    decoder->answer[length] = '\0';
    return (struct key){.press = PRESS_ANSWER, .paste = decoder->answer, .length = length};
}

/* Answers carry a private mark, or end as only answers do. */
static bool is_answer(const char *parameters, char final)
{
    return strchr("?>=<", parameters[0]) || strchr("Rcny", final) != NULL;
}

/* After ESC [: parameters, intermediates, one final byte. */
static enum found read_csi(struct decoder *decoder, const char *bytes, size_t length, size_t *used,
                           struct key *key)
{
    size_t end = 2;
    if (length > 2 && bytes[2] == '[') { /* the Linux console's function keys: ESC [ [ A */
        *used = 4;
        if (length > 3 && bytes[3] >= 'A' && bytes[3] <= 'C')
            key->press = press_of_letter((char)(bytes[3] - 'A' + 'P'));
        return length > 3 ? FOUND_KEY : FOUND_PART;
    }
    while (end < length && end < SEQUENCE_MOST && bytes[end] >= 0x20 && bytes[end] <= 0x3f)
        end++;
    if (end == length)
        return FOUND_PART;
    if (end == SEQUENCE_MOST || bytes[end] < 0x40 || bytes[end] > 0x7e)
        return FOUND_NONE;
    *used = end + 1;
    if (bytes[end] == '~') {
        int number = atoi(bytes + 2);
        decoder->pasting = number == 200;
        key->press = press_of_number(number);
    } else if (end > 2 && is_answer(bytes + 2, bytes[end])) {
        *key = answer(decoder, bytes + 2, end - 1);
    } else {
        key->press = press_of_letter(bytes[end]);
    }
    return FOUND_KEY;
}

/* After ESC O: arrows of some terminals, and the keypad in its other mode. */
static enum found read_ss3(const char *bytes, size_t length, size_t *used, struct key *key)
{
    if (length < 3)
        return FOUND_PART;
    *used = 3;
    if (bytes[2] >= 'j' && bytes[2] <= 'y') {
        *key = (struct key){.press = PRESS_TEXT, .text = {(char)(bytes[2] - 'j' + '*')}};
        return FOUND_KEY;
    }
    key->press = press_of_letter(bytes[2]);
    return key->press != PRESS_NONE ? FOUND_KEY : FOUND_NONE;
}

/* After ESC P, ESC ] and the like: a text up to ST or BEL, which is never a key. */
static enum found read_string(struct decoder *decoder, const char *bytes, size_t length,
                              size_t *used, struct key *key)
{
    for (size_t i = 2; i < length && i < SEQUENCE_MOST; i++) {
        bool bell = bytes[i] == '\a', end = i > 2 && bytes[i - 1] == ESC && bytes[i] == '\\';
        if (!bell && !end)
            continue;
        *used = i + 1;
        *key = answer(decoder, bytes + 2, bell ? i - 2 : i - 3);
        return FOUND_KEY;
    }
    return length < SEQUENCE_MOST ? FOUND_PART : FOUND_NONE;
}

static enum found read_escape(struct decoder *decoder, const char *bytes, size_t length,
                              size_t *used, struct key *key)
{
    if (length < 2)
        return FOUND_PART;
    switch (bytes[1]) {
    case '[':
        return read_csi(decoder, bytes, length, used, key);
    case 'O':
        return read_ss3(bytes, length, used, key);
    case 'P':
    case ']':
    case '_':
    case '^':
        return read_string(decoder, bytes, length, used, key);
    default:
        return FOUND_NONE;
    }
}

/* --- Plain bytes --- */

static struct key control_key(char byte)
{
    switch (byte) {
    case '\r':
        return (struct key){.press = PRESS_ENTER};
    case '\t':
        return (struct key){.press = PRESS_TAB};
    case ESC:
        return (struct key){.press = PRESS_ESC};
    case '\b':
    case 0x7f:
        return (struct key){.press = PRESS_BACKSPACE};
    default:
        if (byte < 1 || byte > 26)
            return (struct key){.press = PRESS_NONE};
        return (struct key){.press = PRESS_CONTROL, .text = {(char)(byte + '`')}};
    }
}

static size_t utf8_length(unsigned char first)
{
    if (first < 0x80)
        return 1;
    if (first >= 0xc2 && first < 0xe0)
        return 2;
    if (first >= 0xe0 && first < 0xf0)
        return 3;
    return first >= 0xf0 && first < 0xf5 ? 4 : 0;
}

static enum found read_plain(const char *bytes, size_t length, size_t *used, struct key *key)
{
    unsigned char first = (unsigned char)bytes[0];
    size_t size = utf8_length(first);
    *used = 1;
    if (first < 0x20 || first == 0x7f) {
        *key = control_key(bytes[0]);
        return FOUND_KEY;
    }
    if (size == 0 || (size <= length && !text_valid(bytes, size)))
        return FOUND_KEY; /* no character: dropped, byte by byte */
    if (size > length)
        return FOUND_PART;
    *used = size;
    key->press = PRESS_TEXT;
    memcpy(key->text, bytes, size);
    if (first == 0xc2 && (unsigned char)bytes[1] < 0xa0) /* C1 controls */
        key->press = PRESS_NONE;
    return FOUND_KEY;
}

/* --- Paste --- */

/* Takes bytes of a paste; true with the key when its end has come. */
static bool read_paste(struct decoder *decoder, struct key *key)
{
    static const char end[] = "\033[201~";
    const char *bytes = decoder->bytes + decoder->at;
    size_t left = decoder->length - decoder->at, taken = 0;
    bool ended = false;

    for (; taken < left; taken++) {
        size_t rest = left - taken;
        if (bytes[taken] == ESC
            && memcmp(bytes + taken, end, rest < strlen(end) ? rest : strlen(end)) == 0) {
            ended = rest >= strlen(end);
            break;
        }
        if (decoder->paste_length < PASTE_MOST)
            decoder->paste[decoder->paste_length++] = bytes[taken];
    }
    decoder->at += taken + (ended ? strlen(end) : 0);
    if (!ended)
        return false;
    decoder->paste[decoder->paste_length] = '\0';
    *key = (struct key){
        .press = PRESS_PASTE, .paste = decoder->paste, .length = decoder->paste_length};
    decoder->paste_length = 0;
    decoder->pasting = false;
    return true;
}

/* Drops a string up to its end, or all that has come of it; an ESC may be half of its end. */
static void swallow(struct decoder *decoder, bool idle)
{
    for (; decoder->at < decoder->length && decoder->swallowing; decoder->at++) {
        const char *byte = decoder->bytes + decoder->at;
        if (*byte == ESC && decoder->at + 1 == decoder->length && !idle)
            return;
        if (*byte == ESC && decoder->at + 1 < decoder->length && byte[1] == '\\')
            decoder->at++;
        else if (*byte != '\a')
            continue;
        decoder->swallowing = false;
    }
    decoder->swallowing = decoder->swallowing && !idle;
}

static bool begins_string(const char *bytes, size_t length)
{
    return bytes[0] == ESC && length > 1 && bytes[1] != '\0' && strchr("P]_^", bytes[1]);
}

bool decoder_next(struct decoder *decoder, bool idle, struct key *key)
{
    if (decoder->swallowing)
        swallow(decoder, idle);
    while (decoder->at < decoder->length && !decoder->swallowing) {
        const char *bytes = decoder->bytes + decoder->at;
        size_t length = decoder->length - decoder->at, used = 0;
        enum found found;

        *key = (struct key){.press = PRESS_NONE};
        if (decoder->pasting)
            return read_paste(decoder, key);
        found = bytes[0] == ESC ? read_escape(decoder, bytes, length, &used, key)
                                : read_plain(bytes, length, &used, key);
        if (found == FOUND_PART && !idle)
            return false;
        if (found == FOUND_PART && length > 2 && bytes[0] == ESC) {
            used = length;
        } else if (found == FOUND_NONE && begins_string(bytes, length)) {
            decoder->swallowing = true;
            used = 2;
        } else if (found != FOUND_KEY) { /* the first byte stands for itself, or for nothing */
            used = 1;
            *key = bytes[0] == ESC ? control_key(ESC) : (struct key){.press = PRESS_NONE};
        }
        decoder->at += used;
        if (decoder->swallowing)
            swallow(decoder, idle);
        if (key->press != PRESS_NONE)
            return true;
    }
    return false;
}
