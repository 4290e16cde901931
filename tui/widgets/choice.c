#include "tui/widget.h"

bool choice_key(struct choice *choice, const struct key *key)
{
    int digit = key_digit(key);
    if (digit >= 1 && (size_t)digit <= choice->count) {
        choice->chosen = digit - 1;
        return true;
    }
    return false;
}

int choice_draw(struct visit *visit, struct canvas *canvas, int row, int column, int width,
                const struct choice *choice, bool focused)
{
    int gap = canvas_narrow(canvas) ? 2 : 3, at = 0, taken = 0;
    for (size_t i = 0; i < choice->count; i++) {
        const char *text = arena_text(&visit->frame, "%zu %s", i + 1,
                                      message(visit->language, choice->labels[i]));
        int columns = canvas_columns(canvas, text) + 1;
        bool chosen = (int)i == choice->chosen;
        enum style style = chosen ? STYLE_SELECTED : focused ? STYLE_OPENABLE
                                                             : STYLE_PLAIN;
        if (at > 0 && at + columns > width) {
            taken++;
            at = 0;
        }
        if (chosen)
            canvas_text(canvas, row + taken, column + at, 1, ALIGN_START, STYLE_SELECTED,
                        canvas_pointer(canvas));
        canvas_text(canvas, row + taken, column + at + 1, width - at - 1, ALIGN_START, style, text);
        if (focused && (chosen || (choice->chosen < 0 && i == 0)))
            canvas_caret(canvas, row + taken, column + at);
        at += columns + gap;
    }
    return taken + 1;
}
