#include "i18n/scan.h"

#include "i18n/layout.h"
#include "i18n/shape.h"
#include "i18n/width.h"

#include <unicode/utf8.h>

enum {
    LAM = 0x0644
};

/* What stands for a character that is ambiguous in width on terminals that are asked for ASCII. */
static UChar32 degraded(UChar32 character)
{
    static const struct {
        UChar32 from;
        char to;
    } signs[] = {
        {0x00B7, '.' },
        {0x2010, '-' },
        {0x2013, '-' },
        {0x2014, '-' },
        {0x2018, '\''},
        {0x2019, '\''},
        {0x201C, '"' },
        {0x201D, '"' },
        {0x2026, '~' },
        {0x203A, '>' },
        {0x2039, '<' },
        {0x00D7, 'x' },
        {0x2190, '<' },
        {0x2191, '^' },
        {0x2192, '>' },
        {0x2193, 'v' },
        {0x2500, '-' },
        {0x2502, '|' },
        {0x25CF, '*' },
    };
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (signs[i].from == character)
            return signs[i].to;
    return character;
}

static UChar32 drawn(UChar32 character, unsigned flags)
{
    if (character == '\n' || character == '\r' || character == '\t')
        return ' ';
    if (character < 0 || width_of(character) == WIDTH_UNSAFE)
        return '?';
    return flags & LAYOUT_ASCII ? degraded(character) : character;
}

bool scan_next(struct scan *scan, struct unit *unit)
{
    const struct source *source = scan->source;
    if (scan->at >= scan->end)
        return false;

    UChar32 character;
    *unit = (struct unit){.begin = (uint32_t)scan->at};
    U8_NEXT(source->text, scan->at, scan->end, character);
    unit->character = drawn(character, source->flags);
    unit->width = (uint8_t)width_of(unit->character);
    if (scan->lam && shape_lam_alef(unit->character)) {
        unit->alef = unit->character;
        unit->width = 0;
    }
    if (unit->width > 0 || unit->alef || !shape_transparent(unit->character))
        scan->lam = unit->character == LAM && !(source->flags & LAYOUT_KEEP_LAM_ALEF);
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
    struct scan scan = {.source = source, .at = begin, .end = end};
    while (scan_next(&scan, &unit))
        columns += unit.width;
    return columns;
}

size_t scan_head(const struct source *source, size_t begin, int width)
{
    int columns = 0;
    struct unit unit;
    struct scan scan = {.source = source, .at = begin, .end = source->length};
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
    struct scan scan = {.source = source, .end = source->length};
    while (scan_next(&scan, &unit)) {
        if (total <= width && unit.width > 0)
            return unit.begin;
        total -= unit.width;
    }
    return source->length;
}
