#include "i18n/layout.h"

#include "i18n/rows/scan.h"
#include "i18n/rows/shape.h"
#include "i18n/rows/width.h"

#include <unicode/ubidi.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <string.h>

enum {
    LAYOUT_UNITS = 2304, /* of one row: the longest line that is typed, an SSH key, and room */
    LAM = 0x0644,
    ARABIC_DIGIT = 0x0661,
    HEBREW_HYPHEN = 0x05BE
};

/* Reused by every call: sessions are processes, and each has one thread. */
static UBiDi *bidi;
static UBreakIterator *line_breaks;

struct row {
    struct unit units[LAYOUT_UNITS];
    UChar text[2 * LAYOUT_UNITS];
    size_t count, length;
    bool turns; /* something in it is written from right to left, or could be */
};

bool layout_open(void)
{
    UErrorCode status = U_ZERO_ERROR;
    width_open();
    bidi = ubidi_openSized(2 * LAYOUT_UNITS, 2 * LAYOUT_UNITS, &status);
    line_breaks = ubrk_open(UBRK_LINE, "zh", NULL, 0, &status);
    return U_SUCCESS(status) && shape_open();
}

/* Without one of these, a row that goes from left to right is in the order of its text. */
static bool may_turn(UChar32 character)
{
    if (character < 0x0590)
        return false;
    switch (u_charDirection(character)) {
    case U_RIGHT_TO_LEFT:
    case U_RIGHT_TO_LEFT_ARABIC:
    case U_RIGHT_TO_LEFT_ISOLATE:
    case U_ARABIC_NUMBER:
        return true;
    default:
        return false;
    }
}

static bool is_number(UChar32 character)
{
    UCharDirection type = u_charDirection(character);
    return type == U_EUROPEAN_NUMBER || type == U_ARABIC_NUMBER;
}

/*
 * People write dates, telephones and codes with hyphens. UAX #9 ties the groups of such a number
 * together after a Latin letter, but swaps them after an Arabic one, where a hyphen is no
 * separator of numbers (ES beside AN). Between two digits it counts as one (CS, as HL3 allows), so
 * that a number reads the same in every sentence; "2-" before a word stays what it is.
 */
static void tie_number(struct row *row)
{
    if (row->count < 3)
        return;
    const struct unit *last = &row->units[row->count - 1];
    if (last[-1].character == '-' && is_number(last->character) && is_number(last[-2].character))
        row->text[last[-1].at] = ':';
}

static bool is_digit(UChar32 character)
{
    return character >= '0' && character <= '9';
}

/* Whether what stands before a number lets it begin there: nothing, space or sign; no "COVID-". */
static bool begins_number(UChar32 before)
{
    switch (u_charDirection(before)) {
    case U_WHITE_SPACE_NEUTRAL:
    case U_OTHER_NEUTRAL:
    case U_FIRST_STRONG_ISOLATE:
    case U_LEFT_TO_RIGHT_ISOLATE:
    case U_RIGHT_TO_LEFT_ISOLATE:
    case U_POP_DIRECTIONAL_ISOLATE:
        return true;
    default:
        return false;
    }
}

/*
 * The number of "2-" before an Arabic letter belongs to that word. In a row from left to right, or
 * after a Latin or Chinese one, UAX #9 gives the digits to what is before them and the word reads
 * "-2"; counted as Arabic digits and a letter (AN, R, as HL3 allows) they stay with it.
 */
static void tie_ordinal(struct row *row)
{
    size_t hyphen = row->count - 2, first = hyphen;
    const struct unit *units = row->units;
    if (row->count < 3 || units[hyphen].character != '-' || !is_digit(units[hyphen - 1].character)
        || u_charDirection(units[row->count - 1].character) != U_RIGHT_TO_LEFT_ARABIC)
        return;
    while (first > 0
           && (is_digit(units[first - 1].character) || row->text[units[first - 1].at] == ':'))
        first--;
    if (first > 0 && !begins_number(units[first - 1].character))
        return;
    for (size_t i = first; i < hyphen; i++)
        if (is_digit(units[i].character))
            row->text[units[i].at] = ARABIC_DIGIT;
    row->text[units[hyphen].at] = HEBREW_HYPHEN;
}

static void read_row(struct row *row, const struct source *source, size_t begin, size_t end)
{
    struct unit unit;
    struct scan scan = scan_begin(source, begin, end);
    size_t lam = 0;
    row->count = row->length = 0;
    row->turns = false;
    while (row->count < LAYOUT_UNITS && scan_next(&scan, &unit)) {
        if (unit.alef)
            row->units[lam].alef = unit.alef;
        if (!scan_matters(&unit))
            continue;
        if (unit.character == LAM)
            lam = row->count;
        row->turns = row->turns || may_turn(unit.character);
        unit.at = (uint32_t)row->length;
        U16_APPEND_UNSAFE(row->text, row->length, unit.character);
        row->units[row->count++] = unit;
        tie_number(row);
        tie_ordinal(row);
    }
}

