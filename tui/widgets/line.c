#include "tui/widgets/line.h"

#include "i18n/text.h"

#include <string.h>

#define LETTER_RTL "\u0631" /* reh: it changes no letter's width */
#define LETTER_LTR "a"
#define JOINER     "\u200d" /* keeps lam and alef apart, and joined */

/* --- Lines ------------------------------------------------------------------------------------ */

void lines_break(const struct text *text, struct lines *lines)
{
    lines->count = 1;
    lines->begins[0] = 0;
    if (!text->lines || text->length == 0)
        return;
    int width = text->width > 0 ? text->width : 1;
    size_t count = layout_lines(text->bytes, text->length, text->manner, width, lines->begins,
                                LINES_MOST - 1);
    lines->count = count < LINES_MOST - 1 ? count : LINES_MOST - 1;
    if (text->bytes[text->length - 1] == '\n' && lines->begins[lines->count - 1] < text->length)
        lines->begins[lines->count++] = text->length;
}

size_t lines_at(const struct lines *lines, size_t place)
{
    size_t line = lines->count - 1;
    while (line > 0 && lines->begins[line] > place)
        line--;
    return line;
}

/* --- Direction -------------------------------------------------------------------------------- */

static size_t next_code_point(const char *bytes, size_t at)
{
    do
        at++;
    while (((unsigned char)bytes[at] & 0xc0) == 0x80);
    return at;
}

/* Latin or Chinese, or numbers in groups, which from the right would change places. */
static bool must_read_ltr(const char *bytes, size_t length)
{
    bool number = false, parted = false;
    for (size_t at = 0; at < length; at = next_code_point(bytes, at)) {
        enum reading reading = text_reading(bytes, length, at);
        if (reading == READING_LTR || (reading == READING_DIGIT && parted))
            return true;
        number = number || reading == READING_DIGIT;
        parted = number && bytes[at] == ' ';
    }
    return false;
}

/* How the first letter is read; READING_EITHER when there is none. */
static enum reading first_reading(const char *bytes, size_t length)
{
    for (size_t at = 0; at < length; at = next_code_point(bytes, at)) {
        enum reading reading = text_reading(bytes, length, at);
        if (reading == READING_LTR || reading == READING_RTL)
            return reading;
    }
    return READING_EITHER;
}

/* In a screen from the right a text begins there, but one that must not; in a screen from the left
   it begins at the right when its first letter does, or will. */
static bool reads_rtl(const struct text *text, const char *bytes, size_t length)
{
    if (text->latin || (text->manner & LAYOUT_LATIN))
        return false;
    if (text->rtl)
        return text->uyghur || text_has_arabic(bytes) || !must_read_ltr(bytes, length);
    enum reading first = first_reading(bytes, length);
    return first == READING_RTL || (first == READING_EITHER && text->uyghur);
}

/* A letter as the keyboard types it; else a letter, or a digit, that is read like the one before a
   place. */
static void next_letter(const struct text *text, size_t place, char letter[TEXT_CHARACTER_SIZE])
{
    enum reading reading = READING_EITHER;
    size_t at = place;
    if (text->uyghur)
        reading = READING_RTL;
    while (at > 0 && reading == READING_EITHER) {
        at = text_previous(text->bytes, text->length, at);
        reading = text_reading(text->bytes, text->length, at);
    }
    memset(letter, 0, TEXT_CHARACTER_SIZE);
    if (reading == READING_LTR || reading == READING_DIGIT) /* again: it may take two columns */
        memcpy(letter, text->bytes + at, next_code_point(text->bytes, at) - at);
    else if (reading == READING_RTL || reads_rtl(text, text->bytes, text->length))
        strcpy(letter, LETTER_RTL);
    else
        strcpy(letter, LETTER_LTR);
}

/* --- What the eye sees ------------------------------------------------------------------------ */

/* The text with something put in at a place. In the arena. */
static const char *with(const struct text *text, size_t place, const char *put, struct arena *arena)
{
    return arena_text(arena, "%.*s%s%s", (int)place, text->bytes, put, text->bytes + place);
}

