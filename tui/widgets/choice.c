#include "tui/widget.h"

enum {
    DIGITS = 9,
    PAGE = 8 /* shown at once when there are more than the digits */
};

static bool has_pages(const struct choice *choice)
{
    return choice->count > DIGITS;
}

static size_t first_of(const struct choice *choice)
{
    return has_pages(choice) ? choice->page * PAGE : 0;
}

/* Past the last that is shown. */
static size_t end_of(const struct choice *choice)
{
    size_t end = first_of(choice) + (has_pages(choice) ? PAGE : DIGITS);
    return end < choice->count ? end : choice->count;
}

bool choice_key(struct choice *choice, const struct key *key)
{
    int digit = key_digit(key);
    size_t meant = first_of(choice) + (size_t)digit - 1;
    if (digit == DIGITS && has_pages(choice)) {
        choice->page = end_of(choice) < choice->count ? choice->page + 1 : 0;
        return true;
    }
    if (digit < 1 || meant >= end_of(choice))
        return false;
    choice->chosen = (int)meant;
    return true;
}

/* Where the next label goes, row by row. */
struct place {
    int row, column, at, width;
};

static void draw_label(struct visit *visit, struct canvas *canvas, struct place *place,
                       size_t number, const char *label, enum style style, const char *mark,
                       bool caret)
{
    int gap = canvas_narrow(canvas) ? 2 : 3;
    const char *text = arena_text(&visit->frame, "%zu %s", number,
                                  message(visit->language, label));
    int columns = canvas_columns(canvas, text) + 1;
    if (place->at > 0 && place->at + columns > place->width) {
        place->row++;
        place->at = 0;
    }
    int column = place->column + place->at;
    canvas_text(canvas, place->row, column, 1, ALIGN_START, STYLE_SELECTED, mark);
    canvas_text(canvas, place->row, column + 1, place->width - place->at - 1, ALIGN_START, style,
                text);
    if (caret)
        canvas_caret(canvas, place->row, column);
    place->at += columns + gap;
}

static bool is_chosen(const struct choice *choice, size_t i)
{
    return choice->several ? (choice->ticks & 1u << i) != 0 : (int)i == choice->chosen;
}

int choice_draw(struct visit *visit, struct canvas *canvas, int row, int column, int width,
                const struct choice *choice, bool focused)
{
    struct place place = {row, column, 0, width};
    enum style plain = focused ? STYLE_OPENABLE : STYLE_PLAIN;
    size_t first = first_of(choice), end = end_of(choice);
    for (size_t i = first; i < end; i++) {
        bool chosen = is_chosen(choice, i);
        bool caret = focused && ((int)i == choice->chosen || (choice->chosen < 0 && i == first));
        const char *mark = choice->several ? "*" : canvas_pointer(canvas);
        draw_label(visit, canvas, &place, i - first + 1, choice->labels[i],
                   chosen ? STYLE_SELECTED : plain, chosen ? mark : "", caret);
    }
    if (has_pages(choice))
        draw_label(visit, canvas, &place, DIGITS, MSG("choice.more"), plain, "", false);
    return place.row - row + 1;
}
