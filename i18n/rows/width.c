#include "i18n/rows/width.h"

#include <unicode/uchar.h>

enum {
    TABLE_END = 0x10000, /* what is beyond is rare: it is looked up each time */
    UNSAFE = 3,
    WIDTH_BITS = 3,
    AMBIGUOUS = 4
};

/* What ICU needs six look-ups for. Written before the fork, so that sessions share it. */
static uint8_t table[TABLE_END];

/* Invisible or without a place of its own; what glibc and terminals measure in many ways. */
static int width_by_type(UChar32 character)
{
    switch (u_charType(character)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
        return WIDTH_DROPPED;
    case U_CONTROL_CHAR:
    case U_SURROGATE:
    case U_UNASSIGNED:
    case U_PRIVATE_USE_CHAR:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR:
    case U_COMBINING_SPACING_MARK:
        return WIDTH_UNSAFE;
    default:
        return 1;
    }
}

/* Unicode versions newer than Debian 12's wcwidth() knows; two blocks that it measures otherwise. */
static bool unknown_to_libc(UChar32 character)
{
    UVersionInfo age;
    u_charAge(character, age);
    return age[0] > 14 || (character >= 0x3248 && character <= 0x324F)
        || (character >= 0x4DC0 && character <= 0x4DFF);
}

/* Emoji and their parts, Hangul vowels and finals that join the syllable before them. */
static bool joins_or_draws(UChar32 character)
{
    int32_t syllable = u_getIntPropertyValue(character, UCHAR_HANGUL_SYLLABLE_TYPE);
    return u_hasBinaryProperty(character, UCHAR_EMOJI_PRESENTATION)
        || u_hasBinaryProperty(character, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)
        || syllable == U_HST_VOWEL_JAMO || syllable == U_HST_TRAILING_JAMO;
}

static bool is_ambiguous(UChar32 character)
{
    return u_getIntPropertyValue(character, UCHAR_EAST_ASIAN_WIDTH) == U_EA_AMBIGUOUS;
}

static int measured(UChar32 character)
{
    int width = width_by_type(character);
    if (width != 1)
        return width;
    if (joins_or_draws(character) || unknown_to_libc(character))
        return WIDTH_UNSAFE;
    switch (u_getIntPropertyValue(character, UCHAR_EAST_ASIAN_WIDTH)) {
    case U_EA_FULLWIDTH:
    case U_EA_WIDE:
        return 2;
    default:
        return 1;
    }
}

void width_open(void)
{
    for (UChar32 character = 0; character < TABLE_END; character++) {
        int width = measured(character);
        table[character] = (uint8_t)(width == WIDTH_UNSAFE ? UNSAFE : width);
        if (is_ambiguous(character))
            table[character] |= AMBIGUOUS;
    }
}

int width_of(int32_t character)
{
    if (character < 0 || character >= TABLE_END)
        return measured(character);
    int width = table[character] & WIDTH_BITS;
    return width == UNSAFE ? WIDTH_UNSAFE : width;
}

bool width_ambiguous(int32_t character)
{
    if (character < 0 || character >= TABLE_END)
        return is_ambiguous(character);
    return table[character] & AMBIGUOUS;
}
