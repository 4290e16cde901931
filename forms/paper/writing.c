#include "forms/paper/writing.h"

static const double padding = COLUMN_PADDING;
static const double sign_width = 105;  /* of a line to sign on */
static const double sign_least = 60;   /* of one, where its words are long */
static const double seal_width = 150;  /* of the place of a seal and its day */
static const double seal_room = 34;    /* above the words by which it stands */
static const double room_most = 70;    /* that a row is given to fill the page */
static const double letter_most = 240; /* that a letter is given, for its receipt to stand below */

/* The label and what is written, as one paragraph: 家庭状况：… */
static const char *paragraph_of(struct setting *setting, const struct sheet_cell *cell)
{
    const char *colon = pdf_language(setting->pdf) == LANGUAGE_ZH ? "\uFF1A" : ": ";
    if (!*cell->label)
        return cell->text;
    return arena_text(setting->arena, "%s%s%s", cell->label, colon, cell->text);
}

/* A strip a line; returns how many. */
static int set_lines(struct setting *setting, enum pdf_style style, const char *text)
{
    double width = setting->width - 4 * padding;
    int count = *text ? pdf_lines(setting->pdf, style, width, text) : 0;
    for (int i = 0; i < count; i++) {
        struct strip *strip = strip_add(setting, pdf_leading(setting->pdf, style));
        strip_text(setting, strip,
                   (struct pdf_text){
                       .x = setting->left + 2 * padding,
                       .width = width,
                       .style = style,
                       .text = text,
                       .first = i,
                       .count = 1,
                   });
    }
    return count;
}

static int set_boxes(struct setting *setting, const struct sheet_cell *cell)
{
    if (cell->box_count == 0)
        return 0;
    double x = setting->left + 2 * padding, width = setting->width - 4 * padding;
    int lines = strip_boxes(setting, NULL, cell, x, 0, width);
    struct strip *strip = strip_add(setting, lines * pdf_leading(setting->pdf, PDF_TEXT));
    strip_boxes(setting, strip, cell, x, 0, width);
    return lines;
}

static const char *called(struct setting *setting, const struct sheet_mark *mark)
{
    const char *colon = pdf_language(setting->pdf) == LANGUAGE_ZH ? "\uFF1A" : ":";
    return arena_text(setting->arena, "%s%s", mark->label, mark->seal ? "" : colon);
}

/* A mark stands at the end of its slot. */
static void set_signature(struct setting *setting, struct strip *strip,
                          const struct sheet_mark *mark, double x, double width)
{
    double leading = pdf_leading(setting->pdf, PDF_TEXT), y = strip->height - leading - padding;
    const char *label = called(setting, mark);
    double line = width - pdf_width(setting->pdf, PDF_TEXT, label) - 4 * padding;
    double end = x + width - 2 * padding;
    line = line > sign_width ? sign_width : line > sign_least ? line
                                                              : sign_least;
    strip_text(setting, strip,
               (struct pdf_text){
                   .x = x,
                   .y = y,
                   .width = end - line - padding - x,
                   .align = PDF_END,
                   .style = PDF_TEXT,
                   .text = label,
                   .count = 1,
               });
    strip_piece(setting, strip, PIECE_RULE, end - line, y + leading - 1, line);
}

static void set_seal(struct setting *setting, struct strip *strip, const struct sheet_mark *mark,
                     double x, double width)
{
    double leading = pdf_leading(setting->pdf, PDF_TEXT);
    struct pdf_text text = {
        .x = x + width - seal_width,
        .y = strip->height - 2 * leading - padding,
        .width = seal_width,
        .align = PDF_CENTER,
        .style = PDF_TEXT,
        .text = mark->label,
        .count = 1,
    };
    strip_text(setting, strip, text);
    text.y += leading;
    text.text = *mark->day ? mark->day : message(pdf_language(setting->pdf), MSG("pdf.day-blank"));
    strip_text(setting, strip, text);
}

static double mark_height(struct setting *setting, const struct sheet_mark *mark)
{
    double leading = pdf_leading(setting->pdf, PDF_TEXT);
    return mark->seal ? seal_room + 2 * leading + padding : leading + 2 * padding;
}

/* Whether a mark has room in a slot: the words of a hand with the line to sign on. */
static bool has_room(struct setting *setting, const struct sheet_mark *mark, double width)
{
    double label = pdf_width(setting->pdf, PDF_TEXT, called(setting, mark));
    return mark->seal || label + sign_least + 4 * padding <= width;
}

/* Two stand beside each other where they have room; one alone stands at the end. */
static void set_marks(struct setting *setting, const struct sheet_row *row)
{
    for (size_t i = 0, count; i < row->mark_count; i += count) {
        count = i + 1 < row->mark_count && has_room(setting, &row->marks[i], setting->width / 2)
                && has_room(setting, &row->marks[i + 1], setting->width / 2)
            ? 2
            : 1;
        double height = mark_height(setting, &row->marks[i]);
        double other = mark_height(setting, &row->marks[i + count - 1]);
        double width = setting->width / (double)count;
        struct strip *strip = strip_add(setting, height > other ? height : other);
        for (size_t j = 0; j < count; j++) {
            const struct sheet_mark *mark = &row->marks[i + j];
            (mark->seal ? set_seal : set_signature)(setting, strip, mark,
                                                    setting->left + (double)j * width, width);
        }
    }
}

void writing_set(struct setting *setting, const struct sheet_row *row)
{
    const struct sheet_cell *cell = &row->cells[0];
    double leading = pdf_leading(setting->pdf, PDF_TEXT);
    strip_add(setting, padding)->begins = true;
    enum pdf_style style = row->letter ? PDF_LETTER : PDF_TEXT;
    int lines = set_lines(setting, style, paragraph_of(setting, cell)) + set_boxes(setting, cell);
    double empty = lines < row->lines ? (row->lines - lines) * leading : 0;
    struct strip *room = strip_add(setting, padding + empty);
    room->spare = lines > 0 ? empty : empty / 2;
    room->most = row->lines > 1 ? room_most : 0;
    set_marks(setting, row);
    if (row->letter)
        strip_add(setting, 0)->most = letter_most;
}
