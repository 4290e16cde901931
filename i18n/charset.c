#include "i18n/charset.h"

#include "i18n/rows/width.h"

#include <unicode/ucnv.h>
#include <unicode/utf8.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Names as ICU knows them; UTF-8 is read through ICU too, so that bad bytes have one treatment. */
static const char *const names[] = {
    [CHARSET_UTF8] = "UTF-8",
    [CHARSET_GB18030] = "gb18030",
    [CHARSET_UTF16LE] = "UTF-16LE",
    [CHARSET_UTF16BE] = "UTF-16BE",
};

enum {
    PIVOT_UNITS = 1024
};

struct charset_reader {
    UConverter *from, *to;
    UChar pivot[PIVOT_UNITS];
    UChar *source, *target; /* what of the pivot is filled and not yet written */
    bool reset, begun;
};

/* How the bytes look as UTF-8: a character cut off by the end of the sample is no fault. */
static bool looks_utf8(const unsigned char *bytes, size_t length)
{
    for (size_t i = 0; i < length;) {
        unsigned char lead = bytes[i];
        size_t more = lead < 0x80 ? 0 : lead >= 0xC2 && lead < 0xE0 ? 1
            : lead >= 0xE0 && lead < 0xF0                           ? 2
            : lead >= 0xF0 && lead < 0xF5                           ? 3
                                                                    : SIZE_MAX;
        if (more == SIZE_MAX)
            return false;
        for (size_t k = 1; k <= more && i + k < length; k++)
            if ((bytes[i + k] & 0xC0) != 0x80)
                return false;
        i += more + 1;
    }
    return true;
}

/* Whether the bytes pair up as GBK or GB18030 does. */
static bool looks_gb18030(const unsigned char *bytes, size_t length)
{
    for (size_t i = 0; i < length;) {
        if (bytes[i] < 0x80) {
            i++;
            continue;
        }
        if (bytes[i] == 0x80 || bytes[i] == 0xFF)
            return false;
        if (i + 1 >= length)
            return true;
        bool four = bytes[i + 1] >= 0x30 && bytes[i + 1] <= 0x39;
        if (!four && (bytes[i + 1] < 0x40 || bytes[i + 1] == 0x7F || bytes[i + 1] == 0xFF))
            return false;
        i += four ? 4 : 2;
    }
    return true;
}

/* Zero bytes in text are the empty halves of UTF-16: which half tells the byte order. */
static enum charset guess_wide(const unsigned char *bytes, size_t length)
{
    size_t zeros[2] = {0, 0};
    for (size_t i = 0; i < length; i++)
        zeros[i % 2] += bytes[i] == 0;
    if (zeros[0] == 0 && zeros[1] == 0)
        return CHARSET_UNKNOWN;
    return zeros[1] > zeros[0] ? CHARSET_UTF16LE : CHARSET_UTF16BE;
}

enum charset charset_guess(const char *bytes, size_t length)
{
    const unsigned char *raw = (const unsigned char *)bytes;
    if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        return CHARSET_UTF8;
    if (length >= 2 && memcmp(bytes, "\xFF\xFE", 2) == 0)
        return CHARSET_UTF16LE;
    if (length >= 2 && memcmp(bytes, "\xFE\xFF", 2) == 0)
        return CHARSET_UTF16BE;
    if (memchr(bytes, 0, length))
        return guess_wide(raw, length);
    if (looks_utf8(raw, length))
        return CHARSET_UTF8;
    return looks_gb18030(raw, length) ? CHARSET_GB18030 : CHARSET_UNKNOWN;
}

struct charset_reader *charset_open(enum charset charset)
{
    UErrorCode status = U_ZERO_ERROR;
    if (charset == CHARSET_UNKNOWN)
        return NULL;
    struct charset_reader *reader = calloc(1, sizeof *reader);
    if (!reader)
        abort();
    reader->from = ucnv_open(names[charset], &status);
    reader->to = ucnv_open("UTF-8", &status);
    reader->source = reader->target = reader->pivot;
    reader->reset = true;
    if (U_SUCCESS(status))
        return reader;
    charset_close(reader);
    return NULL;
}

