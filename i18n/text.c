#include "i18n/text.h"

#include "i18n/rows/shape.h"

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utext.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <stdlib.h>
#include <string.h>

static UBreakIterator *graphemes;

bool text_open(void)
{
    UErrorCode status = U_ZERO_ERROR;
    graphemes = ubrk_open(UBRK_CHARACTER, "", NULL, 0, &status);
    return U_SUCCESS(status) && shape_open();
}

bool text_valid(const char *text, size_t length)
{
    for (size_t at = 0; at < length;) {
        UChar32 character;
        U8_NEXT(text, at, length, character);
        if (character < 0)
            return false;
    }
    return true;
}

/* What the program keeps instead of a character: itself, a space, a line break, or nothing (0). */
static UChar32 kept(UChar32 character, bool lines)
{
    if (character == '\n' || character == 0x85 || character == 0x2028 || character == 0x2029)
        return lines ? '\n' : ' ';
    if (u_isUWhiteSpace(character))
        return character == '\r' ? 0 : ' ';
    if (u_hasBinaryProperty(character, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)
        || character == 0x0640 /* tatweel */)
        return 0;
    switch (u_charType(character)) {
    case U_CONTROL_CHAR:
    case U_FORMAT_CHAR:
    case U_UNASSIGNED:
    case U_PRIVATE_USE_CHAR:
    case U_SURROGATE:
        return 0;
    default:
        return character;
    }
}

/* Adds what is kept of a character; forms become letters. */
static int32_t add_kept(UChar32 character, bool lines, UChar *units, int32_t length)
{
    int32_t letters[2];
    int count = shape_letters(character, letters);
    if (count == 0) {
        letters[0] = character < 0 ? 0 : kept(character, lines);
        count = letters[0] != 0;
    }
    for (int i = 0; i < count; i++)
        U16_APPEND_UNSAFE(units, length, letters[i]);
    return length;
}

static int32_t read_kept(const char *text, size_t length, bool lines, UChar *units)
{
    int32_t count = 0;
    for (size_t at = 0; at < length;) {
        UChar32 character;
        U8_NEXT(text, at, length, character);
        /* A carriage return alone ends a line too. */
        if (character == '\r' && (at == length || text[at] != '\n'))
            character = '\n';
        count = add_kept(character, lines, units, count);
    }
    return count;
}

/* Drops spaces at both ends, and all but one of a run unless lines. */
static int32_t trim(UChar *units, int32_t length, bool lines)
{
    int32_t used = 0;
    for (int32_t i = 0; i < length; i++) {
        bool space = units[i] == ' ' || units[i] == '\n';
        if (space && (used == 0 || (!lines && units[used - 1] == ' ')))
            continue;
        units[used++] = units[i];
    }
    while (used > 0 && (units[used - 1] == ' ' || units[used - 1] == '\n'))
        used--;
    return used;
}

static size_t write_utf8(const UChar *units, int32_t length, char *buffer, size_t size)
{
    size_t needed = 0, used = 0;
    bool room = size > 0;
    for (int32_t i = 0; i < length;) {
        UChar32 character;
        uint8_t bytes[4];
        size_t count = 0;
        U16_NEXT(units, i, length, character);
        U8_APPEND_UNSAFE(bytes, count, character);
        needed += count;
        room = room && used + count < size;
        for (size_t k = 0; room && k < count; k++)
            buffer[used++] = (char)bytes[k];
    }
    if (size > 0)
        buffer[used] = '\0';
    return needed;
}

/* A canonical composition never takes more than three times the units of its source. */
enum {
    NFC_GROWTH = 3
};

size_t text_clean(const char *text, size_t length, bool lines, char *buffer, size_t size)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar *units = malloc((length + 1) * (1 + NFC_GROWTH) * sizeof *units);
    if (!units)
        abort();
    UChar *composed = units + length + 1;
    int32_t count = read_kept(text, length, lines, units);
    count = unorm2_normalize(unorm2_getNFCInstance(&status), units, count, composed,
                             (int32_t)(length + 1) * NFC_GROWTH, &status);
    count = U_SUCCESS(status) ? trim(composed, count, lines) : 0;
    size_t needed = write_utf8(composed, count, buffer, size);
    free(units);
    return needed;
}

int32_t text_character(const char *text)
{
    UChar32 character = 0;
    size_t at = 0, length = strlen(text);
    if (length > 0)
        U8_NEXT(text, at, length, character);
    return character;
}

void text_write(int32_t character, char bytes[static TEXT_CHARACTER_SIZE])
{
    size_t length = 0;
    U8_APPEND_UNSAFE(bytes, length, character);
    bytes[length] = '\0';
}

/* Kept are base letters, which begin with one of these bytes in UTF-8. */
bool text_has_arabic(const char *text)
{
    return strpbrk(text, "\xd8\xd9\xda\xdb") != NULL;
}

static void look_at(const char *text, size_t length)
{
    static UText utext = UTEXT_INITIALIZER; /* keeps its memory for the next call */
    UErrorCode status = U_ZERO_ERROR;
    utext_openUTF8(&utext, text, (int64_t)length, &status);
    ubrk_setUText(graphemes, &utext, &status);
}

size_t text_next(const char *text, size_t length, size_t offset)
{
    look_at(text, length);
    int32_t next = offset < length ? ubrk_following(graphemes, (int32_t)offset) : UBRK_DONE;
    return next == UBRK_DONE ? length : (size_t)next;
}

size_t text_previous(const char *text, size_t length, size_t offset)
{
    look_at(text, length);
    int32_t previous = offset > 0 ? ubrk_preceding(graphemes, (int32_t)offset) : UBRK_DONE;
    return previous == UBRK_DONE ? 0 : (size_t)previous;
}

size_t text_count(const char *text, size_t length)
{
    size_t count = 0;
    look_at(text, length);
    while (ubrk_next(graphemes) != UBRK_DONE)
        count++;
    return count;
}

enum reading text_reading(const char *text, size_t length, size_t offset)
{
    UChar32 character;
    U8_NEXT(text, offset, length, character);
    switch (character < 0 ? U_OTHER_NEUTRAL : u_charDirection(character)) {
    case U_LEFT_TO_RIGHT:
        return READING_LTR;
    case U_RIGHT_TO_LEFT:
    case U_RIGHT_TO_LEFT_ARABIC:
        return READING_RTL;
    case U_EUROPEAN_NUMBER:
    case U_ARABIC_NUMBER:
        return READING_DIGIT;
    default:
        return READING_EITHER;
    }
}
