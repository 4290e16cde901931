#include "i18n/rows/plain.h"

#include "i18n/rows/width.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include <stddef.h>

enum {
    BASE_UNITS = 18 /* the longest decomposition there is */
};

/* In order. Where a sign would come to say another thing ('≥' as '>'), it is left to the '?'. */
static const struct sign {
    uint16_t first, last;
    char to;
} signs[] = {
    {0x00A1, 0x00A1, '!' },
    {0x00A7, 0x00A7, 'S' },
    {0x00B0, 0x00B0, 'o' },
    {0x00B4, 0x00B4, '\''},
    {0x00B6, 0x00B6, 'P' },
    {0x00B7, 0x00B7, '.' },
    {0x00BF, 0x00BF, '?' },
    {0x00C6, 0x00C6, 'A' },
    {0x00D0, 0x00D0, 'D' },
    {0x00D7, 0x00D7, 'x' },
    {0x00D8, 0x00D8, 'O' },
    {0x00DF, 0x00DF, 's' },
    {0x00E6, 0x00E6, 'a' },
    {0x00F0, 0x00F0, 'd' },
    {0x00F7, 0x00F7, '/' },
    {0x00F8, 0x00F8, 'o' },
    {0x0110, 0x0110, 'D' },
    {0x0111, 0x0111, 'd' },
    {0x0126, 0x0126, 'H' },
    {0x0127, 0x0127, 'h' },
    {0x0131, 0x0131, 'i' },
    {0x0138, 0x0138, 'k' },
    {0x0141, 0x0141, 'L' },
    {0x0142, 0x0142, 'l' },
    {0x014A, 0x014A, 'N' },
    {0x014B, 0x014B, 'n' },
    {0x0152, 0x0152, 'O' },
    {0x0153, 0x0153, 'o' },
    {0x0166, 0x0166, 'T' },
    {0x0167, 0x0167, 't' },
    {0x0251, 0x0251, 'a' }, /* as schoolbooks write pinyin */
    {0x0261, 0x0261, 'g' },
    {0x02CA, 0x02CA, '\''},
    {0x02CB, 0x02CB, '`' },
    {0x02D0, 0x02D0, ':' },
    {0x2010, 0x2010, '-' },
    {0x2013, 0x2015, '-' }, /* dashes */
    {0x2016, 0x2016, '|' },
    {0x2018, 0x2019, '\''},
    {0x201C, 0x201D, '"' },
    {0x2020, 0x2022, '*' }, /* daggers, bullet */
    {0x2024, 0x2025, '.' },
    {0x2026, 0x2026, '~' },
    {0x2027, 0x2027, '.' },
    {0x2032, 0x2032, '\''},
    {0x2033, 0x2033, '"' },
    {0x2035, 0x2035, '`' },
    {0x2039, 0x2039, '<' },
    {0x203A, 0x203A, '>' },
    {0x203B, 0x203B, '*' }, /* reference mark */
    {0x2103, 0x2103, 'C' },
    {0x2109, 0x2109, 'F' },
    {0x2116, 0x2116, 'N' },
    {0x2190, 0x2190, '<' },
    {0x2191, 0x2191, '^' },
    {0x2192, 0x2192, '>' },
    {0x2193, 0x2193, 'v' },
    {0x2215, 0x2215, '/' },
    {0x221A, 0x221A, 'v' }, /* ticked */
    {0x2223, 0x2223, '|' },
    {0x2225, 0x2225, '|' },
    {0x2236, 0x2236, ':' },
    {0x223C, 0x223C, '~' },
    {0x2248, 0x2248, '~' },
    {0x2500, 0x2501, '-' }, /* box drawing */
    {0x2502, 0x2503, '|' },
    {0x2504, 0x2505, '-' },
    {0x2506, 0x2507, '|' },
    {0x2508, 0x2509, '-' },
    {0x250A, 0x250B, '|' },
    {0x250C, 0x254B, '+' },
    {0x2550, 0x2550, '=' },
    {0x2551, 0x2551, '|' },
    {0x2552, 0x2570, '+' },
    {0x2571, 0x2571, '/' },
    {0x2572, 0x2572, '\\'},
    {0x2573, 0x2573, 'x' },
    {0x2580, 0x258F, '#' }, /* blocks and shades */
    {0x2592, 0x2595, '#' },
    {0x25A0, 0x25A1, '#' },
    {0x25A3, 0x25A9, '#' },
    {0x25B2, 0x25B3, '^' },
    {0x25B6, 0x25B7, '>' },
    {0x25BC, 0x25BD, 'v' },
    {0x25C0, 0x25C1, '<' },
    {0x25C6, 0x25C8, '*' },
    {0x25CB, 0x25CB, 'o' },
    {0x25CE, 0x25CE, 'o' },
    {0x25CF, 0x25CF, '*' },
    {0x25EF, 0x25EF, 'o' },
    {0x2605, 0x2606, '*' },
};

static char sign_of(UChar32 character)
{
    size_t low = 0, high = sizeof signs / sizeof *signs;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (signs[middle].last < character)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < sizeof signs / sizeof *signs && signs[low].first <= character)
        return signs[low].to;
    return '\0';
}

/* The ASCII letter or digit that is left when marks and circles are taken off: é, ǚ, ①; or 0. */
static UChar32 base_of(UChar32 character)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar units[BASE_UNITS];
    const UNormalizer2 *nfkd = unorm2_getNFKDInstance(&status);
    int32_t length = unorm2_getDecomposition(nfkd, character, units, BASE_UNITS, &status);
    if (U_FAILURE(status) || length < 1 || units[0] >= 0x80 || !u_isalnum(units[0]))
        return 0;
    for (int32_t i = 1; i < length; i++)
        if (u_charType(units[i]) != U_NON_SPACING_MARK)
            return 0;
    return units[0];
}

/* Latin letters with marks: some are ambiguous, some not, which no reader would understand. */
static bool is_latin(UChar32 character)
{
    return (character >= 0x00C0 && character < 0x0250)
        || (character >= 0x1E00 && character < 0x1F00);
}

int32_t plain_of(int32_t character)
{
    if (character < 0x80)
        return character;
    char sign = sign_of(character);
    if (sign)
        return sign;
    if (!width_ambiguous(character) && !is_latin(character))
        return character;
    UChar32 base = base_of(character);
    if (base)
        return base;
    return width_ambiguous(character) ? '?' : character;
}