void charset_close(struct charset_reader *reader)
{
    if (!reader)
        return;
    ucnv_close(reader->from);
    ucnv_close(reader->to);
    free(reader);
}

/* Takes the byte order mark, which is no text, from the beginning of the first output. */
static size_t without_mark(struct charset_reader *reader, char *buffer, size_t used)
{
    bool first = !reader->begun && used > 0;
    reader->begun = reader->begun || first;
    if (!first || used < 3 || memcmp(buffer, "\xEF\xBB\xBF", 3) != 0)
        return used;
    memmove(buffer, buffer + 3, used - 3);
    return used - 3;
}

size_t charset_read(struct charset_reader *reader, const char *bytes, size_t *length, bool last,
                    char *buffer, size_t size)
{
    UErrorCode status = U_ZERO_ERROR;
    const char *from = bytes;
    char *to = buffer;
    ucnv_convertEx(reader->to, reader->from, &to, buffer + size, &from, bytes + *length,
                   reader->pivot, &reader->source, &reader->target, reader->pivot + PIVOT_UNITS,
                   reader->reset, last, &status);
    reader->reset = false;
    *length = (size_t)(from - bytes);
    return without_mark(reader, buffer, (size_t)(to - buffer));
}

/* --- Writing GBK --------------------------------------------------------------------------- */

enum {
    PLANE = 0x10000,
    PRIVATE_FIRST = 0xE000,
    PRIVATE_END = 0xF900,
    REPLACEMENT = 0xFFFD,
    WIDE = 0x8000 /* a bit of every code of GBK: kept where the text counts two columns too */
};

/* The code of each character, 0 for none. Filled before any fork: all processes share its pages. */
static uint16_t gbk[PLANE];

static void add_code(UConverter *converter, int lead, int trail, UErrorCode *status)
{
    UChar units[4];
    const char bytes[] = {(char)lead, (char)trail};
    int32_t length = ucnv_toUChars(converter, units, 4, bytes, 2, status);
    if (U_FAILURE(*status) || length != 1 || units[0] == REPLACEMENT
        || (units[0] >= PRIVATE_FIRST && units[0] < PRIVATE_END))
        return;
    int code = lead << 8 | trail;
    gbk[units[0]] = (uint16_t)(width_of(units[0]) == 2 ? code : code & ~WIDE);
}

bool charset_open_shared(void)
{
    UErrorCode status = U_ZERO_ERROR;
    UConverter *converter = ucnv_open("GBK", &status);
    for (int lead = 0x81; lead <= 0xFE && U_SUCCESS(status); lead++)
        for (int trail = 0x40; trail <= 0xFE; trail++)
            add_code(converter, lead, trail, &status);
    ucnv_close(converter);
    return U_SUCCESS(status);
}

bool charset_in_gbk(int32_t character, int columns)
{
    if (columns == 1)
        return character >= 0x20 && character < 0x7F;
    return columns == 2 && character >= 0 && character < PLANE && gbk[character] != 0;
}

/* The bytes of the character at *at, and over it: two, one, or none. */
static size_t gbk_bytes(const char *text, size_t length, size_t *at, char bytes[static 2])
{
    UChar32 character;
    bytes[0] = text[*at];
    U8_NEXT(text, *at, length, character);
    if (character >= 0 && character < 0x80)
        return 1;
    int code = character >= 0 && character < PLANE ? gbk[character] : 0;
    int width = code & WIDE ? 2 : character < 0 ? WIDTH_UNSAFE
                                                : width_of(character);
    if (!(code & WIDE))
        code = width == 2 ? 0xA3BF : '?' << 8;
    bytes[0] = (char)(code >> 8);
    bytes[1] = (char)code;
    return width == WIDTH_UNSAFE ? 1 : (size_t)width;
}

size_t charset_to_gbk(const char *text, size_t length, char *buffer, size_t size)
{
    size_t used = 0, needed = 0;
    for (size_t at = 0; at < length;) {
        char bytes[2];
        size_t count = gbk_bytes(text, length, &at, bytes);
        if (used == needed && used + count < size) {
            memcpy(buffer + used, bytes, count);
            used += count;
        }
        needed += count;
    }
    if (size > 0)
        buffer[used] = '\0';
    return needed;
}
