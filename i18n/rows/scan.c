#include "i18n/rows/scan.h"

#include "i18n/layout.h"
#include "i18n/rows/plain.h"
#include "i18n/rows/shape.h"
#include "i18n/rows/width.h"
#include "i18n/uly.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <string.h>

enum {
    LAM = 0x0644,
    TATWEEL = 0x0640,
    NON_JOINER = 0x200C,
    JOINER = 0x200D,
    SELECTOR = 0xFE0F /* of emoji: a mark like others, never drawn */
};

static bool is_arabic(UChar32 character)
{
    static const struct {
        UChar32 first, last;
    } blocks[] = {
        {0x0600, 0x06FF},
        {0x0750, 0x077F},
        {0x0870, 0x08FF},
        {0xFB50, 0xFDFF},
        {0xFE70, 0xFEFF},
    };
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        if (character >= blocks[i].first && character <= blocks[i].last)
            return true;
    return false;
}

/* What of Arabic is no Uyghur letter: digits have others to stand for them. */
static UChar32 without_arabic(UChar32 character)
{
    if (!is_arabic(character))
        return character;
    int digit = u_charDigitValue(character);
    return digit < 0 ? '?' : '0' + digit;
}

/* What asks for the direction of Uyghur asks for that of its Latin letters. */
static UChar32 control_of_latin(UChar32 character)
{
    if (character == 0x2067)
        return 0x2066;
    return scan_direction_mark(character) ? 0x200E : character;
}

static UChar32 drawn(UChar32 character, int width, unsigned flags)
{
    if (character == '\n' || character == '\r' || character == '\t')
        return ' ';
    if (width == WIDTH_UNSAFE)
        return '?';
    if (flags & LAYOUT_LATIN)
        character = width > 0 ? without_arabic(character) : control_of_latin(character);
    return flags & LAYOUT_ASCII && width > 0 ? plain_of(character) : character;
}

/* A family of emoji tied by joiners, or one with a colour of skin, is one '?' as a whole. */
static bool goes_on(struct scan *scan, UChar32 character, int width)
{
    bool skin = character >= 0x1F3FB && character <= 0x1F3FF;
    bool part = width == WIDTH_UNSAFE && (scan->tied || (scan->unsafe && skin));
    scan->tied = scan->unsafe && character == JOINER;
    if (width != WIDTH_DROPPED)
        scan->unsafe = width == WIDTH_UNSAFE;
    return part;
}

static bool between_letters(UChar32 character)
{
    return character == NON_JOINER || character == JOINER || character == TATWEEL;
}

struct scan scan_begin(const struct source *source, size_t begin, size_t end)
{
    struct scan scan = {.source = source, .at = begin, .end = end};
    for (int32_t at = (int32_t)begin; at > 0 && source->flags & LAYOUT_LATIN;) {
        U8_PREV(source->text, 0, at, scan.before);
        if (!between_letters(scan.before))
            break;
    }
    return scan;
}

/* The Latin letters of a character just read; NULL when it is no Uyghur letter. */
static const char *spell(struct scan *scan, UChar32 character)
{
    const struct source *source = scan->source;
    enum uly_spelling spelling = source->flags & LAYOUT_ASCII ? ULY_ASCII : ULY_LATIN;
    UChar32 after = 0;
    size_t at = scan->at;
    if (at < source->length)
        U8_NEXT(source->text, at, source->length, after);
    const char *latin = uly_letter(spelling, scan->before, character, after);
    if (!between_letters(character))
        scan->before = character;
    return latin;
}

/* Reads the next character of the text, or of the spelling of its letter. */
static bool read_character(struct scan *scan, struct unit *unit, UChar32 *character)
{
    const struct source *source = scan->source;
    size_t begin = scan->at, used = 0;
    unit->more = scan->latin && *scan->latin;
    while (!scan->latin || !*scan->latin) {
        if (scan->at >= scan->end)
            return false;
        U8_NEXT(source->text, scan->at, scan->end, *character);
        unit->begin = (uint32_t)begin;
        scan->letter = begin;
        scan->latin = source->flags & LAYOUT_LATIN ? spell(scan, *character) : NULL;
        if (!scan->latin)
            return true;
    }
    unit->begin = (uint32_t)scan->letter;
    U8_NEXT(scan->latin, used, strlen(scan->latin), *character);
    scan->latin += used;
    return true;
}

bool scan_next(struct scan *scan, struct unit *unit)
{
    UChar32 character;
    unsigned flags = scan->source->flags;
    *unit = (struct unit){0};
    if (!read_character(scan, unit, &character))
        return false;
    int width = character < 0 ? WIDTH_UNSAFE : width_of(character);
    unit->character = goes_on(scan, character, width) ? SELECTOR : drawn(character, width, flags);
    unit->width = (uint8_t)width_of(unit->character);
    if (scan->lam && shape_lam_alef(unit->character)) {
        unit->alef = unit->character;
        unit->width = 0;
    }
    if (unit->width > 0 || unit->alef || !shape_transparent(unit->character))
        scan->lam = unit->character == LAM;
    return true;
}

bool scan_direction_mark(int32_t character)
{
    return character == 0x200E || character == 0x200F || character == 0x061C;
}

bool scan_matters(const struct unit *unit)
{
    return unit->width > 0 || scan_direction_mark(unit->character)
        || (!unit->alef && !shape_transparent(unit->character));
}

int scan_columns(const struct source *source, size_t begin, size_t end)
{
    int columns = 0;
    struct unit unit;
    struct scan scan = scan_begin(source, begin, end);
    while (scan_next(&scan, &unit))
        columns += unit.width;
    return columns;
}

size_t scan_head(const struct source *source, size_t begin, int width)
{
    int columns = 0;
    struct unit unit;
    struct scan scan = scan_begin(source, begin, source->length);
    while (scan_next(&scan, &unit)) {
        columns += unit.width;
        if (columns > width)
            return unit.begin;
    }
    return source->length;
}

size_t scan_tail(const struct source *source, int width)
{
    int total = scan_columns(source, 0, source->length);
    struct unit unit;
    struct scan scan = scan_begin(source, 0, source->length);
    while (scan_next(&scan, &unit)) {
        if (total <= width && unit.width > 0 && !unit.more)
            return unit.begin;
        total -= unit.width;
    }
    return source->length;
}
