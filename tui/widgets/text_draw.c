/* A text as a field on the screen, with its caret. */
#include "i18n/text.h"
#include "tui/widgets/line.h"

enum {
    LATIN_COLUMNS = 24 /* more than a number or a day takes */
};

/* Where a line is drawn: width columns, of which scroll are scrolled away. */
struct field {
    struct canvas *canvas;
    int row, column, width, scroll;
};

/* The column of the canvas for what takes some columns of a line, counted from its begin. */
static int column_of(const struct field *field, bool rtl, int from, int columns)
{
    bool across = rtl != field->canvas->grid->rtl;
    return field->column + (across ? field->width - from - columns : from);
}

/* The glyphs of a line that are not scrolled away, at their place. */
static void draw_line(const struct field *field, const struct line *line)
{
    int at = 0;
    for (size_t i = 0; i < line->count; i++) {
        int wide = line->glyphs[i].width;
        int from = (line->rtl ? line->columns - at - wide : at) - field->scroll;
        at += wide;
        if (from >= 0 && from + wide <= field->width)
            canvas_glyphs(field->canvas, field->row, column_of(field, line->rtl, from, wide), wide,
                          STYLE_FIELD, &line->glyphs[i], 1);
    }
}

static void draw_caret(const struct field *field, const struct spot *spot)
{
    int at = spot->column - field->scroll;
    if (at > field->width - spot->width)
        at = field->width - spot->width;
    int column = column_of(field, spot->rtl, at, spot->width);
    /* On a letter of two columns the caret stands on the left one. */
    canvas_caret(field->canvas, field->row,
                 field->canvas->grid->rtl ? column + spot->width - 1 : column);
}

/* Scrolls just as far as what is at a place needs, and back when there is room again. */
static int scrolled(int scroll, int at, int needed, int size, int all)
{
    if (at + needed > scroll + size)
        scroll = at + needed - size;
    if (scroll > all - size)
        scroll = all - size;
    if (at < scroll)
        scroll = at;
    return scroll > 0 ? scroll : 0;
}

static int draw_secret(struct canvas *canvas, int row, int column, int width,
                       const struct text *text, bool focused)
{
    int typed = (int)text_count(text->bytes, text->length);
    int at = (int)text_count(text->bytes, text->caret);
    int shown = typed < width - 1 ? typed : width - 1;
    canvas_tint(canvas, row, column, width, STYLE_FIELD);
    for (int i = 0; i < shown; i++)
        canvas_text(canvas, row, column + i, 1, ALIGN_START, STYLE_FIELD, "*");
    if (focused)
        canvas_caret(canvas, row, column + (at < shown ? at : shown));
    return 1;
}

/* A number in a screen from the right is typed from the left, but beside its label. */
static int width_in(const struct text *text, int width)
{
    bool is_short = text->latin && text->most <= TEXT_LINE_MOST;
    return is_short && text->rtl && width > LATIN_COLUMNS ? LATIN_COLUMNS : width;
}

/* Beside its label a text that is read the other way stands only until one types in it: then its
   end moves, and the letters must not. */
static int width_for(const struct line *line, const struct field *field)
{
    bool across = line->rtl != field->canvas->grid->rtl;
    return across && line->columns < field->width ? line->columns : field->width;
}

static int draw_single(struct visit *visit, struct field *field, struct text *text, bool focused)
{
    struct lines lines;
    field->width = width_in(text, field->width);
    lines_break(text, &lines);
    struct line line = line_see(text, &lines, 0, &visit->frame);
    canvas_tint(field->canvas, field->row, field->column, field->width, STYLE_FIELD);
    if (!focused) {
        text->scroll = 0;
        field->width = width_for(&line, field);
        draw_line(field, &line);
        return 1;
    }
    struct spot spot = line_spot(text, &line, text->caret);
    text->scroll = field->scroll =
        scrolled(text->scroll, spot.column, spot.width, field->width, spot.all);
    draw_line(field, &line);
    draw_caret(field, &spot);
    return 1;
}

static int draw_paragraph(struct visit *visit, struct field *field, int rows, struct text *text,
                          bool focused)
{
    struct lines lines;
    text->width = field->width - 1; /* the caret may stand behind a full line */
    lines_break(text, &lines);
    size_t at = lines_at(&lines, text->caret);
    text->scroll = scrolled(text->scroll, focused ? (int)at : 0, 1, rows, (int)lines.count);
    int left = (int)lines.count - text->scroll, shown = left < rows ? left : rows;
    for (int i = 0; i < shown; i++, field->row++) {
        size_t index = (size_t)text->scroll + (size_t)i;
        struct line line = line_see(text, &lines, index, &visit->frame);
        draw_line(field, &line);
        if (!focused || index != at)
            continue;
        struct spot spot = line_spot(text, &line, text->caret);
        draw_caret(field, &spot);
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
    struct field field = {.canvas = canvas, .row = row, .column = column, .width = width};
    text->manner = canvas->grid->manner;
    text->rtl = canvas->grid->rtl;
    text->uyghur = text_keyboard(visit, text) != KEYBOARD_PLAIN;
    visit->writing = visit->writing || (focused && !text->secret && !text->latin);
    canvas_erase(canvas, row, column, text->lines ? rows : 1, width);
    if (text->secret)
        return draw_secret(canvas, row, column, width, text, focused);
    return text->lines ? draw_paragraph(visit, &field, rows, text, focused)
                       : draw_single(visit, &field, text, focused);
}
