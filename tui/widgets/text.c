#include "i18n/text.h"
#include "i18n/uly.h"
#include "tui/widgets/line.h"
#include "tui/widgets/text_past.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void text_begin(struct text *text, struct arena *kept, const char *value, unsigned flags)
{
    if (text->arena)
        return;
    text->arena = kept;
    text->lines = (flags & TEXT_LINES) != 0;
    text->secret = (flags & TEXT_SECRET) != 0;
    text->latin = (flags & TEXT_LATIN) != 0;
    text->looked_up = (flags & TEXT_LOOKED_UP) != 0;
    text->most = text->lines ? TEXT_PARAGRAPH_MOST : TEXT_LINE_MOST;
    text_set(text, value);
}

static void make_room(struct text *text, size_t length)
{
    if (text->bytes && length + 1 <= text->room)
        return;
    char *old = text->bytes;
    text->room = (length + 64) * 2;
    text->bytes = arena_alloc(text->arena, text->room);
    if (old)
        memcpy(text->bytes, old, text->length + 1);
}

void text_set(struct text *text, const char *value)
{
    size_t length = strlen(value);
    make_room(text, length);
    memcpy(text->bytes, value, length + 1);
    text->length = text->caret = length;
    text->scroll = 0;
    text->wish = -1;
    text->step = STEP_NONE;
    text->past_count = 0;
}

const char *text_value(const struct text *text, struct arena *arena)
{
    if (text->secret)
        return arena_copy(arena, text->bytes, text->length);
    size_t size = text_clean(text->bytes, text->length, text->lines, NULL, 0) + 1;
    char *value = arena_alloc(arena, size);
    text_clean(text->bytes, text->length, text->lines, value, size);
    return value;
}

/* --- Changing it --- */

static void insert(struct text *text, const char *bytes, size_t length)
{
    while (text->length + length > text->most && length > 0)
        length = text_previous(bytes, length, length);
    make_room(text, text->length + length);
    char *at = text->bytes + text->caret;
    memmove(at + length, at, text->length - text->caret + 1);
    memcpy(at, bytes, length);
    text->length += length;
    text->caret += length;
    text->changed = true;
}

/* A paste comes in as one cleaned step, whatever it holds. */
static void insert_clean(struct text *text, const char *bytes, size_t length)
{
    ARENA(arena);
    size_t size = text_clean(bytes, length, text->lines, NULL, 0) + 1;
    char *clean = arena_alloc(&arena, size);
    text_clean(bytes, length, text->lines, clean, size);
    insert(text, clean, size - 1);
}

static void erase(struct text *text, size_t begin, size_t end)
{
    memmove(text->bytes + begin, text->bytes + end, text->length - end + 1);
    text->length -= end - begin;
    text->caret = begin;
    text->changed = true;
}

/* One code point, not one character: so a wrong alef after a lam can be mended alone. */
static void erase_before(struct text *text)
{
    size_t begin = text->caret;
    if (begin == 0)
        return;
    do
        begin--;
    while (begin > 0 && ((unsigned char)text->bytes[begin] & 0xc0) == 0x80);
    erase(text, begin, text->caret);
}

static void erase_after(struct text *text)
{
    if (text->caret < text->length)
        erase(text, text->caret, text_next(text->bytes, text->length, text->caret));
}

/* --- Moving in it --- */

/* Left or right as the eye sees; past an edge of the line to the line before or after. */
static void move_sideways(struct text *text, bool right)
{
    ARENA(arena);
    struct lines lines;
    lines_break(text, &lines);
    size_t at = lines_at(&lines, text->caret), *places, i = 0;
    struct line line = line_see(text, &lines, at, &arena);
    size_t count = line_places(text, &line, &arena, &places);
    bool forward = right != line.rtl;

    while (i + 1 < count && places[i] != text->caret)
        i++;
    if (forward && i + 1 < count) {
        text->caret = places[i + 1];
    } else if (!forward && i > 0) {
        text->caret = places[i - 1];
    } else if (forward ? at + 1 < lines.count : at > 0) {
        line = line_see(text, &lines, forward ? at + 1 : at - 1, &arena);
        count = line_places(text, &line, &arena, &places);
        text->caret = places[forward ? 0 : count - 1];
    }
}

/* Letters that are not shown have no direction: they go as the screen does. */
static void move_secretly(struct text *text, bool right)
{
    text->caret = right != text->rtl ? text_next(text->bytes, text->length, text->caret)
                                     : text_previous(text->bytes, text->length, text->caret);
}

/* The place in a line that is seen nearest to a column, counted from where the line begins. */
static size_t place_near(const struct text *text, const struct line *line, int column)
{
    ARENA(arena);
    size_t *places, count = line_places(text, line, &arena, &places), best = 0;
    int least = -1;
    for (size_t i = 0; i < count; i++) {
        int away = abs(line_spot(text, line, places[i]).column - column);
        if (least < 0 || away < least) {
            least = away;
            best = places[i];
        }
    }
    return best;
}

