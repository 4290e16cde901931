#include "tui/widget.h"

#include "core/base/date.h"

#include <stdlib.h>
#include <string.h>

enum {
    LINE_COLUMNS = 5, /* pointer, day of the month, sign, a blank */
    LINE_NARROW = 4,
    SIGN_COLUMNS = 3 /* a sign and a blank */
};

/* The first of the latest days that have room. */
static size_t first_that_fits(size_t count, int width, int each)
{
    size_t fit = width > 0 ? (size_t)(width / each) : 0;
    return count > fit ? count - fit : 0;
}

int days_line(struct visit *visit, struct canvas *canvas, int row, const struct day_sign *days,
              size_t count, const char *here)
{
    int each = canvas_narrow(canvas) ? LINE_NARROW : LINE_COLUMNS, column = 0;
    for (size_t i = first_that_fits(count, canvas->columns, each); i < count; i++) {
        bool is_here = strcmp(days[i].day, here) == 0;
        long number = strtol(days[i].day + strlen("2026-09-"), NULL, 10);
        if (is_here)
            canvas_text(canvas, row, column, 1, ALIGN_START, STYLE_SELECTED,
                        canvas_pointer(canvas));
        canvas_text(canvas, row, column + 1, 2, ALIGN_END,
                    is_here ? STYLE_SELECTED : days[i].style, visit_digits(visit, number));
        canvas_text(canvas, row, column + 3, 1, ALIGN_START, days[i].style, days[i].sign);
        column += each;
    }
    return column;
}

void days_draw(struct visit *visit, struct canvas *canvas, int row, int column,
               const struct day_sign *days, size_t count)
{
    const int width = SIGN_COLUMNS - 1;
    size_t i = first_that_fits(count, canvas->columns - column, SIGN_COLUMNS);
    for (; i < count; i++) {
        const char *letter = message(visit->language,
                                     arena_text(&visit->frame, "weekday.letter.%d",
                                                date_weekday(days[i].day)));
        canvas_text(canvas, row, column, width, ALIGN_START, days[i].style, days[i].sign);
        canvas_text(canvas, row + 1, column, width, ALIGN_START, STYLE_DIM, letter);
        column += SIGN_COLUMNS;
    }
}