/* Gives each letter the form that its neighbours ask for, and lam-alef the form of the two. */
static void join_row(struct row *row)
{
    struct unit *before = NULL;
    for (size_t i = 0; i < row->count; i++) {
        struct unit *unit = &row->units[i];
        if (scan_direction_mark(unit->character))
            continue;
        if (before && !before->alef && shape_joins_after(before->character)
            && shape_joins_before(unit->character)) {
            before->shape |= SHAPE_INITIAL;
            unit->shape |= SHAPE_FINAL;
        }
        before = unit;
    }
    for (size_t i = 0; i < row->count; i++) {
        struct unit *unit = &row->units[i];
        unit->character = unit->alef ? shape_lam_alef_form(unit->alef, unit->shape)
                                     : shape_form(unit->character, unit->shape);
    }
}

static void set_glyph(struct glyph *glyph, UChar32 character, int width, bool rtl)
{
    int length = 0;
    *glyph = (struct glyph){.width = (uint8_t)width, .rtl = rtl};
    if (rtl)
        character = u_charMirror(character);
    U8_APPEND_UNSAFE(glyph->text, length, character);
}

/*
 * A cell for each unit that has one; its bytes reach to the next cell's, and are the same for the
 * cells of one letter. Without levels all are even.
 */
static void make_cells(const struct row *row, const UBiDiLevel *levels, size_t end,
                       struct glyph *cells)
{
    size_t next = end;
    for (size_t i = row->count; i > 0; i--) {
        const struct unit *unit = &row->units[i - 1];
        struct glyph *cell = &cells[i - 1];
        if (unit->width == 0)
            continue;
        end = unit->begin < next ? next : end;
        next = unit->begin;
        set_glyph(cell, unit->character, unit->width, levels && levels[i - 1] & 1);
        cell->begin = unit->begin;
        cell->end = (uint32_t)end;
    }
}

/*
 * The order in which the units are seen, by UAX #9, and their levels. Units without a cell take
 * part: an isolate keeps apart what stands on both its sides.
 */
static bool resolve_order(struct row *row, bool rtl, UBiDiLevel *levels, int32_t *order)
{
    UErrorCode status = U_ZERO_ERROR;
    ubidi_setPara(bidi, row->text, (int32_t)row->length, rtl, NULL, &status);
    const UBiDiLevel *all = ubidi_getLevels(bidi, &status);
    if (U_FAILURE(status))
        return false;
    for (size_t i = 0; i < row->count; i++)
        levels[i] = all[row->units[i].at];
    ubidi_reorderVisual(levels, (int32_t)row->count, order);
    return true;
}

/*
 * Lays out bytes that are known to fit, in visual order. The room for a row is there
 * already: making it anew, all zeros, takes longer than most rows.
 */
static size_t place(const struct source *source, size_t begin, size_t end, bool rtl, size_t most,
                    struct glyph *glyphs)
{
    static struct row row;
    static struct glyph cells[LAYOUT_UNITS];
    static UBiDiLevel levels[LAYOUT_UNITS];
    static int32_t order[LAYOUT_UNITS];

    read_row(&row, source, begin, end);
    bool reordered = (rtl || row.turns) && row.count > 0;
    if (reordered && !resolve_order(&row, rtl, levels, order))
        return 0;
    if (reordered)
        join_row(&row);
    make_cells(&row, reordered ? levels : NULL, end, cells);
    size_t count = 0;
    for (size_t i = 0; i < row.count && count < most; i++) {
        size_t next = reordered ? (size_t)order[i] : i;
        if (row.units[next].width > 0)
            glyphs[count++] = cells[next];
    }
    return count;
}

/* UAX #9, rule P2: the first strong character outside isolates decides. */
bool layout_rtl(const char *text, size_t length, enum direction direction, unsigned flags)
{
    int isolates = 0;
    if (direction != DIRECTION_AUTO || flags & LAYOUT_LATIN)
        return direction == DIRECTION_RTL && !(flags & LAYOUT_LATIN);
    for (size_t at = 0; at < length;) {
        UChar32 character;
        U8_NEXT(text, at, length, character);
        if (character >= 0x2066 && character <= 0x2068)
            isolates++;
        if (character == 0x2069 && isolates > 0)
            isolates--;
        UCharDirection type = character < 0 ? U_OTHER_NEUTRAL : u_charDirection(character);
        if (isolates == 0 && (type == U_RIGHT_TO_LEFT || type == U_RIGHT_TO_LEFT_ARABIC))
            return true;
        if (isolates == 0 && type == U_LEFT_TO_RIGHT)
            return false;
    }
    return false;
}

