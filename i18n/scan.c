#include "i18n/scan.h"

#include "i18n/layout.h"
#include "i18n/plain.h"
#include "i18n/shape.h"
#include "i18n/width.h"

#include <unicode/utf8.h>

enum {
    LAM = 0x0644,
    JOINER = 0x200D,
    SELECTOR = 0xFE0F /* of emoji: a mark like others, never drawn */
};

static UChar32 drawn(UChar32 character, int width, unsigned flags)
{
    if (character == '\n' || character == '\r' || character == '\t')
        return ' ';
    if (width == WIDTH_UNSAFE)
        return '?';
    return flags & LAYOUT_ASCII && width > 0 ? plain_of(character) : character;
}

/* A family of emoji tied by joiners, or one with a colour of skin, is one '?', not one for each part. */
static bool goes_on(struct scan *scan, UChar32 character, int width)
{
    bool skin = character >= 0x1F3FB && character <= 0x1F3FF;
    bool part = width == WIDTH_UNSAFE && (scan->tied || (scan->unsafe && skin));
    scan->tied = scan->unsafe && character == JOINER;
    if (width != WIDTH_DROPPED)
        scan->unsafe = width == WIDTH_UNSAFE;
    return part;
}

bool scan_next(struct scan *scan, struct unit *unit)
{
    const struct source *source = scan->source;
    if (scan->at >= scan->end)
        return false;

    UChar32 character;
    *unit = (struct unit){.begin = (uint32_t)scan->at};
    U8_NEXT(source->text, scan->at, scan->end, character);
    int width = character < 0 ? WIDTH_UNSAFE : width_of(character);
    unit->character = goes_on(scan, character, width) ? SELECTOR : drawn(character, width, source->flags);
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