static void lay_out(struct line *line, const char *bytes, size_t length, unsigned manner,
                    struct arena *arena)
{
    int width = layout_columns(bytes, length, manner) + 1;
    line->glyphs = arena_array(arena, struct glyph, (size_t)width);
    line->count = layout(bytes, length, line->rtl ? DIRECTION_RTL : DIRECTION_LTR, manner, width,
                         line->glyphs, &line->columns);
}

static bool between_lam_and_alef(const struct text *text)
{
    const char *at = text->bytes + text->caret;
    return text->caret >= 2
        && memcmp(at - 2, "\xd9\x84", 2) == 0                           /* U+0644 lam */
        && at[0] == '\xd8' && strchr("\xa7\xa2\xa3\xa5", at[1]) != NULL /* the alefs */
        && at[1] != '\0';
}

struct line line_see(const struct text *text, const struct lines *lines, size_t index,
                     struct arena *arena)
{
    bool last = index + 1 == lines->count;
    const char *bytes = text->bytes;
    struct line line = {
        .begin = lines->begins[index],
        .end = last ? text->length : lines->begins[index + 1],
        .rtl = reads_rtl(text, text->bytes, text->length),
    };
    line.broken = !last && text->bytes[line.end - 1] != '\n';
    if (!last && !line.broken)
        line.end--;
    bool parts = between_lam_and_alef(text) && text->caret > line.begin && text->caret < line.end
        && !(text->manner & LAYOUT_LATIN);
    if (parts)
        bytes = with(text, text->caret, JOINER, arena);
    lay_out(&line, bytes + line.begin, line.end - line.begin + (parts ? strlen(JOINER) : 0),
            text->manner, arena);
    return line;
}

struct spot line_spot(const struct text *text, const struct line *line, size_t place)
{
    ARENA(arena);
    char letter[TEXT_CHARACTER_SIZE];
    next_letter(text, place, letter);
    const char *bytes = with(text, place, letter, &arena);
    size_t more = strlen(letter);
    struct line then = {.rtl = reads_rtl(text, bytes, text->length + more)};
    lay_out(&then, bytes + line->begin, line->end - line->begin + more, text->manner, &arena);

    struct spot spot = {then.columns, 1, then.columns, then.rtl};
    size_t at = place - line->begin;
    int left = 0;
    for (size_t i = 0; i < then.count; i++) {
        int width = then.glyphs[i].width;
        if (then.glyphs[i].begin <= at && at < then.glyphs[i].end)
            spot = (struct spot){then.rtl ? then.columns - left - width : left, width,
                                 then.columns, then.rtl};
        left += width;
    }
    return spot;
}

/* --- Places of the caret ---------------------------------------------------------------------- */

/* The boundaries of characters in some bytes, in the order of reading or against it. */
static size_t add_places(const struct text *text, size_t begin, size_t end, bool backward,
                         size_t *places)
{
    size_t count = 0;
    size_t at = begin == 0 ? 0 : text_next(text->bytes, text->length, begin - 1);
    for (; at < end; at = text_next(text->bytes, text->length, at))
        places[count++] = at;
    for (size_t i = 0; backward && i < count / 2; i++) {
        size_t other = places[i];
        places[i] = places[count - 1 - i];
        places[count - 1 - i] = other;
    }
    return count;
}

size_t line_places(const struct text *text, const struct line *line, struct arena *arena,
                   size_t **places)
{
    size_t count = 0, *list = arena_array(arena, size_t, line->end - line->begin + 2);
    struct line plain = *line;
    lay_out(&plain, text->bytes + line->begin, line->end - line->begin, text->manner, arena);
    for (size_t i = 0; i < plain.count; i++) {
        const struct glyph *glyph = &plain.glyphs[plain.rtl ? plain.count - 1 - i : i];
        if (i > 0 && !plain.rtl && glyph->begin == glyph[-1].begin)
            continue;      /* the second of two Latin letters that spell an Uyghur one */
        bool first = true; /* what is never drawn goes with the character after it */
        for (size_t j = 0; j < plain.count && first; j++)
            first = plain.glyphs[j].begin >= glyph->begin;
        count += add_places(text, line->begin + (first ? 0 : glyph->begin),
                            line->begin + glyph->end, glyph->rtl != plain.rtl, list + count);
    }
    if (plain.count == 0)
        count = add_places(text, line->begin, line->end, false, list);
    if (!line->broken || count == 0)
        list[count++] = line->end;
    *places = list;
    return count;
}