static size_t add_cut_mark(struct glyph *glyphs, size_t count, bool left, bool rtl, size_t at)
{
    struct glyph *mark = &glyphs[left ? 0 : count];
    if (left)
        memmove(glyphs + 1, glyphs, count * sizeof *glyphs);
    set_glyph(mark, '~', 1, rtl);
    mark->begin = mark->end = (uint32_t)at;
    return count + 1;
}

static size_t place_cut(const struct source *source, bool rtl, int width, struct glyph *glyphs)
{
    bool from_start = source->flags & LAYOUT_CUT_START;
    size_t begin = from_start ? scan_tail(source, width - 1) : 0;
    size_t end = from_start ? source->length : scan_head(source, 0, width - 1);
    size_t count = place(source, begin, end, rtl, (size_t)width - 1, glyphs);
    return add_cut_mark(glyphs, count, from_start != rtl, rtl, from_start ? begin : end);
}

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r';
}

/* Where the text from begin to end stops when spaces at its end are left out. */
static size_t without_spaces(const char *text, size_t begin, size_t end)
{
    while (end > begin && is_space(text[end - 1]))
        end--;
    return end;
}

size_t layout(const char *text, size_t length, enum direction direction, unsigned flags,
              int width, struct glyph *glyphs, int *columns)
{
    const struct source source = {.text = text, .length = length, .flags = flags};
    if (width > LAYOUT_UNITS)
        width = LAYOUT_UNITS;
    size_t count = 0;
    size_t head = scan_head(&source, 0, width);
    bool rtl = layout_rtl(text, length, direction, flags);
    if (head >= without_spaces(text, 0, length))
        count = place(&source, 0, head, rtl, (size_t)(width > 0 ? width : 0), glyphs);
    else if (width > 0)
        count = place_cut(&source, rtl, width, glyphs);

    if (columns) {
        *columns = 0;
        for (size_t i = 0; i < count; i++)
            *columns += glyphs[i].width;
    }
    return count;
}

int layout_columns(const char *text, size_t length, unsigned flags)
{
    const struct source source = {.text = text, .length = length, .flags = flags};
    return scan_columns(&source, 0, length);
}

/* "1-" belongs to the Uyghur word it counts: no line ends between them. */
static bool ends_in_ordinal(const char *text, size_t stop)
{
    return stop >= 2 && text[stop - 1] == '-' && text[stop - 2] >= '0' && text[stop - 2] <= '9';
}

static size_t next_break(const char *text, size_t length, size_t at)
{
    do {
        int32_t next = ubrk_following(line_breaks, (int32_t)at);
        at = next == UBRK_DONE ? length : (size_t)next;
    } while (at < length && ends_in_ordinal(text, at));
    return at;
}

/* Where the line that begins at `begin` ends: the last break that fits, else as much as fits. */
static size_t line_end(const struct source *source, size_t begin, int width)
{
    int columns = 0;
    const char *text = source->text;
    size_t end = begin;
    for (;;) {
        size_t stop = next_break(text, source->length, end);
        int needed = scan_columns(source, end, without_spaces(text, end, stop));
        if (columns + needed > width)
            break;
        columns += scan_columns(source, end, stop);
        end = stop;
        if (end >= source->length || text[end - 1] == '\n')
            return end;
    }
    if (end > begin)
        return end;
    size_t whole = scan_head(source, begin, width);
    if (whole > begin)
        return whole;
    /* Not even one character fits: take it all the same, so that lines come to an end. */
    U8_FWD_1(text, end, source->length);
    return end;
}

size_t layout_lines(const char *text, size_t length, unsigned flags, int width, size_t *begins,
                    size_t capacity)
{
    const struct source source = {.text = text, .length = length, .flags = flags};
    static UText utext = UTEXT_INITIALIZER; /* keeps its memory for the next call */
    UErrorCode status = U_ZERO_ERROR;
    utext_openUTF8(&utext, text, (int64_t)length, &status);
    ubrk_setUText(line_breaks, &utext, &status);

    size_t count = 0, begin = 0;
    for (;;) {
        if (count < capacity)
            begins[count] = begin;
        count++;
        if (begin >= length)
            break;
        begin = line_end(&source, begin, width);
        if (begin >= length && text[length - 1] != '\n')
            break;
    }
    return count;
}
