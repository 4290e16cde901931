#include "tui/widget.h"

#include "i18n/text.h"

#include <string.h>

enum {
    LINES_MOST = 512
};

/* One line of a text as the eye sees it. */
struct line {
    size_t begin, end; /* bytes; without the line break */
    size_t next;       /* where the next line begins; end of the text on the last */
    bool last;
    bool rtl; /* where it begins */
    size_t count;
    int columns;
    struct glyph *glyphs; /* from the left */
};

void text_begin(struct text *text, struct arena *kept, const char *value, unsigned flags)
{
    if (text->arena)
        return;
    text->arena = kept;
    text->lines = (flags & TEXT_LINES) != 0;
    text->secret = (flags & TEXT_SECRET) != 0;
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

/* --- What the eye sees --- */

static bool between_lam_and_alef(const struct text *text)
{
    const char *at = text->bytes + text->caret;
    return text->caret >= 2
        && memcmp(at - 2, "\xd9\x84", 2) == 0                           /* U+0644 lam */
        && at[0] == '\xd8' && strchr("\xa7\xa2\xa3\xa5", at[1]) != NULL /* the alefs */
        && at[1] != '\0';
}

/* Where the lines of the text begin; one at least. */
static size_t break_lines(const struct text *text, size_t *begins)
{
    size_t count = 1;
    begins[0] = 0;
    if (text->lines && text->length > 0) {
        count = layout_lines(text->bytes, text->length, text->manner,
                             text->width > 0 ? text->width : 1, begins,
                             LINES_MOST - 1);
        count = count < LINES_MOST - 1 ? count : LINES_MOST - 1;
        if (text->bytes[text->length - 1] == '\n' && begins[count - 1] < text->length)
            begins[count++] = text->length;
    }
    return count;
}

static size_t caret_line(const struct text *text, const size_t *begins, size_t count)
{
    size_t line = count - 1;
    while (line > 0 && begins[line] > text->caret)
        line--;
    return line;
}

static bool first_strong_rtl(const struct text *text, bool rtl)
{
    struct glyph glyph;
    size_t length = text->length;
    if (length == 0)
        return rtl;
    size_t arabic = strcspn(text->bytes, "\xd8\xd9\xda\xdb");
    if (!rtl && arabic > 0) /* a left-to-right field turns only for a text that begins so */
        return layout(text->bytes, length, DIRECTION_AUTO, 0, 1, &glyph, NULL) > 0 && glyph.rtl;
    return arabic < length;
}

static struct line see_line(const struct text *text, const size_t *begins, size_t count,
                            size_t index, bool rtl, struct arena *arena)
{
    struct line line = {
        .begin = begins[index],
        .next = index + 1 < count ? begins[index + 1] : text->length,
        .last = index + 1 == count,
        .rtl = first_strong_rtl(text, rtl),
    };
    line.end = line.next;
    if (!line.last && text->bytes[line.end - 1] == '\n')
        line.end--;
    /* No byte takes more than one column. */
    int width = (int)(line.end - line.begin) + 1;
    line.glyphs = arena_array(arena, struct glyph, (size_t)width);
    line.count = layout(text->bytes + line.begin, line.end - line.begin,
                        line.rtl ? DIRECTION_RTL : DIRECTION_LTR,
                        text->manner | (between_lam_and_alef(text) ? LAYOUT_KEEP_LAM_ALEF : 0), width,
                        line.glyphs, &line.columns);
    for (size_t i = 0; i < line.count; i++) {
        line.glyphs[i].begin += (uint32_t)line.begin;
        line.glyphs[i].end += (uint32_t)line.begin;
    }
    return line;
}

/* The glyph the caret stands on, counted from the left: -1 or count at the end of the line. */
static int caret_glyph(const struct line *line, size_t caret)
{
    for (size_t i = 0; i < line->count; i++)
        if (line->glyphs[i].begin <= caret && caret < line->glyphs[i].end)
            return (int)i;
    return line->rtl ? -1 : (int)line->count;
}

/* The column the caret stands in, counted from where the line begins. */
static int caret_column(const struct line *line, size_t caret)
{
    int at = caret_glyph(line, caret), left = 0;
    for (int i = 0; i < at; i++)
        left += line->glyphs[i].width;
    if (!line->rtl)
        return left;
    return at < 0 ? line->columns : line->columns - left - line->glyphs[at].width;
}

/* The place in a line nearest to a column, counted from where the line begins. */
static size_t place_at(const struct line *line, int column)
{
    int left = 0, wanted = line->rtl ? line->columns - 1 - column : column;
    if (column >= line->columns)
        return line->end;
    for (size_t i = 0; i < line->count; i++) {
        left += line->glyphs[i].width;
        if (wanted < left)
            return line->glyphs[i].begin;
    }
    return line->end;
}

/* --- Moving in it --- */

/* Left or right as the eye sees; past an edge of the line to the line before or after. */
static void move_sideways(struct text *text, int step, bool rtl)
{
    ARENA(arena);
    size_t begins[LINES_MOST], count = break_lines(text, begins);
    struct line line =
        see_line(text, begins, count, caret_line(text, begins, count), rtl, &arena);
    int to = caret_glyph(&line, text->caret) + step;
    bool past_end = line.rtl ? to < 0 : to >= (int)line.count;
    bool past_begin = line.rtl ? to >= (int)line.count : to < 0;

    if (past_end)
        text->caret = text->caret < line.end ? line.end : line.next;
    else if (past_begin)
        text->caret = text_previous(text->bytes, text->length, line.begin);
    else
        text->caret = line.glyphs[to].begin;
    text->wish = -1;
}

static bool move_line(struct text *text, int step, bool rtl)
{
    ARENA(arena);
    size_t begins[LINES_MOST], count = break_lines(text, begins);
    size_t at = caret_line(text, begins, count);
    if (!text->lines || (step < 0 && at == 0) || (step > 0 && at + 1 == count))
        return false;
    struct line from = see_line(text, begins, count, at, rtl, &arena);
    struct line to = see_line(text, begins, count, step < 0 ? at - 1 : at + 1, rtl, &arena);
    if (text->wish < 0)
        text->wish = caret_column(&from, text->caret);
    text->caret = place_at(&to, text->wish);
    if (text->caret == to.next && !to.last) /* the next line's place is not this line's end */
        text->caret = text_previous(text->bytes, text->length, text->caret);
    return true;
}

static void move_to_edge(struct text *text, bool end)
{
    size_t begins[LINES_MOST], count = break_lines(text, begins);
    size_t at = caret_line(text, begins, count);
    if (!end)
        text->caret = begins[at];
    else
        text->caret = at + 1 < count ? text_previous(text->bytes, text->length, begins[at + 1])
                                     : text->length;
    text->wish = -1;
}

static bool type(struct text *text, const struct key *key)
{
    char clean[32];
    size_t length = strlen(key->text);
    bool shown = strcmp(key->text, " ") == 0
        || text_clean(key->text, length, false, clean, sizeof clean) > 0;
    if (shown)
        insert(text, key->text, length);
    return true;
}

static bool change(struct text *text, const struct key *key)
{
    text->wish = -1;
    switch (key->press) {
    case PRESS_TEXT:
        return type(text, key);
    case PRESS_PASTE:
        insert_clean(text, key->paste, key->length);
        return true;
    case PRESS_BACKSPACE:
        erase_before(text);
        return true;
    case PRESS_DELETE:
        erase_after(text);
        return true;
    default: /* Ctrl-J begins a line: Enter goes on to the next thing */
        if (!text->lines || key_command(key) != CONTROL('j'))
            return false;
        insert(text, "\n", 1);
        return true;
    }
}

bool text_key(struct text *text, const struct key *key, bool rtl)
{
    switch (key->press) {
    case PRESS_LEFT:
    case PRESS_RIGHT:
        move_sideways(text, key->press == PRESS_LEFT ? -1 : 1, rtl);
        return true;
    case PRESS_UP:
    case PRESS_DOWN:
        return move_line(text, key->press == PRESS_UP ? -1 : 1, rtl);
    case PRESS_HOME:
    case PRESS_END:
        move_to_edge(text, key->press == PRESS_END);
        return true;
    default:
        return change(text, key);
    }
}

/* --- Drawing it --- */

/* The glyphs of a line that lie in width columns from scroll on, at their place. */
static void draw_line(struct canvas *canvas, int row, int column, int width,
                      const struct line *line, int scroll)
{
    int at = 0;
    bool mirrored = canvas->grid->rtl;
    for (size_t i = 0; i < line->count; i++) {
        int wide = line->glyphs[i].width;
        int from = line->rtl ? line->columns - at - wide : at;
        at += wide;
        from -= scroll;
        if (from < 0 || from + wide > width)
            continue;
        canvas_glyphs(canvas, row, column + (line->rtl == mirrored ? from : width - from - wide),
                      wide, STYLE_FIELD, &line->glyphs[i], 1);
    }
}

static void draw_caret(struct canvas *canvas, int row, int column, int width,
                       const struct line *line, int scroll, size_t caret)
{
    int at = caret_column(line, caret) - scroll;
    if (at >= width)
        at = width - 1;
    canvas_caret(canvas, row, column + (line->rtl == canvas->grid->rtl ? at : width - 1 - at));
}

/* Scrolls just as far as the caret needs, and back when there is room again. */
static int scrolled(int scroll, int at, int size, int all)
{
    if (at < scroll)
        scroll = at;
    if (at >= scroll + size)
        scroll = at - size + 1;
    if (scroll > all - size)
        scroll = all > size ? all - size : 0;
    return scroll;
}

static int draw_secret(struct canvas *canvas, int row, int column, int width,
                       const struct text *text, bool focused)
{
    int typed = (int)text_count(text->bytes, text->length);
    int shown = typed < width - 1 ? typed : width - 1;
    canvas_tint(canvas, row, column, width, STYLE_FIELD);
    for (int i = 0; i < shown; i++)
        canvas_text(canvas, row, column + i, 1, ALIGN_START, STYLE_FIELD, "*");
    if (focused)
        canvas_caret(canvas, row, column + shown);
    return 1;
}

static int draw_single(struct visit *visit, struct canvas *canvas, int row, int column, int width,
                       struct text *text, bool focused)
{
    size_t begin = 0;
    struct line line = see_line(text, &begin, 1, 0, canvas->grid->rtl, &visit->frame);
    int at = focused ? caret_column(&line, text->caret) : 0;
    /* A telephone number in a Uyghur field stands beside its label, not at the far end. */
    bool across = line.rtl != canvas->grid->rtl;
    int room = across && line.columns < width ? line.columns + 1 : width;
    text->scroll = scrolled(text->scroll, at, width, line.columns + 1);
    canvas_tint(canvas, row, column, width, STYLE_FIELD);
    draw_line(canvas, row, column, room, &line, text->scroll);
    if (focused)
        draw_caret(canvas, row, column, room, &line, text->scroll, text->caret);
    return 1;
}

static int draw_paragraph(struct visit *visit, struct canvas *canvas, int row, int column,
                          int width, int rows, struct text *text, bool focused)
{
    size_t begins[LINES_MOST];
    text->width = width - 1; /* the caret may stand behind a full line */
    size_t count = break_lines(text, begins), at = caret_line(text, begins, count);
    text->scroll = scrolled(text->scroll, focused ? (int)at : 0, rows, (int)count);
    int shown = (int)count - text->scroll < rows ? (int)count - text->scroll : rows;
    for (int i = 0; i < shown; i++) {
        size_t index = (size_t)text->scroll + (size_t)i;
        struct line line =
            see_line(text, begins, count, index, canvas->grid->rtl, &visit->frame);
        draw_line(canvas, row + i, column, width, &line, 0);
        if (focused && index == at)
            draw_caret(canvas, row + i, column, width, &line, 0, text->caret);
    }
    return shown;
}

int text_draw(struct visit *visit, struct canvas *canvas, int row, int column, int width, int rows,
              struct text *text, bool focused)
{
    if (column + width > canvas->columns)
        width = canvas->columns - column;
    if (width < 2 || rows < 1)
        return 0;
    text->manner = canvas->grid->manner;
    canvas_erase(canvas, row, column, text->lines ? rows : 1, width);
    if (text->secret)
        return draw_secret(canvas, row, column, width, text, focused);
    if (text->lines)
        return draw_paragraph(visit, canvas, row, column, width, rows, text, focused);
    return draw_single(visit, canvas, row, column, width, text, focused);
}