static bool move_line(struct text *text, int step)
{
    ARENA(arena);
    struct lines lines;
    lines_break(text, &lines);
    size_t at = lines_at(&lines, text->caret);
    if (!text->lines || (step < 0 && at == 0) || (step > 0 && at + 1 == lines.count))
        return false;
    struct line from = line_see(text, &lines, at, &arena);
    struct line to = line_see(text, &lines, step < 0 ? at - 1 : at + 1, &arena);
    if (text->wish < 0)
        text->wish = line_spot(text, &from, text->caret).column;
    text->caret = place_near(text, &to, text->wish);
    return true;
}

static void move_to_edge(struct text *text, bool end)
{
    ARENA(arena);
    struct lines lines;
    lines_break(text, &lines);
    size_t at = lines_at(&lines, text->caret);
    struct line line = line_see(text, &lines, at, &arena);
    if (!end)
        text->caret = line.begin;
    else /* the end of a line that goes on is the next one's begin */
        text->caret = line.broken ? text_previous(text->bytes, text->length, line.end) : line.end;
}

/* --- Keys --- */

enum {
    TYPED_SIZE = 24 /* what one key types, with its NUL */
};

enum keyboard text_keyboard(const struct visit *visit, const struct text *text)
{
    return text->secret || text->latin ? KEYBOARD_PLAIN : visit->keyboard;
}

/* The letters of a key; returns how many bytes before the caret they take the place of. */
static size_t translate(const struct visit *visit, const struct text *text, const struct key *key,
                        char typed[static TYPED_SIZE])
{
    uint32_t character = key_character(key);
    enum keyboard keyboard = text_keyboard(visit, text);
    const char *letters = NULL, *seat = "";
    size_t erase = 0;
    if (keyboard == KEYBOARD_LATIN
        && uly_type(text->bytes, text->caret, (int32_t)character, &erase, typed))
        return erase;
    if (keyboard == KEYBOARD_UYGHUR && character < 0x80)
        letters = keyboard_uyghur((char)character);
    if (letters && visit->auto_hamza)
        seat = keyboard_hamza(text->bytes, text->caret, letters);
    snprintf(typed, TYPED_SIZE, "%s%s", seat, letters ? letters : key->text);
    return 0;
}

bool text_types_letter(const struct visit *visit, const struct text *text, const struct key *key)
{
    char typed[TYPED_SIZE];
    translate(visit, text, key, typed);
    return text_reading(typed, strlen(typed), 0) == READING_RTL;
}

/* What a key types is kept as a paste is: letters, never forms of letters. A space is one, and a
   password is what was typed. */
static void type(const struct visit *visit, struct text *text, const struct key *key)
{
    char typed[TYPED_SIZE], clean[TYPED_SIZE * 2];
    size_t taken = translate(visit, text, key, typed);
    size_t length = text_clean(typed, strlen(typed), false, clean, sizeof clean);
    bool space = strcmp(typed, " ") == 0, raw = space || (text->secret && length > 0);
    const char *put = raw ? typed : clean;
    if (text->length - taken + strlen(put) > text->most)
        return;
    text_past_keep(text, STEP_TYPE);
    if (taken > 0)
        erase(text, text->caret - taken, text->caret);
    insert(text, put, strlen(put));
}

static bool control(struct text *text, int command)
{
    switch (command) {
    case CONTROL('z'):
        text_past_return(text);
        return true;
    case CONTROL('j'): /* Enter goes on to the next thing */
        if (!text->lines)
            return false;
        text_past_keep(text, STEP_TYPE);
        insert(text, "\n", 1);
        return true;
    default:
        return false;
    }
}

static bool change(const struct visit *visit, struct text *text, const struct key *key)
{
    switch (key->press) {
    case PRESS_TEXT:
        type(visit, text, key);
        return true;
    case PRESS_PASTE:
        text_past_keep(text, STEP_PASTE);
        insert_clean(text, key->paste, key->length);
        return true;
    case PRESS_BACKSPACE:
        text_past_keep(text, STEP_ERASE);
        erase_before(text);
        return true;
    case PRESS_DELETE:
        text_past_keep(text, STEP_ERASE);
        erase_after(text);
        return true;
    default:
        return control(text, key_command(key));
    }
}

static bool move(struct text *text, const struct key *key)
{
    switch (key->press) {
    case PRESS_LEFT:
    case PRESS_RIGHT:
        (text->secret ? move_secretly : move_sideways)(text, key->press == PRESS_RIGHT);
        return true;
    case PRESS_HOME:
    case PRESS_END:
        move_to_edge(text, key->press == PRESS_END);
        return true;
    default:
        return false;
    }
}

bool text_key(const struct visit *visit, struct text *text, const struct key *key)
{
    text->rtl = visit_mirrored(visit);
    text->uyghur = text_keyboard(visit, text) != KEYBOARD_PLAIN;
    int wish = text->wish;
    text->wish = -1;
    if (change(visit, text, key))
        return true;
    text->step = STEP_NONE;
    if (move(text, key))
        return true;
    text->wish = wish;
    return (key->press == PRESS_UP || key->press == PRESS_DOWN)
        && move_line(text, key->press == PRESS_UP ? -1 : 1);
}
